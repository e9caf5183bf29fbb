package inspecting

import (
	"context"

	"anxun/inspection"
)

// Answer gives the selected item a result. 符合 and 不适用 go on to the next unanswered item; 不符合 stays and puts the
// keyboard into the description. 不适用 takes over the reason given at the last visit, which is on screen.
func (p *Presenter) Answer(result inspection.Result) {
	item, ok := p.editable()
	if !ok {
		return
	}
	p.flushText()
	code := item.Code
	if hazard := p.sheet.Hazards[code]; result != inspection.ResultFail && p.sheet.Answers[code].Result == inspection.ResultFail &&
		hazard.Status != inspection.HazardOpen {
		p.View.Toast(p.Words.T("error.hazard_in_progress", "no", hazard.No)) // the store would refuse it
		return
	}
	found := p.sheet.Hazards[code]
	withdrawn := result != inspection.ResultFail && p.sheet.Answers[code].Result == inspection.ResultFail && found.Description != ""
	if p.sheet.Answers[code].Result != result {
		answer := inspection.Answer{InspectionID: p.id, Item: code, Result: result}
		if result == inspection.ResultNA {
			if last, known := p.sheet.Last[code]; known && last.Result == inspection.ResultNA {
				answer.Note = last.Note
			}
		}
		p.remember(p.standing(code))
		p.give([]inspection.Answer{answer})
	}
	if result == inspection.ResultFail {
		p.render()
		p.View.Focus(TargetDescription)
		return
	}
	p.NextUnanswered()
	if result == inspection.ResultNA && p.sheet.Answers[code].Note == "" {
		p.bare, p.bareTo = code, p.at
	}
	if withdrawn { // a slip of the finger must not lose a finding unnoticed
		p.View.Toast(p.Words.T("inspecting.hazard_withdrawn", "item", string(code), "no", found.No))
	}
}

// AnswerRow answers a card that was pressed with the pointer.
func (p *Presenter) AnswerRow(row int, result inspection.Result) {
	if p.phase != Filling || row < 0 || row >= p.rows(p.at.part) {
		return
	}
	p.move(spot{p.at.part, row})
	p.Answer(result)
}

// stored returns the answer of an item as on screen; ResultNone if it has none.
func (p *Presenter) stored(code inspection.ItemCode) inspection.Answer {
	answer := p.sheet.Answers[code]
	answer.InspectionID, answer.Item = p.id, code
	return answer
}

// AnswerRest answers every unanswered item of the section on screen with 符合. It does nothing before each item of the
// section was on screen: nobody may tick what he has not seen. Why it does not yet is said.
func (p *Presenter) AnswerRest() {
	if p.phase != Filling || p.sheet.open(p.at.part) == 0 {
		return
	}
	if unseen := p.unseen(); unseen > 0 {
		p.View.Toast(p.Words.T("inspecting.bulk_unseen", "n", unseen))
		return
	}
	p.flushText()
	var before []standing
	var answers []inspection.Answer
	for _, item := range p.sheet.Parts[p.at.part].Items {
		if !p.sheet.answered(item.Code) {
			before = append(before, p.standing(item.Code))
			answers = append(answers, inspection.Answer{InspectionID: p.id, Item: item.Code,
				Result: inspection.ResultPass, Origin: inspection.OriginSection})
		}
	}
	p.remember(before...)
	p.give(answers)
	p.View.Toast(p.Words.T("inspecting.bulk_done", "n", len(answers)))
	p.NextUnanswered()
}

// give shows answers at once and queues them. A single one goes through GiveAnswer, which returns its hazard.
func (p *Presenter) give(answers []inspection.Answer) {
	now := p.Service.Now()
	inputs := make([]inspection.AnswerInput, 0, len(answers))
	for _, answer := range answers {
		if answer.At.IsZero() {
			answer.At = now
		}
		p.show(answer)
		inputs = append(inputs, inspection.AnswerInput{InspectionID: p.id, Item: answer.Item, Result: answer.Result,
			Value: answer.Value, Note: answer.Note, Origin: answer.Origin, At: answer.At})
	}
	by := p.by()
	if len(inputs) > 1 {
		p.enqueue(Job{
			Write: func(ctx context.Context) error { return p.Service.GiveAnswers(ctx, by, inputs) },
			Refused: func(err error) {
				for _, input := range inputs {
					p.refuse(input.Item, err)
				}
			},
		})
		return
	}
	p.giveOne(by, inputs[0], "")
}

// show makes an answer the one on screen.
func (p *Presenter) show(answer inspection.Answer) {
	code := answer.Item
	delete(p.problems, code)
	if answer.Result == inspection.ResultNone {
		delete(p.sheet.Answers, code)
		return
	}
	p.sheet.Answers[code] = answer
	if _, known := p.sheet.Hazards[code]; !known && answer.Result == inspection.ResultFail {
		if item, found := p.sheet.Item(code); found {
			p.sheet.Hazards[code] = p.sheet.proposed(item, answer.At)
		}
	}
}

func (p *Presenter) giveOne(by string, input inspection.AnswerInput, key string) {
	code := input.Item
	var outcome inspection.AnswerOutcome
	edited := p.edits[code]
	p.enqueue(Job{Key: key,
		Write: func(ctx context.Context) (err error) {
			outcome, err = p.Service.GiveAnswer(ctx, by, input)
			return err
		},
		Saved: func() {
			if outcome.Hazard != nil {
				p.takeHazard(*outcome.Hazard, edited)
				p.findRepeats(code)
			}
		},
		Refused: func(err error) { p.refuse(code, err) },
	})
}

// takeHazard puts a stored hazard on screen. What the person has changed since the save began stays.
func (p *Presenter) takeHazard(stored inspection.Hazard, edited int) {
	if p.edits[stored.Item] != edited {
		mine := p.sheet.Hazards[stored.Item]
		stored = withDetails(stored, mine.Details())
	}
	p.sheet.Hazards[stored.Item] = stored
}

// withDetails puts what the inspector fills in into a hazard, as typed.
func withDetails(h inspection.Hazard, d inspection.HazardDetails) inspection.Hazard {
	h.Description, h.Severity, h.Suspected, h.Due = d.Description, d.Severity, d.Suspected, d.Due
	h.Responsible, h.Standard, h.Remedy = d.Responsible, d.Standard, d.Remedy
	h.Accountability, h.Measures, h.Funds = d.Accountability, d.Measures, d.Funds
	h.TimeLimit, h.Contingency = d.TimeLimit, d.Contingency
	return h
}
