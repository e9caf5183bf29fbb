package inspecting

import (
	"slices"
	"strconv"

	"anxun/inspection"
)

func (p *Presenter) panel() Panel {
	if p.at.part == leftover {
		if p.at.row < len(p.sheet.Unresolved) {
			return p.leftoverPanel(p.sheet.Unresolved[p.at.row])
		}
		return Panel{}
	}
	item, found := p.sheet.at(p.at)
	if !found {
		return Panel{}
	}
	answer := p.sheet.Answers[item.Code]
	panel := Panel{Kind: PanelOpen, Code: item.Code, Text: item.Text, Method: item.Method, Basis: p.sheet.citation[item.Code],
		Hint: item.Hint, Last: p.lastLine(item.Code), Locked: p.phase != Filling, Correctable: p.mayCorrect(), Problem: p.problems[item.Code], Note: answer.Note,
		Title: p.Words.T("inspecting.panel_item", "code", string(item.Code))}
	switch answer.Result {
	case inspection.ResultPass, inspection.ResultValue:
		panel.Kind = PanelNote
	case inspection.ResultNA:
		panel.Kind, panel.Reasons = PanelReason, p.reasons()
	case inspection.ResultFail:
		panel.Kind = PanelHazard
		panel.Title = p.Words.T("inspecting.panel_hazard", "code", string(item.Code))
		panel.Hazard = p.hazardPanel(item, p.sheet.Hazards[item.Code])
		panel.Locked = panel.Locked || p.sheet.Hazards[item.Code].Status != inspection.HazardOpen
	}
	return panel
}

func (p *Presenter) hazardPanel(item inspection.Item, hazard inspection.Hazard) HazardPanel {
	found := inspection.DayOf(hazard.Found)
	due, guessed := p.sheet.Deadlines.Due(&item, hazard.Severity, hazard.Found)
	rule := p.ruleText(p.sheet.Deadlines.RuleFor(&item, hazard.Severity))
	if guessed {
		rule += p.Words.T("inspecting.rule_guessed")
	}
	panel := HazardPanel{ID: hazard.ID, No: hazard.No, Description: hazard.Description, Severity: hazard.Severity,
		MajorPossible: inspection.MajorPossible(item, p.sheet.Place), Suspected: hazard.Suspected, Due: hazard.Due, Found: found,
		DueRule: rule, Moved: hazard.Due != due, DueProblem: p.badDue[item.Code],
		Responsible: hazard.Responsible, Standard: hazard.Standard, Remedy: hazard.Remedy, Item: item.Code, InSheet: true}
	panel.SeverityText, _ = p.severityText(hazard)
	if hazard.Status != inspection.HazardOpen {
		panel.Status = p.Words.T("hazard.status." + string(hazard.Status))
	}
	for _, finding := range item.Findings {
		panel.Findings = append(panel.Findings, finding.Text)
	}
	if n := len(p.earlier(item.Code).Same); n > 0 {
		panel.Repeat = p.Words.T("inspecting.repeat", "n", n+1)
	}
	panel.Repeats, panel.Assist, panel.Photos = p.repeatLines(item.Code), p.assist(item, hazard), p.photoPanel(item, hazard)
	panel.NotFixable, panel.Closed = p.notFixable(hazard), p.fixedText(item.Code)
	return panel
}

func (p *Presenter) ruleText(rule inspection.DeadlineRule) string {
	switch rule.Rule {
	case inspection.DeadlineImmediate:
		return p.Words.T("inspecting.rule_immediate")
	case inspection.DeadlineSameDay:
		return p.Words.T("inspecting.rule_same_day")
	case inspection.DeadlineDays:
		return p.Words.T("inspecting.rule_days", "n", rule.Days)
	case inspection.DeadlineWorkdays:
		return p.Words.T("inspecting.rule_workdays", "n", rule.Days)
	}
	return ""
}

