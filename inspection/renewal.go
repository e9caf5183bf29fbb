package inspection

import (
	"context"
	"errors"
	"slices"
)

// Renewing is a store that can give its laptop another identity.
type Renewing interface {
	// Renew gives the laptop a new id, code and key, in one transaction. since is the last
	// entry that the original has, too, 0 for the last one that there is: what the journal
	// has after it, under the same name, was written in the copy and is handed on under the
	// new identity from now on. The journal itself stays as it is. fn writes in the new name;
	// before is the id of that name. CodeInvalid if the original cannot have this entry last.
	Renew(ctx context.Context, actor string, since int64, fn func(w Writer, before string) error) ([]Change, error)
}

// Renewed says what a renewal did.
type Renewed struct {
	Before, Now DeviceCard
	Kept        int // entries that the copy wrote, now under the new identity
	Renumbered  []Renumbered
	Printed     []string // numbers of documents that the copy issued: paper cannot be renumbered
}

// Renumbered is a record that had a number of the original's laptop.
type Renumbered struct {
	RecordKind RecordKind
	Before     string
	Now        string
}

// errNoRenewal says that the store keeps one identity for ever.
var errNoRenewal = errors.New("the store cannot take another identity")

// Renew gives this laptop another identity because its data folder was copied and the
// original goes on being used: two laptops that write under one name cannot be told apart
// by anybody. since is the last own entry that the original has as well; 0 if nothing was
// written since the copy. What was written since is kept and handed on under the new
// identity; inspections and hazards that it numbered get numbers of the new code. forget
// names settings of this laptop that speak of what it sent under the old name.
//
// Errors: CodeInvalid if the original cannot have this entry last; CodeUnwritable.
func (s *Service) Renew(ctx context.Context, by string, since int64, forget ...ID) (Renewed, error) {
	store, able := s.store.(Renewing)
	if !able {
		return Renewed{}, errNoRenewal
	}
	before, err := s.Card(ctx)
	if err != nil {
		return Renewed{}, err
	}
	renewed := Renewed{Before: before}
	changes, err := store.Renew(ctx, by, since, func(w Writer, device string) error {
		return s.renewed(ctx, w, by, device, since, forget, &renewed)
	})
	if err != nil {
		return Renewed{}, err
	}
	s.tell(changes)
	renewed.Now, err = s.Card(ctx)
	return renewed, err
}

// renewed does what the new identity has to do first.
func (s *Service) renewed(ctx context.Context, w Writer, by, device string, since int64, forget []ID, done *Renewed) error {
	former := Device{DeviceCard: done.Before, Accepted: true, AcceptedBy: by, AcceptedAt: s.clock(), Known: Knowledge{}}
	if err := w.Put(ctx, former); err != nil {
		return err
	}
	// The computers that the original was used on are none of this laptop any more.
	if err := w.Put(ctx, Setting{Name: SettingMachine}); err != nil {
		return err
	}
	if since == 0 {
		return nil
	}
	for _, name := range forget {
		if err := w.Put(ctx, Setting{Name: name}); err != nil {
			return err
		}
	}
	return s.renumber(ctx, w, by, device, since, done)
}

// renumber gives what the copy numbered numbers of its own, since the original counted on
// as well, and seals anew what was sealed with the old ones.
func (s *Service) renumber(ctx context.Context, w Writer, by, device string, since int64, done *Renewed) error {
	var visits []ID
	sealAnew := func(visit ID) {
		if visit != "" && !slices.Contains(visits, visit) {
			visits = append(visits, visit)
		}
	}
	err := eachAuthored(ctx, w, since, device, func(entry Change) error {
		if entry.RecordKind == KindAttestation {
			return nil
		}
		if entry.RecordKind == KindSeal { // signed as the original: its own journal says something else there
			sealAnew(ID(valueOf(entry, "inspection")))
			return nil
		}
		if entry.Shared() {
			done.Kept++
		}
		at := slices.IndexFunc(entry.Fields, func(f FieldChange) bool { return f.Field == "no" && f.Old == "" && len(f.New) > 4 })
		if at < 0 {
			return nil
		}
		old := entry.Fields[at].New
		series := map[RecordKind]string{KindInspection: seriesInspection, KindHazard: seriesHazard}[entry.RecordKind]
		if series == "" {
			if entry.RecordKind == KindDocument {
				done.Printed = append(done.Printed, old)
			}
			return nil
		}
		fields, err := w.RecordFields(ctx, entry.RecordKind, entry.Record)
		if err != nil || fields["no"] != old {
			return err
		}
		if fields["no"], err = nextNumber(ctx, w, series, Day(old[1:])); err != nil {
			return err
		}
		done.Renumbered = append(done.Renumbered, Renumbered{entry.RecordKind, old, fields["no"]})
		visit := entry.Record
		if entry.RecordKind == KindHazard {
			visit = ID(fields["inspection"])
		}
		sealAnew(visit)
		return w.Put(ctx, storedRecord{entry.RecordKind, entry.Record, fields})
	})
	for _, visit := range visits {
		if err == nil {
			err = s.sealAs(ctx, w, by, visit, SealMerge, true)
		}
	}
	return err
}

// valueOf returns what the entry sets a field to; "" if it does not.
func valueOf(entry Change, field string) string {
	for _, change := range entry.Fields {
		if change.Field == field {
			return change.New
		}
	}
	return ""
}

// eachAuthored reads what a device of this folder wrote after an entry, without what
// merging made.
func eachAuthored(ctx context.Context, r Reader, after int64, device string, fn func(Change) error) error {
	merging := false
	for {
		entries, err := r.ChangesAfter(ctx, after, 1000)
		if err != nil || len(entries) == 0 {
			return err
		}
		for _, entry := range entries {
			after = entry.Sequence
			if entry.Device != device {
				return nil
			}
			if entry.Sequence == entry.Transaction {
				merging = entry.RecordKind == KindReceipt
			}
			if merging {
				continue
			}
			if err := fn(entry); err != nil {
				return err
			}
		}
	}
}
