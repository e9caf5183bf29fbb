package export

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// chartKind is one of the charts of the summary.
type chartKind int

const (
	chartChecklists chartKind = iota // rate by checklist
	chartGrid                        // grades by states
	chartStates                      // shares of the states
	chartMonths                      // by month
)

// chartPlace says which rows of the summary a chart draws.
type chartPlace struct {
	kind        chartKind
	first, last int
}

// The charts stand side by side over the twelve columns, in rows kept free for them.
// A chart is anchored to cells; Excelize, which does not see our rows and columns, works
// out the last one as if every row were 18 and every column 64 pixels. So a chart ends
// with a column, and what is between two charts is left at the beginning of the second.
const (
	chartRows   = 12
	chartRowPts = 15.0
	chartCell   = 64 // pixels
	chartGap    = 10
	chartHeight = chartRows*18 - 6
)

// maxParts is up to how many parts a pie is read at a glance.
const maxParts = 5

// chartPlan says which charts there is something to draw for. Two months are too few for
// a line and one is too few for a chart; then the shares of the states stand in its place.
func (f *front) chartPlan() []chartKind {
	var plan []chartKind
	if len(f.tally.checklists) > 0 {
		plan = append(plan, chartChecklists)
	}
	if f.tally.hazards.total > 0 {
		plan = append(plan, chartGrid)
	}
	states := 0
	for _, status := range inspection.HazardStatuses() {
		if f.tally.statusTotal(status) > 0 {
			states++
		}
	}
	switch {
	case len(f.tally.monthList(f.request.From)) > 1:
		plan = append(plan, chartMonths)
	case states > 1 && states <= maxParts:
		plan = append(plan, chartStates)
	}
	return plan
}

// chartRows keeps the rows free.
func (f *front) chartRows() error {
	f.plan = f.chartPlan()
	if len(f.plan) == 0 {
		return nil
	}
	if err := f.heading("图示"); err != nil {
		return err
	}
	f.sheet.keep(chartRows)
	f.chartTop = f.sheet.next
	for range chartRows {
		if err := f.sheet.gap(chartRowPts); err != nil {
			return err
		}
	}
	return nil
}

// placeChart notes where the numbers of a chart stand.
func (f *front) placeChart(kind chartKind, first, last int) {
	f.charts = append(f.charts, chartPlace{kind: kind, first: first, last: last})
}

// drawCharts adds the charts, when the tables they draw are written.
func (f *front) drawCharts() error {
	for i, kind := range f.plan {
		at := slices.IndexFunc(f.charts, func(place chartPlace) bool { return place.kind == kind })
		if at < 0 {
			continue
		}
		columns := frontColumns / len(f.plan)
		chart := f.chart(f.charts[at])
		chart.Dimension = excelize.ChartDimension{Width: uint(columns * chartCell), Height: chartHeight}
		if i > 0 {
			chart.Format.OffsetX = chartGap
			chart.Dimension.Width -= chartGap
		}
		if err := f.book.file.AddChart(f.sheet.name, cellName(1+i*columns, f.chartTop), chart); err != nil {
			return err
		}
	}
	return nil
}

// stateColours go with the states, in their order: to be done, to be looked at, done, handed
// over, shelved.
var stateColours = []string{"C4574F", "D9A441", "3F8F6B", "7C93A8", "A79BB5"}

func (f *front) chart(place chartPlace) *excelize.Chart {
	chart := plainChart()
	cells := func(column int) string { return absolute(f.sheet.name, place.first, column, place.last) }
	title := func(column int) string { return absoluteCell(f.sheet.name, column, place.first-1) }
	if f.highest(place.kind) <= fewUnits {
		chart.YAxis.MajorUnit = 1 // whole numbers only
	}
	switch place.kind {
	case chartChecklists:
		chart.Type, chart.Title = excelize.Col, chartTitle("各检查表符合率（代码见下表）")
		chart.Legend.Position = "none"
		chart.YAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: "0%"}
		zero, one := 0.0, 1.0
		chart.YAxis.Minimum, chart.YAxis.Maximum, chart.YAxis.MajorUnit = &zero, &one, 0.2
		chart.Series = []excelize.ChartSeries{{Name: title(12), Categories: cells(1), Values: cells(12), Fill: solid(colourPrimary)}}
	case chartGrid:
		chart.Type, chart.Title = excelize.ColStacked, chartTitle("隐患等级与状态（条）")
		for i := range inspection.HazardStatuses() {
			chart.Series = append(chart.Series, excelize.ChartSeries{Name: title(3 + i), Categories: cells(1), Values: cells(3 + i), Fill: solid(stateColours[i])})
		}
	case chartStates:
		f.statesChart(chart, place)
	case chartMonths:
		f.monthsChart(chart, cells, title)
	}
	return chart
}

// statesChart is a pie of the sums of the states: the last row of the grid under the names
// in its first.
func (f *front) statesChart(chart *excelize.Chart, place chartPlace) {
	row := func(row int) string { return absoluteRange(f.sheet.name, 3, row, 2+len(stateColours), row) }
	chart.Type, chart.Title = excelize.Pie, chartTitle("隐患整改状态（条）")
	chart.Legend.Position = "right"
	chart.PlotArea = excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0;;;"}} // no label where there is none
	series := excelize.ChartSeries{Name: absoluteCell(f.sheet.name, 1, place.last), Categories: row(place.first), Values: row(place.last)}
	for i, colour := range stateColours {
		series.DataPoint = append(series.DataPoint, excelize.ChartDataPoint{Index: i, Fill: solid(colour)})
	}
	chart.Series = []excelize.ChartSeries{series}
}

// monthsChart is a line from the third month on.
func (f *front) monthsChart(chart *excelize.Chart, cells, title func(column int) string) {
	chart.Type, chart.Title = excelize.Col, chartTitle("按月检查与隐患")
	line := len(f.tally.monthList(f.request.From)) > 2
	if line {
		chart.Type = excelize.Line
	}
	for i, colour := range []string{colourPrimary, "D9A441", "C4574F"} {
		column := 4 + 3*i
		series := excelize.ChartSeries{Name: title(column), Categories: cells(1), Values: cells(column), Fill: solid(colour)}
		if line {
			series.Line, series.Marker = excelize.LineOptions{Width: 2}, excelize.ChartMarker{Symbol: "circle", Size: 5, Fill: solid(colour)}
		}
		chart.Series = append(chart.Series, series)
	}
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
		Format:   excelize.GraphicOptions{OffsetY: 3},
		Legend:   excelize.ChartLegend{Position: "bottom", Font: &small},
		XAxis:    excelize.ChartAxis{Font: small},
		YAxis:    excelize.ChartAxis{Font: small, MajorGridLines: true},
		GapWidth: &gap,
	}
}

func chartTitle(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontTitle, Size: 11, Color: colourPrimary}}}}
}
