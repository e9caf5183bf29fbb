package inspection_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"anxun/inspection"
)

func TestMaskPhone(t *testing.T) {
	for text, want := range map[string]string{
		"13812345678":               "138****5678",
		"138 1234 5678":             "138 **** 5678",
		"0371-65551234":             "0371-****1234",
		"65551234":                  "****1234",
		"13812345678、0371-65551234": "138****5678、0371-****1234",
		"+86 13812345678":           "+86 138****5678",
		"（0371）6555 1234":           "（0371）**** 1234",
		"110":                       "110",
		"":                          "",
		"未登记":                       "未登记",
	} {
		if got := inspection.MaskPhone(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestMaskPersonal(t *testing.T) {
	for text, want := range map[string]string{
		"已电话通知王院长（13812345678），限当日整改":   "已电话通知王院长（138****5678），限当日整改",
		"身份证 410102194001011234":        "身份证 410102********1234",
		"身份证41010219400101123X。":        "身份证410102********123X。",
		"两部电话13812345678,13912345678":   "两部电话138****5678,139****5678",
		"值班室 0371-65551234":             "值班室 0371-****1234",
		"Y2026-K7-0117 于 2026-11-20 下达": "Y2026-K7-0117 于 2026-11-20 下达",
		"灭火器编号 20261120001":             "灭火器编号 20261120001",
		"信用代码 91410100MA44ABCD1X":       "信用代码 91410100MA44ABCD1X",
		"5a13812345678b":                "5a13812345678b",
		"二层东侧安全出口堆放轮椅":                  "二层东侧安全出口堆放轮椅",
	} {
		if got := inspection.MaskPersonal(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

// Whatever stands around a mobile number, it is hidden and nothing else is changed.
func TestMaskingHidesEveryMobileNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`1[3-9][0-9]{9}`).Draw(t, "number")
		before, behind := rapid.StringMatching(`[一-龥，。 ]{0,6}`).Draw(t, "before"), rapid.StringMatching(`[一-龥，。]{0,6}`).Draw(t, "behind")
		got := inspection.MaskPersonal(before + number + behind)
		if got != before+number[:3]+"****"+number[7:]+behind || strings.Contains(got, number) {
			t.Fatalf("%q", got)
		}
	})
}
