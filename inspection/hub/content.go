package hub

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"anxun/inspection"
)

// codec writes and reads the content of rows. It keeps its room from one row to the next, so it is used by one goroutine.
type codec struct {
	buffer []byte
	fields []inspection.FieldChange // of many entries; each gets a part of it
}

// encode writes an entry as the text that its hash is over, so that anybody can check a row of the hub with sha256sum.
func (k *codec) encode(c inspection.Change) (Row, error) {
	k.buffer = appendContent(k.buffer[:0], c)
	if !k.sound(c.Hash) {
		return Row{}, &inspection.Error{Code: inspection.CodeDamaged, Key: "error.hub_entry_damaged_here", Args: []any{"sequence", c.Sequence, "device", c.Device}}
	}
	return Row{Device: c.Device, Sequence: c.Sequence, Kind: c.RecordKind, Content: string(k.buffer), Hash: c.Hash}, nil
}

// sound reports whether a hash is that of the text in the buffer.
func (k *codec) sound(hash string) bool {
	var text [2 * sha256.Size]byte
	sum := sha256.Sum256(k.buffer)
	hex.Encode(text[:], sum[:])
	return string(text[:]) == hash
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
func (k *codec) decode(row Row) (inspection.Change, error) {
	k.buffer = append(k.buffer[:0], row.Content...)
	if !k.sound(row.Hash) {
		return inspection.Change{}, damaged(row, nil)
	}
	c, plain := k.readContent(row.Content)
	if !plain {
		c = inspection.Change{}
		parts := [9]any{&c.Previous, &c.Sequence, &c.Transaction, &c.Device, &c.Time, &c.Actor, &c.RecordKind, &c.Record, &c.Fields}
		if err := json.Unmarshal(k.buffer, &parts); err != nil {
			return c, damaged(row, err)
		}
	}
	c.Hash = row.Hash
	if c.Device != row.Device || c.RecordKind != row.Kind || c.Sequence != row.Sequence || c.Sequence < 1 || c.Transaction < 1 || c.Transaction > c.Sequence {
		return c, damaged(row, nil)
	}
	return c, nil
}

const (
	fieldRoom   = 2048 // fields that get room at once
	usualFields = 64   // an entry rarely has more
)

// readContent reads what appendContent wrote, as far as nothing in it was escaped; plain is false for anything else,
// which encoding/json must read. The content stands in the buffer, too; the texts of the entry are parts of it.
func (k *codec) readContent(content string) (c inspection.Change, plain bool) {
	if escapes(k.buffer) {
		return c, false
	}
	if cap(k.fields)-len(k.fields) < usualFields {
		k.fields = make([]inspection.FieldChange, 0, fieldRoom)
	}
	first := len(k.fields)
	r := contentReader{rest: content, plain: true}
	c.Previous = r.text(`["`)
	c.Sequence = r.number(",")
	c.Transaction = r.number(",")
	c.Device = r.text(`,"`)
	c.Time = inspection.HybridTime(r.text(`,"`))
	c.Actor = r.text(`,"`)
	c.RecordKind = inspection.RecordKind(r.text(`,"`))
	c.Record = inspection.ID(r.text(`,"`))
	r.skip(",[")
	for separator := `{"field":"`; r.plain && len(r.rest) > 0 && r.rest[0] != ']'; separator = `,{"field":"` {
		k.fields = append(k.fields, inspection.FieldChange{Field: r.text(separator), Old: r.text(`,"old":"`), New: r.text(`,"new":"`)})
		r.skip("}")
	}
	r.skip("]]")
	if !r.plain || r.rest != "" {
		k.fields = k.fields[:first]
		return c, false
	}
	if last := len(k.fields); last > first {
		c.Fields = k.fields[first:last:last]
	}
	return c, true
}

// escapes reports whether a text has a character that JSON writes otherwise, or must not have.
func escapes(text []byte) bool {
	if bytes.IndexByte(text, '\\') >= 0 {
		return true
	}
	for ; len(text) >= 8; text = text[8:] { // below a blank in any of eight bytes
		if x := binary.LittleEndian.Uint64(text); (x-0x2020202020202020)&^x&0x8080808080808080 != 0 {
			return true
		}
	}
	for _, c := range text {
		if c < ' ' {
			return true
		}
	}
	return false
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

// text reads a string after what must stand before it, its opening quote included.
func (r *contentReader) text(before string) string {
	r.skip(before)
	if !r.plain {
		return ""
	}
	end := strings.IndexByte(r.rest, '"')
	if end < 0 {
		r.plain = false
		return ""
	}
	text := r.rest[:end]
	r.rest = r.rest[end+1:]
	return text
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
	mark := nextMark(before, hash)
	return string(mark[:])
}

const markBytes = 16 // of the SHA-256, in hexadecimal

func nextMark(before, hash string) (mark [2 * markBytes]byte) {
	var buffer [2*markBytes + 2*sha256.Size]byte
	sum := sha256.Sum256(append(append(buffer[:0], before...), hash...))
	hex.Encode(mark[:], sum[:markBytes])
	return mark
}
