package sqlite

import (
	"context"
	"database/sql"

	"anxun/inspection"
)

// Inspection implements inspection.Reader.
func (r *session) Inspection(ctx context.Context, id inspection.ID) (inspection.Inspection, error) {
	return one(ctx, r, inspection.KindInspection, id, inspection.DecodeInspection, "error.inspection_not_found")
}

// InspectionByNo implements inspection.Reader.
func (r *session) InspectionByNo(ctx context.Context, no string) (inspection.Inspection, error) {
	text := "SELECT " + recordColumns(inspection.KindInspection, "") + " FROM inspections WHERE no = ? ORDER BY id LIMIT 1"
	found, err := list(ctx, r, inspection.KindInspection, text, []any{no}, inspection.DecodeInspection)
	if err != nil {
		return inspection.Inspection{}, err
	}
	if len(found) == 0 {
		return inspection.Inspection{}, inspection.NotFound("error.inspection_not_found", "record", no)
	}
	return found[0], nil
}

// fromInspections joins the place on the left, so that an inspection whose place
// is missing is still listed; where nothing of the place is used SQLite leaves
// the join out.
const fromInspections = " FROM inspections i LEFT JOIN places p ON p.id = i.place"

func inspectionWhere(filter inspection.InspectionFilter) *where {
	w := &where{}
	equal(w, "i.status", filter.Status)
	equal(w, "i.place", filter.PlaceID)
	w.days("i.started", filter.From, filter.To)
	listed(w, "i.departments", filter.Department)
	w.contains(filter.Text, "i.no", "p.name", "p.code")
	if !filter.IncludeRemoved {
		w.add("i.removed = 0")
	}
	w.only("i.id", filter.Only)
	return w
}

const (
	newestFirst = " ORDER BY i.started DESC, i.id DESC"
	oldestFirst = " ORDER BY i.started, i.id"
)

// inspectionOrders are the columns before the instant at which an inspection began.
var inspectionOrders = map[inspection.InspectionOrder]string{
	inspection.InspectionsNewest:   "",
	inspection.InspectionsByNo:     "i.no",
	inspection.InspectionsByPlace:  "p.code",
	inspection.InspectionsByStatus: "CASE i.status WHEN 'draft' THEN 0 WHEN 'finished' THEN 1 ELSE 2 END",
}

// inspectionOrder has the newest first among equals, both ways round but one: oldest first is the reverse of newest first.
func inspectionOrder(filter inspection.InspectionFilter) string {
	column := inspectionOrders[filter.Order]
	switch {
	case column == "" && filter.Reverse:
		return oldestFirst
	case column == "":
		return newestFirst
	case filter.Reverse:
		return " ORDER BY " + column + " DESC, i.started DESC, i.id DESC"
	default:
		return " ORDER BY " + column + ", i.started DESC, i.id DESC"
	}
}

// inspectionStreamOrder is the order of EachInspection and EachAnswer; an index gives either.
func inspectionStreamOrder(filter inspection.InspectionFilter) string {
	if filter.NewestFirst {
		return newestFirst
	}
	return oldestFirst
}

func inspectionsQuery(filter inspection.InspectionFilter, order string) (string, []any) {
	w := inspectionWhere(filter)
	return "SELECT " + recordColumns(inspection.KindInspection, "i.") + ", p.code, p.name" + fromInspections + w.sql() + order + paged,
		page(w.args, filter.Limit, filter.Offset)
}

// Inspections implements inspection.Reader.
func (r *session) Inspections(ctx context.Context, filter inspection.InspectionFilter) ([]inspection.InspectionRow, error) {
	var found []inspection.InspectionRow
	err := r.eachInspection(ctx, filter, inspectionOrder(filter), func(row inspection.InspectionRow) error {
		found = append(found, row)
		return nil
	})
	return found, err
}

