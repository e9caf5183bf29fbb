package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"anxun/inspection"
)

// Hazard implements inspection.Reader.
func (r *session) Hazard(ctx context.Context, id inspection.ID) (inspection.Hazard, error) {
	return one(ctx, r, inspection.KindHazard, id, inspection.DecodeHazard, "error.hazard_not_found")
}

// HazardByNo implements inspection.Reader.
func (r *session) HazardByNo(ctx context.Context, no string) (inspection.Hazard, error) {
	text := "SELECT " + recordColumns(inspection.KindHazard, "") + " FROM hazards WHERE no = ? ORDER BY id LIMIT 1"
	found, err := list(ctx, r, inspection.KindHazard, text, []any{no}, inspection.DecodeHazard)
	if err != nil {
		return inspection.Hazard{}, err
	}
	if len(found) == 0 {
		return inspection.Hazard{}, inspection.NotFound("error.hazard_not_found", "record", no)
	}
	return found[0], nil
}

const (
	fromHazards    = " FROM hazards h" + joinsOfHazards
	joinsOfHazards = " LEFT JOIN places p ON p.id = h.place LEFT JOIN inspections i ON i.id = h.inspection"
	// fromOverdue names the index, because without statistics SQLite takes the one by state
	// and sorts what it found.
	fromOverdue = " FROM hazards h INDEXED BY hazards_unresolved" + joinsOfHazards
)

func hazardWhere(filter inspection.HazardFilter) *where {
	w := &where{}
	oneOf(w, "h.status", filter.Statuses)
	oneOf(w, "h.severity", filter.Severities)
	equal(w, "h.place", filter.PlaceID)
	equal(w, "h.inspection", filter.InspectionID)
	equal(w, "h.item", filter.Item)
	listed(w, "h.departments", filter.Department)
	w.days("h.found", filter.FoundFrom, filter.FoundTo)
	if filter.DueBy != "" {
		w.add("h.due > '' AND h.due <= ?", string(filter.DueBy))
	}
	if filter.DueFrom != "" {
		w.add("h.due >= ?", string(filter.DueFrom))
	}
	if filter.OverdueOn != "" {
		w.add("h.status IN ('open', 'submitted') AND h.due > '' AND h.due < ?", string(filter.OverdueOn))
	}
	w.contains(filter.Text, "h.no", "h.description", "p.name", "p.code", "h.responsible", "h.item")
	if filter.Grave {
		w.add("(h.severity IN ('serious', 'major') OR h.suspected = 1)")
	}
	if filter.Repeated {
		w.add("h.item > '' AND EXISTS (SELECT 1 FROM hazards e WHERE e.place = h.place AND e.item = h.item AND e.withdrawn = 0 AND e.removed = 0 " +
			"AND e.found < h.found AND e.inspection <> h.inspection)")
	}
	if filter.FinishedOnly {
		w.add("(h.inspection = '' OR i.status = 'finished')")
	}
	if !filter.IncludeWithdrawn {
		w.add("h.withdrawn = 0")
	}
	if !filter.IncludeRemoved {
		w.add("h.removed = 0")
	}
	w.only("h.id", filter.Only)
	return w
}

const (
	byDue   = " ORDER BY h.due, h.no, h.id" // what hazardOrder gives for the zero filter
	byFound = " ORDER BY h.found, h.no, h.id"
)

// hazardOrders are the columns before due day, number and id.
var hazardOrders = map[inspection.HazardOrder]string{
	inspection.HazardsByDue:         "",
	inspection.HazardsByNo:          "h.no",
	inspection.HazardsBySeverity:    "CASE WHEN h.severity = 'major' THEN 3 WHEN h.suspected = 1 THEN 2 ELSE h.severity = 'serious' END",
	inspection.HazardsByPlace:       "p.code",
	inspection.HazardsByStatus:      "CASE h.status WHEN 'open' THEN 0 WHEN 'submitted' THEN 1 WHEN 'closed' THEN 2 WHEN 'transferred' THEN 3 ELSE 4 END",
	inspection.HazardsByFound:       "h.found",
	inspection.HazardsByResponsible: "h.responsible",
}

func hazardOrder(filter inspection.HazardFilter) string {
	return orderBy(filter.Reverse, hazardOrders[filter.Order], "h.due", "h.no", "h.id")
}

// orderBy makes the clause; empty terms are left out.
func orderBy(reverse bool, terms ...string) string {
	terms = slices.DeleteFunc(terms, func(term string) bool { return term == "" })
	direction := ""
	if reverse {
		direction = " DESC"
	}
	return " ORDER BY " + strings.Join(terms, direction+", ") + direction
}

func hazardsQuery(filter inspection.HazardFilter, order string) (string, []any) {
	w, from := hazardWhere(filter), fromHazards
	if narrow := filter.PlaceID != "" || filter.InspectionID != "" || filter.Item != ""; filter.OverdueOn != "" && order == byDue && !narrow {
		from = fromOverdue
	}
	return "SELECT " + recordColumns(inspection.KindHazard, "h.") + ", p.code, p.name, i.no" + from + w.sql() + order + paged,
		page(w.args, filter.Limit, filter.Offset)
}

