package inspectiontest

import (
	"time"

	"anxun/inspection"
)

func hazardID(row inspection.HazardRow) string { return string(row.ID) }

// findings puts eight hazards on the visits.
func (s *suite) findings() {
	s.Helper()
	s.visits()
	hazard := func(id string, change func(*inspection.Hazard)) inspection.Hazard {
		return AHazard(func(h *inspection.Hazard) {
			h.ID, h.No, h.InspectionID = inspection.ID(id), "Y2026-K7-000"+id[1:], "v1"
			change(h)
		})
	}
	s.put(
		hazard("h1", func(h *inspection.Hazard) { h.Due = "2026-11-23" }),
		hazard("h2", func(h *inspection.Hazard) {
			h.Due, h.Status, h.Severity = "2026-11-21", inspection.HazardSubmitted, inspection.SeveritySerious
		}),
		hazard("h3", func(h *inspection.Hazard) { h.Due, h.Status = "2026-11-20", inspection.HazardClosed }),
		hazard("h4", func(h *inspection.Hazard) {
			h.Due, h.PlaceID, h.InspectionID, h.Item, h.Found = "2026-11-21", "place-2", "", "", day(2)
		}),
		hazard("h5", func(h *inspection.Hazard) {
			h.InspectionID, h.Item, h.Departments = "v4", "CF-02", []inspection.DepartmentID{"gas"}
		}),
		hazard("h6", func(h *inspection.Hazard) { h.Withdrawn, h.Due = true, "2026-11-19" }),
		hazard("h7", func(h *inspection.Hazard) {
			h.InspectionID, h.Due, h.Status, h.Severity = "v5", "", inspection.HazardShelved, inspection.SeverityMajor
		}),
		hazard("h8", func(h *inspection.Hazard) {
			h.Due, h.Found, h.Responsible, h.Suspected = "2026-11-21", day(-1), "Zhao", true
		}),
	)
}

func testHazards(s *suite) {
	s.findings()
	s.put(AHazard(func(h *inspection.Hazard) { // neither listed nor an earlier failure of another
		h.ID, h.No, h.InspectionID, h.Item, h.Found, h.Due = "h9", "Y2026-K7-0009", "", "CF-02", day(-9), "2026-11-22"
		h.Removed = true
	}))
	for _, test := range []struct {
		name   string
		filter inspection.HazardFilter
		want   []string
	}{
		{"all", inspection.HazardFilter{}, []string{"h7", "h3", "h5", "h2", "h4", "h8", "h1"}},
		{"withdrawn too", inspection.HazardFilter{IncludeWithdrawn: true}, []string{"h7", "h6", "h3", "h5", "h2", "h4", "h8", "h1"}},
		{"removed too", inspection.HazardFilter{IncludeRemoved: true}, []string{"h7", "h3", "h5", "h2", "h4", "h8", "h9", "h1"}},
		{"one status", inspection.HazardFilter{Statuses: []inspection.HazardStatus{inspection.HazardOpen}}, []string{"h5", "h4", "h8", "h1"}},
		{"statuses", inspection.HazardFilter{Statuses: []inspection.HazardStatus{inspection.HazardSubmitted, inspection.HazardClosed}}, []string{"h3", "h2"}},
		{"severities", inspection.HazardFilter{Severities: []inspection.Severity{inspection.SeverityMajor, inspection.SeveritySerious}}, []string{"h7", "h2"}},
		{"place", inspection.HazardFilter{PlaceID: "place-2"}, []string{"h4"}},
		{"inspection", inspection.HazardFilter{InspectionID: "v4"}, []string{"h5"}},
		{"item", inspection.HazardFilter{Item: "CF-02"}, []string{"h5"}},
		{"department", inspection.HazardFilter{Department: "gas"}, []string{"h5"}},
		{"second department", inspection.HazardFilter{Department: inspection.DepartmentCivil, PlaceID: "place-2"}, []string{"h4"}},
		{"found from", inspection.HazardFilter{FoundFrom: "2026-11-21"}, []string{"h4"}},
		{"found to", inspection.HazardFilter{FoundTo: "2026-11-19"}, []string{"h8"}},
		{"grave", inspection.HazardFilter{Grave: true}, []string{"h7", "h2", "h8"}},
		{"repeated", inspection.HazardFilter{Repeated: true}, []string{"h7"}},
		{"due by", inspection.HazardFilter{DueBy: "2026-11-20"}, []string{"h3", "h5"}},
		{"due on a day", inspection.HazardFilter{DueFrom: "2026-11-21", DueBy: "2026-11-21"}, []string{"h2", "h4", "h8"}},
		{"overdue", inspection.HazardFilter{OverdueOn: "2026-11-22"}, []string{"h5", "h2", "h4", "h8"}},
		{"due today is not overdue", inspection.HazardFilter{OverdueOn: "2026-11-21"}, []string{"h5"}},
		{"overdue and submitted", inspection.HazardFilter{OverdueOn: "2026-11-22", Statuses: []inspection.HazardStatus{inspection.HazardSubmitted}}, []string{"h2"}},
		{"number", inspection.HazardFilter{Text: "k7-0002"}, []string{"h2"}},
		{"description", inspection.HazardFilter{Text: "轮椅", PlaceID: "place-2"}, []string{"h4"}},
		{"place name", inspection.HazardFilter{Text: "瑞阳"}, []string{"h4"}},
		{"place code", inspection.HazardFilter{Text: "yh-"}, []string{"h4"}},
		{"item code", inspection.HazardFilter{Text: "cf-02"}, []string{"h5"}},
		{"responsible", inspection.HazardFilter{Text: "zHAO"}, []string{"h8"}},
		{"finished only", inspection.HazardFilter{FinishedOnly: true}, []string{"h3", "h2", "h4", "h8", "h1"}},
		{"nothing", inspection.HazardFilter{Text: "没有"}, nil},
	} {
		rows := read(s, func(r inspection.Reader) ([]inspection.HazardRow, error) { return r.Hazards(s.ctx, test.filter) })
		wantNames(s, test.name, rows, hazardID, test.want...)
		count := read(s, func(r inspection.Reader) (int, error) { return r.CountHazards(s.ctx, test.filter) })
		if count != len(test.want) {
			s.Errorf("%s: counted %d, want %d", test.name, count, len(test.want))
		}
	}
	testHazardRows(s)
}

