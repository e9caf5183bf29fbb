package main

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"anxun/inspection"
	"anxun/inspection/spreadsheet"
)

func checklistsListCommand() command {
	return command{
		name: "checklists list", access: accessRead, summary: "cli.checklists_list",
		run: func(ctx context.Context, c *call) error {
			checklists, err := c.Service.CurrentChecklists(ctx)
			if err != nil {
				return err
			}
			documents := []checklistDocument{}
			for _, checklist := range checklists {
				documents = append(documents, checklistJSON(checklist, c.Library, c.Service.Today()))
			}
			return c.emit(documents, func() {
				lines := table{header: c.columns("code", "title", "version", "kind", "items")}
				for _, checklist := range checklists {
					lines.add(checklist.Code, checklist.Title, fmt.Sprint(checklist.Version), terms(c, "kind", checklist.Kinds), fmt.Sprint(len(checklist.Items())))
				}
				lines.write(c.out)
			})
		},
	}
}

// findChecklist reads the newest version of a checklist.
func (c *call) findChecklist(ctx context.Context, code string) (inspection.Checklist, error) {
	checklists, err := c.Service.CurrentChecklists(ctx)
	if err != nil {
		return inspection.Checklist{}, err
	}
	for _, checklist := range checklists {
		if strings.EqualFold(checklist.Code, code) {
			return checklist, nil
		}
	}
	return inspection.Checklist{}, inspection.NotFound("error.checklist_unknown", "code", code)
}

func checklistsShowCommand() command {
	return command{
		name: "checklists show", args: []string{"CODE"}, access: accessRead, summary: "cli.checklists_show",
		run: func(ctx context.Context, c *call) error {
			checklist, err := c.findChecklist(ctx, c.args[0])
			if err != nil {
				return err
			}
			return c.emit(checklistJSON(checklist, c.Library, c.Service.Today()), func() { c.printChecklist(checklist) })
		},
	}
}

func (c *call) printChecklist(checklist inspection.Checklist) {
	c.say("cli.checklist.title", "code", checklist.Code, "title", checklist.Title, "version", checklist.Version, "day", checklist.Published)
	for _, section := range checklist.Sections {
		fmt.Fprintf(c.out, "\n%s\n", section.Title)
		lines := table{header: c.columns("code", "severity", "deadline", "departments", "text")}
		for _, item := range section.Items {
			lines.add(string(item.Code), c.text.T("severity."+string(item.Severity)), c.deadline(item.Deadline), c.departmentNames(item.Departments), item.Text)
		}
		lines.write(c.out)
	}
}

func (c *call) deadline(rule inspection.DeadlineRule) string {
	if rule.IsZero() {
		return "—"
	}
	return c.text.T("deadline."+string(rule.Rule), "n", rule.Days)
}

func checklistsExportCommand() command {
	out, overwrite := "", false
	return command{
		name: "checklists export", args: []string{"CODE"}, access: accessRead, summary: "cli.checklists_export",
		flags: func(f *flag.FlagSet) { outFlags(f, &out, &overwrite) },
		run: func(ctx context.Context, c *call) error {
			if out == "" {
				return need("out")
			}
			checklist, err := c.findChecklist(ctx, c.args[0])
			if err != nil {
				return err
			}
			if err := spreadsheet.WriteChecklist(out, checklist, c.Library, c.Departments, c.Service.Today(), overwrite); err != nil {
				return err
			}
			return c.wrote(out, len(checklist.Items()))
		},
	}
}

// outFlags declares the flags of every command that writes a workbook.
func outFlags(f *flag.FlagSet, out *string, overwrite *bool) {
	f.StringVar(out, "out", "", "cli.flag.out")
	f.BoolVar(overwrite, "overwrite", false, "cli.flag.overwrite")
}

// wrote says which file was written and how many rows it has.
func (c *call) wrote(path string, rows int) error {
	type document struct {
		Out  string `json:"out"`
		Rows int    `json:"rows"`
	}
	return c.emit(document{path, rows}, func() { c.say("cli.wrote", "file", path, "n", rows) })
}

// columns are the titles of a table.
func (c *call) columns(names ...string) []string {
	titles := make([]string, len(names))
	for i, name := range names {
		titles[i] = c.text.T("cli.column." + name)
	}
	return titles
}

// term is the word for a value; empty for none.
func (c *call) term(area, value string) string {
	if value == "" {
		return ""
	}
	return c.text.T(area + "." + value)
}

// terms joins the words for several values.
func terms[T ~string](c *call, area string, values []T) string {
	words := make([]string, len(values))
	for i, value := range values {
		words[i] = c.term(area, string(value))
	}
	return strings.Join(words, c.text.T("cli.separator"))
}

// departmentNames joins the short names of departments.
func (c *call) departmentNames(ids []inspection.DepartmentID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
		if department, known := c.Department(id); known {
			names[i] = department.Short
		}
	}
	return strings.Join(names, c.text.T("cli.separator"))
}
