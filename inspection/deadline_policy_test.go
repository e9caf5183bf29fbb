package inspection_test

import (
	"context"
	"testing"
	"time"

	"anxun/inspection"
)

func TestDeadlinePolicyValidate(t *testing.T) {
	days := func(n int) inspection.DeadlineRule {
		return inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: n}
	}
	sameDay := inspection.DeadlineRule{Rule: inspection.DeadlineSameDay}
	for name, test := range map[string]struct {
		general, serious, major inspection.DeadlineRule
		valid                   bool
	}{
		"small matters not overnight, big ones not past three days": {sameDay, days(3), days(3), true},
		"a small matter may take longer than a big one":             {days(7), days(3), sameDay, true},
		"a major one never takes longer than a serious one":         {sameDay, days(3), days(4), false},
		"no day at all": {sameDay, days(0), days(0), false},
		"no rule":       {inspection.DeadlineRule{}, days(3), days(3), false},
		"working days count as weeks": {sameDay, days(3),
			inspection.DeadlineRule{Rule: inspection.DeadlineWorkdays, Days: 3}, false},
	} {
		policy := inspection.DeadlinePolicy{inspection.SeverityGeneral: test.general,
			inspection.SeveritySerious: test.serious, inspection.SeverityMajor: test.major}
		if err := policy.Validate(); (err == nil) != test.valid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (inspection.DeadlinePolicy{inspection.SeverityGeneral: sameDay}).Validate(); err == nil {
		t.Error("a policy without all severities was accepted")
	}
}

// TestTheOfficeSetsItsOwnDeadlines changes the rule for serious hazards and looks at what a
// later one is given; what was found before keeps its deadline.
func TestTheOfficeSetsItsOwnDeadlines(t *testing.T) {
	ctx := context.Background()
	o := newOffice(t)
	report := func() inspection.Hazard {
		t.Helper()
		hazard, err := o.ReportHazard(ctx, inspectorName, inspection.NewHazard{PlaceID: o.place.ID,
			Description: "通道堆放杂物", Severity: inspection.SeveritySerious, Departments: []inspection.DepartmentID{inspection.DepartmentCivil}})
		if err != nil {
			t.Fatal(err)
		}
		return hazard
	}
	before := report()
	policy := inspection.DefaultDeadlinePolicy()
	policy[inspection.SeveritySerious] = inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: 2}
	policy[inspection.SeverityMajor] = inspection.DeadlineRule{Rule: inspection.DeadlineImmediate}
	if err := o.SaveDeadlinePolicy(ctx, inspectorName, policy); err != nil {
		t.Fatal(err)
	}
	after := report()
	if before.Due != "2026-11-23" || after.Due != "2026-11-22" {
		t.Errorf("due %s before, %s after", before.Due, after.Due)
	}
	deadlines, err := o.Deadlines(ctx)
	if err != nil || deadlines.RuleFor(nil, inspection.SeverityMajor).Rule != inspection.DeadlineImmediate {
		t.Errorf("%+v, %v", deadlines.Policy, err)
	}
	delete(policy, inspection.SeverityGeneral)
	if err := o.SaveDeadlinePolicy(ctx, inspectorName, policy); inspection.CodeOf(err) != inspection.CodeInvalid {
		t.Errorf("half a policy: %v", err)
	}
	if err := o.SaveSetting(ctx, inspectorName, inspection.SettingDeadlines, "{"); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Deadlines(ctx); inspection.CodeOf(err) != inspection.CodeDamaged {
		t.Errorf("a damaged policy: %v", err)
	}
}

func TestDeadlinesSayThatAYearIsMissing(t *testing.T) {
	deadlines := inspection.Deadlines{Calendar: builtIn(t), Policy: inspection.DeadlinePolicy{
		inspection.SeveritySerious: {Rule: inspection.DeadlineWorkdays, Days: 3}}}
	for found, want := range map[inspection.Day]struct {
		due     inspection.Day
		guessed bool
	}{"2026-09-30": {"2026-10-10", false}, "2026-12-30": {"2027-01-04", true}} {
		due, guessed := deadlines.Due(nil, inspection.SeveritySerious, found.Start().Add(9*time.Hour))
		if due != want.due || guessed != want.guessed {
			t.Errorf("found on %s: %s, guessed %v", found, due, guessed)
		}
	}
}
