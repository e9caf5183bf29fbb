package inspections

import (
	"context"
	"strings"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// Search lists the places that match what was typed: code, name or community, in characters, pinyin or initials.
func (p *StartPresenter) Search(text string) {
	p.state.Text = text
	p.state.Selected = 0
	p.find()
	p.render()
}

func (p *StartPresenter) find() {
	p.found, p.state.More = p.places.Match(p.state.Text)
	p.state.Places = nil
	for _, place := range p.found {
		p.state.Places = append(p.state.Places, p.placeRow(place))
	}
	p.state.Selected = max(min(p.state.Selected, len(p.found)-1), 0)
}

func (p *StartPresenter) placeRow(place inspection.Place) PlaceRow {
	return PlaceRow{ID: place.ID, Name: place.Name, Detail: joinDot(place.Code, p.kind(place), place.Community)}
}

func (p *StartPresenter) kind(place inspection.Place) string {
	if place.SubKind != "" {
		return p.host.T("subkind." + string(place.SubKind))
	}
	return p.host.T("kind." + string(place.PlaceKind))
}

// Move selects another place of the list.
func (p *StartPresenter) Move(by int) {
	if n := len(p.found); n > 0 {
		p.state.Selected = max(min(p.state.Selected+by, n-1), 0)
		p.render()
	}
}

// ChooseSelected takes the selected place of the list.
func (p *StartPresenter) ChooseSelected() {
	if p.state.Selected < len(p.found) {
		p.choose(p.found[p.state.Selected])
	}
}

// ChooseAt takes a place of the list.
func (p *StartPresenter) ChooseAt(i int) {
	if i >= 0 && i < len(p.found) {
		p.state.Selected = i
		p.ChooseSelected()
	}
}

func (p *StartPresenter) choose(place inspection.Place) {
	if p.state.Escort == "" || p.state.Escort == p.escort {
		p.state.Escort, p.escort = place.Manager, place.Manager
	}
	p.place = place
	p.on = map[string]bool{}
	for _, list := range inspection.ProposeChecklists(p.lists, place) {
		p.on[list.Code] = true
	}
	var features []string
	for _, feature := range place.Features {
		features = append(features, p.host.T("feature."+string(feature)))
	}
	if place.Sample {
		features = append(features, p.host.T("inspections.sample"))
	}
	p.state.Chosen = &ChosenPlace{ID: place.ID, Name: place.Name, Kind: p.kind(place), Detail: joinDot(place.Code, place.Community, place.Address),
		Features: strings.Join(features, "、")}
	p.readHistory(place.ID)
	p.render() // before the keyboard goes there: a disabled button does not take it
	if p.view != nil {
		p.view.FocusStart()
	}
}

// readHistory looks up the last visit, open hazards and an unfinished inspection.
func (p *StartPresenter) readHistory(id inspection.ID) {
	p.choices++
	choice := p.choices
	var last, drafts []inspection.InspectionRow
	open := 0
	p.host.Run("inspections.history", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			if last, err = r.Inspections(ctx, inspection.InspectionFilter{PlaceID: id, Status: inspection.StatusFinished, Limit: 1}); err != nil {
				return err
			}
			if drafts, err = r.Inspections(ctx, inspection.InspectionFilter{PlaceID: id, Status: inspection.StatusDraft, Limit: 1}); err != nil {
				return err
			}
			open, err = r.CountHazards(ctx, inspection.HazardFilter{PlaceID: id, Statuses: []inspection.HazardStatus{inspection.HazardOpen,
				inspection.HazardSubmitted, inspection.HazardShelved, inspection.HazardTransferred}})
			return err
		})
	}, func(err error) {
		if choice != p.choices || p.state.Chosen == nil {
			return
		}
		chosen := *p.state.Chosen
		switch {
		case err != nil:
			chosen.Visit = p.host.ErrorText(err)
		case len(last) == 0:
			chosen.Visit = p.host.T("inspections.never")
		default:
			chosen.Visit = p.host.T("inspections.last", "day", string(inspection.DayOf(last[0].Started)), "fail", last[0].Score.Fail)
		}
		if open > 0 {
			chosen.Open = p.host.T("inspections.open_hazards", "n", open)
		}
		if len(drafts) > 0 {
			chosen.Draft, chosen.DraftNo = drafts[0].ID, drafts[0].No
		}
		p.state.Chosen = &chosen
		p.render()
	})
}

// Change gives the place up and goes back to the list of places.
func (p *StartPresenter) Change() {
	p.choices++
	p.place, p.state.Chosen = inspection.Place{}, nil
	p.render()
	if p.view != nil {
		p.view.FocusPlace()
	}
}

// ResumeDraft opens the unfinished inspection of the place.
func (p *StartPresenter) ResumeDraft() {
	if p.state.Chosen != nil && p.state.Chosen.Draft != "" {
		p.host.Go(nav.Route{Page: nav.Inspecting, Arg: string(p.state.Chosen.Draft)})
	}
}
