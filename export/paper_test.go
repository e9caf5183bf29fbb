package export

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
)

// printedSize is how large the body text of a table prints: what its widest page leaves of 10 points.
func printedSize(t *testing.T, widths []float64, p paper) float64 {
	t.Helper()
	room := pageWidth
	if p.a3 {
		room = widePage
	}
	// The largest scale at which the columns take so many pages is one of those at which some of
	// them fill a page.
	scale := 0.0
	for from := range widths {
		used := 0.0
		for _, width := range widths[:p.repeated] {
			used += width
		}
		for _, width := range widths[max(from, p.repeated):] {
			used += width
			if at := min(1, room/(used*usualDigit)); at > scale {
				if pages, _ := fillPages(widths, p.repeated, room/usualDigit/at*(1+1e-9)); pages <= p.across {
					scale = at
				}
			}
		}
	}
	return bodySize * scale
}

// TestCustomReportsCanBeRead prints reports of one column to all of them, grouped and not.
func TestCustomReportsCanBeRead(t *testing.T) {
	papers := map[paper]bool{}
	for _, table := range inspection.ReportTables() {
		var widths []float64
		for i, column := range customColumns[table] {
			widths = append(widths, column.width)
			for _, grouped := range []bool{false, true} {
				shown, key := slices.Clone(widths), 1
				if grouped {
					shown, key = append(shown, customCount.width), 2
				}
				p := paperFor(shown, key)
				papers[paper{a3: p.a3, across: p.across}] = true
				if size := printedSize(t, shown, p); size < leastPrinted {
					t.Errorf("%s with %d columns prints at %.1f points on %+v", table, i+1, size, p)
				}
				if pages, first := fillPages(shown, p.repeated, widePage/usualDigit); p.across > 1 && (first < p.banner || pages < p.across) {
					t.Errorf("%s with %d columns: the title reaches over %d columns, the first page holds %d", table, i+1, p.banner, first)
				}
			}
		}
	}
	for _, want := range []paper{{across: 1}, {a3: true, across: 1}, {a3: true, across: 2}} {
		if !papers[want] {
			t.Errorf("no report is printed on %+v", want)
		}
	}
}

// TestListsOfAnyWidthCanBeRead: the columns of a list are as wide as what they hold.
func TestListsOfAnyWidthCanBeRead(t *testing.T) {
	for _, columns := range []int{1, 5, 6, 8, 20, 60} {
		widths := slices.Repeat([]float64{maxWidth}, columns)
		p := paperFor(widths, 1)
		if size := printedSize(t, widths, p); size < leastPrinted {
			t.Errorf("%d columns print at %.1f points on %+v", columns, size, p)
		}
	}
}

// allHazardColumns is a report with every column there is.
func allHazardColumns() inspection.CustomReport {
	report := inspection.CustomReport{ID: "c", Name: "隐患全部栏目", Table: inspection.TableHazards}
	for _, column := range customColumns[inspection.TableHazards] {
		report.Columns = append(report.Columns, column.id)
	}
	return report
}

// TestAWideReportSaysHowItPrints on several pages of A3, each with the number of the hazard.
func TestAWideReportSaysHowItPrints(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wide.xlsx")
	if _, err := writeCustom(t, fixture(t), path, allHazardColumns(), nil); err != nil {
		t.Fatal(err)
	}
	sheet := string(readParts(t, path)["xl/worksheets/sheet1.xml"])
	if want := `<pageSetup paperSize="8" fitToWidth="2" fitToHeight="0" pageOrder="overThenDown" orientation="landscape"/>`; !strings.Contains(sheet, want) {
		t.Errorf("%s is missing", want)
	}
	file := open(t, path)
	if note, _ := file.GetCellValue(file.GetSheetList()[0], "B2"); !strings.HasSuffix(note, "打印：A3 横向，每行分 2 页，每页重复“隐患编号”栏") {
		t.Errorf("the line under the title is %q", note)
	}
	titles := ""
	for _, name := range file.GetDefinedName() {
		if name.Name == "_xlnm.Print_Titles" && name.Scope == "隐患全部栏目" {
			titles = name.RefersTo
		}
	}
	if titles != "'隐患全部栏目'!$A:$A,'隐患全部栏目'!$1:$3" {
		t.Errorf("repeats %s", titles)
	}
}
