package hub

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"anxun/inspection"
)

// encode writes an entry as the text that its hash is over, so that anybody can check a row of the hub with sha256sum.
func encode(c inspection.Change) (Row, error) {
	fields := c.Fields
	if fields == nil {
		fields = []inspection.FieldChange{}
	}
	content, err := json.Marshal([]any{c.Previous, c.Sequence, c.Transaction, c.Device, string(c.Time), c.Actor, c.RecordKind, c.Record, fields})
	if err != nil {
		return Row{}, err
	}
	if digest(content) != c.Hash {
		return Row{}, &inspection.Error{Code: inspection.CodeDamaged, Key: "error.hub_entry_damaged_here", Args: []any{"sequence", c.Sequence, "device", c.Device}}
	}
	return Row{Device: c.Device, Sequence: c.Sequence, Kind: c.RecordKind, Content: content, Hash: c.Hash}, nil
}

// decode reads and checks a row: its content must be what its hash is over, and its columns must say the same.
func decode(row Row) (inspection.Change, error) {
	c := inspection.Change{Hash: row.Hash}
	if digest(row.Content) != row.Hash {
		return c, damaged(row, nil)
	}
	parts := [9]any{&c.Previous, &c.Sequence, &c.Transaction, &c.Device, &c.Time, &c.Actor, &c.RecordKind, &c.Record, &c.Fields}
	decoder := json.NewDecoder(bytes.NewReader(row.Content))
	if err := decoder.Decode(&parts); err != nil {
		return c, damaged(row, err)
	}
	if c.Device != row.Device || c.RecordKind != row.Kind || c.Sequence != row.Sequence || c.Sequence < 1 || c.Transaction < 1 || c.Transaction > c.Sequence {
		return c, damaged(row, nil)
	}
	return c, nil
}

func damaged(row Row, err error) error {
	return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.hub_row_damaged", Args: []any{"n", row.N}, Err: err}
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// NextMark returns the mark of a row: it depends on the mark of the row before, "" for the first, and on the row's
// hash. Two hubs that show the same mark at the same number hold the same rows up to there, so a hub that was restored
// from an old backup and went on is noticed.
func NextMark(before, hash string) string {
	sum := sha256.Sum256([]byte(before + hash))
	return hex.EncodeToString(sum[:16])
}
