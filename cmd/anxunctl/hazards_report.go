package main

import (
	"context"
	"flag"

	"anxun/inspection"
)

// hazardsReportCommand registers a hazard that no checklist names.
func hazardsReportCommand() command {
	var place, visit, severity, departments string
	var in inspection.NewHazard
	var photos []string
	return command{
		name: "hazards report", access: accessWrite, summary: "cli.hazards_report",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&place, "place", "", "cli.flag.place")
			f.StringVar(&visit, "inspection", "", "cli.flag.found_during")
			f.StringVar(&in.Description, "note", "", "cli.flag.description")
			f.StringVar(&severity, "severity", string(inspection.SeverityGeneral), "cli.flag.severity_one")
			f.BoolVar(&in.Suspected, "suspected", false, "cli.flag.suspected")
			f.StringVar(&departments, "dept", "", "cli.flag.depts")
			f.StringVar(&in.Responsible, "responsible", "", "cli.flag.responsible")
			f.StringVar(&in.Remedy, "remedy", "", "cli.flag.remedy")
			f.Var(dayFlag{&in.Due}, "due", "cli.flag.due")
			f.Var(listFlag{&photos}, "photo", "cli.flag.photo_found")
		},
		run: func(ctx context.Context, c *call) (err error) {
			if place == "" {
				return need("place")
			}
			if in.Severity, err = chooseOne(c, "severity", severity, inspection.Severities()); err != nil {
				return err
			}
			if in.Departments, err = c.departments(departments); err != nil {
				return err
			}
			found, err := c.findPlace(ctx, place)
			if err != nil {
				return err
			}
			in.PlaceID = found.ID
			if visit != "" {
				if in.InspectionID, err = c.inspectionID(ctx, visit); err != nil {
					return err
				}
			}
			return c.reportHazard(ctx, in, photos)
		},
	}
}

func chooseOne[T ~string](c *call, flagName, text string, allowed []T) (T, error) {
	chosen, err := chooseWords(c, flagName, text, allowed)
	if err == nil && len(chosen) != 1 {
		err = c.wrongWord(flagName, text, words(allowed))
	}
	if err != nil {
		return "", err
	}
	return chosen[0], nil
}

// departments reads codes divided by commas.
func (c *call) departments(text string) ([]inspection.DepartmentID, error) {
	var known []inspection.DepartmentID
	for _, department := range c.Departments {
		known = append(known, department.ID)
	}
	chosen, err := chooseWords(c, "dept", text, known)
	if err == nil && len(chosen) == 0 {
		err = need("dept")
	}
	return chosen, err
}

func (c *call) inspectionID(ctx context.Context, no string) (id inspection.ID, err error) {
	err = c.Service.View(ctx, func(r inspection.Reader) error {
		visit, err := r.InspectionByNo(ctx, no)
		id = visit.ID
		return err
	})
	if inspection.CodeOf(err) == inspection.CodeNotFound {
		err = inspection.NotFound("error.inspection_not_found", "record", no)
	}
	return id, err
}

func (c *call) reportHazard(ctx context.Context, in inspection.NewHazard, paths []string) error {
	by, err := c.actor(ctx)
	if err != nil {
		return err
	}
	photos, undo, err := c.Evidence.AddAll(paths)
	if err != nil {
		return err
	}
	in.Photos = photos
	hazard, err := c.Service.ReportHazard(ctx, by, in)
	if err != nil {
		undo()
		return err
	}
	return c.showHazard(ctx, hazard)
}
