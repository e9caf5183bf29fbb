package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"anxun/inspection"
)

// mutation is one way of damaging or forging a data folder.
type mutation struct {
	name   string
	make   func(*vandal) error
	raw    bool   // the digest of the whole file is enough of a name: there may be nothing else to say
	notice string // named as this notice
}

var mutations = []mutation{
	{name: "bit of the database flipped", make: (*vandal).flipDatabase, raw: true},
	{name: "bit of a photo flipped", make: (*vandal).flipPhoto},
	{name: "bit of the heads flipped", make: (*vandal).flipHeads},
	{name: "photo replaced", make: (*vandal).replacePhoto},
	{name: "photo deleted", make: (*vandal).deletePhoto},
	{name: "text edited by SQL", make: (*vandal).editText},
	{name: "answer's note edited by SQL", make: (*vandal).editNote},
	{name: "rows swapped by SQL", make: (*vandal).swapRows},
	{name: "row deleted by SQL", make: (*vandal).deleteRow},
	{name: "row slipped in by SQL", make: (*vandal).insertRow},
	{name: "journal entry edited", make: (*vandal).editEntry},
	{name: "journal entry deleted", make: (*vandal).deleteEntry},
	{name: "journal entries swapped", make: (*vandal).swapEntries},
	{name: "journal cut short", make: (*vandal).cutJournal},
	{name: "journal cut short, tables rolled back to fit", make: (*vandal).rollBack},
	{name: "note rewritten in table and journal, chain made anew", make: (*vandal).rewriteJournal},
	{name: "journal's times set back, chain made anew", make: (*vandal).setTimesBack},
	{name: "earlier copy of the database put back", make: (*vandal).putBack},
	{name: "clock set back while working", make: (*vandal).workInThePast, notice: "notice.clock_back"},
	{name: "answer changed through the store without a correction", make: (*vandal).changeSealed},
	{name: "seal edited by SQL", make: (*vandal).editSeal},
	{name: "heads deleted", make: (*vandal).deleteHeads},
	{name: "first heads deleted", make: (*vandal).cutFirstHeads},
	{name: "last heads deleted", make: (*vandal).cutLastHeads},
	{name: "head deleted in the middle", make: (*vandal).cutMiddleHead},
	{name: "heads swapped", make: (*vandal).swapHeads},
}

// vandal works on one closed folder.
type vandal struct {
	ctx    context.Context
	dir    string
	random *rand.Rand
}

func (v *vandal) path(name string) string { return filepath.Join(v.dir, name) }

func (v *vandal) flip(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	content[v.random.IntN(len(content))] ^= 1 << v.random.IntN(8)
	return os.WriteFile(path, content, 0o600)
}

func (v *vandal) flipDatabase() error { return v.flip(v.path(databaseFile)) }
func (v *vandal) flipHeads() error    { return v.flip(v.path(headsFile)) }

// photo chooses one that a record refers to; all are.
func (v *vandal) photo() (string, error) {
	photos, err := fs.Glob(os.DirFS(v.path(evidenceFolder)), "*/*")
	if err != nil {
		return "", err
	}
	return filepath.Join(v.path(evidenceFolder), photos[v.random.IntN(len(photos))]), nil
}

func (v *vandal) flipPhoto() error {
	path, err := v.photo()
	return errors.Join(err, v.flip(path))
}

func (v *vandal) replacePhoto() error {
	path, err := v.photo()
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, bytes.Repeat([]byte{byte(v.random.IntN(256))}, int(info.Size())), 0o600)
}

func (v *vandal) deletePhoto() error {
	path, err := v.photo()
	return errors.Join(err, os.Remove(path))
}

