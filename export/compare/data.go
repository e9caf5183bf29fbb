//go:build linux

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"anxun/inspection"
)

// source makes records up on the fly, the same ones every time, so that the
// measurement holds no store.
type source struct {
	places      []inspection.Place
	checklist   inspection.Checklist
	items       []inspection.Item
	inspections int
}

const itemsPerInspection = 80

var start = time.Date(2026, 1, 2, 9, 5, 0, 0, inspection.Zone)

const law = `[{"id":"law","title":"","cite":"《中华人民共和国安全生产法》","number":"","issuer":"","kind":"law","from":"2021-09-01","until":"","replaced_by":"","status":"in_force","source":"","checked":"","note":"",
 "clauses":[{"id":"law/1","clause":"第四十一条第二款","level":"V","from":"","until":"","gist":""},{"id":"law/2","clause":"第一百零二条","level":"V","from":"","until":"","gist":""}]}]`

func makeUp(answers int) (*source, *inspection.Library, error) {
	library, err := inspection.ParseLibrary([]byte(law))
	if err != nil {
		return nil, nil, err
	}
	s := &source{inspections: (answers + itemsPerInspection - 1) / itemsPerInspection}
	for i := range 200 {
		s.places = append(s.places, inspection.Place{ID: inspection.ID(fmt.Sprint("p", i)), Code: fmt.Sprintf("YL-%03d", i), Name: fmt.Sprintf("第%d社区养老服务中心（嵩山路站）", i),
			PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare, Address: fmt.Sprintf("嵩山路%d号院东侧一层", i), Community: fmt.Sprintf("第%d社区", i%15), Operator: fmt.Sprintf("运营单位%d", i%8)})
	}
	s.checklist = inspection.Checklist{Code: "CR", Slug: "care", Title: "养老服务场所安全生产责任落实", Version: 1, Kinds: []inspection.PlaceKind{inspection.PlaceCare}}
	for section := range 8 {
		part := inspection.Section{Title: fmt.Sprintf("第%d类要求", section+1)}
		for i := range itemsPerInspection / 8 {
			number := section*itemsPerInspection/8 + i + 1
			part.Items = append(part.Items, inspection.Item{Code: inspection.ItemCode(fmt.Sprintf("CR-%02d", number)), Severity: inspection.SeverityGeneral,
				Text:        fmt.Sprintf("第%d项：已建立全员安全生产责任制，写清各岗位责任人、责任范围和考核标准", number),
				Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}, Basis: []inspection.BasisID{"law/1", "law/2"}})
		}
		s.checklist.Sections = append(s.checklist.Sections, part)
	}
	s.items = s.checklist.Items()
	return s, library, nil
}

func (s *source) Places(context.Context, inspection.PlaceFilter) ([]inspection.Place, error) {
	return s.places, nil
}

func (s *source) EachFields(context.Context, inspection.RecordKind, []string, func(inspection.ID, inspection.Fields) error) error {
	return nil
}

func (s *source) Checklists(context.Context) ([]inspection.Checklist, error) {
	return []inspection.Checklist{s.checklist}, nil
}

func (s *source) CountHazards(context.Context, inspection.HazardFilter) (int, error) { return 0, nil }

func (s *source) Evidence(context.Context, inspection.ID) ([]inspection.Evidence, error) {
	return nil, nil
}

func (s *source) ItemResults(context.Context, inspection.InspectionFilter) ([]inspection.ItemResult, error) {
	return nil, nil
}

func (s *source) inspection(n int) inspection.Inspection {
	begun := start.Add(time.Duration(n) * 362 * 24 * time.Hour / time.Duration(s.inspections))
	return inspection.Inspection{ID: inspection.ID(fmt.Sprint("i", n)), No: fmt.Sprintf("J2026-K7-%04d", n), PlaceID: s.places[n%len(s.places)].ID, Status: inspection.StatusFinished,
		Started: begun, Finished: begun.Add(95 * time.Minute), Checklists: []inspection.ChecklistRef{"CR@1"}, AccompaniedBy: "王院长",
		Inspectors: []inspection.Inspector{{Name: "张建国", Department: inspection.DepartmentEmergency}, {Name: "李敏", Department: inspection.DepartmentCivil}}}
}

func (s *source) EachInspection(_ context.Context, _ inspection.InspectionFilter, fn func(inspection.InspectionRow) error) error {
	for n := range s.inspections {
		if err := fn(inspection.InspectionRow{Inspection: s.inspection(n)}); err != nil {
			return err
		}
	}
	return nil
}

// failed decides by the numbers alone, so that answers and hazards agree.
func failed(n, item int) bool { return (n*31+item*17)%13 == 0 }

func (s *source) EachAnswer(_ context.Context, _ inspection.InspectionFilter, fn func(inspection.AnswerRow) error) error {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range s.inspections {
		visit := s.inspection(n)
		for i := range s.items {
			answer := inspection.Answer{InspectionID: visit.ID, Item: s.items[i].Code, Checklist: "CR@1", Result: inspection.ResultPass, By: "张建国", At: visit.Started}
			switch {
			case failed(n, i):
				answer.Result, answer.Note = inspection.ResultFail, fmt.Sprintf("二层东侧安全出口堆放轮椅%d辆，通道净宽不足%d厘米", random.IntN(9)+1, random.IntN(90)+50)
			case random.IntN(10) == 0:
				answer.Result, answer.Note = inspection.ResultNA, "本场所未设该设施"
			}
			if err := fn(inspection.AnswerRow{Answer: answer, InspectionNo: visit.No, PlaceID: visit.PlaceID, Started: visit.Started}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *source) EachEvidence(context.Context, func(inspection.Evidence) error) error { return nil }

func (s *source) Assignments(context.Context, string) ([]inspection.Assignment, error) {
	return nil, nil
}

func (s *source) EachHazard(_ context.Context, _ inspection.HazardFilter, fn func(inspection.HazardRow) error) error {
	statuses, number := inspection.HazardStatuses(), 0
	for n := range s.inspections {
		visit := s.inspection(n)
		for i := range s.items {
			if !failed(n, i) {
				continue
			}
			number++
			h := inspection.Hazard{ID: inspection.HazardID(visit.ID, s.items[i].Code), No: fmt.Sprintf("Y2026-K7-%05d", number), PlaceID: visit.PlaceID, InspectionID: visit.ID,
				Item: s.items[i].Code, Description: "二层东侧安全出口堆放轮椅，影响疏散", Basis: "《中华人民共和国安全生产法》第四十一条第二款", Severity: inspection.Severities()[number%2],
				Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}, Status: statuses[number%len(statuses)], Found: visit.Started,
				Due: inspection.DayOf(visit.Started).Add(3), Responsible: "王院长", Remedy: "立即清理堆放物品并保持畅通"}
			if h.Status == inspection.HazardClosed {
				h.Closed, h.ClosedBy = visit.Started.Add(time.Duration(number%7)*24*time.Hour), "李敏"
			}
			if err := fn(inspection.HazardRow{Hazard: h, InspectionNo: visit.No}); err != nil {
				return err
			}
		}
	}
	return nil
}
