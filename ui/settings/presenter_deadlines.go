package settings

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/task"
)

// DeadlineChoice is the deadline of one severity with what can be chosen instead.
type DeadlineChoice struct {
	Severity inspection.Severity
	Chosen   string // id of one of Options
	Options  []DeadlineOption
}

// DeadlineOption is a deadline that can be chosen.
type DeadlineOption struct{ ID, Text string }

// usualDeadlines are the deadlines offered beside the one that is set.
func usualDeadlines() []inspection.DeadlineRule {
	rules := []inspection.DeadlineRule{{Rule: inspection.DeadlineImmediate}, {Rule: inspection.DeadlineSameDay}}
	for _, days := range []int{1, 2, 3, 5, 7, 10, 15, 30} {
		rules = append(rules, inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: days})
	}
	for _, days := range []int{1, 2, 3, 5, 7, 10, 15} {
		rules = append(rules, inspection.DeadlineRule{Rule: inspection.DeadlineWorkdays, Days: days})
	}
	return rules
}

func ruleID(rule inspection.DeadlineRule) string {
	return string(rule.Rule) + "/" + strconv.Itoa(rule.Days)
}

func (p *Presenter) ruleText(rule inspection.DeadlineRule) string {
	return p.host.Catalog().T("deadline."+string(rule.Rule), "n", rule.Days)
}

// showDeadlines puts the office's rules and the known years into the state.
func (p *Presenter) showDeadlines() {
	p.state.Deadlines = nil
	for _, severity := range inspection.Severities() {
		rule := p.deadlines.Policy[severity]
		choice := DeadlineChoice{Severity: severity, Chosen: ruleID(rule)}
		known := false
		for _, usual := range usualDeadlines() {
			known = known || usual == rule
			choice.Options = append(choice.Options, DeadlineOption{ruleID(usual), p.ruleText(usual)})
		}
		if !known {
			choice.Options = append([]DeadlineOption{{ruleID(rule), p.ruleText(rule)}}, choice.Options...)
		}
		p.state.Deadlines = append(p.state.Deadlines, choice)
	}
	p.state.Years, p.state.MissingYear = p.knownYears(), p.missingYear()
}

func (p *Presenter) knownYears() string {
	t := p.host.Catalog().T
	years := p.deadlines.Calendar.Years()
	if len(years) == 0 {
		return t("settings.holidays.none")
	}
	names := make([]string, len(years))
	for i, year := range years {
		names[i] = strconv.Itoa(year)
	}
	return t("settings.holidays.known", "years", strings.Join(names, t("settings.list_comma")))
}

// missingYear says which year should be imported: the present one, or, once the notice is
// usually out, the next; "" if none is.
func (p *Presenter) missingYear() string {
	today := p.host.Now().In(inspection.Zone)
	for _, year := range []int{today.Year(), today.Year() + 1} {
		if _, known := p.deadlines.Calendar.Year(year); !known && (year == today.Year() || today.Month() >= time.November) {
			return p.host.Catalog().T("settings.holidays.missing", "year", year)
		}
	}
	return ""
}

// SetDeadline changes the office's rule for a severity. What was found before keeps its deadline.
func (p *Presenter) SetDeadline(severity inspection.Severity, id string) {
	for _, rule := range usualDeadlines() {
		if ruleID(rule) == id && p.deadlines.Policy[severity] != rule {
			p.saveDeadline(severity, rule)
		}
	}
}

func (p *Presenter) saveDeadline(severity inspection.Severity, rule inspection.DeadlineRule) {
	policy := inspection.DeadlinePolicy{}
	for other, present := range p.deadlines.Policy {
		policy[other] = present
	}
	policy[severity] = rule
	by := p.by()
	p.host.Run("save deadlines", func(ctx context.Context, _ task.Progress) error {
		return p.service.SaveDeadlinePolicy(ctx, by, policy)
	}, func(err error) {
		p.state.DeadlineProblem = p.host.ErrorText(err)
		if err == nil {
			p.deadlines.Policy, p.state.Saved = policy, p.host.Now()
		}
		p.render()
	})
}

// ImportHolidays adds the years of a file that the person chose. If anything in it is wrong nothing is changed, and what is
// wrong stays beside the button.
func (p *Presenter) ImportHolidays(path string) {
	by := p.by()
	p.host.Run("import holidays", func(ctx context.Context, _ task.Progress) error {
		data, err := p.holidays(path)
		if err != nil {
			return err
		}
		_, err = p.service.ImportHolidays(ctx, by, filepath.Base(path), data)
		return err
	}, func(err error) {
		p.state.HolidayProblem = p.host.ErrorText(err)
		if err == nil {
			p.state.Saved = p.host.Now()
		}
		p.render()
		p.Load()
	})
}
