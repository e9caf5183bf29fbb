package i18n

import (
	"fmt"
	"time"
)

// Day returns the day of t with its weekday and without the year: “11月20日 星期五”.
func (c *Catalog) Day(t time.Time) string {
	return c.T("date.day", "month", int(t.Month()), "day", t.Day(), "weekday", c.Weekday(t.Weekday()))
}

// YearDay returns the day of t with its year: “2026年11月20日”.
func (c *Catalog) YearDay(t time.Time) string {
	return c.T("date.year_day", "year", t.Year(), "month", int(t.Month()), "day", t.Day())
}

// Month returns the month of t with its year: “2026年11月”.
func (c *Catalog) Month(t time.Time) string {
	return c.T("date.month", "year", t.Year(), "month", int(t.Month()))
}

// Weekday returns the full name of d: “星期五”.
func (c *Catalog) Weekday(d time.Weekday) string { return c.T(fmt.Sprintf("date.weekday.%d", int(d))) }

// ShortWeekday returns the name of d for the head of a calendar: “五”.
func (c *Catalog) ShortWeekday(d time.Weekday) string {
	return c.T(fmt.Sprintf("date.short.%d", int(d)))
}

// DayTime returns t to the minute as “2026-11-20 09:05”, the form that the reports use too.
func (c *Catalog) DayTime(t time.Time) string { return t.Format("2006-01-02 15:04") }

// Clock returns the time of day of t to the second: “09:31:07”.
func (c *Catalog) Clock(t time.Time) string { return t.Format("15:04:05") }

// Ago says how long before now t was, in words that stay short: 刚刚, 5 分钟前, 3 小时前, 昨天 17:20, 4 天前; from thirty
// days on, and for a t after now, the date and time itself.
func (c *Catalog) Ago(t, now time.Time) string {
	t = t.In(now.Location())
	passed := now.Sub(t)
	days := daysBetween(t, now)
	switch {
	case passed < 0 || days >= 30:
		return c.DayTime(t)
	case passed < time.Minute:
		return c.T("date.ago.now")
	case passed < time.Hour:
		return c.T("date.ago.minutes", "n", int(passed/time.Minute))
	case days == 0:
		return c.T("date.ago.hours", "n", int(passed/time.Hour))
	case days == 1:
		return c.T("date.ago.yesterday", "time", t.Format("15:04"))
	default:
		return c.T("date.ago.days", "n", days)
	}
}

// daysBetween counts midnights, not spans of 24 hours: 23:59 yesterday is one day ago at 00:01.
func daysBetween(from, to time.Time) int {
	a := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC)
	b := time.Date(to.Year(), to.Month(), to.Day(), 0, 0, 0, 0, time.UTC)
	return int(b.Sub(a) / (24 * time.Hour))
}
