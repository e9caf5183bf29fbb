package inspection

import (
	"context"
	"strings"
	"time"
)

// NewHazard is a hazard that no item of a checklist names: found ad hoc (随手拍), or
// during an inspection beside its checklists.
type NewHazard struct {
	PlaceID      ID
	InspectionID ID // the unfinished inspection during which it was found; empty for one found ad hoc
	Description  string
	Severity     Severity
	Suspected    bool
	Departments  []DepartmentID
	Responsible  string
	Remedy       string
	Due          Day        // empty means the office's rule for the severity
	Found        time.Time  // zero means now
	Photos       []Evidence // of the finding; their files must be durable already
	Draft        ID         // the setting that held the unfinished form; emptied together with the registering
	Sample       bool
}

// ReportHazard records a hazard that no item names, with its photos. It refuses an
// empty description, no department, a moment in the future, a severity that cannot be at that kind of
// place, a deadline out of range, and an inspection that is finished or at another place.
func (s *Service) ReportHazard(ctx context.Context, by string, in NewHazard) (Hazard, error) {
	if in.Found.IsZero() {
		in.Found = s.clock()
	}
	if in.Found.After(s.clock()) {
		return Hazard{}, Invalid("error.started_in_future", "started", in.Found.In(Zone).Format("2006-01-02 15:04"))
	}
	if strings.TrimSpace(in.Description) == "" {
		return Hazard{}, Invalid("error.description_missing")
	}
	hazard := Hazard{ID: s.ids(), PlaceID: in.PlaceID, InspectionID: in.InspectionID, Description: strings.TrimSpace(in.Description),
		Severity: in.Severity, Suspected: in.Suspected, Departments: in.Departments, Status: HazardOpen, Found: in.Found, FoundBy: by,
		Due: in.Due, Responsible: strings.TrimSpace(in.Responsible), Remedy: strings.TrimSpace(in.Remedy)}
	err := s.update(ctx, by, func(w Writer) error {
		if err := s.checkFinding(ctx, w, in); err != nil {
			return err
		}
		place, err := w.Place(ctx, in.PlaceID)
		if err != nil {
			return err
		}
		hazard.Sample = in.Sample || place.Sample
		note := ""
		if hazard.Due != "" {
			err = validateDue(hazard.Due, DayOf(in.Found))
		} else {
			hazard.Due, hazard.Immediate, note, err = s.due(ctx, w, nil, in.Severity, in.Found)
		}
		if err != nil {
			return err
		}
		if hazard.No, err = nextNumber(ctx, w, seriesHazard, DayOf(in.Found)); err != nil {
			return err
		}
		if err := s.putNewHazard(ctx, w, hazard, note); err != nil {
			return err
		}
		if in.Draft != "" {
			if err := w.Put(ctx, Setting{Name: in.Draft}); err != nil {
				return err
			}
		}
		return s.putPhotos(ctx, w, hazard.ID, "", ActionInput{By: by, At: s.clock()}, findingPhotos(in.Photos))
	})
	return hazard, err
}

func (s *Service) checkFinding(ctx context.Context, r Reader, in NewHazard) error {
	if len(in.Departments) == 0 { // no report would ever show it
		return Invalid("error.department_missing")
	}
	if _, err := r.Place(ctx, in.PlaceID); err != nil {
		return err
	}
	if in.InspectionID != "" {
		visit, err := r.Inspection(ctx, in.InspectionID)
		switch {
		case err != nil:
			return err
		case visit.Removed:
			return Conflict("error.record_removed", "no", visit.No)
		case visit.Status != StatusDraft:
			return Conflict("error.inspection_not_draft", "no", visit.No)
		case visit.PlaceID != in.PlaceID:
			return Invalid("error.finding_elsewhere", "no", visit.No)
		}
	}
	return s.checkSeverity(ctx, r, in.PlaceID, nil, in.Severity)
}

// findingPhotos marks photos as showing the hazard as it was found.
func findingPhotos(photos []Evidence) []Evidence {
	marked := make([]Evidence, len(photos))
	for i, photo := range photos {
		photo.Role = EvidenceBefore
		marked[i] = photo
	}
	return marked
}
