package inspection

import "time"

// Assignment 交办 says who is to look after a place, an inspection or a hazard. It
// decides what is offered first and what a bundle for that person carries; it forbids
// nobody anything.
type Assignment struct {
	ID         ID
	RecordKind RecordKind // place, inspection or hazard
	Record     ID
	Person     string // empty: nobody any more
	Note       string
	By         string
	At         time.Time
}

// AssignmentID returns the id of the assignment of a record: assigned on two laptops,
// it is one record.
func AssignmentID(kind RecordKind, record ID) ID { return ID(kind) + "/" + record }

// Kind implements Record.
func (a Assignment) Kind() RecordKind { return KindAssignment }

// Key implements Record.
func (a Assignment) Key() ID { return a.ID }

// Fields implements Record.
func (a Assignment) Fields() Fields {
	return Fields{"record_kind": string(a.RecordKind), "record": string(a.Record), "person": a.Person, "note": a.Note, "by": a.By, "at": FormatInstant(a.At)}
}

// DecodeAssignment builds an Assignment from its stored fields.
func DecodeAssignment(key ID, fields Fields) (Assignment, error) {
	r := fieldReader{kind: KindAssignment, key: key, fields: fields}
	return Assignment{ID: key, RecordKind: RecordKind(fields["record_kind"]), Record: ID(fields["record"]), Person: fields["person"],
		Note: fields["note"], By: fields["by"], At: r.instant("at")}, r.err
}
