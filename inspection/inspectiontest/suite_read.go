package inspectiontest

import (
	"fmt"
	"reflect"
	"time"

	"anxun/inspection"
)

func placeCode(p inspection.Place) string { return p.Code }

func testPlaces(s *suite) {
	place := func(id, code string, change func(*inspection.Place)) inspection.Place {
		return APlace(func(p *inspection.Place) { p.ID, p.Code = inspection.ID(id), code; change(p) })
	}
	s.put(
		place("b", "YL-002", func(p *inspection.Place) { p.Name = "瑞阳" }),
		place("c", "007", func(p *inspection.Place) {
			p.PlaceKind, p.Name, p.SubKind, p.Community = inspection.PlaceShop, "百分百%店", inspection.SubKindRetail, "嵩岳小区"
		}),
		place("a", "YL-001", func(p *inspection.Place) { p.Removed = true }),
		place("d", "YL-001", func(*inspection.Place) {}),
	)
	for _, test := range []struct {
		name   string
		filter inspection.PlaceFilter
		want   []string
	}{
		{"all", inspection.PlaceFilter{}, []string{"007", "YL-001", "YL-002"}},
		{"removed too", inspection.PlaceFilter{IncludeRemoved: true}, []string{"007", "YL-001", "YL-001", "YL-002"}},
		{"kind", inspection.PlaceFilter{PlaceKind: inspection.PlaceShop}, []string{"007"}},
		{"community", inspection.PlaceFilter{Community: "嵩岳小区"}, []string{"007"}},
		{"kind and community", inspection.PlaceFilter{PlaceKind: inspection.PlaceCare, Community: "嵩岳小区"}, nil},
		{"name", inspection.PlaceFilter{Text: "瑞阳"}, []string{"YL-002"}},
		{"code in the other case", inspection.PlaceFilter{Text: "yl-00"}, []string{"YL-001", "YL-002"}},
		{"percent is a letter like any other", inspection.PlaceFilter{Text: "%"}, []string{"007"}},
		{"operator", inspection.PlaceFilter{Text: "晚晴", PlaceKind: inspection.PlaceShop}, []string{"007"}},
		{"address", inspection.PlaceFilter{Text: "嵩山路"}, []string{"007", "YL-001", "YL-002"}},
		{"nothing", inspection.PlaceFilter{Text: "没有"}, nil},
		{"page", inspection.PlaceFilter{Limit: 1, Offset: 1}, []string{"YL-001"}},
		{"offset without limit", inspection.PlaceFilter{Offset: 2}, []string{"YL-002"}},
		{"past the end", inspection.PlaceFilter{Offset: 9}, nil},
	} {
		rows := read(s, func(r inspection.Reader) ([]inspection.Place, error) { return r.Places(s.ctx, test.filter) })
		wantNames(s, test.name, rows, placeCode, test.want...)
	}
	found := read(s, func(r inspection.Reader) (inspection.Place, error) { return r.PlaceByCode(s.ctx, "YL-001") })
	if found.ID != "d" {
		s.Errorf("a place on the register comes before a removed one: got %s", found.ID)
	}
}

func testSmallLists(s *suite) {
	version := func(code string, version int) inspection.Checklist {
		return AChecklist(func(c *inspection.Checklist) {
			c.Code, c.Version = code, version
			c.Sections = []inspection.Section{{Title: "一", Items: []inspection.Item{{Code: inspection.ItemCode(code + "-01"), Text: "项"}}}}
		})
	}
	s.put(version("CF", 2), version("CE", 1), version("CF", 1), version("CF", 10))
	lists := read(s, func(r inspection.Reader) ([]inspection.Checklist, error) { return r.Checklists(s.ctx) })
	wantNames(s, "checklists", lists, func(c inspection.Checklist) string { return string(c.Ref()) }, "CE@1", "CF@1", "CF@2", "CF@10")

	s.put(AnInspector(func(i *inspection.Inspector) { i.ID, i.Name = "2", "B" }), AnInspector(func(i *inspection.Inspector) { i.ID, i.Name, i.Inactive = "3", "A", true }),
		AnInspector(func(i *inspection.Inspector) { i.ID, i.Name = "1", "B" }))
	inspectors := read(s, func(r inspection.Reader) ([]inspection.Inspector, error) { return r.Inspectors(s.ctx) })
	wantNames(s, "inspectors", inspectors, func(i inspection.Inspector) string { return i.Name + string(i.ID) }, "A3", "B1", "B2")

	s.put(inspection.Setting{Name: "z", Value: "1"}, inspection.Setting{Name: "a", Value: "2"})
	settings := read(s, func(r inspection.Reader) ([]inspection.Setting, error) { return r.Settings(s.ctx) })
	wantNames(s, "settings", settings, func(v inspection.Setting) string { return string(v.Name) }, "a", string(inspection.SettingDeviceCode), string(inspection.SettingDeviceKey), "z")
	s.put(inspection.Setting{Name: "a", Value: ""})
	if value := read(s, func(r inspection.Reader) (string, error) { return r.Setting(s.ctx, "a") }); value != "" {
		s.Errorf("an emptied setting is %q", value)
	}
}

