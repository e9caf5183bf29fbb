package inspection_test

import (
	"bytes"
	"testing"
	"time"

	"anxun/inspection"
)

func TestDeadlineRuleDue(t *testing.T) {
	lateEvening := time.Date(2026, 11, 20, 23, 30, 0, 0, inspection.Zone)
	tests := []struct {
		name string
		rule inspection.DeadlineRule
		want inspection.Day
	}{
		{"immediately is the same day", inspection.DeadlineRule{Rule: inspection.DeadlineImmediate}, "2026-11-20"},
		{"the same day, even late", inspection.DeadlineRule{Rule: inspection.DeadlineSameDay}, "2026-11-20"},
		{"three days", inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: 3}, "2026-11-23"},
		{"over the end of a year", inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: 60}, "2027-01-19"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.rule.Due(lateEvening.UTC()); got != test.want {
				t.Errorf("due %s, want %s", got, test.want)
			}
		})
	}
}

func TestDeadlinePolicyRuleFor(t *testing.T) {
	policy := inspection.DefaultDeadlinePolicy()
	fifteen := inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: 15}
	general := &inspection.Item{Severity: inspection.SeverityGeneral, Deadline: fifteen}
	at := &inspection.Item{Severity: inspection.SeveritySerious, Deadline: inspection.DeadlineRule{Rule: inspection.DeadlineImmediate}}
	tests := []struct {
		name     string
		item     *inspection.Item
		severity inspection.Severity
		want     inspection.DeadlineRule
	}{
		{"the item's own rule", general, inspection.SeverityGeneral, fifteen},
		{"graver than foreseen: not longer than the office allows", general, inspection.SeveritySerious, policy[inspection.SeveritySerious]},
		{"graver than foreseen: a shorter rule of the item stays", at, inspection.SeverityMajor, at.Deadline},
		{"small matters not overnight", nil, inspection.SeverityGeneral, inspection.DeadlineRule{Rule: inspection.DeadlineSameDay}},
		{"big ones not past three days", nil, inspection.SeveritySerious, inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: 3}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := policy.RuleFor(test.item, test.severity); got != test.want {
				t.Errorf("%+v, want %+v", got, test.want)
			}
		})
	}
}

func TestDay(t *testing.T) {
	if got := inspection.DayOf(time.Date(2026, 11, 20, 16, 30, 0, 0, time.UTC)); got != "2026-11-21" {
		t.Errorf("half past midnight in Zhengzhou falls on %s", got)
	}
	for _, text := range []string{"", "2026-02-30", "2026-2-3", "20261120", "2026-11-20 ", "0000-00-00"} {
		if day, err := inspection.ParseDay(text); err == nil {
			t.Errorf("%q read as %s", text, day)
		}
	}
	if got := inspection.Day("2026-02-27").DaysUntil("2026-03-02"); got != 3 {
		t.Errorf("%d days", got)
	}
	if got := inspection.Overdue("2026-11-18", "2026-11-20"); got != 2 {
		t.Errorf("overdue by %d days", got)
	}
	if got := inspection.Overdue("2026-11-20", "2026-11-20"); got != 0 {
		t.Errorf("due today is overdue by %d days", got)
	}
}

