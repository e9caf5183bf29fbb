package search

import (
	"context"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/ui/find"
	"anxun/ui/nav"
)

// describe reads what was found and makes rows of it. What is gone meanwhile is left out.
func (p *Presenter) describe(ctx context.Context, found []find.Hits) ([]Row, error) {
	items, err := p.items(ctx, found)
	if err != nil {
		return nil, err
	}
	var rows []Row
	err = p.service.View(ctx, func(r inspection.Reader) error {
		for _, hits := range found {
			first := len(rows)
			for _, id := range hits.IDs {
				row, err := p.row(ctx, r, hits.Kind, id, items)
				if inspection.CodeOf(err) == inspection.CodeNotFound {
					continue
				}
				if err != nil {
					return err
				}
				rows = append(rows, row)
			}
			if len(rows) > first {
				rows[first].Group = p.host.T("search.group."+string(hits.Kind), "n", hits.Total)
			}
		}
		return nil
	})
	return rows, err
}

// items reads the items by code if any was found.
func (p *Presenter) items(ctx context.Context, found []find.Hits) (map[inspection.ID]inspection.Item, error) {
	items := map[inspection.ID]inspection.Item{}
	for _, hits := range found {
		if hits.Kind != find.Items {
			continue
		}
		lists, err := p.service.CurrentChecklists(ctx)
		if err != nil {
			return nil, err
		}
		for _, list := range lists {
			for _, id := range hits.IDs {
				if item, known := list.Item(inspection.ItemCode(id)); known {
					items[id] = item
				}
			}
		}
	}
	return items, nil
}

func (p *Presenter) row(ctx context.Context, r inspection.Reader, kind find.Kind, id inspection.ID, items map[inspection.ID]inspection.Item) (Row, error) {
	switch kind {
	case find.Places:
		place, err := r.Place(ctx, id)
		return p.to(nav.Places, "id:"+string(id), Row{Title: place.Name, Sub: join(place.Code, place.Community, place.Address),
			Badge: p.host.T("kind." + string(place.PlaceKind))}), err
	case find.Inspections:
		return p.inspection(ctx, r, id)
	case find.Hazards:
		return p.hazard(ctx, r, id)
	case find.Items:
		item := items[id]
		row := Row{Title: item.Text, Sub: string(id), Badge: p.host.T("severity." + string(item.Severity))}
		return p.to(nav.Checklists, string(id), row), nil
	default:
		documents := p.service.Library().Documents()
		at := slices.IndexFunc(documents, func(d *inspection.Document) bool { return d.ID == string(id) })
		if at < 0 {
			return Row{}, inspection.NotFound("error.internal")
		}
		document := documents[at]
		return p.to(nav.Checklists, "document:"+string(id), Row{Title: document.Title, Sub: join(document.Number, document.Issuer)}), nil
	}
}

func (p *Presenter) inspection(ctx context.Context, r inspection.Reader, id inspection.ID) (Row, error) {
	found, err := r.Inspection(ctx, id)
	if err != nil {
		return Row{}, err
	}
	place, err := r.Place(ctx, found.PlaceID)
	if err != nil {
		return Row{}, err
	}
	var people []string
	for _, inspector := range found.Inspectors {
		people = append(people, inspector.Name)
	}
	tone := map[inspection.Status]Tone{inspection.StatusDraft: ToneWarn, inspection.StatusFinished: TonePass}[found.Status]
	return p.to(nav.Inspecting, string(id), Row{Title: place.Name, Badge: p.host.T("inspection.status." + string(found.Status)), Tone: tone,
		Sub: join(found.No, string(inspection.DayOf(found.Started)), strings.Join(people, "、"))}), nil
}

func (p *Presenter) hazard(ctx context.Context, r inspection.Reader, id inspection.ID) (Row, error) {
	found, err := r.Hazard(ctx, id)
	if err != nil {
		return Row{}, err
	}
	place, err := r.Place(ctx, found.PlaceID)
	if err != nil {
		return Row{}, err
	}
	title := strings.Join(strings.Fields(found.Description), " ")
	if title == "" {
		title = p.host.T("search.undescribed")
	}
	tone := map[inspection.HazardStatus]Tone{inspection.HazardClosed: TonePass, inspection.HazardOpen: ToneFail, inspection.HazardSubmitted: ToneWarn}[found.Status]
	return p.to(nav.Hazards, "id:"+string(id), Row{Title: title, Badge: p.host.T("hazard.status." + string(found.Status)), Tone: tone,
		Sub: join(found.No, place.Name, string(found.Item), found.Responsible)}), nil
}

// to makes a row lead to a page.
func (p *Presenter) to(page, arg string, row Row) Row {
	row.run = func() { p.host.Go(nav.Route{Page: page, Arg: arg}) }
	return row
}

func join(parts ...string) string {
	var said []string
	for _, part := range parts {
		if part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, " · ")
}
