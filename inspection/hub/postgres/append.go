package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"anxun/inspection"
	"anxun/inspection/hub"
)

// appendTries is how often a batch is tried that the server refused only because somebody else was at work.
const appendTries = 3

// Append implements hub.Hub.
func (h *Hub) Append(ctx context.Context, batch hub.Batch) (appended hub.Appended, err error) {
	for range appendTries {
		err = pgx.BeginFunc(ctx, h.conn, func(tx pgx.Tx) error { return h.appendIn(ctx, tx, batch, &appended) })
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "40001" && refused.Code != "40P01" {
			break
		}
	}
	return appended, translate(err)
}

func (h *Hub) appendIn(ctx context.Context, tx pgx.Tx, batch hub.Batch, appended *hub.Appended) error {
	var before int64
	var mark string
	// From here to the commit nobody else appends for this office.
	if err := tx.QueryRow(ctx, "SELECT n, mark FROM anxun_hub.clock WHERE office = $1 FOR UPDATE", h.office).Scan(&before, &mark); err != nil {
		return err
	}
	there, err := h.there(ctx, tx, batch, before)
	if err != nil {
		return err
	}
	placed, err := batch.Place(before, mark, there)
	if err != nil {
		return err
	}
	*appended = hub.Appended{Before: before, Top: before + int64(len(placed)), Mark: mark, Added: len(placed)}
	if len(placed) == 0 {
		return nil
	}
	appended.Mark = placed[len(placed)-1].Mark
	if err := h.copyIn(ctx, placed); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "UPDATE anxun_hub.clock SET n = $1, mark = $2 WHERE office = $3", appended.Top, appended.Mark, h.office); err != nil {
		return err
	}
	return h.noteCovers(ctx, tx, batch)
}

// there reads what others pushed since the laptop looked, and what may be there of the batch.
func (h *Hub) there(ctx context.Context, tx pgx.Tx, batch hub.Batch, before int64) ([]hub.Row, error) {
	var there []hub.Row
	read := func(where string, args ...any) error {
		rows, err := tx.Query(ctx, "SELECT device, sequence, hash FROM anxun_hub.entry WHERE office = $1 AND "+where, append([]any{h.office}, args...)...)
		if err != nil {
			return err
		}
		more, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (row hub.Row, err error) {
			err = r.Scan(&row.Device, &row.Sequence, &row.Hash)
			return row, err
		})
		there = append(there, more...)
		return err
	}
	if batch.Top < before {
		if err := read("n > $2", batch.Top); err != nil {
			return nil, err
		}
	}
	for _, row := range batch.Rows { // a few at most
		if row.Doubtful {
			if err := read("device = $2 AND sequence = $3", row.Device, row.Sequence); err != nil {
				return nil, err
			}
		}
	}
	return there, nil
}

// noteCovers adds to what the laptop has pushed.
func (h *Hub) noteCovers(ctx context.Context, tx pgx.Tx, batch hub.Batch) error {
	var text string
	err := tx.QueryRow(ctx, "SELECT covers FROM anxun_hub.presence WHERE office = $1 AND device = $2", h.office, batch.By).Scan(&text)
	if err != nil {
		return err
	}
	covers, err := inspection.ParseKnowledge(text)
	if err != nil {
		return err
	}
	covers.AddAll(batch.Covers)
	_, err = tx.Exec(ctx, "UPDATE anxun_hub.presence SET covers = $1 WHERE office = $2 AND device = $3", covers.String(), h.office, batch.By)
	return err
}
