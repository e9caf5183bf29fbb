package hub

import (
	"iter"

	"anxun/inspection"
)

// runs goes through n entries as ranges of those that follow one another on one laptop. at names an entry.
func runs(n int, at func(int) (device string, sequence int64)) iter.Seq2[string, inspection.SequenceRange] {
	return func(yield func(string, inspection.SequenceRange) bool) {
		var device string
		var r inspection.SequenceRange
		for i := range n {
			d, sequence := at(i)
			if i > 0 && d == device && sequence == r.To+1 {
				r.To = sequence
				continue
			}
			if i > 0 && !yield(device, r) {
				return
			}
			device, r = d, inspection.SequenceRange{From: sequence, To: sequence}
		}
		if n > 0 {
			yield(device, r)
		}
	}
}

func rowRuns(rows []Row) iter.Seq2[string, inspection.SequenceRange] {
	return runs(len(rows), func(i int) (string, int64) { return rows[i].Device, rows[i].Sequence })
}

func entryRuns(entries []inspection.Change) iter.Seq2[string, inspection.SequenceRange] {
	return runs(len(entries), func(i int) (string, int64) { return entries[i].Device, entries[i].Sequence })
}
