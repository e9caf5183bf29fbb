package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"

	"anxun/inspection"
)

const (
	byDue   = " ORDER BY h.due, h.no, h.id" // what hazardOrder gives for the zero filter
	byFound = " ORDER BY h.found, h.no, h.id"
)

// hazardOrders are the columns before due day, number and id, which follow unless the id is among them. Those of severity, status and person are sorted out of the index
// by due day, which holds what they need.
var hazardOrders = map[inspection.HazardOrder][]string{
	inspection.HazardsByDue:         nil,
	inspection.HazardsByNo:          {"h.no", "h.due", "h.id"},
	inspection.HazardsBySeverity:    {"CASE WHEN h.severity = 'major' THEN 3 WHEN h.suspected = 1 THEN 2 ELSE h.severity = 'serious' END"},
	inspection.HazardsByPlace:       {"p.code", "p.id"}, // the id, so that two indexes give the order
	inspection.HazardsByStatus:      {"CASE h.status WHEN 'open' THEN 0 WHEN 'submitted' THEN 1 WHEN 'closed' THEN 2 WHEN 'transferred' THEN 3 ELSE 4 END"},
	inspection.HazardsByFound:       {"h.found", "h.no", "h.id"},
	inspection.HazardsByResponsible: {"h.responsible"},
}

func hazardOrder(filter inspection.HazardFilter) string {
	terms := slices.Clone(hazardOrders[filter.Order])
	if !slices.Contains(terms, "h.id") {
		terms = append(terms, "h.due", "h.no", "h.id")
	}
	direction := ""
	if filter.Reverse {
		direction = " DESC"
	}
	return " ORDER BY " + strings.Join(terms, direction+", ") + direction
}

// The ways to hazards, by an index that holds all that is asked for, which SQLite without statistics does not always take.
const (
	fromHazards  = " FROM hazards h"
	fromDue      = " FROM hazards h INDEXED BY hazards_due"
	fromOverdue  = " FROM hazards h INDEXED BY hazards_unresolved"
	fromRepeated = " FROM hazards h INDEXED BY hazards_repeated"
	// fromPlaces goes through the places in their order, and through the hazards of each.
	fromPlaces = " FROM places p CROSS JOIN hazards h INDEXED BY hazards_place ON h.place = p.id"
)

// selecting puts a statement together. Tables are joined only where something of them is asked for: a join, even one that SQLite
// leaves out, makes it look into the rows.
func selecting(columns, from string, w *where, order string) string {
	text := columns + w.sql() + order
	if strings.Contains(text, "p.") && from != fromPlaces {
		from += " LEFT JOIN places p ON p.id = h.place"
	}
	if strings.Contains(text, "i.") {
		from += " LEFT JOIN inspections i ON i.id = h.inspection"
	}
	return "SELECT " + columns + from + w.sql() + order
}

// inIndex reports whether all that the filters ask for stands in the index by due day.
func inIndex(filters ...inspection.HazardFilter) bool {
	return !slices.ContainsFunc(filters, func(f inspection.HazardFilter) bool {
		return f.PlaceID != "" || f.InspectionID != "" || f.Item != "" || f.Department != "" || f.FoundFrom != "" || f.FoundTo != "" ||
			f.Text != "" || f.FinishedOnly || f.Only != nil
	})
}

// fromIndex is the way that reads least to what matches the filter, in any order.
func fromIndex(filter inspection.HazardFilter) string {
	further := len(filter.Severities) > 0 || filter.Grave
	switch {
	case !inIndex(filter) || len(filter.Statuses) > 0 && !further && !filter.Repeated:
		return fromHazards
	case filter.OverdueOn != "" && len(filter.Statuses) == 0 && !further && !filter.Repeated:
		return fromOverdue
	case filter.Repeated && filter.OverdueOn == "" && len(filter.Statuses) == 0 && !further:
		return fromRepeated
	default:
		return fromDue
	}
}

func hazardIDsQuery(filter inspection.HazardFilter) (string, []any) {
	from := fromHazards
	switch filter.Order {
	case inspection.HazardsByDue:
		if filter.OverdueOn != "" || filter.Repeated {
			from = fromIndex(filter)
		}
	case inspection.HazardsByPlace:
		if inIndex(filter) {
			from = fromPlaces
		}
	case inspection.HazardsBySeverity, inspection.HazardsByResponsible, inspection.HazardsByStatus:
		if inIndex(filter) {
			from = fromDue
		}
	}
	w := hazardWhere(filter)
	return selecting("h.id", from, w, hazardOrder(filter)) + paged, page(w.args, filter.Limit, filter.Offset)
}

