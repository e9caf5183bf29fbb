package spreadsheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"anxun/inspection/inspectiontest"
)

// A register may come from anybody. Whatever it is, it is refused with one sentence and takes less than 64 MB.
func TestHostileFiles(t *testing.T) {
	folder := t.TempDir()
	var files []inspectiontest.Hostile
	add := func(name, ending string, data []byte, key string) {
		path := filepath.Join(folder, fmt.Sprintf("%04d%s", len(files), ending))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, inspectiontest.Hostile{Name: name, Size: len(data), Key: key, Read: func() error {
			_, err := ReadPlaces(path)
			return err
		}})
	}
	for name, file := range hostileFiles(t) {
		add(strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name), file.data, file.key)
	}
	for _, bomb := range bombs(t) {
		add(bomb.name, ".xlsx", bomb.data, bomb.key)
	}
	good := packWorkbook(t, sheetHead+goodHeader+noise(4000)+sheetTail, nil)
	for cut := 1024; cut < len(good); cut += 1024 {
		add("cut off at each kilobyte", ".xlsx", good[:cut], "error.sheet_damaged")
	}
	text := "编号,名称,类别\nA1,甲,道路路段\n"
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	add("text in GBK", ".csv", gbk, "error.sheet_text_file")
	add("text in GBK named .xlsx", ".xlsx", gbk, "error.sheet_no_workbook")
	add("text in UTF-16", ".txt", wide, "error.sheet_text_file")
	inspectiontest.RefuseAll(t, "places", files)
}

type bomb struct {
	name string
	data []byte
	key  string
}

