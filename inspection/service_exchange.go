package inspection

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Arrival says what a delivery brought, or would bring.
type Arrival struct {
	Receipt   Receipt
	Entries   int64              // that were carried
	Known     int64              // of them those that were here already
	New       map[RecordKind]int // records that were not here
	Changed   map[RecordKind]int // records that were, and are different now
	Conflicts int                // that a person must settle
	ClockAway time.Duration      // by how much the sender's clock is ahead of ours, as far as that shows
}

// clockTolerance is by how much two clocks may differ before people are told.
const clockTolerance = 5 * time.Minute

// Card introduces this laptop.
func (s *Service) Card(ctx context.Context) (DeviceCard, error) {
	var card DeviceCard
	err := s.store.View(ctx, func(r Reader) error {
		head, err := r.SignedHead(ctx, "")
		if err != nil {
			return err
		}
		card.ID = head.Device
		for name, target := range map[ID]*string{SettingDeviceCode: &card.Code, SettingDeviceKey: &card.PublicKey,
			SettingOffice: &card.Office, SettingOperator: &card.Person} {
			if *target, err = r.Setting(ctx, name); err != nil {
				return err
			}
		}
		return nil
	})
	return card, err
}

// Known says which journal entries of which laptops are here.
func (s *Service) Known(ctx context.Context) (Knowledge, error) {
	var known Knowledge
	err := s.store.View(ctx, func(r Reader) (err error) {
		known, err = r.Known(ctx)
		return err
	})
	return known, err
}

// errPreview ends a transaction that was only to show what would happen.
var errPreview = errors.New("only a preview")

// Preview tells what Receive would do and changes nothing. It takes as long as Receive.
func (s *Service) Preview(ctx context.Context, by string, d Delivery, progress func(done int64)) (Arrival, error) {
	arrival := newArrival()
	_, err := s.store.Update(ctx, by, func(w Writer) error {
		if err := s.receive(ctx, w, by, d, &arrival, progress); err != nil {
			return err
		}
		return errPreview
	})
	if errors.Is(err, errPreview) {
		err = nil
	}
	return arrival, err
}

// Receive takes in what another laptop hands over, in one transaction: all of it, or
// nothing. Receiving something again, late or in another order changes nothing more.
// The files of its evidence must be durable already, unless it comes from the hub, which
// sends them afterwards.
//
// Errors: CodeConflict if the delivery continues something that is not here, if it
// holds other entries in the place of known ones, or more entries of this laptop than it
// has itself, which means that its folder was copied or restored; CodeInvalid if it is not sound. The
// delivery's signature is the business of whoever hands it over.
func (s *Service) Receive(ctx context.Context, by string, d Delivery, progress func(done int64)) (Arrival, error) {
	arrival := newArrival()
	err := s.update(ctx, by, func(w Writer) error { return s.receive(ctx, w, by, d, &arrival, progress) })
	return arrival, err
}

func newArrival() Arrival { return Arrival{New: map[RecordKind]int{}, Changed: map[RecordKind]int{}} }

func (s *Service) receive(ctx context.Context, w Writer, by string, d Delivery, arrival *Arrival, progress func(int64)) error {
	known, err := w.Known(ctx)
	if err != nil {
		return err
	}
	if !known.Covers(d.Base) {
		return Conflict("error.delivery_out_of_order", "code", d.From.Code, "person", d.From.Person)
	}
	own, err := w.SignedHead(ctx, "")
	if err != nil {
		return err
	}
	missing := known.Missing(d.Covers)
	behind := missing[own.Device]
	delete(missing, own.Device)
	if len(missing) == 0 && len(behind) == 0 {
		return countKnown(ctx, w, own.Device, d, arrival)
	}
	known.AddAll(missing)
	delete(known, own.Device)
	receipt := Receipt{Device: own.Device, Sequence: own.Sequence + 1, From: d.From.ID, Via: d.Via, Made: s.clock(), By: by, Known: known}
	receipt.ID = ReceiptID(receipt.Device, receipt.Sequence)
	if away := d.Made.Sub(s.clock()); !d.Made.IsZero() && away > clockTolerance {
		arrival.ClockAway, receipt.Clock = away, int(away/time.Second)
	}
	if err := w.Put(ctx, receipt); err != nil {
		return err
	}
	if err := s.keepEntries(ctx, w, &receipt, d, arrival, progress); err != nil {
		return err
	}
	if len(behind) > 0 { // others know more of this laptop than it does itself
		return Conflict("error.journal_behind", "sequence", behind[0].From, "since", own.Sequence)
	}
	if err := w.Put(ctx, receipt); err != nil {
		return err
	}
	arrival.Receipt = receipt
	m := newMerging(s, w)
	m.w, m.by, m.arrival = w, by, arrival
	if m.causality, err = ReadCausality(ctx, w); err != nil {
		return err
	}
	if err := m.run(ctx, progress); err != nil {
		return err
	}
	if err := s.checkAuthors(ctx, w, d, missing); err != nil {
		return err
	}
	return s.noteDevice(ctx, w, d)
}

