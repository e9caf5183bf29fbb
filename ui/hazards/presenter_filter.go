package hazards

import (
	"context"
	"slices"

	"anxun/inspection"
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

// query selects and orders what the list shows.
type query struct {
	filter string
	text   string
	today  inspection.Day
}

// stored is the filter that the store understands. For FilterDueToday it also selects what is overdue, see skip. Hazards
// of an inspection that is still being filled in are among them: a draft that is forgotten must not hide them.
func (q query) stored() inspection.HazardFilter {
	f := inspection.HazardFilter{Text: q.text}
	switch q.filter {
	case FilterOpen:
		f.Statuses = []inspection.HazardStatus{inspection.HazardOpen}
	case FilterSubmitted:
		f.Statuses = []inspection.HazardStatus{inspection.HazardSubmitted}
	case FilterOverdue:
		f.OverdueOn = q.today
	case FilterDueToday:
		f.Statuses, f.DueBy = awaiting, q.today
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
	return q.filter == FilterAll || q.filter == FilterClosed || q.filter == FilterSerious || q.filter == FilterRepeated
}

// skip is the number of rows at the beginning of the stored order that do not belong to the list. The store selects by
// “due on or before”, so what is due on a day follows, in the order by due day, exactly what is overdue on it.
func (q query) skip(ctx context.Context, r inspection.Reader) (int, error) {
	if q.filter != FilterDueToday {
		return 0, nil
	}
	return r.CountHazards(ctx, inspection.HazardFilter{Text: q.text, OverdueOn: q.today})
}

func (q query) count(ctx context.Context, r inspection.Reader) (int, error) {
	skip, err := q.skip(ctx, r)
	if err != nil {
		return 0, err
	}
	n, err := r.CountHazards(ctx, q.stored())
	return max(n-skip, 0), err
}

// rows reads n rows of the list beginning with row from, 0 being the first shown. total is the length of the list.
func (q query) rows(ctx context.Context, r inspection.Reader, total, from, n int) ([]inspection.HazardRow, error) {
	n = min(n, total-from)
	if n <= 0 {
		return nil, nil
	}
	skip, err := q.skip(ctx, r)
	if err != nil {
		return nil, err
	}
	f := q.stored()
	f.Offset, f.Limit = skip+from, n
	if q.newestFirst() {
		f.Offset = skip + total - from - n
	}
	rows, err := r.Hazards(ctx, f)
	if q.newestFirst() {
		slices.Reverse(rows)
	}
	return rows, err
}

// locateChunk is how many hazards of one due day are looked through at a time.
const locateChunk = 500

// locate returns the row in which the list shows the hazard, -1 if it does not.
func (q query) locate(ctx context.Context, r inspection.Reader, total int, hazard inspection.Hazard) (int, error) {
	skip, err := q.skip(ctx, r)
	if err != nil {
		return -1, err
	}
	f := q.stored()
	if f.DueBy != "" && hazard.Due > f.DueBy {
		return -1, nil
	}
	before := 0
	if hazard.Due != "" {
		f.DueBy = hazard.Due.Add(-1)
		if before, err = r.CountHazards(ctx, f); err != nil {
			return -1, err
		}
	}
	position, err := q.find(ctx, r, before, hazard)
	switch {
	case err != nil || position < skip:
		return -1, err
	case q.newestFirst():
		return total - 1 - (position - skip), nil
	default:
		return position - skip, nil
	}
}

// find returns the position of the hazard in the stored order at or after from, -1 if it is not among those of its due day.
func (q query) find(ctx context.Context, r inspection.Reader, from int, hazard inspection.Hazard) (int, error) {
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
