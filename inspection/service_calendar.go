package inspection

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
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
// year that is known already is replaced. The change is in the journal. A file with
// anything wrong in it changes nothing; the error names it by file.
func (s *Service) ImportHolidays(ctx context.Context, by, file string, data []byte) ([]int, error) {
	if len(data) > MaxCalendarFile {
		return nil, Invalid("error.calendar_large", "file", file, "limit", MaxCalendarFile>>10)
	}
	added, err := ParseCalendar(data)
	if err != nil {
		return nil, inFile(err, file)
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

// inFile adds the name of the file to what an error tells.
func inFile(err error, file string) error {
	var known *Error
	if !errors.As(err, &known) {
		return err
	}
	named := *known
	named.Args = append(slices.Clone(known.Args), "file", file)
	return &named
}
