package hazards

import (
	"strings"

	"anxun/inspection"
	"anxun/ui/assign"
)

// Tone is the meaning behind a coloured mark; words always stand with it.
type Tone int

// The tones.
const (
	ToneNeutral Tone = iota
	TonePass
	ToneWarn
	ToneFail
)

// Row is one line of the list, ready to be shown.
type Row struct {
	ID           inspection.ID
	Description  string
	Context      string // to whom it was given, place, item code and responsible person
	Severity     string
	SeverityTone Tone
	Due          string // such as “11-20 · 今天” or “逾期 2 天”
	DueTone      Tone
	DueKind      inspection.DueKind
	Status       string

	record inspection.HazardRow
}

// words turns records into the texts of rows and details, as they read on one day.
type words struct {
	t           func(key string, args ...any) string
	today       inspection.Day
	departments map[string]string // names by id
	given       assign.Given
}

const dot = " · "

func (w words) row(record inspection.HazardRow) Row {
	h := record.Hazard
	row := Row{ID: h.ID, Description: w.description(h), record: record}
	var parts []string
	if person := w.given.To(h.ID); person != "" {
		parts = append(parts, w.t("assign.given", "person", person))
	}
	parts = append(parts, record.PlaceName)
	for _, part := range []string{string(h.Item), h.Responsible} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	row.Context = strings.Join(parts, dot)
	row.Severity, row.SeverityTone = w.severity(h)
	row.Due, row.DueTone = w.due(h)
	row.DueKind = h.DueState(w.today).Kind
	row.Status = w.status(h)
	return row
}

func (w words) description(h inspection.Hazard) string {
	if h.Description == "" {
		return w.t("hazards.undescribed")
	}
	return strings.Join(strings.Fields(h.Description), " ")
}

func (w words) severity(h inspection.Hazard) (string, Tone) {
	switch {
	case h.Suspected:
		return w.t("severity.suspected_major"), ToneFail
	case h.Severity == inspection.SeverityMajor:
		return w.t("severity.major"), ToneFail
	case h.Severity == inspection.SeveritySerious:
		return w.t("severity.serious"), ToneWarn
	default:
		return w.t("severity.general"), ToneNeutral
	}
}

// due says by when the hazard must be put right, or what became of it.
func (w words) due(h inspection.Hazard) (string, Tone) {
	switch h.Status {
	case inspection.HazardClosed:
		return w.t("hazards.due.closed", "day", w.day(inspection.DayOf(h.Closed))), TonePass
	case inspection.HazardShelved:
		state := h.DueState(w.today)
		if state.Kind == inspection.DueOverdue {
			return w.t("hazards.due.shelved_over", "n", state.Days), ToneFail
		}
		return w.t("hazards.due.shelved", "day", w.day(h.ShelvedUntil)), dueTone(state.Kind)
	case inspection.HazardTransferred:
		return w.t("hazards.due.transferred", "to", w.target(h.TransferTo)), ToneNeutral
	}
	state := h.DueState(w.today)
	switch state.Kind {
	case inspection.DueNone:
		return w.t("common.none"), ToneNeutral
	case inspection.DueOverdue:
		return w.t("hazards.due.overdue", "n", state.Days), ToneFail
	case inspection.DueToday:
		return w.day(h.Due) + dot + w.t("common.today"), ToneWarn
	case inspection.DueSoon:
		return w.day(h.Due) + dot + w.t("hazards.due.soon", "n", state.Days), ToneWarn
	default:
		return w.day(h.Due), ToneNeutral
	}
}

func dueTone(kind inspection.DueKind) Tone {
	switch kind {
	case inspection.DueOverdue:
		return ToneFail
	case inspection.DueToday, inspection.DueSoon:
		return ToneWarn
	default:
		return ToneNeutral
	}
}

// status is the state, and the request that waits for an approver.
func (w words) status(h inspection.Hazard) string {
	text := w.t("hazard.status." + string(h.Status))
	switch {
	case h.Withdrawn:
		return w.t("hazards.withdrawn")
	case h.Request != inspection.RequestNone:
		return text + dot + w.t("hazards.request."+string(h.Request))
	default:
		return text
	}
}

func statusTone(h inspection.Hazard) Tone {
	switch {
	case h.Withdrawn:
		return ToneNeutral
	case h.Status == inspection.HazardClosed:
		return TonePass
	case h.Status == inspection.HazardSubmitted, h.Request != inspection.RequestNone:
		return ToneWarn
	default:
		return ToneNeutral
	}
}

// day leaves the year out where it is this year's.
func (w words) day(day inspection.Day) string {
	if len(day) == len("2006-01-02") && len(w.today) == len(day) && day[:4] == w.today[:4] {
		return string(day[5:])
	}
	return string(day)
}

// target names to whom a hazard was transferred: a department of the office's list, or what was written.
func (w words) target(to string) string {
	if name, known := w.departments[to]; known {
		return name
	}
	return to
}
