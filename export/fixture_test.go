package export

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// fixtureNow is the moment of the reports in the tests.
var fixtureNow = time.Date(2026, 12, 1, 9, 30, 0, 0, inspection.Zone)

// fixtureDepartments are those of the fixture.
var fixtureDepartments = []inspection.Department{
	{ID: inspection.DepartmentEmergency, Name: "应急管理", Short: "应急", HasReport: true},
	{ID: inspection.DepartmentMarket, Name: "市场监督管理", Short: "市场监管", HasReport: true},
	{ID: inspection.DepartmentCivil, Name: "民政", Short: "民政", HasReport: true},
	{ID: inspection.DepartmentUrban, Name: "城市管理", Short: "城管", HasReport: true},
	{ID: "fire", Name: "消防救援", Short: "消防"},
}

func fixtureRequest(department inspection.DepartmentID) Request {
	return Request{Department: department, From: "2026-11-01", To: "2026-11-30", Office: "桐柏路街道办事处", Program: "安巡 1.0.0", Now: fixtureNow}
}

// at is an instant in November 2026, or in another month when the day says so.
func at(day string, clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, inspection.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

const fixtureLaws = `[{"id":"fire","title":"消防法","cite":"《消防法》","kind":"law","number":"","issuer":"","from":"2021-04-29","until":"","replaced_by":"","status":"in_force","source":"","checked":"","note":"",
 "clauses":[{"id":"fire/28","clause":"第二十八条","level":"V","from":"","until":"","gist":""},{"id":"fire/16","clause":"第十六条","level":"V","from":"","until":"","gist":""}]},
 {"id":"food-old","title":"旧办法","cite":"《旧办法》","kind":"rule","number":"","issuer":"","from":"2016-01-01","until":"2026-11-14","replaced_by":"food-new","status":"superseded","source":"","checked":"","note":"",
 "clauses":[{"id":"food-old/3","clause":"第三条","level":"V","from":"","until":"","gist":""}]},
 {"id":"food-new","title":"新办法","cite":"《新办法》","kind":"rule","number":"","issuer":"","from":"2026-11-15","until":"","replaced_by":"","status":"in_force","source":"","checked":"","note":"",
 "clauses":[{"id":"food-new/5","clause":"第五条","level":"V","from":"","until":"","gist":""}]}]`

func fixtureLibrary(t *testing.T) *inspection.Library {
	t.Helper()
	library, err := inspection.ParseLibrary([]byte(fixtureLaws))
	if err != nil {
		t.Fatal(err)
	}
	return library
}

func fixtureChecklists() []inspection.Checklist {
	const emergency, market, civil, urban = inspection.DepartmentEmergency, inspection.DepartmentMarket, inspection.DepartmentCivil, inspection.DepartmentUrban
	item := func(code inspection.ItemCode, text string, severity inspection.Severity, basis []inspection.BasisID, departments ...inspection.DepartmentID) inspection.Item {
		return inspection.Item{Code: code, Text: text, Method: "现场查看", Severity: severity, Basis: basis, Departments: departments, Photo: inspection.PhotoNone}
	}
	fire, food := []inspection.BasisID{"fire/28", "fire/16"}, []inspection.BasisID{"food-old/3", "food-new/5"}
	gas := item("CF-03", "燃气报警器有效，检定在有效期内", inspection.SeveritySerious, fire[:1], emergency)
	gas.Applies = &inspection.Applies{AnyFeatures: []inspection.Feature{inspection.FeatureGas}}
	key := item("CS-01", "食品原料不超保质期，无腐败变质", inspection.SeveritySerious, food, market, civil)
	key.KeyItem, key.Point = true, "*3.2"
	clean := item("CS-02", "加工场所整洁", inspection.SeverityGeneral, food, market)
	clean.Point = "2.4"
	care, road := []inspection.PlaceKind{inspection.PlaceCare}, []inspection.PlaceKind{inspection.PlaceRoad}
	return []inspection.Checklist{
		{Code: "CF", Slug: "care-fire", Title: "养老服务场所消防安全", Version: 1, Published: "2026-10-01", Kinds: care, Sections: []inspection.Section{
			{Title: "疏散", Items: []inspection.Item{
				item("CF-01", "疏散通道、安全出口畅通，无占用、堵塞、封闭", inspection.SeveritySerious, fire, emergency, civil, "fire"),
				item("CF-02", "应急照明和疏散指示标志完好*", inspection.SeverityGeneral, fire[:1], emergency, "fire")}},
			{Title: "燃气?", Items: []inspection.Item{gas}}}},
		{Code: "CS", Slug: "care-food", Title: "养老服务场所食品安全", Version: 1, Published: "2026-10-01", Kinds: care, Sections: []inspection.Section{
			{Title: "原料", Items: []inspection.Item{key}}, {Title: "加工", Items: []inspection.Item{clean,
				item("CS-03", "冷藏温度（℃）", inspection.SeverityGeneral, nil, market)}}}},
		{Code: "RO", Slug: "road-order", Title: "道路沿街市容秩序", Version: 1, Published: "2026-10-01", Kinds: road, Sections: []inspection.Section{
			{Title: "占道", Items: []inspection.Item{item("RO-01", "无占道经营、店外经营", inspection.SeverityGeneral, nil, urban)}}}},
	}
}

func fixturePlaces() []inspection.Place {
	return []inspection.Place{
		{ID: "p1", Code: "001", Name: "晚晴日间照料中心", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare, Address: "嵩山路12号",
			Community: "西安东社区", Operator: "晚晴*", Manager: "王院长", Phone: "037160000001", Area: 568.5, Elders: 120,
			Features: []inspection.Feature{inspection.FeatureCanteen, inspection.FeatureGas}, Sample: true},
		{ID: "p2", Code: "002", Name: "=瑞阳养老院", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindInstitution, Address: "金水西路82号院",
			Community: "嵩岳小区", Operator: "瑞阳", Manager: "李主任", Beds: 60, Features: []inspection.Feature{inspection.FeatureLodging}},
		{ID: "p3", Code: "003", Name: "未检查的助餐点", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindMealSite},
		{ID: "p4", Code: "LD-01", Name: "嵩山路（中原西路至建设西路）", PlaceKind: inspection.PlaceRoad, Community: "西安东社区"},
		{ID: "p5", Code: "LD-02", Name: "已撤路段", PlaceKind: inspection.PlaceRoad, Removed: true},
	}
}

// fixture fills a store with a small period that has one of everything: drafts, void
// inspections, items of other departments, unanswered items, each state and grade of
// a hazard, hazards from before, texts that look like formulas.
func fixture(t *testing.T) *inspectiontest.Memory {
	t.Helper()
	store := inspectiontest.NewMemory(nil)
	var records []inspection.Record
	for _, checklist := range fixtureChecklists() {
		records = append(records, checklist)
	}
	for _, place := range fixturePlaces() {
		records = append(records, place)
	}
	records = append(records, fixtureInspections()...)
	records = append(records, fixtureAnswers()...)
	records = append(records, fixtureHazards()...)
	put(t, store, records...)
	return store
}

func put(t *testing.T, store inspection.Store, records ...inspection.Record) {
	t.Helper()
	_, err := store.Update(context.Background(), "张建国", func(w inspection.Writer) error {
		for _, record := range records {
			if err := w.Put(context.Background(), record); err != nil {
				return fmt.Errorf("%s %s: %w", record.Kind(), record.Key(), err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func fixtureInspections() []inspection.Record {
	people := []inspection.Inspector{{Name: "张建国", Department: inspection.DepartmentEmergency, Certificate: "豫A010203"}, {Name: "李敏", Department: inspection.DepartmentCivil}}
	make := func(id inspection.ID, place inspection.ID, status inspection.Status, day, clock string, lists ...inspection.ChecklistRef) inspection.Inspection {
		i := inspection.Inspection{ID: id, No: "J2026-K7-" + string(id[1:]), PlaceID: place, Status: status, Started: at(day, clock),
			Checklists: lists, Inspectors: people, AccompaniedBy: "王院长"}
		if status == inspection.StatusFinished {
			i.Finished = i.Started.Add(70 * time.Minute)
		}
		return i
	}
	first := make("i0001", "p1", inspection.StatusFinished, "2026-11-03", "09:05", "CF@1", "CS@1")
	first.Sample = true
	second := make("i0002", "p2", inspection.StatusFinished, "2026-11-05", "14:00", "CF@1")
	second.IncompleteReason = "二层正在消毒，未能进入"
	third := make("i0003", "p1", inspection.StatusFinished, "2026-11-20", "10:00", "CF@1", "CS@1")
	third.Note = "复查上次问题"
	return []inspection.Record{first, second, third,
		make("i0004", "p4", inspection.StatusFinished, "2026-11-21", "22:30", "RO@1"),
		make("i0005", "p4", inspection.StatusFinished, "2026-11-22", "07:00", "RO@1"),
		make("i0006", "p2", inspection.StatusDraft, "2026-11-23", "09:00", "CF@1"),
		make("i0007", "p2", inspection.StatusVoid, "2026-11-24", "09:00", "CF@1"),
		make("i0008", "p2", inspection.StatusFinished, "2026-10-30", "23:59", "CF@1"),
		make("i0009", "p2", inspection.StatusFinished, "2026-12-01", "00:00", "CF@1"),
	}
}

func fixtureAnswers() []inspection.Record {
	var records []inspection.Record
	give := func(id inspection.ID, day string, results string) {
		for _, pair := range strings.Fields(results) {
			code, result, _ := strings.Cut(pair, ":")
			result, note, _ := strings.Cut(result, "/")
			a := inspection.Answer{InspectionID: id, Item: inspection.ItemCode(code), Checklist: inspection.ChecklistRef(code[:2] + "@1"),
				Result: inspection.Result(result), Note: note, By: "张建国", At: at(day, "10:00")}
			if a.Result == inspection.ResultValue {
				a.Value, a.Note = note, ""
			}
			records = append(records, a)
		}
	}
	give("i0001", "2026-11-03", "CF-01:fail/=1+1堆放轮椅 CF-02:pass CF-03:fail CS-01:fail/-过期 CS-02:pass CS-03:value/4.5")
	give("i0002", "2026-11-05", "CF-01:pass CF-03:na/未使用燃气")
	give("i0003", "2026-11-20", "CF-01:pass CF-02:na/检修中 CF-03:pass CS-01:pass CS-02:fail")
	give("i0004", "2026-11-21", "RO-01:fail")
	give("i0005", "2026-11-22", "RO-01:pass")
	give("i0006", "2026-11-23", "CF-01:fail")
	give("i0007", "2026-11-24", "CF-01:fail")
	give("i0008", "2026-10-30", "CF-01:fail")
	give("i0009", "2026-12-01", "CF-01:fail")
	return records
}

func fixtureHazards() []inspection.Record {
	number := 0
	make := func(id inspection.ID, item inspection.ItemCode, place inspection.ID, day string, change func(*inspection.Hazard)) inspection.Hazard {
		number++
		h := inspection.Hazard{No: fmt.Sprintf("Y2026-K7-%04d", number), PlaceID: place, InspectionID: id, Item: item,
			Description: "安全出口堆放轮椅", Basis: "《消防法》第二十八条", Severity: inspection.SeverityGeneral, Status: inspection.HazardOpen,
			Departments: []inspection.DepartmentID{inspection.DepartmentEmergency, inspection.DepartmentCivil, "fire"},
			Found:       at(day, "10:00"), FoundBy: "张建国", Due: inspection.Day(day), Responsible: "王院长", Remedy: "立即清理", Standard: "通道净宽不小于1.4米"}
		h.ID = inspection.ID(fmt.Sprintf("h%d", number))
		if id != "" {
			h.ID, h.Checklist = inspection.HazardID(id, item), inspection.ChecklistRef(item[:2]+"@1")
		}
		change(&h)
		return h
	}
	closed := func(day string) func(*inspection.Hazard) {
		return func(h *inspection.Hazard) {
			h.Status, h.Closed, h.ClosedBy, h.SubmittedBy = inspection.HazardClosed, at(day, "16:00"), "李敏", "王院长"
		}
	}
	market := []inspection.DepartmentID{inspection.DepartmentMarket, inspection.DepartmentCivil}
	return []inspection.Record{
		make("i0001", "CF-01", "p1", "2026-11-03", closed("2026-11-03")),
		make("i0001", "CF-03", "p1", "2026-11-03", func(h *inspection.Hazard) {
			h.Severity, h.Suspected, h.Rework = inspection.SeveritySerious, true, 1
			h.Description, h.Accountability, h.Measures, h.Funds, h.TimeLimit, h.Contingency = "燃气报警器失效", "王院长", "停用燃气", "3000元", "11月6日前", "专人值守"
		}),
		make("i0001", "CS-01", "p1", "2026-11-03", func(h *inspection.Hazard) {
			closed("2026-11-08")(h)
			h.Severity, h.Departments, h.Due = inspection.SeveritySerious, market, "2026-11-06"
		}),
		make("i0003", "CS-02", "p1", "2026-11-20", func(h *inspection.Hazard) {
			h.Departments, h.Status, h.Due = market, inspection.HazardSubmitted, "2026-12-05"
		}),
		make("i0004", "RO-01", "p4", "2026-11-21", func(h *inspection.Hazard) {
			h.Departments, h.Status, h.TransferTo = []inspection.DepartmentID{inspection.DepartmentUrban}, inspection.HazardTransferred, "城市管理执法中队"
		}),
		make("i0006", "CF-01", "p2", "2026-11-23", func(*inspection.Hazard) {}),                         // of a draft
		make("i0007", "CF-01", "p2", "2026-11-24", func(*inspection.Hazard) {}),                         // of a void inspection
		make("i0008", "CF-01", "p2", "2026-11-01", func(h *inspection.Hazard) { h.Due = "2026-11-02" }), // of an earlier inspection, found past midnight
		make("i0009", "CF-01", "p2", "2026-12-01", func(*inspection.Hazard) {}),                         // of a later one
		make("i0002", "CF-03", "p2", "2026-11-05", func(h *inspection.Hazard) { h.Withdrawn = true }),   // corrected
		make("", "", "p2", "2026-11-10", func(h *inspection.Hazard) { // ad hoc
			h.Severity, h.Status, h.ShelvedUntil, h.Description = inspection.SeverityMajor, inspection.HazardShelved, "2027-03-31", "@违规搭建彩钢板房\x01"
		}),
		make("", "", "p4", "2026-10-02", func(h *inspection.Hazard) { // ad hoc, earlier, overdue
			h.Severity, h.Departments = inspection.SeveritySerious, []inspection.DepartmentID{inspection.DepartmentUrban, inspection.DepartmentEmergency}
			h.Due, h.Description = "2026-10-05", "井盖缺损"
		}),
	}
}

// writeFixture writes a department's workbook of the fixture.
func writeFixture(t *testing.T, store inspection.Store, request Request) (string, Summary) {
	t.Helper()
	path := filepath.Join(t.TempDir(), string(request.Department)+".xlsx")
	var summary Summary
	err := store.View(context.Background(), func(reader inspection.Reader) error {
		var err error
		summary, err = Write(context.Background(), path, request, reader, fixtureLibrary(t), fixtureDepartments, Noop{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, path)
	return path, summary
}
