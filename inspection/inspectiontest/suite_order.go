package inspectiontest

import (
	"slices"
	"strings"

	"anxun/inspection"
)

func testHazardOrders(s *suite) {
	s.findings()
	for _, test := range []struct {
		name   string
		filter inspection.HazardFilter
		want   []string
	}{
		{"due, the other way round", inspection.HazardFilter{Reverse: true}, []string{"h1", "h8", "h4", "h2", "h5", "h3", "h7"}},
		{"number", inspection.HazardFilter{Order: inspection.HazardsByNo}, []string{"h1", "h2", "h3", "h4", "h5", "h7", "h8"}},
		{"severity", inspection.HazardFilter{Order: inspection.HazardsBySeverity, Reverse: true}, []string{"h7", "h8", "h2", "h1", "h4", "h5", "h3"}},
		{"place", inspection.HazardFilter{Order: inspection.HazardsByPlace, Limit: 2}, []string{"h4", "h7"}},
		{"status", inspection.HazardFilter{Order: inspection.HazardsByStatus}, []string{"h5", "h4", "h8", "h1", "h2", "h3", "h7"}},
		{"found", inspection.HazardFilter{Order: inspection.HazardsByFound, Limit: 2, Offset: 5}, []string{"h1", "h4"}},
		{"responsible", inspection.HazardFilter{Order: inspection.HazardsByResponsible, Reverse: true, Limit: 2}, []string{"h1", "h4"}},
		{"only these", inspection.HazardFilter{Only: []inspection.ID{"h1", "h6", "h8", "none"}}, []string{"h8", "h1"}},
		{"only none", inspection.HazardFilter{Only: []inspection.ID{}}, nil},
	} {
		rows := read(s, func(r inspection.Reader) ([]inspection.HazardRow, error) { return r.Hazards(s.ctx, test.filter) })
		wantNames(s, test.name, rows, hazardID, test.want...)
		ids := read(s, func(r inspection.Reader) ([]inspection.ID, error) { return r.HazardIDs(s.ctx, test.filter) })
		wantNames(s, test.name+" ids", ids, func(id inspection.ID) string { return string(id) }, test.want...)
	}
}

func testHazardCounts(s *suite) {
	s.findings()
	by := []inspection.HazardFilter{{}, {IncludeWithdrawn: true}, {Statuses: []inspection.HazardStatus{inspection.HazardOpen}}, {Grave: true},
		{Repeated: true}, {OverdueOn: "2026-11-22"}, {DueFrom: "2026-11-21", DueBy: "2026-11-21", Limit: 1}}
	for _, of := range []inspection.HazardFilter{{}, {Only: []inspection.ID{"h1", "h6", "h2", "h7"}}, {Text: "k7-0002"}, {Only: []inspection.ID{}}} {
		counts := read(s, func(r inspection.Reader) ([]int, error) { return r.CountHazardsEach(s.ctx, of, by) })
		for i, filter := range by {
			filter.Only, filter.Text, filter.IncludeWithdrawn = of.Only, of.Text, false
			want := read(s, func(r inspection.Reader) (int, error) { return r.CountHazards(s.ctx, filter) })
			if counts[i] != want {
				s.Errorf("of %+v, %d: counted %d, one by one %d", of, i, counts[i], want)
			}
		}
	}
	if counts := read(s, func(r inspection.Reader) ([]int, error) {
		return r.CountHazardsEach(s.ctx, inspection.HazardFilter{}, nil)
	}); len(counts) != 0 {
		s.Errorf("of nothing: %v", counts)
	}
}

func testInspectionOrders(s *suite) {
	s.visits()
	for _, test := range []struct {
		name   string
		filter inspection.InspectionFilter
		want   []string
	}{
		{"oldest first", inspection.InspectionFilter{Reverse: true}, []string{"v1", "v4", "v2", "v3", "v5"}},
		{"number", inspection.InspectionFilter{Order: inspection.InspectionsByNo}, []string{"v1", "v2", "v3", "v4", "v5"}},
		{"number, the other way round", inspection.InspectionFilter{Order: inspection.InspectionsByNo, Reverse: true}, []string{"v5", "v4", "v3", "v2", "v1"}},
		{"only", inspection.InspectionFilter{Only: []inspection.ID{"v2", "v4"}}, []string{"v2", "v4"}},
		{"only none", inspection.InspectionFilter{Only: []inspection.ID{}}, nil},
	} {
		rows := read(s, func(r inspection.Reader) ([]inspection.InspectionRow, error) {
			return r.Inspections(s.ctx, test.filter)
		})
		wantNames(s, test.name, rows, func(row inspection.InspectionRow) string { return string(row.ID) }, test.want...)
		ids := read(s, func(r inspection.Reader) ([]inspection.ID, error) { return r.InspectionIDs(s.ctx, test.filter) })
		wantNames(s, test.name+" ids", ids, func(id inspection.ID) string { return string(id) }, test.want...)
		count := read(s, func(r inspection.Reader) (int, error) { return r.CountInspections(s.ctx, test.filter) })
		if count != len(test.want) {
			s.Errorf("%s: counted %d", test.name, count)
		}
	}
	for _, order := range []inspection.InspectionOrder{inspection.InspectionsByPlace, inspection.InspectionsByStatus} {
		rows := func(reverse bool) []inspection.InspectionRow {
			return read(s, func(r inspection.Reader) ([]inspection.InspectionRow, error) {
				return r.Inspections(s.ctx, inspection.InspectionFilter{Order: order, Reverse: reverse})
			})
		}
		forward, backward := rows(false), rows(true)
		key := func(row inspection.InspectionRow) string {
			if order == inspection.InspectionsByPlace {
				return row.PlaceCode
			}
			return map[inspection.Status]string{inspection.StatusDraft: "0", inspection.StatusFinished: "1", inspection.StatusVoid: "2"}[row.Status]
		}
		for _, rows := range [][]inspection.InspectionRow{forward, backward} {
			for i := 1; i < len(rows); i++ {
				if key(rows[i-1]) == key(rows[i]) && rows[i-1].Started.Before(rows[i].Started) {
					s.Errorf("%s: among equals the newest must come first", order)
				}
			}
		}
		if !slices.IsSortedFunc(forward, func(a, b inspection.InspectionRow) int { return strings.Compare(key(a), key(b)) }) ||
			!slices.IsSortedFunc(backward, func(a, b inspection.InspectionRow) int { return strings.Compare(key(b), key(a)) }) {
			s.Errorf("%s: not sorted", order)
		}
	}
}

func testFields(s *suite) {
	s.findings()
	var got []string
	err := s.store.View(s.ctx, func(r inspection.Reader) error {
		return r.EachFields(s.ctx, inspection.KindHazard, []string{"no", "withdrawn", "item"}, func(id inspection.ID, fields inspection.Fields) error {
			got = append(got, string(id)+" "+fields["no"]+fields["withdrawn"]+fields["item"])
			if len(got) == 7 {
				return errWanted
			}
			return nil
		})
	})
	if err != errWanted { //nolint:errorlint // the very error must come back
		s.Errorf("got %v, want the function's own error", err)
	}
	if len(got) != 7 || got[3] != "h4 Y2026-K7-0004" || got[5] != "h6 Y2026-K7-00061CF-01" {
		s.Errorf("got %q", got)
	}
}
