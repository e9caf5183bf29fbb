package places

import (
	"context"

	"anxun/inspection"
	"anxun/ui/table"
	"anxun/ui/task"
)

// IsMarked reports whether a row is chosen for an action on several.
func (p *Presenter) IsMarked(row Row) bool { return p.marks.Has(row.ID) }

// Mark chooses the rows from the first to the last for an action on several; with toggle, those that are chosen already
// are not any more.
func (p *Presenter) Mark(first, last int, toggle bool) { p.marks.Mark(first, last, toggle) }

// MarkAll chooses every row of the list, or none. It reports whether there was anything to do.
func (p *Presenter) MarkAll(on bool) bool { return p.marks.MarkAll(on) }

// markRows is how the list names its rows.
func (p *Presenter) markRows() table.Rows[inspection.ID] {
	return table.Rows[inspection.ID]{Total: func() int { return len(p.rows) }, Changed: p.list, Keys: func(from, n int, done func([]inspection.ID)) {
		ids := make([]inspection.ID, n)
		for i, row := range p.rows[from : from+n] {
			ids[i] = row.ID
		}
		done(ids)
	}}
}

// chosen are the places that an action is about, as the list shows them; those that it does not show now come after.
func (p *Presenter) chosen() []inspection.Place {
	var shown inspection.ID
	if p.form != nil {
		shown = p.form.Place.ID
	}
	ids := p.marks.Chosen(shown)
	wanted := make(map[inspection.ID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	var places []inspection.Place
	for _, place := range append(p.listed(), p.everything()...) {
		if wanted[place.ID] {
			delete(wanted, place.ID)
			places = append(places, place)
		}
	}
	return places
}

// ChosenIDs are the places that an action is about: those that are marked, else the one that is looked at.
func (p *Presenter) ChosenIDs() []inspection.ID {
	p.Settle()
	if p.form != nil && !p.form.New {
		return p.marks.Chosen(p.form.Place.ID)
	}
	return p.marks.Keys()
}

// Given is told which places were given to somebody.
func (p *Presenter) Given(ids []inspection.ID) {
	p.marks.Drop(ids...)
	p.Load()
}

// Copy puts the chosen places into the clipboard as a table that a spreadsheet takes.
func (p *Presenter) Copy() {
	t := p.host.Catalog().T
	var head []string
	for _, field := range []string{FieldCode, FieldName, FieldKind, FieldSubKind, FieldAddress, FieldCommunity, FieldOperator, FieldManager, FieldPhone} {
		head = append(head, t("places.field."+field))
	}
	text := table.New(head...)
	for _, place := range p.chosen() {
		row := p.row(place, inspection.PlanStanding{})
		text.Add(place.Code, place.Name, row.Kind, row.SubKind, place.Address, place.Community, place.Operator, place.Manager, place.Phone)
	}
	text.CopyTo(p.host, t)
}

// ExportChosen writes the chosen places.
func (p *Presenter) ExportChosen(path string) {
	if places := p.chosen(); len(places) > 0 {
		p.write(path, false, func(overwrite bool) error { return p.workbook.WritePlaces(path, places, overwrite) })
	}
}

// SetChosenRemoved takes the chosen places off the register or puts them back, all or none; it can be undone.
func (p *Presenter) SetChosenRemoved(removed bool) {
	p.Settle()
	var ids []inspection.ID
	for _, place := range p.chosen() {
		ids = append(ids, place.ID)
	}
	p.whenStored(func() { p.setRemoved(ids, removed, true) })
}

// whenStored does something once nothing of the form waits to be stored: a place is stored as a whole, so what waits
// would take a change made meanwhile back.
func (p *Presenter) whenStored(do func()) {
	if p.saving || len(p.orders) > 0 {
		p.later = append(p.later, do)
		return
	}
	do()
}

func (p *Presenter) setRemoved(ids []inspection.ID, removed, undoable bool) {
	if len(ids) == 0 {
		return
	}
	by := p.host.Person()
	var changed []inspection.ID
	p.host.Run("remove places", func(ctx context.Context, _ task.Progress) (err error) {
		changed, err = p.service.SetPlacesRemoved(ctx, by, ids, removed)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.marks.Drop(ids...)
		p.tellRemoved(changed, removed, undoable)
		p.Load()
	})
}

func (p *Presenter) tellRemoved(changed []inspection.ID, removed, undoable bool) {
	t := p.host.Catalog().T
	text := t("places.bulk.restored", "n", len(changed))
	if removed {
		text = t("places.bulk.removed", "n", len(changed))
	}
	if !undoable || len(changed) == 0 {
		p.host.Toast(text)
		return
	}
	p.host.ToastAction(text, t("common.undo"), func() {
		p.Settle()
		p.whenStored(func() { p.setRemoved(changed, !removed, false) })
	})
}
