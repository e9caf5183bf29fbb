package inspectiontest

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

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
		{"found", inspection.HazardFilter{Order: inspection.HazardsByFound, Limit: 2, Offset: 5}, []string{"h7", "h4"}},
		{"responsible", inspection.HazardFilter{Order: inspection.HazardsByResponsible, Reverse: true, Limit: 2}, []string{"h1", "h4"}},
		{"only these", inspection.HazardFilter{Only: []inspection.ID{"h1", "h6", "h8", "none"}}, []string{"h8", "h1"}},
		{"only none", inspection.HazardFilter{Only: []inspection.ID{}}, nil},
	} {
		rows := read(s, func(r inspection.Reader) ([]inspection.HazardRow, error) { return r.Hazards(s.ctx, test.filter) })
		wantNames(s, test.name, rows, hazardID, test.want...)
		ids := read(s, func(r inspection.Reader) ([]inspection.ID, error) { return r.HazardIDs(s.ctx, test.filter) })
		wantNames(s, test.name+" ids", ids, func(id inspection.ID) string { return string(id) }, test.want...)
	}
	testManyIDs(s)
}

// many returns the ids among more than a store would put into a statement.
func many(ids ...inspection.ID) []inspection.ID {
	for i := range 3000 {
		ids = append(ids, inspection.ID("none-"+strconv.Itoa(i)))
	}
	return ids
}

// testManyIDs compares what many ids give with what a few do, in every order and page.
func testManyIDs(s *suite) {
	few := []inspection.ID{"h1", "h2", "h6", "h7", "h8"}
	for _, order := range inspection.HazardOrders() {
		for _, filter := range []inspection.HazardFilter{{}, {Reverse: true}, {Limit: 2}, {Limit: 2, Offset: 1}, {Limit: 9, Offset: 9}, {Grave: true}, {OverdueOn: "2026-11-22"}} {
			filter.Order = order
			rows := func(only []inspection.ID) (rows []inspection.HazardRow, ids []inspection.ID, count int) {
				filter.Only = only
				s.view(func(r inspection.Reader) (err error) {
					if rows, err = r.Hazards(s.ctx, filter); err == nil {
						ids, err = r.HazardIDs(s.ctx, filter)
					}
					if err == nil {
						count, err = r.CountHazards(s.ctx, filter)
					}
					return err
				})
				return rows, ids, count
			}
			fewRows, fewFound, fewCount := rows(few)
			manyRows, manyFound, manyCount := rows(many(few...))
			if !reflect.DeepEqual(fewRows, manyRows) || !slices.Equal(fewFound, manyFound) || fewCount != manyCount {
				s.Errorf("%s %+v: %d rows, %v, %d of a few, %d rows, %v, %d of many", order, filter.Limit, len(fewRows), fewFound, fewCount, len(manyRows), manyFound, manyCount)
			}
		}
	}
}

// testRepeated follows the hazards that repeat while earlier ones come, go and move.
func testRepeated(s *suite) {
	s.findings()
	hazard := func(id inspection.ID) inspection.Hazard {
		return read(s, func(r inspection.Reader) (inspection.Hazard, error) { return r.Hazard(s.ctx, id) })
	}
	want := func(what string, ids ...string) {
		s.Helper()
		rows := read(s, func(r inspection.Reader) ([]inspection.HazardRow, error) {
			return r.Hazards(s.ctx, inspection.HazardFilter{Repeated: true, IncludeWithdrawn: true, IncludeRemoved: true, Order: inspection.HazardsByNo})
		})
		wantNames(s, what, rows, hazardID, ids...)
	}
	older, newer := hazard("h1"), hazard("h7")
	earlier := hazardLike("again", older, func(h *inspection.Hazard) { h.Found, h.InspectionID = older.Found.AddDate(0, -1, 0), "" })
	want("as found", "h7")
	s.put(earlier)
	want("an earlier one", "h1", "h2", "h3", "h6", "h7", "h8")
	earlier.Withdrawn = true
	s.put(earlier)
	want("withdrawn", "h7")
	earlier.Withdrawn, earlier.Removed = false, true
	s.put(earlier)
	want("removed", "h7")
	earlier.Removed = false
	s.put(earlier)
	want("back", "h1", "h2", "h3", "h6", "h7", "h8")
	earlier.Item = ""
	s.put(earlier)
	want("of no item", "h7")
	earlier.Item, earlier.Found = older.Item, newer.Found.Add(time.Hour)
	s.put(earlier)
	want("found later", "h7", "again")
	earlier.PlaceID = "place-2"
	s.put(earlier)
	want("elsewhere", "h7")
}

// hazardLike is a hazard like another.
func hazardLike(id inspection.ID, like inspection.Hazard, change func(*inspection.Hazard)) inspection.Hazard {
	like.ID, like.No = id, "Y2026-K7-0009"
	change(&like)
	return like
}

func testHazardCounts(s *suite) {
	s.findings()
	by := []inspection.HazardFilter{{}, {IncludeWithdrawn: true}, {Statuses: []inspection.HazardStatus{inspection.HazardOpen}}, {Grave: true},
		{Repeated: true}, {OverdueOn: "2026-11-22"}, {DueFrom: "2026-11-21", DueBy: "2026-11-21", Limit: 1}}
	for _, of := range []inspection.HazardFilter{{}, {Only: []inspection.ID{"h1", "h6", "h2", "h7"}}, {Text: "k7-0002"}, {Only: []inspection.ID{}},
		{Only: many("h1", "h6", "h2", "h7")}, {Only: many("h7"), IncludeWithdrawn: true}} {
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