func (p *Presenter) leftoverPanel(row inspection.HazardRow) Panel {
	severity, _ := p.severityText(row.Hazard)
	_, here := p.sheet.where[row.Item]
	return Panel{Kind: PanelLeftover, Code: row.Item, Title: p.Words.T("inspecting.panel_leftover"), Text: row.Description, Basis: row.Basis, Locked: true,
		Hazard: HazardPanel{ID: row.ID, No: row.No, Status: p.Words.T("hazard.status." + string(row.Status)), Description: row.Description,
			Severity: row.Severity, SeverityText: severity, Due: row.Due, Found: inspection.DayOf(row.Found), DueRule: p.dueText(row.Hazard),
			Responsible: row.Responsible, Standard: row.Standard, Remedy: row.Remedy, Item: row.Item, InSheet: here}}
}

// reasons lists common reasons for 不适用: the one of the last visit first.
func (p *Presenter) reasons() []string {
	var reasons []string
	if item, ok := p.current(); ok {
		if last := p.sheet.Last[item.Code]; last.Result == inspection.ResultNA && last.Note != "" {
			reasons = append(reasons, last.Note)
		}
	}
	for _, key := range []string{"inspecting.reason.none", "inspecting.reason.idle", "inspecting.reason.business", "inspecting.reason.other"} {
		if text := p.Words.T(key); len(reasons) == 0 || reasons[0] != text {
			reasons = append(reasons, text)
		}
	}
	return reasons
}

func (p *Presenter) finishState() *Finish {
	score := p.sheet.Total()
	state := &Finish{Unanswered: score.Open, Reason: p.finish.reason, Score: score, Busy: p.finish.busy, Problem: p.finish.problem}
	remarks := p.remarks()
	// What a person began and left unfinished comes before the items nobody looked at, which may be many.
	slices.SortStableFunc(remarks, func(a, b inspection.Remark) int { return untouched(a) - untouched(b) })
	for _, remark := range remarks {
		if remark.Key == "remark.na_without_reason" {
			state.Reasonless++
		}
		check := Check{Item: remark.Item, Code: string(remark.Item), Issue: p.Words.T(remark.Key, remark.Args...)}
		if item, found := p.sheet.Item(remark.Item); found {
			check.Text = item.Text
		}
		if remark.Blocking {
			state.Blocking = append(state.Blocking, check)
		} else {
			state.Reminders = append(state.Reminders, check)
		}
	}
	state.Ready = !p.finish.busy && !inspection.Blocking(remarks)
	if _, failure := p.queue.Status(); failure != nil {
		state.Problem = p.saveTrouble(failure)
	}
	return state
}

func untouched(remark inspection.Remark) int {
	if remark.Key == "remark.unanswered" {
		return 1
	}
	return 0
}

func (p *Presenter) summaryState() *Summary {
	s := p.sheet
	summary := &Summary{No: s.Inspection.No, Place: s.Place.Name, Score: s.Total(), Since: p.sinceLast()}
	if rate, judged := summary.Score.Rate(); judged {
		summary.Rate = percent(rate)
	}
	for _, part := range s.Parts {
		summary.Sections = append(summary.Sections, SummarySection{List: part.List, Title: part.Title, Score: s.Score(part)})
		for _, item := range part.Items {
			hazard, found := s.Hazards[item.Code]
			if !found || s.Answers[item.Code].Result != inspection.ResultFail {
				continue
			}
			severity, grave := p.severityText(hazard)
			summary.Hazards = append(summary.Hazards, SummaryHazard{No: hazard.No, Code: string(item.Code), Description: hazard.Description,
				Severity: severity, Grave: grave, Due: p.dueText(hazard), Responsible: hazard.Responsible})
		}
	}
	return summary
}

// percent writes a share with one decimal, never rounding anything short of all up to 100.0%.
func percent(rate float64) string {
	tenths := int(rate * 1000)
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + "%"
}