// bombs are packages that are valid but for what they ask for.
func bombs(t *testing.T) []bomb {
	head := `<?xml version="1.0" encoding="UTF-8"?>`
	sheet := func(more string) string { return sheetHead + goodHeader + more + sheetTail }
	part := func(name string, content io.Reader) []byte {
		return packWorkbook(t, sheet(`<row r="2"><c r="A2" t="s"><v>0</v></c></row>`), map[string]io.Reader{name: content})
	}
	entities := `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	external := `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>`
	strange := map[string]io.Reader{}
	for i := range maxZipEntries + 1 {
		strange[fmt.Sprintf("xl/x/%d", i)] = strings.NewReader("")
	}
	stored := make([]byte, maxFileSize+1)
	unpacked := packStored(t, sheet(strings.Repeat(`<row r="2"><c r="A2"><v>1</v></c></row>`, 700_000)))
	return []bomb{
		{"shared strings of 250 MB", part("xl/sharedStrings.xml", io.MultiReader(strings.NewReader(head+`<sst>`), repeat("<si><t>a</t></si>", 250<<20))), "error.sheet_too_large"},
		{"shared strings of 32 MB, 2 million", part("xl/sharedStrings.xml", io.MultiReader(strings.NewReader(head+`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`), repeat("<si><t>a</t></si>", 17*(maxSheetSize/17-100)), strings.NewReader("</sst>"))), "error.sheet_too_large"},
		{"shared strings and styles within the limits", packWorkbook(t, sheet(strings.Repeat(`<row r="2"><c r="A2" t="s"><v>199000</v></c></row>`, 1000)), map[string]io.Reader{
			"xl/sharedStrings.xml": io.MultiReader(strings.NewReader(head+`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`), repeat("<si><t>"+strings.Repeat("a", 80)+"</t></si>", 96*(maxTexts-100)), strings.NewReader("</sst>")),
			"xl/styles.xml":        io.MultiReader(strings.NewReader(head+`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>`), repeat("<xf/>", 5*(maxElements-100)), strings.NewReader("</cellXfs></styleSheet>"))}), ""},
		{"styles of 30 MB", part("xl/styles.xml", io.MultiReader(strings.NewReader(head+`<styleSheet><cellXfs>`), repeat("<xf/>", 30<<20), strings.NewReader("</cellXfs></styleSheet>"))), "error.sheet_too_large"},
		{"styles just below the limit", part("xl/styles.xml", io.MultiReader(strings.NewReader(head+`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>`), repeat("<xf/>", 5*(maxPartSize/5-100)), strings.NewReader("</cellXfs></styleSheet>"))), ""},
		{"a picture of 100 MB", packWorkbook(t, sheetHead+inlineRow(1, "a")+sheetTail, map[string]io.Reader{"xl/media/a.png": spaces(100 << 20)}), "error.sheet_no_header"},
		{"a formatted text of 30 MB in one cell", packWorkbook(t, sheet(`<row r="2"><c r="A2" t="inlineStr"><is>`+strings.Repeat("<r><t>a</t></r>", 2<<20)+`</is></c></row>`), nil), ""},
		{"27 MB of XML, not packed", unpacked, "error.sheet_too_large"},
		{"a row of 1 million cells", packWorkbook(t, sheet(`<row r="2">`+strings.Repeat(`<c/>`, 1_000_000)+`</row>`), nil), "error.sheet_too_large"},
		{"1 million rows", packWorkbook(t, sheetHead+strings.Repeat(`<row/>`, 1_000_000)+sheetTail, nil), "error.sheet_no_header"},
		{"one string of 30 MB", packWorkbook(t, sheet(`<row r="2"><c r="A2" t="inlineStr"><is><t>`+strings.Repeat("a", 30<<20)+`</t></is></c></row>`), nil), ""},
		{"an attribute of 30 MB", packWorkbook(t, sheet(`<row r="2" spans="`+strings.Repeat("1", 30<<20)+`"/>`), nil), ""},
		{"a sheet of 250 MB", packWorkbook(t, sheetHead, map[string]io.Reader{"xl/worksheets/sheet2.xml": spaces(250 << 20)}), "error.sheet_too_large"},
		{"XML 100,000 elements deep", packWorkbook(t, sheet(strings.Repeat("<row>", 100_000)), nil), "error.sheet_too_large"},
		{"XML 500,000 elements deep, closed", packWorkbook(t, sheet(strings.Repeat("<row>", 500_000)+strings.Repeat("</row>", 500_000)), nil), "error.sheet_too_large"},
		{"entities that grow (billion laughs)", packWorkbook(t, head+entities+`<worksheet><sheetData><row><c><v>&c;</v></c></row></sheetData></worksheet>`, nil), "error.sheet_damaged"},
		{"entity of a file (XXE), sheet", packWorkbook(t, head+external+`<worksheet><sheetData><row><c><v>&x;</v></c></row></sheetData></worksheet>`, nil), "error.sheet_damaged"},
		{"entity of a file (XXE), strings", part("xl/sharedStrings.xml", strings.NewReader(head+external+`<sst><si><t>&x;</t></si></sst>`)), "error.sheet_damaged"},
		{"entity of a file (XXE), styles", part("xl/styles.xml", strings.NewReader(head+external+`<styleSheet>&x;</styleSheet>`)), "error.sheet_damaged"},
		{"dimension A1:XFD1048576, row 1048576", packWorkbook(t, strings.Replace(sheetHead, "<sheetData>", `<dimension ref="A1:XFD1048576"/><sheetData>`, 1)+inlineRow(1, "a")+`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`+sheetTail, nil), ""},
		{"row 1048577", packWorkbook(t, sheet(`<row r="1048577"><c r="A1048577"><v>1</v></c></row>`), nil), ""},
		{"column ZZZZ", packWorkbook(t, sheet(`<row r="2"><c r="ZZZZ2"><v>1</v></c></row>`), nil), ""},
		{"names that leave the archive", packWorkbook(t, sheetHead+inlineRow(1, "a")+sheetTail, map[string]io.Reader{"../../../../etc/cron.d/x": strings.NewReader("x"), `..\..\x`: strings.NewReader("x"), "/etc/x": strings.NewReader("x")}), "error.sheet_no_header"},
		{"10,001 entries", packWorkbook(t, sheet(""), strange), "error.sheet_too_large"},
		{"a file larger than any register", append(append([]byte{}, "PK\x03\x04"...), stored...), "error.sheet_too_large"},
		{"a sheet in UTF-16", packWorkbook(t, "\xff\xfe<\x00a\x00/\x00>\x00", nil), "error.sheet_damaged"},
		{"a sheet that says it is GBK", packWorkbook(t, `<?xml version="1.0" encoding="GBK"?>`+strings.TrimPrefix(sheetHead, head)+sheetTail, nil), "error.sheet_damaged"},
	}
}

// packStored makes a workbook whose sheet is not compressed.
func packStored(t *testing.T, sheet string) []byte {
	t.Helper()
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for name, content := range map[string]string{"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": sheet} {
		entry, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(entry, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

// repeat gives a text again and again, n bytes of it.
func repeat(text string, n int64) io.Reader {
	return io.LimitReader(&repeated{text: bytes.Repeat([]byte(text), 1+(32<<10)/len(text))}, n)
}

type repeated struct {
	text []byte
	at   int
}

func (r *repeated) Read(buffer []byte) (int, error) {
	n := copy(buffer, r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	return n, nil
}

// noise are rows that hardly pack, so that a file with them has some kilobytes.
func noise(rows int) string {
	random := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	for i := range rows {
		text.WriteString(inlineRow(i+2, fmt.Sprintf("A%d", i), fmt.Sprintf("%x", random.Uint64()), "道路路段"))
	}
	return text.String()
}
