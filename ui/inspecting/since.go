package inspecting

import "anxun/inspection"

// sinceOrder is the order in which changes are listed: by concern.
var sinceOrder = []inspection.ItemChangeKind{inspection.ChangeFailed, inspection.ChangeStill, inspection.ChangePutRight,
	inspection.ChangeOther, inspection.ChangeFirst}

// sinceLast lists what changed since each item was last answered at this place, in groups.
func (p *Presenter) sinceLast() []SinceGroup {
	changes := p.sheet.ChangesSinceLast()
	var groups []SinceGroup
	for _, kind := range sinceOrder {
		group := SinceGroup{Kind: kind, Title: p.Words.T("inspecting.since." + string(kind))}
		for _, change := range changes {
			if change.Kind != kind {
				continue
			}
			group.Count++
			if kind == inspection.ChangeFirst {
				continue // that nobody looked before is worth a number, not a list
			}
			item, _ := p.sheet.Item(change.Item)
			group.Lines = append(group.Lines, SinceLine{Item: change.Item, Text: item.Text, Change: p.sinceText(change)})
		}
		if group.Count > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// sinceText says what was answered then and what now.
func (p *Presenter) sinceText(change inspection.ItemChange) string {
	then := p.Words.T("inspecting.since.then", "day", string(inspection.DayOf(change.Last.Started)), "result", p.resultText(change.Last.Answer))
	if change.Last.Result == inspection.ResultNone {
		then = p.Words.T("inspecting.since.never")
	}
	return p.Words.T("inspecting.since.change", "then", then, "now", p.resultText(change.Now))
}
