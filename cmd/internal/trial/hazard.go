package trial

import (
	"context"
	"time"

	"anxun/inspection"
)

const (
	reviewer = "陈静"
	approver = "周主任"
)

// hazard makes the hazard of a failed item and lets it live until now.
func (g *generator) hazard(ctx context.Context, w inspection.Writer, visit inspection.Inspection, place inspection.Place, item inspection.Item, answer inspection.Answer) error {
	severity, suspected := item.Severity, false
	if item.Escalation != nil && g.chance(20) {
		if inspection.MajorPossible(item, place) {
			severity = inspection.SeverityMajor
		} else {
			suspected = true
		}
	}
	wording := inspection.Finding{Text: item.Text + "：不符合要求。", Remedy: item.Remedy}
	if len(item.Findings) > 0 {
		wording = pick(g, item.Findings)
	}
	rule := g.policy.RuleFor(&item, severity)
	hazard := inspection.Hazard{ID: inspection.HazardID(visit.ID, item.Code), PlaceID: place.ID, InspectionID: visit.ID, Item: item.Code,
		Checklist: answer.Checklist, Description: wording.Text, Basis: g.Library.Cite(item.Basis, inspection.DayOf(visit.Started)), Severity: severity,
		Suspected: suspected, Departments: item.Departments, Status: inspection.HazardOpen, Found: answer.At, FoundBy: answer.By,
		Due: rule.Due(answer.At), Immediate: rule.Rule == inspection.DeadlineImmediate, Responsible: visit.AccompaniedBy, Standard: item.Text,
		Remedy: wording.Remedy, Sample: true}
	var err error
	if hazard.No, err = inspection.NextHazardNo(ctx, w, inspection.DayOf(answer.At)); err != nil {
		return err
	}
	steps := []inspection.Action{{ID: g.ids(), HazardID: hazard.ID, ActionKind: inspection.ActionFind, To: inspection.HazardOpen, By: hazard.FoundBy,
		At: hazard.Found, Until: hazard.Due}}
	if visit.Status == inspection.StatusFinished {
		if hazard, steps, err = g.live(hazard, steps); err != nil {
			return err
		}
	}
	if err := w.Put(ctx, hazard); err != nil {
		return err
	}
	for _, step := range steps {
		if err := w.Put(ctx, step); err != nil {
			return err
		}
		g.counts.Actions++
	}
	g.counts.Hazards++
	return nil
}

// live carries out steps that the table of transitions allows, until one would lie in
// the future or the hazard is closed or left.
func (g *generator) live(hazard inspection.Hazard, steps []inspection.Action) (inspection.Hazard, []inspection.Action, error) {
	at := hazard.Found
	for range 12 {
		at = at.Add(time.Duration(2+g.random.IntN(60)) * time.Hour)
		input, more := g.next(hazard, at)
		if !more || !at.Before(g.Now) {
			break
		}
		g.instant = at
		after, step, err := inspection.Apply(hazard, input, g.ids())
		if err != nil {
			return hazard, steps, err
		}
		hazard, steps = after, append(steps, step)
	}
	return hazard, steps, nil
}

// next chooses what happens to the hazard; more is false when nothing does.
func (g *generator) next(hazard inspection.Hazard, at time.Time) (input inspection.ActionInput, more bool) {
	day := inspection.DayOf(at)
	later := max(day, hazard.Due).Add(3 + g.random.IntN(20))
	input = inspection.ActionInput{By: hazard.Responsible, At: at}
	if input.By == "" {
		input.By = "现场负责人"
	}
	switch {
	case hazard.Request != inspection.RequestNone:
		input.Action, input.By, input.Note = inspection.ActionApprove, approver, "同意。"
		if g.chance(15) {
			input.Action, input.Note = inspection.ActionDecline, "理由不充分，按原期限整改。"
		}
	case hazard.Status == inspection.HazardSubmitted && g.chance(88):
		input.Action, input.By, input.Note = inspection.ActionPass, reviewer, "复查合格。"
	case hazard.Status == inspection.HazardSubmitted:
		input.Action, input.By, input.Note, input.Until = inspection.ActionFail, reviewer, "整改不彻底，退回。", day.Add(1+g.random.IntN(5))
	case hazard.Status == inspection.HazardOpen && (hazard.Suspected || g.chance(3)):
		input.Action, input.By, input.Note, input.Target = inspection.ActionTransfer, hazard.FoundBy, "移交主管部门处理。", "fire"
	case hazard.Status == inspection.HazardOpen && g.chance(6):
		input.Action, input.Note, input.Until = inspection.ActionExtend, "配件未到货，申请延期。", later
	case hazard.Status == inspection.HazardOpen && g.chance(2):
		input.Action, input.Note, input.Until = inspection.ActionShelve, "须结合改造实施，申请挂账。", later.Add(60)
	case hazard.Status == inspection.HazardOpen && g.chance(97):
		input.Action, input.Note = inspection.ActionSubmit, "已整改，请复查。"
	default: // closed, transferred, shelved, or simply forgotten
		return input, false
	}
	return input, true
}
