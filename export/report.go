package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"anxun/inspection"
)

// Write makes the department's workbook for the period at path. It writes beside
// path and renames at the end; on any error, a cancelled ctx included, nothing of it
// remains and an existing file is as it was.
//
// Errors: CodeInvalid for a wrong period or a department without a report,
// CodeConflict when the file exists and Overwrite is not set, CodeBusy when it is
// open in a spreadsheet program, CodeUnwritable when the folder or disk does not
// take it, CodeInternal with "error.cancelled" and ctx's error when cancelled; and
// what the source returns.
func Write(ctx context.Context, path string, request Request, source Source, library *inspection.Library,
	departments []inspection.Department, progress Progress) (Summary, error) {
	return write(ctx, path, request, source, library, departments, progress, func(*book) {})
}

// write is Write with other limits of the workbook.
func write(ctx context.Context, path string, request Request, source Source, library *inspection.Library,
	departments []inspection.Department, progress Progress, limits func(*book)) (Summary, error) {
	department, err := request.validate(departments)
	if err != nil {
		return Summary{}, err
	}
	target, err := openTarget(path, request.Overwrite)
	if err != nil {
		return Summary{}, err
	}
	defer target.discard()
	r, err := newReport(ctx, request, department, source, target.file)
	if err != nil {
		return Summary{}, told(ctx, err, path)
	}
	defer r.book.close()
	r.catalog.library, r.progress = library, progress
	limits(r.book)
	for _, department := range departments {
		r.catalog.departments[department.ID] = department
	}
	if err := r.build(ctx); err != nil {
		return Summary{}, told(ctx, err, path)
	}
	if err := r.book.save(); err != nil {
		return Summary{}, told(ctx, err, path)
	}
	size, err := target.commit()
	if err != nil {
		return Summary{}, err
	}
	return r.summary(path, size), nil
}

// told gives an error that nobody has worded yet a sentence.
func told(ctx context.Context, err error, path string) error {
	if ctx.Err() != nil {
		return inspection.Wrap(ctx.Err(), inspection.CodeInternal, "error.cancelled")
	}
	var known *inspection.Error
	if errors.As(err, &known) {
		return err
	}
	return unwritable(err, path)
}

// report is one workbook in the making.
type report struct {
	request    Request
	department inspection.Department
	source     Source
	catalog    *catalog
	period     *period
	tally      *tally
	progress   Progress
	places     map[inspection.ID]*placeTally
	photos     photoCounts
	queue      []queuedHazard
	digest     digest
	repeated   map[inspection.ID]bool // hazards of the period that were there before
	changes    *Changes               // since the issue before
	plan       []inspection.PlanProgress
	planPlaces []plannedPlace
	sha256     string // over the data, when all of it passed by

	book        *book
	front       *sheet // 汇总
	inspections *table
	answers     *table
	hazards     *table
	overdue     *table
	own         ownSheet
	gallery     *gallery // 照片
	planTable   *table   // 检查计划明细; nil without a plan
	notes       *sheet   // 数据说明
}

// ownSheet is the sheet that only one department has. Its rows come while the
// records pass by or at the end.
type ownSheet interface {
	answer(v *visit, e *entry, answer *inspection.AnswerRow) error
	hazard(period hazardPeriod, hazard *inspection.HazardRow, place *inspection.Place) error
	end() error
	counts() []SheetCount
	seal()
}

// placeTally is what the period holds for one place.
type placeTally struct {
	visits  int
	last    inspection.Day
	bands   [4]int // visits by time of day, see bandOf
	score   inspection.Score
	hazards groupTally
}

func newReport(ctx context.Context, request Request, department inspection.Department, source Source, w io.Writer) (*report, error) {
	catalog, err := loadCatalog(ctx, source, department.ID)
	if err != nil {
		return nil, err
	}
	r := &report{request: request, department: department, source: source, catalog: catalog,
		tally: newTally(), places: map[inspection.ID]*placeTally{}}
	if r.book, err = newBook(ctx, w, properties{r.title("检查与隐患整改情况"), request.Office, request.Program, request.Now}); err != nil {
		return nil, err
	}
	r.book.personal = request.Personal
	return r, nil
}

// title is the title of a sheet.
func (r *report) title(subject string) string { return r.request.Office + subject }

// scope is the line under a title.
func (r *report) scope(more string) string {
	text := fmt.Sprintf("报送部门：%s　　统计期间：%s至%s　　制表日期：%s", r.department.Name,
		chineseDay(r.request.From), chineseDay(r.request.To), chineseDay(r.request.Today()))
	if r.request.No != "" {
		text += "　　编号：" + r.request.No
	}
	if more != "" {
		text += "　　" + more
	}
	return text
}

