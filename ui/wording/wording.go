// Package wording writes what is stored as people know it: the names of records and fields, and their values. It knows
// no toolkit.
package wording

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/ui/i18n"
)

// Writer puts records into words. It works in the background, within one View.
type Writer struct {
	r           inspection.Reader
	words       *i18n.Catalog
	departments map[string]string
}

// NewWriter returns a writer that looks names of places up in r.
func NewWriter(r inspection.Reader, words *i18n.Catalog, departments []inspection.Department) *Writer {
	w := &Writer{r: r, words: words, departments: map[string]string{}}
	for _, department := range departments {
		w.departments[string(department.ID)] = department.Name
	}
	return w
}

// Kind names a kind of record.
func (w *Writer) Kind(kind inspection.RecordKind) string {
	return w.words.T("history.kind." + string(kind))
}

// Field names a field of a kind of record.
func (w *Writer) Field(kind inspection.RecordKind, field string) string {
	return w.words.T("history.field." + string(kind) + "." + field)
}

// records are records of all kinds that people see changes of.
var records = []inspection.Record{inspection.Place{}, inspection.Inspection{}, inspection.Answer{}, inspection.Hazard{}, inspection.Action{},
	inspection.Evidence{}, inspection.Signature{}, inspection.Correction{}, inspection.Inspector{}, inspection.Setting{}, inspection.Assignment{}}

// Known reports whether a kind of record has a field that is shown to people.
func Known(kind inspection.RecordKind, field string) bool {
	for _, record := range records {
		if record.Kind() == kind {
			_, has := record.Fields()[field]
			return has && !slices.Contains(technical[kind], field)
		}
	}
	return false
}

// Answer writes result, value and note of an answer on one line.
func (w *Writer) Answer(result inspection.Result, value, note string) string {
	if result == "" {
		return w.words.T("answer.open")
	}
	parts := []string{w.words.T("answer." + string(result))}
	for _, part := range []string{value, note} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// technical are the fields that say nothing to a person: references to other records, which the sheet is about anyway,
// and what a file is like.
var technical = map[inspection.RecordKind][]string{
	inspection.KindInspection: {"departments"}, // of the inspectors, who are shown
	inspection.KindAnswer:     {"checklist", "by", "at"},
	inspection.KindHazard:     {"place", "inspection", "checklist"},
	inspection.KindAction:     {"hazard", "by", "at", "from_status", "set_aside"},
	inspection.KindEvidence: {"hazard", "action", "sha256", "format", "size", "width", "height", "added", "added_by", "orientation",
		"taken_assumed", "latitude", "longitude"},
	inspection.KindSignature:  {"inspection", "sha256", "format", "size", "width", "height", "by"},
	inspection.KindAssignment: {"record_kind", "record", "by", "at"},
	inspection.KindCorrection: {"inspection", "by", "at", "old_by", "old_at", "old_result", "old_value", "old_note"},
}

// Shown lists the fields of a kind that are shown to people.
func Shown(kind inspection.RecordKind, fields inspection.Fields) []string {
	var names []string
	for name := range fields {
		if !slices.Contains(technical[kind], name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Changed lists what an entry changed of the fields that are shown to people.
func Changed(change inspection.Change) []inspection.FieldChange {
	return slices.DeleteFunc(slices.Clone(change.Fields), func(f inspection.FieldChange) bool {
		return slices.Contains(technical[change.RecordKind], f.Field)
	})
}

// terms says under which keys the values of a field have words, by "kind.field".
var terms = map[string]string{
	"place.kind": "kind.", "place.subkind": "subkind.", "place.features": "feature.",
	"inspection.status": "inspection.status.", "answer.result": "answer.", "correction.new_result": "answer.",
	"hazard.severity": "severity.", "hazard.status": "hazard.status.", "hazard.request": "hazard.request.",
	"action.kind": "action.", "action.to_status": "hazard.status.", "evidence.role": "evidence.",
	"signature.capacity": "history.capacity.", "answer.origin": "history.origin.",
}

var instants = []string{"started", "finished", "found", "closed", "taken", "signed"}

var flags = []string{"sample", "removed", "suspected", "immediate", "withdrawn", "inactive", "refused"}

// Value writes a stored value for a person; an empty one stays empty.
func (w *Writer) Value(ctx context.Context, kind inspection.RecordKind, field, stored string) string {
	switch {
	case slices.Contains(flags, field):
		if stored == "1" {
			return w.words.T("history.yes")
		}
		return w.words.T("history.no")
	case stored == "":
		return ""
	case terms[string(kind)+"."+field] != "":
		return w.list(stored, func(word string) string { return w.words.T(terms[string(kind)+"."+field] + word) })
	case slices.Contains(instants, field):
		if at, err := inspection.ParseInstant(stored); err == nil {
			return w.words.DayTime(at.In(inspection.Zone))
		}
	case field == "departments" || field == "department":
		return w.list(stored, func(id string) string {
			if name := w.departments[id]; name != "" {
				return name
			}
			return id
		})
	case kind == inspection.KindInspection && field == "inspectors":
		return inspectors(stored)
	case kind == inspection.KindInspection && field == "place":
		if place, err := w.r.Place(ctx, inspection.ID(stored)); err == nil {
			return place.Code + " " + place.Name
		}
	}
	return stored
}

func (w *Writer) list(stored string, name func(string) string) string {
	words := strings.Split(stored, ",")
	for i, word := range words {
		words[i] = name(word)
	}
	return strings.Join(words, w.words.T("settings.list_comma"))
}

func inspectors(stored string) string {
	var people []inspection.Inspector
	if json.Unmarshal([]byte(stored), &people) != nil {
		return stored
	}
	var names []string
	for _, person := range people {
		names = append(names, person.Name)
	}
	return strings.Join(names, " ")
}
