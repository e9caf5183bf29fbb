package hazards

import (
	"context"

	"anxun/inspection"
	"anxun/ui/assign"
)

// exportPage is how many hazards are read at a time.
const exportPage = 1000

// exportNames are the columns of an exported list; the translations name them.
var exportNames = []string{"no", "severity", "status", "found", "due", "overdue", "place", "place_name", "responsible", "assigned", "item", "description", "remedy", "rework"}

// Export writes the hazards that are listed, in the order shown.
func (p *Presenter) Export() {
	q := p.query()
	p.export(func(ctx context.Context, r inspection.Reader, yield func(inspection.HazardRow) error) error {
		q := q.resolved()
		total, err := q.count(ctx, r)
		for from := 0; err == nil && from < total; from += exportPage {
			var rows []inspection.HazardRow
			if rows, err = q.rows(ctx, r, total, from, exportPage); err != nil {
				return err
			}
			if err := yieldAll(rows, yield); err != nil {
				return err
			}
		}
		return err
	})
}

// ExportChosen writes the marked rows, else the selected one, as Copy takes them.
func (p *Presenter) ExportChosen() {
	only, order := p.marks.Chosen(p.shown), p.query().stored()
	if len(only) == 0 {
		return
	}
	p.export(func(ctx context.Context, r inspection.Reader, yield func(inspection.HazardRow) error) error {
		for from := 0; from < len(only); from += exportPage {
			f := inspection.HazardFilter{Only: only, IncludeWithdrawn: true, Order: order.Order, Reverse: order.Reverse, Limit: exportPage, Offset: from}
			rows, err := r.Hazards(ctx, f)
			if err != nil {
				return err
			}
			if err := yieldAll(rows, yield); err != nil {
				return err
			}
		}
		return nil
	})
}

// export writes the hazards that read hands over.
func (p *Presenter) export(read func(ctx context.Context, r inspection.Reader, yield func(inspection.HazardRow) error) error) {
	t, w := p.host.T, p.words()
	headers := make([]string, len(exportNames))
	for i, name := range exportNames {
		headers[i] = t("hazards.export." + name)
	}
	p.host.ExportList(t("hazards.export.name"), headers, func(ctx context.Context, yield func([]any) error) error {
		return p.service.View(ctx, func(r inspection.Reader) error {
			given, err := assign.Read(ctx, r, inspection.KindHazard)
			if err != nil {
				return err
			}
			return read(ctx, r, func(row inspection.HazardRow) error { return yield(w.exported(row, given)) })
		})
	})
}

func yieldAll(rows []inspection.HazardRow, yield func(inspection.HazardRow) error) error {
	for _, row := range rows {
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

// exported are the cells of one hazard, with whom in the office it was given to.
func (w words) exported(row inspection.HazardRow, given assign.Given) []any {
	severity, _ := w.severity(row.Hazard)
	var late any
	if days := inspection.Overdue(row.Due, w.today); days > 0 && (row.Status == inspection.HazardOpen || row.Status == inspection.HazardSubmitted) {
		late = days
	}
	return []any{row.No, severity, w.status(row.Hazard), inspection.DayOf(row.Found), row.Due, late, row.PlaceCode, row.PlaceName,
		row.Responsible, given.To(row.ID), string(row.Item), row.Description, row.Remedy, row.Rework}
}
