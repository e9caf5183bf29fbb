package uikit

import "context"

// Plain hands over what the table shows, in its order and whole, as a plain table: the titles of the columns, and what
// yields the rows. The second line of a cell stands in the same cell, after a line feed.
func (t *Table[T]) Plain() (headers []string, rows func(ctx context.Context, yield func([]any) error) error) {
	columns, count, at := t.columns, t.count, t.at
	for _, column := range columns {
		headers = append(headers, column.Title)
	}
	return headers, func(ctx context.Context, yield func([]any) error) error {
		for i := range count {
			if err := ctx.Err(); err != nil {
				return err
			}
			cells, content := make([]any, len(columns)), at(i)
			for c := range columns {
				cell := columns[c].cell(content)
				cells[c] = cell.Text
				if cell.Sub != "" {
					cells[c] = cell.Text + "\n" + cell.Sub
				}
			}
			if err := yield(cells); err != nil {
				return err
			}
		}
		return nil
	}
}
