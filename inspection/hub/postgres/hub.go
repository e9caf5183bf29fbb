package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"anxun/inspection"
	"anxun/inspection/hub"
)

// Hub is one connection to the hub of one office. It is used by one goroutine at a time; after an error that says that
// the server cannot be reached a new one is needed.
type Hub struct {
	conn   *pgx.Conn
	epoch  string
	office int
	binary pgx.QueryExecMode // for photos, whose bytes would double as text
	widths []int             // of office, n and sequence in the table entry; nil: not known yet
}

var _ hub.Hub = (*Hub)(nil)

// Open connects to the hub of an office.
func Open(ctx context.Context, options Options) (*Hub, error) {
	conn, err := connect(ctx, options)
	if err != nil {
		return nil, err
	}
	h := &Hub{conn: conn, binary: pgx.QueryExecModeDescribeExec}
	if conn.Config().DefaultQueryExecMode == pgx.QueryExecModeSimpleProtocol {
		h.binary = pgx.QueryExecModeSimpleProtocol
	}
	if err := h.enter(ctx, options.Office); err != nil {
		return nil, errors.Join(err, closeQuietly(conn))
	}
	return h, nil
}

// enter checks that the hub can be used and that the role may work for the office.
func (h *Hub) enter(ctx context.Context, office string) (err error) {
	if h.epoch, err = readMeta(ctx, h.conn); err != nil {
		return err
	}
	err = h.conn.QueryRow(ctx, "SELECT id FROM anxun_hub.office WHERE name = $1", office).Scan(&h.office)
	if errors.Is(err, pgx.ErrNoRows) {
		return inspection.NotFound("error.hub_office_unknown", "office", office)
	}
	if err != nil {
		return translate(err)
	}
	var count int
	if err := h.conn.QueryRow(ctx, "SELECT count(*) FROM anxun_hub.member WHERE office = $1 AND role = current_user", h.office).Scan(&count); err != nil {
		return translate(err)
	}
	if count == 0 {
		return inspection.Invalid("error.hub_not_member", "office", office, "role", h.conn.Config().User)
	}
	return nil
}

// Close implements hub.Hub.
func (h *Hub) Close() error { return closeQuietly(h.conn) }

// Overview implements hub.Hub. The top is read first: what the hub covers may then be more than what lies below the top,
// never less.
func (h *Hub) Overview(ctx context.Context) (hub.Overview, error) {
	o := hub.Overview{Epoch: h.epoch, Known: inspection.Knowledge{}}
	if err := h.conn.QueryRow(ctx, "SELECT n FROM anxun_hub.clock WHERE office = $1", h.office).Scan(&o.Top); err != nil {
		return o, translate(err)
	}
	err := h.each(ctx, "SELECT covers FROM anxun_hub.presence WHERE office = $1", []any{h.office}, func(rows pgx.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		covers, err := inspection.ParseKnowledge(text)
		if err == nil {
			o.Known.AddAll(covers)
		}
		return err
	})
	if err != nil {
		return o, err
	}
	err = h.each(ctx, "SELECT id, code, office_name, person, key FROM anxun_hub.device WHERE office = $1 ORDER BY code, id", []any{h.office}, func(rows pgx.Rows) error {
		var card inspection.DeviceCard
		if err := rows.Scan(&card.ID, &card.Code, &card.Office, &card.Person, &card.PublicKey); err != nil {
			return err
		}
		o.Devices = append(o.Devices, card)
		return nil
	})
	return o, err
}

// each calls fn at every row.
func (h *Hub) each(ctx context.Context, text string, args []any, fn func(pgx.Rows) error) error {
	rows, err := h.conn.Query(ctx, text, args...)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return translate(err)
		}
	}
	return translate(rows.Err())
}

