package inspecting

import (
	"context"
	"errors"
	"strings"

	"anxun/inspection"
)

// finishing is the open sheet before finishing.
type finishing struct {
	reason  string
	busy    bool
	problem string
}

// AskFinish opens the sheet that says what is missing.
func (p *Presenter) AskFinish() {
	if p.phase != Filling {
		return
	}
	p.flushText()
	if p.finish == nil {
		p.finish = &finishing{reason: p.sheet.Inspection.IncompleteReason}
	}
	p.render()
	p.View.Focus(TargetReason)
}

// CloseFinish goes back to filling.
func (p *Presenter) CloseFinish() {
	if p.finish == nil || p.finish.busy {
		return
	}
	p.finish = nil
	p.render()
	p.View.Focus(TargetList)
}

// SetReason changes why items were not looked at.
func (p *Presenter) SetReason(text string) {
	if p.finish != nil && !p.finish.busy && p.finish.reason != text {
		p.finish.reason = text
		p.render()
	}
}

// Finish ends the inspection after everything before it is on disk. While something blocks it does nothing.
func (p *Presenter) Finish() {
	f := p.finish
	if f == nil || f.busy || inspection.Blocking(p.remarks()) {
		return
	}
	f.busy, f.problem = true, ""
	by, id, reason := p.by(), p.id, strings.TrimSpace(f.reason)
	p.enqueue(Job{
		Write: func(ctx context.Context) error {
			_, err := p.Service.Finish(ctx, by, id, inspection.FinishInput{IncompleteReason: reason})
			return err
		},
		Saved: func() { p.finished() },
		Refused: func(err error) {
			p.finish = &finishing{reason: reason, problem: p.Words.ErrorText(err)}
		},
	})
	p.render()
}

// finished shows the summary of what is now in the store.
func (p *Presenter) finished() {
	at := p.at
	p.load(p.id, func() {
		p.at = at
		p.summary = p.phase == ReadOnly
	})
}

// CloseSummary shows the finished inspection.
func (p *Presenter) CloseSummary() {
	p.summary = false
	p.render()
	p.View.Focus(TargetList)
}

// OpenSummary shows the summary of a finished inspection again.
func (p *Presenter) OpenSummary() {
	if p.phase == ReadOnly && p.sheet.Inspection.Status == inspection.StatusFinished {
		p.summary = true
		p.render()
	}
}

// remarks lists what is missing, as the inspection is on screen.
func (p *Presenter) remarks() []inspection.Remark {
	return p.sheet.CheckCompletion(strings.TrimSpace(p.finish.reason))
}

// ReasonForAll gives one reason to every 不适用 that has none.
func (p *Presenter) ReasonForAll(reason string) {
	reason = strings.TrimSpace(reason)
	if p.phase != Filling || reason == "" {
		return
	}
	p.flushText()
	var before []standing
	var answers []inspection.Answer
	for _, part := range p.sheet.Parts {
		for _, item := range part.Items {
			answer := p.stored(item.Code)
			if answer.Result == inspection.ResultNA && strings.TrimSpace(answer.Note) == "" {
				before = append(before, p.standing(item.Code))
				answer.Note = reason
				answers = append(answers, answer)
			}
		}
	}
	if len(answers) > 0 {
		p.remember(before...)
		p.give(answers)
		p.render()
	}
}

// saveTrouble says why changes are not on disk.
func (p *Presenter) saveTrouble(err error) string {
	if errors.Is(err, errSlowDisk) {
		return p.Words.T("inspecting.slow_disk")
	}
	return p.Words.ErrorText(err)
}
