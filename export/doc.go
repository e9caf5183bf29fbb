// Package export writes what was inspected as workbooks for other departments.
//
// Write makes one workbook for one department and one period, in Chinese whatever
// the language of the window: a summary 汇总 whose figures are live formulas over
// the detail sheets, one sheet per kind of record, the department's own sheet, and
// 数据说明, which says what was counted, what was left out and why.
//
// Rows and photos are streamed from the store into the file, so memory does not grow
// with their number. A workbook appears under its name only when it is complete.
//
// Where things are: report.go walks the store once and feeds every sheet;
// sheet_*.go say which columns a sheet has; tally.go counts what the summary
// shows, independently of the formulas in front*.go; table.go and sheet*.go turn
// rows into worksheets, part.go compresses them side by side, photos.go, media.go and
// drawing.go lay pictures over cells, assemble.go joins all that with what Excelize
// makes (styles, charts, names), target.go replaces the file. plain.go writes any list
// as a workbook or CSV.
package export