// Join implements hub.Hub.
func (h *Hub) Join(ctx context.Context, card inspection.DeviceCard, now time.Time) error {
	var key string
	err := h.conn.QueryRow(ctx, "SELECT key FROM anxun_hub.device WHERE office = $1 AND id = $2", h.office, card.ID).Scan(&key)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return translate(err)
	}
	if err == nil && key != card.PublicKey {
		return inspection.Conflict("error.hub_other_key", "code", card.Code, "person", card.Person)
	}
	if err := h.Introduce(ctx, []inspection.DeviceCard{card}, now); err != nil {
		return err
	}
	tag, err := h.conn.Exec(ctx, "UPDATE anxun_hub.presence SET last_seen = $1 WHERE office = $2 AND device = $3", stamp(now), h.office, card.ID)
	if err == nil && tag.RowsAffected() == 0 {
		_, err = h.conn.Exec(ctx, "INSERT INTO anxun_hub.presence (office, device, covers, last_seen) VALUES ($1, $2, '', $3)", h.office, card.ID, stamp(now))
	}
	return translate(err)
}

// Introduce implements hub.Hub.
func (h *Hub) Introduce(ctx context.Context, cards []inspection.DeviceCard, now time.Time) error {
	for _, card := range cards {
		_, err := h.conn.Exec(ctx, "INSERT INTO anxun_hub.device (office, id, code, office_name, person, key, first_seen) SELECT $1, $2, $3, $4, $5, $6, $7 "+
			"WHERE NOT EXISTS (SELECT 1 FROM anxun_hub.device WHERE office = $8 AND id = $9)",
			h.office, card.ID, card.Code, card.Office, card.Person, card.PublicKey, stamp(now), h.office, card.ID)
		if err != nil {
			return translate(err)
		}
	}
	return nil
}

// Mark implements hub.Hub.
func (h *Hub) Mark(ctx context.Context, n int64) (string, error) {
	var mark string
	err := h.conn.QueryRow(ctx, "SELECT mark FROM anxun_hub.entry WHERE office = $1 AND n = $2", h.office, n).Scan(&mark)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return mark, translate(err)
}

// Newest implements hub.Hub.
func (h *Hub) Newest(ctx context.Context, device string) (sequence int64, hash string, err error) {
	err = h.conn.QueryRow(ctx, "SELECT sequence, hash FROM anxun_hub.entry WHERE office = $1 AND device = $2 AND kind <> 'receipt' ORDER BY sequence DESC LIMIT 1", h.office, device).
		Scan(&sequence, &hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, "", nil
	}
	return sequence, hash, translate(err)
}

// Page implements hub.Hub. Numbers have no gaps, so the page is named by its numbers: with a LIMIT a server that has not
// yet counted its rows reads and sorts all that follow, for every page.
func (h *Hub) Page(ctx context.Context, after, upTo int64, limit int, fn func(hub.Row) error) error {
	text := "SELECT n, device, sequence, kind, content, hash, covers, mark FROM anxun_hub.entry WHERE office = $1 AND n > $2 AND n <= $3 ORDER BY n"
	var room []byte
	return h.each(ctx, text, []any{pgx.QueryResultFormats{pgx.TextFormatCode}, h.office, after, min(upTo, after+int64(limit))}, func(rows pgx.Rows) error {
		row, err := readRow(rows.RawValues(), &room)
		if err != nil {
			return err
		}
		return fn(row)
	})
}

// readRow makes a row of the columns that Page selects, in the text format. All its texts are parts of a single one: to scan
// each by itself takes several times as long. room is used again for the next row.
func readRow(columns [][]byte, room *[]byte) (row hub.Row, err error) {
	if len(columns) != 8 {
		return row, fmt.Errorf("%d columns instead of 8", len(columns))
	}
	if row.N, err = strconv.ParseInt(string(columns[0]), 10, 64); err != nil {
		return row, err
	}
	if row.Sequence, err = strconv.ParseInt(string(columns[2]), 10, 64); err != nil {
		return row, err
	}
	b := (*room)[:0]
	for _, i := range []int{1, 3, 4, 5, 6, 7} {
		b = append(b, columns[i]...)
	}
	*room = b
	text := string(b)
	next := func(i int) (part string) {
		part, text = text[:len(columns[i])], text[len(columns[i]):]
		return part
	}
	row.Device, row.Kind, row.Content = next(1), inspection.RecordKind(next(3)), next(4)
	row.Hash, row.Covers, row.Mark = next(5), next(6), next(7)
	return row, nil
}
