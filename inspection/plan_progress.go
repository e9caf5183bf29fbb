package inspection

import (
	"context"
	"slices"
)

// Visits are the days on which finished inspections of the places began, one entry per
// inspection.
type Visits map[ID][]Day

// visitFields are what ReadVisits needs of an inspection.
var visitFields = []string{"place", "status", "started", "removed"}

// ReadVisits reads the visits from one day through another. Drafts, void inspections and
// sample data that was taken off do not count.
func ReadVisits(ctx context.Context, r interface {
	EachFields(ctx context.Context, kind RecordKind, names []string, fn func(ID, Fields) error) error
}, from, to Day) (Visits, error) {
	visits := Visits{}
	err := r.EachFields(ctx, KindInspection, visitFields, func(id ID, fields Fields) error {
		if Status(fields["status"]) != StatusFinished || fields["removed"] == fieldBool(true) {
			return ctx.Err()
		}
		started, err := ParseInstant(fields["started"])
		if err != nil {
			return Wrap(err, CodeDamaged, "error.record_damaged", "kind", string(KindInspection), "record", string(id), "field", "started")
		}
		if day := DayOf(started); day >= from && day <= to {
			place := ID(fields["place"])
			visits[place] = append(visits[place], day)
		}
		return ctx.Err()
	})
	return visits, err
}

// PlanProgress is how far a line of the plan is carried out, over the calendar periods from
// From through To.
type PlanProgress struct {
	PlanLine
	From    Day `json:"from"` // first day of the first period; empty if there is none
	To      Day `json:"to"`   // last day of the last
	Periods int `json:"periods"`
	Places  int `json:"places"`  // on the register
	Planned int `json:"planned"` // visits: places × periods × visits
	Done    int `json:"done"`    // visits that fulfil the plan: more than planned in a period do not count
	Behind  int `json:"behind"`  // places where visits are still to be made
}

// PlannedPlace is what the plan asks of one place and what was made of it, over the periods of its
// line.
type PlannedPlace struct {
	Place   *Place
	Line    int   // of the plan
	Made    []int // visits in each period, in order
	Planned int   // visits: periods × visits
	Done    int   // visits that fulfil the plan: more than planned in a period do not count
}

// Left is how many visits are still to be made.
func (p PlannedPlace) Left() int { return p.Planned - p.Done }

// Progress says how far each line is carried out, as the sums of Account.
func (p Plan) Progress(places []Place, visits Visits, from, to Day) []PlanProgress {
	progress, _ := p.Account(places, visits, from, to)
	return progress
}

// Account says how far each line is carried out, and each place that is planned for, in the order
// of the places. Counted are whole calendar periods that lie in the days from from through to or
// overlap with them, not before the plan counts; visits count until to. Places that were taken off
// the register are not planned for.
func (p Plan) Account(places []Place, visits Visits, from, to Day) ([]PlanProgress, []PlannedPlace) {
	progress := make([]PlanProgress, len(p.Lines))
	starts := make([][]Day, len(p.Lines))
	for i, line := range p.Lines {
		progress[i].PlanLine = line
		starts[i] = line.Period.starts(max(from, p.Since), to)
		if n := len(starts[i]); n > 0 {
			progress[i].From, progress[i].Periods = starts[i][0], n
			_, progress[i].To = line.Period.Around(starts[i][n-1])
		}
	}
	var planned []PlannedPlace
	for i := range places {
		place := &places[i]
		line, found := p.For(place)
		if place.Removed || !found {
			continue
		}
		at := slices.IndexFunc(p.Lines, line.same)
		account := line.account(starts[at], visits[place.ID], to)
		account.Place, account.Line = place, at
		planned = append(planned, account)
		progress[at].add(account)
	}
	return progress, planned
}

// account counts the visits to one place, made on the days, by periods.
func (l PlanLine) account(starts, days []Day, to Day) PlannedPlace {
	made := map[Day]int{}
	for _, day := range days {
		if first, _ := l.Period.Around(day); day <= to {
			made[first]++
		}
	}
	account := PlannedPlace{Planned: len(starts) * l.Visits}
	for _, first := range starts {
		account.Made = append(account.Made, made[first])
		account.Done += min(l.Visits, made[first])
	}
	return account
}

func (p *PlanProgress) add(account PlannedPlace) {
	p.Places++
	p.Planned += account.Planned
	p.Done += account.Done
	if account.Left() > 0 {
		p.Behind++
	}
}

// starts lists the first days of the periods from that of from through that of to; none if
// from is after to.
func (p PlanPeriod) starts(from, to Day) []Day {
	var starts []Day
	for from <= to {
		first, last := p.Around(from)
		if first == "" {
			break
		}
		starts = append(starts, first)
		from = last.Add(1)
	}
	return starts
}

// First is the first day whose visits Progress may count from a day on.
func (p Plan) First(from Day) Day {
	first := max(from, p.Since)
	for _, line := range p.Lines {
		if start, _ := line.Period.Around(max(from, p.Since)); start < first {
			first = start
		}
	}
	return first
}

// PlanStanding is what is planned for one place in the period that is running.
type PlanStanding struct {
	PlanLine
	From, To Day // of the period
	Done     int // visits in it so far
}

// Left is how many visits are still to be made before To.
func (s PlanStanding) Left() int { return max(0, s.Visits-s.Done) }

// Standing says what is planned for the place and what of it was done by today. It is false
// where nothing is planned, or not yet.
func (p Plan) Standing(place *Place, visits Visits, today Day) (PlanStanding, bool) {
	line, planned := p.For(place)
	from, to := line.Period.Around(today)
	if !planned || place.Removed || to < p.Since {
		return PlanStanding{}, false
	}
	standing := PlanStanding{PlanLine: line, From: from, To: to}
	for _, day := range visits[place.ID] {
		if day >= from && day <= today {
			standing.Done++
		}
	}
	return standing, true
}