// countKnown reads through a delivery that brings nothing new. What comes back under the name
// of this laptop must be what it wrote.
func countKnown(ctx context.Context, w Writer, own string, d Delivery, arrival *Arrival) error {
	return d.Entries(func(entry Change) error {
		arrival.Entries++
		arrival.Known++
		if entry.Device != own {
			return ctx.Err()
		}
		_, err := w.Receive(ctx, entry)
		return err
	})
}

// keepEntries stores the entries as they are.
func (s *Service) keepEntries(ctx context.Context, w Writer, receipt *Receipt, d Delivery, arrival *Arrival, progress func(int64)) error {
	sum := sha256.New()
	err := d.Entries(func(entry Change) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		arrival.Entries++
		if progress != nil && arrival.Entries%500 == 0 {
			progress(arrival.Entries)
		}
		if entry.Device == receipt.Device {
			arrival.Known++ // our own, on its way back
			_, err := w.Receive(ctx, entry)
			return err
		}
		if !entry.Shared() || !d.Covers.Has(entry.Device, entry.Sequence) || entry.Hash != entry.ComputeHash() || !slices.Contains(MergeOrder(), entry.RecordKind) {
			return Invalid("error.delivery_unsound", "code", d.From.Code, "sequence", entry.Sequence)
		}
		added, err := w.Receive(ctx, entry)
		if err != nil {
			return fmt.Errorf("keeping entry %d of %s: %w", entry.Sequence, entry.Device, err)
		}
		if !added {
			arrival.Known++
			return nil
		}
		receipt.Entries++
		sum.Write([]byte(entry.Hash))
		return nil
	})
	if receipt.Entries > 0 {
		receipt.Digest = hex.EncodeToString(sum.Sum(nil))
	}
	return err
}

// noteDevice keeps what is now known of the laptop that handed it over.
func (s *Service) noteDevice(ctx context.Context, w Writer, d Delivery) error {
	if d.From.ID == "" {
		return nil
	}
	fields, err := w.RecordFields(ctx, KindDevice, ID(d.From.ID))
	if err != nil {
		return err
	}
	device, err := DecodeDevice(ID(d.From.ID), fields)
	if err != nil {
		return err
	}
	device.DeviceCard = d.From
	device.Seen = s.clock()
	if device.Known == nil {
		device.Known = Knowledge{}
	}
	device.Known.AddAll(d.Covers)
	return w.Put(ctx, device)
}

// programActor is in whose name the program itself writes.
const programActor = "安巡"

// EachEntry streams what another laptop lacks, see Reader.EachEntry; of a partial
// selection, only what belongs to the records that it names. What this laptop wrote since
// the last time is signed first.
func (s *Service) EachEntry(ctx context.Context, selection Selection, fn func(Change) error) (Knowledge, error) {
	var covers Knowledge
	if err := s.Attest(ctx, programActor); err != nil && CodeOf(err) != CodeUnwritable && CodeOf(err) != CodeLocked { // what is only looked at cannot be signed
		return nil, err
	}
	err := s.store.View(ctx, func(r Reader) (err error) {
		if selection.Partial() {
			covers, err = eachSelected(ctx, r, selection, fn)
		} else {
			covers, err = r.EachEntry(ctx, selection.Known, fn)
		}
		return err
	})
	return covers, err
}
