package inspection

import (
	"context"
	"encoding/json"
	"strconv"
	"time"
)

// UseCalendar sets the built-in calendar. It is called once, before the service is
// used.
func (s *Service) UseCalendar(builtIn *Calendar) { s.builtIn = builtIn }

// Calendar returns the working-day calendar: the built-in years and, over them, those
// the office imported.
func (s *Service) Calendar(ctx context.Context) (*Calendar, error) {
	var calendar *Calendar
	err := s.store.View(ctx, func(r Reader) (err error) {
		calendar, err = s.calendar(ctx, r)
		return err
	})
	return calendar, err
}

func (s *Service) calendar(ctx context.Context, r Reader) (*Calendar, error) {
	text, err := r.Setting(ctx, SettingHolidays)
	if err != nil || text == "" {
		return s.builtIn, err
	}
	imported, err := ParseCalendar([]byte(text))
	if err != nil {
		return nil, Wrap(err, CodeDamaged, "error.record_damaged", "kind", string(KindSetting), "record", string(SettingHolidays), "field", "value")
	}
	return s.builtIn.With(imported), nil
}

// MaxCalendarFile is the largest calendar file that is imported, in bytes. A year
// takes about one kilobyte.
const MaxCalendarFile = 256 << 10

// ImportHolidays adds the years of a calendar file, in the form ParseCalendar reads,
// to those the office imported before, and returns the years that the file holds. A
// year that is known already is replaced. The change is in the journal.
func (s *Service) ImportHolidays(ctx context.Context, by string, data []byte) ([]int, error) {
	if len(data) > MaxCalendarFile {
		return nil, Invalid("error.calendar_unreadable")
	}
	added, err := ParseCalendar(data)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, by, func(w Writer) error {
		text, err := w.Setting(ctx, SettingHolidays)
		if err != nil {
			return err
		}
		var before *Calendar
		if text != "" {
			if before, err = ParseCalendar([]byte(text)); err != nil {
				return err
			}
		}
		stored, err := before.With(added).encode()
		if err != nil {
			return err
		}
		return w.Put(ctx, Setting{Name: SettingHolidays, Value: stored})
	})
	return added.Years(), err
}

// encode writes the calendar in the form ParseCalendar reads. Equal calendars give
// equal text.
func (c *Calendar) encode() (string, error) {
	file := map[string]CalendarYear{}
	for _, year := range c.Years() {
		file[strconv.Itoa(year)] = c.years[year].file
	}
	text, err := json.Marshal(file)
	return string(text), err
}

// Due returns the deadline that the office's rules give a hazard found at the
// instant, for screens that propose one before it is saved. item is nil for a
// hazard found ad hoc. guessed reports that a year's table is missing and only
// weekends were left out; the screen says so.
func (s *Service) Due(ctx context.Context, item *Item, severity Severity, found time.Time) (due Day, guessed bool, err error) {
	calendar, err := s.Calendar(ctx)
	if err != nil {
		return "", false, err
	}
	return s.policy.RuleFor(item, severity).DueOrWeekdays(calendar, found)
}

// due is Due inside a transaction. note is what the hazard's history must say about
// the deadline. Like every text on the record it is Chinese.
func (s *Service) due(ctx context.Context, r Reader, rule DeadlineRule, found time.Time) (due Day, note string, err error) {
	if rule.Rule != DeadlineWorkdays {
		return rule.Due(found), "", nil
	}
	calendar, err := s.calendar(ctx, r)
	if err != nil {
		return "", "", err
	}
	due, guessed, err := rule.DueOrWeekdays(calendar, found)
	if guessed {
		note = "未收录相应年度的节假日安排，期限只扣除了周六、周日，请核对。"
	}
	return due, note, err
}
