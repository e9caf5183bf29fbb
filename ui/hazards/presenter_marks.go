package hazards

import (
	"context"

	"anxun/inspection"
	"anxun/ui/table"
	"anxun/ui/task"
)

// SortBy sorts the list by a column; the same again turns it round.
func (p *Presenter) SortBy(column string, ascending bool) {
	p.state.Sort, p.state.Ascending = column, ascending
	p.reload(p.shown, 0)
}

// IsMarked reports whether a row is chosen for an action on several.
func (p *Presenter) IsMarked(row Row) bool { return p.marks.Has(row.ID) }

// Mark chooses the rows from the first to the last for an action on several; with toggle, those that are chosen already
// are not any more.
func (p *Presenter) Mark(first, last int, toggle bool) { p.marks.Mark(first, last, toggle) }

// MarkAll chooses every row of the list, read or not, or none. It reports whether there was anything to do.
func (p *Presenter) MarkAll(on bool) bool { return p.marks.MarkAll(on) }

// markRows is how the list names its rows.
func (p *Presenter) markRows() table.Rows[inspection.ID] {
	return table.Rows[inspection.ID]{Total: func() int { return p.state.Total }, Keys: p.readIDs, Changed: func() {
		p.state.Marked = p.marks.Len()
		p.state.List++
		p.render()
	}}
}

// readIDs reads the ids of rows of the list as it is shown; the one of a single row that is here is known.
func (p *Presenter) readIDs(from, n int, done func([]inspection.ID)) {
	if row, here := p.pager.row(from); here && n == 1 {
		done([]inspection.ID{row.ID})
		return
	}
	q, total := p.query(), p.state.Total
	var ids []inspection.ID
	p.host.Run("hazards.marks", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			ids, err = q.resolved().ids(ctx, r, total, from, n)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		done(ids)
	})
}

// Copy puts the chosen rows into the clipboard as a table that a spreadsheet takes.
func (p *Presenter) Copy() {
	only := p.marks.Chosen(p.shown)
	if len(only) == 0 {
		return
	}
	t, w := p.host.T, p.words()
	text := table.New(t("hazards.copy.no"), t("hazards.copy.place"), t("hazards.column.hazard"), t("hazards.copy.item"), t("hazards.column.severity"),
		t("hazards.copy.status"), t("hazards.copy.due"), t("hazards.copy.responsible"), t("hazards.copy.found"))
	q := p.query()
	p.host.Run("hazards.copy", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) error {
			f := inspection.HazardFilter{Only: only, IncludeWithdrawn: true, Order: q.stored().Order, Reverse: q.stored().Reverse}
			rows, err := r.Hazards(ctx, f)
			for _, row := range rows {
				severity, _ := w.severity(row.Hazard)
				text.Add(row.No, row.PlaceName, w.description(row.Hazard), string(row.Item), severity, w.status(row.Hazard),
					string(row.Due), row.Responsible, string(inspection.DayOf(row.Found)))
			}
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		text.CopyTo(p.host, t)
	})
}
