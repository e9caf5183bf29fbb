package inspections

import (
	"context"
	"slices"
	"time"

	"anxun/inspection"
	"anxun/ui/assign"
	"anxun/ui/find"
	"anxun/ui/task"
)

// The column sorted by that is none of inspection.InspectionOrder: the start, by choice.
const orderDate = "date"

// query selects and orders what the list shows. It is made on the goroutine of the user interface and used elsewhere.
type query struct {
	filter    string
	text      string
	from      inspection.Day
	order     string
	ascending bool
	find      func(text string) ([]inspection.ID, bool)
	only      []inspection.ID // what holds text, once it was looked for
	assigned  string          // only what was given to this person, "" for everything
	given     []inspection.ID // which inspections that are
}

func (p *ListPresenter) query() query {
	return query{filter: p.state.Filter, text: p.state.Text, from: firstDay(p.state.Period, inspection.DayOf(p.host.Now())),
		order: p.state.Sort, ascending: p.state.Ascending,
		assigned: p.state.Assigned, given: p.given.IDs(p.state.Assigned),
		find: func(text string) ([]inspection.ID, bool) { return p.host.Find(find.Inspections, text) }}
}

// resolved looks for the text in the index of the program, so that pinyin finds too; without one the store looks for the
// very words.
func (q query) resolved() query {
	if q.text == "" {
		return q
	}
	if ids, ready := q.find(q.text); ready {
		q.only = ids
	}
	return q
}

// stored is the filter that the store understands.
func (q query) stored() inspection.InspectionFilter {
	f := inspection.InspectionFilter{Text: q.text, From: q.from, Order: inspection.InspectionOrder(q.order), Reverse: q.order != "" && !q.ascending}
	if q.order == orderDate {
		f.Order, f.Reverse = inspection.InspectionsNewest, q.ascending
	}
	f.Only = q.given
	if q.only != nil {
		f.Text, f.Only = "", assign.Within(q.only, q.given)
	}
	if q.filter != FilterAll {
		f.Status = inspection.Status(q.filter)
	}
	return f
}

// firstDay returns the first day of a period that ends today; "" for all time. Weeks begin on Monday.
func firstDay(period string, today inspection.Day) inspection.Day {
	start := today.Start()
	switch period {
	case PeriodToday:
		return today
	case PeriodWeek:
		return today.Add(-(int(start.Weekday()) + 6) % 7)
	case PeriodMonth:
		return today.Add(1 - start.Day())
	case PeriodQuarter:
		month := time.Month((int(start.Month())-1)/3*3 + 1)
		return inspection.DayOf(time.Date(start.Year(), month, 1, 0, 0, 0, 0, inspection.Zone))
	case PeriodYear:
		return inspection.DayOf(time.Date(start.Year(), 1, 1, 0, 0, 0, 0, inspection.Zone))
	}
	return ""
}

// listing is what is read when filter, order or data changed.
type listing struct {
	counts map[string]int
	total  int
	index  int // of the row to be selected, -1 for none
	page   int
	rows   []inspection.InspectionRow
	titles map[string]string
	given  assign.Given
}

// Reload reads counts and rows anew and keeps the selection.
func (p *ListPresenter) Reload() { p.reload(p.chosen, p.state.Selected) }

// reload reads counts and rows anew. The inspection wanted is selected if the list has it; else the row at index, or
// none below 0.
func (p *ListPresenter) reload(wanted inspection.ID, index int) {
	p.turn++
	turn, q := p.turn, p.query()
	var found listing
	p.host.Run("inspections.list", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			found, err = readListing(ctx, r, q.resolved(), wanted, index)
			return err
		})
	}, func(err error) {
		if turn == p.turn {
			p.state.Loaded = true
			p.showListing(found, err)
		}
	})
	p.render()
}

func readListing(ctx context.Context, r inspection.Reader, q query, wanted inspection.ID, index int) (listing, error) {
	found := listing{counts: map[string]int{}, titles: map[string]string{}, index: -1}
	var err error
	if found.given, err = assign.Read(ctx, r, inspection.KindInspection); err != nil {
		return found, err
	}
	q.given = found.given.IDs(q.assigned)
	for _, status := range Filters() {
		of := q
		of.filter = status
		if found.counts[status], err = r.CountInspections(ctx, of.stored()); err != nil {
			return found, err
		}
	}
	filter := q.stored()
	found.total = found.counts[q.filter]
	if wanted != "" {
		ids, err := r.InspectionIDs(ctx, filter)
		if err != nil {
			return found, err
		}
		found.index = slices.Index(ids, wanted)
	}
	if found.index < 0 {
		found.index = min(index, found.total-1)
	}
	lists, err := r.Checklists(ctx)
	if err != nil {
		return found, err
	}
	for _, list := range lists {
		found.titles[list.Code] = list.Title
	}
	found.page = max(found.index, 0) / pageSize
	filter.Offset, filter.Limit = found.page*pageSize, pageSize
	found.rows, err = r.Inspections(ctx, filter)
	return found, err
}

func (p *ListPresenter) showListing(found listing, err error) {
	if err != nil {
		p.state.Trouble = p.host.ErrorText(err)
		p.render()
		return
	}
	p.titles, p.given, p.state.People = found.titles, found.given, found.given.People()
	p.pages, p.reading = map[int][]Row{found.page: p.rows(found.rows)}, map[int]bool{}
	p.state.Trouble, p.state.Counts, p.state.Total = "", found.counts, found.total
	p.state.Selected, p.chosen = found.index, ""
	if found.index >= 0 {
		p.chosen = p.Row(found.index).ID
	}
	p.state.Version++
	p.render()
	if top := p.scroll; top > 0 {
		p.scroll = 0
		p.view.ScrollTo(min(top, max(found.total-1, 0)))
	}
}

// Row returns row i, an empty one while its page is being read.
func (p *ListPresenter) Row(i int) Row {
	page, here := p.pages[i/pageSize]
	if !here {
		p.read(i / pageSize)
		return Row{}
	}
	if i%pageSize >= len(page) {
		return Row{}
	}
	return page[i%pageSize]
}

func (p *ListPresenter) read(number int) {
	if p.reading[number] {
		return
	}
	p.reading[number] = true
	turn, q := p.turn, p.query()
	var rows []inspection.InspectionRow
	p.host.Run("inspections.page", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			filter := q.resolved().stored()
			filter.Limit, filter.Offset = pageSize, number*pageSize
			rows, err = r.Inspections(ctx, filter)
			return err
		})
	}, func(err error) {
		if turn != p.turn {
			return
		}
		delete(p.reading, number)
		if err != nil {
			p.state.Trouble = p.host.ErrorText(err)
		} else {
			p.pages[number] = p.rows(rows)
			p.state.Version++
			if i := p.state.Selected; i/pageSize == number && p.chosen == "" {
				p.chosen = p.Row(i).ID
			}
		}
		p.render()
	})
}
