package inspecting

import "anxun/inspection"

// move selects a spot after queueing what is being written.
func (p *Presenter) move(to spot) {
	p.flushText()
	p.at = to
	p.render()
}

// SelectRow selects a card of the section on screen.
func (p *Presenter) SelectRow(row int) {
	if p.sheet != nil && row >= 0 && row < p.rows(p.at.part) {
		p.move(spot{p.at.part, row})
	}
}

// SelectSection shows a section, numbered as in State.Sections, at its first unanswered item.
func (p *Presenter) SelectSection(index int) {
	if p.sheet == nil {
		return
	}
	part := index
	if p.hasLeftover() {
		part--
	}
	if index < 0 || part >= len(p.sheet.Parts) {
		return
	}
	to := spot{part, 0}
	if part >= 0 {
		for row, item := range p.sheet.Parts[part].Items {
			if !p.sheet.answered(item.Code) {
				to.row = row
				break
			}
		}
	}
	p.move(to)
	p.View.Focus(TargetList)
}

// SelectItem shows an item wherever it stands and closes the finishing sheet.
func (p *Presenter) SelectItem(code inspection.ItemCode) {
	if p.sheet == nil {
		return
	}
	if at, found := p.sheet.where[code]; found {
		p.finish = nil
		p.move(at)
		p.View.Focus(TargetList)
	}
}

func (p *Presenter) hasLeftover() bool { return p.sheet != nil && len(p.sheet.Unresolved) > 0 }

// rows counts the cards of a section.
func (p *Presenter) rows(part int) int {
	switch {
	case part == leftover:
		return len(p.sheet.Unresolved)
	case part < len(p.sheet.Parts):
		return len(p.sheet.Parts[part].Items)
	}
	return 0
}

// Down selects the next unanswered item of the section on screen. Where none is left below it steps to the following
// card, so that what is answered can be looked through.
func (p *Presenter) Down() {
	if p.sheet == nil {
		return
	}
	if p.phase == Filling && p.at.part != leftover {
		for row := p.at.row + 1; row < p.rows(p.at.part); row++ {
			if !p.sheet.answered(p.sheet.Parts[p.at.part].Items[row].Code) {
				p.move(spot{p.at.part, row})
				return
			}
		}
	}
	p.Next()
}

// Next selects the following card, also across sections.
func (p *Presenter) Next() {
	if p.sheet == nil {
		return
	}
	if p.at.row+1 < p.rows(p.at.part) {
		p.move(spot{p.at.part, p.at.row + 1})
	} else if to, ok := p.sheet.after(p.at); ok {
		p.move(to)
	}
}

// Previous selects the card before, also across sections.
func (p *Presenter) Previous() {
	if p.sheet == nil {
		return
	}
	switch {
	case p.at.row > 0:
		p.move(spot{p.at.part, p.at.row - 1})
	case p.at.part == 0 && p.hasLeftover():
		p.move(spot{leftover, len(p.sheet.Unresolved) - 1})
	default:
		if to, ok := p.sheet.before(p.at); ok {
			p.move(to)
		}
	}
}

// NextSection and PreviousSection turn to the section after and before.
func (p *Presenter) NextSection() { p.turnSection(+1) }

// PreviousSection turns to the section before.
func (p *Presenter) PreviousSection() { p.turnSection(-1) }

func (p *Presenter) turnSection(by int) {
	if p.sheet == nil {
		return
	}
	index := p.at.part + by
	if p.hasLeftover() {
		index++
	}
	p.SelectSection(index)
}

// NextUnanswered selects the next item without an answer, going round; when all are answered it says so.
func (p *Presenter) NextUnanswered() {
	if p.sheet == nil {
		return
	}
	to, found := p.sheet.find(p.at, func(item inspection.Item) bool { return !p.sheet.answered(item.Code) })
	if !found {
		p.flushText()
		p.render()
		if p.phase == Filling {
			p.View.Toast(p.Words.T("inspecting.all_answered"))
		}
	} else {
		p.move(to)
	}
	p.View.Focus(TargetList)
}

// NextFailed selects the next item that failed, going round.
func (p *Presenter) NextFailed() {
	if p.sheet == nil {
		return
	}
	to, found := p.sheet.find(p.at, func(item inspection.Item) bool {
		return p.sheet.Answers[item.Code].Result == inspection.ResultFail
	})
	if !found {
		p.View.Toast(p.Words.T("inspecting.no_fail"))
		return
	}
	p.move(to)
	p.View.Focus(TargetList)
}

// Seen is told by the view that the cards from one row to another of the section on screen, both included, are wholly
// visible.
func (p *Presenter) Seen(from, to int) {
	if p.sheet == nil || p.at.part == leftover {
		return
	}
	seen := p.seen[p.at.part]
	if seen == nil {
		seen = make([]bool, p.rows(p.at.part))
		p.seen[p.at.part] = seen
	}
	fresh := false
	for row := max(from, 0); row <= to && row < len(seen); row++ {
		fresh = fresh || !seen[row]
		seen[row] = true
	}
	// What is left unseen is written at the end of the section; elsewhere nothing on screen changes.
	if fresh && p.phase == Filling && p.sheet.open(p.at.part) > 0 && (to >= len(seen)-1 || p.unseen() == 0) {
		p.render()
	}
}

// unseen counts the items of the section on screen that were never visible.
func (p *Presenter) unseen() int {
	n := p.rows(p.at.part)
	for _, seen := range p.seen[p.at.part] {
		if seen {
			n--
		}
	}
	return n
}
