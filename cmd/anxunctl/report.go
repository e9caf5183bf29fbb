package main

import (
	"context"
	"flag"
	"io"
	"slices"
	"strings"

	"anxun/cmd/internal/pictures"
	"anxun/cmd/internal/setup"
	"anxun/export"
	"anxun/inspection"
	"anxun/ui/i18n"
)

func reportCommand() command {
	request, dept, out, photos, overwrite, explain := export.Request{}, "", "", string(export.PhotoThumbnail), false, false
	return command{
		name: "report", access: accessRead, noData: &explain, summary: "cli.report",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&dept, "dept", "", "cli.flag.report_dept")
			f.Var(dayFlag{&request.From}, "from", "cli.flag.from")
			f.Var(dayFlag{&request.To}, "to", "cli.flag.to")
			outFlags(f, &out, &overwrite)
			f.StringVar(&photos, "photos", photos, "cli.flag.photos")
			f.BoolVar(&explain, "explain", false, "cli.flag.explain")
		},
		run: func(ctx context.Context, c *call) error {
			if explain {
				return c.explainReport(dept)
			}
			for _, needed := range []struct{ name, value string }{{"dept", dept}, {"from", string(request.From)}, {"to", string(request.To)}, {"out", out}} {
				if needed.value == "" {
					return need(needed.name)
				}
			}
			request.Department, request.Overwrite = inspection.DepartmentID(dept), overwrite
			if department, known := c.Department(request.Department); !known || !department.HasReport {
				return c.wrongWord("dept", dept, []string{"emergency", "market", "civil", "urban"})
			}
			request.Photos = export.PhotoSize(photos)
			if !slices.Contains(export.PhotoSizes(), request.Photos) {
				return c.wrongWord("photos", photos, words(export.PhotoSizes()))
			}
			summary, err := c.writeReport(ctx, out, request)
			if err != nil {
				return err
			}
			return c.emit(summary, func() { c.printReport(summary) })
		},
	}
}

// writeReport writes one workbook from one consistent state of the data.
func (c *call) writeReport(ctx context.Context, out string, request export.Request) (export.Summary, error) {
	office, err := c.Service.Setting(ctx, inspection.SettingOffice)
	if err != nil {
		return export.Summary{}, err
	}
	request.Office, request.Program, request.Now, request.Pictures = office, setup.Program(), c.Service.Now(), pictures.New(c.Evidence)
	var progress export.Progress = export.Noop{}
	if !c.json {
		progress = &percent{out: c.log, text: c.text}
	}
	var summary export.Summary
	err = c.Service.View(ctx, func(r inspection.Reader) (err error) {
		summary, err = export.Write(ctx, out, request, r, c.Library, c.Departments, progress)
		return err
	})
	return summary, err
}

// explainReport prints how the figures of 汇总 are made; dept may be empty for those
// that all departments have.
func (c *call) explainReport(dept string) error {
	definitions := export.Definitions(inspection.DepartmentID(dept))
	return c.emit(definitions, func() {
		block := ""
		for _, d := range definitions {
			if d.Block != block {
				block = d.Block
				c.say("cli.report.block", "name", block)
			}
			c.say("cli.report.figure", "name", d.Figure, "formula", d.Formula)
			c.say("cli.report.origin", "sheets", strings.Join(d.Sheets, "、"), "source", d.Source)
		}
	})
}

func (c *call) printReport(summary export.Summary) {
	c.say("cli.report.done", "file", summary.Path, "inspections", summary.Inspections, "answers", summary.Answers, "hazards", summary.Hazards, "overdue", summary.Overdue)
	for _, sheet := range summary.Sheets {
		c.say("cli.report.sheet", "name", sheet.Name, "n", sheet.Rows)
	}
}

// longWork is from how many rows on progress is worth telling.
const longWork = 20_000

// percent tells progress in steps of ten per cent, on long work only.
type percent struct {
	out   io.Writer
	text  *i18n.Catalog
	total int
	done  int
	told  int
}

// SetTotal implements export.Progress.
func (p *percent) SetTotal(rows int) { p.total = rows }

// Add implements export.Progress.
func (p *percent) Add(rows int) {
	p.done += rows
	if p.total < longWork {
		return
	}
	if step := p.done * 10 / p.total; step > p.told && step <= 10 {
		p.told = step
		_, _ = io.WriteString(p.out, p.text.T("cli.progress", "percent", step*10)+"\n") // progress that nobody can read is no failure
	}
}
