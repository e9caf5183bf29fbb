package form

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"anxun/export"
)

// columnText joins the cells of a column from a row downwards: a text that goes on in
// further rows reads as one.
func columnText(t *rapid.T, file *excelize.File, column string, from, to int) string {
	var text strings.Builder
	for row := from; row <= to; row++ {
		value, err := file.GetCellValue("Sheet1", fmt.Sprintf("%s%d", column, row))
		if err != nil {
			t.Fatal(err)
		}
		text.WriteString(value)
	}
	return withoutBreaks(text.String())
}

// withoutBreaks drops line ends: one may fall between two rows.
func withoutBreaks(text string) string { return strings.ReplaceAll(text, "\n", "") }

// TestNothingIsCut fills lists of any length with texts of any length: all of it is
// in the document, no row is higher than a row can be, and each row is high enough
// for the text that stands in it.
func TestNothingIsCut(t *testing.T) {
	template := workbookOf(t, map[string]string{"Sheet1!A1": "{{隐患.描述}}", "Sheet1!A2": "{{问题.序号}}", "Sheet1!B2": "{{问题.描述}}", "Sheet1!A3": "完"}, func(file *excelize.File) {
		style, err := file.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true}, Font: &excelize.Font{Size: 11}})
		must(t, err)
		must(t, file.SetCellStyle("Sheet1", "A1", "D3", style))
		must(t, file.SetColWidth("Sheet1", "B", "C", 20))
		must(t, file.MergeCell("Sheet1", "B2", "C2"))
		must(t, file.MergeCell("Sheet1", "A1", "D1"))
	})
	words := rapid.SampledFrom([]string{"疏散通道", "，", "堆放 ", "wheelchairs", "GB 50016-2014", "\n", "（二层）", "1.4米", "㐂𠮷", "=1+1", "&<>", "_x000D_"})
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(words, 0, 700).Draw(t, "words"), "") })
		list := rapid.SliceOfN(text, 0, 8).Draw(t, "list")
		single := text.Draw(t, "single")
		var out bytes.Buffer
		parsed, err := Parse("t.xlsx", template)
		if err == nil {
			err = parsed.Fill(&out, simple(single, list...))
		}
		if err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		checkTexts(t, file, single, list)
	})
}

func checkTexts(t *rapid.T, file *excelize.File, single string, list []string) {
	starts, last := map[int]int{}, 1
	for row := 1; ; row++ {
		height, err := file.GetRowHeight("Sheet1", row)
		if err != nil || height > maxRowHeight {
			t.Fatalf("row %d is %v high (%v)", row, height, err)
		}
		mark, err := file.GetCellValue("Sheet1", fmt.Sprintf("A%d", row))
		if err != nil {
			t.Fatal(err)
		}
		if mark == "完" {
			last = row
			break
		}
		for i := range list {
			if mark == fmt.Sprint(i+1) && row > 1 && starts[i] == 0 {
				starts[i] = row
			}
		}
		if len(starts) == 0 { // the cells of the first row are merged with those of the text above
			continue
		}
		text, err := file.GetCellValue("Sheet1", fmt.Sprintf("B%d", row))
		if lines := len(breakLines(text, 2*pixels(20)-cellPadding, 11)); err != nil || lines > 1 && textHeight(lines, 11) > height+0.1 {
			t.Fatalf("row %d is %v high, its text needs %v", row, height, textHeight(lines, 11))
		}
	}
	if len(list) > 0 && (starts[0] == 0 || columnText(t, file, "A", 1, starts[0]-1) != withoutBreaks(export.CleanText(single))) {
		t.Fatal("the single text was cut")
	}
	for i, want := range list {
		end := last - 1
		if i+1 < len(list) {
			end = starts[i+1] - 1
		}
		if got := columnText(t, file, "B", starts[i], end); got != withoutBreaks(export.CleanText(want)) {
			t.Fatalf("element %d: got %d bytes, want %d", i+1, len(got), len(want))
		}
	}
}

