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
	rows    []Row // without their content
	entries []inspection.Change
}

// readPage reads the rows after the cursor and checks that each continues the one before.
// While one row is checked the next ones are on their way already.
func (e *Exchange) readPage(ctx context.Context, limit int) (page, error) {
	size := int(min(int64(limit), e.overview.Top-e.cursor.N))
	room := min(size, pageRows) // the server says how many there are, and may say anything
	p := page{rows: make([]Row, 0, room), entries: make([]inspection.Change, 0, room)}
	n, mark := e.cursor.N, e.cursor.Mark
	check := func(row Row) error {
		entry, err := decode(row)
		if err != nil {
			return err
		}
		n, mark = n+1, NextMark(mark, row.Hash)
		if row.N != n || row.Mark != mark || len(p.rows) == size {
			return damaged(row, nil)
		}
		row.Content = nil
		p.rows, p.entries = append(p.rows, row), append(p.entries, entry)
		return nil
	}
	err := e.eachRow(ctx, limit, check)
	if err == nil && len(p.rows) < size { // it said there was more; asking again would never end
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
	last := len(p.rows) - 1
	if p.rows[last].N == top || p.rows[last].Covers != "" { // batches end where transactions end
		return len(p.rows)
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
	e.cursor.N, e.cursor.Mark = p.rows[whole-1].N, p.rows[whole-1].Mark
	return e.save(ctx)
}

// delivery makes one of the rows. It covers exactly what the rows up to there say: the entries, and what whoever pushed
// them knew on top, which is only what merging made there.
func (e *Exchange) delivery(p page, whole int) (inspection.Delivery, error) {
	covers, authors := inspection.Knowledge{}, map[string]bool{}
	entries := make([]inspection.Change, 0, whole)
	for i, entry := range p.entries[:whole] {
		if text := p.rows[i].Covers; text != "" {
			more, err := inspection.ParseKnowledge(text)
			if err != nil {
				return inspection.Delivery{}, damaged(p.rows[i], err)
			}
			covers.AddAll(more)
		}
		if slices.Contains(e.cursor.Without, entry.Device) {
			if !slices.Contains(e.outcome.Blocked, entry.Device) {
				e.outcome.Blocked = append(e.outcome.Blocked, entry.Device)
			}
			continue
		}
		authors[entry.Device] = true
		covers.Add(entry.Device, entry.Sequence, entry.Sequence)
		entries = append(entries, entry)
	}
	for _, device := range e.cursor.Without {
		delete(covers, device)
	}
	e.strangers(authors)
	return inspection.Delivery{Via: inspection.ViaHub, Base: inspection.Knowledge{}, Covers: covers, From: inspection.DeviceCard{Person: "HUB"},
		Entries: func(fn func(inspection.Change) error) error {
			for _, entry := range entries {
				if err := fn(entry); err != nil {
					return err
				}
			}
			return nil
		}}, nil
}
