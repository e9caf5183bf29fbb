package hazards

import (
	"context"
	"slices"

	"anxun/inspection"
	"anxun/ui/assign"
)

// The filters, by the id that routes use too. Their names are translated as hazards.filter.ID.
const (
	FilterAll         = "all"
	FilterOpen        = "open"
	FilterSubmitted   = "submitted"
	FilterOverdue     = "overdue"
	FilterDueToday    = "due-today"
	FilterClosed      = "closed"
	FilterShelved     = "shelved"
	FilterTransferred = "transferred"
	FilterSerious     = "serious"  // 较大 and 重大, in whatever state
	FilterRepeated    = "repeated" // the same item failed at the same place before
)

// Filters lists the filters in the order shown.
func Filters() []string {
	return []string{FilterAll, FilterOpen, FilterSubmitted, FilterOverdue, FilterDueToday,
		FilterClosed, FilterShelved, FilterTransferred, FilterSerious, FilterRepeated}
}

// awaiting are the states in which a deadline runs.
var awaiting = []inspection.HazardStatus{inspection.HazardOpen, inspection.HazardSubmitted}

// The columns that the list is sorted by, besides those of inspection.HazardOrder.
const orderDue = "due" // HazardsByDue by choice rather than by the filter

// query selects and orders what the list shows.
type query struct {
	filter  string
	text    string
	today   inspection.Day
	order   string // one of the columns sorted by, "" for the order of the filter
	reverse bool   // of order
	find    func(text string) ([]inspection.ID, bool)
	only    []inspection.ID // what holds text, once it was looked for

	assigned string          // only what was given to this person, "" for everything
	given    []inspection.ID // which hazards that are
}

// resolved looks for the text in the index of the program, so that pinyin finds too; without one the store looks for the
// very words. It takes some milliseconds and belongs to background work.
func (q query) resolved() query {
	if q.text == "" || q.find == nil {
		return q
	}
	if ids, ready := q.find(q.text); ready {
		q.only = ids
	}
	return q
}

// stored is the filter that the store understands. Hazards of an inspection that is still being filled in are among them: a draft that is forgotten must not hide them.
func (q query) stored() inspection.HazardFilter {
	f := inspection.HazardFilter{Text: q.text, Order: inspection.HazardOrder(q.order), Reverse: q.order != "" && q.reverse}
	if f.Order == orderDue {
		f.Order = inspection.HazardsByDue
	}
	f.Only = q.given
	if q.only != nil {
		f.Text, f.Only = "", assign.Within(q.only, q.given)
	}
	switch q.filter {
	case FilterOpen:
		f.Statuses = []inspection.HazardStatus{inspection.HazardOpen}
	case FilterSubmitted:
		f.Statuses = []inspection.HazardStatus{inspection.HazardSubmitted}
	case FilterOverdue:
		f.OverdueOn = q.today
	case FilterDueToday:
		f.Statuses, f.DueFrom, f.DueBy = awaiting, q.today, q.today
	case FilterClosed:
		f.Statuses = []inspection.HazardStatus{inspection.HazardClosed}
	case FilterShelved:
		f.Statuses = []inspection.HazardStatus{inspection.HazardShelved}
	case FilterTransferred:
		f.Statuses = []inspection.HazardStatus{inspection.HazardTransferred}
	case FilterSerious:
		f.Grave = true
	case FilterRepeated:
		f.Repeated = true
	}
	return f
}

// newestFirst reports whether the latest deadline comes first. Where closed hazards are among the rows, the oldest
// deadline would put years of finished work before what a person looks for.
func (q query) newestFirst() bool {
	if q.order != "" {
		return false // a person chose otherwise
	}
	return q.filter == FilterAll || q.filter == FilterClosed || q.filter == FilterSerious || q.filter == FilterRepeated
}

func (q query) count(ctx context.Context, r inspection.Reader) (int, error) {
	return r.CountHazards(ctx, q.stored())
}

