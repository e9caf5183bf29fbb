package places

import "anxun/inspection"

// FilterDue lists what is still to be inspected by the office's plan in the period that is running.
const FilterDue Filter = "due"

// due reports whether the place is still to be inspected in the period that is running.
func (e *entry) due() bool { return e.standing.Left() > 0 }

// planText says how a place stands in the plan, e.g. "本月还应查 1 次 · 计划 2 次，已查 1 次 · 至11月30日"; "" where none is
// planned.
func (p *Presenter) planText(standing inspection.PlanStanding) string {
	if standing.Visits == 0 {
		return ""
	}
	t, last := p.host.Catalog().T, standing.To.Start()
	return t("places.plan", "period", t("plan.running."+string(standing.Period)), "left", standing.Left(),
		"planned", standing.Visits, "done", standing.Done, "month", int(last.Month()), "day", last.Day())
}
