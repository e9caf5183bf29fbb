package inspections

import (
	"context"
	"strings"

	"anxun/inspection"
)

// exportPage is how many inspections are read at a time.
const exportPage = 1000

// Export writes the inspections that are listed, the newest first as shown.
func (p *ListPresenter) Export() {
	t, filter := p.host.T, p.filter(p.state.Filter)
	var headers []string
	for _, name := range []string{"no", "started", "status", "place", "place_name", "inspectors", "pass", "fail", "na", "value"} {
		headers = append(headers, t("inspections.export."+name))
	}
	p.host.ExportList(t("inspections.export.name"), headers, func(ctx context.Context, yield func([]any) error) error {
		return p.service.View(ctx, func(r inspection.Reader) error {
			for page := filter; ; page.Offset += exportPage {
				page.Limit = exportPage
				rows, err := r.Inspections(ctx, page)
				if err != nil {
					return err
				}
				for _, row := range rows {
					if err := yield(exported(t, row)); err != nil {
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

// exported are the cells of one inspection.
func exported(t func(key string, args ...any) string, row inspection.InspectionRow) []any {
	names := make([]string, len(row.Inspectors))
	for i, inspector := range row.Inspectors {
		names[i] = inspector.Name
	}
	return []any{row.No, row.Started, t("inspection.status." + string(row.Status)), row.PlaceCode, row.PlaceName, strings.Join(names, "、"),
		row.Score.Pass, row.Score.Fail, row.Score.NA, row.Score.Value}
}
