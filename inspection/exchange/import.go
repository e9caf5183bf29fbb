package exchange

import (
	"context"

	"anxun/inspection"
)

// The stages of taking in.
const (
	StageMerge Stage = "merge" // records that the entries touch; the total is not known
)

// Receiver is the laptop that takes a bundle in; inspection.Service is one.
type Receiver interface {
	Acquaintance
	AcceptDevice(ctx context.Context, by string, card inspection.DeviceCard) error
	Preview(ctx context.Context, by string, d inspection.Delivery, progress func(done int64)) (inspection.Arrival, error)
	Receive(ctx context.Context, by string, d inspection.Delivery, progress func(done int64)) (inspection.Arrival, error)
}

// Intake says how a bundle is to be taken in.
type Intake struct {
	By       string                // in whose name
	Code     string                // of the laptop, as a person was told it; see Admit
	Free     func() (int64, error) // bytes that are free where photos are stored; nil if nobody knows
	Progress Progress
}

// Outcome is what a bundle brought, or would bring.
type Outcome struct {
	inspection.Arrival
	Accepted bool // its laptop was accepted with this bundle, or would be
	Photos   int  // that the laptop lacked
}

// room is what stays free on the disk for what people do.
const room = 200 << 20

// Preview tells what Import would bring and changes nothing. Of the photos it looks only which are lacking.
func (b *Bundle) Preview(ctx context.Context, into Receiver, photos Photos, how Intake) (Outcome, error) {
	accept, err := b.Admit(ctx, into, how.Code)
	if err != nil {
		return Outcome{}, err
	}
	lacking, _ := b.lacking(photos)
	arrival, err := into.Preview(ctx, how.By, b.Delivery(ctx), b.merging(how.Progress))
	return Outcome{Arrival: arrival, Accepted: accept, Photos: lacking}, err
}

// Import takes the bundle in: the photos first, each durable and checked against its SHA-256, then the entries, all of them
// or none. Taking the same bundle in again changes nothing more. Cancelled or failed, it leaves no record; photos that were
// stored stay for the next attempt.
//
// Errors: those of Admit; CodeDamaged for what differs from its hash; CodeConflict if the bundle continues something that is
// not here; CodeUnwritable; the context's error.
func (b *Bundle) Import(ctx context.Context, into Receiver, photos Photos, how Intake) (Outcome, error) {
	accept, err := b.Admit(ctx, into, how.Code)
	if err != nil {
		return Outcome{}, err
	}
	if err := b.checkRoom(photos, how.Free); err != nil {
		return Outcome{}, err
	}
	stored, err := b.storePhotos(ctx, photos, how.Progress)
	if err != nil {
		return Outcome{}, err
	}
	if accept {
		if err := into.AcceptDevice(ctx, how.By, b.From()); err != nil {
			return Outcome{}, err
		}
	}
	arrival, err := into.Receive(ctx, how.By, b.Delivery(ctx), b.merging(how.Progress))
	return Outcome{Arrival: arrival, Accepted: accept, Photos: stored}, err
}

// checkRoom refuses a bundle for which the disk has no room before the disk is full.
func (b *Bundle) checkRoom(photos Photos, free func() (int64, error)) error {
	if free == nil {
		return nil
	}
	available, err := free()
	if err != nil {
		return nil // nobody knows; the disk will tell
	}
	_, needed := b.lacking(photos)
	needed += 3*b.Manifest.Size + room // entries, indexes, and the log until it is written back
	if available >= needed {
		return nil
	}
	return refuse(nil, inspection.CodeUnwritable, "error.bundle_no_room", b.Path, "needed", needed>>20, "free", available>>20)
}

// merging tells the progress of receiving: first entries, then, counted anew, the records they touch.
func (b *Bundle) merging(progress Progress) func(int64) {
	last, stage, total := int64(0), StageEntries, b.Manifest.Entries
	return func(done int64) {
		if done < last {
			stage, total = StageMerge, 0
		}
		last = done
		progress.tell(stage, done, total)
	}
}
