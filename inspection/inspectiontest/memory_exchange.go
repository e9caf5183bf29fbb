package inspectiontest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
)

// receivedEntry is an entry of another device with the receipt it came with.
type receivedEntry struct {
	inspection.Change
	receipt int64
}

// Receive implements inspection.Writer.
func (w *memoryWriter) Receive(ctx context.Context, entry inspection.Change) (bool, error) {
	if at, known := w.state.receivedAt[entryName{entry.Device, entry.Sequence}]; known {
		if w.state.received[at].Hash != entry.Hash {
			return false, inspection.Conflict("error.journal_forked", "device", entry.Device, "sequence", entry.Sequence)
		}
		return false, nil
	}
	if entry.Device == w.device.ID {
		switch {
		case entry.Sequence > int64(len(w.state.journal)):
			return false, inspection.Conflict("error.journal_behind", "sequence", entry.Sequence, "since", len(w.state.journal))
		case w.state.journal[entry.Sequence-1].Hash != entry.Hash:
			return false, inspection.Conflict("error.journal_forked_here", "sequence", entry.Sequence, "since", entry.Sequence-1)
		}
		return false, nil
	}
	if !w.ownReceived {
		w.ownReceived = true
		w.state.receivedAt, w.state.receivedOf = maps.Clone(w.state.receivedAt), maps.Clone(w.state.receivedOf)
		w.state.received = slices.Clip(w.state.received)
		if w.state.receivedAt == nil {
			w.state.receivedAt, w.state.receivedOf = map[entryName]int{}, map[recordName][]int{}
		}
	}
	at := len(w.state.received)
	w.state.receivedAt[entryName{entry.Device, entry.Sequence}] = at
	name := recordName{entry.RecordKind, entry.Record}
	w.state.receivedOf[name] = append(slices.Clip(w.state.receivedOf[name]), at)
	w.state.received = append(w.state.received, receivedEntry{entry, int64(w.first) + 1})
	if entry.Time > w.heard && entry.Time.Instant().Before(w.clock().Add(24*time.Hour)) {
		w.heard = entry.Time
	}
	return true, w.Touch(ctx, entry.RecordKind, entry.Record)
}

// Touch implements inspection.Writer.
func (w *memoryWriter) Touch(_ context.Context, kind inspection.RecordKind, record inspection.ID) error {
	if !slices.Contains(inspection.MergeOrder(), kind) {
		return inspection.Invalid("error.record_refused", "kind", string(kind), "record", string(record))
	}
	if w.touched == nil {
		w.touched = map[recordName]bool{}
	}
	name := recordName{kind, record}
	if _, present := w.touched[name]; !present {
		w.touched[name] = false
	}
	return nil
}

// TouchAnswers implements inspection.Writer.
func (w *memoryWriter) TouchAnswers(ctx context.Context, inspectionID inspection.ID) error {
	touch := func(change inspection.Change) error {
		if change.RecordKind == inspection.KindAnswer && strings.HasPrefix(string(change.Record), string(inspectionID)+"/") {
			return w.Touch(ctx, change.RecordKind, change.Record)
		}
		return nil
	}
	for _, change := range w.state.journal {
		if err := touch(change); err != nil {
			return err
		}
	}
	for _, entry := range w.state.received {
		if err := touch(entry.Change); err != nil {
			return err
		}
	}
	return nil
}

