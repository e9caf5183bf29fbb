//go:build office

package export

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// These tests open the workbooks with LibreOffice and openpyxl. They fail where those
// are missing.

// officeFonts maps the fonts of the documents to the one that is embedded in the
// program, so that a machine without Chinese fonts can lay pages out.
const officeFonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir>
<alias binding="same"><family>宋体</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>
<alias binding="same"><family>黑体</family><prefer><family>Noto Sans CJK SC</family></prefer></alias></fontconfig>`

// embeddedFonts is officeFonts for this folder, but for the cache.
func embeddedFonts(t *testing.T) string {
	t.Helper()
	fonts, err := filepath.Abs("../assets/fonts")
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(officeFonts, fonts, "%s")
}

// convert lets LibreOffice turn files into another format, all in one run, and
// returns the folder of the results.
func convert(t *testing.T, format string, files ...string) string {
	t.Helper()
	return convertWith(t, embeddedFonts(t), format, files...)
}

// convertWith is convert with a configuration of fonts that lacks only the folder of its cache.
func convertWith(t *testing.T, fonts, format string, files ...string) string {
	t.Helper()
	folder := t.TempDir()
	config := filepath.Join(folder, "fonts.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, fonts, filepath.Join(folder, "cache")), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "out")
	arguments := append([]string{"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless", "--convert-to", format, "--outdir", out}, files...)
	command := exec.Command("soffice", arguments...)
	command.Env = append(os.Environ(), "FONTCONFIG_FILE="+config, "HOME="+folder)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, output)
	}
	return out
}

// departmentReports writes the four reports, and one of them again with an inspection plan.
func departmentReports(t *testing.T) []string {
	t.Helper()
	store := fixture(t)
	var files []string
	for _, department := range fixtureDepartments[:4] {
		file, _ := writeFixture(t, store, fixtureRequest(department.ID))
		files = append(files, file)
	}
	request := fixtureRequest(inspection.DepartmentEmergency)
	request.Plan = fixturePlan()
	written, _ := writeFixture(t, store, request)
	planned := filepath.Join(filepath.Dir(written), "planned.xlsx")
	if err := os.Rename(written, planned); err != nil {
		t.Fatal(err)
	}
	return append(files, planned)
}

// workbooks writes the reports of the departments, one that goes on in second sheets, a custom one
// with groups and one with every column.
func workbooks(t *testing.T) []string {
	t.Helper()
	store, files := fixture(t), departmentReports(t)
	custom := filepath.Join(t.TempDir(), "custom.xlsx")
	report := hazardsByCommunity(func(c *inspection.CustomReport) {
		c.Columns = append(c.Columns, "overdue", "days", "found", "place_name")
	})
	if _, err := writeCustom(t, store, custom, report, nil); err != nil {
		t.Fatal(err)
	}
	wide := filepath.Join(t.TempDir(), "wide.xlsx")
	if _, err := writeCustom(t, store, wide, allHazardColumns(), nil); err != nil {
		t.Fatal(err)
	}
	return append(files, writeSplit(t, store), custom, wide)
}

var (
	formulaCell = regexp.MustCompile(`(<f>[^<]*</f>)<v>[^<]*</v>`)
	errorValue  = regexp.MustCompile(`^(#[A-Z/0!?]+|Err:\d+)$`)
)

// withoutResults copies a workbook and takes the results out of its formula cells,
// so that whoever opens it must work them out.
func withoutResults(t *testing.T, file, to string) {
	t.Helper()
	rewrite(t, file, to, func(name string, content []byte) []byte {
		if sheetPart.MatchString(name) {
			return formulaCell.ReplaceAll(content, []byte("$1"))
		}
		return content
	})
}

