package inspection

import (
	"encoding/json"
	"time"
)

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

// ParseDeadlinePolicy reads a policy from JSON: an object with a DeadlineRule for each
// severity. It refuses unknown fields and severities, and what Validate refuses.
func ParseDeadlinePolicy(data []byte) (DeadlinePolicy, error) {
	var policy DeadlinePolicy
	if err := decodeStrict(data, &policy); err != nil {
		return nil, Wrap(err, CodeInvalid, "error.deadline_policy")
	}
	return policy, policy.Validate()
}

// Validate checks that there is a sound rule for each severity and that a graver one
// never gets longer. Working days are compared as length does.
func (p DeadlinePolicy) Validate() error {
	if len(p) != len(Severities()) {
		return Invalid("error.deadline_policy")
	}
	before := -1
	for _, severity := range []Severity{SeverityMajor, SeveritySerious} {
		rule, known := p[severity]
		if !known {
			return Invalid("error.deadline_policy")
		}
		if err := rule.Validate(); err != nil {
			return err
		}
		if rule.length() < before {
			return Invalid("error.deadline_policy_order")
		}
		before = rule.length()
	}
	return p[SeverityGeneral].Validate()
}

// encode writes the policy in the form ParseDeadlinePolicy reads. Equal policies give
// equal text.
func (p DeadlinePolicy) encode() (string, error) {
	text, err := json.Marshal(p)
	return string(text), err
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

// Deadlines is everything that a deadline is counted by: the office's rules and the
// calendar of working days.
type Deadlines struct {
	Policy   DeadlinePolicy
	Calendar *Calendar
}

// RuleFor is DeadlinePolicy.RuleFor.
func (d Deadlines) RuleFor(item *Item, severity Severity) DeadlineRule {
	return d.Policy.RuleFor(item, severity)
}

// Due returns the deadline of a hazard found at the instant; item is nil for one found ad
// hoc. guessed reports that a year's table is missing and only weekends were left
// out; whoever shows the day says so. The day is empty if there is no rule.
func (d Deadlines) Due(item *Item, severity Severity, found time.Time) (due Day, guessed bool) {
	due, guessed, err := d.RuleFor(item, severity).DueOrWeekdays(d.Calendar, found)
	if err != nil {
		return "", false // a rule that Validate let through gives a day
	}
	return due, guessed
}
