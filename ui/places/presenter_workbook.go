package places

import (
	"context"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/ui/task"
)

// Workbook reads and writes spreadsheets of places. Errors carry CodeConflict where a file exists and overwrite is not
// set.
type Workbook interface {
	ReadPlaces(path string) (Register, error)
	WritePlaces(path string, places []inspection.Place, overwrite bool) error
	WriteTemplate(path string, overwrite bool) error
}

// Register is what was read from a spreadsheet.
type Register struct {
	Good      int // rows that can be imported
	WrongRows int
	Wrong     []WrongCell
	Skipped   int      // rows that are no places, such as a title or the example of the template
	Unknown   []string // titles of columns that mean nothing to Anxun
	// Complete returns the good rows as places; fields without a column keep their values in the present register.
	Complete func(present []inspection.Place) []inspection.Place
}

// WrongCell is one thing wrong in a spreadsheet.
type WrongCell struct {
	Sheet  string
	Row    int
	Column string // letter, empty where the whole row is meant
	Title  string // of the column
	Err    error
}

// Outcome groups the lines of a Result.
type Outcome int

// The outcomes.
const (
	Created Outcome = iota
	Updated
	Wrong
)

// Line is one line of a Result.
type Line struct {
	Outcome Outcome
	Where   string // code and name, or sheet, row and column
	What    string
}

// Result is what an import did, or would do.
type Result struct {
	File                               string
	Good                               int
	Created, Updated, Unchanged, Wrong int
	Skipped                            int
	Unknown                            string
	Lines                              []Line
	Confirm                            func() // imports the good rows; only for AskImport
}

// Import reads a spreadsheet. If every row is good it is imported at once; otherwise the person is asked first.
func (p *Presenter) Import(path string) {
	p.Settle()
	var register Register
	p.host.Run("read places", func(context.Context, task.Progress) (err error) {
		register, err = p.workbook.ReadPlaces(path)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		result := p.wrongLines(path, register)
		switch {
		case register.Good == 0:
			p.view.ShowResult(result)
		case register.WrongRows > 0:
			result.Confirm = func() { p.importGood(register, result) }
			p.view.AskImport(result)
		default:
			p.importGood(register, result)
		}
	})
}

func (p *Presenter) wrongLines(path string, register Register) Result {
	t := p.host.Catalog().T
	result := Result{File: path, Good: register.Good, Wrong: register.WrongRows, Skipped: register.Skipped,
		Unknown: strings.Join(register.Unknown, t("places.separator"))}
	for _, cell := range register.Wrong {
		where := t("places.import.row", "sheet", cell.Sheet, "row", cell.Row)
		if cell.Column != "" {
			where = t("places.import.cell", "sheet", cell.Sheet, "row", cell.Row, "column", cell.Column, "title", cell.Title)
		}
		result.Lines = append(result.Lines, Line{Wrong, where, p.host.ErrorText(cell.Err)})
	}
	return result
}

func (p *Presenter) importGood(register Register, result Result) {
	by := p.host.Person()
	var report inspection.ImportReport
	names := map[string]string{}
	p.host.Run("import places", func(ctx context.Context, _ task.Progress) error {
		var present []inspection.Place
		err := p.service.View(ctx, func(r inspection.Reader) (err error) {
			present, err = r.Places(ctx, inspection.PlaceFilter{IncludeRemoved: true})
			return err
		})
		if err != nil {
			return err
		}
		places := register.Complete(present)
		for _, place := range places {
			names[place.Code] = place.Name
		}
		report, err = p.service.ImportPlaces(ctx, by, places)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.view.ShowResult(p.importedLines(result, report, names))
		p.Load()
	})
}

func (p *Presenter) importedLines(result Result, report inspection.ImportReport, names map[string]string) Result {
	result.Confirm = nil
	result.Created, result.Updated, result.Unchanged = len(report.Created), len(report.Updated), report.Unchanged
	var lines []Line
	for _, code := range report.Created {
		lines = append(lines, Line{Created, code + " " + names[code], p.host.Catalog().T("places.import.new")})
	}
	for _, update := range report.Updated {
		var changes []string
		for _, change := range update.Changes {
			changes = append(changes, p.changeText(change))
		}
		lines = append(lines, Line{Updated, update.Code + " " + update.Name, strings.Join(changes, p.host.Catalog().T("places.semicolon"))})
	}
	result.Lines = append(slices.Clone(result.Lines), lines...)
	return result
}

// changeText says in words what an import changed in one field.
func (p *Presenter) changeText(change inspection.FieldChange) string {
	t := p.host.Catalog().T
	word := func(value string) string {
		if value == "" {
			return t("places.import.nothing")
		}
		switch change.Field {
		case FieldKind, FieldSubKind:
			return t(change.Field + "." + value)
		case FieldFeatures:
			var words []string
			for _, feature := range strings.Split(value, ",") {
				words = append(words, t("feature."+feature))
			}
			return strings.Join(words, t("places.separator"))
		case "sample", "removed":
			return t("common.yes")
		default:
			return value
		}
	}
	return t("places.import.change", "field", t("places.field."+change.Field), "old", word(change.Old), "new", word(change.New))
}

// Export writes the places that are listed.
func (p *Presenter) Export(path string) {
	places := p.listed()
	p.write(path, false, func(overwrite bool) error { return p.workbook.WritePlaces(path, places, overwrite) })
}

// Template writes an empty register to be filled in.
func (p *Presenter) Template(path string) {
	p.write(path, false, func(overwrite bool) error { return p.workbook.WriteTemplate(path, overwrite) })
}

// ExportName proposes a file name with the day in it.
func (p *Presenter) ExportName() string {
	return p.host.Catalog().T("places.export.name") + p.host.Now().Format("20060102") + ".xlsx"
}

// TemplateName is the file name of the empty register.
func (p *Presenter) TemplateName() string {
	return p.host.Catalog().T("places.template.name") + ".xlsx"
}

// listed returns the places that are listed now, in the order shown.
func (p *Presenter) listed() []inspection.Place {
	byID := make(map[inspection.ID]inspection.Place, len(p.entries))
	for _, e := range p.entries {
		byID[e.place.ID] = e.place
	}
	places := make([]inspection.Place, len(p.rows))
	for i, row := range p.rows {
		places[i] = byID[row.ID]
	}
	return places
}

// everything returns all places, those taken off too.
func (p *Presenter) everything() []inspection.Place {
	places := make([]inspection.Place, len(p.entries))
	for i, e := range p.entries {
		places[i] = e.place
	}
	return places
}

// write writes a file in the background and offers to open it. An existing one is only replaced when the person says so.
func (p *Presenter) write(path string, overwrite bool, work func(overwrite bool) error) {
	p.host.Run("write places", func(context.Context, task.Progress) error { return work(overwrite) }, func(err error) {
		switch {
		case inspection.CodeOf(err) == inspection.CodeConflict && !overwrite:
			p.view.AskOverwrite(path, func() { p.write(path, true, work) })
		case err != nil:
			p.host.ShowError(err)
		default:
			t := p.host.Catalog().T
			p.host.ToastAction(t("places.written", "path", path), t("common.open_file"), func() {
				p.host.ShowError(p.host.OpenPath(path))
			})
		}
	})
}
