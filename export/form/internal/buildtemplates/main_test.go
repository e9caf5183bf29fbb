package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestTemplatesAreUpToDate draws every template again and compares it, cell by cell,
// with the one that is built into the program.
func TestTemplatesAreUpToDate(t *testing.T) {
	for _, code := range codes() {
		drawn, err := build(code)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "assets", "forms", code+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := dump(t, drawn), dump(t, kept); got != want {
			t.Errorf("assets/forms/%s.xlsx is not what the program draws; run: go run ./export/form/internal/buildtemplates assets/forms", code)
		}
	}
}

// dump lists cells with their formats, heights, widths, merged cells and names.
func dump(t *testing.T, data []byte) string {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out strings.Builder
	for _, sheet := range file.GetSheetList() {
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			height, _ := file.GetRowHeight(sheet, r+1)
			fmt.Fprintf(&out, "%s %d %.1f", sheet, r+1, height)
			for c, value := range row {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				style, _ := file.GetCellStyle(sheet, cell)
				fmt.Fprintf(&out, " %s#%d=%q", cell, style, value)
			}
			out.WriteString("\n")
		}
		merges, _ := file.GetMergeCells(sheet)
		width, _ := file.GetColWidth(sheet, "A")
		layout, _ := file.GetPageLayout(sheet)
		fmt.Fprintf(&out, "%s %v %.2f %s %d\n", sheet, merges, width, *layout.Orientation, *layout.Size)
	}
	fmt.Fprintf(&out, "%v\n", file.GetDefinedName())
	return out.String()
}

// TestEveryPageIsA4 checks what a printer needs.
func TestEveryPageIsA4(t *testing.T) {
	const a4 = 9
	for _, code := range codes() {
		data, err := build(code)
		if err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for _, sheet := range file.GetSheetList() {
			layout, err := file.GetPageLayout(sheet)
			if err != nil || *layout.Size != a4 || *layout.FitToWidth != 1 {
				t.Errorf("%s %s: %+v, %v", code, sheet, layout, err)
			}
			footer, err := file.GetHeaderFooter(sheet)
			if err != nil || footer == nil || !strings.Contains(footer.OddFooter, "&P") || !strings.Contains(footer.OddFooter, "文书.编号") {
				t.Errorf("%s %s has no page numbers (%v)", code, sheet, err)
			}
		}
		_ = file.Close()
	}
}
