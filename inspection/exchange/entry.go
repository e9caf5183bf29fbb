package exchange

import (
	"encoding/json"
	"errors"
	"fmt"

	"anxun/inspection"
)

// Each line of entries.ndjson is the JSON array that the hash of the entry is over, with the hash at its end:
//
//	[previous, sequence, transaction, device, time, actor, kind, record, fields, hash]
//
// so that whoever has the file can check the hashes without Anxun.

// encodeEntry writes an entry as one line, the line feed included.
func encodeEntry(c inspection.Change) ([]byte, error) {
	fields := c.Fields
	if fields == nil {
		fields = []inspection.FieldChange{}
	}
	line, err := json.Marshal([]any{c.Previous, c.Sequence, c.Transaction, c.Device, string(c.Time), c.Actor, c.RecordKind, c.Record, fields, c.Hash})
	if err != nil {
		return nil, fmt.Errorf("encoding an entry of the journal: %w", err)
	}
	return append(line, '\n'), nil
}

// decodeEntry reads a line and checks the entry against its own hash.
func decodeEntry(line []byte) (inspection.Change, error) {
	var c inspection.Change
	// One place more than there are values, so that a longer array shows.
	values := [11]any{&c.Previous, &c.Sequence, &c.Transaction, &c.Device, &c.Time, &c.Actor, &c.RecordKind, &c.Record, &c.Fields, &c.Hash}
	if err := json.Unmarshal(line, &values); err != nil {
		return c, err
	}
	for i, value := range values {
		if missing := value == nil; missing != (i == len(values)-1) {
			return c, errors.New("an entry is an array of ten values")
		}
	}
	switch {
	case c.Sequence < 1 || c.Transaction < 1 || c.Transaction > c.Sequence || c.Device == "" || c.RecordKind == "" || c.Record == "":
		return c, errors.New("an entry lacks what each must have")
	case c.Hash != c.ComputeHash():
		return c, errors.New("an entry differs from its hash")
	}
	return c, nil
}

// order checks that the bundle covers each entry, and that entries of a device that follow each other are linked by their
// hashes.
type order struct {
	covers inspection.Knowledge
	last   map[string]inspection.Change
}

func newOrder(covers inspection.Knowledge) order {
	return order{covers: covers, last: map[string]inspection.Change{}}
}

func (o order) next(c inspection.Change) error {
	before, known := o.last[c.Device]
	switch {
	case !o.covers.Has(c.Device, c.Sequence):
		return errors.New("an entry is not covered")
	case known && c.Sequence == before.Sequence+1 && c.Previous != before.Hash, (c.Sequence == 1) != (c.Previous == ""):
		return errors.New("an entry does not follow the one before")
	case !known && len(o.last) == maxDevices:
		return errLimits
	}
	o.last[c.Device] = inspection.Change{Sequence: c.Sequence, Hash: c.Hash}
	return nil
}

// born names a field that every record of a kind has from its first entry on, and that is never empty before a change: the
// entry that fills it makes the record.
var born = map[inspection.RecordKind]string{
	inspection.KindPlace: "code", inspection.KindInspection: "no", inspection.KindAnswer: "checklist", inspection.KindHazard: "no",
	inspection.KindAction: "kind", inspection.KindEvidence: "sha256", inspection.KindSignature: "signer",
}

// count counts the record that the entry makes, if it makes one.
func (n Counts) count(c inspection.Change) {
	for _, change := range c.Fields {
		if change.Field == born[c.RecordKind] && change.Old == "" && change.New != "" {
			n[c.RecordKind]++
		}
	}
}

// valueOf returns what the entry sets a field to; "" if it does not.
func valueOf(c inspection.Change, field string) string {
	for _, change := range c.Fields {
		if change.Field == field {
			return change.New
		}
	}
	return ""
}

// photoOf returns the photo or picture that the entry refers to.
func photoOf(c inspection.Change) (photo Photo, found bool) {
	if c.RecordKind != inspection.KindEvidence && c.RecordKind != inspection.KindSignature {
		return Photo{}, false
	}
	photo = Photo{SHA256: valueOf(c, "sha256"), Format: valueOf(c, "format"), Name: valueOf(c, "name")}
	return photo, photo.SHA256 != ""
}
