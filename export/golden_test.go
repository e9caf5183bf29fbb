package export

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden compares every cell of the four workbooks with testdata.
func TestGolden(t *testing.T) {
	store := fixture(t)
	for _, department := range fixtureDepartments[:4] {
		t.Run(string(department.ID), func(t *testing.T) {
			path, _ := writeFixture(t, store, fixtureRequest(department.ID))
			got := dump(t, path)
			golden := filepath.Join("testdata", string(department.ID)+".golden.tsv")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			compareLines(t, got, strings.ReplaceAll(string(want), "\r\n", "\n"))
		})
	}
}

// compareLines reports the first lines that differ.
func compareLines(t *testing.T, got, want string) {
	t.Helper()
	gotLines, wantLines, shown := strings.Split(got, "\n"), strings.Split(want, "\n"), 0
	for i := range max(len(gotLines), len(wantLines)) {
		var g, w string
		if i < len(gotLines) {
			g = gotLines[i]
		}
		if i < len(wantLines) {
			w = wantLines[i]
		}
		if g == w {
			continue
		}
		t.Errorf("line %d:\n got  %s\n want %s", i+1, g, w)
		if shown++; shown == 10 {
			t.Fatal("… and more; run with -update if the change is meant")
		}
	}
}

// dump lists the filled cells: sheet, cell, raw value, formula, number format.
func dump(t *testing.T, path string) string {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out strings.Builder
	out.WriteString("sheet\tcell\tvalue\tformula\tformat\n")
	for _, sheet := range file.GetSheetList() {
		eachCell(t, file, sheet, func(cell, value, formula string) {
			fmt.Fprintf(&out, "%s\t%s\t%s\t%s\t%s\n", sheet, cell, strings.ReplaceAll(value, "\n", `\n`), formula, formatOf(t, file, sheet, cell))
		})
	}
	return out.String()
}

// eachCell runs fn for every cell of a sheet that has a value. Each of our
// formulas has one.
func eachCell(t *testing.T, file *excelize.File, sheet string, fn func(cell, value, formula string)) {
	t.Helper()
	rows, err := file.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for c, value := range row {
			cell := cellName(c+1, r+1)
			formula, err := file.GetCellFormula(sheet, cell)
			if err != nil {
				t.Fatal(err)
			}
			if value != "" { // the rest of a merged cell shows the formula of its first
				fn(cell, value, formula)
			}
		}
	}
}

func formatOf(t *testing.T, file *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := file.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := file.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if style.CustomNumFmt != nil {
		return *style.CustomNumFmt
	}
	return fmt.Sprint(style.NumFmt)
}
