package main

import (
	"context"
	"flag"
	"io"
	"slices"
	"strings"

	"anxun/cmd/internal/issuing"
	"anxun/cmd/internal/pictures"
	"anxun/cmd/internal/setup"
	"anxun/export"
	"anxun/inspection"
	"anxun/ui/i18n"
)

func reportCommand() command {
	request, dept, out, photos, overwrite, explain := export.Request{}, "", "", string(export.PhotoThumbnail), false, false
	return command{
		name: "report", access: accessNote, noData: &explain, summary: "cli.report",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&dept, "dept", "", "cli.flag.report_dept")
			f.Var(dayFlag{&request.From}, "from", "cli.flag.from")
			f.Var(dayFlag{&request.To}, "to", "cli.flag.to")
			outFlags(f, &out, &overwrite)
			f.StringVar(&photos, "photos", photos, "cli.flag.photos")
			f.BoolVar(&request.Personal, "with-personal-data", false, "cli.flag.personal")
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
			made, err := c.writeReport(ctx, c.issuer(), out, request)
			if err != nil {
				return err
			}
			return c.emit(made.Summary, func() { c.printReport(made) })
		},
	}
}

// issuer makes reports that are recorded.
func (c *call) issuer() *issuing.Office {
	return &issuing.Office{Service: c.Service, Departments: c.Departments, Program: setup.Program(), Pictures: pictures.New(c.Evidence), ReadOnly: c.ReadOnly}
}

// progress tells how far long work has come, unless a program listens.
func (c *call) progress() export.Progress {
	if c.json {
		return export.Noop{}
	}
	return &percent{out: c.log, text: c.text}
}

// writeReport writes one workbook from one consistent state of the data and records it.
func (c *call) writeReport(ctx context.Context, issuer *issuing.Office, out string, request export.Request) (issuing.Outcome, error) {
	by, err := c.actor(ctx)
	if err != nil {
		return issuing.Outcome{}, err
	}
	restore, err := c.limitMemory(ctx, request)
	if err != nil {
		return issuing.Outcome{}, err
	}
	defer restore()
	made, err := issuer.Report(ctx, by, out, request, c.progress())
	if err != nil {
		return made, err
	}
	return made, made.RecordProblem
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

func (c *call) printReport(made issuing.Outcome) {
	c.say("cli.report.done", "file", made.Path, "inspections", made.Inspections, "answers", made.Answers, "hazards", made.Hazards, "overdue", made.Overdue)
	for _, sheet := range made.Sheets {
		c.say("cli.report.sheet", "name", sheet.Name, "n", sheet.Rows)
	}
	c.printIssue(made.No, made.SHA256, made.Changes)
}

// printIssue says what was recorded about a report and what changed since the last.
func (c *call) printIssue(no, digest string, changes *export.Changes) {
	if no == "" {
		c.say("cli.report.not_recorded")
	} else {
		c.say("cli.report.recorded", "no", no, "sha256", digest)
	}
	if changes == nil {
		return
	}
	c.say("cli.report.since", "no", changes.No, "time", clockTime(changes.Issued), "summary", changes.Summary())
	for i, row := range changes.Rows {
		if i == maxPrintedChanges {
			c.say("cli.report.more", "n", len(changes.Rows)-i)
			break
		}
		c.say("cli.report.change", "what", export.ChangeText(row), "no", row.No, "items", strings.Join(changes.Items[row.No], " "))
	}
}

// maxPrintedChanges is how many changed records are listed one by one.
const maxPrintedChanges = 30

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
