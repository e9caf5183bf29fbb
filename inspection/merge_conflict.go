package inspection

import (
	"encoding/json"
	"time"
)

// ConflictKind says what two laptops did without knowing of each other.
type ConflictKind string

// The kinds of conflicts.
const (
	ConflictField  ConflictKind = "field"  // both wrote a field, with different values
	ConflictAction ConflictKind = "action" // a step of a hazard that the merged state no longer allows
	ConflictLate   ConflictKind = "late"   // an answer to an inspection that was finished elsewhere
	ConflictCode   ConflictKind = "code"   // two places have one code
)

// ConflictKinds lists every kind.
func ConflictKinds() []ConflictKind {
	return []ConflictKind{ConflictField, ConflictAction, ConflictLate, ConflictCode}
}

// MergeConflict 合并冲突 waits for a person. It follows from the journals alone, so every
// laptop finds the same ones by itself; it is never handed on. Until it is settled the
// side that stands is shown, and the others are kept.
type MergeConflict struct {
	ID           ID
	ConflictKind ConflictKind
	RecordKind   RecordKind
	Record       ID
	Field        string // ConflictField: the field; ConflictAction: the id of the step; ConflictLate: device and sequence of the entry; ConflictCode: the code
	Sides        []ConflictSide
	Settled      bool
	Noted        time.Time // when this laptop first saw it
}

// ConflictSide is what one laptop wrote.
type ConflictSide struct {
	Device   string     `json:"device"`
	Sequence int64      `json:"sequence"`
	Time     HybridTime `json:"time"`
	Actor    string     `json:"actor"`
	Value    string     `json:"value"` // ConflictAction: the kind of the step; ConflictCode: the id of the place
	Stands   bool       `json:"stands,omitempty"`
}

// ConflictID returns the id of a conflict.
func ConflictID(kind ConflictKind, recordKind RecordKind, record ID, field string) ID {
	return ID(string(kind) + "/" + string(recordKind) + "/" + string(record) + "/" + field)
}

// Kind implements Record.
func (c MergeConflict) Kind() RecordKind { return KindConflict }

// Key implements Record.
func (c MergeConflict) Key() ID { return c.ID }

// Fields implements Record.
func (c MergeConflict) Fields() Fields {
	sides, err := json.Marshal(c.Sides)
	if err != nil {
		panic("inspection: encoding a conflict: " + err.Error()) // strings and integers always encode
	}
	return Fields{"kind": string(c.ConflictKind), "record_kind": string(c.RecordKind), "record": string(c.Record), "field": c.Field,
		"sides": string(sides), "settled": fieldBool(c.Settled), "noted": FormatInstant(c.Noted)}
}

// DecodeConflict builds a Conflict from its stored fields.
func DecodeConflict(key ID, fields Fields) (MergeConflict, error) {
	r := fieldReader{kind: KindConflict, key: key, fields: fields}
	c := MergeConflict{ID: key, ConflictKind: ConflictKind(fields["kind"]), RecordKind: RecordKind(fields["record_kind"]), Record: ID(fields["record"]),
		Field: fields["field"], Settled: r.bool("settled"), Noted: r.instant("noted")}
	if json.Unmarshal([]byte(fields["sides"]), &c.Sides) != nil {
		r.fail("sides")
	}
	return c, r.err
}

// sameSides reports whether both say the same, whenever they were noted.
func (c MergeConflict) sameSides(other MergeConflict) bool {
	a, b := c.Fields(), other.Fields()
	return a["sides"] == b["sides"] && a["settled"] == b["settled"]
}