// TestLinesHoldTheirText checks the rules of breaking lines.
func TestLinesHoldTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("疏散，。（a1 \nW㐂-"))).Draw(t, "text")
		room := rapid.Float64Range(1, 300).Draw(t, "room")
		lines := breakLines(text, room, 10)
		at := 0
		for i, line := range lines {
			if i > 0 && line.start > at && text[at:line.start] != "\n" {
				t.Fatalf("%q is lost between two lines", text[at:line.start])
			}
			if i > 0 && line.start == line.end && line.start < at {
				t.Fatal("a line goes backwards")
			}
			at = line.end
		}
		if at != len(text) {
			t.Fatalf("the lines end at %d of %d", at, len(text))
		}
		parts := splitText(text, lines, 3)
		if withoutBreaks(strings.Join(parts, "")) != withoutBreaks(text) {
			t.Fatalf("split: %q", parts)
		}
	})
}

func TestLongTextGoesOn(t *testing.T) {
	values := valuesOf(t, "record", 3)
	text := longText(3000)
	values.set("经过", "情况", text)
	file := openBook(t, readFile(t, writeForm(t, "record", values)))
	rows, err := file.GetRows("检查记录")
	must(t, err)
	var found strings.Builder
	parts := 0
	for i, row := range rows {
		if len(row) > 2 && strings.Contains(text, row[2]) && len(row[2]) > 100 {
			found.WriteString(row[2])
			parts++
			if height, err := file.GetRowHeight("检查记录", i+1); err != nil || height > maxRowHeight {
				t.Errorf("row %d is %v high, %v", i+1, height, err)
			}
		}
	}
	if found.String() != text || parts < 4 {
		t.Errorf("%d parts with %d of %d bytes", parts, found.Len(), len(text))
	}
}

// TestMergedCellsGrow puts a text into cells merged over rows, which stays whole.
func TestMergedCellsGrow(t *testing.T) {
	template := workbookOf(t, map[string]string{"Sheet1!A1": "{{隐患.描述}}", "Sheet1!A4": "完"}, func(file *excelize.File) {
		style, err := file.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true}})
		must(t, err)
		must(t, file.SetCellStyle("Sheet1", "A1", "A3", style))
		must(t, file.MergeCell("Sheet1", "A1", "A3"))
	})
	text := longText(600)
	file := openBook(t, fillBytes(t, template, simple(text)))
	wantCell(t, file, "Sheet1", "A1", text)
	merges, err := file.GetMergeCells("Sheet1")
	if err != nil || len(merges) != 1 {
		t.Fatal(merges, err)
	}
	_, last, err := excelize.CellNameToCoordinates(merges[0].GetEndAxis())
	must(t, err)
	total := 0.0
	for row := 1; row <= last; row++ {
		height, err := file.GetRowHeight("Sheet1", row)
		must(t, err)
		total += height
	}
	if need := textHeight(len(breakLines(text, pixels(8.43)-cellPadding, 11)), 11); total < need-1 {
		t.Errorf("the merged cells are %v high, the text needs %v", total, need)
	}
	wantCell(t, file, "Sheet1", fmt.Sprintf("A%d", last+1), "完")
}

// TestFormulasCountOnce keeps a formula beside a long text from being repeated with it.
func TestFormulasCountOnce(t *testing.T) {
	template := workbookOf(t, map[string]string{"Sheet1!A1": "{{隐患.描述}}", "Sheet1!C1": "标签"}, func(file *excelize.File) {
		style, err := file.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true}})
		must(t, err)
		must(t, file.SetCellStyle("Sheet1", "A1", "A1", style))
		must(t, file.SetCellFormula("Sheet1", "B1", "1+1"))
	})
	file := openBook(t, fillBytes(t, template, simple(longText(400))))
	first, err := file.GetCellFormula("Sheet1", "B1")
	must(t, err)
	next, err := file.GetCellFormula("Sheet1", "B2")
	must(t, err)
	if first != "1+1" || next != "" {
		t.Errorf("formulas %q and %q", first, next)
	}
	wantCell(t, file, "Sheet1", "C2", "标签") // a caption stands beside the rest as well
}