// countEach counts what every filter lets through. While something is looked for, one pass over what was found counts
// for all of them; else each has its index.
func (q query) countEach(ctx context.Context, r inspection.Reader, counts map[string]int) error {
	if q.text != "" {
		of := inspection.HazardFilter{Text: q.text, Only: q.given}
		if q.only != nil {
			of = inspection.HazardFilter{Only: assign.Within(q.only, q.given)}
		}
		var by []inspection.HazardFilter
		for _, id := range Filters() {
			by = append(by, query{filter: id, today: q.today}.stored())
		}
		found, err := r.CountHazardsEach(ctx, of, by)
		for i, n := range found {
			counts[Filters()[i]] = n
		}
		return err
	}
	for _, id := range Filters() {
		q.filter = id
		n, err := q.count(ctx, r)
		if err != nil {
			return err
		}
		counts[id] = n
	}
	return nil
}

// page selects n rows of the list beginning with row from, 0 being the first shown. total is the length of the list. Rows in the
// second half are counted off from the end: then turned tells that they come the other way round.
func (q query) page(total, from, n int) (f inspection.HazardFilter, turned bool) {
	f = q.stored()
	f.Offset, f.Limit = from, n
	if q.newestFirst() {
		f.Reverse = true
	}
	if turned = from > total/2; turned {
		f.Offset, f.Reverse = total-from-n, !f.Reverse
	}
	return f, turned
}

// rows reads n rows of the list beginning with row from.
func (q query) rows(ctx context.Context, r inspection.Reader, total, from, n int) ([]inspection.HazardRow, error) {
	n = min(n, total-from)
	if n <= 0 {
		return nil, nil
	}
	f, turned := q.page(total, from, n)
	rows, err := r.Hazards(ctx, f)
	if turned {
		slices.Reverse(rows)
	}
	return rows, err
}

// ids reads the ids of n rows of the list beginning with row from.
func (q query) ids(ctx context.Context, r inspection.Reader, total, from, n int) ([]inspection.ID, error) {
	n = min(n, total-from)
	if n <= 0 {
		return nil, nil
	}
	f, turned := q.page(total, from, n)
	ids, err := r.HazardIDs(ctx, f)
	if turned {
		slices.Reverse(ids)
	}
	return ids, err
}

// locateChunk is how many hazards of one due day are looked through at a time.
const locateChunk = 500

// locate returns the row in which the list shows the hazard, -1 if it does not.
func (q query) locate(ctx context.Context, r inspection.Reader, total int, hazard inspection.Hazard) (int, error) {
	f := q.stored()
	if q.order != "" {
		ids, err := r.HazardIDs(ctx, f)
		return slices.Index(ids, hazard.ID), err
	}
	if f.DueBy != "" && hazard.Due > f.DueBy {
		return -1, nil
	}
	before := 0
	if hazard.Due != "" {
		f.DueBy = hazard.Due.Add(-1)
		var err error
		if before, err = r.CountHazards(ctx, f); err != nil {
			return -1, err
		}
	}
	position, err := q.position(ctx, r, before, hazard)
	switch {
	case err != nil || position < 0:
		return -1, err
	case q.newestFirst():
		return total - 1 - position, nil
	default:
		return position, nil
	}
}

// position returns the place of the hazard in the stored order at or after from, -1 if it is not among those of its due day.
func (q query) position(ctx context.Context, r inspection.Reader, from int, hazard inspection.Hazard) (int, error) {
	f := q.stored()
	f.Limit = locateChunk
	for f.Offset = from; ; f.Offset += locateChunk {
		rows, err := r.Hazards(ctx, f)
		if err != nil {
			return -1, err
		}
		if at := slices.IndexFunc(rows, func(row inspection.HazardRow) bool { return row.ID == hazard.ID }); at >= 0 {
			return f.Offset + at, nil
		}
		if len(rows) < locateChunk || rows[len(rows)-1].Due > hazard.Due {
			return -1, nil
		}
	}
}
