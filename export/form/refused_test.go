package form

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"anxun/inspection/inspectiontest"
)

// A form of an office's own may come from anybody. Whatever it is, it is refused with one sentence, or filled, and takes
// less than 64 MB.
func TestHostileFiles(t *testing.T) {
	folder := t.TempDir()
	var files []inspectiontest.Hostile
	add := func(name string, data []byte, key string) {
		path := filepath.Join(folder, fmt.Sprintf("%04d.xlsx", len(files)))
		must(t, os.WriteFile(path, data, 0o600))
		files = append(files, inspectiontest.Hostile{Name: name, Size: len(data), Key: key, Accepted: key == "", Read: func() error {
			template, err := Open(path)
			if err == nil {
				err = template.Fill(io.Discard, simple("x", "一"))
			}
			return err
		}})
	}
	good := workbookOf(t, map[string]string{"Sheet1!A1": "{{隐患.描述}}"}, nil)
	head := strings.TrimSuffix(sheetStart, "<sheetData>")
	sheet := func(rows string) []byte {
		return withPart(t, good, "xl/worksheets/sheet1.xml", sheetStart+rows+`</sheetData></worksheet>`)
	}
	for cut := 1024; cut < len(good); cut += 1024 {
		add("cut off at each kilobyte", good[:cut], "error.sheet_damaged")
	}
	add("theme of 100 MB", withPart(t, good, "xl/theme/theme2.xml", strings.Repeat(" ", 100<<20)), "error.sheet_too_large")
	add("picture of 200 MB", withPart(t, good, "xl/media/a.png", strings.Repeat(" ", 200<<20)), "error.sheet_too_large")
	parts := good
	for i := range 6 {
		parts = withPart(t, parts, fmt.Sprintf("xl/drawings/vml%d.vml", i), strings.Repeat(" ", 3<<20))
	}
	add("six parts of 3 MB", parts, "error.sheet_too_large")
	add("one text of 3 MB", sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>{{隐患.描述}}`+strings.Repeat("a", 3<<20)+`</t></is></c></row>`), "")
	add("1 million cells", sheet(`<row r="1">`+strings.Repeat("<c/>", 1_000_000)+`</row>`), "error.sheet_too_large")
	add("cells within the limit", sheet(`<row r="1">`+strings.Repeat("<c/>", 16_000)+`</row>`), "error.form_no_placeholder")
	add("100,000 placeholders in one cell", sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>`+strings.Repeat("{{隐患.描述}}", 100_000)+`</t></is></c></row>`), "")
	add("XML 100,000 elements deep", sheet(strings.Repeat("<row>", 100_000)), "error.sheet_too_large")
	add("entities that grow (billion laughs)", withPart(t, good, "xl/worksheets/sheet1.xml", `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`+sheetStart+`<row><c><v>&b;</v></c></row></sheetData></worksheet>`), "error.sheet_damaged")
	add("entity of a file (XXE)", withPart(t, good, "xl/sharedStrings.xml", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>`), "error.sheet_damaged")
	add("dimension A1:XFD1048576", withPart(t, good, "xl/worksheets/sheet1.xml", head+`<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>{{隐患.描述}}</t></is></c></row></sheetData></worksheet>`), "")
	add("10,000 merged ranges of everything", withPart(t, good, "xl/worksheets/sheet1.xml", sheetStart+`<row r="1"><c r="A1" t="inlineStr"><is><t>{{隐患.描述}}</t></is></c></row></sheetData><mergeCells>`+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 10_000)+`</mergeCells></worksheet>`), "")
	add("names that leave the archive", withPart(t, good, "../../etc/cron.d/x", "x"), "")
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("{{隐患.描述}}")
	must(t, err)
	add("a sheet in GBK", sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>`+gbk+`</t></is></c></row>`), "error.sheet_damaged")
	add("a file of 17 MB", append([]byte("PK\x03\x04"), make([]byte, 17<<20)...), "error.sheet_too_large")
	inspectiontest.RefuseAll(t, "forms", files)
}

// FuzzOpenTemplate feeds any bytes; FuzzParse any sheet of a sound workbook.
func FuzzOpenTemplate(f *testing.F) {
	good := workbookOf(f, map[string]string{"Sheet1!A1": "{{隐患.描述}}"}, nil)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		template, err := Parse("t.xlsx", data)
		if err == nil {
			_ = template.Fill(io.Discard, simple("x", "一", "二")) // only panics and memory matter
		}
	})
}