// EachTouched implements inspection.Writer.
func (w *memoryWriter) EachTouched(ctx context.Context, fn func(inspection.RecordKind, inspection.ID) error) error {
	for _, kind := range inspection.MergeOrder() {
		for {
			var open []inspection.ID
			for name, done := range w.touched {
				if name.kind == kind && !done {
					open = append(open, name.record)
				}
			}
			if len(open) == 0 {
				break
			}
			slices.Sort(open)
			for _, record := range open {
				w.touched[recordName{kind, record}] = true
				if err := fn(kind, record); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// merged reports whether merging wrote the entry.
func (r *memoryReader) merged(change inspection.Change) bool {
	first := r.state.journal[change.Transaction-1]
	return first.RecordKind == inspection.KindReceipt &&
		(change.RecordKind != inspection.KindReceipt || change.Record != inspection.ReceiptID(change.Device, change.Transaction))
}

// Entries implements inspection.Reader.
func (r *memoryReader) Entries(_ context.Context, kind inspection.RecordKind, record inspection.ID) ([]inspection.Change, error) {
	var entries []inspection.Change
	name := recordName{kind, record}
	for _, at := range r.state.journalOf[name] {
		if change := r.state.journal[at]; !r.merged(change) {
			entries = append(entries, change)
		}
	}
	for _, at := range r.state.receivedOf[name] {
		entries = append(entries, r.state.received[at].Change)
	}
	return entries, nil
}

// Known implements inspection.Reader.
func (r *memoryReader) Known(ctx context.Context) (inspection.Knowledge, error) {
	known := inspection.Knowledge{}
	receipts, err := r.Receipts(ctx)
	for _, receipt := range receipts {
		if receipt.Device == r.device.ID {
			known.AddAll(receipt.Known)
		}
	}
	known.Add(r.device.ID, 1, int64(len(r.state.journal)))
	return known, err
}

// EachEntry implements inspection.Reader.
func (r *memoryReader) EachEntry(ctx context.Context, known inspection.Knowledge, fn func(inspection.Change) error) (inspection.Knowledge, error) {
	here, err := r.Known(ctx)
	if err != nil {
		return nil, err
	}
	missing := known.Missing(here)
	next, receipt, handed := int64(0), int64(0), false
	hand := func(change inspection.Change) error {
		handed = true
		return fn(change)
	}
	own := func(before int64) error {
		for ; next < before; next++ {
			change := r.state.journal[next]
			if !missing.Has(r.device.ID, change.Sequence) || r.state.journal[change.Transaction-1].RecordKind == inspection.KindReceipt || !change.Shared() {
				continue
			}
			if newest := r.newestReceipt(r.device.ID, change.Sequence); newest > receipt {
				receipt = newest
				entries, _ := r.Entries(ctx, inspection.KindReceipt, inspection.ReceiptID(r.device.ID, newest))
				for _, entry := range entries {
					if err := hand(entry); err != nil {
						return err
					}
				}
			}
			if err := hand(change); err != nil {
				return err
			}
		}
		return nil
	}
	said := map[string]int64{} // the newest receipt of each of the others that goes along
	for _, entry := range r.state.received {
		if !missing.Has(entry.Device, entry.Sequence) {
			continue
		}
		if err := own(entry.receipt - 1); err != nil {
			return nil, err
		}
		if newest := r.newestReceipt(entry.Device, entry.Sequence); newest > said[entry.Device] && entry.RecordKind != inspection.KindReceipt {
			said[entry.Device] = newest
			if !missing.Has(entry.Device, newest) { // it stands for known, and need not have come
				entries, _ := r.Entries(ctx, inspection.KindReceipt, inspection.ReceiptID(entry.Device, newest))
				for _, receipt := range entries {
					if err := hand(receipt); err != nil {
						return nil, err
					}
				}
			}
		}
		if err := hand(entry.Change); err != nil {
			return nil, err
		}
	}
	if err := own(int64(len(r.state.journal))); err != nil {
		return nil, err
	}
	covers := known.Clone()
	if handed {
		covers.AddAll(here)
	}
	return covers, nil
}

// EachOwn implements inspection.Reader.
func (r *memoryReader) EachOwn(_ context.Context, after int64, fn func(inspection.Change) error) error {
	for _, change := range r.state.journal[min(after, int64(len(r.state.journal))):] {
		if r.merged(change) || !change.Shared() {
			continue
		}
		if err := fn(change); err != nil {
			return err
		}
	}
	return nil
}

// EachReceived implements inspection.Reader.
func (r *memoryReader) EachReceived(_ context.Context, device string, from, to int64, fn func(inspection.Change) error) error {
	for sequence := from; sequence <= to && to-from < 1<<20; sequence++ {
		if at, present := r.state.receivedAt[entryName{device, sequence}]; present {
			if err := fn(r.state.received[at].Change); err != nil {
				return err
			}
		}
	}
	return nil
}

// EachAttestation implements inspection.Reader.
func (r *memoryReader) EachAttestation(_ context.Context, device string, from, to int64, fn func(inspection.Attestation) error) error {
	attestations, err := all(r, inspection.KindAttestation, inspection.DecodeAttestation,
		func(a inspection.Attestation) bool { return a.Head.Device == device && a.From <= to && a.To >= from },
		func(a, b inspection.Attestation) int {
			return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID))
		})
	for _, a := range attestations {
		if err == nil {
			err = fn(a)
		}
	}
	return err
}

// newestReceipt returns the receipt of a laptop before an entry, 0 if there is none.
func (r *memoryReader) newestReceipt(device string, before int64) int64 {
	newest := int64(0)
	for _, fields := range r.state.records[inspection.KindReceipt] {
		receipt, err := inspection.DecodeReceipt("", fields)
		if err == nil && receipt.Device == device && receipt.Sequence < before {
			newest = max(newest, receipt.Sequence)
		}
	}
	return newest
}

// Receipts implements inspection.Reader.
func (r *memoryReader) Receipts(context.Context) ([]inspection.Receipt, error) {
	return all(r, inspection.KindReceipt, inspection.DecodeReceipt, nil, func(a, b inspection.Receipt) int {
		return cmp.Or(cmp.Compare(a.Device, b.Device), cmp.Compare(a.Sequence, b.Sequence))
	})
}

// Devices implements inspection.Reader.
func (r *memoryReader) Devices(context.Context) ([]inspection.Device, error) {
	return all(r, inspection.KindDevice, inspection.DecodeDevice, nil, func(a, b inspection.Device) int { return cmp.Compare(a.Code, b.Code) })
}

// Decisions implements inspection.Reader.
func (r *memoryReader) Decisions(context.Context) ([]inspection.Decision, error) {
	return all(r, inspection.KindDecision, inspection.DecodeDecision, nil, func(a, b inspection.Decision) int { return 0 })
}

// Conflicts implements inspection.Reader.
func (r *memoryReader) Conflicts(_ context.Context, settledToo bool) ([]inspection.MergeConflict, error) {
	return all(r, inspection.KindConflict, inspection.DecodeConflict, func(c inspection.MergeConflict) bool { return settledToo || !c.Settled },
		func(a, b inspection.MergeConflict) int { return a.Noted.Compare(b.Noted) })
}

// Assignment implements inspection.Reader.
func (r *memoryReader) Assignment(_ context.Context, kind inspection.RecordKind, record inspection.ID) (inspection.Assignment, error) {
	id := inspection.AssignmentID(kind, record)
	fields, present := r.state.records[inspection.KindAssignment][id]
	if !present {
		return inspection.Assignment{}, nil
	}
	return inspection.DecodeAssignment(id, fields)
}

// Assignments implements inspection.Reader.
func (r *memoryReader) Assignments(_ context.Context, person string) ([]inspection.Assignment, error) {
	return all(r, inspection.KindAssignment, inspection.DecodeAssignment,
		func(a inspection.Assignment) bool { return a.Person != "" && (person == "" || a.Person == person) },
		func(a, b inspection.Assignment) int {
			return cmp.Or(cmp.Compare(a.RecordKind, b.RecordKind), cmp.Compare(a.Record, b.Record))
		})
}

// AllActions implements inspection.Reader.
func (r *memoryReader) AllActions(_ context.Context, hazardID inspection.ID) ([]inspection.Action, error) {
	return all(r, inspection.KindAction, inspection.DecodeAction, func(a inspection.Action) bool { return a.HazardID == hazardID },
		func(a, b inspection.Action) int { return a.At.Compare(b.At) })
}

// RecordFields implements inspection.Reader.
func (r *memoryReader) RecordFields(_ context.Context, kind inspection.RecordKind, key inspection.ID) (inspection.Fields, error) {
	fields, present := r.state.records[kind][key]
	if !present {
		return nil, nil
	}
	return maps.Clone(fields), nil
}
