package spreadsheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
)

const sheetHead = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
const sheetTail = `</sheetData></worksheet>`

// inlineRow writes a row of texts from column A on.
func inlineRow(number int, texts ...string) string {
	var row strings.Builder
	fmt.Fprintf(&row, `<row r="%d">`, number)
	for i, text := range texts {
		fmt.Fprintf(&row, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, cellName(i+1, number), text)
	}
	return row.String() + `</row>`
}

var goodHeader = inlineRow(1, "编号", "名称", "类别")

// packWorkbook makes a minimal workbook with the given sheet and further parts.
func packWorkbook(t testing.TB, sheet string, more map[string]io.Reader) []byte {
	t.Helper()
	parts := map[string]io.Reader{
		"[Content_Types].xml":        strings.NewReader(`<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`),
		"_rels/.rels":                strings.NewReader(`<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
		"xl/workbook.xml":            strings.NewReader(`<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		"xl/_rels/workbook.xml.rels": strings.NewReader(`<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
		"xl/worksheets/sheet1.xml":   strings.NewReader(sheet),
	}
	for name, content := range more {
		parts[name] = content
	}
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for name, content := range parts {
		entry, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(entry, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

// spaces is an endless text that packs a thousand to one.
func spaces(n int64) io.Reader { return io.LimitReader(blank{}, n) }

type blank struct{}

func (blank) Read(buffer []byte) (int, error) {
	for i := range buffer {
		buffer[i] = ' '
	}
	return len(buffer), nil
}

func wideRows(n int) string {
	var rows strings.Builder
	rows.WriteString(sheetHead + goodHeader)
	for i := 2; i < n+2; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
	}
	return rows.String() + sheetTail
}

// hostileFiles are files that a register must survive, with the key of the sentence
// each is answered with.
func hostileFiles(t testing.TB) map[string]struct {
	data []byte
	key  string
} {
	good := packWorkbook(t, sheetHead+goodHeader+inlineRow(2, "A1", "甲", "道路路段")+sheetTail, nil)
	type file = struct {
		data []byte
		key  string
	}
	return map[string]file{
		"empty.xlsx":     {nil, "error.sheet_empty_file"},
		"text.xlsx":      {[]byte("编号,名称\n1,甲"), "error.sheet_no_workbook"},
		"places.csv":     {[]byte("编号,名称\n1,甲"), "error.sheet_text_file"},
		"old.xls":        {append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 600)...), "error.sheet_old_format"},
		"encrypted.xlsx": {append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, utf16Bytes("EncryptedPackage")...), "error.sheet_encrypted"},
		"truncated.xlsx": {good[:len(good)/2], "error.sheet_damaged"},
		"theme.xlsx":     {packWorkbook(t, sheetHead+sheetTail, map[string]io.Reader{"xl/theme/theme1.xml": spaces(64 << 20)}), "error.sheet_too_large"},
		"picture.xlsx":   {packWorkbook(t, sheetHead+sheetTail, map[string]io.Reader{"xl/media/image1.png": spaces(maxUnzipped + 1)}), "error.sheet_too_large"},
		"xfd.xlsx":       {packWorkbook(t, wideRows(3000), nil), "error.sheet_too_wide"},
		"row.xlsx":       {packWorkbook(t, sheetHead+goodHeader+`<row r="2147483647"><c r="A2147483647"><v>1</v></c></row>`+sheetTail, nil), "error.sheet_damaged"},
		"doctype.xlsx":   {packWorkbook(t, `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]>`+sheetHead+goodHeader+sheetTail, nil), "error.sheet_damaged"},
		"cut.xlsx":       {packWorkbook(t, sheetHead+goodHeader+inlineRow(2, "A1", "甲", "道路路段"), nil), "error.sheet_damaged"},
		"other.xlsx":     {packWorkbook(t, sheetHead+inlineRow(1, "姓名", "年龄")+sheetTail, nil), "error.sheet_no_header"},
		"partial.xlsx":   {packWorkbook(t, sheetHead+inlineRow(1, "编号", "名称")+sheetTail, nil), "error.sheet_columns_missing"},
		"twice.xlsx":     {packWorkbook(t, sheetHead+inlineRow(1, "编号", "名称", "类别", "名称")+sheetTail, nil), "error.sheet_column_twice"},
		"alias.xlsx":     {packWorkbook(t, sheetHead+inlineRow(1, "编号", "等级", "对象编号", "对象名称")+sheetTail, nil), "error.sheet_column_twice"},
	}
}

func TestHostileFilesAreAnsweredWithOneSentence(t *testing.T) {
	for name, file := range hostileFiles(t) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, file.data, 0o600); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			register, err := ReadPlaces(path)
			if key := keyOf(err); key != file.key {
				t.Fatalf("got %q (%v), want %q", key, err, file.key)
			}
			if len(register.Rows)+len(register.Problems) > 0 {
				t.Errorf("a refused file still gave %d rows", len(register.Rows))
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestMissingFileAndFolder(t *testing.T) {
	if _, err := ReadPlaces(filepath.Join(t.TempDir(), "none.xlsx")); keyOf(err) != "error.sheet_missing" {
		t.Error(err)
	}
	if _, err := ReadPlaces(t.TempDir()); keyOf(err) != "error.sheet_is_folder" {
		t.Error(err)
	}
}

func TestTooManyRows(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(sheetHead + goodHeader)
	for i := 2; i < maxRows+3; i++ {
		rows.WriteString(inlineRow(i, fmt.Sprint(i), "甲", "道路路段"))
	}
	path := filepath.Join(t.TempDir(), "many.xlsx")
	if err := os.WriteFile(path, packWorkbook(t, rows.String()+sheetTail, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadPlaces(path); keyOf(err) != "error.sheet_too_many_rows" {
		t.Error(err)
	}
}

func keyOf(err error) string {
	if known, ok := err.(*inspection.Error); ok {
		return known.Key
	}
	return ""
}

// FuzzReadPlaces looks for files that make the reader panic, hang or return both an
// error and rows.
func FuzzReadPlaces(f *testing.F) {
	// Small ones only: each process of the fuzzer makes them anew, and the hostile files take it longer than the fuzzing.
	good := packWorkbook(f, sheetHead+goodHeader+inlineRow(2, "A1", "甲", "道路路段")+sheetTail, nil)
	f.Add("good.xlsx", good)
	f.Add("cut.xlsx", good[:len(good)/2])
	f.Add("old.xls", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Add("good.csv", []byte("\uFEFF编号,名称,类别\nA1,甲,道路路段\n"))
	f.Add("quotes.csv", []byte("编号;\"名称\n\"\"甲\";类别\n;;"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		book, err := openBytes(data, name)
		if err != nil {
			if keyOf(err) == "" {
				t.Fatalf("an error without a sentence: %v", err)
			}
			return
		}
		register, err := readBook(book, name)
		if closing := book.Close(); closing != nil && err == nil {
			t.Fatalf("closing after reading: %v", closing)
		}
		if err != nil && len(register.Rows) > 0 {
			t.Fatal("rows beside an error")
		}
		for _, row := range register.Rows {
			if problems := row.Place.Validate(); len(problems) > 0 {
				t.Fatalf("a good row is not valid: %v", problems[0].Err)
			}
		}
	})
}

// FuzzSheet puts arbitrary XML into a valid package, which random bytes hardly
// ever are.
func FuzzSheet(f *testing.F) {
	f.Add(goodHeader + inlineRow(2, "A1", "甲", "道路路段"))
	f.Add(goodHeader + `<row r="-1"><c r="A-1" t="s"><v>-1</v></c></row>`)
	f.Add(goodHeader + `<row r="2"><c r="A2" t="s"><v>99999999</v></c><c r="ZZZZZ9"/></row>`)
	f.Add(strings.Repeat("<row>", 1000))
	f.Fuzz(func(t *testing.T, rows string) {
		book, err := openBytes(packWorkbook(t, sheetHead+rows+sheetTail, nil), "f.xlsx")
		if err != nil {
			return
		}
		register, err := readBook(book, "f.xlsx")
		if closing := book.Close(); closing != nil && err == nil {
			t.Fatalf("closing after reading: %v", closing)
		}
		if err != nil && len(register.Rows) > 0 {
			t.Fatal("rows beside an error")
		}
	})
}
