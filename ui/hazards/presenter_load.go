package hazards

import (
	"context"

	"anxun/inspection"
	"anxun/ui/assign"
	"anxun/ui/task"
)

// listing is what is read when filter, search or data changed.
type listing struct {
	total, index int // index -1: the hazard wanted is not in the list
	page         int
	rows         []inspection.HazardRow
	given        assign.Given
}

// reload reads the list and the counts anew. The hazard wanted stays selected if it is still in the list; else the row at
// index is selected, or the one nearest to it.
func (p *Presenter) reload(wanted inspection.ID, index int) {
	q := p.query()
	var found listing
	p.list.Do("hazards.list", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			given, err := assign.Read(ctx, r, inspection.KindHazard)
			if err != nil {
				return err
			}
			q.given = given.IDs(q.assigned)
			found, err = readListing(ctx, r, q.resolved(), wanted, index)
			found.given = given
			return err
		})
	}, func(err error) {
		p.state.Loaded = true
		if err != nil {
			p.state.Problem = p.host.ErrorText(err)
			p.render()
			return
		}
		p.state.Problem = ""
		p.showListing(found, index)
	})
	p.recount(q)
	p.render()
}

func readListing(ctx context.Context, r inspection.Reader, q query, wanted inspection.ID, index int) (listing, error) {
	found := listing{index: -1}
	var err error
	if found.total, err = q.count(ctx, r); err != nil || found.total == 0 {
		return found, err
	}
	if wanted != "" {
		hazard, err := r.Hazard(ctx, wanted)
		if err == nil && !hazard.Withdrawn {
			found.index, err = q.locate(ctx, r, found.total, hazard)
		}
		if err != nil && inspection.CodeOf(err) != inspection.CodeNotFound {
			return found, err
		}
	}
	if found.index < 0 && index >= 0 {
		found.index = min(index, found.total-1)
	}
	found.page = max(found.index, 0) / pageSize
	found.rows, err = q.rows(ctx, r, found.total, found.page*pageSize, pageSize)
	return found, err
}

// showListing puts a list in the place of the one shown. index is the row that was asked for; below 0 what is shown in the
// detail stays, whether or not the list has it.
func (p *Presenter) showListing(found listing, index int) {
	p.given, p.state.People = found.given, found.given.People()
	p.pager = newPager(found.total)
	p.pager.put(found.page, p.makeRows(found.rows))
	p.wanted = -1
	p.state.Total, p.state.Selected = found.total, found.index
	p.state.List++
	switch row, here := p.pager.row(found.index); {
	case found.index >= 0 && here:
		p.show(row.ID, &row)
	case index >= 0:
		p.show("", nil)
	}
	p.render()
	if found.index >= 0 {
		p.view.Reveal(found.index)
	}
}

func (p *Presenter) makeRows(records []inspection.HazardRow) []Row {
	w := p.words()
	rows := make([]Row, len(records))
	for i, record := range records {
		rows[i] = w.row(record)
	}
	return rows
}

// readPage reads one page of the list as it is now.
func (p *Presenter) readPage(number int) {
	if p.wanted == number || p.pager.has(number) {
		return
	}
	p.wanted = number
	q, pager := p.query(), p.pager
	var records []inspection.HazardRow
	p.pages.Do("hazards.page", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			records, err = q.resolved().rows(ctx, r, pager.total, number*pageSize, pageSize)
			return err
		})
	}, func(err error) {
		if pager != p.pager {
			return // another list is shown by now
		}
		p.wanted = -1
		if err != nil {
			p.state.Problem = p.host.ErrorText(err)
			p.render()
			return
		}
		pager.put(number, p.makeRows(records))
		p.state.List++
		if row, here := pager.row(p.state.Selected); here && row.ID != p.shown {
			p.show(row.ID, &row)
		}
		p.render()
	})
}

// recount reads the figures of all filters.
func (p *Presenter) recount(q query) {
	counts := make(map[string]int, len(Filters()))
	p.counts.Do("hazards.counts", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) error {
			given, err := assign.Read(ctx, r, inspection.KindHazard)
			if err != nil {
				return err
			}
			q.given = given.IDs(q.assigned)
			return q.resolved().countEach(ctx, r, counts)
		})
	}, func(err error) {
		if err != nil {
			p.state.Problem = p.host.ErrorText(err)
		} else {
			p.state.Counts = counts
		}
		p.render()
	})
}
