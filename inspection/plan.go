package inspection

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// PlanPeriod is the calendar period within which a place is to be visited so many times.
type PlanPeriod string

// The periods. They begin with the calendar: quarters in January, April, July and October.
const (
	PlanMonth    PlanPeriod = "month"
	PlanQuarter  PlanPeriod = "quarter"
	PlanHalfYear PlanPeriod = "half_year"
	PlanYear     PlanPeriod = "year"
)

// PlanPeriods lists the periods from the shortest.
func PlanPeriods() []PlanPeriod { return []PlanPeriod{PlanMonth, PlanQuarter, PlanHalfYear, PlanYear} }

// months is the length of the period; 0 for an unknown one.
func (p PlanPeriod) months() int {
	return map[PlanPeriod]int{PlanMonth: 1, PlanQuarter: 3, PlanHalfYear: 6, PlanYear: 12}[p]
}

// Around returns the first and the last day of the period that the day lies in; two empty
// days for an empty day or an unknown period.
func (p PlanPeriod) Around(day Day) (from, to Day) {
	start, months := day.Start(), p.months()
	if start.IsZero() || months == 0 {
		return "", ""
	}
	month := (int(start.Month())-1)/months*months + 1
	first := time.Date(start.Year(), time.Month(month), 1, 0, 0, 0, 0, Zone)
	return DayOf(first), DayOf(first.AddDate(0, months, -1))
}

// MaxPlannedVisits is how often a place can be planned to be visited in one period.
const MaxPlannedVisits = 99

// PlanLine says how often each place of a kind is to be visited. A line with a sub-kind goes
// before that of its kind.
type PlanLine struct {
	PlaceKind PlaceKind  `json:"kind"`
	SubKind   SubKind    `json:"subkind,omitempty"`
	Visits    int        `json:"visits"` // to each place in each period, 1 to MaxPlannedVisits
	Period    PlanPeriod `json:"period"`
}

// same reports whether both lines are about the same places.
func (l PlanLine) same(other PlanLine) bool {
	return l.PlaceKind == other.PlaceKind && l.SubKind == other.SubKind
}

// Plan 检查计划 is how often the office means to visit its places. It is the office's own: no
// law or standard in the library fixes how often a street visits what it supervises,
// so there is none until the office sets it.
type Plan struct {
	// Since is the day from which on the plan counts; the period that it lies in
	// counts as a whole.
	Since Day        `json:"since,omitempty"`
	Lines []PlanLine `json:"lines"` // by kind, then sub-kind, each once
}

// Empty reports whether nothing is planned.
func (p Plan) Empty() bool { return len(p.Lines) == 0 }

// ParsePlan reads a plan from JSON. It refuses unknown fields and what Validate refuses.
func ParsePlan(data []byte) (Plan, error) {
	var plan Plan
	if err := decodeStrict(data, &plan); err != nil {
		return Plan{}, Wrap(err, CodeInvalid, "error.plan")
	}
	return plan, plan.Validate()
}

// Validate checks the kinds, the sub-kinds, the numbers and the periods, and that a plan with
// lines says from when it counts.
func (p Plan) Validate() error {
	for i, line := range p.Lines {
		known := slices.Contains(PlaceKinds(), line.PlaceKind) && (line.SubKind == "" || slices.Contains(SubKindsOf(line.PlaceKind), line.SubKind))
		if !known || line.Period.months() == 0 || line.Visits < 1 || line.Visits > MaxPlannedVisits {
			return Invalid("error.plan_line", "limit", MaxPlannedVisits)
		}
		if slices.ContainsFunc(p.Lines[:i], line.same) {
			return Invalid("error.plan_line", "limit", MaxPlannedVisits)
		}
	}
	if p.Empty() {
		return nil
	}
	_, err := ParseDay(string(p.Since))
	return err
}

// With returns the plan with the line in place of the one for the same places. A line
// without visits only takes that one away.
func (p Plan) With(line PlanLine) Plan {
	lines := slices.DeleteFunc(slices.Clone(p.Lines), line.same)
	if line.Visits != 0 {
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(a, b PlanLine) int {
		return cmp.Or(slices.Index(PlaceKinds(), a.PlaceKind)-slices.Index(PlaceKinds(), b.PlaceKind),
			slices.Index(SubKindsOf(a.PlaceKind), a.SubKind)-slices.Index(SubKindsOf(b.PlaceKind), b.SubKind))
	})
	p.Lines = lines
	return p
}

// For returns the line that a place is visited by; false if none is planned for it.
func (p Plan) For(place *Place) (PlanLine, bool) {
	for _, subKind := range []SubKind{place.SubKind, ""} {
		at := slices.IndexFunc(p.Lines, PlanLine{PlaceKind: place.PlaceKind, SubKind: subKind}.same)
		if at >= 0 {
			return p.Lines[at], true
		}
	}
	return PlanLine{}, false
}

// encode writes the plan in the form ParsePlan reads; "" for an empty one.
func (p Plan) encode() (string, error) {
	if p.Empty() {
		return "", nil
	}
	text, err := json.Marshal(p)
	return string(text), err
}
