package inspectiontest

import (
	"cmp"
	"fmt"
	"slices"

	"anxun/inspection"
)

// concurrentWrites finds, without any of the program's merging, which fields were
// written by two laptops that did not know of each other, with different values. It
// follows each laptop's knowledge by itself.
func concurrentWrites(h *history, entries []inspection.Change) []string {
	knew := newOracle(h)
	h.decisions = nil
	for _, entry := range entries {
		if entry.RecordKind == inspection.KindDecision {
			named := map[string]string{}
			for _, f := range entry.Fields {
				named[f.Field] = f.New
			}
			h.decisions = append(h.decisions, decidedEntry{entry, named})
		}
	}
	type name struct {
		kind   inspection.RecordKind
		record inspection.ID
	}
	records := map[name][]inspection.Change{}
	for _, entry := range entries {
		if entry.Shared() {
			records[name{entry.RecordKind, entry.Record}] = append(records[name{entry.RecordKind, entry.Record}], entry)
		}
	}
	var found []string
	for n, list := range records {
		for field := range fieldsOf(list) {
			if ownMatter(n.kind, field) || !knew.disagree(h, n.kind, n.record, field, list) {
				continue
			}
			found = append(found, fmt.Sprintf("%s %s %s", n.kind, n.record, field))
		}
	}
	slices.Sort(found)
	return found
}

func fieldsOf(entries []inspection.Change) map[string]bool {
	fields := map[string]bool{}
	for _, entry := range entries {
		for _, f := range entry.Fields {
			fields[f.Field] = true
		}
	}
	return fields
}

// ownMatter are fields that accompany others, and the hazard's workflow, which is
// replayed.
func ownMatter(kind inspection.RecordKind, field string) bool {
	switch kind {
	case inspection.KindAnswer:
		return slices.Contains([]string{"by", "at", "origin", "checklist"}, field)
	case inspection.KindHazard:
		return slices.Contains([]string{"found", "found_by", "status", "rework", "submitted_by", "closed_by", "closed", "transfer_to",
			"shelved_until", "request", "request_until", "requested_by", "due"}, field)
	case inspection.KindInspection:
		return field == "departments"
	case inspection.KindAssignment:
		return field == "by" || field == "at"
	}
	return false
}

// oracle knows who knew what, from the receipts as the laptops wrote them.
type oracle struct {
	receipts map[string][]inspection.Receipt
}

func newOracle(h *history) oracle {
	o := oracle{receipts: map[string][]inspection.Receipt{}}
	for _, l := range h.laptops {
		id, _ := l.store.Device()
		h.must(l.View(h.ctx, func(r inspection.Reader) error {
			all, err := r.Receipts(h.ctx)
			for _, receipt := range all {
				if receipt.Device == id {
					o.receipts[id] = append(o.receipts[id], receipt)
				}
			}
			return err
		}))
		slices.SortFunc(o.receipts[id], func(a, b inspection.Receipt) int { return cmp.Compare(a.Sequence, b.Sequence) })
	}
	return o
}

func (o oracle) knew(later, earlier inspection.Change) bool {
	if later.Device == earlier.Device {
		return later.Sequence > earlier.Sequence
	}
	for _, receipt := range slices.Backward(o.receipts[later.Device]) {
		if receipt.Sequence < later.Sequence {
			return receipt.Known.Has(earlier.Device, earlier.Sequence)
		}
	}
	return false
}

// disagree reports whether two newest writes of the field differ. Whoever saw no such
// record wrote all its fields.
func (o oracle) disagree(h *history, kind inspection.RecordKind, record inspection.ID, field string, entries []inspection.Change) bool {
	type value struct {
		entry inspection.Change
		text  string
	}
	var writes []value
	if kind == inspection.KindAnswer { // whoever corrects to an answer that never counted writes a new one
		entries = slices.DeleteFunc(slices.Clone(entries), func(e inspection.Change) bool { return !h.answerCounts(o, record, e) })
	}
	for _, entry := range entries {
		at := slices.IndexFunc(entry.Fields, func(f inspection.FieldChange) bool { return f.Field == field })
		first := !slices.ContainsFunc(entries, func(e inspection.Change) bool { return o.knew(entry, e) })
		switch {
		case at >= 0:
			writes = append(writes, value{entry, entry.Fields[at].New})
		case first:
			writes = append(writes, value{entry, ""})
		}
	}
	for _, d := range h.decisions {
		if d.named["record_kind"] == string(kind) && d.named["record"] == string(record) && d.named["field"] == field {
			writes = append(writes, value{d.entry, d.named["value"]})
		}
	}
	var newest []string
	for _, w := range writes {
		if !slices.ContainsFunc(writes, func(other value) bool { return o.knew(other.entry, w.entry) }) {
			newest = append(newest, w.text)
		}
	}
	slices.Sort(newest)
	return len(slices.Compact(newest)) > 1
}

// answerCounts reports whether an answer counts: whoever finished the inspection knew of it,
// or its author knew that it was finished.
func (h *history) answerCounts(o oracle, record inspection.ID, entry inspection.Change) bool {
	visit, _ := inspection.SplitAnswerID(record)
	finish := h.finishOf(visit)
	return finish == nil || o.knew(*finish, entry) || o.knew(entry, *finish)
}
