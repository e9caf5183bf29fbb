package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"anxun/inspection"
)

// filled chooses a table that has at least so many rows.
func (v *vandal) filled(conn *sql.Conn, rows int) (*table, error) {
	for {
		kinds := inspection.RecordKinds()
		t := tables[kinds[v.random.IntN(len(kinds))]]
		var count int
		if err := conn.QueryRowContext(v.ctx, "SELECT count(*) FROM "+t.name).Scan(&count); err != nil {
			return nil, err
		}
		if count >= rows {
			return t, nil
		}
	}
}

// textOf chooses a column of free text.
func (v *vandal) textOf(t *table) string {
	for {
		c := t.columns[v.random.IntN(len(t.columns))]
		if c.typ == textColumn && !checked[t.name+"."+c.field] {
			return c.field
		}
	}
}

// checked are the columns whose values the database itself restricts.
var checked = map[string]bool{"places.kind": true, "inspections.status": true, "answers.result": true, "answers.origin": true, "hazards.severity": true,
	"hazards.status": true, "hazards.request": true, "actions.kind": true, "actions.from_status": true, "actions.to_status": true, "evidence.role": true,
	"documents.kind": true, "signatures.capacity": true, "corrections.old_result": true, "corrections.new_result": true, "seals.cause": true, "custom_reports.table": true,
	"receipts.via": true, "conflicts.kind": true, "assignments.record_kind": true}

func (v *vandal) offset(conn *sql.Conn, name string) (int, error) {
	var count int
	err := conn.QueryRowContext(v.ctx, "SELECT count(*) FROM "+name).Scan(&count)
	return v.random.IntN(max(count, 1)), err
}

// key names the n-th row of a table in a WHERE clause.
func (t *table) where(n int) string {
	keys := t.list("", t.keys)
	return fmt.Sprintf("(%s) = (SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d)", keys, keys, t.name, keys, n)
}

func (v *vandal) editText() error {
	return v.sql(func(conn *sql.Conn) error {
		t, err := v.filled(conn, 1)
		if err != nil {
			return err
		}
		n, err := v.offset(conn, t.name)
		if err != nil {
			return err
		}
		field := quote(v.textOf(t))
		_, err = conn.ExecContext(v.ctx, "UPDATE "+t.name+" SET "+field+" = "+field+" || '改' WHERE "+t.where(n))
		return err
	})
}

func (v *vandal) editNote() error {
	return v.sql(func(conn *sql.Conn) error {
		n, err := v.offset(conn, "answers")
		if err != nil {
			return err
		}
		_, err = conn.ExecContext(v.ctx, "UPDATE answers SET note = note || '，已核实' WHERE "+tables[inspection.KindAnswer].where(n))
		return err
	})
}

// swapRows exchanges the content of two rows, their keys staying where they are.
func (v *vandal) swapRows() error {
	return v.sql(func(conn *sql.Conn) error {
		for range 1000 {
			t, err := v.filled(conn, 2)
			if err != nil {
				return err
			}
			a, err := v.offset(conn, t.name)
			if err != nil {
				return err
			}
			b, err := v.offset(conn, t.name)
			if err != nil {
				return err
			}
			swapped, err := v.swap(conn, t, a, b)
			if err != nil || swapped {
				return err
			}
		}
		return errors.New("no two rows differ")
	})
}

func (v *vandal) swap(conn *sql.Conn, t *table, a, b int) (swapped bool, err error) {
	field := quote(v.textOf(t))
	var first, second string
	read := "SELECT " + field + " FROM " + t.name + " WHERE "
	if err := errors.Join(conn.QueryRowContext(v.ctx, read+t.where(a)).Scan(&first), conn.QueryRowContext(v.ctx, read+t.where(b)).Scan(&second)); err != nil {
		return false, err
	}
	if first == second {
		return false, nil
	}
	write := "UPDATE " + t.name + " SET " + field + " = ? WHERE "
	if _, err := conn.ExecContext(v.ctx, write+t.where(a), second); err != nil {
		return false, nil // a UNIQUE index is in the way
	}
	if _, err := conn.ExecContext(v.ctx, write+t.where(b), first); err != nil {
		return false, err
	}
	return true, nil
}

func (v *vandal) deleteRow() error {
	return v.sql(func(conn *sql.Conn) error {
		t, err := v.filled(conn, 1)
		if err != nil {
			return err
		}
		n, err := v.offset(conn, t.name)
		if err != nil {
			return err
		}
		_, err = conn.ExecContext(v.ctx, "DELETE FROM "+t.name+" WHERE "+t.where(n))
		return err
	})
}

func (v *vandal) insertRow() error {
	return v.sql(func(conn *sql.Conn) error {
		_, err := conn.ExecContext(v.ctx, fmt.Sprintf(`INSERT INTO answers SELECT inspection, 'CF-%d', checklist, result, value, note, origin, "by", at FROM answers LIMIT 1`, 10+v.random.IntN(80)))
		return err
	})
}

// changeSealed changes an answer of a finished inspection with the store's own means:
// journal and chain are as they should be.
func (v *vandal) changeSealed() error {
	return v.work(time.Now, func(s *Store) error {
		_, err := s.Update(v.ctx, "张建国", func(w inspection.Writer) error {
			visits, err := w.Inspections(v.ctx, inspection.InspectionFilter{Status: inspection.StatusFinished})
			if err != nil {
				return err
			}
			answers, err := w.Answers(v.ctx, visits[v.random.IntN(len(visits))].ID)
			if err != nil {
				return err
			}
			answer := answers[v.random.IntN(len(answers))]
			answer.Note += "，已核实"
			return w.Put(v.ctx, answer)
		})
		return err
	})
}

func (v *vandal) editSeal() error {
	return v.sql(func(conn *sql.Conn) error {
		n, err := v.offset(conn, "seals")
		if err != nil {
			return err
		}
		edit := []string{"content = '" + fmt.Sprintf("%064x", v.random.Uint64()) + "'", `"by" = '别人'`, "made = '2026-11-01T00:00:00.000Z'", "answers = answers + 1",
			"sequence = sequence - 1", "key = '00'", "signature = key"}[v.random.IntN(7)]
		_, err = conn.ExecContext(v.ctx, "UPDATE seals SET "+edit+" WHERE "+tables[inspection.KindSeal].where(n))
		return err
	})
}
