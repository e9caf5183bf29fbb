package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// holidaysListCommand shows which years of the official holidays are known. With --json it
// prints them in the form that holidays import reads.
func holidaysListCommand() command {
	return command{
		name: "holidays list", access: accessRead, summary: "cli.holidays_list",
		run: func(ctx context.Context, c *call) error {
			calendar, err := c.Service.Calendar(ctx)
			if err != nil {
				return err
			}
			return c.printCalendar(calendar)
		},
	}
}

// holidaysImportCommand adds the years of a file. A file with anything wrong in it
// changes nothing.
func holidaysImportCommand() command {
	return command{
		name: "holidays import", args: []string{"FILE.json"}, access: accessWrite, summary: "cli.holidays_import",
		run: func(ctx context.Context, c *call) error {
			data, err := setup.ReadHolidays(c.args[0])
			if err != nil {
				return err
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			years, err := c.Service.ImportHolidays(ctx, by, c.args[0], data)
			if err != nil {
				return err
			}
			calendar, err := c.Service.Calendar(ctx)
			if err != nil {
				return err
			}
			if !c.json {
				c.say("cli.holidays.imported", "years", joinYears(c, years))
			}
			return c.printCalendar(calendar)
		},
	}
}

func joinYears(c *call, years []int) string {
	names := make([]string, len(years))
	for i, year := range years {
		names[i] = strconv.Itoa(year)
	}
	return strings.Join(names, c.text.T("cli.separator"))
}

func (c *call) printCalendar(calendar *inspection.Calendar) error {
	document := map[string]inspection.CalendarYear{}
	list := table{header: c.columns("year", "off", "work", "notice")}
	for _, number := range calendar.Years() {
		year, _ := calendar.Year(number)
		document[strconv.Itoa(number)] = year
		list.add(strconv.Itoa(number), strconv.Itoa(len(year.Off)), strconv.Itoa(len(year.Work)), year.Notice)
	}
	return c.emit(document, func() {
		list.write(c.out)
		fmt.Fprintln(c.out)
		c.say("cli.holidays.missing")
	})
}
