package inspection

import (
	"context"
	"slices"
)

// MergeOrder lists the kinds of records in the order in which they are merged: what
// decides about others comes first.
func MergeOrder() []RecordKind {
	return []RecordKind{KindReceipt, KindDecision, KindSetting, KindPlace, KindChecklist, KindInspector, KindInspection, KindAnswer,
		KindAction, KindHazard, KindEvidence, KindDocument, KindSignature, KindCustomReport, KindReportIssue, KindCorrection, KindSeal,
		KindAssignment, KindAttestation}
}

// sharedSettings belong to the office; every other setting belongs to one laptop.
var sharedSettings = []ID{SettingOffice, SettingOfficePhone, SettingOfficeMark, SettingIssuingDepartment, SettingIssuingName,
	SettingDeadlines, SettingHolidays, SettingPlan}

// Shared reports whether an entry is handed to other laptops. What concerns one laptop
// alone, its counters, its drafts and whom it trusts, is not, and neither is what every
// laptop finds out by itself.
func (c Change) Shared() bool {
	switch c.RecordKind {
	case KindDevice, KindConflict:
		return false
	case KindSetting:
		return slices.Contains(sharedSettings, c.Record)
	}
	return true
}

// storedRecord is a record made of fields.
type storedRecord struct {
	kind   RecordKind
	key    ID
	fields Fields
}

func (r storedRecord) Kind() RecordKind { return r.kind }
func (r storedRecord) Key() ID          { return r.key }
func (r storedRecord) Fields() Fields   { return r.fields }

// merging is one run of merging inside a transaction.
type merging struct {
	service   *Service
	r         Reader
	w         Writer // the same as r; nil where it is only looked at
	by        string
	causality *Causality
	arrival   *Arrival

	steps      []Action // of the hazard just merged, whose effect is another one now
	decided    map[recordName][]decided
	conflicts  map[recordName][]MergeConflict // that are stored
	finish     *finishing                     // of the inspection whose answers are being merged
	visits     map[ID]visitors                // inspections of which something was merged
	arrivedNow map[ID]bool                    // inspections that were not here before
}

func newMerging(s *Service, r Reader) *merging {
	return &merging{service: s, r: r, conflicts: map[recordName][]MergeConflict{}, visits: map[ID]visitors{}, arrivedNow: map[ID]bool{}}
}

type recordName struct {
	kind RecordKind
	key  ID
}

// decided is a decision with its entry in the journal.
type decided struct {
	decision Decision
	entry    Change
}

// run merges every touched record.
func (m *merging) run(ctx context.Context, progress func(int64)) error {
	var done int64
	err := m.w.EachTouched(ctx, func(kind RecordKind, record ID) error {
		if done++; progress != nil && done%500 == 0 {
			progress(done)
		}
		return m.record(ctx, kind, record)
	})
	if err != nil {
		return err
	}
	if err := m.settleOutdated(ctx); err != nil {
		return err
	}
	return m.resealMixed(ctx)
}

// settleOutdated settles conflicts that somebody here ended by changing the record.
func (m *merging) settleOutdated(ctx context.Context) error {
	open, err := m.w.Conflicts(ctx, false)
	if err != nil {
		return err
	}
	for _, conflict := range open {
		still, err := m.stillOpen(ctx, conflict)
		if err != nil {
			return err
		}
		if still == nil {
			conflict.Settled = true
			if err := m.w.Put(ctx, conflict); err != nil {
				return err
			}
		}
	}
	return nil
}

// record merges one record and stores the outcome.
func (m *merging) record(ctx context.Context, kind RecordKind, key ID) error {
	if err := m.prepare(ctx, kind); err != nil {
		return err
	}
	entries, err := m.r.Entries(ctx, kind, key)
	if err != nil {
		return err
	}
	m.causality.Order(entries)
	m.steps = nil
	merged, conflicts, err := m.outcome(ctx, kind, key, entries)
	if err != nil {
		return err
	}
	if merged == nil { // nothing to store, though there may be something to tell
		return m.note(ctx, recordName{kind, key}, conflicts)
	}
	if kind == KindChecklist {
		if stored, err := m.w.RecordFields(ctx, kind, key); err != nil || stored != nil {
			return err // a published version never changes
		}
	}
	if kind == KindPlace {
		if conflicts, err = m.sameCode(ctx, key, merged, conflicts); err != nil {
			return err
		}
	}
	if err := m.put(ctx, storedRecord{kind, key, merged}); err != nil {
		return err
	}
	for _, step := range m.steps {
		if err := m.w.Put(ctx, step); err != nil {
			return err
		}
	}
	if err := m.consequences(ctx, kind, key, merged, entries); err != nil {
		return err
	}
	return m.note(ctx, recordName{kind, key}, conflicts)
}

// prepare reads what deciding needs once its kinds have been merged.
func (m *merging) prepare(ctx context.Context, kind RecordKind) (err error) {
	if kind == KindReceipt || kind == KindDecision || m.decided != nil {
		return nil
	}
	if m.causality, err = ReadCausality(ctx, m.r); err != nil {
		return err
	}
	if m.decided, err = readDecided(ctx, m.r, m.causality); err != nil {
		return err
	}
	stored, err := m.r.Conflicts(ctx, true)
	for _, conflict := range stored {
		name := recordName{conflict.RecordKind, conflict.Record}
		m.conflicts[name] = append(m.conflicts[name], conflict)
	}
	return err
}

