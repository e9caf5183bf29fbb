package inspecting

import (
	"context"
	"slices"
	"strings"

	"anxun/inspection"
)

// maxShared bounds the pairs of characters that are shown as the reason why two findings are alike.
const maxShared = 6

// findRepeats looks in the background for earlier hazards like the stored one of an item. A newer change of the item
// asks again, so an older answer is dropped.
func (p *Presenter) findRepeats(code inspection.ItemCode) {
	hazard, found := p.sheet.Hazards[code]
	if !found || p.sheet.Answers[code].Result != inspection.ResultFail {
		return
	}
	turn, edited := p.opening, p.edits[code]
	var repeats inspection.Repeats
	p.Load(func(ctx context.Context) (err error) {
		repeats, err = p.Service.Repeats(ctx, hazard.ID)
		return err
	}, func(err error) {
		// Repeats only inform: a failure to find them is told by whatever is saved or read next.
		if err != nil || turn != p.opening || edited != p.edits[code] {
			return
		}
		p.sheet.repeats[code] = repeats
		p.render()
	})
}

// earlier lists the earlier hazards of the item at this place: as the store found them, or, until it was asked, as they
// were read with the inspection.
func (p *Presenter) earlier(code inspection.ItemCode) inspection.Repeats {
	if repeats, known := p.sheet.repeats[code]; known {
		return repeats
	}
	return inspection.Repeats{Same: p.sheet.history[code]}
}

func (p *Presenter) repeatLines(code inspection.ItemCode) (lines []Repeat) {
	repeats := p.earlier(code)
	for _, row := range repeats.Same {
		lines = append(lines, Repeat{ID: row.ID, No: row.No, Text: row.Description, Fate: p.repeatFate(row.Hazard)})
	}
	for _, alike := range repeats.Alike {
		reason := p.Words.T("inspecting.repeat.alike", "n", int(alike.Similarity*100), "shared", strings.Join(first(alike.Shared, maxShared), " "))
		lines = append(lines, Repeat{ID: alike.ID, No: alike.No, Text: alike.Description, Fate: p.repeatFate(alike.Hazard), Reason: reason})
	}
	return lines
}

func first(words []string, n int) []string { return slices.Clone(words[:min(n, len(words))]) }

// repeatFate says when an earlier hazard was found and who closed it when.
func (p *Presenter) repeatFate(h inspection.Hazard) string {
	found := string(inspection.DayOf(h.Found))
	if h.Status == inspection.HazardClosed {
		return p.Words.T("inspecting.repeat.closed", "found", found, "name", h.ClosedBy, "closed", string(inspection.DayOf(h.Closed)))
	}
	return p.Words.T("inspecting.repeat.open", "found", found, "status", p.Words.T("hazard.status."+string(h.Status)))
}
