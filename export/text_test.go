package export

import (
	"strings"
	"testing"
	"unicode/utf16"

	"anxun/inspection"
)

func TestCleanText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"安全出口", "安全出口"},
		{"=1+1", "=1+1"},
		{"一\r\n二\r三\n四", "一\n二\n三\n四"},
		{"a\x00b\x01c\x1fd\x7f\te", "abcd\x7f\te"},
		{"x\uFFFEy\uFFFFz\uFFFD，全角", "xyz，全角"},
		{"坏\xff字节\xed\xa0\x80", "坏字节"},
		{"㐂䶮𠮷😀", "㐂䶮𠮷😀"},
		{"_x000D_", "_x000D_"},
		{"", ""},
	} {
		got, cut := cleanText(c.in)
		if got != c.want || cut {
			t.Errorf("%q gives %q %v, want %q", c.in, got, cut, c.want)
		}
	}
}

func TestCleanTextCutsWhatIsTooLong(t *testing.T) {
	for _, c := range []struct {
		text string
		cut  bool
	}{
		{strings.Repeat("长", maxCellText), false},
		{strings.Repeat("长", maxCellText+1), true},
		{strings.Repeat("𠮷", maxCellText/2), false},
		{strings.Repeat("𠮷", maxCellText/2+1), true},
		{strings.Repeat("a", 3*maxCellText), true},
	} {
		got, cut := cleanText(c.text)
		if units := len(utf16.Encode([]rune(got))); cut != c.cut || units > maxCellText || cut != strings.HasSuffix(got, cutMark) {
			t.Errorf("%d bytes give %d units, cut %v, want %v", len(c.text), units, cut, c.cut)
		}
	}
}

func TestLineCount(t *testing.T) {
	for _, c := range []struct {
		text string
		room int
		want int
	}{
		{"", 10, 1}, {"安全出口", 8, 1}, {"安全出口", 7, 2}, {"a\nb", 10, 2}, {"安全\n出口堆放轮椅", 6, 3}, {strings.Repeat("字", 100), 20, 10}, {"J2026-K7-0001", 11, 2},
	} {
		if got := lineCount(c.text, c.room); got != c.want {
			t.Errorf("%q in %d: %d lines, want %d", c.text, c.room, got, c.want)
		}
	}
}

func TestSerials(t *testing.T) {
	for day, want := range map[inspection.Day]int{"1900-03-01": 61, "2026-11-03": 46329, "2000-01-01": 36526} {
		if got := daySerial(day); got != want {
			t.Errorf("%s is %d, want %d", day, got, want)
		}
	}
	if got := clockSerial(at("2000-01-01", "12:00")); got < 36526.5 || got > 36526.5+1e-8 {
		t.Errorf("noon is %v", got)
	}
}

// TestTextStaysText follows hostile texts into a workbook and out again.
func TestTextStaysText(t *testing.T) {
	store := fixture(t)
	long := strings.Repeat("超", maxCellText+5)
	texts := []string{"=1+1", "+86", "-5", "@SUM(A1)", "=HYPERLINK(\"x\")", "007", "<b>&\"'", "_x0041_", " 前后空格 ", "行一\n行二", "control\x02", long}
	var records []inspection.Record
	for i, text := range texts {
		records = append(records, inspection.Hazard{ID: inspection.ID("t" + string(rune('a'+i))), No: "T-" + string(rune('a'+i)), PlaceID: "p1", Description: text,
			Severity: inspection.SeverityGeneral, Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}, Status: inspection.HazardOpen,
			Found: at("2026-11-15", "08:00"), Due: "2026-12-31"})
	}
	put(t, store, records...)
	path, _ := writeFixture(t, store, fixtureRequest(inspection.DepartmentEmergency))
	file := open(t, path)
	found := map[string]bool{}
	eachCell(t, file, "隐患台账", func(cell, value, formula string) {
		if formula != "" {
			t.Errorf("%s holds the formula %s", cell, formula)
		}
		found[value] = true
	})
	for _, text := range texts {
		if want, _ := cleanText(text); !found[want] {
			t.Errorf("%.40q is not in the sheet", want)
		}
	}
	if !strings.Contains(dump(t, path), "已截断，完整内容见系统") {
		t.Error("数据说明 does not list the cut text")
	}
}
