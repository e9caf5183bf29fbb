package postgres

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5/pgtype"

	"anxun/inspection/hub"
)

const entryColumns = "office, n, device, sequence, kind, content, hash, covers, mark"

// copyIn puts rows into the table in one COPY. It writes the binary format itself: the general way of pgx makes a value of
// every column and takes several times as long as the server needs to read it.
func (h *Hub) copyIn(ctx context.Context, rows []hub.Row) error {
	conn := h.conn.PgConn()
	if h.widths == nil { // servers differ in how wide an integer is
		described, err := conn.Prepare(ctx, "", "SELECT office, n, sequence FROM anxun_hub.entry", nil)
		if err != nil {
			return err
		}
		widths := make([]int, len(described.Fields))
		for i, field := range described.Fields {
			if widths[i], err = integerWidth(field.DataTypeOID); err != nil {
				return err
			}
		}
		h.widths = widths
	}
	source := &copySource{rows: rows, office: int64(h.office), widths: [3]int(h.widths), pending: append([]byte(nil), "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000"...)}
	_, err := conn.CopyFrom(ctx, source, "COPY anxun_hub.entry ("+entryColumns+") FROM STDIN BINARY")
	return err
}

// integerWidth is how many bytes an integer of a type has in the binary format.
func integerWidth(oid uint32) (int, error) {
	switch oid {
	case pgtype.Int2OID:
		return 2, nil
	case pgtype.Int4OID:
		return 4, nil
	case pgtype.Int8OID:
		return 8, nil
	}
	return 0, fmt.Errorf("a number of the table entry has the type %d", oid)
}

// copySource is rows in the binary format of COPY.
type copySource struct {
	rows    []hub.Row
	office  int64
	widths  [3]int // of office, n and sequence
	pending []byte // what was written and not yet read
	read    int    // of that
}

// Read implements io.Reader. It fills p as far as there is something.
func (s *copySource) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if s.read == len(s.pending) {
			if len(s.rows) == 0 {
				break
			}
			s.pending, s.read = s.appendRow(s.pending[:0], &s.rows[0]), 0
			s.rows = s.rows[1:]
		}
		copied := copy(p[n:], s.pending[s.read:])
		n, s.read = n+copied, s.read+copied
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (s *copySource) appendRow(b []byte, row *hub.Row) []byte {
	b = binary.BigEndian.AppendUint16(b, 9)
	b = appendInteger(b, s.widths[0], s.office)
	b = appendInteger(b, s.widths[1], row.N)
	b = appendText(b, row.Device)
	b = appendInteger(b, s.widths[2], row.Sequence)
	b = appendText(b, string(row.Kind))
	b = appendText(b, row.Content)
	b = appendText(b, row.Hash)
	b = appendText(b, row.Covers)
	return appendText(b, row.Mark)
}

func appendInteger(b []byte, width int, value int64) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(width))
	switch width {
	case 2:
		return binary.BigEndian.AppendUint16(b, uint16(value))
	case 4:
		return binary.BigEndian.AppendUint32(b, uint32(value))
	}
	return binary.BigEndian.AppendUint64(b, uint64(value))
}

func appendText(b []byte, text string) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(text))), text...)
}
