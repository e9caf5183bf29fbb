package settings

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func chosen(s State, severity inspection.Severity) string {
	for _, choice := range s.Deadlines {
		for _, option := range choice.Options {
			if choice.Severity == severity && option.ID == choice.Chosen {
				return option.Text
			}
		}
	}
	return ""
}

func TestTheOfficeChoosesItsDeadlines(t *testing.T) {
	p, view, host, service := newFixture(t)
	p.Load()
	if chosen(view.state, inspection.SeverityGeneral) != "当日" || chosen(view.state, inspection.SeveritySerious) != "3 天内" {
		t.Fatalf("%+v", view.state.Deadlines)
	}
	p.SetDeadline(inspection.SeveritySerious, ruleID(inspection.DeadlineRule{Rule: inspection.DeadlineWorkdays, Days: 5}))
	deadlines, err := service.Deadlines(context.Background())
	if err != nil || deadlines.Policy[inspection.SeveritySerious].Days != 5 || chosen(view.state, inspection.SeveritySerious) != "5 个工作日内" || view.state.Saved.IsZero() {
		t.Errorf("%+v, %v", deadlines.Policy, err)
	}
	p.SetDeadline(inspection.SeverityMajor, ruleID(inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: 30}))
	if view.state.DeadlineProblem == "" || chosen(view.state, inspection.SeverityMajor) != "3 天内" {
		t.Errorf("a major hazard may take longer than a serious one: %+v", view.state)
	}
	p.SetDeadline(inspection.SeverityMajor, ruleID(inspection.DeadlineRule{Rule: inspection.DeadlineSameDay}))
	if view.state.DeadlineProblem != "" || len(host.Errors) != 0 {
		t.Errorf("%+v", view.state)
	}
}

func TestHolidaysAreImported(t *testing.T) {
	p, view, host, service := newFixture(t)
	calendar, err := inspection.ParseCalendar([]byte(`{"2026":{"notice":"n","off":["2026-01-01"]}}`))
	if err != nil {
		t.Fatal(err)
	}
	service.UseCalendar(calendar)
	host.Clock = inspectiontest.FixedClock(time.Date(2026, 10, 31, 9, 0, 0, 0, inspection.Zone))
	p.Load()
	if !strings.Contains(view.state.Years, "2026") || view.state.MissingYear != "" {
		t.Errorf("in October: %+v", view.state)
	}
	host.Clock = inspectiontest.FixedClock(inspectiontest.Noon)
	p.Load()
	if !strings.Contains(view.state.MissingYear, "2027") {
		t.Errorf("in November, when the notice is out: %q", view.state.MissingYear)
	}
	file := func(text string) string {
		path := filepath.Join(t.TempDir(), "安排.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	p.ImportHolidays(file(`{"2027":{"notice":"n","off":["2026-01-01"]}}`))
	if problem := view.state.HolidayProblem; !strings.Contains(problem, "安排.json") || !strings.Contains(problem, "2026-01-01") || !strings.Contains(view.state.MissingYear, "2027") {
		t.Errorf("a wrong file: %q", problem)
	}
	p.ImportHolidays(filepath.Join(t.TempDir(), "nowhere.json"))
	if view.state.HolidayProblem == "" {
		t.Error("a file that is not there")
	}
	p.ImportHolidays(file(`{"2027":{"notice":"n","off":["2027-01-01"]}}`))
	if view.state.HolidayProblem != "" || view.state.MissingYear != "" || !strings.Contains(view.state.Years, "2026、2027") {
		t.Errorf("%+v", view.state)
	}
}
