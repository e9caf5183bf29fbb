package inspection

import "time"

// DeadlineKind is how a deadline is counted.
type DeadlineKind string

// The kinds of deadline rules. Working days are not counted yet.
const (
	DeadlineImmediate DeadlineKind = "immediate" // 立即: put right while the inspectors are there
	DeadlineSameDay   DeadlineKind = "same_day"  // 当日: before the day ends
	DeadlineDays      DeadlineKind = "days"      // n calendar days after the day it was found
)

// MaxDeadlineDays is the longest deadline a rule may give.
const MaxDeadlineDays = 365

// DeadlineRule gives the deadline of a hazard. The zero rule means that the item
// has none of its own and the office's rule for the severity is used.
type DeadlineRule struct {
	Rule DeadlineKind `json:"rule"`
	Days int          `json:"days"` // calendar days for DeadlineDays, 1 to MaxDeadlineDays
}

// IsZero reports whether the rule says nothing.
func (r DeadlineRule) IsZero() bool { return r.Rule == "" }

// Due returns the day by which a hazard found at the instant must be put right.
func (r DeadlineRule) Due(found time.Time) Day {
	day := DayOf(found)
	if r.Rule == DeadlineDays {
		return day.Add(r.Days)
	}
	return day
}

// Validate checks the rule.
func (r DeadlineRule) Validate() error {
	switch r.Rule {
	case DeadlineImmediate, DeadlineSameDay:
		return nil
	case DeadlineDays:
		if r.Days >= 1 && r.Days <= MaxDeadlineDays {
			return nil
		}
	}
	return Invalid("error.deadline_rule", "rule", string(r.Rule), "days", r.Days)
}

// DeadlinePolicy holds the office's own rule per severity, used for hazards whose
// item has no rule and for those found ad hoc.
type DeadlinePolicy map[Severity]DeadlineRule

// DefaultDeadlinePolicy is the office's default: small matters not overnight, big
// ones not past three days (小事不过夜，大事不过三, the office's working rule; not a
// legal deadline).
func DefaultDeadlinePolicy() DeadlinePolicy {
	return DeadlinePolicy{
		SeverityGeneral: {Rule: DeadlineSameDay},
		SeveritySerious: {Rule: DeadlineDays, Days: 3},
		SeverityMajor:   {Rule: DeadlineDays, Days: 3},
	}
}

// RuleFor returns the item's own rule, or the office's for the severity. A failure
// graded more severe than the item foresees never gets longer than the office allows for that severity.
func (p DeadlinePolicy) RuleFor(item *Item, severity Severity) DeadlineRule {
	office := p[severity]
	if item == nil || item.Deadline.IsZero() {
		return office
	}
	if severity != item.Severity && severity != SeverityGeneral && item.Deadline.length() > office.length() {
		return office
	}
	return item.Deadline
}

func (r DeadlineRule) length() int {
	switch r.Rule {
	case DeadlineImmediate:
		return -1
	case DeadlineSameDay:
		return 0
	default:
		return r.Days
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
