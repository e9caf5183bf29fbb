package form

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// workbookOf builds a foreign template: cells by "Sheet!A1", and whatever change does.
func workbookOf(t testing.TB, cells map[string]string, change func(*excelize.File)) []byte {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	for _, name := range slices.Sorted(maps.Keys(cells)) {
		sheet, cell, _ := strings.Cut(name, "!")
		if at, _ := file.GetSheetIndex(sheet); at < 0 {
			must(t, second(file.NewSheet(sheet)))
		}
		must(t, file.SetCellStr(sheet, cell, cells[name]))
	}
	if change != nil {
		change(file)
	}
	var out bytes.Buffer
	must(t, file.Write(&out))
	return out.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func second[T any](_ T, err error) error { return err }

func fillBytes(t testing.TB, template []byte, values Values) []byte {
	t.Helper()
	parsed, err := Parse("t.xlsx", template)
	must(t, err)
	var out bytes.Buffer
	must(t, parsed.Fill(&out, values))
	return out.Bytes()
}

func openBook(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func wantCell(t testing.TB, file *excelize.File, sheet, cell, want string) {
	t.Helper()
	got, err := file.GetCellValue(sheet, cell)
	must(t, err)
	if got != want {
		t.Errorf("%s!%s: got %q, want %q", sheet, cell, got, want)
	}
}

func partsOf(t testing.TB, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	parts := map[string]string{}
	for _, file := range archive.File {
		reader, err := file.Open()
		must(t, err)
		content, err := io.ReadAll(reader)
		must(t, err)
		parts[file.Name] = string(content)
	}
	return parts
}

func simple(text string, list ...string) Values {
	values := Values{Groups: map[string]Group{"隐患": {"描述": {Text: text}}}, Lists: map[string]List{"问题": {Fields: []string{"序号", "描述"}}}}
	for i, description := range list {
		l := values.Lists["问题"]
		l.Rows = append(l.Rows, Group{"序号": {Text: fmt.Sprint(i + 1)}, "描述": {Text: description}})
		values.Lists["问题"] = l
	}
	return values
}

// rich adds one of everything that a template may have beside its cells.
func rich(t testing.TB) func(*excelize.File) {
	return func(file *excelize.File) {
		style, err := file.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true}, Font: &excelize.Font{Size: 12}})
		must(t, err)
		must(t, file.SetCellStyle("Sheet1", "A1", "D30", style))
		must(t, file.SetColWidth("Sheet1", "A", "D", 40))
		must(t, file.SetRowHeight("Sheet1", 3, 33))
		must(t, file.MergeCell("Sheet1", "B3", "D3"))
		must(t, file.MergeCell("Sheet1", "A20", "D21"))
		must(t, file.SetCellFormula("Sheet1", "A22", "SUM(A3:A3)+A20+'其 他'!A1"))
		must(t, file.SetCellFormula("其 他", "A2", "Sheet1!A20"))
		must(t, file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "Sheet1!$A$1:$D$25", Scope: "Sheet1"}))
		must(t, file.SetDefinedName(&excelize.DefinedName{Name: "签名处", RefersTo: "Sheet1!$A$20"}))
		must(t, file.AddComment("Sheet1", excelize.Comment{Cell: "A20", Text: "批注"}))
		validation := excelize.NewDataValidation(true)
		validation.SetSqref("A23:A24")
		must(t, validation.SetDropList([]string{"是", "否"}))
		must(t, file.AddDataValidation("Sheet1", validation))
		must(t, file.InsertPageBreak("Sheet1", "A20"))
		must(t, file.AddPictureFromBytes("Sheet1", "C24", &excelize.Picture{Extension: ".png", File: testPicture(t, 20, 20, 9, "png").Data, Format: &excelize.GraphicOptions{}}))
	}
}

var richCells = map[string]string{"Sheet1!A1": "标题", "Sheet1!A2": "说明：{{隐患.描述}}！", "Sheet1!A3": "{{问题.序号}}", "Sheet1!B3": "{{ 问题.描述 }}",
	"Sheet1!A20": "签名", "其 他!A1": "另一张表"}

