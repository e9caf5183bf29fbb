package inspecting

import (
	"anxun/inspection"
	"anxun/ui/nav"
)

// HandleKey does what a key means while no input field has it, and what function keys and combinations mean always. It
// reports whether the key was used.
func (p *Presenter) HandleKey(key nav.Key) bool {
	if p.summary || p.sheet == nil || p.fix != nil || p.void != nil || p.asking != "" {
		return false
	}
	if p.finish != nil {
		return p.finishKey(key)
	}
	switch key {
	case "1":
		p.Answer(inspection.ResultPass)
	case "2":
		p.Answer(inspection.ResultFail)
	case "3":
		p.Answer(inspection.ResultNA)
	case nav.KeyUp:
		p.Previous()
	case nav.KeyDown:
		p.Next()
	case nav.KeyPageUp:
		p.PreviousSection()
	case nav.KeyPageDown:
		p.NextSection()
	case nav.KeyEnter:
		p.NextUnanswered()
	case nav.KeyF2, nav.KeyF4:
		p.View.Focus(TargetDescription)
	case nav.KeyF3:
		p.AskPhotos(inspection.EvidenceBefore)
	case nav.KeyF6:
		p.AskFixed()
	case nav.KeyEscape:
		p.FlushText()
		p.View.Focus(TargetList)
	case nav.KeyF8:
		p.NextFailed()
	case nav.Ctrl("Z"):
		p.Undo()
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
