package finding

import (
	"context"
	"strings"

	"anxun/inspection"
	"anxun/ui/task"
)

// Search lists the places that match what was typed: code, name or community, in characters, pinyin or initials.
func (p *Presenter) Search(text string) {
	p.state.Text, p.state.Selected = text, 0
	p.find()
	p.render()
}

func (p *Presenter) find() {
	p.found, p.state.More = p.places.Match(p.state.Text)
	p.state.Places = nil
	for _, place := range p.found {
		p.state.Places = append(p.state.Places, p.line(place))
	}
}

func (p *Presenter) line(place inspection.Place) PlaceLine {
	kind := p.host.T("kind." + string(place.PlaceKind))
	if place.SubKind != "" {
		kind = p.host.T("subkind." + string(place.SubKind))
	}
	parts := []string{place.Code, kind}
	if place.Community != "" {
		parts = append(parts, place.Community)
	}
	return PlaceLine{ID: place.ID, Name: place.Name, Detail: strings.Join(parts, " · ")}
}

// Move selects another place of the list.
func (p *Presenter) Move(by int) {
	if n := len(p.found); n > 0 {
		p.state.Selected = max(min(p.state.Selected+by, n-1), 0)
		p.render()
	}
}

// ChooseAt takes a place of the list.
func (p *Presenter) ChooseAt(i int) {
	if i >= 0 && i < len(p.found) {
		p.draft.Inspection, p.draft.Visit = "", ""
		p.choose(p.found[i])
		p.keep()
	}
}

// ChooseSelected takes the selected place of the list.
func (p *Presenter) ChooseSelected() { p.ChooseAt(p.state.Selected) }

func (p *Presenter) choose(place inspection.Place) {
	line := p.line(place)
	p.state.Place, p.state.Visit = &line, p.draft.Visit
	p.draft.Place = place.ID
	if p.draft.Responsible == "" {
		p.draft.Responsible = place.Manager
		p.state.Responsible = place.Manager
	}
	p.clear("place")
	p.render()
	p.proposeDue()
	p.findAlike()
	p.readOpen(place.ID)
	p.view.FocusDescription()
}

// readOpen lists what is known at the place already, so that nothing is registered twice.
func (p *Presenter) readOpen(place inspection.ID) {
	filter := inspection.HazardFilter{PlaceID: place, Statuses: []inspection.HazardStatus{inspection.HazardOpen, inspection.HazardSubmitted,
		inspection.HazardTransferred, inspection.HazardShelved}, Limit: maxOpen}
	var rows []inspection.HazardRow
	p.host.Run("finding.open", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			rows, err = r.Hazards(ctx, filter)
			return err
		})
	}, func(err error) {
		if err != nil || p.draft.Place != place {
			p.host.ShowError(err)
			return
		}
		p.state.Open = nil
		for _, row := range rows {
			p.state.Open = append(p.state.Open, p.known(row.Hazard))
		}
		p.render()
	})
}

// known is a line about a hazard that is on record.
func (p *Presenter) known(h inspection.Hazard) string {
	return p.host.T("finding.known", "found", string(inspection.DayOf(h.Found)), "text", h.Description,
		"status", p.host.T("hazard.status."+string(h.Status)), "no", h.No)
}

// Change gives the place up and goes back to the list of places.
func (p *Presenter) Change() {
	if place, _ := p.places.ByID(p.draft.Place); place.Manager == p.draft.Responsible {
		p.draft.Responsible, p.state.Responsible = "", "" // it was proposed for that place
	}
	p.draft.Place, p.draft.Inspection, p.draft.Visit = "", "", ""
	p.state.Place, p.state.Visit, p.state.Alike, p.state.Open = nil, "", nil, nil
	p.render()
	p.view.FocusPlace()
}
