// Package form fills documents: an embedded template, or one of the office's own,
// whose cells hold placeholders such as {{隐患.描述}}.
//
// A template is an ordinary .xlsx. Fill changes the cells that hold placeholders and
// nothing else: every other part of the file stays byte for byte as it was, so the
// layout is whatever its author made it. A row that holds fields of a list, such as
// {{问题.序号}}, is repeated for each element, and everything below moves down with
// its merged cells, breaks, drawings, formulas and print ranges. A row becomes higher
// when its text needs it, and a text too long for one row goes on in the next.
//
// The placeholders are listed in docs/forms.md, which is printed from catalogue.go.
//
// Where things are: container.go opens the file and refuses what is no workbook;
// sheet.go finds rows and cells in a sheet's XML without changing it; plan.go decides
// which rows come out; measure.go how much room text takes; emit.go writes the sheet;
// shift.go moves references; drawing.go adds pictures. data*.go turn records into
// values.
package form
