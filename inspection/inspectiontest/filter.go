package inspectiontest

import (
	"slices"
	"strings"
	"time"

	"anxun/inspection"
)

// contains reports whether the text is part of one of the fields; ASCII letters
// match in either case. An empty text is part of everything.
func contains(text string, fields ...string) bool {
	if text == "" {
		return true
	}
	return slices.ContainsFunc(fields, func(field string) bool { return strings.Contains(lower(field), lower(text)) })
}

func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// between reports whether the instant is on one of the days, both inclusive.
func between(t time.Time, from, to inspection.Day) bool {
	text := inspection.FormatInstant(t)
	return (from == "" || text >= inspection.FormatInstant(from.Start())) && (to == "" || text < inspection.FormatInstant(to.End()))
}

func is[T ~string](wanted, value T) bool { return wanted == "" || wanted == value }

func among[T ~string](wanted []T, value T) bool {
	return len(wanted) == 0 || slices.Contains(wanted, value)
}

func matchPlace(f inspection.PlaceFilter, p inspection.Place) bool {
	return is(f.PlaceKind, p.PlaceKind) && is(f.Community, p.Community) && (f.IncludeRemoved || !p.Removed) &&
		contains(f.Text, p.Code, p.Name, p.Address, p.Community, p.Operator)
}

func matchInspection(f inspection.InspectionFilter, row inspection.InspectionRow) bool {
	return is(f.Status, row.Status) && is(f.PlaceID, row.PlaceID) && between(row.Started, f.From, f.To) &&
		(f.Department == "" || slices.Contains(row.Departments(), f.Department)) &&
		contains(f.Text, row.No, row.PlaceName, row.PlaceCode) && oneOfIDs(f.Only, row.ID) &&
		(f.IncludeRemoved || !row.Removed)
}

func oneOfIDs(ids []inspection.ID, id inspection.ID) bool {
	return ids == nil || slices.Contains(ids, id)
}

func matchHazard(f inspection.HazardFilter, row inspection.HazardRow, status inspection.Status) bool {
	overdue := row.Due != "" && row.Due < f.OverdueOn && (row.Status == inspection.HazardOpen || row.Status == inspection.HazardSubmitted)
	return among(f.Statuses, row.Status) && among(f.Severities, row.Severity) && is(f.PlaceID, row.PlaceID) &&
		is(f.InspectionID, row.InspectionID) && is(f.Item, row.Item) &&
		(f.Department == "" || slices.Contains(row.Hazard.Departments, f.Department)) &&
		between(row.Found, f.FoundFrom, f.FoundTo) &&
		(f.DueFrom == "" || row.Due >= f.DueFrom) && (f.DueBy == "" || row.Due != "" && row.Due <= f.DueBy) && (f.OverdueOn == "" || overdue) &&
		contains(f.Text, row.No, row.Description, row.PlaceName, row.PlaceCode, row.Responsible, string(row.Item)) &&
		(!f.Grave || row.Suspected || row.Severity == inspection.SeveritySerious || row.Severity == inspection.SeverityMajor) &&
		(!f.FinishedOnly || row.InspectionID == "" || status == inspection.StatusFinished) &&
		(f.IncludeWithdrawn || !row.Withdrawn) && (f.IncludeRemoved || !row.Removed) && oneOfIDs(f.Only, row.ID)
}

// page cuts a list to limit and offset; a limit of 0 means all.
func page[T any](rows []T, limit, offset int) []T {
	rows = rows[min(max(offset, 0), len(rows)):]
	if limit > 0 && limit < len(rows) {
		rows = rows[:limit]
	}
	if len(rows) == 0 {
		return nil
	}
	return rows
}
