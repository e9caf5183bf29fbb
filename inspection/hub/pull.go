package hub

import (
	"context"
	"slices"

	"anxun/inspection"
)

// pull takes in everything up to the newest row that the overview named.
func (e *Exchange) pull(ctx context.Context) error {
	first, limit := e.cursor.N, e.pageRows()
	for e.cursor.N < e.overview.Top {
		if err := ctx.Err(); err != nil {
			return err
		}
		e.tell(StagePull, e.cursor.N-first, e.overview.Top-first)
		page, err := e.readPage(ctx, limit)
		if err != nil {
			return err
		}
		whole := page.whole(e.overview.Top)
		if whole == 0 { // one transaction is larger than a page
			limit *= 2
			continue
		}
		limit = e.pageRows()
		if err := e.receive(ctx, page, whole); err != nil {
			return err
		}
	}
	e.tell(StagePull, e.cursor.N-first, e.overview.Top-first)
	return e.save(ctx)
}

// pullRest takes in what others pushed while this laptop was pushing.
func (e *Exchange) pullRest(ctx context.Context) error {
	if e.cursor.N >= e.overview.Top {
		return e.save(ctx)
	}
	return e.pull(ctx)
}

func (e *Exchange) pageRows() int {
	if e.PageRows > 0 {
		return e.PageRows
	}
	return pageRows
}

// page is a number of rows in order, checked.
type page struct {
	after   int64 // number of the row before it
	entries []inspection.Change
	rest    []afterEntry // what else the rows say
}

// afterEntry is what a row says beside its entry.
type afterEntry struct{ covers, mark string }

// readPage reads the rows after the cursor and checks that each continues the one before.
// While one row is checked the next ones are on their way already.
func (e *Exchange) readPage(ctx context.Context, limit int) (page, error) {
	size := int(min(int64(limit), e.overview.Top-e.cursor.N))
	room := min(size, pageRows) // the server says how many there are, and may say anything
	p := page{after: e.cursor.N, entries: make([]inspection.Change, 0, room), rest: make([]afterEntry, 0, room)}
	n, mark := e.cursor.N, e.cursor.Mark
	check := func(row Row) error {
		entry, err := e.codec.decode(row)
		if err != nil {
			return err
		}
		n++
		if expected := nextMark(mark, row.Hash); row.N != n || row.Mark != string(expected[:]) || len(p.entries) == size {
			return damaged(row, nil)
		}
		mark = row.Mark
		p.entries, p.rest = append(p.entries, entry), append(p.rest, afterEntry{row.Covers, row.Mark})
		return nil
	}
	err := e.eachRow(ctx, limit, check)
	if err == nil && len(p.entries) < size { // it said there was more; asking again would never end
		err = damaged(Row{N: n + 1}, nil)
	}
	return p, err
}

// handful is how many rows go from the reading to the checking at a time.
const handful = 64

// eachRow reads the page in one goroutine and hands its rows to fn in another.
func (e *Exchange) eachRow(ctx context.Context, limit int, fn func(Row) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	rows, read := make(chan []Row, 16), make(chan error, 1)
	go func() {
		defer close(rows)
		some := make([]Row, 0, handful)
		send := func() error {
			select {
			case rows <- some:
				some = make([]Row, 0, handful)
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		err := e.Hub.Page(ctx, e.cursor.N, e.overview.Top, limit, func(row Row) error {
			if some = append(some, row); len(some) < handful {
				return nil
			}
			return send()
		})
		if err == nil && len(some) > 0 {
			err = send()
		}
		read <- err
	}()
	var failed error
	for some := range rows {
		for _, row := range some {
			if failed == nil {
				failed = fn(row)
			}
		}
		if failed != nil {
			stop()
		}
	}
	if err := <-read; failed == nil {
		failed = err
	}
	return failed
}

// whole returns how many rows of the page can be taken in: up to the end of a device's transaction, as what was written
// together is merged together, and not up to a receipt, which says what the author of the next entry knew. The rest comes
// with the next page.
func (p page) whole(top int64) int {
	last := len(p.entries) - 1
	if p.after+int64(last)+1 == top || p.rest[last].covers != "" { // batches end where transactions end
		return len(p.entries)
	}
	end := last
	for end > 0 && p.entries[end-1].Device == p.entries[last].Device && p.entries[end-1].Transaction == p.entries[last].Transaction {
		end--
	}
	for end > 0 && p.entries[end-1].RecordKind == inspection.KindReceipt {
		end--
	}
	return end
}

// receive takes in the first rows of a page, and only then moves the cursor.
func (e *Exchange) receive(ctx context.Context, p page, whole int) error {
	delivery, err := e.delivery(p, whole)
	if err != nil {
		return err
	}
	arrival, err := e.Laptop.Receive(ctx, e.By, delivery, nil)
	if err != nil {
		return err
	}
	e.outcome.Pulled += arrival.Entries - arrival.Known
	e.outcome.Conflicts += arrival.Conflicts
	for _, counts := range []map[inspection.RecordKind]int{arrival.New, arrival.Changed} {
		for _, count := range counts {
			e.outcome.Changed += count
		}
	}
	e.cursor.N, e.cursor.Mark = p.after+int64(whole), p.rest[whole-1].mark
	return e.save(ctx)
}

// delivery makes one of the rows. It covers exactly what the rows up to there say: the entries, and what whoever pushed
// them knew on top, which is only what merging made there.
func (e *Exchange) delivery(p page, whole int) (inspection.Delivery, error) {
	entries := p.entries[:whole]
	if len(e.cursor.Without) > 0 {
		entries = e.leaveOut(entries)
	}
	covers := inspection.Knowledge{}
	for i, rest := range p.rest[:whole] {
		if rest.covers == "" {
			continue
		}
		more, err := inspection.ParseKnowledge(rest.covers)
		if err != nil {
			return inspection.Delivery{}, damaged(Row{N: p.after + int64(i) + 1}, err)
		}
		covers.AddAll(more)
	}
	authors := map[string]bool{}
	for device, r := range entryRuns(entries) {
		authors[device] = true
		covers.Add(device, r.From, r.To)
	}
	for _, device := range e.cursor.Without {
		delete(covers, device)
	}
	e.strangers(authors)
	return inspection.Delivery{Via: inspection.ViaHub, Base: inspection.Knowledge{}, Covers: covers, From: inspection.DeviceCard{Person: "HUB"},
		Entries: func(fn func(inspection.Change) error) error {
			for i := range entries {
				if err := fn(entries[i]); err != nil {
					return err
				}
			}
			return nil
		}}, nil
}

// leaveOut drops the entries of blocked laptops and notes whose they are.
func (e *Exchange) leaveOut(entries []inspection.Change) []inspection.Change {
	var rest []inspection.Change
	for _, entry := range entries {
		if !slices.Contains(e.cursor.Without, entry.Device) {
			rest = append(rest, entry)
		} else if !slices.Contains(e.outcome.Blocked, entry.Device) {
			e.outcome.Blocked = append(e.outcome.Blocked, entry.Device)
		}
	}
	return rest
}