// visits puts two places and five inspections: 1 and 4 on day 0, 2 and 3 at the
// other place, 5 void.
func (s *suite) visits() {
	s.Helper()
	visit := func(n int, started time.Time, change func(*inspection.Inspection)) inspection.Inspection {
		return AnInspection(func(i *inspection.Inspection) {
			i.ID, i.No, i.Started = inspection.ID(fmt.Sprintf("v%d", n)), fmt.Sprintf("J2026-K7-%04d", n), started
			change(i)
		})
	}
	finished := func(i *inspection.Inspection) {
		i.Status, i.Finished = inspection.StatusFinished, i.Started.Add(time.Hour)
	}
	market := func(i *inspection.Inspection) {
		finished(i)
		i.PlaceID, i.Inspectors = "place-2", []inspection.Inspector{{Name: "王", Department: inspection.DepartmentMarket}}
	}
	s.put(APlace(), APlace(func(p *inspection.Place) { p.ID, p.Code, p.Name = "place-2", "YH-002", "瑞阳" }),
		visit(3, day(2), market), visit(1, day(0), finished), visit(4, day(0), func(*inspection.Inspection) {}), visit(2, day(1), market),
		visit(5, day(3), func(i *inspection.Inspection) { i.Status, i.VoidReason = inspection.StatusVoid, "重复" }))
}

func rowID(row inspection.InspectionRow) string { return string(row.ID) }

func testInspections(s *suite) {
	s.visits()
	s.put(AnInspection(func(i *inspection.Inspection) {
		i.ID, i.No, i.Started, i.Removed = "v6", "J2026-K7-0006", day(4), true
		i.Status, i.Finished = inspection.StatusFinished, day(4).Add(time.Hour)
	}))
	for _, test := range []struct {
		name   string
		filter inspection.InspectionFilter
		count  int
		want   []string
	}{
		{"all", inspection.InspectionFilter{}, 5, []string{"v5", "v3", "v2", "v4", "v1"}},
		{"status", inspection.InspectionFilter{Status: inspection.StatusFinished}, 3, []string{"v3", "v2", "v1"}},
		{"place", inspection.InspectionFilter{PlaceID: "place-2"}, 2, []string{"v3", "v2"}},
		{"place and status", inspection.InspectionFilter{PlaceID: "place-1", Status: inspection.StatusDraft}, 1, []string{"v4"}},
		{"from", inspection.InspectionFilter{From: "2026-11-22"}, 2, []string{"v5", "v3"}},
		{"to", inspection.InspectionFilter{To: "2026-11-21"}, 3, []string{"v2", "v4", "v1"}},
		{"one day", inspection.InspectionFilter{From: "2026-11-21", To: "2026-11-21"}, 1, []string{"v2"}},
		{"department", inspection.InspectionFilter{Department: inspection.DepartmentMarket}, 2, []string{"v3", "v2"}},
		{"second department", inspection.InspectionFilter{Department: inspection.DepartmentCivil}, 3, []string{"v5", "v4", "v1"}},
		{"part of a department's name", inspection.InspectionFilter{Department: "mark"}, 0, nil},
		{"number", inspection.InspectionFilter{Text: "k7-0003"}, 1, []string{"v3"}},
		{"place name", inspection.InspectionFilter{Text: "瑞阳"}, 2, []string{"v3", "v2"}},
		{"place code", inspection.InspectionFilter{Text: "yl-001"}, 3, []string{"v5", "v4", "v1"}},
		{"page", inspection.InspectionFilter{Limit: 2, Offset: 1}, 5, []string{"v3", "v2"}},
		{"nothing", inspection.InspectionFilter{PlaceID: "place-9"}, 0, nil},
		{"removed too", inspection.InspectionFilter{IncludeRemoved: true}, 6, []string{"v6", "v5", "v3", "v2", "v4", "v1"}},
	} {
		rows := read(s, func(r inspection.Reader) ([]inspection.InspectionRow, error) {
			return r.Inspections(s.ctx, test.filter)
		})
		wantNames(s, test.name, rows, rowID, test.want...)
		count := read(s, func(r inspection.Reader) (int, error) { return r.CountInspections(s.ctx, test.filter) })
		if count != test.count {
			s.Errorf("%s: counted %d, want %d", test.name, count, test.count)
		}
	}
	row := read(s, func(r inspection.Reader) ([]inspection.InspectionRow, error) {
		return r.Inspections(s.ctx, inspection.InspectionFilter{PlaceID: "place-2", Limit: 1})
	})[0]
	if row.PlaceCode != "YH-002" || row.PlaceName != "瑞阳" || !row.Started.Equal(day(2)) {
		s.Errorf("got %+v", row)
	}
	byNo := read(s, func(r inspection.Reader) (inspection.Inspection, error) {
		return r.InspectionByNo(s.ctx, "J2026-K7-0002")
	})
	if byNo.ID != "v2" {
		s.Errorf("by number: %+v", byNo)
	}
}

