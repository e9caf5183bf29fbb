// Package spreadsheet reads workbooks that other people made, and writes those
// they are to fill in: the register of places and its template.
//
// A foreign workbook is not trusted. Before any library touches it, the file is
// looked at as what it is, a zip archive of XML: how many entries, how large they
// really are, whether the sheets are well-formed. Rows are then read one after
// the other with limits, so that a small file cannot ask for much memory. The
// limits are far above any real register.
//
// Every wrong cell is answered with sheet, row, column and reason, so that a
// person can put it right without searching.
package spreadsheet
