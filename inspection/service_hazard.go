package inspection

import (
	"context"
	"strings"
	"time"
)

// openHazard makes the hazard of a failed item, or brings back the one that an
// earlier 不符合 made.
func (s *Service) openHazard(ctx context.Context, w Writer, by string, inspection Inspection, item Item, answer Answer) (Hazard, error) {
	id := HazardID(inspection.ID, item.Code)
	hazard, err := w.Hazard(ctx, id)
	switch {
	case err == nil && !hazard.Withdrawn:
		return hazard, nil
	case err == nil:
		hazard.Withdrawn = false
		return hazard, w.Put(ctx, hazard)
	case CodeOf(err) != CodeNotFound:
		return Hazard{}, err
	}
	day := DayOf(answer.At)
	due, immediate, note, err := s.due(ctx, w, &item, item.Severity, answer.At)
	if err != nil {
		return Hazard{}, err
	}
	hazard = Hazard{
		ID: id, PlaceID: inspection.PlaceID, InspectionID: inspection.ID, Item: item.Code, Checklist: answer.Checklist,
		Basis: s.library.Cite(item.Basis, DayOf(inspection.Started)), Severity: item.Severity, Departments: item.Departments,
		Status: HazardOpen, Found: answer.At, FoundBy: by, Due: due, Immediate: immediate,
		Responsible: inspection.AccompaniedBy, Standard: item.Text, Remedy: item.Remedy, Sample: inspection.Sample,
	}
	if hazard.No, err = nextNumber(ctx, w, seriesHazard, day); err != nil {
		return Hazard{}, err
	}
	return hazard, s.putNewHazard(ctx, w, hazard, note)
}

// putNewHazard stores a hazard with the first step of its history; note says what
// is to be known about the step.
func (s *Service) putNewHazard(ctx context.Context, w Writer, hazard Hazard, note string) error {
	if err := w.Put(ctx, hazard); err != nil {
		return err
	}
	return w.Put(ctx, Action{ID: s.ids(), HazardID: hazard.ID, ActionKind: ActionFind, To: HazardOpen, By: hazard.FoundBy,
		At: hazard.Found, Until: hazard.Due, Note: note})
}

// withdrawHazard withdraws the hazard of an item that turned out not to have failed.
// Once something was done about a hazard it can no longer be withdrawn.
func (s *Service) withdrawHazard(ctx context.Context, w Writer, inspection Inspection, item ItemCode) error {
	hazard, err := w.Hazard(ctx, HazardID(inspection.ID, item))
	if CodeOf(err) == CodeNotFound || err == nil && hazard.Withdrawn {
		return nil
	}
	if err != nil {
		return err
	}
	actions, err := w.Actions(ctx, hazard.ID)
	if err != nil {
		return err
	}
	for _, action := range actions {
		if action.ActionKind != ActionFind {
			return Conflict("error.hazard_in_progress", "no", hazard.No)
		}
	}
	hazard.Withdrawn = true
	return w.Put(ctx, hazard)
}

// HazardDetails are the fields of a hazard that the inspector fills in.
type HazardDetails struct {
	Description string
	Severity    Severity
	Suspected   bool
	Due         Day
	HazardMeasures
}

// Details returns the fields that the inspector fills in.
func (h Hazard) Details() HazardDetails {
	return HazardDetails{Description: h.Description, Severity: h.Severity, Suspected: h.Suspected, Due: h.Due, HazardMeasures: h.TakeMeasures()}
}

// with returns the hazard with the details put in.
func (h Hazard) with(d HazardDetails) Hazard {
	h.Description, h.Severity, h.Suspected, h.Due = strings.TrimSpace(d.Description), d.Severity, d.Suspected, d.Due
	h.Responsible, h.Standard, h.Remedy = strings.TrimSpace(d.Responsible), strings.TrimSpace(d.Standard), strings.TrimSpace(d.Remedy)
	h.Accountability, h.Measures, h.Funds = strings.TrimSpace(d.Accountability), strings.TrimSpace(d.Measures), strings.TrimSpace(d.Funds)
	h.TimeLimit, h.Contingency = strings.TrimSpace(d.TimeLimit), strings.TrimSpace(d.Contingency)
	return h
}

// DescribeHazard saves the details of an open hazard and returns it as stored. A
// severity that differs while the deadline does not moves the deadline by the
// office's rule. 重大 is refused where no standard provides it for that kind of place;
// Suspected is the way to report it there.
func (s *Service) DescribeHazard(ctx context.Context, by string, id ID, details HazardDetails) (Hazard, error) {
	var hazard Hazard
	err := s.update(ctx, by, func(w Writer) (err error) {
		if hazard, err = s.describe(ctx, w, id, details); err != nil {
			return err
		}
		return s.seal(ctx, w, by, hazard.InspectionID, SealDescribe)
	})
	return hazard, err
}

func (s *Service) describe(ctx context.Context, w Writer, id ID, details HazardDetails) (Hazard, error) {
	hazard, err := w.Hazard(ctx, id)
	if err != nil {
		return Hazard{}, err
	}
	if hazard.Withdrawn || hazard.Status != HazardOpen {
		return hazard, Conflict("error.hazard_not_open", "no", hazard.No, "status", string(hazard.Status))
	}
	if hazard.Removed {
		return hazard, Conflict("error.record_removed", "no", hazard.No)
	}
	item, err := s.hazardItem(ctx, w, hazard)
	if err != nil {
		return hazard, err
	}
	if err := s.checkSeverity(ctx, w, hazard.PlaceID, item, details.Severity); err != nil {
		return hazard, err
	}
	switch {
	case details.Due != hazard.Due: // named by a person
		if err := validateDue(details.Due, DayOf(hazard.Found)); err != nil {
			return hazard, err
		}
	case details.Severity != hazard.Severity:
		if details.Due, hazard.Immediate, _, err = s.due(ctx, w, item, details.Severity, hazard.Found); err != nil {
			return hazard, err
		}
	}
	hazard = hazard.with(details)
	return hazard, w.Put(ctx, hazard)
}

