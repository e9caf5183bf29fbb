package sqlite

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"anxun/inspection"
)

// receivedRow is one entry of another laptop as it is stored.
type receivedRow struct {
	inspection.Change
	arrival, receipt int64
}

// anyReceived chooses one.
func (v *vandal) anyReceived(conn *sql.Conn) (row receivedRow, err error) {
	n, err := v.offset(conn, "received")
	if err != nil {
		return row, err
	}
	rows, err := conn.QueryContext(v.ctx, "SELECT "+receivedColumns+", arrival, receipt FROM received ORDER BY arrival LIMIT 1 OFFSET ?", n)
	if err != nil {
		return row, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if !rows.Next() {
		return row, errors.Join(errors.New("nothing was received"), rows.Err())
	}
	row.Change, err = scanChange(rows, &row.arrival, &row.receipt)
	return row, err
}

// onReceived runs statements made for one received entry.
func (v *vandal) onReceived(statement func(row receivedRow) string) error {
	return v.sql(func(conn *sql.Conn) error {
		row, err := v.anyReceived(conn)
		if err != nil {
			return err
		}
		_, err = conn.ExecContext(v.ctx, statement(row))
		return err
	})
}

func (v *vandal) flipReceived() error {
	return v.sql(func(conn *sql.Conn) error {
		row, err := v.anyReceived(conn)
		if err != nil {
			return err
		}
		column := []string{"device", "time", "actor", "kind", "record", "fields", "previous", "hash"}[v.random.IntN(8)]
		var content []byte
		if err := conn.QueryRowContext(v.ctx, "SELECT CAST("+column+" AS BLOB) FROM received WHERE arrival = ?", row.arrival).Scan(&content); err != nil {
			return err
		}
		if len(content) == 0 { // the first entry of a laptop has none before it
			column, content = "hash", []byte(row.Hash)
		}
		content[v.random.IntN(len(content))] ^= 1 << v.random.IntN(8)
		_, err = conn.ExecContext(v.ctx, "UPDATE received SET "+column+" = CAST(? AS TEXT) WHERE arrival = ?", content, row.arrival)
		return err
	})
}

func (v *vandal) editReceived() error {
	return v.onReceived(func(row receivedRow) string {
		edit := []string{"actor = '别人'", "time = '2026-11-20T00:00:00.000Z.ffff'", "record = record || 'x'", "device = 'x'", "fields = replace(fields, 'new', 'old')", "fields = replace(fields, 'new', 'New')",
			"kind = 'place '", "previous = hash", "sequence = sequence + 1000", `"transaction" = "transaction" + 1`}[v.random.IntN(10)]
		return fmt.Sprintf("UPDATE received SET %s WHERE arrival = %d", edit, row.arrival)
	})
}

func (v *vandal) deleteReceived() error {
	return v.onReceived(func(row receivedRow) string {
		return fmt.Sprintf("DELETE FROM received WHERE arrival = %d", row.arrival)
	})
}

func (v *vandal) deleteDelivery() error {
	return v.onReceived(func(row receivedRow) string {
		return fmt.Sprintf("DELETE FROM received WHERE receipt = %d", row.receipt)
	})
}

// swapReceived exchanges an entry with the one that came before or after it.
func (v *vandal) swapReceived() error {
	return v.onReceived(func(row receivedRow) string {
		a := max(row.arrival, 2)
		return fmt.Sprintf("UPDATE received SET arrival = -1 WHERE arrival = %d; UPDATE received SET arrival = %[1]d WHERE arrival = %d; UPDATE received SET arrival = %[2]d WHERE arrival = -1", a, a-1)
	})
}

// moveReceived says that an entry came with another delivery.
func (v *vandal) moveReceived() error {
	return v.onReceived(func(row receivedRow) string {
		return fmt.Sprintf("UPDATE received SET receipt = (SELECT sequence FROM receipts WHERE sequence <> %d ORDER BY random() LIMIT 1) WHERE arrival = %d", row.receipt, row.arrival)
	})
}

// storeReceived writes an entry over the one that is there, its hash made to fit.
func (v *vandal) storeReceived(conn *sql.Conn, row receivedRow) error {
	row.Hash = row.ComputeHash()
	content, err := json.Marshal(row.Fields)
	if err != nil {
		return err
	}
	_, err = conn.ExecContext(v.ctx, "INSERT OR REPLACE INTO received (arrival, "+receivedColumns+", receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row.arrival, row.Sequence,
		row.Transaction, row.Device, string(row.Time), row.Actor, string(row.RecordKind), string(row.Record), string(content), row.Previous, row.Hash, row.receipt)
	return err
}

// slipReceivedIn adds an entry that the other laptop never wrote behind its last one.
func (v *vandal) slipReceivedIn() error {
	return v.sql(func(conn *sql.Conn) error {
		row, err := v.anyReceived(conn)
		if err != nil {
			return err
		}
		err = conn.QueryRowContext(v.ctx, "SELECT max(arrival) + 1, max(receipt), max(sequence) + 1 FROM received").Scan(&row.arrival, &row.receipt, &row.Sequence)
		row.Transaction, row.Previous = row.Sequence, row.Hash
		return errors.Join(err, v.storeReceived(conn, row))
	})
}

// doctor changes what an entry says and makes its hash fit.
func (v *vandal) doctor(conn *sql.Conn) (receivedRow, error) {
	row, err := v.anyReceived(conn)
	if err != nil {
		return row, err
	}
	if v.random.IntN(4) == 0 || len(row.Fields) == 0 {
		row.Actor = "别人"
	} else {
		row.Fields[v.random.IntN(len(row.Fields))].New += "，已核实"
	}
	return row, v.storeReceived(conn, row)
}

func (v *vandal) doctorReceived() error {
	return v.sql(func(conn *sql.Conn) error {
		_, err := v.doctor(conn)
		return err
	})
}

// digest is what the receipt of a delivery would have to say now.
func (v *vandal) digest(conn *sql.Conn, receipt int64) (string, error) {
	hashes, err := texts(v.ctx, conn, "SELECT hash FROM received WHERE receipt = ? ORDER BY arrival", receipt)
	sum := sha256.New()
	for _, one := range hashes {
		sum.Write([]byte(one))
	}
	return hex.EncodeToString(sum.Sum(nil)), err
}

func (v *vandal) doctorReceipt() error {
	return v.sql(func(conn *sql.Conn) error {
		_, _, err := v.doctorBoth(conn)
		return err
	})
}

// doctorBoth changes an entry and makes the receipt in its table fit.
func (v *vandal) doctorBoth(conn *sql.Conn) (receipt int64, digest string, err error) {
	row, err := v.doctor(conn)
	if err != nil {
		return 0, "", err
	}
	if digest, err = v.digest(conn, row.receipt); err != nil {
		return 0, "", err
	}
	_, err = conn.ExecContext(v.ctx, "UPDATE receipts SET digest = ? WHERE sequence = ? AND device = (SELECT device FROM meta)", digest, row.receipt)
	return row.receipt, digest, err
}

// doctorAll changes an entry, its receipt and the journal, whose chain is made anew, so
// that the data agree with themselves again.
func (v *vandal) doctorAll() error {
	return v.sql(func(conn *sql.Conn) error {
		receipt, digest, err := v.doctorBoth(conn)
		if err != nil {
			return err
		}
		all, err := v.entries(conn)
		if err != nil {
			return err
		}
		for i := receipt - 1; i < int64(len(all)) && all[i].Transaction == receipt; i++ {
			for j := range all[i].Fields {
				if all[i].Record == inspection.ReceiptID(all[i].Device, receipt) && all[i].Fields[j].Field == "digest" {
					all[i].Fields[j].New = digest
				}
			}
		}
		return v.rehash(conn, all, int(receipt-1))
	})
}

// edit changes a row of a table in one of several ways.
func (v *vandal) edit(kind inspection.RecordKind, edits ...string) error {
	return v.sql(func(conn *sql.Conn) error {
		t := tables[kind]
		n, err := v.offset(conn, t.name)
		if err != nil {
			return err
		}
		done, err := conn.ExecContext(v.ctx, "UPDATE "+t.name+" SET "+edits[v.random.IntN(len(edits))]+" WHERE "+t.where(n))
		if err != nil {
			return err
		}
		if changed, err := done.RowsAffected(); err != nil || changed != 1 {
			return errors.Join(err, fmt.Errorf("%d rows of %s were changed", changed, t.name))
		}
		return nil
	})
}

func (v *vandal) editReceipt() error {
	return v.edit(inspection.KindReceipt, "digest = '"+fmt.Sprintf("%064x", v.random.Uint64())+"'", "entries = coalesce(entries, 0) + 1", "known = known || ' '", `"from" = 'x'`,
		"via = CASE via WHEN 'hub' THEN 'bundle' ELSE 'hub' END", "clock = coalesce(clock, 0) + 60", `"by" = '别人'`, "made = '2026-11-01T00:00:00.000Z'", "sequence = sequence + 1")
}

// editDevice changes whom this laptop trusts.
func (v *vandal) editDevice() error {
	return v.edit(inspection.KindDevice, "key = '"+fmt.Sprintf("%064x", v.random.Uint64())+"'", "accepted = 1 - accepted", "blocked = 1 - blocked", "person = '别人'", "known = ''", "code = 'X1'")
}

func (v *vandal) editDecision() error {
	return v.edit(inspection.KindDecision, "value = value || '1'", `"by" = '别人'`, "note = ''", "field = 'manager'")
}

func (v *vandal) editAssignment() error {
	return v.edit(inspection.KindAssignment, "person = '别人'", "note = note || '改'", `"by" = '别人'`, "at = ''")
}

func (v *vandal) editConflict() error {
	return v.edit(inspection.KindConflict, "settled = 1 - settled", "sides = '[]'", "field = 'manager'")
}

// dropGuards takes away what keeps entries from being changed, and changes none.
func (v *vandal) dropGuards() error {
	pool, err := openPool(v.path(databaseFile), accessWrite, 1)
	if err != nil {
		return err
	}
	guards := []string{"journal_keep_update", "journal_keep_delete", "received_keep_update", "received_keep_delete"}
	_, err = pool.ExecContext(v.ctx, "DROP TRIGGER "+guards[v.random.IntN(len(guards))])
	return errors.Join(err, pool.Close())
}
