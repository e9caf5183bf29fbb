package inspecting

import (
	"context"
	"strings"
	"unicode/utf8"

	"anxun/inspection"
)

// text is what is being written and was not queued yet.
type text struct {
	code   inspection.ItemCode
	hazard bool // the hazard's texts; otherwise the note of the answer
	cancel func()
}

// wrote starts the wait after which a text is saved. Going on to write the same text starts it anew.
func (p *Presenter) wrote(code inspection.ItemCode, hazard bool) {
	if w := p.writing; w != nil && (w.code != code || w.hazard != hazard) {
		p.flushText()
	}
	if p.writing != nil {
		p.writing.cancel()
	}
	p.dirty = true
	p.edits[code]++
	if p.tooLong(code, hazard) {
		p.writing = nil
		p.overlong[code] = true
		p.problems[code] = p.Words.T("inspecting.too_long", "n", inspection.MaxTextLength)
		p.render()
		return
	}
	if p.overlong[code] {
		delete(p.overlong, code)
		delete(p.problems, code)
	}
	mine := &text{code: code, hazard: hazard, cancel: func() {}}
	p.writing = mine
	mine.cancel = p.Later(textDelay, func() {
		if p.writing == mine {
			p.flushText()
			p.render()
		}
	})
	p.render()
}

// tooLong reports whether a text has more characters than the store takes. It is not cut: that would disturb an input
// method in the middle of a word.
func (p *Presenter) tooLong(code inspection.ItemCode, hazard bool) bool {
	texts := []string{p.sheet.Answers[code].Note}
	if hazard {
		h := p.sheet.Hazards[code]
		texts = []string{h.Description, h.Responsible, h.Standard, h.Remedy}
	}
	for _, text := range texts {
		if utf8.RuneCountInString(text) > inspection.MaxTextLength {
			return true
		}
	}
	return false
}

// flushText queues what is being written.
func (p *Presenter) flushText() {
	w := p.writing
	if w == nil {
		return
	}
	p.writing = nil
	w.cancel()
	if w.hazard {
		p.describe(w.code, "describe "+string(w.code))
		return
	}
	answer := p.stored(w.code)
	if answer.Result == inspection.ResultNone {
		return
	}
	p.giveOne(p.by(), inspection.AnswerInput{InspectionID: p.id, Item: w.code, Result: answer.Result, Value: answer.Value,
		Note: answer.Note, Origin: answer.Origin, At: answer.At}, "note "+string(w.code))
}

// describe queues the details of a hazard as they are on screen. Jobs with a key are joined while they wait.
func (p *Presenter) describe(code inspection.ItemCode, key string) {
	if p.overlong[code] {
		return
	}
	hazard := p.sheet.Hazards[code]
	details, id, by, edited := hazard.Details(), hazard.ID, p.by(), p.edits[code]
	delete(p.problems, code)
	var stored inspection.Hazard
	p.enqueue(Job{Key: key,
		Write: func(ctx context.Context) (err error) {
			stored, err = p.Service.DescribeHazard(ctx, by, id, details)
			return err
		},
		Saved: func() {
			if p.edits[code] == edited {
				// Texts stay as typed: the store trims them, and a space taken away under the
				// cursor would disturb whoever is writing.
				mine := details
				mine.Severity, mine.Due = stored.Severity, stored.Due
				stored = withDetails(stored, mine)
			}
			p.takeHazard(stored, edited)
			p.findRepeats(code)
		},
		Refused: func(err error) { p.refuse(code, err) },
	})
}

// FlushText saves at once what is being written, for a field that lost the keyboard.
func (p *Presenter) FlushText() {
	if p.writing != nil {
		p.flushText()
		p.render()
	}
}

// edit changes the hazard of the selected failed item and notes how it stood; false if nothing changed. For field see
// editText.
func (p *Presenter) edit(field string, change func(*inspection.Hazard)) (inspection.ItemCode, bool) {
	item, ok := p.editable()
	if !ok || p.sheet.Answers[item.Code].Result != inspection.ResultFail {
		return "", false
	}
	hazard, found := p.sheet.Hazards[item.Code]
	if !found || hazard.Status != inspection.HazardOpen {
		return "", false
	}
	before, stood := hazard.Details(), p.standing(item.Code)
	change(&hazard)
	p.sheet.Hazards[item.Code] = hazard
	if hazard.Details() == before {
		return item.Code, false
	}
	if field == "" {
		p.remember(stood)
	} else {
		p.rememberWriting(field, stood)
	}
	return item.Code, true
}

// editText changes a text of the hazard of the selected failed item. field names what is written in; "" is a change of
// its own, such as a proposed wording.
func (p *Presenter) editText(field string, change func(*inspection.Hazard)) {
	if code, changed := p.edit(field, change); changed {
		p.wrote(code, true)
	}
}

// Describe changes the description of the selected hazard.
func (p *Presenter) Describe(text string) {
	p.editText("description", func(h *inspection.Hazard) { h.Description = text })
}

// SetResponsible changes who must put the hazard right.
func (p *Presenter) SetResponsible(text string) {
	p.editText("responsible", func(h *inspection.Hazard) { h.Responsible = text })
}

// SetStandard changes what must be reached.
func (p *Presenter) SetStandard(text string) {
	p.editText("standard", func(h *inspection.Hazard) { h.Standard = text })
}

// SetRemedy changes what is to be done.
func (p *Presenter) SetRemedy(text string) {
	p.editText("remedy", func(h *inspection.Hazard) { h.Remedy = text })
}