func TestPlaceResidential(t *testing.T) {
	home := inspection.Place{PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindInstitution, Features: []inspection.Feature{inspection.FeatureLodging}, Beds: 40}
	tests := []struct {
		name   string
		change func(*inspection.Place)
		want   bool
	}{
		{"an institution with forty beds", func(*inspection.Place) {}, true},
		{"beds not known", func(p *inspection.Place) { p.Beds = 0 }, true},
		{"fewer than ten beds", func(p *inspection.Place) { p.Beds = 9 }, false},
		{"nobody stays overnight", func(p *inspection.Place) { p.Features = nil }, false},
		{"an embedded centre with ten beds", func(p *inspection.Place) { p.SubKind, p.Beds = inspection.SubKindEmbedded, 10 }, true},
		{"an embedded centre whose beds are not known", func(p *inspection.Place) { p.SubKind, p.Beds = inspection.SubKindEmbedded, 0 }, false},
		{"day care", func(p *inspection.Place) { p.SubKind = inspection.SubKindDayCare }, false},
		{"a shop", func(p *inspection.Place) { p.PlaceKind = inspection.PlaceShop }, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			place := home
			test.change(&place)
			if got := place.Residential(); got != test.want {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestPlaceValidate(t *testing.T) {
	good := inspection.Place{Code: "001", Name: "西安东社区养老中心", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare}
	if problems := good.Validate(); len(problems) > 0 {
		t.Fatalf("a good place: %v", problems[0].Err)
	}
	bad := inspection.Place{Code: "a b", PlaceKind: "castle", Area: -1, Beds: -2, Features: []inspection.Feature{"moat"}}
	fields := map[string]bool{}
	for _, problem := range bad.Validate() {
		fields[problem.Field] = true
	}
	for _, field := range []string{"code", "name", "kind", "features", "area", "beds"} {
		if !fields[field] {
			t.Errorf("nothing said about %s", field)
		}
	}
}

func TestApplies(t *testing.T) {
	home := inspection.Place{PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindInstitution,
		Features: []inspection.Feature{inspection.FeatureLodging, inspection.FeatureGas}, Beds: 40}
	dayCare := inspection.Place{PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare}
	tests := []struct {
		name          string
		rule          *inspection.Applies
		home, dayCare bool
	}{
		{"no rule", nil, true, true},
		{"residential only", &inspection.Applies{Residential: true}, true, false},
		{"where there is gas", &inspection.Applies{AnyFeatures: []inspection.Feature{inspection.FeatureGas}}, true, false},
		{"gas and a lift", &inspection.Applies{AllFeatures: []inspection.Feature{inspection.FeatureGas, inspection.FeatureElevator}}, false, false},
		{"not in day care", &inspection.Applies{NotSubKinds: []inspection.SubKind{inspection.SubKindDayCare}}, true, false},
		{"day care only", &inspection.Applies{SubKinds: []inspection.SubKind{inspection.SubKindDayCare}}, false, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.rule.To(home); got != test.home {
				t.Errorf("institution: %v", got)
			}
			if got := test.rule.To(dayCare); got != test.dayCare {
				t.Errorf("day care: %v", got)
			}
		})
	}
}

func TestMajorOnlyWhereAStandardSaysSo(t *testing.T) {
	home := inspection.Place{PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindInstitution, Features: []inspection.Feature{inspection.FeatureLodging}}
	dayCare := inspection.Place{PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare}
	standard := inspection.Item{Escalation: &inspection.Escalation{Severity: "major"}}
	suspicion := inspection.Item{Escalation: &inspection.Escalation{Severity: "suspected"}}
	if !inspection.MajorPossible(standard, home) {
		t.Error("refused where the standard binds")
	}
	for name, possible := range map[string]bool{
		"at a day-care place":        inspection.MajorPossible(standard, dayCare),
		"for a mere suspicion":       inspection.MajorPossible(suspicion, home),
		"for an item without a rule": inspection.MajorPossible(inspection.Item{}, home),
	} {
		if possible {
			t.Errorf("重大 offered %s", name)
		}
	}
}

func TestLibraryCitesWhatWasInForce(t *testing.T) {
	library, err := inspection.ParseLibrary([]byte(`[
		{"id":"air-law","title":"大气法","cite":"《大气污染防治法》","kind":"law","from":"2016-01-01","until":"2026-08-14","replaced_by":"eco-code","status":"superseded",
		 "clauses":[{"id":"air-law/81","clause":"第八十一条","level":"V"}]},
		{"id":"eco-code","title":"生态环境法典","cite":"《生态环境法典》","kind":"law","from":"2026-08-15","status":"in_force",
		 "clauses":[{"id":"eco-code/1","clause":"第一条","level":"V"},{"id":"eco-code/2","clause":"第二条","level":"V"}]},
		{"id":"gb","title":"建筑防火通用规范","cite":"《建筑防火通用规范》","number":"GB 55037-2022","kind":"standard","status":"in_force",
		 "clauses":[{"id":"gb/12.0.6","clause":"12.0.6","level":"V"},{"id":"gb/file","clause":"","level":"D"}]}]`))
	if err != nil {
		t.Fatal(err)
	}
	ids := []inspection.BasisID{"air-law/81", "eco-code/1", "eco-code/2", "gb/12.0.6"}
	tests := []struct {
		day  inspection.Day
		want string
	}{
		{"2026-08-14", "《大气污染防治法》第八十一条；《建筑防火通用规范》GB 55037-2022 12.0.6"},
		{"2026-08-15", "《生态环境法典》第一条、第二条；《建筑防火通用规范》GB 55037-2022 12.0.6"},
	}
	for _, test := range tests {
		if got := library.Cite(ids, test.day); got != test.want {
			t.Errorf("on %s: %s", test.day, got)
		}
	}
	if got := library.Cite([]inspection.BasisID{"gb/file"}, "2026-11-20"); got != "《建筑防火通用规范》GB 55037-2022" {
		t.Errorf("only the document was checked, yet cited as %s", got)
	}
}

func TestParseContentRefusesMistakes(t *testing.T) {
	for name, data := range map[string]string{
		"unknown field":   `{"code":"CF","title":"消防","version":1,"sections":[{"title":"一","items":[]}],"colour":"red"}`,
		"no sections":     `{"code":"CF","title":"消防","version":1}`,
		"foreign item":    `{"code":"CF","title":"消防","version":1,"sections":[{"title":"一","items":[{"code":"CR-01"}]}]}`,
		"item code twice": `{"code":"CF","title":"消防","version":1,"sections":[{"title":"一","items":[{"code":"CF-01"},{"code":"CF-01"}]}]}`,
		"no JSON":         `code: CF`,
	} {
		if _, err := inspection.ParseChecklist([]byte(data)); inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := inspection.ParseLibrary([]byte(`[{"id":"a","clauses":[{"id":"a/1"},{"id":"a/1"}]}]`)); err == nil {
		t.Error("a clause id twice was accepted")
	}
}

func TestIDsSortInOrderOfMaking(t *testing.T) {
	frozen := func() time.Time { return noon }
	next := inspection.NewIDs(frozen, bytes.NewReader(make([]byte, 1<<20)))
	last := inspection.ID("")
	for range 9000 { // more than the counter holds within one millisecond
		id := next()
		if id <= last {
			t.Fatalf("%s after %s", id, last)
		}
		last = id
	}
	if len(last) != 36 || last[14] != '7' {
		t.Errorf("%s is no UUIDv7", last)
	}
}

func TestHybridTimeNeverRunsBackwards(t *testing.T) {
	wall := []time.Duration{0, time.Second, -time.Hour, -time.Hour, 2 * time.Second}
	last := inspection.HybridTime("")
	for _, offset := range wall {
		next := inspection.NextHybridTime(last, noon.Add(offset))
		if next <= last {
			t.Fatalf("%s after %s", next, last)
		}
		last = next
	}
	full := inspection.HybridTime("2026-11-20T04:00:00.000Z.ffff")
	if next := inspection.NextHybridTime(full, noon); next <= full {
		t.Errorf("the counter wrapped: %s", next)
	}
}

func TestDiff(t *testing.T) {
	before := inspection.Fields{"name": "甲", "phone": "1", "note": ""}
	after := inspection.Fields{"name": "乙", "phone": "1", "community": "嵩岳"}
	changes := inspection.Diff(before, after)
	want := []inspection.FieldChange{{Field: "community", New: "嵩岳"}, {Field: "name", Old: "甲", New: "乙"}}
	if len(changes) != len(want) || changes[0] != want[0] || changes[1] != want[1] {
		t.Errorf("%+v", changes)
	}
	if changes := inspection.Diff(before, before); len(changes) != 0 {
		t.Errorf("equal records differ: %+v", changes)
	}
}

func TestChangeHashCoversEverything(t *testing.T) {
	entry := inspection.Change{Sequence: 2, Transaction: 2, Device: "d", Time: "2026-11-20T04:00:00.000Z.0000", Actor: "张建国",
		RecordKind: inspection.KindAnswer, Record: "i/CF-01", Fields: []inspection.FieldChange{{Field: "result", New: "pass"}}, Previous: "00"}
	original := entry.ComputeHash()
	for name, change := range map[string]func(*inspection.Change){
		"sequence":    func(c *inspection.Change) { c.Sequence++ },
		"transaction": func(c *inspection.Change) { c.Transaction-- },
		"device":      func(c *inspection.Change) { c.Device = "e" },
		"time":        func(c *inspection.Change) { c.Time = "2026-11-20T04:00:00.000Z.0001" },
		"actor":       func(c *inspection.Change) { c.Actor = "李敏" },
		"kind":        func(c *inspection.Change) { c.RecordKind = inspection.KindHazard },
		"record":      func(c *inspection.Change) { c.Record = "i/CF-02" },
		"field":       func(c *inspection.Change) { c.Fields = []inspection.FieldChange{{Field: "result", New: "fail"}} },
		"previous":    func(c *inspection.Change) { c.Previous = "01" },
	} {
		changed := entry
		change(&changed)
		if changed.ComputeHash() == original {
			t.Errorf("a changed %s goes unnoticed", name)
		}
	}
}
