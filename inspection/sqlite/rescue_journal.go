package sqlite

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"anxun/inspection"
)

// remains is what is left of the journal of a damaged database. Every entry proves
// itself by its hash, so entries may be taken from any page of the file.
type remains struct {
	pages      *pages
	at         map[int64]cellAt // by sequence
	hashes     map[int64]string
	last       int64
	received   map[int64]cellAt // entries of other laptops, by arrival
	unreadable int64            // pages that are blank or cannot be read
}

const (
	columnsOfJournal  = 10
	columnsOfReceived = 12
)

// readRemains looks at every page. Memory grows with the number of entries, not with
// what they say.
func readRemains(ctx context.Context, p *pages) *remains {
	r := &remains{pages: p, at: map[int64]cellAt{}, hashes: map[int64]string{}, received: map[int64]cellAt{}}
	r.unreadable = p.each(func(at cellAt, rowid int64, payload []byte) {
		if ctx.Err() != nil {
			return // the rest is run through without a look
		}
		if change, ok := entryFrom(rowid, payload); ok {
			r.at[change.Sequence], r.hashes[change.Sequence] = at, change.Hash
			r.last = max(r.last, change.Sequence)
		} else if _, _, ok := receivedFrom(rowid, payload); ok {
			r.received[rowid] = at
		}
	})
	return r
}

// entryFrom decodes a journal entry; ok is false for anything else.
func entryFrom(rowid int64, payload []byte) (change inspection.Change, ok bool) {
	columns, err := values(payload, columnsOfJournal)
	if err != nil {
		return change, false
	}
	return changeFrom(rowid, rowid, columns)
}

// receivedFrom decodes an entry of another laptop, and the receipt it came with; ok is
// false for anything else.
func receivedFrom(rowid int64, payload []byte) (change inspection.Change, receipt int64, ok bool) {
	columns, err := values(payload, columnsOfReceived)
	if err != nil {
		return change, 0, false
	}
	sequence, first := columns[columnsOfJournal].(int64)
	receipt, second := columns[columnsOfJournal+1].(int64)
	if !first || !second {
		return change, 0, false
	}
	change, ok = changeFrom(rowid, sequence, columns)
	return change, receipt, ok
}

// changeFrom makes an entry of the columns that both tables begin with. It proves itself
// by its hash.
func changeFrom(rowid, sequence int64, columns []any) (change inspection.Change, ok bool) {
	if columns[0] != nil || rowid < 1 {
		return change, false
	}
	transaction, ok := columns[1].(int64)
	texts := make([]string, columnsOfJournal)
	for i := 2; i < columnsOfJournal && ok; i++ {
		texts[i], ok = columns[i].(string)
	}
	if !ok {
		return change, false
	}
	change = inspection.Change{Sequence: sequence, Transaction: transaction, Device: texts[2], Time: inspection.HybridTime(texts[3]), Actor: texts[4],
		RecordKind: inspection.RecordKind(texts[5]), Record: inspection.ID(texts[6]), Previous: texts[8], Hash: texts[9]}
	if json.Unmarshal([]byte(texts[7]), &change.Fields) != nil {
		return change, false
	}
	return change, change.ComputeHash() == change.Hash
}

// entry reads an entry again.
func (r *remains) entry(sequence int64) (inspection.Change, bool) {
	at, found := r.at[sequence]
	if !found {
		return inspection.Change{}, false
	}
	page, err := r.pages.page(at)
	if err != nil {
		return inspection.Change{}, false
	}
	rowid, payload, err := r.pages.cell(page, at)
	if err != nil {
		return inspection.Change{}, false
	}
	return entryFrom(rowid, payload)
}

// eachReceived hands out the entries of other laptops in the order in which they came.
func (r *remains) eachReceived(fn func(arrival int64, change inspection.Change, receipt int64) error) error {
	for _, arrival := range slices.Sorted(maps.Keys(r.received)) {
		at := r.received[arrival]
		page, err := r.pages.page(at)
		if err != nil {
			return err
		}
		rowid, payload, err := r.pages.cell(page, at)
		if err != nil {
			return err
		}
		if change, receipt, ok := receivedFrom(rowid, payload); ok {
			if err := fn(arrival, change, receipt); err != nil {
				return err
			}
		}
	}
	return nil
}

// unbroken is the last entry up to which the chain has no gap.
func (r *remains) unbroken() (last int64) {
	previous := ""
	for {
		change, ok := r.entry(last + 1)
		if !ok || change.Previous != previous {
			return last
		}
		last, previous = last+1, change.Hash
	}
}

// after lists the entries that are left behind a sequence, in order.
func (r *remains) after(sequence int64) []int64 {
	var left []int64
	for found := range r.at {
		if found > sequence {
			left = append(left, found)
		}
	}
	slices.Sort(left)
	return left
}

// lost lists the ranges of entries up to expected that are not there.
func (r *remains) lost(expected int64) [][2]int64 {
	var ranges [][2]int64
	for sequence := int64(1); sequence <= expected; sequence++ {
		if _, found := r.at[sequence]; found {
			continue
		}
		if n := len(ranges); n > 0 && ranges[n-1][1] == sequence-1 {
			ranges[n-1][1] = sequence
		} else {
			ranges = append(ranges, [2]int64{sequence, sequence})
		}
	}
	return ranges
}