var mappedCell = regexp.MustCompile(`<c r="(A2|A3|B3)".*?(/>|</c>)`)

// TestOnlyMappedCellsChange fills a template without moving rows: every part is the
// same byte for byte but the sheet, and in the sheet all but the mapped cells.
func TestOnlyMappedCellsChange(t *testing.T) {
	template := workbookOf(t, richCells, rich(t))
	before, after := partsOf(t, template), partsOf(t, fillBytes(t, template, simple("短", "一")))
	if len(before) != len(after) {
		t.Errorf("%d parts became %d", len(before), len(after))
	}
	for name, content := range before {
		if name != "xl/worksheets/sheet1.xml" && after[name] != content {
			t.Errorf("%s changed", name)
		}
	}
	const sheet = "xl/worksheets/sheet1.xml"
	if before[sheet] == after[sheet] {
		t.Error("nothing was filled in")
	}
	if a, b := mappedCell.ReplaceAllString(before[sheet], "·"), mappedCell.ReplaceAllString(after[sheet], "·"); a != b {
		t.Errorf("more than the mapped cells changed:\n%s\n%s", a, b)
	}
}

// TestEntriesStayCompressed compares the archives themselves.
func TestEntriesStayCompressed(t *testing.T) {
	template := workbookOf(t, richCells, rich(t))
	raw := func(data []byte, name string) []byte {
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		must(t, err)
		for _, file := range archive.File {
			if file.Name == name {
				reader, err := file.OpenRaw()
				must(t, err)
				content, err := io.ReadAll(reader)
				must(t, err)
				return content
			}
		}
		return nil
	}
	if filled := fillBytes(t, template, simple("短", "一")); !bytes.Equal(raw(template, "xl/styles.xml"), raw(filled, "xl/styles.xml")) {
		t.Error("an untouched part was compressed anew")
	}
}

func TestRowsMoveDown(t *testing.T) {
	file := openBook(t, fillBytes(t, workbookOf(t, richCells, rich(t)), simple("短", "一", "二", "三")))
	for cell, want := range map[string]string{"A2": "说明：短！", "A3": "1", "B4": "二", "B5": "三", "A22": "签名", "A1": "标题"} {
		wantCell(t, file, "Sheet1", cell, want)
	}
	merges, err := file.GetMergeCells("Sheet1")
	must(t, err)
	var got []string
	for _, m := range merges {
		got = append(got, m[0])
	}
	if want := []string{"B3:D3", "B4:D4", "B5:D5", "A22:D23"}; !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
		t.Errorf("merged cells: got %v, want %v", got, want)
	}
	for row, want := range map[int]float64{3: 33, 5: 33} {
		if height, err := file.GetRowHeight("Sheet1", row); err != nil || height != want {
			t.Errorf("row %d is %v high (%v), want %v", row, height, err, want)
		}
	}
	formula, err := file.GetCellFormula("Sheet1", "A24")
	if err != nil || formula != "SUM(A3:A5)+A22+'其 他'!A1" {
		t.Errorf("formula: %q, %v", formula, err)
	}
	if formula, err := file.GetCellFormula("其 他", "A2"); err != nil || formula != "Sheet1!A22" {
		t.Errorf("formula on the other sheet: %q, %v", formula, err)
	}
	for _, name := range file.GetDefinedName() {
		if want := map[string]string{"_xlnm.Print_Area": "Sheet1!$A$1:$D$27", "签名处": "Sheet1!$A$22"}[name.Name]; name.RefersTo != want {
			t.Errorf("%s refers to %s, want %s", name.Name, name.RefersTo, want)
		}
	}
	comments, err := file.GetComments("Sheet1")
	if err != nil || len(comments) != 1 || comments[0].Cell != "A22" {
		t.Errorf("comments: %+v, %v", comments, err)
	}
	validations, err := file.GetDataValidations("Sheet1")
	if err != nil || len(validations) != 1 || validations[0].Sqref != "A25:A26" {
		t.Errorf("validations: %+v, %v", validations, err)
	}
	if pictures, err := file.GetPictureCells("Sheet1"); err != nil || !slices.Equal(pictures, []string{"C26"}) {
		t.Errorf("pictures: %v, %v", pictures, err)
	}
}

