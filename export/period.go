package export

import (
	"context"
	"crypto/sha256"

	"anxun/inspection"
)

// visit is a finished inspection of the period, as far as later rows need it. All of the
// period are in memory, so it holds no text of its own.
type visit struct {
	day       inspection.Day // shared by the visits of the day
	place     *inspection.Place
	food      *foodVisit // nil without food items
	score     inspection.Score
	hazards   int32
	ordinal   int32 // how many times the place was visited in the period, this visit included; known when 检查明细 is written
	sample    bool
	concerned bool // it contains an item of the department
}

// due is how many items of the department were to be answered: those that apply and
// those that were answered although they do not.
func (v *visit) due() int { return v.score.Total() }

// period is the set of the inspections that a report covers.
type period struct {
	visits  map[visitKey]*visit
	leftOut LeftOut
}

// visitKey stands for the id of an inspection in a third of the room: the beginning of its
// SHA-256.
type visitKey [16]byte

func keyOf(id inspection.ID) visitKey {
	sum := sha256.Sum256([]byte(id))
	return visitKey(sum[:len(visitKey{})])
}

// visit finds a finished inspection of the period; nil for any other.
func (p *period) visit(id inspection.ID) *visit { return p.visits[keyOf(id)] }

// loadPeriod reads the inspections of the period.
func loadPeriod(ctx context.Context, source Source, request Request, catalog *catalog) (*period, error) {
	p := &period{visits: map[visitKey]*visit{}}
	var day inspection.Day // of the visit before; they come by day
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
		if own := inspection.DayOf(row.Started); own != day {
			day = own
		}
		v := &visit{day: day, place: catalog.place(row.PlaceID), sample: row.Sample}
		for _, ref := range row.Checklists {
			v.score.Open += len(catalog.concernedItems(ref, v.place))
			v.concerned = v.concerned || catalog.concerns(ref)
		}
		p.visits[keyOf(row.ID)] = v
		return ctx.Err()
	})
	return p, err
}

// take judges an answer: it returns its visit and entry when the department sees it,
// and counts it otherwise.
func (p *period) take(catalog *catalog, answer *inspection.AnswerRow) (*visit, *entry) {
	v := p.visit(answer.InspectionID)
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
	if hazard.InspectionID != "" && p.visit(hazard.InspectionID) != nil {
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