// EachInspection implements inspection.Reader.
func (r *session) EachInspection(ctx context.Context, filter inspection.InspectionFilter, fn func(inspection.InspectionRow) error) error {
	return r.eachInspection(ctx, filter, inspectionStreamOrder(filter), fn)
}

func (r *session) eachInspection(ctx context.Context, filter inspection.InspectionFilter, order string, fn func(inspection.InspectionRow) error) error {
	text, args := inspectionsQuery(filter, order)
	return each(ctx, r, inspection.KindInspection, text, args, 2, inspection.DecodeInspection, func(found inspection.Inspection, extra []any) error {
		row := inspection.InspectionRow{Inspection: found, PlaceCode: asText(extra[0]), PlaceName: asText(extra[1])}
		if err := r.score(ctx, &row); err != nil {
			return err
		}
		return fn(row)
	})
}

func inspectionIDsQuery(filter inspection.InspectionFilter) (string, []any) {
	w := inspectionWhere(filter)
	return "SELECT i.id" + fromInspections + w.sql() + inspectionOrder(filter) + paged, page(w.args, filter.Limit, filter.Offset)
}

// InspectionIDs implements inspection.Reader.
func (r *session) InspectionIDs(ctx context.Context, filter inspection.InspectionFilter) ([]inspection.ID, error) {
	text, args := inspectionIDsQuery(filter)
	ids, err := r.ids(ctx, text, args)
	return ids, r.store.errorFor(err, "reading the order of inspections")
}

// scoreOfInspection reads only the answers of one inspection, which lie side by
// side; keeping counts beside the inspection would cost a second page with every
// answer.
const scoreOfInspection = `SELECT coalesce(sum(result = 'pass'), 0), coalesce(sum(result = 'fail'), 0), coalesce(sum(result = 'na'), 0),
	coalesce(sum(result = 'value'), 0), coalesce(max(at), '') FROM answers WHERE inspection = ? AND result <> ''`

func (r *session) score(ctx context.Context, row *inspection.InspectionRow) error {
	var updated string
	_, err := r.queryRow(context.WithoutCancel(ctx), scoreOfInspection, []any{string(row.ID)},
		&row.Score.Pass, &row.Score.Fail, &row.Score.NA, &row.Score.Value, &updated)
	if err != nil {
		return r.store.errorFor(err, "counting results")
	}
	row.Updated, err = inspection.ParseInstant(updated)
	return err
}

func countInspectionsQuery(filter inspection.InspectionFilter) (string, []any) {
	w := inspectionWhere(filter)
	return "SELECT count(*)" + fromInspections + w.sql(), w.args
}

// CountInspections implements inspection.Reader.
func (r *session) CountInspections(ctx context.Context, filter inspection.InspectionFilter) (int, error) {
	text, args := countInspectionsQuery(filter)
	return r.count(ctx, text, args)
}

func (r *session) count(ctx context.Context, text string, args []any) (int, error) {
	var count int
	_, err := r.queryRow(ctx, text, args, &count)
	return count, r.store.errorFor(err, "counting records")
}

func itemResultsQuery(filter inspection.InspectionFilter) (string, []any) {
	w := inspectionWhere(filter)
	w.add("a.result <> ''")
	return "SELECT a.checklist, a.item, a.result, count(*)" + fromInspections + " CROSS JOIN answers a ON a.inspection = i.id" + w.sql() +
		" GROUP BY a.checklist, a.item, a.result ORDER BY a.checklist, a.item, a.result", w.args
}

// ItemResults implements inspection.Reader.
func (r *session) ItemResults(ctx context.Context, filter inspection.InspectionFilter) ([]inspection.ItemResult, error) {
	text, args := itemResultsQuery(filter)
	var results []inspection.ItemResult
	err := r.query(ctx, text, args, func(rows *sql.Rows) error {
		var result inspection.ItemResult
		err := rows.Scan(&result.Checklist, &result.Item, &result.Result, &result.Count)
		results = append(results, result)
		return err
	})
	return results, r.store.errorFor(err, "counting results by item")
}
