package export

import (
	"fmt"
	"strings"

	"anxun/inspection"
)

// Formulas count cells of the detail sheets. They use only functions that Excel, WPS
// and LibreOffice share, none of them volatile, and bounded ranges.

// criterion is a literal for COUNTIFS that matches exactly the text: without the
// leading "=" a text such as ">5" would be a comparison, without the tildes "*" and "?"
// would stand for anything.
func criterion(text string) string {
	escaped := strings.NewReplacer("~", "~~", "*", "~*", "?", "~?", `"`, `""`).Replace(text)
	return `"=` + escaped + `"`
}

// countAll counts the filled cells of a column.
func countAll(t *table, column string) string {
	return t.perPart(func(cells func(string) string) string { return "COUNTA(" + cells(column) + ")" })
}

// countWhere counts the rows in which each named column meets its condition;
// conditions alternate column and COUNTIFS criterion.
func countWhere(t *table, conditions ...string) string {
	return t.perPart(func(cells func(string) string) string {
		parts := make([]string, 0, len(conditions))
		for i := 0; i < len(conditions); i += 2 {
			parts = append(parts, cells(conditions[i]), conditions[i+1])
		}
		return "COUNTIFS(" + strings.Join(parts, ",") + ")"
	})
}

// sumOf adds up a column.
func sumOf(t *table, column string) string {
	return t.perPart(func(cells func(string) string) string { return "SUM(" + cells(column) + ")" })
}

// sumWhere adds up a column over the rows that countWhere counts.
func sumWhere(t *table, column string, conditions ...string) string {
	return t.perPart(func(cells func(string) string) string {
		parts := []string{cells(column)}
		for i := 0; i < len(conditions); i += 2 {
			parts = append(parts, cells(conditions[i]), conditions[i+1])
		}
		return "SUMIFS(" + strings.Join(parts, ",") + ")"
	})
}

// countExact counts the rows whose column equals the text of a cell, letter by
// letter: names are free text, and COUNTIFS would read "*" or "001" its own way.
// more is a further condition on a column of the same row, e.g. `="已销号"`.
func countExact(t *table, column, cell string, more ...string) string {
	return t.perPart(func(cells func(string) string) string {
		product := "EXACT(" + cells(column) + "," + cell + ")"
		for i := 0; i < len(more); i += 2 {
			product += "*(" + cells(more[i]) + more[i+1] + ")"
		}
		return "SUMPRODUCT(1*" + product + ")"
	})
}

// quotient divides and shows a dash for a share of nothing.
func quotient(part, whole string) string {
	return fmt.Sprintf(`IF((%s)=0,"%s",(%s)/(%s))`, whole, wordUndefined, part, whole)
}

// dateFormula writes a day as a formula does, in every locale alike.
func dateFormula(day inspection.Day) string {
	return day.Start().Format("DATE(2006,1,2)")
}
