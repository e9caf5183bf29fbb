package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"anxun/inspection"
)

func hazardsListCommand() command {
	filter, status, severity, place, dept, assigned, overdue, file := inspection.HazardFilter{}, "", "", "", "", "", false, listFile{}
	return command{
		name: "hazards list", access: accessRead, summary: "cli.hazards_list",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&status, "status", "", "cli.flag.hazard_status")
			f.StringVar(&severity, "severity", "", "cli.flag.severity")
			f.BoolVar(&overdue, "overdue", false, "cli.flag.overdue")
			f.StringVar(&place, "place", "", "cli.flag.place")
			f.StringVar(&dept, "dept", "", "cli.flag.dept")
			personFlag(f, &assigned, "assigned", "cli.flag.assigned")
			file.flags(f)
		},
		run: func(ctx context.Context, c *call) (err error) {
			if filter.Statuses, err = chooseWords(c, "status", status, inspection.HazardStatuses()); err != nil {
				return err
			}
			if filter.Severities, err = chooseWords(c, "severity", severity, inspection.Severities()); err != nil {
				return err
			}
			if filter.Department = inspection.DepartmentID(dept); dept != "" {
				if _, known := c.Department(filter.Department); !known {
					return c.wrongDepartmentFlag("dept", dept)
				}
			}
			if overdue {
				filter.OverdueOn = c.Service.Today()
			}
			if place != "" {
				found, err := c.findPlace(ctx, place)
				if err != nil {
					return err
				}
				filter.PlaceID = found.ID
			}
			if filter.Only, err = c.assignedTo(ctx, inspection.KindHazard, assigned); err != nil {
				return err
			}
			return c.listHazards(ctx, filter, file)
		},
	}
}

// chooseWords reads one or several words, divided by commas.
func chooseWords[T ~string](c *call, flagName, text string, allowed []T) ([]T, error) {
	var chosen []T
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' || r == ' ' }) {
		if !slices.Contains(allowed, T(word)) {
			return nil, c.wrongWord(flagName, word, words(allowed))
		}
		chosen = append(chosen, T(word))
	}
	return chosen, nil
}

func (c *call) wrongDepartmentFlag(flagName, value string) error {
	var allowed []string
	for _, department := range c.Departments {
		allowed = append(allowed, string(department.ID))
	}
	return c.wrongWord(flagName, value, allowed)
}

// listHazards prints or saves the hazards by due day.
func (c *call) listHazards(ctx context.Context, filter inspection.HazardFilter, file listFile) error {
	filter.ByDue = true
	return c.Service.View(ctx, func(r inspection.Reader) error {
		rows := func(fn func(inspection.HazardRow) error) error { return r.EachHazard(ctx, filter, fn) }
		if file.path != "" {
			return c.saveHazards(ctx, file, rows)
		}
		today := c.Service.Today()
		headers := c.columns("no", "severity", "status", "due", "overdue", "place", "name", "responsible", "item", "description")
		return emitStream(c, rows, func(row inspection.HazardRow) any { return hazardJSON(row, today) }, headers,
			func(row inspection.HazardRow) []string { return c.hazardCells(row, today) })
	})
}

func (c *call) hazardCells(row inspection.HazardRow, today inspection.Day) []string {
	late := "—"
	if days := hazardJSON(row, today).OverdueDays; days > 0 {
		late = c.text.T("cli.days", "n", days)
	}
	return []string{row.No, c.grade(row.Hazard), c.term("hazard.status", string(row.Status)), string(row.Due), late, row.PlaceCode, row.PlaceName,
		orDash(row.Responsible), orDash(string(row.Item)), row.Description}
}

func hazardsShowCommand() command {
	return command{
		name: "hazards show", args: []string{"NO"}, access: accessRead, summary: "cli.hazards_show",
		run: func(ctx context.Context, c *call) error {
			hazard, err := c.findHazard(ctx, c.args[0])
			if err != nil {
				return err
			}
			return c.showHazard(ctx, hazard)
		},
	}
}

