package find_test

import (
	"fmt"
	"strconv"
	"testing"

	"anxun/inspection"
	"anxun/ui/find"
)

func TestRegisterMatch(t *testing.T) {
	var many []inspection.Place
	for i := range 70 {
		many = append(many, inspection.Place{ID: inspection.ID(fmt.Sprint(i)), Code: fmt.Sprintf("SH-%03d", i), Name: "商户", Community: "西流湖社区"})
	}
	places := find.NewRegister(append(many, inspection.Place{ID: "yl", Code: "YL-001", Name: "西流湖日间照料中心", Community: "西安东社区"}))
	for _, test := range []struct {
		text  string
		first inspection.ID
		more  int
	}{{"yl-001", "yl", 0}, {"xlhrj", "yl", 0}, {"西流湖", "yl", 11}, {"xlh", "yl", 11}, {"", "0", 11}} {
		found, more := places.Match(test.text)
		if len(found) == 0 || found[0].ID != test.first || more != test.more {
			t.Errorf("%q finds %d, first %v, %d more; want %s and %d", test.text, len(found), found[:min(1, len(found))], more, test.first, test.more)
		}
	}
	if found, more := places.Match("没有这个词"); len(found) != 0 || more != 0 {
		t.Errorf("found %v", found)
	}
	if place, known := places.ByID("yl"); !known || place.Code != "YL-001" || places.Len() != 71 {
		t.Errorf("%v %v", place, known)
	}
	if _, known := places.ByID("none"); known {
		t.Error("an unknown id is known")
	}
}

// BenchmarkRegister is what one key costs where a place is chosen among 10,000: most of them hold what was typed, or none does.
func BenchmarkRegister(b *testing.B) {
	places := make([]inspection.Place, 10_000)
	for i := range places {
		places[i] = inspection.Place{ID: inspection.ID(strconv.Itoa(i)), Code: fmt.Sprintf("YL-%05d", i), Name: fmt.Sprintf("中原路%d号日间照料中心", i),
			Community: "西流湖社区", Address: fmt.Sprintf("郑州市中原区建设西路甲%d号", i)}
	}
	register := find.NewRegister(places)
	for _, text := range []string{"zyl", "rjzlzx", "xlh", "jsxlz", "没有"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				register.Match(text)
			}
		})
	}
}
