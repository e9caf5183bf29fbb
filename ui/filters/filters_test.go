package filters

import (
	"slices"
	"strings"
	"testing"

	"anxun/ui/preference"
	"anxun/ui/uitest/fakehost"
)

func names(f *Filters) string {
	var names []string
	for _, filter := range f.List() {
		names = append(names, filter.Name)
	}
	return strings.Join(names, "|")
}

func TestFilters(t *testing.T) {
	host := fakehost.New(t)
	hazards, inspections := New(host, "hazards"), New(host, "inspections")
	for _, name := range []string{"逾期未改", " 消防  重点 "} {
		if problem := hazards.Save(name, "state of "+name); problem != "" {
			t.Error(problem)
		}
	}
	if problem := inspections.Save("逾期未改", "x"); problem != "" {
		t.Errorf("another list may use the same name: %s", problem)
	}
	for name, why := range map[string]string{"  ": "no name", "逾期未改": "the same name", strings.Repeat("长", maxName+1): "a long name"} {
		if hazards.Save(name, "y") == "" {
			t.Errorf("%s was taken", why)
		}
	}
	if got := names(hazards); got != "逾期未改|消防 重点" {
		t.Errorf("saved %s", got)
	}
	before := host.Look.Filters
	list := hazards.List()
	list[0].Name = "到期"
	if problem := hazards.Replace(list[:1]); problem != "" || names(hazards) != "到期" || names(inspections) != "逾期未改" {
		t.Errorf("%s %s, %s", problem, names(hazards), names(inspections))
	}
	if want := (preference.Filter{Page: "hazards", Name: "到期", State: "state of 逾期未改"}); hazards.List()[0] != want {
		t.Errorf("kept %+v", hazards.List()[0])
	}
	if !slices.ContainsFunc(before, func(f preference.Filter) bool { return f.Name == "消防 重点" }) {
		t.Error("preferences that somebody holds were written into")
	}
}