func validateDue(due, found Day) error {
	if _, err := ParseDay(string(due)); err != nil {
		return err
	}
	if due < found || found.DaysUntil(due) > MaxDeadlineDays {
		return Invalid("error.due_out_of_range", "due", string(due), "found", string(found), "limit", MaxDeadlineDays)
	}
	return nil
}

// hazardItem reads the item a hazard came from; nil for one found ad hoc.
func (s *Service) hazardItem(ctx context.Context, r Reader, hazard Hazard) (*Item, error) {
	if hazard.Item == "" {
		return nil, nil
	}
	checklist, err := s.checklist(ctx, r, hazard.Checklist)
	if err != nil {
		return nil, err
	}
	item, found := checklist.Item(hazard.Item)
	if !found {
		return nil, NotFound("error.item_unknown", "item", string(hazard.Item), "no", hazard.No)
	}
	return &item, nil
}

func (s *Service) checkSeverity(ctx context.Context, r Reader, placeID ID, item *Item, severity Severity) error {
	switch severity {
	case SeverityGeneral, SeveritySerious:
		return nil
	case SeverityMajor:
		place, err := r.Place(ctx, placeID)
		if err != nil {
			return err
		}
		if item != nil && MajorPossible(*item, place) {
			return nil
		}
		return Invalid("error.major_not_possible", "place", place.Name)
	default:
		return Invalid("error.severity_unknown", "value", string(severity))
	}
}

// Act carries out one action on a hazard, as the table of transitions allows, with
// the photos that belong to it. The photos' files must be durable already. Of two
// people who decide on the same view of the hazard the first wins; the other gets
// CodeConflict, which names what happened in between, and nothing of theirs is
// written.
func (s *Service) Act(ctx context.Context, hazardID ID, input ActionInput, photos []Evidence) (Hazard, error) {
	if input.At.IsZero() {
		input.At = s.clock()
	}
	input.By, input.Note = strings.TrimSpace(input.By), strings.TrimSpace(input.Note)
	var after Hazard
	err := s.update(ctx, input.By, func(w Writer) error {
		hazard, err := w.Hazard(ctx, hazardID)
		if err != nil {
			return err
		}
		if hazard.Removed {
			return Conflict("error.record_removed", "no", hazard.No)
		}
		if hazard.Description == "" { // its inspection could no longer be finished, as only an open hazard is described
			return Conflict("error.hazard_undescribed", "no", hazard.No)
		}
		steps, err := w.Actions(ctx, hazardID)
		if err != nil {
			return err
		}
		if err := checkSeen(hazard, steps, input.Seen); err != nil {
			return err
		}
		if input.HasBefore, input.HasAfter, err = proof(ctx, w, hazardID, steps, photos); err != nil {
			return err
		}
		var step Action
		if after, step, err = Apply(hazard, input, s.ids()); err != nil {
			return err
		}
		if err := w.Put(ctx, after); err != nil {
			return err
		}
		if err := w.Put(ctx, step); err != nil {
			return err
		}
		return s.putPhotos(ctx, w, hazardID, step.ID, input, photos)
	})
	return after, err
}

// checkSeen refuses an action that was decided before the newest step was taken.
func checkSeen(hazard Hazard, steps []Action, seen ID) error {
	if seen == "" || len(steps) == 0 || steps[len(steps)-1].ID == seen {
		return nil
	}
	newest := steps[len(steps)-1]
	return Conflict("error.hazard_changed", "no", hazard.No, "person", newest.By,
		"when", newest.At.In(Zone).Format("01-02 15:04"), "action", string(newest.ActionKind))
}

// proof tells which photos stand for putting the hazard right: those given now and
// those on record. A photo of how it looked after an earlier attempt proves nothing
// once the hazard was open again.
func proof(ctx context.Context, r Reader, hazardID ID, steps []Action, given []Evidence) (before, after bool, err error) {
	known, err := r.Evidence(ctx, hazardID)
	if err != nil {
		return false, false, err
	}
	var opened time.Time // when it was opened anew
	for _, step := range steps {
		if step.To == HazardOpen && step.From != HazardOpen && step.ActionKind != ActionFind {
			opened = step.At
		}
	}
	for _, photo := range known {
		before = before || photo.Role == EvidenceBefore
		after = after || photo.Role == EvidenceAfter && !photo.Added.Before(opened)
	}
	for _, photo := range given {
		before = before || photo.Role == EvidenceBefore
		after = after || photo.Role == EvidenceAfter
	}
	return before, after, nil
}

// AddPhotos attaches photos to a hazard outside an action, for example while the
// finding is described. The photos' files must be durable already.
func (s *Service) AddPhotos(ctx context.Context, by string, hazardID ID, photos []Evidence) error {
	return s.update(ctx, by, func(w Writer) error {
		if _, err := w.Hazard(ctx, hazardID); err != nil {
			return err
		}
		return s.putPhotos(ctx, w, hazardID, "", ActionInput{By: by, At: s.clock()}, photos)
	})
}

func (s *Service) putPhotos(ctx context.Context, w Writer, hazardID, actionID ID, input ActionInput, photos []Evidence) error {
	for _, photo := range photos {
		photo.ID, photo.HazardID, photo.ActionID = s.ids(), hazardID, actionID
		photo.Added, photo.AddedBy = input.At, input.By
		if err := w.Put(ctx, photo); err != nil {
			return err
		}
	}
	return nil
}
