package hub

import (
	"context"
	"slices"

	"anxun/inspection"
)

// push hands over what the hub lacks: this laptop's entries, and those of others that came by other ways. While one batch
// is on its way the next one is gathered.
func (e *Exchange) push(ctx context.Context) error {
	known, err := e.Laptop.Known(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	o := newOutbox(e.card.ID, known, e.overview.Known.Clone())
	if e.BatchRows > 0 {
		o.most = e.BatchRows
	}
	gathered := make(chan error, 1)
	go func() { gathered <- o.gather(ctx, e.Laptop) }()
	var failed error
	for batch := range o.full {
		if failed == nil {
			if failed = e.send(ctx, batch, o.total); failed != nil {
				stop()
			}
		}
	}
	if err := <-gathered; failed == nil {
		failed = err
	}
	if failed != nil {
		return failed
	}
	return e.save(ctx)
}

// outgoing is a batch on its way to the hub.
type outgoing struct {
	rows    []Row
	covers  inspection.Knowledge
	authors []string
}

// outbox gathers entries into batches, in a goroutine of its own.
type outbox struct {
	device  string               // this laptop
	known   inspection.Knowledge // by it, when it began
	onHub   inspection.Knowledge // by the hub, when it began
	total   int64                // at most so many entries will go
	full    chan outgoing
	carried map[string]int64 // the newest entry of each device that was put into a batch
	codec   codec
	most    int // rows in a batch
	rows    []Row
	bytes   int
	newest  inspection.Change // that was added
}

func newOutbox(device string, known, onHub inspection.Knowledge) *outbox {
	o := &outbox{device: device, known: known, onHub: onHub, full: make(chan outgoing), carried: map[string]int64{}, most: batchRows}
	for _, ranges := range onHub.Missing(known) {
		for _, r := range ranges {
			o.total += r.To - r.From + 1
		}
	}
	return o
}

// gather passes everything on that the hub lacks.
func (o *outbox) gather(ctx context.Context, laptop Laptop) error {
	defer close(o.full)
	if _, err := laptop.EachEntry(ctx, inspection.Selection{Known: o.onHub}, func(c inspection.Change) error { return o.add(ctx, c) }); err != nil {
		return err
	}
	return o.pass(ctx, true)
}

// add puts an entry into the present batch; a batch that is full goes first, if a new transaction begins.
func (o *outbox) add(ctx context.Context, c inspection.Change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	begins := (c.Device != o.newest.Device || c.Transaction != o.newest.Transaction) && len(o.rows) > 0 && o.newest.RecordKind != inspection.KindReceipt
	if begins && (len(o.rows) >= o.most || o.bytes >= batchBytes) {
		if err := o.pass(ctx, false); err != nil {
			return err
		}
	}
	row, err := o.codec.encode(c)
	if err != nil {
		return err
	}
	row.Doubtful = o.onHub.Has(c.Device, c.Sequence) // a receipt may come again
	o.rows, o.bytes, o.newest = append(o.rows, row), o.bytes+len(row.Content), c
	o.carried[c.Device] = max(o.carried[c.Device], c.Sequence)
	return nil
}

// pass hands the present batch to whoever sends it.
func (o *outbox) pass(ctx context.Context, end bool) error {
	if len(o.rows) == 0 {
		return nil
	}
	batch := outgoing{rows: o.rows, covers: o.covers(end)}
	for device := range rowRuns(o.rows) {
		if !slices.Contains(batch.authors, device) {
			batch.authors = append(batch.authors, device)
		}
	}
	o.rows, o.bytes = make([]Row, 0, min(len(o.rows), o.most)), 0
	select {
	case o.full <- batch:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// covers is what the hub has after this batch: its entries, and what this laptop knows of their authors up to what was
// carried. Entries in between that are not carried are those that merging made, or that concern one laptop alone. What
// lies behind the newest carried entry is left for the next time, when it is known what of it matters. The entries of
// others may have come here in any order, so what is missing between them is told only at the end.
func (o *outbox) covers(end bool) inspection.Knowledge {
	covers := inspection.Knowledge{}
	for device, last := range o.carried {
		if !end && device != o.device {
			continue
		}
		for _, r := range o.known[device] {
			covers.Add(device, r.From, min(r.To, last))
		}
	}
	for device, r := range rowRuns(o.rows) {
		covers.Add(device, r.From, r.To)
	}
	return covers
}

// send hands over a batch.
func (e *Exchange) send(ctx context.Context, batch outgoing, total int64) error {
	if err := e.introduce(ctx, batch.authors); err != nil {
		return err
	}
	covers := e.overview.Known.Missing(batch.covers)
	appended, err := e.Hub.Append(ctx, Batch{By: e.card.ID, Rows: batch.rows, Covers: covers, Top: e.overview.Top})
	if err != nil {
		return err
	}
	e.outcome.Pushed += int64(appended.Added)
	e.overview.Known.AddAll(covers)
	if e.cursor.N == appended.Before && appended.Added == len(batch.rows) && e.cursor.N == e.overview.Top { // nothing of others in between: no need to read it back
		e.cursor.N, e.cursor.Mark = appended.Top, appended.Mark
	}
	e.overview.Top = appended.Top
	e.tell(StagePush, e.outcome.Pushed, max(total, e.outcome.Pushed))
	return nil
}

// introduce puts the cards of the authors on the hub, as far as they are known here.
func (e *Exchange) introduce(ctx context.Context, devices []string) error {
	authors := map[string]bool{}
	for _, device := range devices {
		authors[device] = true
	}
	for _, card := range e.overview.Devices {
		delete(authors, card.ID)
	}
	delete(authors, e.card.ID)
	if len(authors) == 0 {
		return nil
	}
	here, err := e.Laptop.Devices(ctx)
	if err != nil {
		return err
	}
	var cards []inspection.DeviceCard
	for _, device := range here {
		if authors[device.ID] && !device.Blocked {
			cards = append(cards, device.DeviceCard)
		}
	}
	if len(cards) == 0 {
		return nil
	}
	if err := e.Hub.Introduce(ctx, cards, e.Clock()); err != nil {
		return err
	}
	e.overview.Devices = append(e.overview.Devices, cards...)
	return nil
}
