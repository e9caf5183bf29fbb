package history

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"anxun/inspection"
)

// technical are the fields that say nothing to a person: references to other records, which the sheet is about anyway,
// and what a file is like.
var technical = map[inspection.RecordKind][]string{
	inspection.KindInspection: {"departments"}, // of the inspectors, who are shown
	inspection.KindAnswer:     {"checklist", "by", "at"},
	inspection.KindHazard:     {"place", "inspection", "checklist"},
	inspection.KindAction:     {"hazard", "by", "at", "from_status"},
	inspection.KindEvidence: {"hazard", "action", "sha256", "format", "size", "width", "height", "added", "added_by", "orientation",
		"taken_assumed", "latitude", "longitude"},
	inspection.KindSignature:  {"inspection", "sha256", "format", "size", "width", "height", "by"},
	inspection.KindCorrection: {"inspection", "by", "at", "old_by", "old_at", "old_result", "old_value", "old_note"},
}

// Shown lists the fields of a kind that the sheet shows.
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

func shown(change inspection.Change) []inspection.FieldChange {
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

// value writes a stored value for a person; an empty one stays empty.
func (h *reader) value(ctx context.Context, kind inspection.RecordKind, field, stored string) string {
	switch {
	case slices.Contains(flags, field):
		if stored == "1" {
			return h.words.T("history.yes")
		}
		return h.words.T("history.no")
	case stored == "":
		return ""
	case terms[string(kind)+"."+field] != "":
		return h.list(stored, func(word string) string { return h.words.T(terms[string(kind)+"."+field] + word) })
	case slices.Contains(instants, field):
		if at, err := inspection.ParseInstant(stored); err == nil {
			return h.words.DayTime(at.In(inspection.Zone))
		}
	case field == "departments" || field == "department":
		return h.list(stored, func(id string) string {
			if name := h.departments[id]; name != "" {
				return name
			}
			return id
		})
	case kind == inspection.KindInspection && field == "inspectors":
		return inspectors(stored)
	case kind == inspection.KindInspection && field == "place":
		if place, err := h.r.Place(ctx, inspection.ID(stored)); err == nil {
			return place.Code + " " + place.Name
		}
	}
	return stored
}

func (h *reader) list(stored string, name func(string) string) string {
	words := strings.Split(stored, ",")
	for i, word := range words {
		words[i] = name(word)
	}
	return strings.Join(words, h.words.T("settings.list_comma"))
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
