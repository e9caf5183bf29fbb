// Package export writes what was inspected as workbooks for other departments.
//
// Write makes one workbook for one department and one period, in Chinese whatever
// the language of the window: a summary 汇总 whose figures are live formulas over
// the detail sheets, one sheet per kind of record, the department's own sheet, and
// 数据说明, which says what was counted, what was left out and why.
//
// Rows are streamed from the store into the file, so memory does not grow with
// their number. A workbook appears under its name only when it is complete.
//
// Where things are: report.go walks the store once and feeds every sheet;
// sheet_*.go say which columns a sheet has; tally.go counts what the summary
// shows, independently of the formulas in summary*.go; table.go and book.go turn
// rows into a workbook; target.go replaces the file.
package export
