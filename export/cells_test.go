package export

import (
	"bytes"
	"context"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// TestAnyTextComesBack writes arbitrary text and reads it with Excelize, which decodes
// the escapes of the format by itself.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		hostile := rapid.SampledFrom([]string{"_x000D_", "_x005F_", "_xZZZZ_", "__x0041_", "<b>&\"'", "]]>", "=1+1", "\t", "\n", " ", "𠮷㐂龘", "עברית", "😀", "a"})
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(hostile, rapid.String()), 1, 8).Draw(rt, "text"), "")
		want, _ := cleanText(text)
		if got := throughCell(rt, text); got != want {
			rt.Fatalf("%q came back as %q", want, got)
		}
	})
}

// throughCell writes a workbook of one cell to memory and reads the cell.
func throughCell(t rapid.TB, text string) string {
	var out bytes.Buffer
	b, err := newBook(context.Background(), &out, properties{now: time.Unix(1_800_000_000, 0)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	s, err := b.addSheet("表", []float64{20}, 0, "")
	if err == nil {
		err = s.put(0, lookText, toneNone, text)
	}
	if err == nil {
		err = s.endRow(20)
	}
	if err == nil {
		err = b.save()
	}
	if err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	got, err := file.GetCellValue("表", "A1", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestRowIsAsTheFormatHasIt(t *testing.T) {
	cells := []cell{{filled: true, style: 3, value: "a<b"}, {}, {filled: true, style: 4}, {filled: true, value: 7},
		{filled: true, value: 0.1 + 0.2}, {filled: true, formula: `A1&"x"`, value: "—"}, {filled: true, formula: "1<2", value: 1}, {filled: true, value: " x"}}
	want := `<row r="12" ht="20.5" customHeight="1"><c r="A12" s="3" t="inlineStr"><is><t>a&lt;b</t></is></c><c r="C12" s="4"/><c r="D12" s="0"><v>7</v></c>` +
		`<c r="E12" s="0"><v>0.3</v></c><c r="F12" s="0" t="str"><f>A1&amp;&quot;x&quot;</f><v>—</v></c><c r="G12" s="0"><f>1&lt;2</f><v>1</v></c>` +
		`<c r="H12" s="0" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c></row>`
	got := string(appendRow(nil, 12, 20.5, cells, []string{"A", "B", "C", "D", "E", "F", "G", "H"}))
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if err := xml.Unmarshal([]byte(got), &struct{}{}); err != nil {
		t.Error(err)
	}
}
