package hub

import (
	"context"

	"anxun/inspection"
)

// push hands over what the hub lacks: this laptop's entries, and those of others that came by other ways.
func (e *Exchange) push(ctx context.Context) error {
	known, err := e.Laptop.Known(ctx)
	if err != nil {
		return err
	}
	o := &outbox{exchange: e, known: known, carried: map[string]int64{}}
	for _, ranges := range e.overview.Known.Missing(known) {
		for _, r := range ranges {
			o.total += r.To - r.From + 1
		}
	}
	if _, err := e.Laptop.EachEntry(ctx, inspection.Selection{Known: e.overview.Known}, func(c inspection.Change) error { return o.add(ctx, c) }); err != nil {
		return err
	}
	if err := o.send(ctx, true); err != nil {
		return err
	}
	return e.save(ctx)
}

// outbox gathers entries into batches.
type outbox struct {
	exchange *Exchange
	known    inspection.Knowledge // by this laptop, when it began
	carried  map[string]int64     // the newest entry of each device that was put into a batch
	rows     []Row
	bytes    int
	device   string // of the newest row
	unit     int64  // and its transaction
	total    int64  // at most so many entries will go
}

// add puts an entry into the present batch; a batch that is full goes first, if a new transaction begins.
func (o *outbox) add(ctx context.Context, c inspection.Change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	begins := (c.Device != o.device || c.Transaction != o.unit) && len(o.rows) > 0 && o.rows[len(o.rows)-1].Kind != inspection.KindReceipt
	if begins && (len(o.rows) >= batchRows || o.bytes >= batchBytes) {
		if err := o.send(ctx, false); err != nil {
			return err
		}
	}
	row, err := encode(c)
	if err != nil {
		return err
	}
	row.Doubtful = o.exchange.overview.Known.Has(c.Device, c.Sequence) // a receipt may come again
	o.rows, o.bytes = append(o.rows, row), o.bytes+len(row.Content)
	o.device, o.unit = c.Device, c.Transaction
	o.carried[c.Device] = max(o.carried[c.Device], c.Sequence)
	return nil
}

// covers is what the hub has after this batch: its entries, and what this laptop knows of their authors up to what was
// carried. Entries in between that are not carried are those that merging made, or that concern one laptop alone. What
// lies behind the newest carried entry is left for the next time, when it is known what of it matters. The entries of
// others may have come here in any order, so what is missing between them is told only at the end.
func (o *outbox) covers(end bool) inspection.Knowledge {
	covers := inspection.Knowledge{}
	for device, last := range o.carried {
		if !end && device != o.exchange.card.ID {
			continue
		}
		for _, r := range o.known[device] {
			covers.Add(device, r.From, min(r.To, last))
		}
	}
	for _, row := range o.rows {
		covers.Add(row.Device, row.Sequence, row.Sequence)
	}
	return o.exchange.overview.Known.Missing(covers)
}

// send hands over the present batch.
func (o *outbox) send(ctx context.Context, end bool) error {
	if len(o.rows) == 0 {
		return nil
	}
	e := o.exchange
	if err := e.introduce(ctx, o.rows); err != nil {
		return err
	}
	covers := o.covers(end)
	appended, err := e.Hub.Append(ctx, Batch{By: e.card.ID, Rows: o.rows, Covers: covers, Top: e.overview.Top})
	if err != nil {
		return err
	}
	e.outcome.Pushed += int64(appended.Added)
	e.overview.Known.AddAll(covers)
	if e.cursor.N == appended.Before && appended.Added == len(o.rows) && e.cursor.N == e.overview.Top { // nothing of others in between: no need to read it back
		e.cursor.N, e.cursor.Mark = appended.Top, appended.Mark
	}
	e.overview.Top = appended.Top
	o.rows, o.bytes = o.rows[:0], 0
	e.tell(StagePush, e.outcome.Pushed, max(o.total, e.outcome.Pushed))
	return nil
}

// introduce puts the cards of the authors on the hub, as far as they are known here.
func (e *Exchange) introduce(ctx context.Context, rows []Row) error {
	authors := map[string]bool{}
	for _, row := range rows {
		authors[row.Device] = true
	}
	for _, card := range e.overview.Devices {
		delete(authors, card.ID)
	}
	delete(authors, e.card.ID)
	if len(authors) == 0 {
		return nil
	}
	devices, err := e.Laptop.Devices(ctx)
	if err != nil {
		return err
	}
	var cards []inspection.DeviceCard
	for _, device := range devices {
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
