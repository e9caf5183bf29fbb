package reports

import (
	"strconv"

	"anxun/inspection"
)

// The periods, by id. Their names are translated as reports.period.ID.
const (
	ThisMonth   = "this-month"
	LastMonth   = "last-month"
	ThisQuarter = "this-quarter"
	ThisYear    = "this-year"
	Custom      = "custom"
)

// Periods lists the periods in the order shown.
func Periods() []string { return []string{ThisMonth, LastMonth, ThisQuarter, ThisYear, Custom} }

// span is a range of days, both inclusive.
type span struct{ from, to inspection.Day }

// month returns the month of the calendar that lies so many months after that of today.
func month(today inspection.Day, after int) span {
	first := today.Start().AddDate(0, 0, 1-today.Start().Day()).AddDate(0, after, 0)
	return span{inspection.DayOf(first), inspection.DayOf(first.AddDate(0, 1, -1))}
}

// spanOf returns the days of a period other than Custom as seen on a day.
func spanOf(period string, today inspection.Day) span {
	this := int(today.Start().Month())
	switch period {
	case LastMonth:
		return month(today, -1)
	case ThisQuarter:
		first := -((this - 1) % 3)
		return span{month(today, first).from, month(today, first+2).to}
	case ThisYear:
		return span{month(today, 1-this).from, month(today, 12-this).to}
	default:
		return month(today, 0)
	}
}

// name says the span as people write it: a month, a quarter or a year where it is exactly that, else both days.
func (s span) name(t func(string, ...any) string) string {
	start := s.from.Start()
	year, this := start.Year(), int(start.Month())
	switch s {
	case spanOf(ThisMonth, s.from):
		return t("reports.name.month", "year", year, "month", this)
	case spanOf(ThisQuarter, s.from):
		return t("reports.name.quarter", "year", year, "quarter", strconv.Itoa((this+2)/3))
	case spanOf(ThisYear, s.from):
		return t("reports.name.year", "year", year)
	}
	if s.from == s.to {
		return string(s.from)
	}
	return t("reports.name.days", "from", string(s.from), "to", string(s.to))
}
