package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"time"

	"anxun/inspection"
)

func (v *vandal) editEntry() error {
	return v.sql(func(conn *sql.Conn) error {
		n, err := v.offset(conn, "journal")
		if err != nil {
			return err
		}
		edit := []string{"actor = '别人'", "time = '2026-11-20T00:00:00.000Z.0000'", "record = record || 'x'", "device = 'x'", "fields = replace(fields, 'new', 'old')",
			"fields = replace(fields, 'new', 'New')", "kind = 'place '", "previous = hash"}[v.random.IntN(8)]
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
		if _, err := conn.ExecContext(v.ctx, "DELETE FROM received WHERE receipt > ?; DELETE FROM journal WHERE sequence > ?", keep, keep); err != nil {
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

func (v *vandal) workInThePast() error {
	past := time.Date(2026, 11, 1+v.random.IntN(18), 9, 0, 0, 0, inspection.Zone)
	return v.work(func() time.Time { return past }, func(s *Store) error { return v.setting(s, "旧") })
}