func (c *call) findHazard(ctx context.Context, no string) (inspection.Hazard, error) {
	var hazard inspection.Hazard
	err := c.Service.View(ctx, func(r inspection.Reader) (err error) {
		hazard, err = r.HazardByNo(ctx, no)
		return err
	})
	if inspection.CodeOf(err) == inspection.CodeNotFound {
		err = inspection.NotFound("error.hazard_not_found", "record", no)
	}
	return hazard, err
}

// hazardDetails is a hazard with its history and photos.
type hazardDetails struct {
	hazardDocument
	DueGuessed bool             `json:"due_guessed"` // only weekends were left out: a year's holidays are not on file
	Actions    []actionDocument `json:"actions"`
	Photos     []photoDocument  `json:"photos"`
}

func (c *call) showHazard(ctx context.Context, hazard inspection.Hazard) error {
	var d hazardDetails
	err := c.Service.View(ctx, func(r inspection.Reader) (err error) {
		d, err = c.readHazard(ctx, r, hazard)
		return err
	})
	if err != nil {
		return err
	}
	if d.DueGuessed, err = c.Service.DueGuessed(ctx, hazard); err != nil {
		return err
	}
	return c.emit(d, func() { c.printHazard(hazard, d) })
}

func (c *call) readHazard(ctx context.Context, r inspection.Reader, hazard inspection.Hazard) (hazardDetails, error) {
	place, err := r.Place(ctx, hazard.PlaceID)
	if err != nil {
		return hazardDetails{}, err
	}
	row := inspection.HazardRow{Hazard: hazard, PlaceCode: place.Code, PlaceName: place.Name}
	if hazard.InspectionID != "" {
		visit, err := r.Inspection(ctx, hazard.InspectionID)
		if err != nil {
			return hazardDetails{}, err
		}
		row.InspectionNo = visit.No
	}
	d := hazardDetails{hazardDocument: hazardJSON(row, c.Service.Today()), Actions: []actionDocument{}, Photos: []photoDocument{}}
	actions, err := r.Actions(ctx, hazard.ID)
	if err != nil {
		return d, err
	}
	for _, a := range actions {
		d.Actions = append(d.Actions, actionDocument{Action: a.ActionKind, From: a.From, To: a.To, By: a.By, At: instant(a.At), Note: a.Note,
			Until: a.Until, Target: a.Target})
	}
	photos, err := r.Evidence(ctx, hazard.ID)
	for _, photo := range photos {
		d.Photos = append(d.Photos, photoDocument{Role: photo.Role, SHA256: photo.SHA256, Name: photo.Name, File: c.Evidence.Path(photo), Size: photo.Size})
	}
	return d, err
}

func (c *call) printHazard(hazard inspection.Hazard, d hazardDetails) {
	lines := table{}
	due := string(d.Due)
	if d.DueGuessed {
		due += c.text.T("cli.due_guessed")
	}
	for _, field := range [][2]string{
		{"no", d.No}, {"place", d.Place + " " + d.PlaceName}, {"inspection", d.Inspection}, {"item", string(d.Item)}, {"severity", c.grade(hazard)},
		{"status", c.term("hazard.status", string(d.Status))}, {"description", d.Description}, {"basis", d.Basis}, {"remedy", d.Remedy},
		{"responsible", d.Responsible}, {"departments", c.departmentNames(d.Departments)}, {"found", clockTime(hazard.Found)}, {"due", due},
		{"overdue", fmt.Sprint(d.OverdueDays)}, {"rework", fmt.Sprint(d.Rework)},
	} {
		lines.add(c.text.T("cli.column."+field[0]), orDash(field[1]))
	}
	lines.indented(c)
	fmt.Fprintln(c.out)
	steps := table{header: c.columns("at", "action", "by", "until", "note")}
	for _, a := range d.Actions {
		steps.add(strings.Replace((*a.At)[:16], "T", " ", 1), c.term("action", string(a.Action)), a.By, orDash(string(a.Until)), strings.TrimSpace(a.Target+" "+a.Note))
	}
	steps.write(c.out)
}
