package inspection

import (
	"time"
)

// Zone is the time zone of every office that uses Anxun. China has one zone and
// no summer time, so a fixed offset is exact and needs no zone database, which a
// bare Windows machine does not have.
var Zone = time.FixedZone("CST", 8*60*60)

// Day is a calendar day in Zone, written YYYY-MM-DD; the empty Day means "none".
// A day is not an instant: deadlines and report periods are days, so they cannot
// slip with a time zone. Days compare with < and > as text.
type Day string

// dayLayout is how a Day is written.
const dayLayout = "2006-01-02"

// DayOf returns the day in Zone on which the instant t falls.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return ""
	}
	return Day(t.In(Zone).Format(dayLayout))
}

// ParseDay reads a day written YYYY-MM-DD. It refuses anything else, including
// days that do not exist such as 2026-02-30, with CodeInvalid.
func ParseDay(text string) (Day, error) {
	t, err := time.ParseInLocation(dayLayout, text, Zone)
	if err != nil || t.Format(dayLayout) != text {
		return "", Invalid("error.day", "value", text)
	}
	return Day(text), nil
}

// Start returns the first instant of the day; the zero time for the empty day
// or text that is no day.
func (d Day) Start() time.Time {
	t, err := time.ParseInLocation(dayLayout, string(d), Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// End returns the first instant after the day.
func (d Day) End() time.Time {
	start := d.Start()
	if start.IsZero() {
		return start
	}
	return start.AddDate(0, 0, 1)
}

// Add returns the day n days later, or earlier for a negative n.
func (d Day) Add(n int) Day {
	start := d.Start()
	if start.IsZero() {
		return d
	}
	return DayOf(start.AddDate(0, 0, n))
}

// DaysUntil counts the days from d to other; negative when other is earlier.
// Either day empty gives 0.
func (d Day) DaysUntil(other Day) int {
	from, to := d.Start(), other.Start()
	if from.IsZero() || to.IsZero() {
		return 0
	}
	return int(to.Sub(from) / (24 * time.Hour))
}

// FormatInstant writes an instant as it is stored: RFC 3339 in UTC with
// milliseconds, so that stored instants sort as text. The zero time is "".
func FormatInstant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// ParseInstant reads what FormatInstant wrote, or any RFC 3339 instant; "" is
// the zero time.
func ParseInstant(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}, Invalid("error.instant", "value", text)
	}
	return t, nil
}
