package export

import (
	"context"
	"crypto/sha256"
	"hash"
	"io"

	"anxun/inspection"
)

// eachCustom streams the records of a custom report that its filters keep.
func (c *customReport) each(ctx context.Context, fn func(row *customRow) error) error {
	row := customRow{catalog: c.catalog, today: inspection.DayOf(c.request.Now)}
	pass := func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.progress.Add(1)
		if !c.plan.keeps(&row) {
			return nil
		}
		return fn(&row)
	}
	period := inspection.InspectionFilter{Status: inspection.StatusFinished, From: c.request.From, To: c.request.To}
	switch c.plan.report.Table {
	case inspection.TableInspections:
		return c.source.EachInspection(ctx, period, func(r inspection.InspectionRow) error {
			row.inspection, row.place = &r, c.catalog.place(r.PlaceID)
			return pass()
		})
	case inspection.TableAnswers:
		return c.source.EachAnswer(ctx, period, func(r inspection.AnswerRow) error {
			row.answer, row.place, row.entry = &r, c.catalog.place(r.PlaceID), c.catalog.entry(r.Checklist, r.Item)
			return pass()
		})
	case inspection.TableHazards:
		filter := inspection.HazardFilter{FinishedOnly: true, FoundFrom: c.request.From, FoundTo: c.request.To}
		return c.source.EachHazard(ctx, filter, func(r inspection.HazardRow) error {
			row.hazard, row.place = &r, c.catalog.place(r.PlaceID)
			return pass()
		})
	}
	for i := range c.catalog.places {
		if row.place = &c.catalog.places[i]; row.place.Removed {
			continue
		}
		if err := pass(); err != nil {
			return err
		}
	}
	return nil
}

// part says which record a row is of, for the digest.
func (r *customRow) part() (inspection.ReportPart, string) {
	switch {
	case r.hazard != nil:
		return inspection.PartHazard, r.hazard.No
	case r.answer != nil:
		return inspection.PartAnswers, r.answer.InspectionNo
	case r.inspection != nil:
		return inspection.PartInspection, r.inspection.No
	}
	return inspection.PartPlace, r.place.Code
}

// sample reports whether the row shows made-up data.
func (r *customRow) sample() bool {
	return r.place.Sample || r.hazard != nil && r.hazard.Sample || r.inspection != nil && r.inspection.Sample
}

// customDigest keeps a digest of the rows of each record. Those of a record follow each
// other.
type customDigest struct {
	rows inspection.ReportRows
	last inspection.ReportRow
	sum  hash.Hash
}

func (d *customDigest) add(part inspection.ReportPart, no string, columns []customColumn, values []any) {
	if d.sum == nil || d.last.Part != part || d.last.No != no {
		d.end()
		d.last, d.sum = inspection.ReportRow{Part: part, No: no}, sha256.New()
	}
	for i, value := range values {
		if !columns[i].derived {
			_, _ = io.WriteString(d.sum, canonical(value)) // a hash takes everything
			_, _ = d.sum.Write([]byte{0})
		}
	}
}

func (d *customDigest) end() {
	if d.sum != nil {
		d.last.Digest = inspection.RowDigest(d.sum.Sum(nil)[:len(d.last.Digest)])
		d.rows.Add(d.last)
	}
	d.sum = nil
}
