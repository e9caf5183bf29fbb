package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// The size that every list must bear.
const (
	manyPlaces      = 10_000
	manyInspections = 12_500
	manyHazards     = 100_000
	answersOfEach   = 80 // a million in all
)

// district is a store with the register and the work of years. Its rows are copies of one of each kind, written past the
// journal: that would take minutes, and lists do not read it.
func district(b *testing.B) *Store {
	b.Helper()
	s := closed(b, openNew(b, b.TempDir()))
	visit := inspectiontest.AnInspection(func(i *inspection.Inspection) {
		i.Status, i.Finished = inspection.StatusFinished, i.Started.Add(time.Hour)
	})
	answer := benchAnswer(0)
	answer.InspectionID = visit.ID
	put(b, s, inspectiontest.APlace(), visit, answer, inspectiontest.AHazard(func(h *inspection.Hazard) { h.InspectionID = visit.ID }))
	const instant = "strftime('%Y-%m-%dT%H:%M:%S.000Z', 1700000000 + "
	s.multiply(b, "places", manyPlaces, map[string]string{"id": "printf('place-%05d', i)", "code": "printf('YL-%05d', i)", "name": "'中原路' || i || '号日间照料中心'"})
	s.multiply(b, "inspections", manyInspections, map[string]string{"id": "printf('0193-7000-%06d', i)", "no": "printf('J2026-K7-%05d', i)",
		"place": "printf('place-%05d', i % 10000)", "started": instant + "i * 5000, 'unixepoch')", "finished": instant + "i * 5000 + 3600, 'unixepoch')"})
	s.multiply(b, "answers", manyInspections*answersOfEach, map[string]string{"inspection": "printf('0193-7000-%06d', i / 80)",
		"item": "printf('CF-%02d', i % 80)", "result": "CASE i % 10 WHEN 0 THEN 'fail' WHEN 1 THEN 'na' ELSE 'pass' END"})
	s.multiply(b, "hazards", manyHazards, map[string]string{"id": "printf('0193-7000-%06d/CF-%02d', i / 8, i % 8)", "no": "printf('Y2026-K7-%05d', i)",
		"inspection": "printf('0193-7000-%06d', i / 8)", "place": "printf('place-%05d', (i / 8) % 10000)", "item": "printf('CF-%02d', i % 8)",
		"description": "'二层东侧安全出口堆放轮椅' || i", "severity": "CASE i % 20 WHEN 0 THEN 'major' WHEN 1 THEN 'serious' ELSE 'general' END",
		"status": "CASE i % 5 WHEN 0 THEN 'open' WHEN 1 THEN 'submitted' ELSE 'closed' END",
		"due":    "date(1700000000 + i * 600, 'unixepoch')", "found": instant + "i * 600, 'unixepoch')"})
	return s
}

// multiply writes n copies of the first row of a table with other values in some columns, for which i counts.
func (s *Store) multiply(b *testing.B, table string, n int, other map[string]string) {
	b.Helper()
	columns, err := s.writer.conn.QueryContext(b.Context(), "SELECT name FROM pragma_table_info(?)", table)
	if err != nil {
		b.Fatal(err)
	}
	var names, values []string
	for columns.Next() {
		var name string
		if err := columns.Scan(&name); err != nil {
			b.Fatal(err)
		}
		value, changed := other[name]
		if !changed {
			value = `t."` + name + `"`
		}
		names, values = append(names, `"`+name+`"`), append(values, value)
	}
	if err := errors.Join(columns.Err(), columns.Close()); err != nil {
		b.Fatal(err)
	}
	text := fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO %s (%s) SELECT %s FROM n, (SELECT * FROM %s LIMIT 1) t",
		n-1, table, strings.Join(names, ", "), strings.Join(values, ", "), table)
	if err := s.writer.exec(b.Context(), text); err != nil {
		b.Fatal(table, err)
	}
}

