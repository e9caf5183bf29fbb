package inspection

import (
	"maps"
	"slices"
)

// accompanying names the fields that only say who wrote the others and when, or follow
// from them. They go with what stands, and never make a conflict of their own.
var accompanying = map[RecordKind][]string{
	KindAnswer:     {"by", "at", "origin", "checklist"},
	KindHazard:     {"found", "found_by"},
	KindInspection: {"departments"},
	KindAssignment: {"by", "at"},
}

// write is one value that somebody gave a field.
type write struct {
	entry Change
	value string
}

// fieldMerge merges the entries of one record field by field. Entries are applied in
// the order of Causality.Order.
type fieldMerge struct {
	causality *Causality
	kind      RecordKind
	fields    Fields
	open      map[string][]write // per field, the writes that no later writer knew
	applied   []Change
	names     []string // every field that any entry names
}

func newFieldMerge(causality *Causality, kind RecordKind, entries []Change) *fieldMerge {
	m := &fieldMerge{causality: causality, kind: kind, fields: Fields{}, open: map[string][]write{}}
	named := map[string]bool{}
	for _, entry := range entries {
		for _, field := range entry.Fields {
			named[field.Field] = true
		}
	}
	m.names = slices.Sorted(maps.Keys(named))
	return m
}

// apply applies an entry; only tells which of its fields count, nil for all.
func (m *fieldMerge) apply(entry Change, only func(field string) bool) {
	written := map[string]string{}
	if !slices.ContainsFunc(m.applied, func(earlier Change) bool { return m.causality.Knew(entry, earlier) }) {
		// The author saw no such record: what is left empty was left empty on purpose.
		for _, name := range m.names {
			written[name] = ""
		}
	}
	for _, field := range entry.Fields {
		written[field.Field] = field.New
	}
	for name, value := range written {
		if only == nil || only(name) {
			m.set(name, write{entry: entry, value: value})
		}
	}
	m.applied = append(m.applied, entry)
}

// set gives a field a value that takes the place of all that its writer knew.
func (m *fieldMerge) set(name string, w write) {
	left := slices.DeleteFunc(m.open[name], func(earlier write) bool { return m.causality.Knew(w.entry, earlier.entry) })
	m.open[name] = append(left, w)
	m.fields[name] = w.value
}

// conflicts lists the fields for which values stand that differ and whose writers did
// not know of each other, by name.
func (m *fieldMerge) conflicts(record ID) []MergeConflict {
	var found []MergeConflict
	for _, name := range slices.Sorted(maps.Keys(m.open)) {
		open := m.open[name]
		if len(open) < 2 || slices.Contains(accompanying[m.kind], name) ||
			!slices.ContainsFunc(open, func(w write) bool { return w.value != open[0].value }) {
			continue
		}
		found = append(found, MergeConflict{ID: ConflictID(ConflictField, m.kind, record, name), ConflictKind: ConflictField, RecordKind: m.kind,
			Record: record, Field: name, Sides: sidesOf(open)})
	}
	return found
}

// sidesOf lists writes; the last one stands.
func sidesOf(writes []write) []ConflictSide {
	sides := make([]ConflictSide, len(writes))
	for i, w := range writes {
		sides[i] = sideOf(w.entry, w.value)
		sides[i].Stands = i == len(writes)-1
	}
	return sides
}

func sideOf(entry Change, value string) ConflictSide {
	return ConflictSide{Device: entry.Device, Sequence: entry.Sequence, Time: entry.Time, Actor: entry.Actor, Value: value}
}