// Hazards implements inspection.Reader.
func (r *session) Hazards(ctx context.Context, filter inspection.HazardFilter) ([]inspection.HazardRow, error) {
	var found []inspection.HazardRow
	err := r.eachHazard(ctx, filter, hazardOrder(filter), func(row inspection.HazardRow) error {
		found = append(found, row)
		return nil
	})
	return found, err
}

// EachHazard implements inspection.Reader.
func (r *session) EachHazard(ctx context.Context, filter inspection.HazardFilter, fn func(inspection.HazardRow) error) error {
	return r.eachHazard(ctx, filter, streamOrder(filter), fn)
}

// streamOrder is the order of EachHazard; an index gives either.
func streamOrder(filter inspection.HazardFilter) string {
	if filter.ByDue {
		return byDue
	}
	return byFound
}

func (r *session) eachHazard(ctx context.Context, filter inspection.HazardFilter, order string, fn func(inspection.HazardRow) error) error {
	text, args := hazardsQuery(filter, order)
	return each(ctx, r, inspection.KindHazard, text, args, 3, inspection.DecodeHazard, func(hazard inspection.Hazard, extra []any) error {
		return fn(inspection.HazardRow{Hazard: hazard, PlaceCode: asText(extra[0]), PlaceName: asText(extra[1]), InspectionNo: asText(extra[2])})
	})
}

func countHazardsQuery(filter inspection.HazardFilter) (string, []any) {
	w := hazardWhere(filter)
	return "SELECT count(*)" + fromHazards + w.sql(), w.args
}

// CountHazards implements inspection.Reader.
func (r *session) CountHazards(ctx context.Context, filter inspection.HazardFilter) (int, error) {
	text, args := countHazardsQuery(filter)
	return r.count(ctx, text, args)
}

func countHazardsEachQuery(of inspection.HazardFilter, by []inspection.HazardFilter) (string, []any) {
	var counts []string
	var args []any
	for _, filter := range by {
		w := hazardWhere(filter)
		counts, args = append(counts, "count(*) FILTER (WHERE true"+strings.Join(append([]string{""}, w.conditions...), " AND ")+")"), append(args, w.args...)
	}
	w := hazardWhere(of)
	return "SELECT " + strings.Join(counts, ", ") + fromHazards + w.sql(), append(args, w.args...)
}

// CountHazardsEach implements inspection.Reader.
func (r *session) CountHazardsEach(ctx context.Context, of inspection.HazardFilter, by []inspection.HazardFilter) ([]int, error) {
	if len(by) == 0 {
		return nil, nil
	}
	text, args := countHazardsEachQuery(of, by)
	counts := make([]int, len(by))
	targets := make([]any, len(by))
	for i := range counts {
		targets[i] = &counts[i]
	}
	_, err := r.queryRow(ctx, text, args, targets...)
	return counts, r.store.errorFor(err, "counting hazards")
}

func hazardIDsQuery(filter inspection.HazardFilter) (string, []any) {
	w := hazardWhere(filter)
	return "SELECT h.id" + fromHazards + w.sql() + hazardOrder(filter) + paged, page(w.args, filter.Limit, filter.Offset)
}

// HazardIDs implements inspection.Reader.
func (r *session) HazardIDs(ctx context.Context, filter inspection.HazardFilter) ([]inspection.ID, error) {
	text, args := hazardIDsQuery(filter)
	ids, err := r.ids(ctx, text, args)
	return ids, r.store.errorFor(err, "reading the order of hazards")
}

// ids reads a query of one column of ids.
func (r *session) ids(ctx context.Context, text string, args []any) ([]inspection.ID, error) {
	var ids []inspection.ID
	err := r.query(ctx, text, args, func(rows *sql.Rows) error {
		var id inspection.ID
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

func actionsQuery() string {
	return "SELECT " + recordColumns(inspection.KindAction, "") + " FROM actions WHERE hazard = ? AND set_aside = 0 ORDER BY at, id"
}

// Actions implements inspection.Reader.
func (r *session) Actions(ctx context.Context, hazardID inspection.ID) ([]inspection.Action, error) {
	return list(ctx, r, inspection.KindAction, actionsQuery(), []any{string(hazardID)}, inspection.DecodeAction)
}

func evidenceQuery() string {
	return "SELECT " + recordColumns(inspection.KindEvidence, "") + " FROM evidence WHERE hazard = ? AND removed = 0 ORDER BY added, id"
}

func eachEvidenceQuery() string {
	return "SELECT " + recordColumns(inspection.KindEvidence, "") + " FROM evidence WHERE removed = 0 ORDER BY hazard, added, id"
}

// EachEvidence implements inspection.Reader.
func (r *session) EachEvidence(ctx context.Context, fn func(inspection.Evidence) error) error {
	return each(ctx, r, inspection.KindEvidence, eachEvidenceQuery(), nil, 0, inspection.DecodeEvidence,
		func(photo inspection.Evidence, _ []any) error { return fn(photo) })
}

// Evidence implements inspection.Reader.
func (r *session) Evidence(ctx context.Context, hazardID inspection.ID) ([]inspection.Evidence, error) {
	return list(ctx, r, inspection.KindEvidence, evidenceQuery(), []any{string(hazardID)}, inspection.DecodeEvidence)
}
