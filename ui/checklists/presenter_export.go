package checklists

import (
	"context"
	"strings"

	"anxun/inspection"
)

// Export writes the items or documents that are listed, in the order shown.
func (p *Presenter) Export() { p.export(p.rows) }

// ExportChosen writes the marked rows, else the selected one, as Copy takes them. Items and documents go into different
// tables: what is looked at decides.
func (p *Presenter) ExportChosen() {
	if rows := p.chosen(); len(rows) > 0 {
		p.export(rows)
	}
}

// export writes those of the rows that are of the kind looked at.
func (p *Presenter) export(rows []Row) {
	t := p.host.Catalog().T
	name, columns, cells := "checklists.export.items", []string{"checklist", "section", "code", "text", "method", "basis", "severity", "deadline", "departments", "applies"}, p.itemCells()
	if p.scope == ScopeDocuments {
		name, columns, cells = "checklists.export.documents", []string{"title", "number", "issuer", "status", "from", "until", "clauses"}, p.documentCells()
	}
	headers := make([]string, len(columns))
	for i, column := range columns {
		headers[i] = t("checklists.export." + column)
	}
	var lines [][]any
	for _, row := range rows {
		if line, known := cells[row.ID]; known {
			lines = append(lines, line)
		}
	}
	p.host.ExportList(t(name), headers, func(_ context.Context, yield func([]any) error) error {
		for _, line := range lines {
			if err := yield(line); err != nil {
				return err
			}
		}
		return nil
	})
}

// itemCells are the cells of every item, by its code.
func (p *Presenter) itemCells() map[string][]any {
	t, today := p.host.Catalog().T, inspection.DayOf(p.host.Now())
	cells := make(map[string][]any, len(p.items))
	for _, e := range p.items {
		item := e.item
		cells[string(item.Code)] = []any{e.list.Title, e.section, string(item.Code), item.Text, item.Method, p.service.Library().Cite(item.Basis, today),
			t("severity." + string(item.Severity)), p.deadline(item), p.departments(item.Departments), p.conditions(item.Applies)}
	}
	return cells
}

// documentCells are the cells of every document, by its id.
func (p *Presenter) documentCells() map[string][]any {
	cells := make(map[string][]any, len(p.documents))
	for _, e := range p.documents {
		document := e.document
		status, _ := p.status(document)
		clauses := make([]string, 0, len(document.Clauses))
		for _, clause := range document.Clauses {
			if clause.Clause != "" {
				clauses = append(clauses, clause.Clause)
			}
		}
		cells[document.ID] = []any{document.Title, document.Number, document.Issuer, status, document.From, document.Until,
			strings.Join(clauses, p.host.Catalog().T("checklists.separator"))}
	}
	return cells
}
