package sqlite

import (
	"context"
	"database/sql"

	"anxun/inspection"
)

// maxProblems is how many problems a VerifyReport lists; all are counted.
const maxProblems = 1000

// Problem is one disagreement that Verify found. Key is the key of a translated
// sentence that begins with "problem.", Args its named values as alternating
// name and value.
type Problem struct {
	Key  string
	Args []any
}

// MessageKey returns the translation key and its named values.
func (p Problem) MessageKey() (string, []any) { return p.Key, p.Args }

// VerifyReport is what Verify looked at and found.
type VerifyReport struct {
	Changes       int64     // journal entries
	Records       int64     // records replayed from the journal
	EvidenceFiles int64     // files compared with their SHA-256
	Seals         int64     // seals of finished inspections whose signature was checked
	Heads         int64     // signed heads beside the database
	Signed        int64     // received entries that their author signed
	Unsigned      int64     // and those that it did not
	Key           string    // public key of the device, hexadecimal; "" if there is none on record
	Last          int64     // sequence of the last journal entry
	LastHash      string    // and its hash
	Notices       []Problem // what is worth knowing and no damage: the clock was set back, the key was replaced …
	Problems      []Problem // the first 1000
	ProblemCount  int64     // all of them
}

// OK reports whether nothing was found.
func (r VerifyReport) OK() bool { return r.ProblemCount == 0 }

// Verify looks at everything in one consistent state, while the store stays in
// use:
//
//   - SQLite's integrity check of the file's structure, and, of a folder that is only
//     looked at, the SHA-256 of the file as it was when it was closed;
//   - the journal: no gaps, every hash right and chained to the one before, times
//     increasing, the end where table meta says it is;
//   - what was received from other laptops: every hash right, nothing missing of what
//     the receipts speak of, and nothing that its author did not write;
//   - the signed heads beside the database: none missing, every signature right, the
//     journal still having the entries that they name;
//   - the tables: replaying the journal gives exactly the stored fields of every
//     record, and there is no other record;
//   - finished inspections: each sealed, each seal's signature right, its content what
//     was sealed;
//   - references between records;
//   - evidence files: there, with the recorded size and SHA-256.
//
// What it finds is in the report. The error is for what kept it from looking.
// Memory does not grow with the data. progress, if not nil, is called now and
// then with the steps done and their number.
func (s *Store) Verify(ctx context.Context, progress func(done, total int64)) (VerifyReport, error) {
	v := &verification{progress: progress}
	// Read before the state that is looked at, so that no line is ahead of it.
	if err := v.readHeads(s); err != nil {
		return v.report, err
	}
	err := s.view(ctx, func(r *session) error {
		v.session = r
		if err := v.measure(ctx); err != nil {
			return err
		}
		for _, look := range []func(context.Context) error{v.structure, v.keys, v.sealClaims, v.headClaims, v.chain, v.received, v.authors, v.records, v.seals, v.references, v.repeats,
			v.evidence} {
			// Damage in the file ends one look, not all of them.
			if err := look(ctx); inspection.CodeOf(err) == inspection.CodeDamaged {
				v.found("problem.structure", "text", err.Error())
			} else if err != nil {
				return err
			}
		}
		v.nameRecords(ctx)
		return nil
	})
	if err == nil && progress != nil {
		progress(v.total, v.total)
	}
	return v.report, err
}

// verification is one run of Verify.
type verification struct {
	*session
	report      VerifyReport
	progress    func(done, total int64)
	done, total int64
	head        head   // as table meta has it
	device      string // as table meta has it
	lines       []headLine
	keyFrom     map[string]int64        // every key of the device, and the entry that put it on record
	claims      map[int64][]claim       // what signed heads say of entries
	finished    map[inspection.ID]int64 // finished inspections, and the entry that finished them
	others      map[string]string       // keys of other laptops, by device
}

func (v *verification) found(key string, args ...any) {
	v.report.ProblemCount++
	if len(v.report.Problems) < maxProblems {
		v.report.Problems = append(v.report.Problems, Problem{Key: key, Args: args})
	}
}

func (v *verification) notice(key string, args ...any) {
	if len(v.report.Notices) < maxProblems {
		v.report.Notices = append(v.report.Notices, Problem{Key: key, Args: args})
	}
}