func testHazardRows(s *suite) {
	rows := read(s, func(r inspection.Reader) ([]inspection.HazardRow, error) {
		return r.Hazards(s.ctx, inspection.HazardFilter{Limit: 2, Offset: 3})
	})
	wantNames(s, "page", rows, hazardID, "h2", "h4")
	if rows[0].PlaceCode != "YL-001" || rows[0].InspectionNo != "J2026-K7-0001" || rows[1].PlaceName != "瑞阳" || rows[1].InspectionNo != "" {
		s.Errorf("got %+v", rows)
	}
	for _, test := range []struct {
		name   string
		filter inspection.HazardFilter
		want   []string
	}{
		{"by found, then number", inspection.HazardFilter{FinishedOnly: true}, []string{"h8", "h1", "h2", "h3", "h4"}},
		{"by due, then number", inspection.HazardFilter{FinishedOnly: true, ByDue: true}, []string{"h3", "h2", "h4", "h8", "h1"}},
		{"overdue, by due", inspection.HazardFilter{OverdueOn: "2026-11-22", ByDue: true}, []string{"h5", "h2", "h4", "h8"}},
		{"by due, a page", inspection.HazardFilter{ByDue: true, Limit: 2, Offset: 3}, []string{"h2", "h4"}},
	} {
		var streamed []inspection.HazardRow
		s.view(func(r inspection.Reader) error {
			return r.EachHazard(s.ctx, test.filter, func(row inspection.HazardRow) error {
				streamed = append(streamed, row)
				return nil
			})
		})
		wantNames(s, test.name, streamed, hazardID, test.want...)
	}
	byNo := read(s, func(r inspection.Reader) (inspection.Hazard, error) { return r.HazardByNo(s.ctx, "Y2026-K7-0006") })
	if byNo.ID != "h6" {
		s.Errorf("by number: %+v", byNo)
	}
}

func testActionsAndEvidence(s *suite) {
	s.findings()
	action := func(id string, minutes int) inspection.Action {
		return AnAction(func(a *inspection.Action) {
			a.ID, a.HazardID, a.At = inspection.ID(id), "h1", Noon.Add(time.Duration(minutes)*time.Minute)
		})
	}
	photo := func(id string, minutes int, removed bool) inspection.Evidence {
		return AnEvidence(func(e *inspection.Evidence) {
			e.ID, e.HazardID, e.Added, e.Removed = inspection.ID(id), "h1", Noon.Add(time.Duration(minutes)*time.Minute), removed
		})
	}
	s.put(action("a3", 0), action("a1", 1), action("a2", 0), photo("e2", 1, false), photo("e3", 0, false), photo("e1", 0, true))
	actions := read(s, func(r inspection.Reader) ([]inspection.Action, error) { return r.Actions(s.ctx, "h1") })
	wantNames(s, "actions", actions, func(a inspection.Action) string { return string(a.ID) }, "a2", "a3", "a1")
	photos := read(s, func(r inspection.Reader) ([]inspection.Evidence, error) { return r.Evidence(s.ctx, "h1") })
	wantNames(s, "evidence", photos, func(e inspection.Evidence) string { return string(e.ID) }, "e3", "e2")
	s.put(AnEvidence(func(e *inspection.Evidence) { e.ID, e.HazardID, e.Added = "e0", "h2", Noon.Add(-time.Hour) }))
	var streamed []inspection.Evidence
	s.view(func(r inspection.Reader) error {
		return r.EachEvidence(s.ctx, func(e inspection.Evidence) error {
			streamed = append(streamed, e)
			return nil
		})
	})
	wantNames(s, "evidence of all hazards", streamed, func(e inspection.Evidence) string { return string(e.HazardID + " " + e.ID) }, "h1 e3", "h1 e2", "h2 e0")
	if other := read(s, func(r inspection.Reader) ([]inspection.Action, error) { return r.Actions(s.ctx, "h2") }); len(other) != 0 {
		s.Errorf("actions of another hazard: %v", other)
	}
}
