package settings

import (
	"context"
	"strconv"

	"anxun/inspection"
	"anxun/ui/task"
)

// PlanChoice is how often the places of a kind, or of a care sub-kind, are inspected, with what can be chosen instead.
type PlanChoice struct {
	PlaceKind inspection.PlaceKind
	SubKind   inspection.SubKind
	Chosen    string // id of one of Options
	Options   []PlanOption
}

// PlanOption is a frequency that can be chosen.
type PlanOption struct{ ID, Text string }

// noPlan is the option to inspect a kind without a plan, and a sub-kind as the others of its kind.
const noPlan = "none"

// planned are the kinds and sub-kinds that are chosen for, in the order shown.
func planned() []inspection.PlanLine {
	var lines []inspection.PlanLine
	for _, kind := range inspection.PlaceKinds() {
		lines = append(lines, inspection.PlanLine{PlaceKind: kind})
	}
	for _, subKind := range inspection.SubKindsOf(inspection.PlaceCare) {
		lines = append(lines, inspection.PlanLine{PlaceKind: inspection.PlaceCare, SubKind: subKind})
	}
	return lines
}

// usualPlans are the frequencies offered beside the one that is set, the rarest first.
func usualPlans() []inspection.PlanLine {
	var lines []inspection.PlanLine
	for _, period := range []inspection.PlanPeriod{inspection.PlanYear, inspection.PlanHalfYear, inspection.PlanQuarter} {
		lines = append(lines, inspection.PlanLine{Visits: 1, Period: period}, inspection.PlanLine{Visits: 2, Period: period})
	}
	for _, visits := range []int{1, 2, 3, 4, 8, 15, 30} {
		lines = append(lines, inspection.PlanLine{Visits: visits, Period: inspection.PlanMonth})
	}
	return lines
}

func planID(line inspection.PlanLine) string {
	if line.Visits == 0 {
		return noPlan
	}
	return string(line.Period) + "/" + strconv.Itoa(line.Visits)
}

func (p *Presenter) planText(line inspection.PlanLine) string {
	t := p.host.Catalog().T
	return t("plan.rate", "period", t("plan.period."+string(line.Period)), "n", line.Visits)
}

// line is what the plan says about a kind or sub-kind; without visits if nothing.
func (p *Presenter) line(of inspection.PlanLine) inspection.PlanLine {
	for _, line := range p.plan.Lines {
		if line.PlaceKind == of.PlaceKind && line.SubKind == of.SubKind {
			return line
		}
	}
	return of
}

// showPlan puts the plan into the state.
func (p *Presenter) showPlan() {
	t := p.host.Catalog().T
	p.state.Plan, p.state.PlanSince = nil, ""
	if !p.plan.Empty() {
		p.state.PlanSince = p.plan.Since
	}
	for _, of := range planned() {
		line := p.line(of)
		none := t("settings.plan.none")
		if of.SubKind != "" {
			none = t("settings.plan.same")
		}
		choice := PlanChoice{PlaceKind: of.PlaceKind, SubKind: of.SubKind, Chosen: planID(line), Options: []PlanOption{{noPlan, none}}}
		known := line.Visits == 0
		for _, usual := range usualPlans() {
			known = known || planID(usual) == choice.Chosen
			choice.Options = append(choice.Options, PlanOption{planID(usual), p.planText(usual)})
		}
		if !known {
			choice.Options = append(choice.Options, PlanOption{choice.Chosen, p.planText(line)})
		}
		p.state.Plan = append(p.state.Plan, choice)
	}
}

// SetPlan changes how often the places of a kind or sub-kind are inspected. A first plan counts from the beginning of the
// year on.
func (p *Presenter) SetPlan(kind inspection.PlaceKind, subKind inspection.SubKind, id string) {
	of := inspection.PlanLine{PlaceKind: kind, SubKind: subKind}
	if id == planID(p.line(of)) {
		return
	}
	for _, usual := range append(usualPlans(), inspection.PlanLine{}) {
		if planID(usual) == id {
			of.Visits, of.Period = usual.Visits, usual.Period
			plan := p.plan.With(of)
			if p.plan.Empty() {
				plan.Since, _ = inspection.PlanYear.Around(inspection.DayOf(p.host.Now()))
			}
			p.savePlan(plan)
		}
	}
}

// SetPlanSince changes the day from which on the plan counts; "" changes nothing.
func (p *Presenter) SetPlanSince(day inspection.Day) {
	if day == "" || day == p.plan.Since || p.plan.Empty() {
		return
	}
	plan := p.plan
	plan.Since = day
	p.savePlan(plan)
}

// savePlan shows the plan at once and saves it. What is chosen meanwhile is saved afterwards, as it then is.
func (p *Presenter) savePlan(plan inspection.Plan) {
	p.plan = plan
	p.render()
	if p.planSaving {
		p.planWaits = true
		return
	}
	p.planSaving = true
	by := p.by()
	p.host.Run("save plan", func(ctx context.Context, _ task.Progress) error {
		return p.service.SavePlan(ctx, by, plan)
	}, func(err error) {
		p.planSaving = false
		p.state.PlanProblem = p.host.ErrorText(err)
		if err == nil {
			p.state.Saved = p.host.Now()
		}
		waits := p.planWaits
		p.planWaits = false
		switch {
		case waits:
			p.savePlan(p.plan)
		case err != nil:
			p.Load() // shows again what is stored
		default:
			p.render()
		}
	})
}
