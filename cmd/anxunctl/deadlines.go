package main

import (
	"context"
	"flag"
	"strconv"
	"strings"

	"anxun/inspection"
)

// deadlinesShowCommand shows by when the office wants hazards put right.
func deadlinesShowCommand() command {
	return command{
		name: "deadlines show", access: accessRead, summary: "cli.deadlines_show",
		run: func(ctx context.Context, c *call) error { return c.printDeadlines(ctx) },
	}
}

// deadlinesSetCommand changes the office's rules; those not named stay.
func deadlinesSetCommand() command {
	rules := map[inspection.Severity]*string{}
	return command{
		name: "deadlines set", access: accessWrite, summary: "cli.deadlines_set",
		flags: func(f *flag.FlagSet) {
			for _, severity := range inspection.Severities() {
				rules[severity] = f.String(string(severity), "", "cli.flag.deadline_"+string(severity))
			}
		},
		run: func(ctx context.Context, c *call) error {
			deadlines, err := c.Service.Deadlines(ctx)
			if err != nil {
				return err
			}
			given := false
			for _, severity := range inspection.Severities() {
				text := *rules[severity]
				if text == "" {
					continue
				}
				rule, known := parseDeadline(text)
				if !known {
					return wrongUsage("cli.usage.flag_wrong", "flag", "--"+string(severity), "value", text)
				}
				deadlines.Policy[severity], given = rule, true
			}
			if !given {
				return need(string(inspection.SeverityGeneral))
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			if err := c.Service.SaveDeadlinePolicy(ctx, by, deadlines.Policy); err != nil {
				return err
			}
			return c.printDeadlines(ctx)
		},
	}
}

// parseDeadline reads immediate, same_day, a number of days, or a number of working days
// as 5w.
func parseDeadline(text string) (inspection.DeadlineRule, bool) {
	rule := inspection.DeadlineRule{Rule: inspection.DeadlineKind(text)}
	if rule.Rule == inspection.DeadlineImmediate || rule.Rule == inspection.DeadlineSameDay {
		return rule, true
	}
	rule.Rule = inspection.DeadlineDays
	number, workdays := strings.CutSuffix(text, "w")
	if workdays {
		rule.Rule = inspection.DeadlineWorkdays
	}
	var err error
	rule.Days, err = strconv.Atoi(number)
	return rule, err == nil && rule.Validate() == nil
}

func (c *call) printDeadlines(ctx context.Context) error {
	deadlines, err := c.Service.Deadlines(ctx)
	if err != nil {
		return err
	}
	list := table{header: c.columns("severity", "deadline")}
	for _, severity := range inspection.Severities() {
		rule := deadlines.Policy[severity]
		list.add(c.term("severity", string(severity)), c.text.T("deadline."+string(rule.Rule), "n", rule.Days))
	}
	return c.emit(deadlines.Policy, func() {
		list.write(c.out)
		c.say("cli.deadlines.source")
	})
}
