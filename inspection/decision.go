package inspection

import "time"

// Decision 取舍 is how a person settled a MergeConflict. It counts as a write of the field by
// somebody who knew all sides, so it settles the conflict on every laptop. Decisions
// are only ever added.
type Decision struct {
	ID         ID
	RecordKind RecordKind
	Record     ID
	Field      string // as in MergeConflict.Field
	Value      string // that stands from now on; for ConflictAction and ConflictLate empty
	Note       string
	By         string
	At         time.Time
}

// Kind implements Record.
func (d Decision) Kind() RecordKind { return KindDecision }

// Key implements Record.
func (d Decision) Key() ID { return d.ID }

// Fields implements Record.
func (d Decision) Fields() Fields {
	return Fields{"record_kind": string(d.RecordKind), "record": string(d.Record), "field": d.Field, "value": d.Value, "note": d.Note,
		"by": d.By, "at": FormatInstant(d.At)}
}

// DecodeDecision builds a Decision from its stored fields.
func DecodeDecision(key ID, fields Fields) (Decision, error) {
	r := fieldReader{kind: KindDecision, key: key, fields: fields}
	return Decision{ID: key, RecordKind: RecordKind(fields["record_kind"]), Record: ID(fields["record"]), Field: fields["field"],
		Value: fields["value"], Note: fields["note"], By: fields["by"], At: r.instant("at")}, r.err
}
