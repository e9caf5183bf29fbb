package inspection

import (
	"errors"
	"time"
)

// DeadlineKind is how a deadline is counted.
type DeadlineKind string

// The kinds of deadline rules.
const (
	DeadlineImmediate DeadlineKind = "immediate" // 立即: put right while the inspectors are there
	DeadlineSameDay   DeadlineKind = "same_day"  // 当日: before the day ends
	DeadlineDays      DeadlineKind = "days"      // n calendar days after the day it was found
	DeadlineWorkdays  DeadlineKind = "workdays"  // n working days after the day it was found, by the official Calendar
)

// MaxDeadlineDays is the longest deadline a rule may give.
const MaxDeadlineDays = 365

// DeadlineRule gives the deadline of a hazard. The zero rule means that the item
// has none of its own and the office's rule for the severity is used.
type DeadlineRule struct {
	Rule DeadlineKind `json:"rule"`
	Days int          `json:"days"` // for DeadlineDays and DeadlineWorkdays, 1 to MaxDeadlineDays
}

// IsZero reports whether the rule says nothing.
func (r DeadlineRule) IsZero() bool { return r.Rule == "" }

// Due returns the day by which a hazard found at the instant must be put right, by a
// rule that needs no calendar. For DeadlineWorkdays it returns the empty day,
// which means "not known here"; DueIn answers for every rule.
func (r DeadlineRule) Due(found time.Time) Day {
	switch r.Rule {
	case DeadlineDays:
		return DayOf(found).Add(r.Days)
	case DeadlineWorkdays:
		return ""
	default:
		return DayOf(found)
	}
}

// DueIn returns the day by which a hazard found at the instant must be put right.
// Only DeadlineWorkdays looks at the calendar, which may be nil for the others; if
// it does not hold a year that matters, the error is error.calendar_year_unknown.
func (r DeadlineRule) DueIn(calendar *Calendar, found time.Time) (Day, error) {
	if r.Rule == DeadlineWorkdays {
		return calendar.AddWorkdays(DayOf(found), r.Days)
	}
	return r.Due(found), nil
}

// DueOrWeekdays is DueIn for where a hazard must be saved now: an inspector's finding
// is not refused because next year's table is missing. guessed then reports that
// only weekends were left out; whoever calls says so on the record.
func (r DeadlineRule) DueOrWeekdays(calendar *Calendar, found time.Time) (due Day, guessed bool, err error) {
	due, err = r.DueIn(calendar, found)
	if err == nil || !IsYearUnknown(err) {
		return due, false, err
	}
	due, err = AddWeekdays(DayOf(found), r.Days)
	return due, true, err
}

// IsYearUnknown reports whether the error says that a calendar does not hold a year.
func IsYearUnknown(err error) bool {
	var known *Error
	return errors.As(err, &known) && known.Key == "error.calendar_year_unknown"
}

// Validate checks the rule.
func (r DeadlineRule) Validate() error {
	switch r.Rule {
	case DeadlineImmediate, DeadlineSameDay:
		return nil
	case DeadlineDays, DeadlineWorkdays:
		if r.Days >= 1 && r.Days <= MaxDeadlineDays {
			return nil
		}
	}
	return Invalid("error.deadline_rule", "rule", string(r.Rule), "days", r.Days)
}

// length compares rules in calendar days. Working days count as a whole week for
// every five, so a rule in working days is never taken for the shorter one.
func (r DeadlineRule) length() int {
	switch r.Rule {
	case DeadlineImmediate:
		return -1
	case DeadlineSameDay:
		return 0
	case DeadlineWorkdays:
		return r.Days + (r.Days+4)/5*2
	default:
		return r.Days
	}
}

// SoonDays is how many days before its deadline a hazard is due soon.
const SoonDays = 2

// DueKind says how near a deadline is.
type DueKind string

// The kinds.
const (
	DueNone    DueKind = ""        // there is no deadline to keep
	DueOverdue DueKind = "overdue" // 已逾期
	DueToday   DueKind = "today"   // 今日到期
	DueSoon    DueKind = "soon"    // 临期: in 1 to SoonDays days
	DueLater   DueKind = "later"
)

// DueState is a deadline as seen from a day.
type DueState struct {
	Kind DueKind
	Days int // days overdue for DueOverdue, days left otherwise
}

// DueStateOf tells how near the deadline is today. A hazard due today is not overdue
// before the day has ended.
func DueStateOf(due, today Day) DueState {
	if due.Start().IsZero() || today.Start().IsZero() {
		return DueState{}
	}
	left := today.DaysUntil(due)
	switch {
	case left < 0:
		return DueState{Kind: DueOverdue, Days: -left}
	case left == 0:
		return DueState{Kind: DueToday}
	case left <= SoonDays:
		return DueState{Kind: DueSoon, Days: left}
	default:
		return DueState{Kind: DueLater, Days: left}
	}
}

// DueState tells how near the deadline of the hazard is today: the deadline for
// putting it right, the agreed day of one that is shelved. A closed or transferred
// hazard has none to keep, nor has one that was withdrawn.
func (h Hazard) DueState(today Day) DueState {
	switch {
	case h.Withdrawn || h.Status == HazardClosed || h.Status == HazardTransferred:
		return DueState{}
	case h.Status == HazardShelved:
		return DueStateOf(h.ShelvedUntil, today)
	default:
		return DueStateOf(h.Due, today)
	}
}

// Overdue returns by how many days a hazard due on the day is overdue today; 0 if
// it is not.
func Overdue(due, today Day) int {
	if due == "" || today <= due {
		return 0
	}
	return due.DaysUntil(today)
}