// TakeFinding puts a proposed wording into the description, behind what is written there, and takes its remedy over
// as long as nobody has written a remedy of his own.
func (p *Presenter) TakeFinding(index int) {
	item, ok := p.current()
	if !ok || index < 0 || index >= len(item.Findings) {
		return
	}
	finding := item.Findings[index]
	p.editText("", func(h *inspection.Hazard) {
		h.Description = appendSentence(h.Description, finding.Text)
		if finding.Remedy != "" && proposedRemedy(item, h.Remedy) {
			h.Remedy = finding.Remedy
		}
	})
}

func appendSentence(text, sentence string) string {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return sentence
	case strings.Contains(text, sentence):
		return text
	case strings.HasSuffix(text, "。"), strings.HasSuffix(text, "；"), strings.HasSuffix(text, "\n"):
		return text + sentence
	}
	return text + "；" + sentence
}

// proposedRemedy reports whether a remedy is empty or one that the item itself proposes.
func proposedRemedy(item inspection.Item, remedy string) bool {
	remedy = strings.TrimSpace(remedy)
	if remedy == "" || remedy == item.Remedy {
		return true
	}
	for _, finding := range item.Findings {
		if remedy == finding.Remedy {
			return true
		}
	}
	return false
}

// SetSeverity grades the selected hazard. A deadline that follows the rule follows it to the new grade. 重大 is asked for
// confirmation first.
func (p *Presenter) SetSeverity(severity inspection.Severity) {
	if severity == inspection.SeverityMajor {
		p.AskMajor()
		return
	}
	p.grade(severity)
}

func (p *Presenter) grade(severity inspection.Severity) {
	item, ok := p.current()
	if !ok || severity == inspection.SeverityMajor && !inspection.MajorPossible(item, p.sheet.Place) {
		return
	}
	p.flushText()
	var shown inspection.Day
	code, changed := p.edit("", func(h *inspection.Hazard) {
		shown = h.Due
		followed := h.Due == p.dueByRule(item, *h)
		h.Severity = severity
		if severity == inspection.SeverityMajor {
			h.Suspected = false
		}
		if followed {
			shown = p.dueByRule(item, *h)
		}
	})
	if changed {
		p.regrade(code, shown)
	}
}

// dueByRule is the deadline that the office's rules give the hazard as it is graded.
func (p *Presenter) dueByRule(item inspection.Item, h inspection.Hazard) inspection.Day {
	due, _ := p.sheet.Deadlines.Due(&item, h.Severity, h.Found)
	return due
}

// regrade queues a new severity. The store itself moves the deadline when the old one is sent along, and must not when
// the person had set it; so the new day is shown after queueing, or sent as a change of its own.
func (p *Presenter) regrade(code inspection.ItemCode, shown inspection.Day) {
	p.edits[code]++
	kept := p.sheet.Hazards[code].Due
	p.describe(code, "")
	hazard := p.sheet.Hazards[code]
	hazard.Due = shown
	p.sheet.Hazards[code] = hazard
	if shown == kept {
		p.edits[code]++
		p.describe(code, "") // the day was set by hand: say so again after the store moved it
	}
	p.render()
}

// SetSuspected marks the selected hazard as 疑似重大, to be referred to the department that may judge.
func (p *Presenter) SetSuspected(on bool) {
	p.flushText()
	if code, changed := p.edit("", func(h *inspection.Hazard) { h.Suspected = on }); changed {
		p.edits[code]++
		p.describe(code, "")
		p.render()
	}
}

// SetDue changes the deadline to the day written as YYYY-MM-DD. A text that is no possible day is not saved; why is
// shown beside the field.
func (p *Presenter) SetDue(text string) {
	item, ok := p.editable()
	if !ok {
		return
	}
	hazard := p.sheet.Hazards[item.Code]
	day, problem := p.parseDue(strings.TrimSpace(text), inspection.DayOf(hazard.Found))
	if problem != "" {
		p.badDue[item.Code] = problem
		p.render()
		return
	}
	p.flushText()
	delete(p.badDue, item.Code)
	if code, changed := p.edit("", func(h *inspection.Hazard) { h.Due = day }); changed {
		p.edits[code]++
		p.describe(code, "")
	}
	p.render()
}

func (p *Presenter) parseDue(text string, found inspection.Day) (inspection.Day, string) {
	day, err := inspection.ParseDay(text)
	switch {
	case err != nil:
		return "", p.Words.T("inspecting.due_wrong")
	case day < found:
		return "", p.Words.T("inspecting.due_early", "day", string(found))
	case found.DaysUntil(day) > inspection.MaxDeadlineDays:
		return "", p.Words.T("inspecting.due_late", "n", inspection.MaxDeadlineDays)
	}
	return day, ""
}

// SetNote changes the note of a 符合 or the reason of a 不适用 of the selected item.
func (p *Presenter) SetNote(text string) { p.note("note", text) }

func (p *Presenter) note(field, text string) {
	item, ok := p.editable()
	if !ok {
		return
	}
	answer := p.stored(item.Code)
	if answer.Result == inspection.ResultNone || answer.Result == inspection.ResultFail || answer.Note == text {
		return
	}
	if field == "" {
		p.remember(p.standing(item.Code))
	} else {
		p.rememberWriting(field, p.standing(item.Code))
	}
	answer.Note = text
	p.sheet.Answers[item.Code] = answer
	p.wrote(item.Code, false)
}

// TakeReason takes over one of the common reasons for 不适用 and goes on to the next unanswered item.
func (p *Presenter) TakeReason(index int) {
	reasons := p.reasons()
	if index < 0 || index >= len(reasons) {
		return
	}
	p.note("", reasons[index])
	p.FlushText()
	p.NextUnanswered()
}