func TestBlocksOfRows(t *testing.T) {
	cells := map[string]string{"Sheet1!A1": "{{#问题}}{{问题.描述}}", "Sheet1!B1": "{{问题.描述+1}}", "Sheet1!A3": "{{问题.序号}}{{/问题}}", "Sheet1!A4": "完"}
	template := workbookOf(t, cells, func(file *excelize.File) {
		must(t, file.MergeCell("Sheet1", "C1", "C3"))
		must(t, file.SetCellFormula("Sheet1", "D3", "LEN(A1)"))
	})
	file := openBook(t, fillBytes(t, template, simple("", "一", "二", "三")))
	for cell, want := range map[string]string{"A1": "一", "B1": "二", "A3": "1", "A4": "三", "B4": "", "A6": "3", "A7": "完"} {
		wantCell(t, file, "Sheet1", cell, want)
	}
	if formula, _ := file.GetCellFormula("Sheet1", "D6"); formula != "LEN(A4)" {
		t.Errorf("a formula in a copy points at %q", formula)
	}
	empty := openBook(t, fillBytes(t, template, simple("")))
	wantCell(t, empty, "Sheet1", "A1", "")
	wantCell(t, empty, "Sheet1", "A4", "完")
}

func TestMarksRefused(t *testing.T) {
	for text, want := range map[string]string{
		"{{隐患.描术}}": "error.form_placeholder", "{{无此.项}}": "error.form_placeholder", "{{问题}}": "error.form_placeholder", "{{}}": "error.form_placeholder",
		"{{隐患.描述+1}}": "error.form_placeholder", "{{#隐患}}": "error.form_placeholder", "{{问题.序号+999999999}}": "error.form_placeholder",
		"{{/问题}}": "error.form_block", "{{#问题}}{{#问题}}{{/问题}}": "error.form_block",
	} {
		template, err := Parse("t.xlsx", workbookOf(t, map[string]string{"表 一!C7": text}, nil))
		must(t, err)
		var known *inspection.Error
		if err := template.Fill(io.Discard, simple("")); !errors.As(err, &known) || known.Key != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		} else if told := fmt.Sprint(known.Args...); !strings.Contains(told, "C7") || !strings.Contains(told, "表 一") {
			t.Errorf("%s: %v does not name the place", text, err)
		}
	}
	for _, text := range []string{"{{隐患.描述", "}}{{", "{ {隐患.描述} }"} { // no placeholders
		file := openBook(t, fillBytes(t, workbookOf(t, map[string]string{"Sheet1!A1": text, "Sheet1!A2": "{{隐患.描述}}"}, nil), simple("x")))
		wantCell(t, file, "Sheet1", "A1", text)
	}
}

func TestTextsAreOnlyTexts(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "=1+1", "@SUM(1)": "@SUM(1)", "a<b>&\"c\"]]>": "a<b>&\"c\"]]>", "坏\x00\x0b字\ufffe": "坏字", "_x0041_": "_x0041_", "一\r\n二": "一\n二", "  空 ": "  空 ", "{{隐患.描述}}": "{{隐患.描述}}", "𠮷㐂": "𠮷㐂",
	} {
		data := fillBytes(t, workbookOf(t, map[string]string{"Sheet1!A1": "{{隐患.描述}}"}, nil), simple(text))
		file := openBook(t, data)
		wantCell(t, file, "Sheet1", "A1", want)
		if formula, _ := file.GetCellFormula("Sheet1", "A1"); formula != "" {
			t.Errorf("%q became a formula", text)
		}
	}
}