// answer puts an answer to an item of a visit, given minutes after Noon.
func (s *suite) answer(visit inspection.ID, item inspection.ItemCode, result inspection.Result, minutes int) {
	s.Helper()
	s.put(AnAnswer(func(a *inspection.Answer) {
		a.InspectionID, a.Item, a.Result, a.At = visit, item, result, Noon.Add(time.Duration(minutes)*time.Minute)
	}))
}

func testScores(s *suite) {
	s.visits()
	for i, result := range []inspection.Result{inspection.ResultPass, inspection.ResultPass, inspection.ResultFail, inspection.ResultNA, inspection.ResultValue, inspection.ResultNone} {
		s.answer("v1", inspection.ItemCode(fmt.Sprintf("CF-%02d", i)), result, i)
	}
	rows := read(s, func(r inspection.Reader) ([]inspection.InspectionRow, error) {
		return r.Inspections(s.ctx, inspection.InspectionFilter{})
	})
	with, without := rows[4], rows[3]
	if want := (inspection.Score{Pass: 2, Fail: 1, NA: 1, Value: 1}); with.Score != want || !with.Updated.Equal(Noon.Add(4*time.Minute)) {
		s.Errorf("got %+v at %v", with.Score, with.Updated)
	}
	if without.Score != (inspection.Score{}) || !without.Updated.IsZero() {
		s.Errorf("without answers: %+v at %v", without.Score, without.Updated)
	}
}

func testAnswers(s *suite) {
	s.visits()
	s.answer("v1", "CF-10", inspection.ResultPass, 0)
	s.answer("v1", "CF-02", inspection.ResultFail, 1)
	s.answer("v2", "CF-03", inspection.ResultPass, 2)
	s.answer("v1", "CF-03", inspection.ResultPass, 3)
	s.answer("v1", "CF-03", inspection.ResultNone, 4)
	answers := read(s, func(r inspection.Reader) ([]inspection.Answer, error) { return r.Answers(s.ctx, "v1") })
	wantNames(s, "answers", answers, func(a inspection.Answer) string {
		return string(a.InspectionID) + " " + string(a.Item) + " " + string(a.Result)
	},
		"v1 CF-02 fail", "v1 CF-10 pass")
	taken := read(s, func(r inspection.Reader) (inspection.Answer, error) { return r.Answer(s.ctx, "v1", "CF-03") })
	if taken.Result != inspection.ResultNone || !taken.At.Equal(Noon.Add(4*time.Minute)) {
		s.Errorf("a taken-back answer: %+v", taken)
	}
	if none := read(s, func(r inspection.Reader) ([]inspection.Answer, error) { return r.Answers(s.ctx, "v9") }); len(none) != 0 {
		s.Errorf("answers of no inspection: %v", none)
	}
}

