package sqlite

import (
	"context"
	"database/sql"

	"anxun/inspection"
)

// Place implements inspection.Reader.
func (r *session) Place(ctx context.Context, id inspection.ID) (inspection.Place, error) {
	return one(ctx, r, inspection.KindPlace, id, inspection.DecodePlace, "error.place_not_found")
}

// PlaceByCode implements inspection.Reader. Of several places with the code, one
// that is on the register comes before one that was removed.
func (r *session) PlaceByCode(ctx context.Context, code string) (inspection.Place, error) {
	text := "SELECT " + recordColumns(inspection.KindPlace, "") + " FROM places WHERE code = ? ORDER BY removed, id LIMIT 1"
	places, err := list(ctx, r, inspection.KindPlace, text, []any{code}, inspection.DecodePlace)
	if err != nil {
		return inspection.Place{}, err
	}
	if len(places) == 0 {
		return inspection.Place{}, inspection.NotFound("error.place_not_found", "record", code)
	}
	return places[0], nil
}

func placesQuery(filter inspection.PlaceFilter) (string, []any) {
	w := &where{}
	equal(w, "kind", filter.PlaceKind)
	equal(w, "community", filter.Community)
	w.contains(filter.Text, "code", "name", "address", "community", "operator")
	if !filter.IncludeRemoved {
		w.add("removed = 0")
	}
	return "SELECT " + recordColumns(inspection.KindPlace, "") + " FROM places" + w.sql() + " ORDER BY code, id" + paged,
		page(w.args, filter.Limit, filter.Offset)
}

// Places implements inspection.Reader.
func (r *session) Places(ctx context.Context, filter inspection.PlaceFilter) ([]inspection.Place, error) {
	text, args := placesQuery(filter)
	return list(ctx, r, inspection.KindPlace, text, args, inspection.DecodePlace)
}

// Checklist implements inspection.Reader.
func (r *session) Checklist(ctx context.Context, ref inspection.ChecklistRef) (inspection.Checklist, error) {
	return one(ctx, r, inspection.KindChecklist, inspection.ID(ref), inspection.DecodeChecklist, "error.checklist_not_found")
}

// Checklists implements inspection.Reader.
func (r *session) Checklists(ctx context.Context) ([]inspection.Checklist, error) {
	text := "SELECT " + recordColumns(inspection.KindChecklist, "") + " FROM checklists ORDER BY code, version"
	return list(ctx, r, inspection.KindChecklist, text, nil, inspection.DecodeChecklist)
}

// Inspectors implements inspection.Reader.
func (r *session) Inspectors(ctx context.Context) ([]inspection.Inspector, error) {
	text := "SELECT " + recordColumns(inspection.KindInspector, "") + " FROM inspectors ORDER BY name, id"
	return list(ctx, r, inspection.KindInspector, text, nil, inspection.DecodeInspector)
}

// Setting implements inspection.Reader.
func (r *session) Setting(ctx context.Context, name inspection.ID) (string, error) {
	var value string
	_, err := r.queryRow(ctx, "SELECT value FROM settings WHERE name = ?", []any{string(name)}, &value)
	return value, r.store.errorFor(err, "reading a setting")
}

// Settings implements inspection.Reader.
func (r *session) Settings(ctx context.Context) ([]inspection.Setting, error) {
	var settings []inspection.Setting
	err := r.query(ctx, "SELECT name, value FROM settings ORDER BY name", nil, func(rows *sql.Rows) error {
		var setting inspection.Setting
		err := rows.Scan(&setting.Name, &setting.Value)
		settings = append(settings, setting)
		return err
	})
	return settings, r.store.errorFor(err, "reading the settings")
}
