package sqlite

import (
	"context"
	"database/sql"

	"anxun/inspection"
)

// sealClaims checks the signatures of all seals and notes what they say of the
// journal.
func (v *verification) sealClaims(ctx context.Context) error {
	text := "SELECT " + recordColumns(inspection.KindSeal, "") + " FROM seals ORDER BY sequence, id"
	err := each(ctx, v.session, inspection.KindSeal, text, nil, 0, inspection.DecodeSeal, func(seal inspection.Seal, _ []any) error {
		v.report.Seals++
		if v.foreigner(seal.Head) {
			if !v.foreign(seal.Head) {
				v.found("problem.seal_unsigned", "record", string(seal.ID))
			}
			return ctx.Err()
		}
		if !v.trusted(seal.Head) {
			v.found("problem.seal_unsigned", "record", string(seal.ID))
			return ctx.Err()
		}
		v.claim(seal.Head.Sequence, seal.Head.Hash, string(seal.ID))
		made := seal.Made
		if made.Add(setBack).Before(seal.Head.Time.Instant()) {
			v.clock(made, made, seal.Head.Time, seal.Head.Sequence)
		}
		return ctx.Err()
	})
	return v.store.errorFor(err, "reading the seals")
}

// seals compares what finished inspections say with their newest seal.
func (v *verification) seals(ctx context.Context) error {
	first := v.firstKey()
	if first == 0 {
		return nil // nothing was sealed yet
	}
	if err := v.readFinished(ctx); err != nil {
		return err
	}
	for id, sequence := range v.finished {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := v.sealed(ctx, id, sequence > first); err != nil {
			return err
		}
	}
	return nil
}

// readFinished finds the finished inspections in the journal, and those in the table.
func (v *verification) readFinished(ctx context.Context) error {
	v.finished = map[inspection.ID]int64{}
	err := v.query(ctx, journalOfKind, []any{string(inspection.KindInspection)}, func(rows *sql.Rows) error {
		change, _, _, err := v.scan(rows)
		if err != nil {
			return err
		}
		for _, field := range change.Fields {
			if field.Field == "status" && field.New == string(inspection.StatusFinished) {
				v.finished[change.Record] = change.Sequence
			}
		}
		return nil
	})
	return v.store.errorFor(err, "looking for finished inspections")
}

// sealed looks at one finished inspection. must says that it was finished after the
// device had a key; older ones may have no seal.
func (v *verification) sealed(ctx context.Context, id inspection.ID, must bool) error {
	visit, err := v.Inspection(ctx, id)
	if inspection.CodeOf(err) == inspection.CodeNotFound {
		return nil // named already: its record is missing
	}
	if inspection.CodeOf(err) == inspection.CodeDamaged {
		v.found("problem.seal_broken", "record", string(id), "no", "")
		return nil
	}
	if err != nil {
		return err
	}
	seals, err := v.Seals(ctx, id)
	if err != nil {
		return err
	}
	if len(seals) == 0 {
		if must {
			v.found("problem.seal_missing", "record", string(id), "no", visit.No)
		}
		return nil
	}
	gap := missingRound(seals)
	if gap > 0 {
		renewed, err := v.renewed(ctx, seals[0].Head.Device)
		if err != nil {
			return err
		}
		if renewed {
			gap = 0
		}
	}
	if gap > 0 {
		v.found("problem.seal_missing", "record", string(inspection.SealID(id, gap, v.device)), "no", visit.No)
		return nil
	}
	last := seals[len(seals)-1]
	content, err := inspection.ReadSealContent(ctx, v.session, id, &last)
	if err != nil && inspection.CodeOf(err) != inspection.CodeDamaged {
		return err
	}
	if err != nil || !last.Matches(content) {
		v.found("problem.seal_broken", "record", string(id), "no", visit.No)
	}
	return nil
}

// missingRound returns the first round that is missing, 0 if none is. Where several
// laptops sealed, each counted on from what it knew.
func missingRound(seals []inspection.Seal) int {
	for i, seal := range seals {
		if seal.Head.Device != seals[0].Head.Device {
			return 0
		}
		if seal.Round != i+1 {
			return i + 1
		}
	}
	return 0
}

// renewed reports whether a laptop began as the copy of another one. What it had sealed
// under the name of that one stayed there, so its rounds have gaps.
func (v *verification) renewed(ctx context.Context, device string) (bool, error) {
	var count int
	_, err := v.queryRow(ctx, "SELECT count(*) FROM receipts WHERE device = ? AND via = ?", []any{device, string(inspection.ViaRenewal)}, &count)
	return count > 0, v.store.errorFor(err, "looking for a renewal")
}
