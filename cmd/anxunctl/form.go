package main

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"strings"

	"anxun/cmd/internal/paper"
	"anxun/inspection"
)

// formCommands lists the documents that can be issued, the street's own first.
func formCommands() []command {
	var list []command
	for _, one := range []struct {
		name string
		kind inspection.FormKind
	}{
		{"record", inspection.FormRecord}, {"notice", inspection.FormNotice},
		{"review", inspection.FormReview}, {"transfer", inspection.FormTransfer},
		{"dept-record", inspection.FormDepartmentRecord}, {"dept-order", inspection.FormDepartmentOrder},
		{"dept-review", inspection.FormDepartmentReview}, {"food-result", inspection.FormFoodResult},
	} {
		list = append(list, formCommand(one.name, one.kind))
	}
	return append(list, formPrintCommand())
}

// formCommand issues one kind of document.
func formCommand(name string, kind inspection.FormKind) command {
	order, no, show := paper.Order{Kind: kind}, "", false
	return command{
		name: "form " + name, access: accessWrite, summary: "cli.form_" + strings.ReplaceAll(name, "-", "_"),
		flags: func(f *flag.FlagSet) {
			if kind.OfHazard() {
				f.StringVar(&no, "hazard", "", "cli.flag.form_hazard")
			} else {
				f.StringVar(&no, "inspection", "", "cli.flag.form_inspection")
			}
			f.StringVar(&order.Template, "template", "", "cli.flag.form_template")
			f.BoolVar(&show, "print", false, "cli.flag.form_print")
			outFlags(f, &order.Out, &order.Overwrite)
		},
		run: func(ctx context.Context, c *call) (err error) {
			if no == "" && kind.OfHazard() {
				return need("hazard")
			} else if no == "" {
				return need("inspection")
			}
			if order.Out == "" {
				return need("out")
			}
			if order.Subject, err = c.formSubject(ctx, kind, no); err != nil {
				return err
			}
			if order.By, err = c.actor(ctx); err != nil {
				return err
			}
			issued, err := paper.Issue(ctx, c.Session, order)
			if err != nil {
				return err
			}
			if show {
				if err := paper.Open(c.env.System, issued.Path); err != nil {
					return err
				}
			}
			return c.showIssued(issued)
		},
	}
}

// formSubject finds the inspection or hazard by its number.
func (c *call) formSubject(ctx context.Context, kind inspection.FormKind, no string) (inspection.DocumentSubject, error) {
	if kind.OfHazard() {
		hazard, err := c.findHazard(ctx, no)
		return inspection.DocumentSubject{HazardID: hazard.ID}, err
	}
	var visit inspection.Inspection
	err := c.Service.View(ctx, func(r inspection.Reader) (err error) {
		visit, err = r.InspectionByNo(ctx, no)
		return err
	})
	return inspection.DocumentSubject{InspectionID: visit.ID}, err
}

// issuedDocument is what --json prints of a document.
type issuedDocument struct {
	File     string              `json:"file"`
	No       string              `json:"no"`
	Kind     inspection.FormKind `json:"kind"`
	Year     int                 `json:"year"`
	Number   int                 `json:"number"`
	Issued   *string             `json:"issued"`
	By       string              `json:"by"`
	Reprints int                 `json:"reprints"`
	SHA256   string              `json:"sha256"`
	Photos   int                 `json:"photos"`
	Skipped  []string            `json:"skipped"` // photos that could not be shown
	Sample   bool                `json:"sample"`
}

func (c *call) showIssued(issued paper.Issued) error {
	d := issued.Document
	document := issuedDocument{File: issued.Path, No: d.No, Kind: d.FormKind, Year: d.Year, Number: d.Number, Issued: instant(d.Issued), By: d.IssuedBy,
		Reprints: d.Reprints(), SHA256: d.SHA256, Photos: issued.Photos, Skipped: list(issued.Skipped), Sample: d.Sample}
	return c.emit(document, func() {
		c.say("cli.form.done", "no", d.No, "file", issued.Path, "photos", issued.Photos)
		if d.Reprints() > 0 {
			c.say("cli.form.again", "n", d.Reprints())
		}
		if d.FormKind == inspection.FormFoodResult {
			c.say("cli.form.layout")
		}
		for _, name := range issued.Skipped {
			c.say("cli.form.skipped", "file", name)
		}
	})
}

// formPrintCommand hands a document to the system's program for it.
func formPrintCommand() command {
	return command{
		name: "form print", args: []string{"F.xlsx"}, access: accessNone, summary: "cli.form_print",
		run: func(_ context.Context, c *call) error {
			if _, err := os.Stat(c.args[0]); errors.Is(err, fs.ErrNotExist) {
				return inspection.NotFound("error.sheet_missing", "file", c.args[0])
			}
			return paper.Open(c.env.System, c.args[0])
		},
	}
}