// BenchmarkDistrict measures what the lists ask for with 10,000 places, 100,000 hazards and 1,000,000 answers: first pages,
// sorted ones, and the pages and counts of a search that finds everything, handed over as ids.
func BenchmarkDistrict(b *testing.B) {
	s := district(b)
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	var all, visits []inspection.ID
	err := s.View(ctx, func(r inspection.Reader) (err error) {
		if all, err = r.HazardIDs(ctx, inspection.HazardFilter{}); err != nil {
			return err
		}
		visits, err = r.InspectionIDs(ctx, inspection.InspectionFilter{})
		return err
	})
	if err != nil || len(all) < manyHazards || len(visits) < manyInspections {
		b.Fatalf("%d hazards, %d inspections, %v", len(all), len(visits), err)
	}
	hazards := func(f inspection.HazardFilter) func(inspection.Reader) error {
		f.Limit = 200
		return func(r inspection.Reader) error { _, err := r.Hazards(ctx, f); return err }
	}
	count := func(f inspection.HazardFilter) func(inspection.Reader) error {
		return func(r inspection.Reader) error { _, err := r.CountHazards(ctx, f); return err }
	}
	inspections := func(f inspection.InspectionFilter) func(inspection.Reader) error {
		f.Limit = 200
		return func(r inspection.Reader) error { _, err := r.Inspections(ctx, f); return err }
	}
	for _, of := range []struct {
		name  string
		query func(inspection.Reader) error
	}{
		{"Places", func(r inspection.Reader) error {
			_, err := r.Places(ctx, inspection.PlaceFilter{IncludeRemoved: true})
			return err
		}},
		{"Hazards/First", hazards(inspection.HazardFilter{})},
		{"Hazards/Open", hazards(inspection.HazardFilter{Statuses: []inspection.HazardStatus{inspection.HazardOpen}})},
		{"Hazards/Last", hazards(inspection.HazardFilter{Offset: manyHazards - 200})},
		{"Hazards/ByPlace", hazards(inspection.HazardFilter{Order: inspection.HazardsByPlace})},
		{"Hazards/ByPlaceLast", hazards(inspection.HazardFilter{Order: inspection.HazardsByPlace, Offset: manyHazards - 200})},
		{"Hazards/BySeverity", hazards(inspection.HazardFilter{Order: inspection.HazardsBySeverity, Reverse: true})},
		{"Hazards/BySeverityMiddle", hazards(inspection.HazardFilter{Order: inspection.HazardsBySeverity, Offset: manyHazards / 2})},
		{"Hazards/ByResponsible", hazards(inspection.HazardFilter{Order: inspection.HazardsByResponsible})},
		{"Hazards/ByNoLast", hazards(inspection.HazardFilter{Order: inspection.HazardsByNo, Offset: manyHazards - 200})},
		{"Hazards/ByFoundLast", hazards(inspection.HazardFilter{Order: inspection.HazardsByFound, Offset: manyHazards - 200})},
		{"Hazards/Repeated", hazards(inspection.HazardFilter{Repeated: true})},
		{"Hazards/Grave", hazards(inspection.HazardFilter{Grave: true, Offset: 9000})},
		{"Hazards/FoundAll", hazards(inspection.HazardFilter{Only: all})},
		{"Hazards/FoundAllByPlace", hazards(inspection.HazardFilter{Only: all, Order: inspection.HazardsByPlace})},
		{"Hazards/FoundAllLast", hazards(inspection.HazardFilter{Only: all, Offset: manyHazards - 200})},
		{"Hazards/IDs", func(r inspection.Reader) error { _, err := r.HazardIDs(ctx, inspection.HazardFilter{}); return err }},
		{"Count", count(inspection.HazardFilter{})},
		{"Count/Overdue", count(inspection.HazardFilter{OverdueOn: "2026-11-20"})},
		{"Count/Repeated", count(inspection.HazardFilter{Repeated: true})},
		{"Count/FoundAll", count(inspection.HazardFilter{Only: all})},
		{"Count/FoundAllRepeated", count(inspection.HazardFilter{Only: all, Repeated: true})},
		{"Count/FoundAllByTenFilters", func(r inspection.Reader) error {
			_, err := r.CountHazardsEach(ctx, inspection.HazardFilter{Only: all}, []inspection.HazardFilter{{}, {OverdueOn: "2026-11-20"}, {Grave: true}, {Repeated: true},
				{Statuses: []inspection.HazardStatus{inspection.HazardOpen}}, {Statuses: []inspection.HazardStatus{inspection.HazardSubmitted}},
				{Statuses: []inspection.HazardStatus{inspection.HazardClosed}}, {Statuses: []inspection.HazardStatus{inspection.HazardShelved}},
				{Statuses: []inspection.HazardStatus{inspection.HazardTransferred}}, {DueFrom: "2026-11-20", DueBy: "2026-11-20"}})
			return err
		}},
		{"Inspections/First", inspections(inspection.InspectionFilter{})},
		{"Inspections/Last", inspections(inspection.InspectionFilter{Offset: manyInspections - 200})},
		{"Inspections/ByPlace", inspections(inspection.InspectionFilter{Order: inspection.InspectionsByPlace})},
		{"Inspections/FoundAll", inspections(inspection.InspectionFilter{Only: visits})},
		{"Inspections/IDs", func(r inspection.Reader) error {
			_, err := r.InspectionIDs(ctx, inspection.InspectionFilter{})
			return err
		}},
	} {
		b.Run(of.name, func(b *testing.B) {
			for b.Loop() {
				if err := s.View(ctx, of.query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkHazardAmongMany is what a new hazard of a failed item costs among 100,000: one commit, with all indexes.
func BenchmarkHazardAmongMany(b *testing.B) {
	s := district(b)
	n := 0
	for b.Loop() {
		n++
		put(b, s, inspectiontest.AHazard(func(h *inspection.Hazard) {
			h.ID, h.No = inspection.ID(fmt.Sprintf("0194-7000-%06d/CF-09", n)), fmt.Sprintf("Y2027-K7-%05d", n)
			h.PlaceID, h.InspectionID = inspection.ID(fmt.Sprintf("place-%05d", n*7919%manyPlaces)), ""
			h.Found = h.Found.Add(time.Duration(n) * time.Second)
		}))
	}
}