// HazardIDs implements inspection.Reader. The order is read from indexes without a look at the rows, which are wide.
func (r *session) HazardIDs(ctx context.Context, filter inspection.HazardFilter) ([]inspection.ID, error) {
	filter, among := withoutMany(filter)
	if among == nil {
		text, args := hazardIDsQuery(filter)
		ids, err := r.ids(ctx, text, args)
		return ids, r.store.errorFor(err, "reading the order of hazards")
	}
	skip, want := filter.Offset, filter.Limit
	filter.Offset, filter.Limit = 0, 0
	text, args := hazardIDsQuery(filter)
	var ids []inspection.ID
	err := r.query(ctx, text, args, func(rows *sql.Rows) error {
		var id sql.RawBytes
		if err := rows.Scan(&id); err != nil || !among[inspection.ID(id)] {
			return err
		}
		if skip--; skip >= 0 {
			return nil
		}
		if ids = append(ids, inspection.ID(id)); len(ids) == want {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return ids, r.store.errorFor(err, "reading the order of hazards")
}

var errEnough = errors.New("all that is wanted was read")

// fewIDs is up to how many ids a statement takes as a list. SQLite makes a table of them for each statement, which for a search
// that finds nearly all takes longer than reading all ids in order and leaving out here what was not found.
const fewIDs = 1000

// withoutMany takes the ids out of a filter that has too many for a statement.
func withoutMany(filter inspection.HazardFilter) (inspection.HazardFilter, map[inspection.ID]bool) {
	if len(filter.Only) <= fewIDs {
		return filter, nil
	}
	among := make(map[inspection.ID]bool, len(filter.Only))
	for _, id := range filter.Only {
		among[id] = true
	}
	filter.Only = nil
	return filter, among
}

// pageOfHazards reads the ids of a page, then its rows.
func (r *session) pageOfHazards(ctx context.Context, filter inspection.HazardFilter) ([]inspection.HazardRow, error) {
	ids, err := r.HazardIDs(ctx, filter)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	at := make(map[inspection.ID]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	found := make([]inspection.HazardRow, len(ids))
	these := inspection.HazardFilter{Only: ids, IncludeWithdrawn: true, IncludeRemoved: true}
	err = r.eachHazard(ctx, these, "", func(row inspection.HazardRow) error {
		found[at[row.ID]] = row
		return nil
	})
	return found, err
}

func countHazardsQuery(filter inspection.HazardFilter) (string, []any) {
	w := hazardWhere(filter)
	return selecting("count(*)", fromIndex(filter), w, ""), w.args
}

// CountHazards implements inspection.Reader.
func (r *session) CountHazards(ctx context.Context, filter inspection.HazardFilter) (int, error) {
	if len(filter.Only) > fewIDs {
		counts, err := r.CountHazardsEach(ctx, filter, []inspection.HazardFilter{{IncludeWithdrawn: true, IncludeRemoved: true}})
		if err != nil {
			return 0, err
		}
		return counts[0], nil
	}
	text, args := countHazardsQuery(filter)
	return r.count(ctx, text, args)
}

// condition is what a hazard must be for the filter, as one expression.
func condition(filter inspection.HazardFilter) (string, []any) {
	w := hazardWhere(filter)
	return strings.Join(append([]string{"true"}, w.conditions...), " AND "), w.args
}

func fromOf(of inspection.HazardFilter, by []inspection.HazardFilter) string {
	if inIndex(of) && inIndex(by...) {
		return fromDue
	}
	return fromHazards
}

func countHazardsEachQuery(of inspection.HazardFilter, by []inspection.HazardFilter) (string, []any) {
	var counts []string
	var args []any
	for _, filter := range by {
		text, with := condition(filter)
		counts, args = append(counts, "count(*) FILTER (WHERE "+text+")"), append(args, with...)
	}
	w := hazardWhere(of)
	return selecting(strings.Join(counts, ", "), fromOf(of, by), w, ""), append(args, w.args...)
}

// CountHazardsEach implements inspection.Reader.
func (r *session) CountHazardsEach(ctx context.Context, of inspection.HazardFilter, by []inspection.HazardFilter) ([]int, error) {
	if len(by) == 0 {
		return nil, nil
	}
	by = slices.Clone(by)
	for i := range by { // not asked twice
		by[i].IncludeWithdrawn = by[i].IncludeWithdrawn || !of.IncludeWithdrawn
		by[i].IncludeRemoved = by[i].IncludeRemoved || !of.IncludeRemoved
	}
	counts := make([]int, len(by))
	if of, among := withoutMany(of); among != nil {
		err := r.countAmong(ctx, of, by, among, counts)
		return counts, r.store.errorFor(err, "counting hazards")
	}
	text, args := countHazardsEachQuery(of, by)
	targets := make([]any, len(by))
	for i := range counts {
		targets[i] = &counts[i]
	}
	_, err := r.queryRow(ctx, text, args, targets...)
	return counts, r.store.errorFor(err, "counting hazards")
}

// maxFlags is how many answers of yes or no one column takes.
const maxFlags = 62

// hazardFlagsQuery asks for the ids of what matches of, each with a number whose bit n says whether it matches by[n].
func hazardFlagsQuery(of inspection.HazardFilter, by []inspection.HazardFilter) (string, []any) {
	var flags []string
	var args []any
	for i, filter := range by {
		text, with := condition(filter)
		flags, args = append(flags, "(coalesce("+text+", false) << "+strconv.Itoa(i)+")"), append(args, with...)
	}
	w := hazardWhere(of)
	return selecting("h.id, "+strings.Join(flags, " | "), fromOf(of, by), w, ""), append(args, w.args...)
}

func (r *session) countAmong(ctx context.Context, of inspection.HazardFilter, by []inspection.HazardFilter, among map[inspection.ID]bool, counts []int) error {
	for len(by) > 0 {
		n := min(len(by), maxFlags)
		text, args := hazardFlagsQuery(of, by[:n])
		err := r.query(ctx, text, args, func(rows *sql.Rows) error {
			var id sql.RawBytes
			var flags int64
			if err := rows.Scan(&id, &flags); err != nil || !among[inspection.ID(id)] {
				return err
			}
			for i := range n {
				counts[i] += int(flags >> i & 1)
			}
			return nil
		})
		if err != nil {
			return err
		}
		by, counts = by[n:], counts[n:]
	}
	return nil
}
