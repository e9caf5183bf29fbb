package inspection

import "time"

// PhotoTolerance is how far from the visit a photo of a finding may have been taken
// before it is flagged: long enough for a camera whose clock is somewhat off and a
// photo taken on the way in, short enough for one of another day. It is the office's
// working rule.
const PhotoTolerance = 2 * time.Hour

// DifferenceTo returns by how much the photo was taken before (negative) or after the
// visit: from its start to its end, or, while it is a draft, to when the photo was
// added. It is 0 for a photo taken during the visit and for one that does not say
// when it was taken.
func (e Evidence) DifferenceTo(visit Inspection) time.Duration {
	if e.Taken.IsZero() || visit.Started.IsZero() {
		return 0
	}
	end := visit.Finished
	if end.IsZero() {
		end = e.Added
	}
	switch {
	case e.Taken.Before(visit.Started):
		return e.Taken.Sub(visit.Started)
	case e.Taken.After(end) && end.After(visit.Started):
		return e.Taken.Sub(end)
	case e.Taken.After(end):
		return e.Taken.Sub(visit.Started)
	default:
		return 0
	}
}

// PhotoFlag says what is odd about when a photo was taken. A flag is shown beside the
// photo and refuses nothing: cameras are set wrongly more often than inspectors are.
type PhotoFlag string

// The flags.
const (
	PhotoPlausible   PhotoFlag = ""
	PhotoBeforeVisit PhotoFlag = "before_visit" // of a finding, taken more than PhotoTolerance before the visit
	PhotoAfterVisit  PhotoFlag = "after_visit"  // of a finding, taken more than PhotoTolerance after the visit
	PhotoTooOld      PhotoFlag = "too_old"      // of the remedy, but taken before the hazard was found
)

// FlagPhoto judges when a photo of the hazard was taken. A photo of the finding must
// be near the visit; visit is the zero Inspection for a hazard found ad hoc, whose
// visit is the moment it was found. A photo of the remedy may be of any later day.
func FlagPhoto(e Evidence, hazard Hazard, visit Inspection) PhotoFlag {
	if e.Role == EvidenceAfter {
		if !e.Taken.IsZero() && e.Taken.Before(hazard.Found.Add(-PhotoTolerance)) {
			return PhotoTooOld
		}
		return PhotoPlausible
	}
	if visit.Started.IsZero() {
		visit.Started, visit.Finished = hazard.Found, hazard.Found
	}
	switch difference := e.DifferenceTo(visit); {
	case difference < -PhotoTolerance:
		return PhotoBeforeVisit
	case difference > PhotoTolerance:
		return PhotoAfterVisit
	default:
		return PhotoPlausible
	}
}