// rewrite copies a workbook and changes its parts.
func rewrite(t *testing.T, file, to string, change func(name string, content []byte) []byte) {
	t.Helper()
	source, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	var buffer bytes.Buffer
	target := zip.NewWriter(&buffer)
	for _, entry := range source.File {
		reader, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			t.Fatal(err)
		}
		writer, err := target.Create(entry.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write(change(entry.Name, content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := target.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, buffer.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestFormulasGiveOurNumbers lets LibreOffice work out every formula and compares
// with the numbers counted from the records.
func TestFormulasGiveOurNumbers(t *testing.T) {
	compareAll(t, workbooks(t))
}

// TestFormulasGiveOurNumbersOfGeneratedData is the same for the reports that the command line makes of a data folder with
// some 15,000 answers, SQLite included.
func TestFormulasGiveOurNumbersOfGeneratedData(t *testing.T) {
	folder := t.TempDir()
	program := filepath.Join(folder, "anxunctl")
	run := func(name string, arguments ...string) {
		t.Helper()
		if output, err := exec.Command(name, arguments...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", strings.Join(arguments, " "), err, output)
		}
	}
	run("go", "build", "-tags", "migrated_fynedo,nodynamic", "-o", program, "anxun/cmd/anxunctl")
	data := filepath.Join(folder, "data")
	run(program, "generate", "--data", data, "--inspections", "300", "--seed", "7")
	run(program, "plan", "set", "--data", data, "--kind", "care", "--visits", "1", "--per", "month", "--since", "2025-01-01")
	run(program, "plan", "set", "--data", data, "--kind", "care", "--subkind", "day_care", "--visits", "2", "--per", "quarter")
	run(program, "plan", "set", "--data", data, "--kind", "road", "--visits", "3", "--per", "half_year")
	var files []string
	for _, department := range fixtureDepartments[:4] {
		file := filepath.Join(folder, string(department.ID)+".xlsx")
		run(program, "report", "--data", data, "--dept", string(department.ID), "--from", "2000-01-01", "--to", "2099-12-31", "--out", file)
		files = append(files, file)
	}
	compareAll(t, files)
}

// compareAll compares the formulas of workbooks.
func compareAll(t *testing.T, files []string) {
	t.Helper()
	folder := t.TempDir()
	var originals, bare []string
	for i, file := range files {
		to := filepath.Join(folder, fmt.Sprintf("%d.xlsx", i))
		withoutResults(t, file, to)
		originals, bare = append(originals, file), append(bare, to)
	}
	out := convert(t, "xlsx:Calc MS Excel 2007 XML", bare...)
	for i, original := range originals {
		ours, theirs := open(t, original), open(t, filepath.Join(out, fmt.Sprintf("%d.xlsx", i)))
		formulas := 0
		for _, sheet := range ours.GetSheetList() {
			formulas += compareFormulas(t, ours, theirs, sheet)
		}
		least := 60
		switch filepath.Base(original) {
		case "custom.xlsx":
			least = 6
		case "wide.xlsx":
			least = 0 // it has no groups
		}
		if formulas < least {
			t.Errorf("%s: only %d formulas", filepath.Base(original), formulas)
		}
		t.Logf("%s: %d formulas equal", filepath.Base(original), formulas)
	}
}

// compareFormulas compares the formula cells of a sheet, and looks for error values in
// all cells.
func compareFormulas(t *testing.T, ours, theirs *excelize.File, sheet string) int {
	t.Helper()
	formulas := 0
	eachCell(t, ours, sheet, func(cell, value, formula string) {
		got, err := theirs.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if errorValue.MatchString(got) {
			t.Errorf("%s!%s shows %s", sheet, cell, got)
		}
		if formula == "" {
			return
		}
		formulas++
		if !sameValue(value, got) {
			t.Errorf("%s!%s %s\n gives %q, counted %q", sheet, cell, formula, got, value)
		}
	})
	return formulas
}

func sameValue(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a == b
	}
	return math.Abs(x-y) < 1e-9
}

// secondReader prints every cell as openpyxl reads it.
const secondReader = `
import sys, openpyxl
for path in sys.argv[1:]:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    kind = cell.data_type
                    print(sheet.title, cell.coordinate, kind, repr(str(cell.value)) if kind == "s" else "", sep="\t")
`

// TestOpenpyxlReadsTheSame lets a second reader count cells and find texts and
// formulas where ours are.
func TestOpenpyxlReadsTheSame(t *testing.T) {
	for _, path := range workbooks(t) {
		output, err := exec.Command("/usr/bin/python3", "-c", secondReader, path).Output()
		if err != nil {
			t.Fatalf("openpyxl: %v", err)
		}
		kinds := map[string]string{}
		for line := range strings.Lines(string(output)) {
			fields := strings.Split(line, "\t")
			kinds[fields[0]+"!"+fields[1]] = fields[2]
		}
		file := open(t, path)
		cells := 0
		for _, sheet := range file.GetSheetList() {
			eachCell(t, file, sheet, func(cell, value, formula string) {
				kind, present := kinds[sheet+"!"+cell]
				isText := kind == "s"
				_, err := strconv.ParseFloat(value, 64)
				switch {
				case !present && merged(t, file, sheet, cell):
					return // excelize shows the value in every cell of a merged range
				case !present, formula != "" && kind != "f", formula == "" && kind == "f", formula == "" && err != nil && !isText:
					t.Errorf("%s!%s: openpyxl reads %q for %q %q", sheet, cell, kind, value, formula)
				}
				cells++
			})
		}
		if cells != len(kinds) {
			t.Errorf("%s: %d cells, openpyxl reads %d", filepath.Base(path), cells, len(kinds))
		}
	}
}

// merged reports whether a cell is in a merged range but not its first.
func merged(t *testing.T, file *excelize.File, sheet, cell string) bool {
	t.Helper()
	column, row, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		t.Fatal(err)
	}
	ranges, err := file.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range ranges {
		left, top, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
		if column >= left && column <= right && row >= top && row <= bottom {
			return cell != m.GetStartAxis()
		}
	}
	return false
}

// TestPhotosArePrinted counts the pictures on the pages that LibreOffice makes of a
// report with a hundred photos: each in 隐患台账 and, larger, in 照片.
func TestPhotosArePrinted(t *testing.T) {
	const photos = 100
	a := &album{photos: map[string][]byte{}}
	for i := range photos {
		a.photos[fmt.Sprint(i)] = photo(t, i, 80, 60, "jpg")
	}
	path := filepath.Join(t.TempDir(), "photos.xlsx")
	err := fixture(t).View(context.Background(), func(reader inspection.Reader) error {
		_, err := Write(context.Background(), path, photoRequest(a), manyHazards{reader, photos}, nil, fixtureDepartments, Noop{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	output, err := exec.Command("pdfimages", "-list", filepath.Join(convert(t, "pdf", path), "photos.pdf")).Output()
	if err != nil {
		t.Fatal(err)
	}
	if shown := strings.Count(string(output), " image "); shown != 2*photos {
		t.Errorf("%d pictures on paper, want %d", shown, 2*photos)
	}
}

// TestLibreOfficeRunsNoText opens a list in both kinds of files and looks for cells that
// became formulas.
func TestLibreOfficeRunsNoText(t *testing.T) {
	folder := t.TempDir()
	var files []string
	for _, name := range []string{"a.xlsx", "b.csv"} {
		path := filepath.Join(folder, name)
		if _, err := Table(context.Background(), path, someList("表", "序号", "内容"), hostileRows()); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	out := convert(t, "xlsx:Calc MS Excel 2007 XML", files...)
	for _, name := range []string{"a.xlsx", "b.xlsx"} {
		file := open(t, filepath.Join(out, name))
		sheet := file.GetSheetList()[0]
		cells := 0
		eachCell(t, file, sheet, func(cell, value, formula string) {
			if cells++; formula != "" {
				t.Errorf("%s: %s runs %s and gives %q", name, cell, formula, value)
			}
		})
		if cells < 2*len(hostileTexts) {
			t.Errorf("%s: only %d cells", name, cells)
		}
	}
}
