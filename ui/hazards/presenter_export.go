package hazards

import (
	"context"

	"anxun/inspection"
)

// exportPage is how many hazards are read at a time.
const exportPage = 1000

// Export writes the hazards that are listed, in the order shown.
func (p *Presenter) Export() {
	t, q, w := p.host.T, p.query(), p.words()
	var headers []string
	for _, name := range []string{"no", "severity", "status", "found", "due", "overdue", "place", "place_name", "responsible", "item", "description", "remedy", "rework"} {
		headers = append(headers, t("hazards.export."+name))
	}
	p.host.ExportList(t("hazards.export.name"), headers, func(ctx context.Context, yield func([]any) error) error {
		return p.service.View(ctx, func(r inspection.Reader) error {
			q := q.resolved()
			total, err := q.count(ctx, r)
			for from := 0; err == nil && from < total; from += exportPage {
				var rows []inspection.HazardRow
				if rows, err = q.rows(ctx, r, total, from, exportPage); err != nil {
					return err
				}
				for _, row := range rows {
					if err := yield(w.exported(row)); err != nil {
						return err
					}
				}
			}
			return err
		})
	})
}

// exported are the cells of one hazard.
func (w words) exported(row inspection.HazardRow) []any {
	severity, _ := w.severity(row.Hazard)
	var late any
	if days := inspection.Overdue(row.Due, w.today); days > 0 && (row.Status == inspection.HazardOpen || row.Status == inspection.HazardSubmitted) {
		late = days
	}
	return []any{row.No, severity, w.status(row.Hazard), inspection.DayOf(row.Found), row.Due, late, row.PlaceCode, row.PlaceName,
		row.Responsible, string(row.Item), row.Description, row.Remedy, row.Rework}
}
