package inspection

import (
	"sort"
	"strconv"
	"strings"
	"time"
)

// RecordKind names a kind of record: a table of the store and a kind of journal
// entry.
type RecordKind string

// The kinds of records.
const (
	KindPlace      RecordKind = "place"
	KindChecklist  RecordKind = "checklist"
	KindInspector  RecordKind = "inspector"
	KindInspection RecordKind = "inspection"
	KindAnswer     RecordKind = "answer"
	KindHazard     RecordKind = "hazard"
	KindAction     RecordKind = "action"
	KindEvidence   RecordKind = "evidence"
	KindSetting    RecordKind = "setting"
	KindDocument   RecordKind = "document"
	KindSignature  RecordKind = "signature"

	KindCustomReport RecordKind = "custom_report"
	KindReportIssue  RecordKind = "report_issue"
	KindCorrection   RecordKind = "correction"
	KindSeal         RecordKind = "seal"

	KindReceipt    RecordKind = "receipt"
	KindDevice     RecordKind = "device"
	KindDecision   RecordKind = "decision"
	KindConflict   RecordKind = "conflict"
	KindAssignment RecordKind = "assignment"

	KindAttestation RecordKind = "attestation"
)

// RecordKinds lists every kind in the order in which records depend on each
// other: a record only refers to records of kinds before its own or of its own.
func RecordKinds() []RecordKind {
	return []RecordKind{KindSetting, KindPlace, KindChecklist, KindInspector,
		KindInspection, KindAnswer, KindHazard, KindAction, KindEvidence, KindDocument, KindSignature,
		KindCustomReport, KindReportIssue, KindCorrection, KindSeal,
		KindReceipt, KindDevice, KindDecision, KindConflict, KindAssignment, KindAttestation}
}

// Fields are the stored fields of a record, by name, as canonical text. A field
// that is missing equals one that is empty. The journal records changes field by
// field, so two laptops can later be merged field by field.
type Fields map[string]string

// Record is anything the store keeps. Key is unique within Kind and never
// changes; Fields are everything else.
type Record interface {
	Kind() RecordKind
	Key() ID
	Fields() Fields
}

// FieldChange is one field of a Change: its value before and after.
type FieldChange struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// Diff lists the fields in which after differs from before, by name in
// alphabetical order. A nil before is a new record.
func Diff(before, after Fields) []FieldChange {
	names := make([]string, 0, len(after))
	for name, value := range after {
		if before[name] != value {
			names = append(names, name)
		}
	}
	for name, value := range before {
		if _, present := after[name]; !present && value != "" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	changes := make([]FieldChange, len(names))
	for i, name := range names {
		changes[i] = FieldChange{Field: name, Old: before[name], New: after[name]}
	}
	return changes
}

// The helpers below write and read single field values.

func fieldBool(value bool) string {
	if value {
		return "1"
	}
	return ""
}

func fieldInt(value int) string {
	if value == 0 {
		return ""
	}
	return strconv.Itoa(value)
}

func fieldFloat(value float64) string {
	if value == 0 {
		return ""
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// fieldList writes words that contain no comma, such as ids and codes.
func fieldList[T ~string](words []T) string {
	parts := make([]string, len(words))
	for i, word := range words {
		parts[i] = string(word)
	}
	return strings.Join(parts, ",")
}

func parseList[T ~string](text string) []T {
	if text == "" {
		return nil
	}
	parts := strings.Split(text, ",")
	words := make([]T, len(parts))
	for i, part := range parts {
		words[i] = T(part)
	}
	return words
}

// fieldReader reads typed values out of Fields and keeps the first error, so a
// decoder reads straight through and checks once.
type fieldReader struct {
	kind   RecordKind
	key    ID
	fields Fields
	err    error
}

func (r *fieldReader) fail(name string) {
	if r.err == nil {
		r.err = &Error{Code: CodeDamaged, Key: "error.record_damaged",
			Args: []any{"kind", string(r.kind), "record", string(r.key), "field", name}}
	}
}

func (r *fieldReader) bool(name string) bool { return r.fields[name] == "1" }

func (r *fieldReader) int(name string) int {
	text := r.fields[name]
	if text == "" {
		return 0
	}
	value, err := strconv.Atoi(text)
	if err != nil {
		r.fail(name)
	}
	return value
}

func (r *fieldReader) float(name string) float64 {
	text := r.fields[name]
	if text == "" {
		return 0
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.fail(name)
	}
	return value
}

func (r *fieldReader) instant(name string) time.Time {
	value, err := ParseInstant(r.fields[name])
	if err != nil {
		r.fail(name)
	}
	return value
}
