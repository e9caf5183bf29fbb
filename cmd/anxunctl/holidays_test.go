package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"anxun/inspection"
)

// nextYear is made up: the notice of 2027 was not out when this was written.
const nextYear = `{
  "2027": {
    "notice": "测试用",
    "off": ["2027-01-01", "2027-01-04"],
    "work": ["2027-01-03"],
    "source": "",
    "verified": "D"
  }
}`

func TestHolidaysAreListedAndImported(t *testing.T) {
	d := newDesk(t)
	d.ok("init")
	known := func() map[string]inspection.CalendarYear {
		t.Helper()
		years := map[string]inspection.CalendarYear{}
		d.json(&years, "holidays", "list")
		return years
	}
	if years := known(); len(years) != 3 || len(years["2026"].Off) == 0 {
		t.Fatalf("%v", years)
	}
	if text := d.ok("holidays", "list"); !strings.Contains(text, "国务院办公厅关于2026年部分节假日安排的通知") || !strings.Contains(text, "不作推算") {
		t.Error(text)
	}
	if text := d.ok("holidays", "import", d.file("2027.json", nextYear), "--by", "张建国"); !strings.Contains(text, "已导入 2027 年") {
		t.Error(text)
	}
	years := known()
	if len(years) != 4 || years["2027"].Notice != "测试用" {
		t.Fatalf("%v", years)
	}
	// What list prints can be imported on another laptop.
	text, err := json.Marshal(years)
	if err != nil {
		t.Fatal(err)
	}
	other := newDesk(t)
	other.ok("init")
	other.ok("holidays", "import", other.file("all.json", string(text)))
}

func TestAWrongHolidayFileChangesNothing(t *testing.T) {
	d := newDesk(t)
	d.ok("init")
	before := d.journal()
	for name, test := range map[string]struct {
		content string
		says    []string
	}{
		"photo.json":   {"\xff\xd8\xff\xe0", []string{"photo.json", "UTF-8"}},
		"words.json":   {"2027年元旦放假", []string{"words.json", "第 1 行"}},
		"comma.json":   {strings.Replace(nextYear, `"测试用",`, `"测试用"`, 1), []string{"comma.json", "第 4 行"}},
		"field.json":   {strings.Replace(nextYear, `"off"`, `"holidays"`, 1), []string{"field.json", "holidays"}},
		"year.json":    {strings.Replace(nextYear, `"2027":`, `"明年":`, 1), []string{"year.json", "明年"}},
		"other.json":   {strings.Replace(nextYear, "2027-01-04", "2026-12-31", 1), []string{"other.json", "2026-12-31", "2027年"}},
		"nosuch.json":  {strings.Replace(nextYear, "2027-01-04", "2027-02-30", 1), []string{"nosuch.json", "2027-02-30"}},
		"monday.json":  {strings.Replace(nextYear, "2027-01-03", "2027-01-11", 1), []string{"monday.json", "2027-01-11"}},
		"empty.json":   {"{}", []string{"empty.json"}},
		"half.json":    {`{"2027":{"notice":"测试用"}}`, []string{"half.json", "2027"}},
		"large.json":   {strings.Repeat(" ", inspection.MaxCalendarFile+1), []string{"large.json", "256 KB"}},
		"nowhere.json": {"", []string{"nowhere.json"}},
	} {
		path := d.file(name, test.content)
		if name == "nowhere.json" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		message := d.failing(exitFailed, "holidays", "import", path)
		for _, part := range test.says {
			if !strings.Contains(message, part) {
				t.Errorf("%s: %q does not say %s", name, message, part)
			}
		}
		if strings.Contains(message, "‹") || strings.Contains(message, "{") {
			t.Errorf("%s: %s", name, message)
		}
	}
	if after := d.journal(); after != before {
		t.Errorf("%d entries were written", after-before)
	}
}

func TestTheOfficeSetsDeadlines(t *testing.T) {
	d := newSampleDesk(t)
	if text := d.ok("deadlines", "show"); !strings.Contains(text, "当日") || !strings.Contains(text, "不是法定期限") {
		t.Error(text)
	}
	var policy inspection.DeadlinePolicy
	d.json(&policy, "deadlines", "set", "--serious", "2", "--major", "immediate", "--general", "5w")
	want := inspection.DeadlinePolicy{inspection.SeverityGeneral: {Rule: inspection.DeadlineWorkdays, Days: 5},
		inspection.SeveritySerious: {Rule: inspection.DeadlineDays, Days: 2}, inspection.SeverityMajor: {Rule: inspection.DeadlineImmediate}}
	for severity, rule := range want {
		if policy[severity] != rule {
			t.Errorf("%s: %+v", severity, policy[severity])
		}
	}
	before := d.journal()
	d.failing(exitUsage, "deadlines", "set")
	d.failing(exitUsage, "deadlines", "set", "--serious", "soon")
	d.failing(exitUsage, "deadlines", "set", "--serious", "0")
	d.failing(exitFailed, "deadlines", "set", "--major", "3")
	if d.journal() != before {
		t.Error("a refused rule was stored")
	}
}

// TestAMissingYearIsSaid records a finding at the end of the last known year under a rule of
// working days: the deadline stands, and it is said that it was not counted by the
// official table, until that is imported.
func TestAMissingYearIsSaid(t *testing.T) {
	d := newSampleDesk(t)
	d.runs = 38 * 24 * 60 * 60 // it is 30 December
	d.ok("deadlines", "set", "--serious", "3w", "--major", "3")
	answers := `place: YL-003
checklists: [CF]
started: 2026-12-30T09:05:00+08:00
inspectors: [{name: 张建国, dept: emergency}]
default: pass
answers:
  CF-29: {result: fail, note: 无记录, severity: serious}
finish: true
`
	var one struct{ Hazards []string }
	d.json(&one, "inspect", "--answers", d.file("answers.yaml", answers))
	var found struct {
		Due        string
		DueGuessed bool `json:"due_guessed"`
	}
	if d.json(&found, "hazards", "show", one.Hazards[0]); found.Due != "2027-01-04" || !found.DueGuessed {
		t.Errorf("%+v", found)
	}
	if text := d.ok("hazards", "show", one.Hazards[0]); !strings.Contains(text, "2027-01-04（未收录次年节假日安排") {
		t.Error(text)
	}
	d.ok("holidays", "import", d.file("2027.json", nextYear))
	if d.json(&found, "hazards", "show", one.Hazards[0]); found.DueGuessed {
		t.Errorf("after the import: %+v", found)
	}
}
