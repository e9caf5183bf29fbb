package export

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// columnName is the letter name of a column counted from 1.
func columnName(column int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		panic("export: column " + strconv.Itoa(column) + ": " + err.Error()) // columns are fixed in this package
	}
	return name
}

// cellName is e.g. C7; both counted from 1.
func cellName(column, row int) string { return columnName(column) + strconv.Itoa(row) }

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// absoluteRange is e.g. '汇总'!$A$1:$L$40.
func absoluteRange(sheet string, column, row, toColumn, toRow int) string {
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoteSheet(sheet), columnName(column), row, columnName(toColumn), toRow)
}

// absolute is a range of whole rows, e.g. '汇总'!$1:$3, for a column of 0; otherwise the
// same column through the rows.
func absolute(sheet string, row, column, toRow int) string {
	if column == 0 {
		return fmt.Sprintf("%s!$%d:$%d", quoteSheet(sheet), row, toRow)
	}
	return absoluteRange(sheet, column, row, column, toRow)
}

// excelEpoch is day 0 of the 1900 date system as it counts from March 1900 on.
var excelEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, inspection.Zone)

// daySerial is how a cell keeps a day.
func daySerial(day inspection.Day) int {
	return int(day.Start().Sub(excelEpoch) / (24 * time.Hour))
}

// clockSerial is how a cell keeps an instant, in the offices' time zone, to the
// minute: the seconds of an inspection say nothing to a reader. The tenth of a
// millisecond keeps LibreOffice, which rounds down, from showing the minute before.
func clockSerial(t time.Time) float64 {
	const nudge = 1e-9
	return float64(t.Sub(excelEpoch)/time.Minute)/(24*60) + nudge
}

// absoluteCell is e.g. '汇总'!$C$12.
func absoluteCell(sheet string, column, row int) string {
	return fmt.Sprintf("%s!$%s$%d", quoteSheet(sheet), columnName(column), row)
}