// build reads the store once, record kind by record kind, and fills all sheets.
func (r *report) build(ctx context.Context) error {
	var err error
	if r.period, err = loadPeriod(ctx, r.source, r.request, r.catalog); err != nil {
		return err
	}
	if err := r.setTotal(ctx); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{r.loadPlan, r.layout, r.loadRepeated, r.writeAnswers, r.writeHazards, r.writeInspections, r.writeOverdue} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if err := r.own.end(); err != nil {
		return err
	}
	if err := r.writePlan(); err != nil {
		return err
	}
	for _, table := range r.tables() {
		table.sealed()
	}
	r.own.seal()
	r.digest.endVisit()
	if r.changes, err = r.request.compare(ctx, &r.digest.rows); err != nil {
		return err
	}
	r.sha256 = r.digest.rows.SHA256()
	if err := r.writeFront(); err != nil {
		return err
	}
	return r.writeNotes(ctx)
}

// tables lists the sheets with a row per record that every report has, and that of the plan if
// there is one.
func (r *report) tables() []*table {
	tables := []*table{r.inspections, r.answers, r.hazards, r.overdue}
	if r.planTable != nil {
		tables = append(tables, r.planTable)
	}
	return tables
}

// answersWeigh is how many rows the answers of an inspection count for in the progress:
// counting them first would take as long as reading them.
const answersWeigh = 40

// setTotal announces the number of rows that will pass by.
func (r *report) setTotal(ctx context.Context) error {
	total := len(r.period.visits) * (1 + answersWeigh)
	for _, filter := range []inspection.HazardFilter{hazardFilter, r.overdueFilter()} {
		hazards, err := r.source.CountHazards(ctx, filter)
		if err != nil {
			return err
		}
		total += hazards
	}
	r.progress.SetTotal(total)
	return nil
}

// layout makes the sheets in their order.
func (r *report) layout(context.Context) error {
	var err error
	if r.front, err = r.book.addPaged("汇总", frontWidths(), 0, ""); err != nil {
		return err
	}
	r.front.header = 0
	for _, next := range []struct {
		table   **table
		name    string
		columns []column
		note    string
		aside   []string
	}{
		{&r.inspections, "检查明细", inspectionColumns, "应查项及各项结果仅统计涉及本部门的检查项", inspectionAside},
		{&r.answers, "检查项结果", answerColumns, "每行为一个已作答的检查项；未作答的不列入", nil},
		{&r.hazards, "隐患台账", hazardColumnsWith(r.request.Photos), "逾期天数按制表日期计算", hazardAside},
		{&r.overdue, "逾期未改", overdueColumns, "待整改、待复查且超过整改期限的隐患，含以前遗留", nil},
	} {
		if *next.table, err = r.book.addTable(next.name, r.title(next.name), r.scope(next.note), next.columns, next.aside...); err != nil {
			return err
		}
	}
	if r.own, err = r.newOwnSheet(); err != nil {
		return err
	}
	own := r.own.counts()
	r.gallery = &gallery{book: r.book, title: r.title("隐患照片"), after: own[len(own)-1].Name}
	if err := r.layoutPlan(); err != nil {
		return err
	}
	r.notes, err = r.book.addPaged("数据说明", notesWidths, 0, "")
	return err
}

func (r *report) newOwnSheet() (ownSheet, error) {
	switch r.department.ID {
	case inspection.DepartmentEmergency:
		return newMajorSheet(r)
	case inspection.DepartmentMarket:
		return newFoodSheet(r)
	case inspection.DepartmentCivil:
		return newCareSheet(r)
	case inspection.DepartmentUrban:
		return newPatrolSheet(r)
	}
	return nil, inspection.Invalid("error.export_department", "department", string(r.department.ID))
}

// summary says what was written.
func (r *report) summary(path string, size int64) Summary {
	sheets := []SheetCount{{Name: r.front.name}}
	for _, table := range []*table{r.inspections, r.answers, r.hazards, r.overdue} {
		sheets = append(sheets, table.counts()...)
	}
	sheets = slices.Concat(sheets, r.own.counts(), r.gallery.counts())
	if r.planTable != nil {
		sheets = append(sheets, r.planTable.counts()...)
	}
	sheets = append(sheets, SheetCount{Name: r.notes.name})
	return Summary{Path: path, Size: size, Sheets: sheets, Inspections: r.inspections.rows, Answers: r.answers.rows,
		Hazards: r.hazards.rows, Overdue: r.overdue.rows, LeftOut: r.period.leftOut,
		No: r.request.No, SHA256: r.sha256, Changes: r.changes, Data: &r.digest.rows, Sample: r.tally.sample}
}

// counts lists the sheets of a table with their rows.
func (t *table) counts() []SheetCount {
	counts := make([]SheetCount, len(t.parts))
	for i, part := range t.parts {
		counts[i] = SheetCount{Name: part.name, Rows: part.next - 1 - headerRows}
	}
	return counts
}
