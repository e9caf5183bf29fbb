package inspection_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"anxun/assets"
	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func builtIn(t testing.TB) *inspection.Calendar {
	t.Helper()
	calendar, err := inspection.ParseCalendar(assets.Holidays)
	if err != nil {
		t.Fatal(err)
	}
	return calendar
}

// The counts are those of the notices: days off and worked weekend days, and the
// working days that the two leave of the year.
func TestBuiltInCalendar(t *testing.T) {
	calendar := builtIn(t)
	if years := calendar.Years(); !slices.Equal(years, []int{2024, 2025, 2026}) {
		t.Fatal(years)
	}
	for year, want := range map[int]struct{ off, work, workdays int }{2024: {28, 8, 251}, 2025: {28, 5, 248}, 2026: {33, 6, 248}} {
		table, _ := calendar.Year(year)
		workdays := 0
		for day := inspection.Day(fmt.Sprintf("%d-01-01", year)); strings.HasPrefix(string(day), fmt.Sprint(year)); day = day.Add(1) {
			worked, known := calendar.IsWorkday(day)
			if !known {
				t.Fatalf("%s is not known", day)
			}
			if worked {
				workdays++
			}
		}
		if len(table.Off) != want.off || len(table.Work) != want.work || workdays != want.workdays {
			t.Errorf("%d: %d days off, %d worked weekend days, %d working days, want %+v", year, len(table.Off), len(table.Work), workdays, want)
		}
		if table.Notice == "" || table.Source == "" || table.Verified != inspection.LevelVerified {
			t.Errorf("%d: where it comes from is missing", year)
		}
	}
}

func TestIsWorkday(t *testing.T) {
	calendar := builtIn(t)
	for day, want := range map[inspection.Day]bool{
		"2026-09-30": true, "2026-10-01": false, "2026-10-07": false, "2026-10-08": true,
		"2026-09-20": true, // a Sunday, worked for National Day
		"2026-10-10": true, // a Saturday, worked
		"2026-10-11": false,
		"2026-02-14": true, // the Saturday before Spring Festival, worked
		"2025-10-08": false, "2024-02-18": true, "2026-11-21": false,
	} {
		if got, known := calendar.IsWorkday(day); got != want || !known {
			t.Errorf("%s: worked %v, known %v", day, got, known)
		}
	}
	for _, day := range []inspection.Day{"2027-03-01", "2023-12-29", "", "2026-02-30"} {
		if _, known := calendar.IsWorkday(day); known {
			t.Errorf("%q was answered although no table holds it", day)
		}
	}
	var none *inspection.Calendar
	if _, known := none.IsWorkday("2026-03-02"); known || none.Years() != nil {
		t.Error("a calendar without years knows a day")
	}
}

func TestAddWorkdays(t *testing.T) {
	calendar := builtIn(t)
	for _, test := range []struct {
		from inspection.Day
		n    int
		want inspection.Day
	}{
		{"2026-09-30", 1, "2026-10-08"},
		{"2026-09-30", 3, "2026-10-10"}, // Thursday, Friday, and the worked Saturday
		{"2026-09-30", 4, "2026-10-12"},
		{"2026-10-03", 1, "2026-10-08"},
		{"2026-09-18", 1, "2026-09-20"}, // Friday → the worked Sunday
		{"2026-09-24", 5, "2026-10-09"}, // over Mid-Autumn and National Day
		{"2026-11-20", 3, "2026-11-25"},
		{"2025-12-31", 1, "2026-01-04"}, // the first three days off, then a worked Sunday
		{"2026-12-25", 4, "2026-12-31"},
	} {
		if got, err := calendar.AddWorkdays(test.from, test.n); err != nil || got != test.want {
			t.Errorf("%s + %d: %s, %v, want %s", test.from, test.n, got, err, test.want)
		}
	}
}

func TestAddWorkdaysNeverGuesses(t *testing.T) {
	calendar := builtIn(t)
	_, err := calendar.AddWorkdays("2026-12-25", 5) // the fifth day would be in 2027
	if !inspection.IsYearUnknown(err) || !strings.Contains(err.Error(), "2027") {
		t.Errorf("got %v", err)
	}
	if day, err := inspection.AddWeekdays("2026-12-25", 5); err != nil || day != "2027-01-01" {
		t.Errorf("%s, %v", day, err)
	}
	for _, n := range []int{0, -1, 366} {
		if _, err := calendar.AddWorkdays("2026-03-02", n); err == nil || inspection.IsYearUnknown(err) {
			t.Errorf("%d days: %v", n, err)
		}
	}
	if _, err := calendar.AddWorkdays("", 1); err == nil {
		t.Error("no day was accepted")
	}
}

