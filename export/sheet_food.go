package export

import (
	"fmt"
	"slices"
	"strings"

	"anxun/inspection"
)

// The two blocks of 食品安全结果 share their columns' widths.
var foodItemColumns = []column{
	{"检查表", 20, lookText},
	{"检查项编号", 11, lookCode},
	{"要点编号", 15, lookCode},
	{"性质", 11, lookCode},
	{"检查项", 37, lookText},
	{"检查数", 8, lookInteger},
	{"符合", 8, lookInteger},
	{"不符合", 8, lookInteger},
	{"不适用", 8, lookInteger},
	{"符合率", 9, lookRate},
	{"不符合的检查编号", 34, lookText},
}

var foodVisitColumns = []column{
	{"对象名称", 20, lookText},
	{"对象编号", 11, lookCode},
	{"检查编号", 15, lookCode},
	{"日期", 11, lookDay},
	{"检查表", 37, lookText},
	{"重点项检查数", 8, lookInteger},
	{"重点项不符合", 8, lookInteger},
	{"一般项检查数", 8, lookInteger},
	{"一般项不符合", 8, lookInteger},
	{"符合率", 9, lookRate},
	{"不符合项编号", 34, lookText},
}

// foodVisit counts the food items of one inspection. 检查数 counts the items that were
// judged 符合 or 不符合, as the official record of results does.
type foodVisit struct {
	no         string
	key, other inspection.Score
	lists      []string
	failed     []string
}

type foodItem struct {
	entry  *entry
	score  inspection.Score
	failed []string
}

// foodSheet is 食品安全结果 of the market supervision department: each food item with its
// results, below it each inspection with 重点项 and 一般项 apart.
type foodSheet struct {
	report *report
	sheet  *sheet
	items  map[inspection.ItemCode]*foodItem
	codes  []inspection.ItemCode // in the order of the checklists
	visits []*visit
}

func newFoodSheet(r *report) (ownSheet, error) {
	widths := make([]float64, len(foodItemColumns))
	for i, column := range foodItemColumns {
		widths[i] = column.width
	}
	s, err := r.book.addPaged("食品安全结果", widths, 2, "")
	if err != nil {
		return nil, err
	}
	f := &foodSheet{report: r, sheet: s, items: map[inspection.ItemCode]*foodItem{}}
	f.listItems()
	if err := s.banner(r.title("食品安全检查结果"), lookTitle, titleHeight); err != nil {
		return nil, err
	}
	return f, s.banner(r.scope("检查数为判定符合或不符合的项数"), lookNote, noteHeight)
}

// listItems lists the food items of the department, each in its newest version.
func (f *foodSheet) listItems() {
	refs := make([]inspection.ChecklistRef, 0, len(f.report.catalog.checklists))
	for ref := range f.report.catalog.checklists {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b inspection.ChecklistRef) int {
		if a.Code() != b.Code() {
			return strings.Compare(a.Code(), b.Code())
		}
		return b.Version() - a.Version()
	})
	for _, ref := range refs {
		for _, item := range f.report.catalog.checklists[ref].Items() {
			e := f.report.catalog.entry(ref, item.Code)
			if e.food && f.items[item.Code] == nil {
				f.items[item.Code] = &foodItem{entry: e}
				f.codes = append(f.codes, item.Code)
			}
		}
	}
}

func (f *foodSheet) answer(v *visit, e *entry, answer *inspection.AnswerRow) error {
	if !e.food {
		return nil
	}
	item := f.items[e.item.Code]
	item.score.Add(answer.Result)
	if v.food == nil {
		v.food = &foodVisit{no: answer.InspectionNo}
		f.visits = append(f.visits, v)
	}
	if !slices.Contains(v.food.lists, e.checklist.Title) {
		v.food.lists = append(v.food.lists, e.checklist.Title)
	}
	if e.item.KeyItem {
		v.food.key.Add(answer.Result)
	} else {
		v.food.other.Add(answer.Result)
	}
	if answer.Result == inspection.ResultFail {
		item.failed = append(item.failed, answer.InspectionNo)
		v.food.failed = append(v.food.failed, string(e.item.Code))
	}
	return nil
}

func (f *foodSheet) hazard(hazardPeriod, *inspection.HazardRow, *inspection.Place) error { return nil }

func (f *foodSheet) end() error {
	if err := f.sheet.block("一、各检查项结果", foodItemColumns); err != nil {
		return err
	}
	for _, code := range f.codes {
		if err := f.writeItem(f.items[code]); err != nil {
			return err
		}
	}
	if err := f.sheet.block("二、各次检查结果", foodVisitColumns); err != nil {
		return err
	}
	for _, v := range f.visits {
		if err := f.writeVisit(v); err != nil {
			return err
		}
	}
	return nil
}

// block writes a heading and column titles within a sheet.
func (s *sheet) block(heading string, columns []column) error {
	s.keepHeading(keptTable)
	if err := s.banner(heading, lookSection, 26); err != nil {
		return err
	}
	return s.headerRow(columns)
}

func (f *foodSheet) writeItem(item *foodItem) error {
	e, score, row := item.entry, item.score, f.sheet.next
	values := []any{e.checklist.Title, string(e.item.Code), e.item.Point, natureOf(e.item), e.item.Text,
		score.Pass + score.Fail, score.Pass, toneIf(score.Fail, score.Fail > 0, toneBad), score.NA, rateOf(score), strings.Join(item.failed, "、")}
	lines, err := f.sheet.fill(foodItemColumns, values)
	if err != nil {
		return err
	}
	for i, word := range map[int]inspection.Result{6: inspection.ResultPass, 7: inspection.ResultFail, 8: inspection.ResultNA} {
		f.sheet.cells[i].formula = f.report.answers.perPart(func(column func(string) string) string {
			return fmt.Sprintf(`COUNTIFS(%s,$B%d,%s,"%s")`, column("检查项编号"), row, column("检查结果"), resultTerms[word])
		})
	}
	f.sheet.cells[5].formula = fmt.Sprintf("G%d+H%d", row, row)
	f.sheet.cells[9].formula = fmt.Sprintf(`IF(F%d=0,"%s",G%d/F%d)`, row, wordUndefined, row, row)
	return f.sheet.endRow(float64(lines)*lineHeight + cellPadding)
}

func natureOf(item *inspection.Item) any {
	if item.KeyItem {
		return toned{wordKeyItem, toneWarn}
	}
	return wordOtherItem
}

func (f *foodSheet) writeVisit(v *visit) error {
	key, other := v.food.key, v.food.other
	return f.sheet.dataRow(0, foodVisitColumns, []any{v.place.Name, v.place.Code, v.food.no, v.day, strings.Join(v.food.lists, "、"),
		key.Pass + key.Fail, toneIf(key.Fail, key.Fail > 0, toneBad), other.Pass + other.Fail, toneIf(other.Fail, other.Fail > 0, toneBad),
		rateOf(key.Plus(other)), strings.Join(v.food.failed, "、")})
}

func (f *foodSheet) counts() []SheetCount {
	return []SheetCount{{Name: f.sheet.name, Rows: len(f.codes) + len(f.visits)}}
}

func (f *foodSheet) seal() {}
