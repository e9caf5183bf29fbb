package export

import (
	"context"

	"anxun/inspection"
)

// visit is a finished inspection of the period, as far as later rows need it.
type visit struct {
	id        inspection.ID
	no        string
	day       inspection.Day
	place     *inspection.Place
	sample    bool
	concerned bool // it contains an item of the department
	score     inspection.Score
	hazards   int
	ordinal   int // how many times the place was visited in the period, this visit included; known when 检查明细 is written
	food      foodVisit
}

// due is how many items of the department were to be answered: those that apply and
// those that were answered although they do not.
func (v *visit) due() int { return v.score.Total() }

// period is the set of the inspections that a report covers.
type period struct {
	visits  map[inspection.ID]*visit
	leftOut LeftOut
}

// loadPeriod reads the inspections of the period.
func loadPeriod(ctx context.Context, source Source, request Request, catalog *catalog) (*period, error) {
	p := &period{visits: map[inspection.ID]*visit{}}
	filter := inspection.InspectionFilter{From: request.From, To: request.To}
	err := source.EachInspection(ctx, filter, func(row inspection.InspectionRow) error {
		switch row.Status {
		case inspection.StatusDraft:
			p.leftOut.Drafts++
			return ctx.Err()
		case inspection.StatusVoid:
			p.leftOut.Void++
			return ctx.Err()
		}
		v := &visit{id: row.ID, no: row.No, day: inspection.DayOf(row.Started), place: catalog.place(row.PlaceID), sample: row.Sample}
		for _, ref := range row.Checklists {
			v.score.Open += len(catalog.concernedItems(ref, v.place))
			v.concerned = v.concerned || catalog.concerns(ref)
		}
		p.visits[row.ID] = v
		return ctx.Err()
	})
	return p, err
}

// take judges an answer: it returns its visit and entry when the department sees it,
// and counts it otherwise.
func (p *period) take(catalog *catalog, answer *inspection.AnswerRow) (*visit, *entry) {
	v := p.visits[answer.InspectionID]
	if v == nil {
		return nil, nil // finished after the inspections were read; only possible outside a View
	}
	e := catalog.entry(answer.Checklist, answer.Item)
	switch {
	case e == nil:
		p.leftOut.UnknownAnswers++
		return nil, nil
	case !e.concerned:
		p.leftOut.OtherAnswers++
		return nil, nil
	}
	v.concerned = true // even if the inspection does not list the item's checklist
	v.score.Add(answer.Result)
	if e.item.Applies.To(*v.place) && v.score.Open > 0 {
		v.score.Open--
	}
	return v, e
}

// The two kinds of hazards in a report.
type hazardPeriod int

const (
	hazardOutside hazardPeriod = iota
	hazardWithin               // of an inspection of the period, or found ad hoc in it
	hazardEarlier              // before the period
)

// judge says whether a hazard belongs to the period. A hazard belongs to the report
// of its inspection, even if an inspection went on past midnight, so that it is in
// exactly one report.
func (p *period) judge(request Request, hazard *inspection.HazardRow) hazardPeriod {
	if hazard.InspectionID != "" && p.visits[hazard.InspectionID] != nil {
		return hazardWithin
	}
	found := inspection.DayOf(hazard.Found)
	switch {
	case found > request.To:
		return hazardOutside
	case hazard.InspectionID != "" || found < request.From:
		return hazardEarlier
	default:
		return hazardWithin
	}
}