func readDecided(ctx context.Context, r Reader, causality *Causality) (map[recordName][]decided, error) {
	all := map[recordName][]decided{}
	decisions, err := r.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	for _, decision := range decisions {
		entries, err := r.Entries(ctx, KindDecision, decision.ID)
		if err != nil {
			return nil, err
		}
		if len(entries) > 0 {
			name := recordName{decision.RecordKind, decision.Record}
			all[name] = append(all[name], decided{decision, entries[0]})
		}
	}
	for _, list := range all {
		entries := make([]Change, len(list))
		for i, d := range list {
			entries[i] = d.entry
		}
		causality.Order(entries)
		slices.SortFunc(list, func(a, b decided) int {
			same := func(entry Change) func(Change) bool { return func(e Change) bool { return e.Hash == entry.Hash } }
			return slices.IndexFunc(entries, same(a.entry)) - slices.IndexFunc(entries, same(b.entry))
		})
	}
	return all, nil
}

// outcome merges the entries of a record; nil fields leave it as it is.
func (m *merging) outcome(ctx context.Context, kind RecordKind, key ID, entries []Change) (Fields, []MergeConflict, error) {
	switch {
	case len(entries) == 0:
		return nil, nil, nil
	case kind == KindHazard:
		return m.hazard(ctx, key, entries)
	case kind == KindAnswer:
		return m.answer(ctx, key, entries)
	case kind == KindAction:
		fields, _ := m.fieldwise(kind, key, entries)
		stored, err := m.r.RecordFields(ctx, kind, key)
		fields["set_aside"] = stored["set_aside"] // which its hazard decides
		return fields, nil, err
	}
	fields, conflicts := m.fieldwise(kind, key, entries)
	return fields, conflicts, nil
}

// fieldwise merges field by field, decisions of people included.
func (m *merging) fieldwise(kind RecordKind, key ID, entries []Change) (Fields, []MergeConflict) {
	merge := newFieldMerge(m.causality, kind, entries)
	m.inOrder(entries, m.decided[recordName{kind, key}], func(entry Change) { merge.apply(entry, nil) }, merge.decide)
	return merge.fields, merge.conflicts(key)
}

// inOrder hands out entries and decisions in one order.
func (m *merging) inOrder(entries []Change, decisions []decided, apply func(Change), decide func(decided)) {
	if len(decisions) == 0 {
		for _, entry := range entries {
			apply(entry)
		}
		return
	}
	all := slices.Clone(entries)
	for _, d := range decisions {
		all = append(all, d.entry)
	}
	m.causality.Order(all)
	for _, entry := range all {
		if at := slices.IndexFunc(decisions, func(d decided) bool { return d.entry.Hash == entry.Hash }); at >= 0 {
			decide(decisions[at])
		} else {
			apply(entry)
		}
	}
}

// decide gives a field the value that a person chose.
func (m *fieldMerge) decide(d decided) {
	if slices.Contains(m.names, d.decision.Field) {
		m.set(d.decision.Field, write{entry: d.entry, value: d.decision.Value})
	}
}

func (m *merging) put(ctx context.Context, record Record) error {
	before, err := m.w.RecordFields(ctx, record.Kind(), record.Key())
	if err != nil {
		return err
	}
	switch {
	case before == nil:
		m.arrival.New[record.Kind()]++
		if record.Kind() == KindInspection {
			m.arrivedNow[record.Key()] = true
		}
	case len(Diff(before, record.Fields())) > 0:
		m.arrival.Changed[record.Kind()]++
	default:
		return nil
	}
	return m.w.Put(ctx, record)
}

// note keeps the conflicts of a record: new ones are added, those that are no longer
// any are settled.
func (m *merging) note(ctx context.Context, name recordName, found []MergeConflict) error {
	stored := m.conflicts[name]
	for _, conflict := range found {
		at := slices.IndexFunc(stored, func(s MergeConflict) bool { return s.ID == conflict.ID })
		conflict.Noted = m.service.clock()
		if at >= 0 {
			if stored[at].sameSides(conflict) {
				continue
			}
			conflict.Noted = stored[at].Noted
		}
		if at < 0 || stored[at].Settled {
			m.arrival.Conflicts++
		}
		if err := m.w.Put(ctx, conflict); err != nil {
			return err
		}
	}
	for _, old := range stored {
		if old.Settled || old.ConflictKind == ConflictCode || slices.ContainsFunc(found, func(c MergeConflict) bool { return c.ID == old.ID }) {
			continue
		}
		old.Settled = true
		if err := m.w.Put(ctx, old); err != nil {
			return err
		}
	}
	return nil
}

// sameCode adds a conflict if another place has the code.
func (m *merging) sameCode(ctx context.Context, key ID, fields Fields, conflicts []MergeConflict) ([]MergeConflict, error) {
	if fields["removed"] == "1" {
		return conflicts, nil
	}
	holder, err := m.w.PlaceByCode(ctx, fields["code"])
	if CodeOf(err) == CodeNotFound || err == nil && (holder.ID == key || holder.Removed) {
		return conflicts, nil
	}
	if err != nil {
		return conflicts, err
	}
	sides := []ConflictSide{{Value: string(min(holder.ID, key))}, {Value: string(max(holder.ID, key))}}
	return append(conflicts, MergeConflict{ID: ConflictID(ConflictCode, KindPlace, ID(sides[0].Value), fields["code"]), ConflictKind: ConflictCode,
		RecordKind: KindPlace, Record: ID(sides[0].Value), Field: fields["code"], Sides: sides}), nil
}
