package inspecting

import (
	"context"
	"strings"

	"anxun/inspection"
)

// correcting is the open sheet that corrects an answer of a finished inspection.
type correcting struct {
	code    inspection.ItemCode
	result  inspection.Result
	value   string
	note    string
	reason  string
	busy    bool
	problem string
}

// Correct is that sheet as it is shown.
type Correct struct {
	Code    inspection.ItemCode
	Text    string // of the item
	Old     string // what was answered, in words
	Result  inspection.Result
	Valued  bool // the item was measured, so a value can be corrected
	Value   string
	Note    string
	Reason  string
	Ready   bool
	Busy    bool
	Problem string
}

// mayCorrect reports whether answers can be corrected: only those of finished inspections.
func (p *Presenter) mayCorrect() bool {
	return !p.Config.ReadOnly() && p.phase == ReadOnly && p.sheet != nil && p.sheet.Inspection.Status == inspection.StatusFinished && !p.sheet.Inspection.Removed
}

// AskCorrect opens the sheet for the selected item, with its answer as it is.
func (p *Presenter) AskCorrect() {
	item, found := p.current()
	if !found || !p.mayCorrect() || p.correct != nil {
		return
	}
	answer := p.sheet.Answers[item.Code]
	c := &correcting{code: item.Code, result: answer.Result, value: answer.Value, note: answer.Note}
	if answer.Result == inspection.ResultFail {
		c.note = p.sheet.Hazards[item.Code].Description
	}
	p.summary, p.correct = false, c
	p.render()
}

// CloseCorrect leaves the answer as it is.
func (p *Presenter) CloseCorrect() {
	if p.correct != nil && !p.correct.busy {
		p.correct = nil
		p.render()
		p.View.Focus(TargetList)
	}
}

// SetCorrect changes what the sheet holds.
func (p *Presenter) SetCorrect(result inspection.Result, value, note, reason string) {
	c := p.correct
	if c == nil || c.busy || c.result == result && c.value == value && c.note == note && c.reason == reason {
		return
	}
	c.result, c.value, c.note, c.reason = result, value, note, reason
	p.render()
}

// Correct stores the correction. What is refused is told in the sheet, which stays open.
func (p *Presenter) Correct() {
	c := p.correct
	if c == nil || c.busy || strings.TrimSpace(c.reason) == "" || c.result == inspection.ResultNone {
		return
	}
	c.busy, c.problem = true, ""
	by, id := p.by(), p.id
	in := inspection.CorrectionInput{InspectionID: id, Item: c.code, Result: c.result, Note: c.note, Reason: c.reason}
	if c.result == inspection.ResultValue {
		in.Value = c.value
	}
	p.enqueue(Job{
		Write: func(ctx context.Context) error { _, err := p.Service.Correct(ctx, by, in); return err },
		Saved: func() {
			at := p.at
			p.View.Toast(p.Words.T("inspecting.correct.done", "code", string(in.Item)))
			p.correct = nil
			p.load(id, func() { p.at = at })
		},
		Refused: func(err error) { c.busy, c.problem = false, p.Words.ErrorText(err) },
	})
	p.render()
}

func (p *Presenter) correctState() *Correct {
	c := p.correct
	item, _ := p.sheet.Item(c.code)
	answer := p.sheet.Answers[c.code]
	state := &Correct{Code: c.code, Text: item.Text, Old: p.Words.T("answer.open"), Result: c.result, Valued: answer.Result == inspection.ResultValue,
		Value: c.value, Note: c.note, Reason: c.reason, Busy: c.busy, Problem: c.problem,
		Ready: !c.busy && strings.TrimSpace(c.reason) != "" && c.result != inspection.ResultNone}
	if answer.Result != inspection.ResultNone {
		state.Old = p.resultText(answer)
	}
	if _, failure := p.queue.Status(); failure != nil {
		state.Problem = p.saveTrouble(failure)
	}
	return state
}

// correctedText says what a corrected item said before, and why; "" for the others.
func (p *Presenter) correctedText(code inspection.ItemCode) string {
	k, corrected := p.sheet.corrected[code]
	if !corrected {
		return ""
	}
	old := p.Words.T("answer.open")
	if k.OldResult != inspection.ResultNone {
		old = p.resultText(inspection.Answer{Result: k.OldResult, Value: k.OldValue})
	}
	return p.Words.T("inspecting.correct.line", "old", old, "reason", k.Reason, "person", k.By, "time", clock(k.At))
}
