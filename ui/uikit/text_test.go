package uikit

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// runeWidth counts a Chinese character as 2 and others as 1, which makes expected lines easy to read.
func runeWidth(s string) float32 {
	w := float32(0)
	for _, r := range s {
		if wide(r) {
			w += 2
		} else {
			w++
		}
	}
	return w
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name  string
		text  string
		limit float32
		lines int
		want  string
	}{
		{"fits", "灭火器", 6, 0, "灭火器"},
		{"between characters", "灭火器压力正常", 8, 0, "灭火器压|力正常"},
		{"no punctuation first", "灭火器，压力", 6, 0, "灭火|器，压|力"},
		{"no opening bracket last", "依据《消防法》第二条", 6, 0, "依据|《消防|法》第|二条"},
		{"words whole", "GB 55037-2022 建筑", 10, 0, "GB|55037-2022|建筑"},
		{"word too wide", "ABCDEFGH", 3, 0, "ABC|DEF|GH"},
		{"number with unit stays", "宽度不足0.9米", 8, 0, "宽度不足|0.9米"},
		{"own lines", "一\n二", 10, 0, "一|二"},
		{"cut", "灭火器压力正常未超期", 8, 2, "灭火器压|力正常…"},
		{"cut drops comma", "一二三四，五六", 10, 1, "一二三四…"},
		{"empty", "", 8, 0, ""},
	} {
		got := strings.Join(Wrap(test.text, test.limit, test.lines, runeWidth), "|")
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestEllipsize(t *testing.T) {
	for _, test := range []struct {
		text  string
		limit float32
		want  string
	}{{"检查对象", 8, "检查对象"}, {"检查对象", 7, "检查…"}, {"检查", 1, "…"}, {"", 0, ""}} {
		if got := Ellipsize(test.text, test.limit, runeWidth); got != test.want {
			t.Errorf("Ellipsize(%q, %v) = %q, want %q", test.text, test.limit, got, test.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("依据《消防法》第28条，ABC。", 5, 3)
	f.Fuzz(func(t *testing.T, text string, limit, lines int) {
		if !utf8.ValidString(text) || limit < 4 || limit > 200 || lines < 0 {
			return // Wrap is asked for lines of a few characters at least
		}
		got := Wrap(text, float32(limit), 0, runeWidth)
		flat := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if flat(strings.Join(got, "")) != flat(text) {
			t.Errorf("characters were lost: %q became %q", text, got)
		}
		for _, l := range got {
			if runeWidth(strings.TrimSpace(l)) > float32(limit) {
				t.Errorf("%q is wider than %d", l, limit)
			}
		}
		if cut := Wrap(text, float32(limit), lines, runeWidth); lines > 0 && len(cut) > lines {
			t.Errorf("%d lines, at most %d allowed", len(cut), lines)
		}
	})
}
