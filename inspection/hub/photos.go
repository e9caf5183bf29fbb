package hub

import (
	"context"
	"errors"
	"os"
	"slices"

	"anxun/inspection"
)

const (
	// keptAwaited is how many awaited photos are remembered one by one. If there are more, the entries that speak of them
	// are looked at again the next time.
	keptAwaited = 200
	// askPhotos is how many photos the hub is asked about at once.
	askPhotos = 500
)

// photos exchanges the files of photos and signatures whose records were exchanged before.
func (e *Exchange) photos(ctx context.Context, fetch, send bool) error {
	if e.Photos == nil {
		return nil
	}
	wanted, covers, err := e.unsettled(ctx)
	if err != nil {
		return err
	}
	plan, err := e.planPhotos(ctx, wanted, fetch, send)
	if err != nil {
		return err
	}
	for _, p := range plan.sending {
		if err := e.bad(p, e.sendPhoto(ctx, p), &plan); err != nil {
			return err
		}
		e.tell(StageSendPhoto, int64(e.outcome.PhotosSent), int64(len(plan.sending)))
	}
	for _, f := range plan.fetching {
		if err := e.bad(f.photo, e.fetchPhoto(ctx, f.photo, f.remote), &plan); err != nil {
			return err
		}
		e.tell(StageFetchPhoto, int64(e.outcome.PhotosFetched), int64(len(plan.fetching)))
	}
	e.outcome.PhotosAwaited = len(plan.awaited) - len(e.outcome.PhotosRefused)
	if !plan.open && len(plan.awaited) <= keptAwaited {
		e.cursor.Settled, e.cursor.Awaited = covers.String(), plan.awaited
	}
	return e.save(ctx)
}

// photoPlan is what is to be done about the photos that may be missing somewhere.
type photoPlan struct {
	sending  []photo
	fetching []fetching
	awaited  []photo // files that are nowhere, or that are no good
	open     bool    // something was left out that the next exchange must look at
}

type fetching struct {
	photo
	remote Photo
}

// planPhotos looks which of the photos are here and which on the hub.
func (e *Exchange) planPhotos(ctx context.Context, wanted []photo, fetch, send bool) (plan photoPlan, err error) {
	for part := range slices.Chunk(wanted, askPhotos) {
		hashes := make([]string, len(part))
		for i, p := range part {
			hashes[i] = p.SHA256
		}
		there, err := e.Hub.HasPhotos(ctx, hashes)
		if err != nil {
			return plan, err
		}
		for _, p := range part {
			remote, onHub := there[p.SHA256]
			switch here := e.Photos.Has(p.evidence()); {
			case here && !onHub && send:
				plan.sending = append(plan.sending, p)
			case !here && onHub && fetch:
				plan.fetching = append(plan.fetching, fetching{p, remote})
			case !here && !onHub:
				plan.awaited = append(plan.awaited, p)
			case here != onHub:
				plan.open = true
			}
		}
	}
	return plan, nil
}

// bad passes an error on, unless it only says that one file is no good: that must not stop the others.
func (e *Exchange) bad(p photo, err error, plan *photoPlan) error {
	var bad *badPhoto
	if !errors.As(err, &bad) {
		return err
	}
	e.outcome.PhotosRefused = append(e.outcome.PhotosRefused, bad.name)
	plan.awaited = append(plan.awaited, p)
	return nil
}

// unsettled lists the photos that may be missing here or on the hub: those of entries that were not looked at yet, and
// those that were awaited. covers is what was looked at after that.
func (e *Exchange) unsettled(ctx context.Context) (wanted []photo, covers inspection.Knowledge, err error) {
	settled, err := inspection.ParseKnowledge(e.cursor.Settled)
	if err != nil {
		settled = inspection.Knowledge{} // everything is looked at again
	}
	seen := map[string]bool{}
	add := func(p photo) {
		if !seen[p.SHA256] {
			seen[p.SHA256] = true
			wanted = append(wanted, p)
		}
	}
	for _, p := range e.cursor.Awaited {
		add(p)
	}
	covers, err = e.Laptop.EachEntry(ctx, inspection.Selection{Known: settled}, func(c inspection.Change) error {
		if p, speaks := photoOf(c); speaks {
			add(p)
		}
		return nil
	})
	return wanted, covers, err
}

// photoOf returns the file that an entry speaks of for the first time.
func photoOf(c inspection.Change) (photo, bool) {
	if c.RecordKind != inspection.KindEvidence && c.RecordKind != inspection.KindSignature {
		return photo{}, false
	}
	fields := inspection.Fields{}
	for _, field := range c.Fields {
		fields[field.Field] = field.New
	}
	if fields["sha256"] == "" {
		return photo{}, false
	}
	file, err := inspection.DecodeSignature(c.Record, inspection.Fields{"size": fields["size"]})
	return photo{SHA256: fields["sha256"], Format: fields["format"], Size: file.Size}, err == nil && file.Size > 0
}

// badPhoto is a file that does not hold what its name says. It must not stop the others.
type badPhoto struct{ name string }

func (b *badPhoto) Error() string { return "the file " + b.name + " does not hold what its name says" }

// sendPhoto puts the pieces on the hub that are not there yet.
func (e *Exchange) sendPhoto(ctx context.Context, p photo) error {
	data, err := os.ReadFile(e.Photos.Path(p.evidence())) // at most evidence.MaxFileSize
	if err != nil || digest(data) != p.SHA256 {
		return &badPhoto{p.SHA256}
	}
	remote := Photo{SHA256: p.SHA256, Size: int64(len(data)), PieceSize: PieceSize}
	there, err := e.Hub.Pieces(ctx, p.SHA256)
	if err != nil {
		return err
	}
	last := remote.Pieces() - 1
	for number := range remote.Pieces() {
		if there[number] && number < last {
			continue
		}
		piece := data[number*PieceSize : min((number+1)*PieceSize, len(data))]
		if err := e.Hub.PutPiece(ctx, remote, number, piece, number == last); err != nil {
			return err
		}
	}
	e.outcome.PhotosSent++
	return nil
}

// fetchPhoto gets the pieces that are not here yet. The file gets its name only when its hash was checked.
func (e *Exchange) fetchPhoto(ctx context.Context, p photo, remote Photo) error {
	if remote.Size != int64(p.Size) {
		return &badPhoto{p.SHA256}
	}
	have, err := e.Parts.Size(p.SHA256, remote.PieceSize)
	if err != nil {
		return err
	}
	for number := int(have / int64(remote.PieceSize)); number < remote.Pieces(); number++ {
		piece, err := e.Hub.Piece(ctx, p.SHA256, number)
		if err != nil {
			return err
		}
		if err := e.Parts.Append(p.SHA256, piece); err != nil {
			return err
		}
	}
	data, err := e.Parts.Take(p.SHA256)
	if err != nil {
		return err
	}
	if digest(data) != p.SHA256 {
		return &badPhoto{p.SHA256}
	}
	kept, err := e.Photos.AddBytes(p.SHA256+"."+p.Format, data)
	switch {
	case inspection.CodeOf(err) == inspection.CodeInvalid: // a photo that this version does not accept
		return &badPhoto{p.SHA256}
	case err != nil:
		return err
	case kept.SHA256 != p.SHA256 || kept.Format != p.Format:
		return &badPhoto{p.SHA256}
	}
	e.outcome.PhotosFetched++
	return nil
}
