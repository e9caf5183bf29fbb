package hub

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"

	"anxun/inspection"
)

// encode writes an entry as the text that its hash is over, so that anybody can check a row of the hub with sha256sum.
func encode(c inspection.Change) (Row, error) {
	content := appendContent(make([]byte, 0, 512), c)
	if digest(content) != c.Hash {
		return Row{}, &inspection.Error{Code: inspection.CodeDamaged, Key: "error.hub_entry_damaged_here", Args: []any{"sequence", c.Sequence, "device", c.Device}}
	}
	return Row{Device: c.Device, Sequence: c.Sequence, Kind: c.RecordKind, Content: content, Hash: c.Hash}, nil
}

// appendContent writes what Change.ComputeHash is over. A test holds both together; encode compares every single one.
// Package encoding/json takes several times as long.
func appendContent(b []byte, c inspection.Change) []byte {
	b = appendText(append(b, '['), c.Previous)
	b = strconv.AppendInt(append(b, ','), c.Sequence, 10)
	b = strconv.AppendInt(append(b, ','), c.Transaction, 10)
	for _, text := range []string{c.Device, string(c.Time), c.Actor, string(c.RecordKind), string(c.Record)} {
		b = appendText(append(b, ','), text)
	}
	b = append(b, ",["...)
	for i, field := range c.Fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(append(b, `{"field":`...), field.Field)
		b = appendText(append(b, `,"old":`...), field.Old)
		b = append(appendText(append(b, `,"new":`...), field.New), '}')
	}
	return append(b, "]]"...)
}

// appendText writes a JSON string as encoding/json does, which is asked itself where anything must be escaped.
func appendText(b []byte, text string) []byte {
	for i := range len(text) {
		// 0xE2 begins U+2028 and U+2029, which are escaped.
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7f || c == 0xe2 {
			escaped, err := json.Marshal(text)
			if err != nil {
				panic("hub: encoding a text: " + err.Error()) // strings always encode
			}
			return append(b, escaped...)
		}
	}
	b = append(b, '"')
	b = append(b, text...)
	return append(b, '"')
}

// decode reads and checks a row: its content must be what its hash is over, and its columns must say the same.
func decode(row Row) (inspection.Change, error) {
	if digest(row.Content) != row.Hash {
		return inspection.Change{}, damaged(row, nil)
	}
	c, plain := readContent(string(row.Content))
	if !plain {
		c = inspection.Change{}
		parts := [9]any{&c.Previous, &c.Sequence, &c.Transaction, &c.Device, &c.Time, &c.Actor, &c.RecordKind, &c.Record, &c.Fields}
		if err := json.Unmarshal(row.Content, &parts); err != nil {
			return c, damaged(row, err)
		}
	}
	c.Hash = row.Hash
	if c.Device != row.Device || c.RecordKind != row.Kind || c.Sequence != row.Sequence || c.Sequence < 1 || c.Transaction < 1 || c.Transaction > c.Sequence {
		return c, damaged(row, nil)
	}
	return c, nil
}

// readContent reads what appendContent wrote, as far as nothing in it was escaped; plain is false for anything else,
// which encoding/json must read.
func readContent(content string) (c inspection.Change, plain bool) {
	r := contentReader{rest: content, plain: true}
	c.Previous = r.text("[")
	c.Sequence = r.number(",")
	c.Transaction = r.number(",")
	c.Device = r.text(",")
	c.Time = inspection.HybridTime(r.text(","))
	c.Actor = r.text(",")
	c.RecordKind = inspection.RecordKind(r.text(","))
	c.Record = inspection.ID(r.text(","))
	r.skip(",[")
	for separator := `{"field":`; r.plain && len(r.rest) > 0 && r.rest[0] != ']'; separator = `,{"field":` {
		c.Fields = append(c.Fields, inspection.FieldChange{Field: r.text(separator), Old: r.text(`,"old":`), New: r.text(`,"new":`)})
		r.skip("}")
	}
	r.skip("]]")
	return c, r.plain && r.rest == ""
}

// contentReader reads on until something is not as expected.
type contentReader struct {
	rest  string
	plain bool
}

// skip reads what must stand next.
func (r *contentReader) skip(expected string) {
	if !r.plain || len(r.rest) < len(expected) || r.rest[:len(expected)] != expected {
		r.plain = false
		return
	}
	r.rest = r.rest[len(expected):]
}

// text reads a string after what must stand before it.
func (r *contentReader) text(before string) string {
	r.skip(before)
	r.skip(`"`)
	if !r.plain {
		return ""
	}
	for i := range len(r.rest) {
		switch c := r.rest[i]; {
		case c == '"':
			text := r.rest[:i]
			r.rest = r.rest[i+1:]
			return text
		case c == '\\' || c < ' ':
			r.plain = false
			return ""
		}
	}
	r.plain = false
	return ""
}

// number reads a positive number.
func (r *contentReader) number(before string) int64 {
	r.skip(before)
	end := 0
	for end < len(r.rest) && r.rest[end] >= '0' && r.rest[end] <= '9' {
		end++
	}
	if !r.plain || end == 0 || end > 18 || r.rest[0] == '0' {
		r.plain = false
		return 0
	}
	n, err := strconv.ParseInt(r.rest[:end], 10, 64)
	r.plain = err == nil
	r.rest = r.rest[end:]
	return n
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
	var buffer [128]byte
	sum := sha256.Sum256(append(append(buffer[:0], before...), hash...))
	return hex.EncodeToString(sum[:16])
}
