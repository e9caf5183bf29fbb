package inspecting

import (
	"context"
	"slices"
	"time"

	"anxun/inspection"
)

const (
	// maxUndo bounds the steps that can be taken back; a long inspection has some two hundred answers.
	maxUndo = 500
	// typingPause ends a step of writing: what is written without a longer pause is taken back at once.
	typingPause = 2 * time.Second
)

// standing is all about one item that can be taken back: its answer and, once it failed, what the hazard says.
type standing struct {
	code    inspection.ItemCode
	answer  inspection.Answer // ResultNone while unanswered
	found   bool              // details are those of a hazard
	details inspection.HazardDetails
}

// step is what one key press, or writing without a pause, changed: how the items stood before it.
type step struct {
	at     spot
	before []standing
	field  string // what was written in, "" for anything but writing
	until  time.Time
}

// history is what can be undone and done again in one inspection. It outlives leaving the page: undoing is a change like
// any other and goes to the disk and into the journal.
type history struct{ done, undone []step }

// past returns the history of the inspection on screen.
func (p *Presenter) past() *history {
	h := p.histories[p.id]
	if h == nil {
		h = &history{}
		p.histories[p.id] = h
	}
	return h
}

// forget drops the history of the inspection on screen, where nothing of it may be undone any more.
func (p *Presenter) forget() { delete(p.histories, p.id) }

// forgetItem drops the steps that would change an item whose hazard is closed.
func (p *Presenter) forgetItem(code inspection.ItemCode) {
	touches := func(s step) bool {
		return slices.ContainsFunc(s.before, func(item standing) bool { return item.code == code })
	}
	h := p.past()
	h.done, h.undone = slices.DeleteFunc(h.done, touches), slices.DeleteFunc(h.undone, touches)
}

// recall brings back, in the background, what can be undone of the inspection from the journal: after a restart this
// session has no history of its own yet. What is done meanwhile counts and comes after it.
func (p *Presenter) recall() {
	if p.phase != Filling {
		return
	}
	if h := p.past(); len(h.done)+len(h.undone) > 0 {
		return
	}
	turn, id := p.opening, p.id
	var read []inspection.PastStep
	p.Load(func(ctx context.Context) error {
		return p.Service.View(ctx, func(r inspection.Reader) (err error) {
			read, err = inspection.PastSteps(ctx, r, id, maxUndo)
			return err
		})
	}, func(err error) {
		// A history that cannot be read is none; the work itself does not need it.
		if err != nil || turn != p.opening || p.phase != Filling || p.dirty {
			return
		}
		p.past().done = p.recalled(read)
		p.render()
	})
}

// recalled makes steps of what the journal tells. Writing in one field without a pause was one step.
func (p *Presenter) recalled(read []inspection.PastStep) []step {
	var steps []step
	for i, past := range read {
		if i > 0 && isText(past.Field) && past.Field == read[i-1].Field && past.Before[0].Item == read[i-1].Before[0].Item &&
			past.At.Sub(read[i-1].At) < typingPause+textDelay {
			continue
		}
		s := step{}
		for _, item := range past.Before {
			s.before = append(s.before, standing{code: item.Item, answer: item.Answer, found: item.Found, details: item.Details})
		}
		at, known := p.sheet.where[s.before[0].code]
		if !known {
			continue // the item is not asked here any more
		}
		s.at = at
		steps = append(steps, s)
	}
	return steps
}

func isText(field string) bool {
	switch field {
	case "answer.note", "hazard.description", "hazard.responsible", "hazard.standard", "hazard.remedy":
		return true
	}
	return false
}

// standing returns how an item stands on screen.
func (p *Presenter) standing(code inspection.ItemCode) standing {
	hazard, found := p.sheet.Hazards[code]
	return standing{code: code, answer: p.stored(code), found: found, details: hazard.Details()}
}

// remember notes how items stood before a change. Call it before changing them.
func (p *Presenter) remember(before ...standing) { p.push(step{at: p.at, before: before}) }

// rememberWriting notes how an item stood before somebody wrote in a field of it. Going on writing there is the same
// step until a pause.
func (p *Presenter) rememberWriting(field string, before standing) {
	now := p.Service.Now()
	h := p.past()
	if n := len(h.done); n > 0 {
		last := &h.done[n-1]
		if last.field == field && last.before[0].code == before.code && now.Before(last.until) {
			last.until = now.Add(typingPause)
			h.undone = nil
			return
		}
	}
	p.push(step{at: p.at, before: []standing{before}, field: field, until: now.Add(typingPause)})
}

func (p *Presenter) push(s step) {
	h := p.past()
	h.undone = nil
	if h.done = append(h.done, s); len(h.done) > maxUndo {
		h.done = slices.Delete(h.done, 0, 1)
	}
}

// Undo takes the last change back: answers, all that was answered at once, notes and what was written about a hazard.
func (p *Presenter) Undo() {
	p.turnBack(func(h *history) (from, to *[]step) { return &h.done, &h.undone })
}

// Redo does again what Undo took back last.
func (p *Presenter) Redo() {
	p.turnBack(func(h *history) (from, to *[]step) { return &h.undone, &h.done })
}

// turnBack takes the last step of one list, brings the items back to it, and keeps in the other how they stood.
func (p *Presenter) turnBack(lists func(*history) (from, to *[]step)) {
	if p.phase != Filling || p.finish != nil {
		return
	}
	p.flushText()
	from, to := lists(p.past())
	n := len(*from)
	if n == 0 {
		return
	}
	last := (*from)[n-1]
	*from = (*from)[:n-1]
	now := step{at: last.at}
	for _, item := range last.before {
		if hazard := p.sheet.Hazards[item.code]; hazard.Status != "" && hazard.Status != inspection.HazardOpen {
			p.View.Toast(p.Words.T("error.hazard_in_progress", "no", hazard.No)) // the store would refuse it
			p.render()
			return
		}
		now.before = append(now.before, p.standing(item.code))
	}
	*to = append(*to, now)
	leaves := p.at != last.at || now.before[0].answer.Result != last.before[0].answer.Result
	p.at = last.at
	p.restore(last.before, now.before)
	p.render()
	if leaves {
		p.View.Focus(TargetList)
	}
}

// restore brings items from how they stand to how they stood.
func (p *Presenter) restore(to, from []standing) {
	var answers []inspection.Answer
	for i, item := range to {
		delete(p.badDue, item.code)
		delete(p.overlong, item.code)
		if item.answer.Result != from[i].answer.Result || item.answer.Note != from[i].answer.Note ||
			item.answer.Value != from[i].answer.Value || item.answer.Origin != from[i].answer.Origin {
			answers = append(answers, item.answer)
		}
	}
	if len(answers) > 0 {
		p.give(answers)
	}
	for i, item := range to {
		if item.answer.Result == inspection.ResultFail && item.found && (item.details != from[i].details || !from[i].found) {
			p.restoreDetails(item)
		}
	}
}

// restoreDetails writes what a hazard said. A change of the grade is sent first with the deadline as it is, so that the
// store follows its rule; then the deadline as it was, which may have been set by hand.
func (p *Presenter) restoreDetails(item standing) {
	hazard := p.sheet.Hazards[item.code]
	first := item.details
	if hazard.Severity != first.Severity {
		first.Due = hazard.Due
		p.redescribe(item.code, first)
	}
	p.redescribe(item.code, item.details)
}

func (p *Presenter) redescribe(code inspection.ItemCode, details inspection.HazardDetails) {
	p.sheet.Hazards[code] = withDetails(p.sheet.Hazards[code], details)
	p.edits[code]++
	p.describe(code, "")
}
