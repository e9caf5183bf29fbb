package inspection_test

import (
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func TestPhotoTime(t *testing.T) {
	noon := inspectiontest.Noon
	finished := inspectiontest.AnInspection(func(i *inspection.Inspection) { i.Finished = noon.Add(90 * time.Minute) })
	draft := inspectiontest.AnInspection()
	hazard := inspectiontest.AHazard(func(h *inspection.Hazard) { h.Found = noon.Add(20 * time.Minute) })
	none := inspection.Inspection{}
	minutes := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute).UTC() }
	for _, test := range []struct {
		name       string
		role       inspection.EvidenceRole
		taken      time.Time
		visit      inspection.Inspection
		difference time.Duration
		want       inspection.PhotoFlag
	}{
		{"during the visit", "before", minutes(30), finished, 0, inspection.PhotoPlausible},
		{"exactly two hours before", "before", minutes(-120), finished, -2 * time.Hour, inspection.PhotoPlausible},
		{"a minute more", "before", minutes(-121), finished, -121 * time.Minute, inspection.PhotoBeforeVisit},
		{"exactly two hours after the end", "before", minutes(210), finished, 2 * time.Hour, inspection.PhotoPlausible},
		{"a minute more after", "before", minutes(211), finished, 121 * time.Minute, inspection.PhotoAfterVisit},
		{"yesterday", "before", minutes(-24 * 60), draft, -24 * time.Hour, inspection.PhotoBeforeVisit},
		{"a draft that lasts all day", "before", minutes(300), draft, 0, inspection.PhotoPlausible},
		{"a draft, and a clock that is fast", "before", minutes(600), draft, 3 * time.Hour, inspection.PhotoAfterVisit},
		{"no time in the file", "before", time.Time{}, finished, 0, inspection.PhotoPlausible},
		{"ad hoc, of the moment", "before", minutes(0), none, 0, inspection.PhotoPlausible},
		{"ad hoc, of another day", "before", minutes(-24 * 60), none, 0, inspection.PhotoBeforeVisit},
		{"the remedy, days later", "after", minutes(5 * 24 * 60), finished, 7110 * time.Minute, inspection.PhotoPlausible},
		{"the remedy, before it was found", "after", minutes(-24 * 60), finished, -24 * time.Hour, inspection.PhotoTooOld},
	} {
		t.Run(test.name, func(t *testing.T) {
			photo := inspectiontest.AnEvidence(func(e *inspection.Evidence) {
				e.Role, e.Taken, e.Added = test.role, test.taken, noon.Add(7*time.Hour)
			})
			if got := photo.DifferenceTo(test.visit); got != test.difference {
				t.Errorf("differs by %v, want %v", got, test.difference)
			}
			if got := inspection.FlagPhoto(photo, hazard, test.visit); got != test.want {
				t.Errorf("flag %q, want %q", got, test.want)
			}
		})
	}
}
