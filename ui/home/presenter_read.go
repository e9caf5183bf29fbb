package home

import (
	"context"
	"slices"

	"anxun/inspection"
)

// Overview is what the page shows, as read from the data.
type Overview struct {
	today                      inspection.Day
	office, person, department string
	noPlaces                   bool
	sample                     bool // there are sample data and nothing else
	dueToday, dueTodayGrave    int
	overdue                    int
	oldest                     inspection.Day // the earliest deadline that has passed
	submitted                  int
	open                       int
	month, drafts              int
	planned                    bool // the office has a plan
	left                       int  // places still to be inspected by it in the period that is running
	hazards                    []inspection.HazardRow
	progress                   []draftProgress

	role      inspection.Role
	mine      []inspection.Assigned // not done
	conflicts int
}

type draftProgress struct {
	row      inspection.InspectionRow
	progress inspection.Progress
}

func (o Overview) complete() bool { return o.office != "" && o.person != "" && o.department != "" }

// Read reads what the page shows on a day. The window calls it ahead of time when it starts.
func Read(ctx context.Context, service Service, today inspection.Day) (Overview, error) {
	found := Overview{today: today}
	var drafts []inspection.InspectionRow
	err := service.View(ctx, func(r inspection.Reader) (err error) {
		if err = found.readOffice(ctx, r); err != nil {
			return err
		}
		if err = found.readMine(ctx, r); err != nil {
			return err
		}
		if err = found.readHazards(ctx, r, today); err != nil {
			return err
		}
		if found.month, err = r.CountInspections(ctx, inspection.InspectionFilter{Status: inspection.StatusFinished,
			From: today[:len("2006-01-")] + "01", To: today}); err != nil {
			return err
		}
		if err = found.readPlan(ctx, r, today); err != nil {
			return err
		}
		draft := inspection.InspectionFilter{Status: inspection.StatusDraft}
		if found.drafts, err = r.CountInspections(ctx, draft); err != nil {
			return err
		}
		draft.Limit = maxDrafts
		drafts, err = r.Inspections(ctx, draft)
		return err
	})
	if err != nil {
		return found, err
	}
	for _, row := range drafts {
		progress, err := service.Progress(ctx, row.ID)
		if err != nil {
			return found, err
		}
		found.progress = append(found.progress, draftProgress{row: row, progress: progress})
	}
	return found, nil
}

func (o *Overview) readOffice(ctx context.Context, r inspection.Reader) error {
	for name, value := range map[inspection.ID]*string{inspection.SettingOffice: &o.office,
		inspection.SettingOperator: &o.person, inspection.SettingDepartment: &o.department} {
		var err error
		if *value, err = r.Setting(ctx, name); err != nil {
			return err
		}
	}
	places, err := r.Places(ctx, inspection.PlaceFilter{Limit: 1})
	o.noPlaces = len(places) == 0
	if err != nil || o.noPlaces || !places[0].Sample {
		return err // where the first place is real there is no need to look at all records
	}
	state, err := inspection.ReadSampleState(ctx, r)
	o.sample = state.Only
	return err
}

// readPlan counts the places that the filter 本期应查 of the page 检查对象 lists.
func (o *Overview) readPlan(ctx context.Context, r inspection.Reader, today inspection.Day) error {
	plan, err := inspection.ReadPlan(ctx, r)
	if o.planned = !plan.Empty(); err != nil || !o.planned {
		return err // without a plan the register need not be read
	}
	places, err := r.Places(ctx, inspection.PlaceFilter{})
	if err != nil {
		return err
	}
	standings, err := inspection.ReadStandings(ctx, r, places, today)
	for _, standing := range standings {
		if standing.Left() > 0 {
			o.left++
		}
	}
	return err
}

// readHazards counts by the filters that the page 隐患整改 uses too, so that a number and the list behind it agree.
func (o *Overview) readHazards(ctx context.Context, r inspection.Reader, today inspection.Day) error {
	open := []inspection.HazardStatus{inspection.HazardOpen}
	due := inspection.HazardFilter{Statuses: open, DueBy: today}
	late := inspection.HazardFilter{Statuses: open, OverdueOn: today}
	grave := []inspection.Severity{inspection.SeveritySerious, inspection.SeverityMajor}
	graveDue, graveLate := due, late
	graveDue.Severities, graveLate.Severities = grave, grave
	todo := inspection.HazardFilter{Statuses: append(slices.Clone(open), inspection.HazardSubmitted)}
	all := inspection.HazardFilter{OverdueOn: today}
	var dueBy, lateOpen, graveBy, graveOpen int
	for _, count := range []struct {
		filter inspection.HazardFilter
		into   *int
	}{{due, &dueBy}, {late, &lateOpen}, {graveDue, &graveBy}, {graveLate, &graveOpen}, {all, &o.overdue}, {todo, &o.open},
		{inspection.HazardFilter{Statuses: []inspection.HazardStatus{inspection.HazardSubmitted}}, &o.submitted}} {
		var err error
		if *count.into, err = r.CountHazards(ctx, count.filter); err != nil {
			return err
		}
	}
	o.dueToday, o.dueTodayGrave = dueBy-lateOpen, graveBy-graveOpen
	all.Limit, todo.Limit = 1, maxHazards
	oldest, err := r.Hazards(ctx, all)
	if err != nil {
		return err
	}
	if len(oldest) > 0 {
		o.oldest = oldest[0].Due
	}
	if o.role == inspection.RoleReviewer {
		o.hazards, err = reviewerFirst(ctx, r, todo)
		return err
	}
	o.hazards, err = r.Hazards(ctx, todo)
	return err
}

// save writes what the welcome form holds. The person joins the roster unless somebody of that name is on it.
func (p *Presenter) save(ctx context.Context, form Welcome) error {
	known := false
	err := p.service.View(ctx, func(r inspection.Reader) error {
		roster, err := r.Inspectors(ctx)
		known = slices.ContainsFunc(roster, func(i inspection.Inspector) bool { return i.Name == form.Person })
		return err
	})
	if err != nil {
		return err
	}
	if !known {
		inspector := inspection.Inspector{Name: form.Person, Department: inspection.DepartmentID(form.Department)}
		if _, err := p.service.SaveInspector(ctx, form.Person, inspector); err != nil {
			return err
		}
	}
	if form.Role != "" {
		if err := p.service.SaveSetting(ctx, form.Person, inspection.SettingRole, string(form.Role)); err != nil {
			return err
		}
	}
	for _, setting := range []inspection.Setting{{Name: inspection.SettingDepartment, Value: form.Department},
		{Name: inspection.SettingOperator, Value: form.Person}, {Name: inspection.SettingOffice, Value: form.Office}} {
		if err := p.service.SaveSetting(ctx, form.Person, setting.Name, setting.Value); err != nil {
			return err
		}
	}
	return nil
}
