package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
	"anxun/inspection/durable"
)

const (
	// verifiedFile remembers, signed, up to where the journal was verified. It may be
	// deleted at any time: then everything is verified again.
	verifiedFile = "anxun.verified"

	// maxRecent is how many entries are verified one record after the other. When more
	// were added, one walk through everything is quicker.
	maxRecent = 50_000
)

// VerifyRecent looks at what was added since the last time nothing was wrong, so that it
// can run in the background after every start, however long the journal is: the new
// entries of the journal, the records, seals and files that they speak of, and the
// signed heads beside the database. What was damaged before that, only Verify finds. The
// first time, and after very many changes, it does what Verify does. The store stays in
// use. progress is as for Verify.
func (s *Store) VerifyRecent(ctx context.Context, progress func(done, total int64)) (VerifyReport, error) {
	from, err := s.loadVerified()
	if err != nil {
		return VerifyReport{}, err
	}
	v := &verification{progress: progress}
	if err := v.readHeads(s); err != nil {
		return v.report, err
	}
	known := true
	err = s.view(ctx, func(r *session) (err error) {
		v.session = r
		if err := v.measure(ctx); err != nil {
			return err
		}
		if known = v.knows(ctx, from); !known {
			return nil
		}
		return v.recent(ctx, from)
	})
	if err == nil && !known {
		v.report, err = s.Verify(ctx, progress)
	}
	if err != nil || !v.report.OK() {
		return v.report, err
	}
	return v.report, s.storeVerified(head{sequence: v.report.Last, hash: v.report.LastHash})
}

// knows reports whether the journal can be taken up where it was left.
func (v *verification) knows(ctx context.Context, from head) bool {
	if from.sequence == 0 || v.head.sequence-from.sequence > maxRecent {
		return false
	}
	var hash string
	found, err := v.queryRow(ctx, "SELECT hash FROM journal WHERE sequence = ?", []any{from.sequence}, &hash)
	return err == nil && found && hash == from.hash
}

// recent verifies the entries after from.
func (v *verification) recent(ctx context.Context, from head) error {
	if err := errors.Join(v.keys(ctx), v.headClaims(ctx)); err != nil {
		return err
	}
	for sequence := range v.claims {
		if sequence <= from.sequence {
			delete(v.claims, sequence)
		}
	}
	v.total = v.head.sequence - from.sequence
	type subject struct {
		kind   inspection.RecordKind
		record inspection.ID
	}
	touched, last := map[subject]bool{}, from
	text := "SELECT " + journalColumns + " FROM journal WHERE sequence > ? ORDER BY sequence"
	err := v.query(ctx, text, []any{from.sequence}, func(rows *sql.Rows) error {
		change, content, readable, err := v.scan(rows)
		if err != nil {
			return err
		}
		v.report.Changes++
		v.step()
		v.link(last, change, content, readable)
		v.meet(change)
		last = head{sequence: change.Sequence, hash: change.Hash, time: change.Time}
		touched[subject{change.RecordKind, change.Record}] = true
		return ctx.Err()
	})
	if err != nil {
		return v.store.errorFor(err, "walking the journal")
	}
	if last.sequence != v.head.sequence || last.hash != v.head.hash {
		v.found("problem.head_differs", "expected", v.head.sequence, "actual", last.sequence)
	}
	v.report.Last, v.report.LastHash = last.sequence, last.hash
	v.unmet(last)
	for one := range touched {
		if err := v.recentRecord(ctx, one.kind, one.record); err != nil {
			return err
		}
	}
	return nil
}

const journalOfOne = "SELECT " + journalColumns + " FROM journal WHERE kind = ? AND record = ? ORDER BY sequence"

// recentRecord replays one record, and looks at what it seals or refers to.
func (v *verification) recentRecord(ctx context.Context, kind inspection.RecordKind, record inspection.ID) error {
	t, known := tables[kind]
	if !known {
		return nil // a forged entry; its chain is broken
	}
	r := &replay{record: record, fields: inspection.Fields{}}
	err := v.query(ctx, journalOfOne, []any{string(kind), string(record)}, func(rows *sql.Rows) error {
		change, _, _, err := v.scan(rows)
		if err == nil {
			v.apply(r, change)
		}
		return errors.Join(err, ctx.Err())
	})
	if err != nil {
		return v.store.errorFor(err, "replaying the journal")
	}
	v.report.Records++
	if err := v.compare(ctx, t, r); err != nil {
		return v.store.errorFor(err, "comparing a record")
	}
	switch kind {
	case inspection.KindSeal:
		return v.recentSeal(ctx, record, r.fields)
	case inspection.KindInspection:
		if first := v.firstKey(); first > 0 && r.fields["status"] == string(inspection.StatusFinished) {
			return v.sealed(ctx, record, false)
		}
	case inspection.KindAnswer:
		visit, _ := inspection.SplitAnswerID(record)
		return v.sealed(ctx, visit, false)
	case inspection.KindHazard:
		if visit := inspection.ID(r.fields["inspection"]); visit != "" {
			return v.sealed(ctx, visit, false)
		}
	case inspection.KindEvidence, inspection.KindSignature:
		if r.fields["sha256"] != "" {
			e, err := inspection.DecodeEvidence(record, r.fields)
			if err == nil {
				v.evidenceFile(e.SHA256, e.Format, int64(e.Size), string(record))
			}
		}
	}
	return nil
}

func (v *verification) recentSeal(ctx context.Context, id inspection.ID, fields inspection.Fields) error {
	v.report.Seals++
	seal, err := inspection.DecodeSeal(id, fields)
	if err != nil || !v.trusted(seal.Head) && !(v.foreigner(seal.Head) && v.foreign(seal.Head)) {
		v.found("problem.seal_unsigned", "record", string(id))
		return nil
	}
	return v.sealed(ctx, seal.InspectionID, true)
}

// loadVerified returns up to where the journal was verified; nothing if that is not
// known or not signed by this device.
func (s *Store) loadVerified() (head, error) {
	content, err := os.ReadFile(filepath.Join(s.dir, verifiedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return head{}, nil
	}
	if err != nil {
		return head{}, fileError(err, s.dir)
	}
	var stored inspection.SignedHead
	if json.Unmarshal(content, &stored) != nil || stored.Statement != verifiedFile || !stored.Signed() {
		return head{}, nil
	}
	if own := (inspection.SignedHead{}).Sign(s.key); stored.PublicKey != own.PublicKey || stored.Device != s.device {
		return head{}, nil
	}
	return head{sequence: stored.Sequence, hash: stored.Hash, time: stored.Time}, nil
}

// storeVerified remembers it. A folder that is only looked at is left alone.
func (s *Store) storeVerified(end head) error {
	if s.readOnly {
		return nil
	}
	content, err := json.Marshal(s.sign(end, verifiedFile))
	if err != nil {
		return err
	}
	return fileError(durable.WriteFile(filepath.Join(s.dir, verifiedFile), content), s.dir)
}
