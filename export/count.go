package export

import (
	"context"

	"anxun/inspection"
)

// Counts is what a report of the period would hold.
type Counts struct {
	Inspections int                             `json:"inspections"`
	Places      int                             `json:"places"`
	Answers     int                             `json:"answers"` // to items of the department
	Pass        int                             `json:"pass"`
	Fail        int                             `json:"fail"`
	NA          int                             `json:"na"`
	Value       int                             `json:"value"`
	Hazards     int                             `json:"hazards"`
	BySeverity  map[inspection.Severity]int     `json:"by_severity"` // suspected ones not included
	Suspected   int                             `json:"suspected"`
	ByStatus    map[inspection.HazardStatus]int `json:"by_status"`
	Overdue     int                             `json:"overdue"` // as 逾期未改: those from before the period too
	Drafts      int                             `json:"drafts"`  // left out
	Void        int                             `json:"void"`    // left out
}

// Count counts what a report of the request would hold, without writing it. Errors:
// CodeInvalid for a wrong period, ctx's error when cancelled, and what the source
// returns. A department without a report of its own can be counted too.
func Count(ctx context.Context, request Request, source Source) (Counts, error) {
	if err := request.validatePeriod(); err != nil {
		return Counts{}, err
	}
	catalog, err := loadCatalog(ctx, source, request.Department)
	if err != nil {
		return Counts{}, err
	}
	period, err := loadPeriod(ctx, source, request, catalog)
	if err != nil {
		return Counts{}, err
	}
	c := Counts{BySeverity: map[inspection.Severity]int{}, ByStatus: map[inspection.HazardStatus]int{},
		Drafts: period.leftOut.Drafts, Void: period.leftOut.Void}
	c.addVisits(period)
	results, err := source.ItemResults(ctx, request.answerFilter())
	if err != nil {
		return Counts{}, err
	}
	for _, result := range results {
		if e := catalog.entry(result.Checklist, result.Item); e != nil && e.concerned {
			c.addResult(result)
		}
	}
	err = source.EachHazard(ctx, hazardFilter, func(row inspection.HazardRow) error {
		c.addHazard(request, period, &row)
		return ctx.Err()
	})
	return c, err
}

func (c *Counts) addVisits(period *period) {
	places := map[inspection.ID]bool{}
	for _, v := range period.visits {
		if v.concerned {
			c.Inspections++
			places[v.place.ID] = true
		}
	}
	c.Places = len(places)
}

func (c *Counts) addResult(result inspection.ItemResult) {
	c.Answers += result.Count
	switch result.Result {
	case inspection.ResultPass:
		c.Pass += result.Count
	case inspection.ResultFail:
		c.Fail += result.Count
	case inspection.ResultNA:
		c.NA += result.Count
	case inspection.ResultValue:
		c.Value += result.Count
	}
}

func (c *Counts) addHazard(request Request, period *period, row *inspection.HazardRow) {
	when := period.judge(request, row)
	if when == hazardOutside || !request.sees(row) {
		return
	}
	if overdueDays(&row.Hazard, request.Today()) > 0 {
		c.Overdue++
	}
	if when != hazardWithin {
		return
	}
	c.Hazards++
	c.ByStatus[row.Status]++
	if row.Suspected {
		c.Suspected++
	} else {
		c.BySeverity[row.Severity]++
	}
}
