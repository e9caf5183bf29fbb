package inspection

import (
	"context"
	"slices"
)

// eachSelected streams the entries of the selected records, of everything that belongs
// to them and of what they refer to, and what their authors had received.
func eachSelected(ctx context.Context, r Reader, selection Selection, fn func(Change) error) (Knowledge, error) {
	c := &collection{ctx: ctx, r: r, seen: map[recordName]bool{}}
	for _, id := range selection.Places {
		c.place(id)
	}
	for _, id := range selection.Inspections {
		c.inspection(id)
	}
	for _, id := range selection.Hazards {
		c.hazard(id)
	}
	c.decisions()
	if c.err != nil {
		return nil, c.err
	}
	covers, authors := selection.Known.Clone(), map[string]int64{}
	hand := func(entry Change) error {
		covers.Add(entry.Device, entry.Sequence, entry.Sequence)
		return fn(entry)
	}
	var latest []Change
	for _, name := range c.names {
		entries, err := r.Entries(ctx, name.kind, name.key)
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			if !selection.Known.Has(entry.Device, entry.Sequence) && entry.Shared() {
				latest = append(latest, entry)
			}
		}
	}
	for _, entry := range latest {
		authors[entry.Device] = max(authors[entry.Device], entry.Sequence)
	}
	if err := eachReceipt(ctx, r, authors, hand); err != nil {
		return nil, err
	}
	slices.SortStableFunc(latest, compareByClock)
	for _, entry := range latest {
		if err := hand(entry); err != nil {
			return nil, err
		}
	}
	return covers, eachProof(ctx, r, selection.Known, covers.Clone(), hand)
}

// eachProof streams the attestations that speak of the entries.
func eachProof(ctx context.Context, r Reader, known, entries Knowledge, fn func(Change) error) error {
	for device, ranges := range known.Missing(entries) {
		var proofs []ID
		for _, one := range ranges {
			err := r.EachAttestation(ctx, device, one.From, one.To, func(a Attestation) error {
				if !slices.Contains(proofs, a.ID) {
					proofs = append(proofs, a.ID)
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		for _, id := range proofs {
			written, err := r.Entries(ctx, KindAttestation, id)
			if err != nil {
				return err
			}
			for _, entry := range written {
				if known.Has(entry.Device, entry.Sequence) || entries.Has(entry.Device, entry.Sequence) {
					continue
				}
				if err := fn(entry); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// eachReceipt streams what the authors had received before their last entry: without it
// nobody could tell what they knew.
func eachReceipt(ctx context.Context, r Reader, authors map[string]int64, fn func(Change) error) error {
	receipts, err := r.Receipts(ctx)
	if err != nil {
		return err
	}
	for _, receipt := range receipts {
		if receipt.Sequence >= authors[receipt.Device] {
			continue
		}
		entries, err := r.Entries(ctx, KindReceipt, receipt.ID)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			if err := fn(entry); err != nil {
				return err
			}
		}
	}
	return nil
}

// collection gathers records and what belongs to them. After an error it gathers
// nothing more.
type collection struct {
	ctx   context.Context
	r     Reader
	names []recordName
	seen  map[recordName]bool
	err   error
}

// add reports whether the record was not there yet.
func (c *collection) add(kind RecordKind, key ID) bool {
	name := recordName{kind, key}
	if c.err != nil || key == "" || c.seen[name] {
		return false
	}
	c.seen[name] = true
	c.names = append(c.names, name)
	return true
}

func (c *collection) keep(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *collection) place(id ID) {
	if c.add(KindPlace, id) {
		c.add(KindAssignment, AssignmentID(KindPlace, id))
	}
}

func (c *collection) inspection(id ID) {
	if !c.add(KindInspection, id) {
		return
	}
	visit, err := c.r.Inspection(c.ctx, id)
	if err != nil {
		c.keep(err)
		return
	}
	c.add(KindAssignment, AssignmentID(KindInspection, id))
	c.place(visit.PlaceID)
	for _, ref := range visit.Checklists {
		c.add(KindChecklist, ID(ref))
	}
	parts, err := partsOfInspection(c.ctx, c.r, id)
	c.keep(err)
	for _, part := range parts {
		c.add(part.kind, part.key)
	}
	hazards, err := c.r.Hazards(c.ctx, HazardFilter{InspectionID: id, IncludeWithdrawn: true, IncludeRemoved: true})
	c.keep(err)
	for _, hazard := range hazards {
		c.hazard(hazard.ID)
	}
	seals, err := c.r.Seals(c.ctx, id)
	c.keep(err)
	for _, seal := range seals {
		c.add(KindSeal, seal.ID)
	}
	documents, err := c.r.IssuedDocuments(c.ctx, DocumentFilter{InspectionID: id})
	c.keep(err)
	for _, document := range documents {
		c.add(KindDocument, document.ID)
	}
}

func (c *collection) hazard(id ID) {
	if !c.add(KindHazard, id) {
		return
	}
	hazard, err := c.r.Hazard(c.ctx, id)
	if err != nil {
		c.keep(err)
		return
	}
	c.add(KindAssignment, AssignmentID(KindHazard, id))
	c.place(hazard.PlaceID)
	c.inspection(hazard.InspectionID)
	parts, err := partsOfHazard(c.ctx, c.r, id)
	c.keep(err)
	for _, part := range parts {
		c.add(part.kind, part.key)
	}
	documents, err := c.r.IssuedDocuments(c.ctx, DocumentFilter{HazardID: id})
	c.keep(err)
	for _, document := range documents {
		c.add(KindDocument, document.ID)
	}
}

// decisions adds how people settled conflicts over what was gathered.
func (c *collection) decisions() {
	decisions, err := c.r.Decisions(c.ctx)
	c.keep(err)
	for _, decision := range decisions {
		if c.seen[recordName{decision.RecordKind, decision.Record}] {
			c.add(KindDecision, decision.ID)
		}
	}
}
