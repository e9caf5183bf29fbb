package inspecting

import (
	"context"
	"strings"

	"anxun/inspection"
)

// voiding is the open sheet that asks why an inspection is set aside.
type voiding struct {
	reason  string
	busy    bool
	problem string
}

// AskVoid asks why the inspection is to be set aside: a draft begun by mistake, or a finished one that is wrong.
func (p *Presenter) AskVoid() {
	if p.sheet == nil || p.sheet.Inspection.Status == inspection.StatusVoid || p.void != nil {
		return
	}
	if p.finish != nil {
		if p.finish.busy {
			return
		}
		p.finish = nil
	}
	p.flushText()
	p.summary, p.void = false, &voiding{}
	p.render()
}

// CloseVoid keeps the inspection.
func (p *Presenter) CloseVoid() {
	if p.void != nil && !p.void.busy {
		p.void = nil
		p.render()
		p.View.Focus(TargetList)
	}
}

// SetVoidReason changes why.
func (p *Presenter) SetVoidReason(text string) {
	if p.void != nil && !p.void.busy && p.void.reason != text {
		p.void.reason = text
		p.render()
	}
}

// Void sets the inspection aside. Without a reason it does nothing. When something was already done about one of its
// hazards the store refuses, and the sheet says so.
func (p *Presenter) Void() {
	v := p.void
	if v == nil || v.busy || strings.TrimSpace(v.reason) == "" {
		return
	}
	v.busy, v.problem = true, ""
	by, id, reason := p.by(), p.id, strings.TrimSpace(v.reason)
	p.enqueue(Job{
		Write: func(ctx context.Context) error { return p.Service.Void(ctx, by, id, reason) },
		Saved: func() {
			at := p.at
			p.View.Toast(p.Words.T("inspecting.void.done", "no", p.sheet.Inspection.No))
			p.load(id, func() { p.at = at })
		},
		Refused: func(err error) { v.busy, v.problem = false, p.Words.ErrorText(err) },
	})
	p.render()
}

func (p *Presenter) voidState() *Void {
	v, hazards := p.void, 0
	for code, hazard := range p.sheet.Hazards {
		if !hazard.Withdrawn && p.sheet.Answers[code].Result == inspection.ResultFail {
			hazards++
		}
	}
	state := &Void{No: p.sheet.Inspection.No, Place: p.sheet.Place.Name, Hazards: hazards, Reason: v.reason, Busy: v.busy, Problem: v.problem,
		Ready: !v.busy && strings.TrimSpace(v.reason) != ""}
	if _, failure := p.queue.Status(); failure != nil {
		state.Problem = p.saveTrouble(failure)
	}
	return state
}
