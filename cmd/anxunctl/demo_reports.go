package main

import (
	"context"
	"path/filepath"
	"strings"

	"anxun/export"
	"anxun/inspection"
)

// demoDocument says what the demonstration wrote where.
type demoDocument struct {
	Data        string               `json:"data"`
	Inspections []inspectionDocument `json:"inspections"`
	Hazards     int                  `json:"hazards"`
	Severities  map[string]int       `json:"severities"` // general, serious, suspected_major, major
	Files       []fileDocument       `json:"files"`
	Reports     []export.Summary     `json:"reports"`
}

type fileDocument struct {
	File string `json:"file"`
	Rows int    `json:"rows"`
}

// demoReports writes the register and the four workbooks and says what lies where.
func (c *call) demoReports(ctx context.Context, out string) error {
	d := demoDocument{Data: c.Dir, Severities: map[string]int{}, Files: []fileDocument{}, Reports: []export.Summary{}}
	err := c.Service.View(ctx, func(r inspection.Reader) error {
		err := eachInspection(ctx, r, inspection.InspectionFilter{NewestFirst: true}, func(visit inspectionDocument) error {
			d.Inspections = append(d.Inspections, visit)
			return nil
		})
		if err != nil {
			return err
		}
		return r.EachHazard(ctx, inspection.HazardFilter{}, func(row inspection.HazardRow) error {
			d.Hazards++
			d.Severities[gradeKey(row.Hazard)]++
			return nil
		})
	})
	if err != nil {
		return err
	}
	register := filepath.Join(out, "检查对象.xlsx")
	n, err := c.writePlaces(ctx, register, true)
	if err != nil {
		return err
	}
	d.Files = append(d.Files, fileDocument{register, n})
	today := c.Service.Today()
	for _, department := range c.Departments {
		if !department.HasReport {
			continue
		}
		path := filepath.Join(out, department.Short+"报表.xlsx")
		request := export.Request{Department: department.ID, From: today.Add(-demoDays), To: today, Overwrite: true, Photos: export.PhotoThumbnail}
		issuer := c.issuer()
		known, err := c.Service.ReportIssues(ctx, inspection.IssueFilter{Department: request.Department, From: request.From, To: request.To, Limit: 1})
		if err != nil {
			return err
		}
		issuer.ReadOnly = len(known) > 0 // a demonstration that is run again adds nothing
		made, err := c.writeReport(ctx, issuer, path, request)
		if err != nil {
			return err
		}
		d.Files = append(d.Files, fileDocument{path, made.Answers})
		d.Reports = append(d.Reports, made.Summary)
	}
	return c.emit(d, func() { c.printDemo(d) })
}

func (c *call) printDemo(d demoDocument) {
	c.say("cli.demo.data", "dir", d.Data)
	visits := table{header: c.inspectionColumns()}
	for _, visit := range d.Inspections {
		visits.add(c.inspectionCells(visit)...)
	}
	visits.write(c.out)
	c.say("cli.total", "n", len(d.Inspections))
	var grades []string
	for _, grade := range []string{"general", "serious", "suspected_major", "major"} {
		grades = append(grades, c.text.T("cli.demo.grade", "grade", c.text.T("severity."+grade), "n", d.Severities[grade]))
	}
	c.say("cli.demo.hazards", "n", d.Hazards, "grades", strings.Join(grades, c.text.T("cli.separator")))
	c.say("cli.wrote", "file", d.Files[0].File, "n", d.Files[0].Rows)
	for _, summary := range d.Reports {
		c.say("cli.report.done", "file", summary.Path, "inspections", summary.Inspections, "answers", summary.Answers, "hazards", summary.Hazards, "overdue", summary.Overdue)
	}
}