func TestParseCalendarRefuses(t *testing.T) {
	year := func(fields string) string { return `{"2027":{"notice":"n",` + fields + `}}` }
	for name, text := range map[string]string{
		"no JSON":          "holidays",
		"nothing":          "{}",
		"unknown field":    year(`"off":["2027-01-01"],"holidays":1`),
		"no notice":        `{"2027":{"off":["2027-01-01"]}}`,
		"no day off":       year(`"off":[]`),
		"no such day":      year(`"off":["2027-02-29"]`),
		"another year":     year(`"off":["2026-12-31"]`),
		"twice":            year(`"off":["2027-01-01","2027-01-01"]`),
		"off and worked":   year(`"off":["2027-01-02"],"work":["2027-01-02"]`),
		"no weekend":       year(`"off":["2027-01-01"],"work":["2027-01-04"]`),
		"year is no year":  `{"next":{"notice":"n","off":["2027-01-01"]}}`,
		"year is too long": `{"02027":{"notice":"n","off":["2027-01-01"]}}`,
		"two values":       year(`"off":["2027-01-01"]`) + "{}",
		"not UTF-8":        year(`"source":"\xb9\xfa","off":["2027-01-01"]`),
	} {
		if _, err := inspection.ParseCalendar([]byte(text)); inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestParseCalendarSaysWhere(t *testing.T) {
	for text, want := range map[string]string{
		"{\n\"2027\": {\n\"notice\": \"n\",\n\"off\": [\"2027-01-01\",],\n":  "line=4",
		"{\n\"2027\": {\n\"notice\": 7}}":                                    "line=3",
		`{"2027":{"notice":"n","holidays":[]}}`:                              "field=holidays",
		`{"2027":{"notice":"n","off":["2027-01-01","2027-13-01"]}}`:          "day=2027-13-01",
		`{"2027":{"notice":"n","off":["2027-01-01"],"work":["2027-01-04"]}}`: "day=2027-01-04",
	} {
		if _, err := inspection.ParseCalendar([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v does not say %s", text, err, want)
		}
	}
	if _, err := inspection.ParseCalendar([]byte("\uFEFF" + `{"2027":{"notice":"n","off":["2027-01-01"]}}`)); err != nil {
		t.Errorf("a file as Windows editors write it: %v", err)
	}
}

func TestWorkdayRule(t *testing.T) {
	calendar := builtIn(t)
	rule := inspection.DeadlineRule{Rule: inspection.DeadlineWorkdays, Days: 3}
	found := time.Date(2026, 9, 30, 23, 0, 0, 0, inspection.Zone)
	if due, err := rule.DueIn(calendar, found.UTC()); err != nil || due != "2026-10-10" {
		t.Errorf("%s, %v", due, err)
	}
	if due := rule.Due(found); due != "" {
		t.Errorf("without a calendar it is due %s", due)
	}
	calendarDays := inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: 3}
	if due, err := calendarDays.DueIn(nil, found); err != nil || due != "2026-10-03" {
		t.Errorf("calendar days need no calendar: %s, %v", due, err)
	}
	late := time.Date(2026, 12, 30, 9, 0, 0, 0, inspection.Zone)
	if due, guessed, err := rule.DueOrWeekdays(calendar, late); due != "2027-01-04" || !guessed || err != nil {
		t.Errorf("%s, guessed %v, %v", due, guessed, err)
	}
	for days, valid := range map[int]bool{0: false, 1: true, 365: true, 366: false} {
		if err := (inspection.DeadlineRule{Rule: inspection.DeadlineWorkdays, Days: days}).Validate(); (err == nil) != valid {
			t.Errorf("%d working days: %v", days, err)
		}
	}
	// Ten working days are two weeks, so for a graver finding the office's ten days are shorter.
	ten := inspection.DeadlineRule{Rule: inspection.DeadlineWorkdays, Days: 10}
	policy := inspection.DeadlinePolicy{inspection.SeveritySerious: {Rule: inspection.DeadlineDays, Days: 10}}
	item := &inspection.Item{Severity: inspection.SeverityGeneral, Deadline: ten}
	if got := policy.RuleFor(item, inspection.SeveritySerious); got.Rule != inspection.DeadlineDays {
		t.Errorf("%+v", got)
	}
}

// workdayOffice has CF-01 due within three working days.
func workdayOffice(t *testing.T, start time.Time) office {
	t.Helper()
	o := newOffice(t)
	o.clock.Advance(start.Sub(inspectiontest.Noon))
	o.UseCalendar(builtIn(t))
	list := inspectiontest.AChecklist(func(c *inspection.Checklist) {
		c.Version = 2
		c.Sections[0].Items[0].Deadline = inspection.DeadlineRule{Rule: inspection.DeadlineWorkdays, Days: 3}
	})
	if err := o.InstallChecklists(context.Background(), "安巡", []inspection.Checklist{list}); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o office) findNote(t *testing.T, hazard inspection.ID) string {
	t.Helper()
	note := ""
	err := o.View(context.Background(), func(r inspection.Reader) error {
		actions, err := r.Actions(context.Background(), hazard)
		if len(actions) > 0 {
			note = actions[0].Note
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return note
}

func TestServiceCountsWorkdays(t *testing.T) {
	o := workdayOffice(t, time.Date(2026, 9, 30, 10, 0, 0, 0, inspection.Zone))
	outcome := o.give(t, o.start(t).ID, "CF-01", inspection.ResultFail, "")
	if outcome.Hazard.Due != "2026-10-10" || o.findNote(t, outcome.Hazard.ID) != "" {
		t.Errorf("due %s", outcome.Hazard.Due)
	}
}

func TestServiceSaysThatAYearIsMissing(t *testing.T) {
	ctx := context.Background()
	o := workdayOffice(t, time.Date(2026, 12, 30, 10, 0, 0, 0, inspection.Zone))
	outcome := o.give(t, o.start(t).ID, "CF-01", inspection.ResultFail, "")
	if note := o.findNote(t, outcome.Hazard.ID); outcome.Hazard.Due != "2027-01-04" || !strings.Contains(note, "请核对") {
		t.Errorf("due %s, noted %q", outcome.Hazard.Due, note)
	}
	// The table of the next year arrives: made up for the test.
	next := []byte(`{"2027":{"notice":"测试","off":["2027-01-01","2027-01-04"],"work":["2027-01-03"],"source":"","verified":"D"}}`)
	years, err := o.ImportHolidays(ctx, inspectorName, "next.json", next)
	if err != nil || !slices.Equal(years, []int{2027}) {
		t.Fatal(years, err)
	}
	calendar, err := o.Calendar(ctx)
	if err != nil || !slices.Equal(calendar.Years(), []int{2024, 2025, 2026, 2027}) {
		t.Fatal(calendar.Years(), err)
	}
	outcome = o.give(t, o.start(t).ID, "CF-01", inspection.ResultFail, "")
	if outcome.Hazard.Due != "2027-01-05" || // the 31st, the worked Sunday, the Tuesday
		o.findNote(t, outcome.Hazard.ID) != "" {
		t.Errorf("due %s", outcome.Hazard.Due)
	}
	if _, err := o.ImportHolidays(ctx, inspectorName, "empty.json", []byte("{}")); err == nil {
		t.Error("an empty file was imported")
	}
	again, err := o.Calendar(ctx)
	if err != nil || len(again.Years()) != 4 {
		t.Error("a refused file changed the calendar")
	}
}

func TestDueState(t *testing.T) {
	for _, test := range []struct {
		due  inspection.Day
		want inspection.DueState
	}{
		{"2026-11-17", inspection.DueState{Kind: inspection.DueOverdue, Days: 3}},
		{"2026-11-20", inspection.DueState{Kind: inspection.DueToday}},
		{"2026-11-21", inspection.DueState{Kind: inspection.DueSoon, Days: 1}},
		{"2026-11-22", inspection.DueState{Kind: inspection.DueSoon, Days: 2}},
		{"2026-11-23", inspection.DueState{Kind: inspection.DueLater, Days: 3}},
		{"", inspection.DueState{}},
	} {
		if got := inspection.DueStateOf(test.due, "2026-11-20"); got != test.want {
			t.Errorf("due %q: %+v", test.due, got)
		}
	}
	hazard := inspectiontest.AHazard(func(h *inspection.Hazard) { h.Due, h.ShelvedUntil = "2026-11-18", "2026-11-22" })
	for status, want := range map[inspection.HazardStatus]inspection.DueKind{
		inspection.HazardOpen: inspection.DueOverdue, inspection.HazardSubmitted: inspection.DueOverdue,
		inspection.HazardShelved: inspection.DueSoon, inspection.HazardClosed: inspection.DueNone, inspection.HazardTransferred: inspection.DueNone,
	} {
		hazard.Status = status
		if got := hazard.DueState("2026-11-20"); got.Kind != want {
			t.Errorf("%s: %+v", status, got)
		}
	}
}