// step counts one entry or file as done.
func (v *verification) step() {
	v.done++
	if v.progress != nil && v.done%1000 == 0 && v.done < v.total {
		v.progress(v.done, v.total)
	}
}

// measure reads how much there is to do: each entry is looked at in its chain and
// once more in its record.
func (v *verification) measure(ctx context.Context) (err error) {
	if v.head, v.device, err = v.storedHead(ctx); err != nil {
		return err
	}
	if _, err := v.own(ctx); err != nil {
		return err
	}
	var files int64
	_, err = v.queryRow(ctx, "SELECT (SELECT count(*) FROM evidence) + (SELECT count(*) FROM signatures)", nil, &files)
	v.total = 2*v.head.sequence + files
	return v.store.errorFor(err, "measuring the database")
}

// structure asks SQLite, which also compares the indexes with their tables, and looks
// that the journal is still guarded.
func (v *verification) structure(ctx context.Context) error {
	err := v.query(ctx, "PRAGMA integrity_check(100)", nil, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		if err == nil && text != "ok" {
			v.found("problem.structure", "text", text)
		}
		return err
	})
	if err != nil {
		return v.store.errorFor(err, "checking the structure")
	}
	var guards int
	_, err = v.queryRow(ctx, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name IN ('journal_keep_update', 'journal_keep_delete', 'received_keep_update', 'received_keep_delete')", nil, &guards)
	if err == nil && guards != 4 {
		v.found("problem.guard_missing")
	}
	return v.store.errorFor(err, "looking for the guards of the journal")
}

// reference says that a column of one table names a record of another. Columns
// that may be empty are looked at only where they are not.
type reference struct {
	from   inspection.RecordKind
	column string
	to     inspection.RecordKind
}

var references = []reference{
	{inspection.KindInspection, "place", inspection.KindPlace},
	{inspection.KindAnswer, "inspection", inspection.KindInspection},
	{inspection.KindHazard, "place", inspection.KindPlace},
	{inspection.KindHazard, "inspection", inspection.KindInspection},
	{inspection.KindAction, "hazard", inspection.KindHazard},
	{inspection.KindEvidence, "hazard", inspection.KindHazard},
	{inspection.KindEvidence, "action", inspection.KindAction},
	{inspection.KindDocument, "inspection", inspection.KindInspection},
	{inspection.KindDocument, "hazard", inspection.KindHazard},
	{inspection.KindSignature, "inspection", inspection.KindInspection},
	{inspection.KindReportIssue, "custom", inspection.KindCustomReport},
	{inspection.KindCorrection, "inspection", inspection.KindInspection},
	{inspection.KindSeal, "inspection", inspection.KindInspection},
}

// mayBeEmpty names the references that are empty in a sound record: a hazard
// found ad hoc has no inspection, evidence may belong to no step, and a document is
// about an inspection or a hazard, and a report is a department's or a custom one.
var mayBeEmpty = map[reference]bool{
	{inspection.KindHazard, "inspection", inspection.KindInspection}: true,
	{inspection.KindEvidence, "action", inspection.KindAction}:       true,

	{inspection.KindDocument, "inspection", inspection.KindInspection}:  true,
	{inspection.KindDocument, "hazard", inspection.KindHazard}:          true,
	{inspection.KindReportIssue, "custom", inspection.KindCustomReport}: true,
}

func (v *verification) references(ctx context.Context) error {
	for _, ref := range references {
		from, to := tables[ref.from], tables[ref.to]
		column := "f." + quote(ref.column)
		text := "SELECT " + from.list("f.", from.keys) + ", " + column + " FROM " + from.name + " f WHERE NOT EXISTS (SELECT 1 FROM " +
			to.name + " t WHERE t." + quote(to.keys[0]) + " = " + column + ")"
		if mayBeEmpty[ref] {
			text += " AND " + column + " <> ''"
		}
		scanner := newRowScanner(len(from.keys) + 1)
		err := v.query(ctx, text, nil, func(rows *sql.Rows) error {
			values, err := scanner.scan(rows)
			if err == nil {
				v.found("problem.reference_missing", "kind", string(ref.from), "record", string(from.key(values)),
					"target", string(ref.to), "value", asText(values[len(from.keys)]))
			}
			return err
		})
		if err != nil {
			return v.store.errorFor(err, "checking references")
		}
	}
	return nil
}
