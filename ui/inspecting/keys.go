package inspecting

import (
	"anxun/inspection"
	"anxun/ui/nav"
)

// HandleKey does what a key means while no input field has it, and what function keys and combinations mean always. It
// reports whether the key was used.
func (p *Presenter) HandleKey(key nav.Key) bool {
	if p.summary || p.find != nil || p.sheet == nil || p.fix != nil || p.void != nil || p.correct != nil || p.asking != "" {
		return false
	}
	if p.finish != nil {
		return p.finishKey(key)
	}
	return p.answerKey(key) || p.wayKey(key) || p.editKey(key)
}

// answerKey handles the keys that answer.
func (p *Presenter) answerKey(key nav.Key) bool {
	switch key {
	case "1":
		p.Answer(inspection.ResultPass)
	case "2":
		p.Answer(inspection.ResultFail)
	case "3":
		p.Answer(inspection.ResultNA)
	case nav.KeyF9:
		p.AnswerRest()
	default:
		return false
	}
	return true
}

// wayKey handles the keys that lead from item to item.
func (p *Presenter) wayKey(key nav.Key) bool {
	switch key {
	case nav.KeyUp, nav.Ctrl(nav.KeyUp):
		p.Previous()
	case nav.KeyDown:
		p.Down()
	case nav.Ctrl(nav.KeyDown):
		p.Next()
	case nav.KeyPageUp:
		p.PreviousSection()
	case nav.KeyPageDown:
		p.NextSection()
	case nav.KeyEnter:
		p.NextUnanswered()
	case nav.KeyF8:
		p.NextFailed()
	case nav.Ctrl("F"):
		p.OpenFind()
	default:
		return false
	}
	return true
}

// editKey handles the keys for texts and photos, and those of the inspection as a whole.
func (p *Presenter) editKey(key nav.Key) bool {
	switch key {
	case nav.KeyF2:
		if p.mayCorrect() {
			p.AskCorrect()
			return true
		}
		p.Write()
	case nav.KeyF3:
		p.AskPhotos(inspection.EvidenceBefore)
	case nav.KeyF4:
		p.GoHazard()
	case nav.KeyF5:
		p.Propose()
	case nav.KeyF6:
		p.AskFixed()
	case nav.KeyF7:
		p.ReportOther()
	case nav.KeyEscape:
		p.FlushText()
		p.View.Focus(TargetList)
	case nav.Ctrl("Z"):
		p.Undo()
	case nav.Ctrl("Y"), nav.Ctrl("Shift+Z"):
		p.Redo()
	case nav.Ctrl(nav.KeyEnter):
		p.AskFinish()
	default:
		return false
	}
	return true
}

func (p *Presenter) finishKey(key nav.Key) bool {
	switch key {
	case nav.KeyEscape:
		p.CloseFinish()
	case nav.KeyEnter, nav.Ctrl(nav.KeyEnter):
		p.Finish()
	default:
		return false
	}
	return true
}