// sql runs fn on the database as somebody with a tool would, with the journal's guards
// away while it works.
func (v *vandal) sql(fn func(*sql.Conn) error) error {
	pool, err := openPool(v.path(databaseFile), accessWrite, 1)
	if err != nil {
		return err
	}
	conn, err := pool.Conn(v.ctx)
	if err != nil {
		return errors.Join(err, pool.Close())
	}
	guards, err := texts(v.ctx, conn, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'")
	if err == nil {
		_, err = conn.ExecContext(v.ctx, "PRAGMA foreign_keys = off; DROP TRIGGER journal_keep_update; DROP TRIGGER journal_keep_delete; DROP TRIGGER received_keep_update; DROP TRIGGER received_keep_delete; BEGIN")
	}
	if err == nil {
		err = fn(conn)
	}
	for _, guard := range guards {
		if err == nil {
			_, err = conn.ExecContext(v.ctx, guard)
		}
	}
	if err == nil {
		_, err = conn.ExecContext(v.ctx, "COMMIT")
	}
	return errors.Join(err, conn.Close(), pool.Close())
}

func texts(ctx context.Context, conn *sql.Conn, query string, args ...any) (all []string, err error) {
	rows, err := conn.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, rows.Err()
}

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

func (v *vandal) editEntry() error {
	return v.sql(func(conn *sql.Conn) error {
		n, err := v.offset(conn, "journal")
		if err != nil {
			return err
		}
		edit := []string{"actor = '别人'", "time = '2026-11-20T00:00:00.000Z.0000'", "record = record || 'x'", "device = 'x'", "fields = replace(fields, 'new', 'old')",
			"kind = 'place '", "previous = hash"}[v.random.IntN(7)]
		_, err = conn.ExecContext(v.ctx, "UPDATE journal SET "+edit+" WHERE sequence = ?", n+1)
		return err
	})
}

func (v *vandal) deleteEntry() error {
	return v.sql(func(conn *sql.Conn) error {
		n, err := v.offset(conn, "journal")
		if err != nil {
			return err
		}
		_, err = conn.ExecContext(v.ctx, "DELETE FROM journal WHERE sequence = ?", n+1)
		return err
	})
}

func (v *vandal) swapEntries() error {
	return v.sql(func(conn *sql.Conn) error {
		n, err := v.offset(conn, "journal")
		if err != nil {
			return err
		}
		a, b := max(n, 1), max(n, 1)+1
		for _, move := range [][2]int{{a, -1}, {b, a}, {-1, b}} {
			if _, err := conn.ExecContext(v.ctx, "UPDATE journal SET sequence = ? WHERE sequence = ?", move[1], move[0]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (v *vandal) cutJournal() error {
	return v.sql(func(conn *sql.Conn) error {
		_, err := conn.ExecContext(v.ctx, "DELETE FROM journal WHERE sequence > (SELECT max(sequence) - ? FROM journal)", 1+v.random.IntN(20))
		return err
	})
}

// entries reads the whole journal.
func (v *vandal) entries(conn *sql.Conn) (all []inspection.Change, err error) {
	rows, err := conn.QueryContext(v.ctx, "SELECT "+journalColumns+" FROM journal ORDER BY sequence")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		change, err := scanChange(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, change)
	}
	return all, rows.Err()
}

// setHead makes table meta fit the journal.
func (v *vandal) setHead(conn *sql.Conn, last inspection.Change) error {
	_, err := conn.ExecContext(v.ctx, "UPDATE meta SET sequence = ?, hash = ?, time = ?", last.Sequence, last.Hash, string(last.Time))
	return err
}

// rollBack makes the folder what it was some entries ago, all but what is signed
// beside the database.
func (v *vandal) rollBack() error {
	return v.sql(func(conn *sql.Conn) error {
		all, err := v.entries(conn)
		if err != nil {
			return err
		}
		keep := len(all) - 1 - v.random.IntN(25)
		state := map[inspection.RecordKind]map[inspection.ID]inspection.Fields{}
		for _, change := range all[:keep] {
			if state[change.RecordKind] == nil {
				state[change.RecordKind] = map[inspection.ID]inspection.Fields{}
			}
			if state[change.RecordKind][change.Record] == nil {
				state[change.RecordKind][change.Record] = inspection.Fields{}
			}
			for _, field := range change.Fields {
				state[change.RecordKind][change.Record][field.Field] = field.New
			}
		}
		for _, change := range all[keep:] {
			t, fields := tables[change.RecordKind], state[change.RecordKind][change.Record]
			if _, err := conn.ExecContext(v.ctx, "DELETE FROM "+t.name+" WHERE ("+t.list("", t.keys)+") = ("+marks(len(t.keys))+")", t.keyArgs(change.Record)...); err != nil {
				return err
			}
			if fields == nil {
				continue
			}
			columns, err := t.columnArgs(fields)
			if err != nil {
				return err
			}
			if _, err := conn.ExecContext(v.ctx, t.upsert, append(t.keyArgs(change.Record), columns...)...); err != nil {
				return err
			}
		}
		if _, err := conn.ExecContext(v.ctx, "DELETE FROM journal WHERE sequence > ?", keep); err != nil {
			return err
		}
		return v.setHead(conn, all[keep-1])
	})
}

func marks(n int) string { return "?, ?, ?, ?"[:3*n-2] }

// rehash writes the entries from index on anew, each with a hash that fits.
func (v *vandal) rehash(conn *sql.Conn, all []inspection.Change, index int) error {
	for i := index; i < len(all); i++ {
		if i > 0 {
			all[i].Previous = all[i-1].Hash
		}
		all[i].Hash = all[i].ComputeHash()
		content, err := json.Marshal(all[i].Fields)
		if err != nil {
			return err
		}
		if _, err := conn.ExecContext(v.ctx, "UPDATE journal SET previous = ?, hash = ?, fields = ?, time = ? WHERE sequence = ?",
			all[i].Previous, all[i].Hash, string(content), string(all[i].Time), all[i].Sequence); err != nil {
			return err
		}
	}
	return v.setHead(conn, all[len(all)-1])
}

// rewriteJournal changes an answer's note everywhere, so that the data agree with
// themselves again.
func (v *vandal) rewriteJournal() error {
	return v.sql(func(conn *sql.Conn) error {
		all, err := v.entries(conn)
		if err != nil {
			return err
		}
		var notes [][2]int
		for i, change := range all {
			for j, field := range change.Fields {
				if change.RecordKind == inspection.KindAnswer && field.Field == "note" {
					notes = append(notes, [2]int{i, j})
				}
			}
		}
		at := notes[v.random.IntN(len(notes))]
		change := all[at[0]]
		wanted := change.Fields[at[1]].New + "，已核实"
		change.Fields[at[1]].New = wanted
		for i := at[0] + 1; i < len(all); i++ { // a later change of the same note
			for j := range all[i].Fields {
				if all[i].RecordKind == inspection.KindAnswer && all[i].Record == change.Record && all[i].Fields[j].Field == "note" {
					all[i].Fields[j].Old = wanted
					wanted = all[i].Fields[j].New
				}
			}
		}
		t := tables[inspection.KindAnswer]
		if _, err := conn.ExecContext(v.ctx, "UPDATE answers SET note = ? WHERE ("+t.list("", t.keys)+") = (?, ?)", append([]any{wanted}, t.keyArgs(change.Record)...)...); err != nil {
			return err
		}
		return v.rehash(conn, all, at[0])
	})
}

// setTimesBack moves all entries from some point on by days.
func (v *vandal) setTimesBack() error {
	return v.sql(func(conn *sql.Conn) error {
		all, err := v.entries(conn)
		if err != nil {
			return err
		}
		by := time.Duration(1+v.random.IntN(9)) * time.Minute
		for moved := false; !moved; { // some entries stand so close to the one before that they stay where they are
			from := v.random.IntN(len(all))
			var last inspection.HybridTime
			if from > 0 {
				last = all[from-1].Time
			}
			for i := from; i < len(all); i++ {
				earlier := inspection.NextHybridTime(last, all[i].Time.Instant().Add(-by))
				moved = moved || earlier != all[i].Time
				all[i].Time, last = earlier, earlier
			}
			if moved {
				return v.rehash(conn, all, from)
			}
		}
		return nil
	})
}

// putBack replaces the database with the copy of an earlier day. The heads stay.
func (v *vandal) putBack() error {
	earlier, err := os.ReadFile(v.path(databaseFile))
	if err != nil {
		return err
	}
	if err := v.work(time.Now, func(s *Store) error { return v.setting(s, "桐柏路街道办事处") }); err != nil {
		return err
	}
	return os.WriteFile(v.path(databaseFile), earlier, 0o600)
}

// work opens the folder with the program and does something.
func (v *vandal) work(clock inspection.Clock, fn func(*Store) error) error {
	s, err := Open(v.ctx, v.dir, Options{Clock: clock})
	if err != nil {
		return err
	}
	return errors.Join(fn(s), s.Close())
}

func (v *vandal) setting(s *Store, value string) error {
	_, err := s.Update(v.ctx, "张建国", func(w inspection.Writer) error {
		return w.Put(v.ctx, inspection.Setting{Name: inspection.SettingOffice, Value: value})
	})
	return err
}

func (v *vandal) workInThePast() error {
	past := time.Date(2026, 11, 1+v.random.IntN(18), 9, 0, 0, 0, inspection.Zone)
	return v.work(func() time.Time { return past }, func(s *Store) error { return v.setting(s, "旧") })
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

func (v *vandal) deleteHeads() error { return os.Remove(v.path(headsFile)) }

// heads changes the lines of the file.
func (v *vandal) heads(change func(lines [][]byte) [][]byte) error {
	content, err := os.ReadFile(v.path(headsFile))
	if err != nil {
		return err
	}
	lines := bytes.SplitAfter(content, []byte("\n"))
	lines = lines[:len(lines)-1] // nothing follows the last one
	return os.WriteFile(v.path(headsFile), bytes.Join(change(lines), nil), 0o600)
}

func (v *vandal) cutFirstHeads() error {
	return v.heads(func(lines [][]byte) [][]byte { return lines[1+v.random.IntN(len(lines)-1):] })
}

func (v *vandal) cutLastHeads() error {
	return v.heads(func(lines [][]byte) [][]byte { return lines[:v.random.IntN(len(lines))] })
}

func (v *vandal) cutMiddleHead() error {
	return v.heads(func(lines [][]byte) [][]byte {
		n := 1 + v.random.IntN(len(lines)-2)
		return append(lines[:n:n], lines[n+1:]...)
	})
}

func (v *vandal) swapHeads() error {
	return v.heads(func(lines [][]byte) [][]byte {
		n := v.random.IntN(len(lines) - 1)
		lines[n], lines[n+1] = lines[n+1], lines[n]
		return lines
	})
}
