package inspecting

import (
	"anxun/inspection"
	"anxun/ui/pinyin"
)

// maxFound bounds the items listed; whoever sees so many goes on typing.
const maxFound = 50

// search is the open search in the list.
type search struct {
	query string
	keys  map[inspection.ItemCode]pinyin.Key
}

// OpenFind opens the search for an item by code, text, pinyin or initials, or by what was written about its hazard.
func (p *Presenter) OpenFind() {
	if p.sheet == nil || p.find != nil {
		return
	}
	p.flushText()
	p.find = &search{keys: make(map[inspection.ItemCode]pinyin.Key, len(p.sheet.where))}
	for _, part := range p.sheet.Parts {
		for _, item := range part.Items {
			texts := []string{string(item.Code), item.Text, part.Title}
			if p.sheet.Answers[item.Code].Result == inspection.ResultFail {
				texts = append(texts, p.sheet.Hazards[item.Code].Description)
			}
			p.find.keys[item.Code] = pinyin.NewKey(texts...)
		}
	}
	p.render()
}

// SetFind changes what is looked for.
func (p *Presenter) SetFind(query string) {
	if p.find != nil && p.find.query != query {
		p.find.query = query
		p.render()
	}
}

// CloseFind closes the search.
func (p *Presenter) CloseFind() {
	if p.find != nil {
		p.find = nil
		p.render()
		p.View.Focus(TargetList)
	}
}

// TakeFound closes the search and shows an item that it found.
func (p *Presenter) TakeFound(code inspection.ItemCode) {
	if p.find != nil {
		p.find = nil
		p.SelectItem(code)
	}
}

func (p *Presenter) findState() *Find {
	state := &Find{Query: p.find.query}
	for _, part := range p.sheet.Parts {
		for _, item := range part.Items {
			switch {
			case !p.find.keys[item.Code].Match(p.find.query):
			case len(state.Rows) == maxFound:
				state.More++
			default:
				answer := p.sheet.Answers[item.Code]
				row := FindRow{Code: item.Code, Text: item.Text, Section: part.Title, Result: answer.Result, Answer: p.Words.T("answer.open")}
				if answer.Result != inspection.ResultNone {
					row.Answer = p.resultText(answer)
				}
				state.Rows = append(state.Rows, row)
			}
		}
	}
	return state
}