func testLastAnswers(s *suite) {
	s.visits()
	s.put(AnInspection(func(i *inspection.Inspection) {
		i.ID, i.No, i.Started, i.Finished, i.Status = "v0", "J0", day(-5), day(-5).Add(time.Hour), inspection.StatusFinished
	}))
	s.put(AnInspection(func(i *inspection.Inspection) { // removed
		i.ID, i.No, i.Started, i.Finished, i.Status, i.Removed = "v7", "J7", day(1), day(1).Add(time.Hour), inspection.StatusFinished, true
	}))
	s.answer("v7", "CF-01", inspection.ResultFail, 9)
	s.answer("v0", "CF-01", inspection.ResultFail, -99)
	s.answer("v0", "CF-02", inspection.ResultPass, -98)
	s.answer("v1", "CF-01", inspection.ResultPass, 1)
	s.answer("v4", "CF-03", inspection.ResultPass, 2) // a draft
	s.answer("v5", "CF-03", inspection.ResultPass, 3) // void
	s.answer("v2", "CF-03", inspection.ResultPass, 4) // another place
	s.answer("v1", "CF-02", inspection.ResultNone, 5) // taken back
	last := func(before time.Time) map[string]string {
		got := map[string]string{}
		for item, answer := range read(s, func(r inspection.Reader) (map[inspection.ItemCode]inspection.LastAnswer, error) {
			return r.LastAnswers(s.ctx, "place-1", before)
		}) {
			got[string(item)] = fmt.Sprintf("%s %s %s", answer.InspectionID, answer.InspectionNo, answer.Result)
			if item != answer.Item || answer.Started.IsZero() {
				s.Errorf("%s: %+v", item, answer)
			}
		}
		return got
	}
	if got, want := last(day(9)), (map[string]string{"CF-01": "v1 J2026-K7-0001 pass", "CF-02": "v0 J0 pass"}); !reflect.DeepEqual(got, want) {
		s.Errorf("got %v, want %v", got, want)
	}
	if got, want := last(day(0).Add(time.Hour)), (map[string]string{"CF-01": "v0 J0 fail", "CF-02": "v0 J0 pass"}); !reflect.DeepEqual(got, want) {
		s.Errorf("before the second visit was finished: got %v, want %v", got, want)
	}
	if got := last(day(-9)); len(got) != 0 {
		s.Errorf("before all: %v", got)
	}
}

func testStreams(s *suite) {
	s.visits()
	for _, visit := range []inspection.ID{"v3", "v1", "v2"} {
		s.answer(visit, "CF-02", inspection.ResultPass, 0)
		s.answer(visit, "CF-01", inspection.ResultFail, 0)
		s.answer(visit, "CF-03", inspection.ResultNone, 0)
	}
	var visits, answers []string
	s.view(func(r inspection.Reader) error {
		err := r.EachInspection(s.ctx, inspection.InspectionFilter{}, func(row inspection.InspectionRow) error {
			visits = append(visits, fmt.Sprintf("%s %d", row.ID, row.Score.Answered()))
			return nil
		})
		if err != nil {
			return err
		}
		return r.EachAnswer(s.ctx, inspection.InspectionFilter{Status: inspection.StatusFinished}, func(row inspection.AnswerRow) error {
			answers = append(answers, fmt.Sprintf("%s %s %s %s %s", row.InspectionID, row.Item, row.InspectionNo, row.PlaceID, inspection.DayOf(row.Started)))
			return nil
		})
	})
	if want := []string{"v1 2", "v4 0", "v2 2", "v3 2", "v5 0"}; !reflect.DeepEqual(visits, want) {
		s.Errorf("inspections: got %q, want %q", visits, want)
	}
	want := []string{"v1 CF-01 J2026-K7-0001 place-1 2026-11-20", "v1 CF-02 J2026-K7-0001 place-1 2026-11-20",
		"v2 CF-01 J2026-K7-0002 place-2 2026-11-21", "v2 CF-02 J2026-K7-0002 place-2 2026-11-21",
		"v3 CF-01 J2026-K7-0003 place-2 2026-11-22", "v3 CF-02 J2026-K7-0003 place-2 2026-11-22"}
	if !reflect.DeepEqual(answers, want) {
		s.Errorf("answers: got %q, want %q", answers, want)
	}
	testNewestFirst(s)
	testStreamStops(s)
}

