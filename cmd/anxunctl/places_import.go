package main

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"anxun/inspection"
	"anxun/inspection/spreadsheet"
)

// importDocument is what an import says, whether it was carried out or refused.
type importDocument struct {
	Imported  bool              `json:"imported"`
	Good      int               `json:"good"` // rows
	Wrong     int               `json:"wrong"`
	Problems  []problemDocument `json:"problems"`
	Created   []string          `json:"created"` // codes
	Updated   []updateDocument  `json:"updated"`
	Unchanged int               `json:"unchanged"`
	Ignored   []string          `json:"ignored_columns"`
	Skipped   []int             `json:"skipped_rows"`
}

type problemDocument struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Column string `json:"column"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

type updateDocument struct {
	Code    string                   `json:"code"`
	Name    string                   `json:"name"`
	Changes []inspection.FieldChange `json:"changes"`
}

// placesImportCommand reads a workbook into the register. With wrong rows it changes
// nothing unless the good rows are asked for.
func placesImportCommand() command {
	goodRows := false
	return command{
		name: "places import", args: []string{"F.xlsx"}, access: accessWrite, summary: "cli.places_import",
		flags: func(f *flag.FlagSet) { f.BoolVar(&goodRows, "good-rows", false, "cli.flag.good_rows") },
		run: func(ctx context.Context, c *call) error {
			register, err := spreadsheet.ReadPlaces(c.args[0])
			if err != nil {
				return err
			}
			document := c.describeImport(register)
			var refusal error
			if wrong := register.WrongRows(); wrong > 0 && !goodRows {
				refusal = inspection.Invalid("error.import_wrong_rows", "file", c.args[0], "wrong", wrong, "good", len(register.Rows))
			} else if err := c.importRegister(ctx, register, &document); err != nil {
				return err
			}
			if err := c.emit(document, func() { c.printImport(document) }); err != nil {
				return err
			}
			return refusal
		},
	}
}

func (c *call) describeImport(register spreadsheet.Register) importDocument {
	document := importDocument{Good: len(register.Rows), Wrong: register.WrongRows(), Problems: []problemDocument{}, Created: []string{},
		Updated: []updateDocument{}, Ignored: list(register.Unknown), Skipped: []int{}}
	for _, problem := range register.Problems {
		document.Problems = append(document.Problems, problemDocument{Sheet: problem.Sheet, Row: problem.Row, Column: problem.Column,
			Title: problem.Title, Reason: c.text.Error(problem.Err)})
	}
	for _, row := range register.Skipped {
		document.Skipped = append(document.Skipped, row.Row)
	}
	return document
}

func (c *call) importRegister(ctx context.Context, register spreadsheet.Register, document *importDocument) error {
	by, err := c.actor(ctx)
	if err != nil {
		return err
	}
	var present []inspection.Place
	err = c.Service.View(ctx, func(r inspection.Reader) (err error) {
		present, err = r.Places(ctx, inspection.PlaceFilter{IncludeRemoved: true})
		return err
	})
	if err != nil {
		return err
	}
	report, err := c.Service.ImportPlaces(ctx, by, register.Complete(present))
	if err != nil {
		return err
	}
	document.Imported, document.Created, document.Unchanged = true, list(report.Created), report.Unchanged
	for _, update := range report.Updated {
		document.Updated = append(document.Updated, updateDocument{Code: update.Code, Name: update.Name, Changes: update.Changes})
	}
	return nil
}

func (c *call) printImport(document importDocument) {
	for _, problem := range document.Problems {
		cell := fmt.Sprintf("%s%d", problem.Column, problem.Row)
		c.say("cli.import.problem", "sheet", problem.Sheet, "row", problem.Row, "cell", cell, "title", problem.Title, "reason", problem.Reason)
	}
	if len(document.Skipped) > 0 {
		c.say("cli.import.skipped", "rows", strings.Trim(fmt.Sprint(document.Skipped), "[]"))
	}
	if len(document.Ignored) > 0 {
		c.say("cli.import.ignored", "columns", strings.Join(document.Ignored, c.text.T("cli.separator")))
	}
	if !document.Imported {
		return
	}
	for _, update := range document.Updated {
		changes := make([]string, len(update.Changes))
		for i, change := range update.Changes {
			changes[i] = c.text.T("cli.import.change", "field", c.text.T("cli.column."+change.Field), "old", orDash(c.fieldWord(change.Field, change.Old)),
				"new", orDash(c.fieldWord(change.Field, change.New)))
		}
		c.say("cli.import.updated", "code", update.Code, "name", update.Name, "changes", strings.Join(changes, c.text.T("cli.separator")))
	}
	c.say("cli.import.done", "created", len(document.Created), "updated", len(document.Updated), "unchanged", document.Unchanged, "wrong", document.Wrong)
}

// fieldWord shows a stored field of a place in the words of the register.
func (c *call) fieldWord(field, value string) string {
	switch {
	case value == "":
		return ""
	case field == "kind" || field == "subkind":
		return c.term(field, value)
	case field == "features":
		return terms(c, "feature", strings.Split(value, ","))
	case field == "sample" || field == "removed":
		return c.text.T("common.yes")
	}
	return value
}
