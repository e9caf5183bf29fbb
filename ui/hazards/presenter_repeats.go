package hazards

import (
	"strings"

	"anxun/inspection"
	"anxun/ui/nav"
)

// Repeat is an earlier hazard at the same place.
type Repeat struct {
	ID   inspection.ID
	Text string // when it was found, and when and by whom it was closed
	Note string // why it is listed: its words, for one that is only worded alike
}

// maxRepeats is how many earlier hazards the detail lists; more would push the history out of sight.
const maxRepeats = 5

// repeats tells what was found before at the place: of the same item, and worded alike.
func (w words) repeats(found inspection.Repeats) (same, alike []Repeat) {
	for _, row := range found.Same[:min(len(found.Same), maxRepeats)] {
		same = append(same, Repeat{ID: row.ID, Text: w.repeat(row)})
	}
	for _, row := range found.Alike[:min(len(found.Alike), maxRepeats)] {
		shared := row.Shared[:min(len(row.Shared), maxRepeats)]
		alike = append(alike, Repeat{ID: row.ID, Text: w.repeat(row.HazardRow),
			Note: w.t("hazards.alike.note", "text", w.description(row.Hazard), "words", strings.Join(shared, w.t("hazards.list_comma")))})
	}
	return same, alike
}

func (w words) repeat(row inspection.HazardRow) string {
	found := string(inspection.DayOf(row.Found))
	if row.Status == inspection.HazardClosed {
		return w.t("hazards.repeat.closed", "found", found, "closed", string(inspection.DayOf(row.Closed)), "person", row.ClosedBy, "no", row.No)
	}
	return w.t("hazards.repeat.open", "found", found, "status", w.t("hazard.status."+string(row.Status)), "no", row.No)
}

// OpenHazard shows another hazard.
func (p *Presenter) OpenHazard(id inspection.ID) {
	p.host.Go(nav.Route{Page: nav.Hazards, Arg: "id:" + string(id)})
}
