package export

import (
	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// chartKind is one of the charts of the summary.
type chartKind int

const (
	chartChecklists chartKind = iota // rate by checklist
	chartGrid                        // grades by states
	chartMonths                      // by month
)

// chartPlace says which rows of the summary a chart draws.
type chartPlace struct {
	kind        chartKind
	first, last int
}

// The charts stand side by side over the twelve columns, in rows kept free for them.
// A chart is anchored to cells; Excelize, which does not see our rows and columns, works
// out the last one as if every row were 18 and every column 64 pixels.
const (
	chartRows   = 12
	chartRowPts = 15.0
	chartWidth  = 4*64 - 12
	chartHeight = chartRows*18 - 8
)

// chartRows keeps the rows free.
func (f *front) chartRows() error {
	if err := f.heading("图示", ""); err != nil {
		return err
	}
	f.chartTop = f.sheet.next
	for range chartRows {
		if err := f.sheet.gap(chartRowPts); err != nil {
			return err
		}
	}
	return nil
}

// drawCharts adds the charts, when the tables they draw are written.
func (f *front) drawCharts() error {
	for _, place := range f.charts {
		chart, column := f.chart(place), map[chartKind]int{chartChecklists: 1, chartGrid: 5, chartMonths: 9}[place.kind]
		if err := f.book.file.AddChart(f.sheet.name, cellName(column, f.chartTop), chart); err != nil {
			return err
		}
	}
	return nil
}

func (f *front) chart(place chartPlace) *excelize.Chart {
	chart := plainChart()
	cells := func(column int) string { return absolute(f.sheet.name, place.first, column, place.last) }
	title := func(column int) string { return absoluteCell(f.sheet.name, column, place.first-1) }
	if f.highest(place.kind) <= fewUnits {
		chart.YAxis.MajorUnit = 1 // whole numbers only
	}
	switch place.kind {
	case chartChecklists:
		chart.Type, chart.Title = excelize.Col, chartTitle("各检查表符合率（代码见表四）")
		chart.Legend.Position = "none"
		chart.YAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: "0%"}
		zero, one := 0.0, 1.0
		chart.YAxis.Minimum, chart.YAxis.Maximum, chart.YAxis.MajorUnit = &zero, &one, 0.2
		chart.Series = []excelize.ChartSeries{{Name: title(12), Categories: cells(1), Values: cells(12), Fill: solid(colourPrimary)}}
	case chartGrid:
		chart.Type, chart.Title = excelize.ColStacked, chartTitle("隐患等级与状态")
		colours := []string{"C4574F", "D9A441", "3F8F6B", "7C93A8", "A79BB5"}
		for i := range inspection.HazardStatuses() {
			chart.Series = append(chart.Series, excelize.ChartSeries{Name: title(3 + i), Categories: cells(1), Values: cells(3 + i), Fill: solid(colours[i])})
		}
	case chartMonths:
		chart.Type, chart.Title = excelize.Line, chartTitle("按月检查与隐患")
		for i, colour := range []string{colourPrimary, "D9A441", "C4574F"} {
			column := 4 + 3*i
			chart.Series = append(chart.Series, excelize.ChartSeries{Name: title(column), Categories: cells(1), Values: cells(column),
				Fill: solid(colour), Line: excelize.LineOptions{Width: 2}, Marker: excelize.ChartMarker{Symbol: "circle", Size: 5, Fill: solid(colour)}})
		}
	}
	return chart
}

// fewUnits is up to which height an axis gets a mark for every unit; left to itself it
// would show halves.
const fewUnits = 5

// highest is the largest number a chart of counts shows.
func (f *front) highest(kind chartKind) int {
	highest := 0
	if kind == chartGrid {
		for grade := range f.tally.grid {
			highest = max(highest, f.tally.gradeTotal(grade))
		}
		return highest
	}
	for _, month := range f.tally.months {
		highest = max(highest, month.inspections, month.fails, month.hazards)
	}
	return highest
}

// plainChart has what all charts share: the body font, thin grid lines, no frame.
func plainChart() *excelize.Chart {
	small := excelize.Font{Family: fontBody, Size: 9, Color: colourGrey}
	gap := uint(60)
	return &excelize.Chart{
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Format:    excelize.GraphicOptions{OffsetX: 2, OffsetY: 3},
		Legend:    excelize.ChartLegend{Position: "bottom", Font: &small},
		XAxis:     excelize.ChartAxis{Font: small},
		YAxis:     excelize.ChartAxis{Font: small, MajorGridLines: true},
		GapWidth:  &gap,
	}
}

func chartTitle(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontTitle, Size: 11, Color: colourPrimary}}}}
}
