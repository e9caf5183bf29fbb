package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"path/filepath"

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
	{name: "bit of a received entry flipped", make: (*vandal).flipReceived},
	{name: "received entry edited", make: (*vandal).editReceived},
	{name: "received entry edited, its hash made to fit", make: (*vandal).doctorReceived},
	{name: "the same, its receipt made to fit", make: (*vandal).doctorReceipt},
	{name: "the same, the journal's chain made anew", make: (*vandal).doctorAll},
	{name: "received entry deleted", make: (*vandal).deleteReceived},
	{name: "delivery deleted", make: (*vandal).deleteDelivery},
	{name: "received entries swapped", make: (*vandal).swapReceived},
	{name: "received entry given to another receipt", make: (*vandal).moveReceived},
	{name: "received entry slipped in", make: (*vandal).slipReceivedIn},
	{name: "receipt edited by SQL", make: (*vandal).editReceipt},
	{name: "another laptop's key or standing edited by SQL", make: (*vandal).editDevice},
	{name: "decision edited by SQL", make: (*vandal).editDecision},
	{name: "assignment edited by SQL", make: (*vandal).editAssignment},
	{name: "conflict edited by SQL", make: (*vandal).editConflict},
	{name: "guard of the entries taken away", make: (*vandal).dropGuards},
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

// sql runs fn on the database as somebody with a tool would, with the guards of journal
// and received entries away while it works. They stand again afterwards, or every
// mutation would be named for their lack alone.
func (v *vandal) sql(fn func(*sql.Conn) error) error {
	pool, err := openPool(v.path(databaseFile), accessWrite, 1)
	if err != nil {
		return err
	}
	conn, err := pool.Conn(v.ctx)
	if err != nil {
		return errors.Join(err, pool.Close())
	}
	guards, err := texts(v.ctx, conn, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('journal', 'received')")
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
