package ui

import (
	"context"
	"slices"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/task"
)

// office is whose laptop this is.
type office struct {
	name, person string
	department   inspection.DepartmentID
}

func readOffice(ctx context.Context, service *inspection.Service) (office, error) {
	var o office
	err := service.View(ctx, func(r inspection.Reader) (err error) {
		if o.name, err = r.Setting(ctx, inspection.SettingOffice); err != nil {
			return err
		}
		if o.person, err = r.Setting(ctx, inspection.SettingOperator); err != nil {
			return err
		}
		department, err := r.Setting(ctx, inspection.SettingDepartment)
		o.department = inspection.DepartmentID(department)
		return err
	})
	return o, err
}

// reloadOffice reads anew whose laptop this is.
func (s *Shell) reloadOffice() {
	var o office
	s.Run("office", func(ctx context.Context, _ task.Progress) (err error) {
		o, err = readOffice(ctx, s.session.Service)
		return err
	}, func(err error) {
		if err != nil {
			s.ShowError(err)
			return
		}
		s.office = o
		s.rail.name(s)
	})
}

// counts are the numbers in the rail.
type counts struct{ drafts, hazards, conflicts int }

func readCounts(ctx context.Context, service *inspection.Service) (counts, error) {
	var c counts
	err := service.View(ctx, func(r inspection.Reader) (err error) {
		if c.drafts, err = r.CountInspections(ctx, inspection.InspectionFilter{Status: inspection.StatusDraft}); err != nil {
			return err
		}
		c.hazards, err = r.CountHazards(ctx, inspection.HazardFilter{
			Statuses: []inspection.HazardStatus{inspection.HazardOpen, inspection.HazardSubmitted}})
		return err
	})
	if err != nil {
		return c, err
	}
	open, err := service.Conflicts(ctx)
	c.conflicts = len(open)
	return c, err
}

// refreshCounts brings the numbers in the rail in line with the data.
func (s *Shell) refreshCounts() {
	var c counts
	s.Run("counts", func(ctx context.Context, _ task.Progress) (err error) {
		c, err = readCounts(ctx, s.session.Service)
		return err
	}, func(err error) {
		if err != nil {
			s.ShowError(err)
			return
		}
		s.counts = c
		s.showCounts()
	})
}

func (s *Shell) showCounts() {
	s.rail.count(nav.Inspections, s.counts.drafts)
	s.rail.count(nav.Hazards, s.counts.hazards)
	s.rail.count(nav.Exchange, s.counts.conflicts)
}

// dataChanged is told every commit. What follows waits a moment, so that a burst of answers costs one refresh.
func (s *Shell) dataChanged(changes []inspection.Change) {
	if slices.ContainsFunc(changes, func(c inspection.Change) bool { return c.RecordKind == inspection.KindSetting }) {
		s.reloadOffice()
	}
	s.changes.Do(s.refreshShown)
}

func (s *Shell) refreshShown() {
	if s.closing || s.session == nil { // nil while restored data are being opened
		return
	}
	s.refreshCounts()
	if refresher, ok := s.shown.(page.Refresher); ok {
		refresher.Refresh()
	}
}

// dayCheck is how often the date is looked at. A timer set for midnight would be late after the laptop slept.
const dayCheck = time.Minute

// watchDay refreshes what is shown when a new day begins, because 今日到期 and 逾期 change with it.
func (s *Shell) watchDay() {
	s.later(dayCheck, func() {
		if s.closing {
			return
		}
		if today := inspection.DayOf(s.options.Clock()); today != s.today {
			s.today = today
			s.refreshShown()
			s.backUpDaily()
		}
		s.watchDay()
	})
}
