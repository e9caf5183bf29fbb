package inspections

import (
	"context"
	"strings"

	"anxun/inspection"
	"anxun/ui/assign"
)

// exportPage is how many inspections are read at a time.
const exportPage = 1000

// Export writes the inspections that are listed, in the order shown.
func (p *ListPresenter) Export() {
	q := p.query()
	p.export(func() inspection.InspectionFilter { return q.resolved().stored() })
}

// ExportMarked writes the inspections that are marked, else the selected one.
func (p *ListPresenter) ExportMarked() {
	only := p.marks.Chosen(p.chosen)
	if len(only) == 0 {
		return
	}
	f := p.query().stored()
	p.export(func() inspection.InspectionFilter {
		return inspection.InspectionFilter{Only: only, Order: f.Order, Reverse: f.Reverse}
	})
}

// export writes the inspections of a filter that is made in the background.
func (p *ListPresenter) export(filter func() inspection.InspectionFilter) {
	t := p.host.T
	p.host.ExportList(t("inspections.export.name"), headers(t), func(ctx context.Context, yield func([]any) error) error {
		page := filter()
		return p.service.View(ctx, func(r inspection.Reader) error {
			given, err := assign.Read(ctx, r, inspection.KindInspection)
			if err != nil {
				return err
			}
			for ; ; page.Offset += exportPage {
				page.Limit = exportPage
				rows, err := r.Inspections(ctx, page)
				if err != nil {
					return err
				}
				for _, row := range rows {
					if err := yield(exported(t, row, given)); err != nil {
						return err
					}
				}
				if len(rows) < exportPage {
					return nil
				}
			}
		})
	})
}

func headers(t func(key string, args ...any) string) []string {
	var headers []string
	for _, name := range []string{"no", "started", "status", "place", "place_name", "inspectors", "assigned", "pass", "fail", "na", "value"} {
		headers = append(headers, t("inspections.export."+name))
	}
	return headers
}

// exported are the cells of one inspection, with whom in the office it was given to.
func exported(t func(key string, args ...any) string, row inspection.InspectionRow, given assign.Given) []any {
	return []any{row.No, row.Started, t("inspection.status." + string(row.Status)), row.PlaceCode, row.PlaceName, names(row), given.To(row.ID),
		row.Score.Pass, row.Score.Fail, row.Score.NA, row.Score.Value}
}

// names are those of the inspectors.
func names(row inspection.InspectionRow) string {
	names := make([]string, len(row.Inspectors))
	for i, inspector := range row.Inspectors {
		names[i] = inspector.Name
	}
	return strings.Join(names, "、")
}
