package inspecting

import (
	"slices"
	"strings"

	"anxun/inspection"
)

// Write puts the keyboard into the description or the note of the selected item. Right after 不适用 without a reason it
// goes back for the reason.
func (p *Presenter) Write() {
	p.goBare()
	p.View.Focus(TargetDescription)
}

// GoHazard leads the keyboard into the panel of the selected hazard and from there back to the list.
func (p *Presenter) GoHazard() {
	item, ok := p.current()
	if ok && p.sheet.Answers[item.Code].Result != inspection.ResultFail {
		p.View.Toast(p.Words.T("inspecting.no_hazard", "item", string(item.Code)))
		return
	}
	p.View.Focus(TargetHazard)
}

// goBare goes back to the item that was answered 不适用 without a reason, as long as nothing was done since.
func (p *Presenter) goBare() {
	code := p.bare
	if code == "" || p.at != p.bareTo || p.sheet.Answers[code].Result != inspection.ResultNA {
		return
	}
	p.bare = ""
	if item, ok := p.current(); ok && (item.Code == code || !p.sheet.answered(item.Code)) {
		p.move(p.sheet.where[code])
	}
}

// Propose writes a proposed wording with one key: for 不符合 into the description, for 不适用 as its reason. Used again it
// changes to the next one. Right after 不适用 without a reason it goes back for the reason.
func (p *Presenter) Propose() {
	if _, ok := p.editable(); !ok {
		return
	}
	p.goBare()
	item, _ := p.current()
	switch answer := p.sheet.Answers[item.Code]; answer.Result {
	case inspection.ResultFail:
		p.proposeFinding(item)
	case inspection.ResultNA:
		reasons := p.reasons()
		if next := slices.Index(reasons, answer.Note) + 1; next > 0 || strings.TrimSpace(answer.Note) == "" {
			p.note("", reasons[next%len(reasons)])
		}
	}
}

// proposeFinding puts the first proposed wording behind what is written; in place of one that ends the text, the next.
func (p *Presenter) proposeFinding(item inspection.Item) {
	written := p.sheet.Hazards[item.Code].Description
	last := slices.IndexFunc(item.Findings, func(f inspection.Finding) bool { return strings.HasSuffix(written, f.Text) })
	if last < 0 {
		p.TakeFinding(0)
		return
	}
	next := item.Findings[(last+1)%len(item.Findings)]
	p.editText("", func(h *inspection.Hazard) {
		h.Description = strings.TrimSuffix(written, item.Findings[last].Text) + next.Text
		if next.Remedy != "" && proposedRemedy(item, h.Remedy) {
			h.Remedy = next.Remedy
		}
	})
}
