package exporttest_test

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"anxun/export/exporttest"
)

// entry is a part of a workbook under its name.
type entry struct{ name, content string }

// workbook makes one with two sheets, a link within a drawing and merged cells, changes its
// parts and saves it.
func workbook(t *testing.T, change func([]entry) []entry) string {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	path := filepath.Join(t.TempDir(), "book.xlsx")
	for cell, value := range map[string]any{"A1": "隐患", "B1": 3, "A2": "整改"} {
		if err := file.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := file.NewSheet("台账"); err != nil {
		t.Fatal(err)
	}
	if err := file.MergeCell("Sheet1", "A4", "C5"); err != nil {
		t.Fatal(err)
	}
	if err := file.AddShape("Sheet1", &excelize.Shape{Cell: "E2", Type: "rect"}); err != nil {
		t.Fatal(err)
	}
	if err := file.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	rewrite(t, path, change)
	return path
}

func rewrite(t *testing.T, path string, change func([]entry) []entry) {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	var entries []entry
	for _, file := range archive.File {
		reader, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, entry{file.Name, string(content)})
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	writer := zip.NewWriter(out)
	for _, e := range change(entries) {
		w, err := writer.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
}

// swap replaces text in one part.
func swap(part, old, replacement string) func([]entry) []entry {
	return func(entries []entry) []entry {
		for i := range entries {
			if entries[i].name == part {
				entries[i].content = strings.ReplaceAll(entries[i].content, old, replacement)
			}
		}
		return entries
	}
}

// without leaves one part out.
func without(part string) func([]entry) []entry {
	return func(entries []entry) []entry {
		return slices.DeleteFunc(entries, func(e entry) bool { return e.name == part })
	}
}

func TestProblems(t *testing.T) {
	const sheet1, book = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
	long := strings.Repeat("长", 32_768)
	for _, c := range []struct {
		want   string // part of a problem; "" for none
		change func([]entry) []entry
	}{
		{"", func(e []entry) []entry { return e }},
		{"occurs twice", func(e []entry) []entry { return append(e, entry{"XL/Workbook.xml", "<x/>"}) }},
		{"is no XML", swap(sheet1, "</worksheet>", "")},
		{"which is not there", without("xl/drawings/drawing1.xml")},
		{"has no content type", func(e []entry) []entry { return append(e, entry{"xl/media/photo1.heic", "x"}) }},
		{"belongs to no part", func(e []entry) []entry { return append(e, entry{"xl/_rels/none.xml.rels", "<Relationships/>"}) }},
		{"is no relationship", swap(sheet1, `r:id="rId1"`, `r:id="rId99"`)},
		{"no sheet can be called", swap(book, "台账", "台账[1]")},
		{"no sheet can be called", swap(book, "台账", strings.Repeat("长", 32))},
		{"no sheet can be called", swap(book, "台账", "History")},
		{"name or id", swap(book, "台账", "SHEET1")},
		{"has format 99", swap(sheet1, `<c r="B1"`, `<c r="B1" s="99"`)},
		{"cell \"B3\" in row 1", swap(sheet1, `r="B1"`, `r="B3"`)},
		{"row \"1\" after row 1", swap(sheet1, `<row r="2"`, `<row r="1"`)},
		{"overlap", swap(sheet1, `<mergeCell ref="A4:C5"`, `<mergeCell ref="B5:D6"/><mergeCell ref="A4:C5"`)},
		{"out of order", swap(sheet1, `<sheetData>`, `<pageMargins left="1"/><sheetData>`)},
		{"points high", swap(sheet1, `<row r="2"`, `<row r="2" ht="500"`)},
		{"a text of 32768", swap(sheet1, `<c r="B1"><v>3</v></c>`, `<c r="B1" t="inlineStr"><is><t>`+long+`</t></is></c>`)},
		{"occurs twice", swap("xl/drawings/drawing1.xml", `</xdr:twoCellAnchor>`, `<xdr:cNvPr id="2"/><xdr:cNvPr id="2"/></xdr:twoCellAnchor>`)},
	} {
		problems, err := exporttest.Problems(workbook(t, c.change))
		if err != nil {
			t.Fatal(err)
		}
		found := slices.ContainsFunc(problems, func(p string) bool { return c.want != "" && strings.Contains(p, c.want) })
		if c.want == "" && len(problems) > 0 || c.want != "" && !found {
			t.Errorf("want %q, got %q", c.want, problems)
		}
	}
}
