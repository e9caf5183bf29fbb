package inspection

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Calendar knows the working days of the years whose official table it holds: 国务院办公厅
// publishes one for each year, usually in November of the year before, with the
// days off and the weekend days that are worked instead (调休). A year that is not
// in the calendar is never guessed. A Calendar never changes once it is made; the
// nil Calendar holds no year.
type Calendar struct {
	years map[int]calendarYear
}

// calendarYear holds what differs from an ordinary week.
type calendarYear struct {
	file CalendarYear
	off  map[Day]bool
	work map[Day]bool
}

// CalendarYear is one year as it stands in a file.
type CalendarYear struct {
	Notice   string `json:"notice"`   // title, number and date of the official notice
	Off      []Day  `json:"off"`      // days off, weekends among them included
	Work     []Day  `json:"work"`     // Saturdays and Sundays that are worked
	Source   string `json:"source"`   // where the notice was read
	Verified Level  `json:"verified"` // LevelVerified: read in full
}

// ParseCalendar reads a calendar from JSON: an object of years, each a CalendarYear.
// It refuses unknown fields, days that do not exist or belong to another year,
// days named twice, worked days that are no weekend, and a year without a notice,
// so that a file that is half right is not used at all. The error says where.
func ParseCalendar(data []byte) (*Calendar, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF")) // Windows editors put it there
	if !utf8.Valid(data) {
		return nil, Invalid("error.calendar_encoding")
	}
	var file map[string]CalendarYear
	if err := decodeStrict(data, &file); err != nil {
		return nil, calendarSyntax(data, err)
	}
	if len(file) == 0 {
		return nil, Invalid("error.calendar_empty")
	}
	calendar := &Calendar{years: map[int]calendarYear{}}
	for _, name := range slices.Sorted(maps.Keys(file)) {
		number, err := strconv.Atoi(name)
		if err != nil || len(name) != 4 {
			return nil, Invalid("error.calendar_year_name", "value", name)
		}
		if calendar.years[number], err = newCalendarYear(name, file[name]); err != nil {
			return nil, err
		}
	}
	return calendar, nil
}

// calendarSyntax says on which line the text is no calendar, or which field does not
// belong into one.
func calendarSyntax(data []byte, err error) error {
	if field, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return Wrap(err, CodeInvalid, "error.calendar_field", "field", strings.Trim(field, `"`))
	}
	end := int64(len(data))
	var syntax *json.SyntaxError
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		end = min(end, syntax.Offset)
	case errors.As(err, &wrongType):
		end = min(end, wrongType.Offset)
	}
	return Wrap(err, CodeInvalid, "error.calendar_unreadable", "line", 1+bytes.Count(data[:end], []byte("\n")))
}

func newCalendarYear(name string, file CalendarYear) (calendarYear, error) {
	year := calendarYear{file: file, off: map[Day]bool{}, work: map[Day]bool{}}
	if file.Notice == "" || len(file.Off) == 0 {
		return year, Invalid("error.calendar_incomplete", "year", name)
	}
	for _, day := range file.Off {
		if err := year.claim(year.off, name, day); err != nil {
			return year, err
		}
	}
	for _, day := range file.Work {
		if err := year.claim(year.work, name, day); err != nil {
			return year, err
		}
		if !weekend(day) {
			return year, Invalid("error.calendar_work_no_weekend", "day", string(day))
		}
	}
	return year, nil
}

// claim enters a day of the year into one of its two sets.
func (y calendarYear) claim(set map[Day]bool, year string, day Day) error {
	if _, err := ParseDay(string(day)); err != nil {
		return Wrap(err, CodeInvalid, "error.calendar_day", "day", string(day), "year", year)
	}
	if string(day[:4]) != year || y.off[day] || y.work[day] {
		return Invalid("error.calendar_day", "day", string(day), "year", year)
	}
	set[day] = true
	return nil
}

// With returns a calendar with the years of both; where both hold a year, newer's
// is taken, as a notice may be corrected.
func (c *Calendar) With(newer *Calendar) *Calendar {
	merged := &Calendar{years: map[int]calendarYear{}}
	for _, from := range []*Calendar{c, newer} {
		if from != nil {
			maps.Copy(merged.years, from.years)
		}
	}
	return merged
}

// Years lists the years that the calendar holds, earliest first.
func (c *Calendar) Years() []int {
	if c == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(c.years))
}

// Year returns a year as it stood in the file.
func (c *Calendar) Year(year int) (CalendarYear, bool) {
	if c == nil {
		return CalendarYear{}, false
	}
	found, known := c.years[year]
	return found.file, known
}

// IsWorkday reports whether the day is worked. known is false, and workday says
// nothing, for a day of a year that the calendar does not hold.
func (c *Calendar) IsWorkday(day Day) (workday, known bool) {
	start := day.Start()
	if c == nil || start.IsZero() {
		return false, false
	}
	year, known := c.years[start.Year()]
	if !known {
		return false, false
	}
	if weekend(day) {
		return year.work[day], true
	}
	return !year.off[day], true
}

// AddWorkdays returns the n-th working day after the day, which itself is not
// counted; n is 1 to MaxDeadlineDays. If it would have to look at a year that the
// calendar does not hold, it gives error.calendar_year_unknown, which names the
// year. The caller may then use AddWeekdays and must say so.
func (c *Calendar) AddWorkdays(day Day, n int) (Day, error) {
	return addDays(day, n, func(day Day) (bool, error) {
		workday, known := c.IsWorkday(day)
		if !known {
			return false, Invalid("error.calendar_year_unknown", "year", string(day[:4]))
		}
		return workday, nil
	})
}

// AddWeekdays returns the n-th day from Monday to Friday after the day; n is 1 to
// MaxDeadlineDays. It knows no holidays and is only for a year whose table is not
// there yet: whoever uses it says so beside the result.
func AddWeekdays(day Day, n int) (Day, error) {
	return addDays(day, n, func(day Day) (bool, error) { return !weekend(day), nil })
}

func addDays(day Day, n int, counts func(Day) (bool, error)) (Day, error) {
	if _, err := ParseDay(string(day)); err != nil {
		return "", err
	}
	if n < 1 || n > MaxDeadlineDays {
		return "", Invalid("error.deadline_rule", "rule", string(DeadlineWorkdays), "days", n)
	}
	for n > 0 {
		day = day.Add(1)
		counted, err := counts(day)
		if err != nil {
			return "", err
		}
		if counted {
			n--
		}
	}
	return day, nil
}

func weekend(day Day) bool {
	switch day.Start().Weekday() {
	case time.Saturday, time.Sunday:
		return true
	default:
		return false
	}
}