func testNewestFirst(s *suite) {
	var visits, answers []string
	filter := inspection.InspectionFilter{NewestFirst: true, Limit: 3, Offset: 1}
	s.view(func(r inspection.Reader) error {
		err := r.EachInspection(s.ctx, filter, func(row inspection.InspectionRow) error {
			visits = append(visits, string(row.ID))
			return nil
		})
		if err != nil {
			return err
		}
		return r.EachAnswer(s.ctx, filter, func(row inspection.AnswerRow) error {
			answers = append(answers, fmt.Sprintf("%s %s", row.InspectionID, row.Item))
			return nil
		})
	})
	if want := []string{"v3", "v2", "v4"}; !reflect.DeepEqual(visits, want) {
		s.Errorf("inspections, newest first: got %q, want %q", visits, want)
	}
	if want := []string{"v3 CF-01", "v3 CF-02", "v2 CF-01", "v2 CF-02"}; !reflect.DeepEqual(answers, want) {
		s.Errorf("answers, newest first: got %q, want %q", answers, want)
	}
}

func testStreamStops(s *suite) {
	s.put(AHazard(func(h *inspection.Hazard) { h.InspectionID = "v1" }), AHazard(func(h *inspection.Hazard) { h.ID, h.InspectionID = "h2", "" }),
		AnEvidence(), AnEvidence(func(e *inspection.Evidence) { e.ID = "e2" }))
	s.view(func(r inspection.Reader) error {
		calls := 0
		stop := func() error { calls++; return errWanted }
		for name, err := range map[string]error{
			"inspections": r.EachInspection(s.ctx, inspection.InspectionFilter{}, func(inspection.InspectionRow) error { return stop() }),
			"answers":     r.EachAnswer(s.ctx, inspection.InspectionFilter{}, func(inspection.AnswerRow) error { return stop() }),
			"evidence":    r.EachEvidence(s.ctx, func(inspection.Evidence) error { return stop() }),
			"hazards":     r.EachHazard(s.ctx, inspection.HazardFilter{}, func(inspection.HazardRow) error { return stop() }),
		} {
			if err != errWanted { //nolint:errorlint // the very error must come back
				s.Errorf("%s: got %v, want the function's own error", name, err)
			}
		}
		if calls != 4 {
			s.Errorf("the functions were called %d times, want once each", calls)
		}
		return nil
	})
}

func testItemResults(s *suite) {
	s.visits()
	for _, visit := range []inspection.ID{"v1", "v2", "v3"} {
		s.answer(visit, "CF-02", inspection.ResultPass, 0)
	}
	s.answer("v1", "CF-01", inspection.ResultPass, 0)
	s.answer("v2", "CF-01", inspection.ResultFail, 0)
	s.answer("v3", "CF-01", inspection.ResultNone, 0)
	text := func(r inspection.ItemResult) string {
		return fmt.Sprintf("%s %s %s %d", r.Checklist, r.Item, r.Result, r.Count)
	}
	all := read(s, func(r inspection.Reader) ([]inspection.ItemResult, error) {
		return r.ItemResults(s.ctx, inspection.InspectionFilter{})
	})
	wantNames(s, "all", all, text, "CF@1 CF-01 fail 1", "CF@1 CF-01 pass 1", "CF@1 CF-02 pass 3")
	some := read(s, func(r inspection.Reader) ([]inspection.ItemResult, error) {
		return r.ItemResults(s.ctx, inspection.InspectionFilter{Text: "瑞阳", Status: inspection.StatusFinished, From: "2026-11-22"})
	})
	wantNames(s, "filtered", some, text, "CF@1 CF-02 pass 1")
}
