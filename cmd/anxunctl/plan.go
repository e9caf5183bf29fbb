package main

import (
	"context"
	"flag"
	"slices"
	"strconv"

	"anxun/inspection"
)

// planShowCommand shows how often the office means to visit its places, and how far it has come
// in the periods that are running.
func planShowCommand() command {
	return command{
		name: "plan show", access: accessRead, summary: "cli.plan_show",
		run: func(ctx context.Context, c *call) error { return c.printPlan(ctx) },
	}
}

// planSetCommand sets the line of the plan for a kind of places; no visits take it away.
func planSetCommand() command {
	kind, subKind, visits, period, since := "", "", -1, "", inspection.Day("")
	return command{
		name: "plan set", access: accessWrite, summary: "cli.plan_set",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&kind, "kind", "", "cli.flag.plan_kind")
			f.StringVar(&subKind, "subkind", "", "cli.flag.plan_subkind")
			f.IntVar(&visits, "visits", -1, "cli.flag.plan_visits")
			f.StringVar(&period, "per", "", "cli.flag.plan_per")
			f.Var(dayFlag{&since}, "since", "cli.flag.plan_since")
		},
		run: func(ctx context.Context, c *call) error {
			line := inspection.PlanLine{PlaceKind: inspection.PlaceKind(kind), SubKind: inspection.SubKind(subKind), Visits: visits, Period: inspection.PlanPeriod(period)}
			if err := c.checkPlanLine(line, since); err != nil {
				return err
			}
			plan, err := c.Service.InspectionPlan(ctx)
			if err != nil {
				return err
			}
			if kind != "" {
				plan = plan.With(line)
			}
			switch {
			case since != "":
				plan.Since = since
			case plan.Since == "":
				plan.Since, _ = inspection.PlanYear.Around(inspection.DayOf(c.Service.Now()))
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			if err := c.Service.SavePlan(ctx, by, plan); err != nil {
				return err
			}
			return c.printPlan(ctx)
		},
	}
}

// checkPlanLine checks the words of a line. Without a kind only the day may be given.
func (c *call) checkPlanLine(line inspection.PlanLine, since inspection.Day) error {
	switch {
	case line.PlaceKind == "" && (since == "" || line.SubKind != "" || line.Visits != -1 || line.Period != ""):
		return need("kind")
	case line.PlaceKind == "":
		return nil
	case !slices.Contains(inspection.PlaceKinds(), line.PlaceKind):
		return c.wrongWord("kind", string(line.PlaceKind), words(inspection.PlaceKinds()))
	case line.SubKind != "" && !slices.Contains(inspection.SubKindsOf(line.PlaceKind), line.SubKind):
		return c.wrongWord("subkind", string(line.SubKind), words(inspection.SubKindsOf(line.PlaceKind)))
	case line.Visits == -1:
		return need("visits")
	case line.Visits > 0 && line.Period == "":
		return need("per")
	case line.Visits > 0 && !slices.Contains(inspection.PlanPeriods(), line.Period):
		return c.wrongWord("per", string(line.Period), words(inspection.PlanPeriods()))
	}
	return nil
}

// planDueCommand lists the places that are still to be visited in the period that is running.
func planDueCommand() command {
	return command{
		name: "plan due", access: accessRead, summary: "cli.plan_due",
		run: func(ctx context.Context, c *call) error { return c.printPlanDue(ctx) },
	}
}

// planned reads the plan with what was done of it since the day from.
func (c *call) planned(ctx context.Context, today inspection.Day) (plan inspection.Plan, places []inspection.Place, visits inspection.Visits, err error) {
	err = c.Service.View(ctx, func(r inspection.Reader) error {
		if plan, err = inspection.ReadPlan(ctx, r); err != nil || plan.Empty() {
			return err
		}
		if places, err = r.Places(ctx, inspection.PlaceFilter{}); err != nil {
			return err
		}
		visits, err = inspection.ReadVisits(ctx, r, plan.First(today), today)
		return err
	})
	return plan, places, visits, err
}

func (c *call) printPlan(ctx context.Context) error {
	today := inspection.DayOf(c.Service.Now())
	plan, places, visits, err := c.planned(ctx, today)
	if err != nil {
		return err
	}
	progress := plan.Progress(places, visits, today, today)
	if progress == nil {
		progress = []inspection.PlanProgress{}
	}
	document := struct {
		Since inspection.Day            `json:"since"`
		Lines []inspection.PlanProgress `json:"lines"` // with the period that is running
	}{plan.Since, progress}
	return c.emit(document, func() {
		if plan.Empty() {
			c.say("cli.plan.none")
			return
		}
		list := table{header: c.columns("kind", "plan", "period", "places", "planned", "done", "behind")}
		for _, p := range progress {
			list.add(c.planKind(p.PlaceKind, p.SubKind), c.planRate(p.PlanLine), string(p.From)+" — "+string(p.To),
				strconv.Itoa(p.Places), strconv.Itoa(p.Planned), strconv.Itoa(p.Done), strconv.Itoa(p.Behind))
		}
		list.write(c.out)
		c.say("cli.plan.source", "since", string(plan.Since))
	})
}

func (c *call) planKind(kind inspection.PlaceKind, subKind inspection.SubKind) string {
	if subKind == "" {
		return c.term("kind", string(kind))
	}
	return c.term("kind", string(kind)) + "·" + c.term("subkind", string(subKind))
}

func (c *call) planRate(line inspection.PlanLine) string {
	return c.text.T("plan.rate", "period", c.term("plan.period", string(line.Period)), "n", line.Visits)
}

// duePlace is a place that is still to be visited.
type duePlace struct {
	Code  string                `json:"code"`
	Name  string                `json:"name"`
	Kind  inspection.PlaceKind  `json:"kind"`
	Sub   inspection.SubKind    `json:"subkind,omitempty"`
	Left  int                   `json:"left"`  // visits
	Until inspection.Day        `json:"until"` // last day of the period
	Line  inspection.PlanLine   `json:"-"`
	Done  int                   `json:"done"`
	Per   inspection.PlanPeriod `json:"per"`
}

func (c *call) printPlanDue(ctx context.Context) error {
	today := inspection.DayOf(c.Service.Now())
	plan, places, visits, err := c.planned(ctx, today)
	if err != nil {
		return err
	}
	due := []duePlace{}
	for i := range places {
		place := &places[i]
		if standing, planned := plan.Standing(place, visits, today); planned && standing.Left() > 0 {
			due = append(due, duePlace{place.Code, place.Name, place.PlaceKind, place.SubKind, standing.Left(), standing.To, standing.PlanLine, standing.Done, standing.Period})
		}
	}
	return c.emit(due, func() {
		if plan.Empty() {
			c.say("cli.plan.none")
			return
		}
		list := table{header: c.columns("code", "name", "kind", "plan", "done", "left", "until")}
		for _, d := range due {
			list.add(d.Code, d.Name, c.planKind(d.Kind, d.Sub), c.planRate(d.Line), strconv.Itoa(d.Done), strconv.Itoa(d.Left), string(d.Until))
		}
		list.write(c.out)
		c.say("cli.total", "n", len(due))
	})
}
