package sqlite

import (
	"context"
	"database/sql"

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

const joinsOfHazards = " LEFT JOIN places p ON p.id = h.place LEFT JOIN inspections i ON i.id = h.inspection"

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
		w.add("h.repeated = 1")
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

// Hazards implements inspection.Reader. All of them come in one statement, a page in two, so that what lies before it is not read.
func (r *session) Hazards(ctx context.Context, filter inspection.HazardFilter) ([]inspection.HazardRow, error) {
	if filter.Limit > 0 || len(filter.Only) > fewIDs {
		return r.pageOfHazards(ctx, filter)
	}
	var found []inspection.HazardRow
	err := r.eachHazard(ctx, filter, hazardOrder(filter), func(row inspection.HazardRow) error {
		found = append(found, row)
		return nil
	})
	return found, err
}

func hazardsQuery(filter inspection.HazardFilter, order string) (string, []any) {
	w, from := hazardWhere(filter), fromHazards
	// Without statistics SQLite takes the index by state and sorts what it found.
	if narrow := filter.PlaceID != "" || filter.InspectionID != "" || filter.Item != ""; filter.OverdueOn != "" && order == byDue && !narrow {
		from = fromOverdue
	}
	return "SELECT " + recordColumns(inspection.KindHazard, "h.") + ", p.code, p.name, i.no" + from + joinsOfHazards + w.sql() + order + paged,
		page(w.args, filter.Limit, filter.Offset)
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
