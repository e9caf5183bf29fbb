package inspection

import "time"

// Correction 更正 says that an answer of a finished inspection was wrong. The answer
// takes the new value, and the correction keeps the old one beside it, with who
// corrected it, when and why. Corrections are only ever added.
type Correction struct {
	ID           ID
	InspectionID ID
	Item         ItemCode
	Reason       string
	By           string
	At           time.Time

	OldResult Result // ResultNone: the item had been left unanswered
	OldValue  string
	OldNote   string
	OldBy     string
	OldAt     time.Time // zero if it had been left unanswered
	NewResult Result
	NewValue  string
	NewNote   string
}

// Kind implements Record.
func (c Correction) Kind() RecordKind { return KindCorrection }

// Key implements Record.
func (c Correction) Key() ID { return c.ID }

// Fields implements Record.
func (c Correction) Fields() Fields {
	return Fields{"inspection": string(c.InspectionID), "item": string(c.Item), "reason": c.Reason, "by": c.By, "at": FormatInstant(c.At),
		"old_result": string(c.OldResult), "old_value": c.OldValue, "old_note": c.OldNote, "old_by": c.OldBy, "old_at": FormatInstant(c.OldAt),
		"new_result": string(c.NewResult), "new_value": c.NewValue, "new_note": c.NewNote}
}

// DecodeCorrection builds a Correction from its stored fields.
func DecodeCorrection(key ID, fields Fields) (Correction, error) {
	r := fieldReader{kind: KindCorrection, key: key, fields: fields}
	return Correction{ID: key, InspectionID: ID(fields["inspection"]), Item: ItemCode(fields["item"]), Reason: fields["reason"],
		By: fields["by"], At: r.instant("at"), OldResult: Result(fields["old_result"]), OldValue: fields["old_value"],
		OldNote: fields["old_note"], OldBy: fields["old_by"], OldAt: r.instant("old_at"), NewResult: Result(fields["new_result"]),
		NewValue: fields["new_value"], NewNote: fields["new_note"]}, r.err
}
