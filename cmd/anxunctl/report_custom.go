package main

import (
	"context"
	"flag"
	"slices"
	"strings"

	"anxun/export"
	"anxun/inspection"
)

type customDocument struct {
	Name    string                    `json:"name"`
	Table   inspection.ReportTable    `json:"table"`
	Columns []string                  `json:"columns"`
	Filters []inspection.ReportFilter `json:"filters"`
	Group   string                    `json:"group"`
	Made    *string                   `json:"made"`
	By      string                    `json:"by"`
}

func newCustomDocument(report inspection.CustomReport) customDocument {
	filters := report.Filters
	if filters == nil {
		filters = []inspection.ReportFilter{}
	}
	return customDocument{report.Name, report.Table, report.Columns, filters, report.Group, instant(report.Made), report.MadeBy}
}

// reportCustomListCommand lists the named reports.
func reportCustomListCommand() command {
	return command{name: "report custom list", access: accessRead, summary: "cli.report_custom_list", run: func(ctx context.Context, c *call) error {
		reports, err := c.Service.CustomReports(ctx)
		if err != nil {
			return err
		}
		documents := make([]customDocument, len(reports))
		for i, report := range reports {
			documents[i] = newCustomDocument(report)
		}
		return c.emit(documents, func() {
			if len(reports) == 0 {
				c.say("cli.report_custom.none")
				return
			}
			t := table{header: c.columns("name", "table", "group", "columns")}
			for _, report := range reports {
				t.add(report.Name, export.TableTitle(report.Table), orDash(columnTitle(report.Table, report.Group)), columnTitles(report))
			}
			t.write(c.out)
		})
	}}
}

// reportCustomShowCommand shows a named report, or the columns of a table that one can
// have.
func reportCustomShowCommand() command {
	return command{name: "report custom show", args: []string{"NAME"}, access: accessRead, summary: "cli.report_custom_show", run: func(ctx context.Context, c *call) error {
		report, err := c.Service.CustomReport(ctx, c.args[0])
		if err != nil {
			return err
		}
		return c.emit(newCustomDocument(report), func() {
			c.say("cli.report_custom.line", "label", c.text.T("cli.column.name"), "text", report.Name)
			c.say("cli.report_custom.line", "label", c.text.T("cli.column.table"), "text", export.TableTitle(report.Table))
			c.say("cli.report_custom.line", "label", c.text.T("cli.column.columns"), "text", columnTitles(report))
			c.say("cli.report_custom.line", "label", c.text.T("cli.column.filters"), "text", export.FilterText(report))
			c.say("cli.report_custom.line", "label", c.text.T("cli.column.group"), "text", orDash(columnTitle(report.Table, report.Group)))
		})
	}}
}

func columnTitle(table inspection.ReportTable, id string) string {
	for _, column := range export.CustomColumns(table) {
		if column.ID == id {
			return column.Title
		}
	}
	return id
}

func columnTitles(report inspection.CustomReport) string {
	titles := make([]string, len(report.Columns))
	for i, id := range report.Columns {
		titles[i] = columnTitle(report.Table, id)
	}
	return strings.Join(titles, "、")
}

// reportCustomSaveCommand makes a named report, or changes the one of that name.
func reportCustomSaveCommand() command {
	tableName, columns, group, filters := "", "", "", []string(nil)
	return command{
		name: "report custom save", args: []string{"NAME"}, access: accessWrite, summary: "cli.report_custom_save",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&tableName, "table", "", "cli.flag.report_table")
			f.StringVar(&columns, "columns", "", "cli.flag.report_columns")
			f.StringVar(&group, "group", "", "cli.flag.report_group")
			f.Var(listFlag{&filters}, "filter", "cli.flag.report_filter")
		},
		run: func(ctx context.Context, c *call) error {
			report := inspection.CustomReport{Name: c.args[0], Table: inspection.ReportTable(tableName), Group: group, Columns: splitWords(columns)}
			if !slices.Contains(inspection.ReportTables(), report.Table) {
				return c.wrongWord("table", tableName, words(inspection.ReportTables()))
			}
			for _, text := range filters {
				filter, err := parseFilter(text)
				if err != nil {
					return err
				}
				report.Filters = append(report.Filters, filter)
			}
			if err := export.CheckCustom(report); err != nil {
				return err
			}
			if known, err := c.Service.CustomReport(ctx, report.Name); err == nil {
				report.ID = known.ID
			} else if inspection.CodeOf(err) != inspection.CodeNotFound {
				return err
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			if report, err = c.Service.SaveCustomReport(ctx, by, report); err != nil {
				return err
			}
			return c.emit(newCustomDocument(report), func() { c.say("cli.report_custom.saved", "name", report.Name) })
		},
	}
}

func splitWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' || r == ' ' })
}

// parseFilter reads "column comparison value".
func parseFilter(text string) (inspection.ReportFilter, error) {
	column, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	comparison, value, _ := strings.Cut(strings.TrimSpace(rest), " ")
	filter := inspection.ReportFilter{Column: column, Compare: inspection.Comparison(comparison), Value: strings.TrimSpace(value)}
	if !slices.Contains(inspection.Comparisons(), filter.Compare) {
		return filter, wrongUsage("cli.usage.flag_wrong", "flag", "--filter", "value", text)
	}
	return filter, nil
}

// reportCustomRemoveCommand takes a named report off the list.
func reportCustomRemoveCommand() command {
	return command{name: "report custom remove", args: []string{"NAME"}, access: accessWrite, summary: "cli.report_custom_remove", run: func(ctx context.Context, c *call) error {
		report, err := c.Service.CustomReport(ctx, c.args[0])
		if err != nil {
			return err
		}
		by, err := c.actor(ctx)
		if err != nil {
			return err
		}
		if err := c.Service.RemoveCustomReport(ctx, by, report.ID); err != nil {
			return err
		}
		return c.emit(newCustomDocument(report), func() { c.say("cli.report_custom.removed", "name", report.Name) })
	}}
}

// reportCustomRunCommand writes a named report.
func reportCustomRunCommand() command {
	request, out := export.CustomRequest{}, ""
	return command{
		name: "report custom run", args: []string{"NAME"}, access: accessNote, summary: "cli.report_custom_run",
		flags: func(f *flag.FlagSet) {
			f.Var(dayFlag{&request.From}, "from", "cli.flag.from")
			f.Var(dayFlag{&request.To}, "to", "cli.flag.to")
			outFlags(f, &out, &request.Overwrite)
			f.BoolVar(&request.Personal, "with-personal-data", false, "cli.flag.personal")
		},
		run: func(ctx context.Context, c *call) (err error) {
			if request.Report, err = c.Service.CustomReport(ctx, c.args[0]); err != nil {
				return err
			}
			if request.Report.Table == inspection.TablePlaces && request.From == "" && request.To == "" {
				request.From, request.To = c.Service.Today(), c.Service.Today() // places have no period
			}
			for _, needed := range []struct{ name, value string }{{"from", string(request.From)}, {"to", string(request.To)}, {"out", out}} {
				if needed.value == "" {
					return need(needed.name)
				}
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			made, err := c.issuer().Custom(ctx, by, out, request, c.progress())
			if err == nil {
				err = made.RecordProblem
			}
			if err != nil {
				return err
			}
			return c.emit(made.CustomSummary, func() {
				c.say("cli.wrote", "file", made.Path, "n", made.Rows)
				c.printIssue(made.No, made.SHA256, made.Changes)
			})
		},
	}
}
