package ui

import (
	"context"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/album"
	"anxun/ui/hazards"
	"anxun/ui/home"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/task"
	"anxun/ui/uitest"
)

// noPhotos stands in for the photos, of which the hazard has none.
type noPhotos struct{ album.Store }

// TestAtMidnightWhatIsDueTodayBecomesOverdue lets a day pass over the pages themselves while the program runs.
func TestAtMidnightWhatIsDueTodayBecomesOverdue(t *testing.T) {
	for _, shown := range []struct {
		page          string
		before, after []string
	}{
		{nav.Home, []string{"今日到期", "没有逾期"}, []string{"逾期 1 天", "最长 1 天"}},
		{nav.Hazards, []string{"今日到期"}, []string{"逾期 1 天"}},
	} {
		t.Run(shown.page, func(t *testing.T) {
			f := newFixtureOn(t, task.Inline{}, inspectiontest.APlace(), inspectiontest.AChecklist(),
				inspectiontest.AnInspection(func(v *inspection.Inspection) { v.Status = inspection.StatusFinished }), inspectiontest.AHazard())
			constructors[nav.Home] = func(s *Shell) page.Page {
				return home.New(s, s.session.Service, func(context.Context, string) error { return nil }, nil)
			}
			constructors[nav.Hazards] = func(s *Shell) page.Page { return hazards.New(s, s.session.Service, noPhotos{}) }
			f.pages = map[string]page.Page{}
			f.Go(nav.Route{Page: nav.Guide})
			f.Go(nav.Route{Page: shown.page})
			uitest.Settle(f.window)
			uitest.HasText(t, f.window, shown.before...)
			for _, text := range shown.after {
				if uitest.FindText(f.window, text) != nil {
					t.Errorf("%q before midnight", text)
				}
			}
			f.clock.Advance(12*time.Hour + time.Second)
			f.timers.Advance(dayCheck)
			f.timers.Advance(dayCheck)
			uitest.Settle(f.window)
			uitest.HasText(t, f.window, shown.after...)
		})
	}
}
