package form

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
)

// withPart copies an archive with one part replaced or added.
func withPart(t testing.TB, data []byte, name, content string) []byte {
	t.Helper()
	parts := partsOf(t, data)
	parts[name] = content
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, part := range slices.Sorted(maps.Keys(parts)) { // in one order, or the fuzzer takes the same input for another
		w, err := archive.Create(part)
		must(t, err)
		_, err = io.WriteString(w, parts[part])
		must(t, err)
	}
	must(t, archive.Close())
	return out.Bytes()
}

const sheetStart = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`

func TestHostileTemplates(t *testing.T) {
	good := workbookOf(t, map[string]string{"Sheet1!A1": "{{隐患.描述}}"}, nil)
	sheet := func(rows string) []byte {
		return withPart(t, good, "xl/worksheets/sheet1.xml", sheetStart+rows+`</sheetData></worksheet>`)
	}
	ole := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...)
	encrypted := append(bytes.Clone(ole), "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...)
	for name, test := range map[string]struct {
		data []byte
		key  string
	}{
		"empty":             {nil, "error.sheet_empty_file"},
		"text":              {[]byte("编号,名称"), "error.sheet_no_workbook"},
		"old format":        {ole, "error.sheet_old_format"},
		"encrypted":         {encrypted, "error.sheet_encrypted"},
		"cut off":           {good[:len(good)/2], "error.sheet_damaged"},
		"zip, no workbook":  {withPart(t, []byte("PK\x05\x06"+strings.Repeat("\x00", 18)), "a.txt", "x"), "error.sheet_no_workbook"},
		"bomb":              {withPart(t, good, "xl/theme/theme2.xml", strings.Repeat(" ", maxPartSize+1)), "error.sheet_too_large"},
		"bomb of media":     {withPart(t, good, "xl/media/a.png", strings.Repeat(" ", maxUnzipped+1)), "error.sheet_too_large"},
		"broken XML":        {withPart(t, good, "xl/worksheets/sheet1.xml", sheetStart), "error.sheet_damaged"},
		"declaration":       {withPart(t, good, "xl/worksheets/sheet1.xml", `<!DOCTYPE a [<!ENTITY b "c">]>`+sheetStart+`</sheetData></worksheet>`), "error.sheet_damaged"},
		"row out of range":  {sheet(`<row r="2147483647"><c r="A2147483647"/></row>`), "error.sheet_damaged"},
		"row backwards":     {sheet(`<row r="2"/><row r="1"/>`), "error.sheet_damaged"},
		"cell elsewhere":    {sheet(`<row r="2"><c r="A9"/></row>`), "error.sheet_damaged"},
		"column too far":    {sheet(`<row r="2"><c r="ZZZZ2"/></row>`), "error.sheet_damaged"},
		"workbook is a lie": {withPart(t, good, "xl/workbook.xml", "<workbook/>"), "error.sheet_damaged"},
		"no placeholder":    {workbookOf(t, map[string]string{"Sheet1!A1": "汇总"}, nil), "error.form_no_placeholder"},
	} {
		template, err := Parse("模板.xlsx", test.data)
		if err == nil {
			err = template.Fill(io.Discard, simple("x"))
		}
		var known *inspection.Error
		if !errors.As(err, &known) || known.Key != test.key {
			t.Errorf("%s: got %v, want %s", name, err, test.key)
		}
	}
	// Strange, but harmless.
	for name, rows := range map[string]string{
		"no numbers":    `<row><c t="inlineStr"><is><t>{{隐患.描述}}</t></is></c></row>`,
		"shared string": `<row r="1"><c r="A1" t="s"><v>99999999</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="inlineStr"><is><t>{{隐患.描述}}</t></is></c></row>`,
		"last row":      `<row r="1"><c r="A1" t="inlineStr"><is><t>{{问题.描述}}</t></is></c></row><row r="1048570"><c r="XFD1048570"/></row>`,
	} {
		template, err := Parse("模板.xlsx", sheet(rows))
		if err == nil {
			err = template.Fill(io.Discard, simple("x"))
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "a.xlsx")
	must(t, os.WriteFile(text, []byte("not a workbook"), 0o600))
	for path, key := range map[string]string{folder: "error.sheet_is_folder", filepath.Join(folder, "b.xlsx"): "error.sheet_missing", text: "error.sheet_no_workbook"} {
		var known *inspection.Error
		if _, err := Open(path); !errors.As(err, &known) || known.Key != key {
			t.Errorf("%s: got %v, want %s", path, err, key)
		}
	}
}

// TestPrefixedNames fills a sheet whose author wrote every element with a prefix.
func TestPrefixedNames(t *testing.T) {
	data := workbookOf(t, map[string]string{"Sheet1!A1": "x"}, nil)
	data = withPart(t, data, "xl/worksheets/sheet1.xml", `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>`+
		`<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:r><x:t>{{问题</x:t></x:r><x:r><x:t>.描述}}</x:t></x:r></x:is></x:c></x:row></x:sheetData></x:worksheet>`)
	sheet := partsOf(t, fillBytes(t, data, simple("", "一", "二")))["xl/worksheets/sheet1.xml"]
	if !strings.Contains(sheet, `<x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:t xml:space="preserve">二</x:t></x:is></x:c></x:row>`) {
		t.Error(sheet)
	}
}

func TestNothingIsLeftAfterFailure(t *testing.T) {
	folder := t.TempDir()
	template, err := Parse("t.xlsx", workbookOf(t, map[string]string{"Sheet1!A1": "{{不知道.什么}}"}, nil))
	must(t, err)
	path := filepath.Join(folder, "out.xlsx")
	if _, err := template.Write(t.Context(), path, false, simple("")); err == nil {
		t.Fatal("no error")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	must(t, os.WriteFile(path, []byte("mine"), 0o600))
	good, err := Parse("t.xlsx", workbookOf(t, map[string]string{"Sheet1!A1": "{{隐患.描述}}"}, nil))
	must(t, err)
	if _, err := good.Write(t.Context(), path, false, simple("")); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("an existing file: got %v", err)
	}
	if string(readFile(t, path)) != "mine" {
		t.Error("the existing file was touched")
	}
	if _, err := good.Write(t.Context(), path, true, simple("")); err != nil {
		t.Error(err)
	}
}

// FuzzParse looks for templates that panic or never end.
func FuzzParse(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>{{#问题}}{{问题.描述+1}}</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>{{/问题}}</t></is></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>`)
	f.Add(`<row r="3" ht="1"><c r="C3"><f>SUM($A$1:B2)&amp;"A1"</f></c></row></sheetData>`)
	good := workbookOf(f, map[string]string{"Sheet1!A1": "x"}, nil)
	f.Fuzz(func(t *testing.T, rows string) {
		runtime.KeepAlive(good)
		template, err := Parse("t.xlsx", withPart(t, good, "xl/worksheets/sheet1.xml", sheetStart+rows+`</worksheet>`))
		if err == nil {
			_ = template.Fill(io.Discard, simple("x", "一", "二")) // only panics matter
		}
	})
}
