package inspections

import (
	"context"
	"strconv"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/table"
	"anxun/ui/task"
)

// IsMarked reports whether a row is chosen for an action on several.
func (p *ListPresenter) IsMarked(row Row) bool { return p.marks.Has(row.ID) }

// Mark chooses the rows from the first to the last for an action on several; with toggle, those that are chosen already
// are not any more.
func (p *ListPresenter) Mark(first, last int, toggle bool) { p.marks.Mark(first, last, toggle) }

// MarkAll chooses every row of the list, read or not, or none. It reports whether there was anything to do.
func (p *ListPresenter) MarkAll(on bool) bool { return p.marks.MarkAll(on) }

// markRows is how the list names its rows.
func (p *ListPresenter) markRows() table.Rows[inspection.ID] {
	return table.Rows[inspection.ID]{Total: func() int { return p.state.Total }, Keys: p.readIDs, Changed: func() {
		p.state.Marked = p.marks.Len()
		p.state.Version++
		p.render()
	}}
}

func (p *ListPresenter) readIDs(from, n int, done func([]inspection.ID)) {
	if n == 1 {
		if row := p.Row(from); row.ID != "" {
			done([]inspection.ID{row.ID})
			return
		}
	}
	q := p.query()
	var ids []inspection.ID
	p.host.Run("inspections.marks", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			filter := q.resolved().stored()
			filter.Offset, filter.Limit = from, n
			ids, err = r.InspectionIDs(ctx, filter)
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

// Copy puts the marked rows, else the selected one, into the clipboard as a table that a spreadsheet takes.
func (p *ListPresenter) Copy() {
	only := p.marks.Chosen(p.chosen)
	if len(only) == 0 {
		return
	}
	t, f := p.host.T, p.query().stored()
	f = inspection.InspectionFilter{Only: only, Order: f.Order, Reverse: f.Reverse}
	text := table.New(headers(t)...)
	p.host.Run("inspections.copy", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) error {
			rows, err := r.Inspections(ctx, f)
			for _, row := range rows {
				text.Add(row.No, row.Started.In(inspection.Zone).Format("2006-01-02 15:04"), t("inspection.status."+string(row.Status)),
					row.PlaceCode, row.PlaceName, names(row), strconv.Itoa(row.Score.Pass), strconv.Itoa(row.Score.Fail),
					strconv.Itoa(row.Score.NA), strconv.Itoa(row.Score.Value))
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

// OpenPlace shows the place of the selected inspection in the register.
func (p *ListPresenter) OpenPlace() {
	if p.state.Selected < 0 {
		return
	}
	if row := p.Row(p.state.Selected); row.place != "" {
		p.host.Go(nav.Route{Page: nav.Places, Arg: "id:" + string(row.place)})
	}
}
