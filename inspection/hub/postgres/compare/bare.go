//go:build unix

package main

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// readBytes reads the rows of the first office, to copy them.
func (b *bench) readBytes(ctx context.Context) (err error) {
	conn, err := pgx.Connect(ctx, b.server.DSN("owner"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	found, err := conn.Query(ctx, "SELECT office, n, device, sequence, kind, content, hash, covers, mark FROM anxun_hub.entry ORDER BY n")
	if err != nil {
		return err
	}
	b.rows, err = pgx.CollectRows(found, func(row pgx.CollectableRow) ([]any, error) { return row.Values() })
	return err
}

// bare copies the rows into a table of the same columns and keys, in one COPY, and selects them again. The tables are made
// before and not measured; the connection is, as it is for the exchange.
func (b *bench) bare(ctx context.Context) error {
	if err := b.connected(ctx, func(conn *pgx.Conn) error {
		for _, text := range []string{"DROP TABLE IF EXISTS bare", "CREATE TABLE bare (LIKE anxun_hub.entry INCLUDING ALL)"} {
			if _, err := conn.Exec(ctx, text); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	columns := []string{"office", "n", "device", "sequence", "kind", "content", "hash", "covers", "mark"}
	err := b.timed("bare COPY", func() error {
		return b.connected(ctx, func(conn *pgx.Conn) error {
			_, err := conn.CopyFrom(ctx, pgx.Identifier{"bare"}, columns, pgx.CopyFromRows(b.rows))
			return err
		})
	})
	if err != nil {
		return err
	}
	return b.timed("bare SELECT", func() error {
		return b.connected(ctx, func(conn *pgx.Conn) error { return selectBare(ctx, conn) })
	})
}

func (b *bench) connected(ctx context.Context, fn func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, b.server.DSN("owner"))
	if err != nil {
		return err
	}
	return errors.Join(fn(conn), conn.Close(ctx))
}

// bareRow is a row as a plain program would hold it.
type bareRow struct {
	n, sequence                               int64
	device, kind, content, hash, covers, mark string
}

// selectBare reads the rows as they lie in the table: to ask for their order costs a server that has not yet counted them a sort.
func selectBare(ctx context.Context, conn *pgx.Conn) error {
	found, err := conn.Query(ctx, "SELECT n, device, sequence, kind, content, hash, covers, mark FROM bare")
	if err != nil {
		return err
	}
	var kept []bareRow
	for found.Next() {
		var r bareRow
		if err := found.Scan(&r.n, &r.device, &r.sequence, &r.kind, &r.content, &r.hash, &r.covers, &r.mark); err != nil {
			return err
		}
		kept = append(kept, r)
	}
	if err := found.Err(); err != nil {
		return err
	}
	if len(kept) == 0 {
		return errors.New("the bare table is empty")
	}
	return nil
}
