package spreadsheet

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// The sheets of a register that Anxun writes.
const (
	sheetPlaces  = "检查对象"
	sheetHelp    = "填写说明"
	sheetOptions = "选项" // hidden; the lists that the validated cells offer
)

// validatedRows is how many rows below the header offer lists to choose from.
const validatedRows = 2000

// WritePlaces writes the register as a workbook that ReadPlaces reads back without
// any difference. overwrite replaces an existing file; without it an existing
// file gives CodeConflict.
func WritePlaces(path string, places []inspection.Place, overwrite bool) error {
	return build(path, overwrite, func(b *builder) {
		for i, place := range places {
			b.place(i+2, place)
		}
	})
}

// WriteTemplate writes an empty register to be filled in, with an example row that
// ReadPlaces leaves out.
func WriteTemplate(path string, overwrite bool) error {
	return build(path, overwrite, func(b *builder) {
		b.place(2, inspection.Place{Code: exampleMark + "-001", Name: exampleMark + "：××社区日间照料中心（导入时忽略本行，可删除）",
			PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare, Address: "××路××号", Community: "××社区",
			Operator: "××养老服务有限公司", Manager: "张××", Phone: "0371-00000000", Area: 568, Elders: 120,
			Features: []inspection.Feature{inspection.FeatureCanteen, inspection.FeatureGas}})
	})
}

func build(path string, overwrite bool, rows func(*builder)) error {
	if err := checkTarget(path, overwrite); err != nil { // before the work, for an early answer
		return err
	}
	b := &builder{book: excelize.NewFile()}
	b.sheets()
	b.styles()
	b.header()
	rows(b)
	b.lists()
	b.help()
	b.page()
	if b.err == nil {
		b.err = save(b.book, path, overwrite)
	}
	if closing := b.book.Close(); b.err == nil {
		b.err = closing
	}
	return b.err
}

// builder fills in a workbook and keeps the first error, so that the steps read
// straight through.
type builder struct {
	book               *excelize.File
	head, text, number int // styles
	err                error
}

func (b *builder) do(err error) {
	if b.err == nil && err != nil {
		b.err = fmt.Errorf("writing the register of places: %w", err)
	}
}

func cellName(columnNumber, row int) string {
	name, err := excelize.CoordinatesToCellName(columnNumber, row)
	if err != nil {
		panic("spreadsheet: " + err.Error()) // columns and rows are counted from 1 by this package
	}
	return name
}

func (b *builder) sheets() {
	b.do(b.book.SetSheetName("Sheet1", sheetPlaces))
	for _, name := range []string{sheetHelp, sheetOptions} {
		_, err := b.book.NewSheet(name)
		b.do(err)
	}
	b.do(b.book.SetSheetVisible(sheetOptions, false))
}

func (b *builder) styles() {
	border := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "BFC8D2", Style: 1})
	}
	style := func(s excelize.Style) int {
		s.Border = border
		id, err := b.book.NewStyle(&s)
		b.do(err)
		return id
	}
	font := func(bold bool) *excelize.Font { return &excelize.Font{Family: "宋体", Size: 11, Bold: bold} }
	b.head = style(excelize.Style{Font: font(true), Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F2"}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}})
	b.text = style(excelize.Style{Font: font(false), NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	b.number = style(excelize.Style{Font: font(false), Alignment: &excelize.Alignment{Vertical: "center"}})
}

func (b *builder) header() {
	for i, c := range placeColumns {
		name, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		style := b.text
		if c.field == "area" || c.field == "beds" || c.field == "elders" {
			style = b.number
		}
		b.do(b.book.SetColStyle(sheetPlaces, name, style))
		b.do(b.book.SetColWidth(sheetPlaces, name, name, c.width))
		b.do(b.book.SetCellStr(sheetPlaces, cellName(i+1, 1), c.title))
		b.do(b.book.SetCellStyle(sheetPlaces, cellName(i+1, 1), cellName(i+1, 1), b.head))
	}
	b.do(b.book.SetRowHeight(sheetPlaces, 1, 24))
}

// place writes one row. Text goes in as text, whatever it looks like, so a code
// keeps its zeros and nothing becomes a formula.
func (b *builder) place(row int, place inspection.Place) {
	var features []string
	for _, feature := range place.Features {
		features = append(features, wordFor(featureTerms, feature))
	}
	sample := ""
	if place.Sample {
		sample = "是"
	}
	values := map[string]any{
		"code": place.Code, "name": place.Name, "kind": wordFor(kindTerms, place.PlaceKind), "subkind": wordFor(subKindTerms, place.SubKind),
		"address": place.Address, "community": place.Community, "operator": place.Operator, "manager": place.Manager,
		"phone": place.Phone, "area": place.Area, "beds": place.Beds, "elders": place.Elders,
		"features": joinWords(features), "note": place.Note, "sample": sample,
	}
	for i, c := range placeColumns {
		name := cellName(i+1, row)
		switch value := values[c.field].(type) {
		case string:
			if value != "" {
				b.do(b.book.SetCellStr(sheetPlaces, name, value))
			}
		case float64:
			if value != 0 {
				b.do(b.book.SetCellFloat(sheetPlaces, name, value, -1, 64))
			}
		case int:
			if value != 0 {
				b.do(b.book.SetCellInt(sheetPlaces, name, int64(value)))
			}
		}
	}
}

// lists writes the words to choose from and binds the columns to them.
func (b *builder) lists() {
	lists := []struct {
		field string
		words []string
	}{
		{"kind", words(kindTerms, nil)},
		{"subkind", words(subKindTerms, nil)},
		{"sample", []string{"是", "否"}},
	}
	for i, list := range lists {
		letter, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		b.do(b.book.SetCellStr(sheetOptions, cellName(i+1, 1), columnOf(list.field).title))
		for j, word := range list.words {
			b.do(b.book.SetCellStr(sheetOptions, cellName(i+1, j+2), word))
		}
		validation := excelize.NewDataValidation(true)
		at := fieldOrder(columnOf(list.field).title) + 1
		validation.SetSqref(cellName(at, 2) + ":" + cellName(at, validatedRows))
		validation.SetSqrefDropList(fmt.Sprintf("%s!$%s$2:$%s$%d", sheetOptions, letter, letter, len(list.words)+1))
		validation.SetError(excelize.DataValidationErrorStyleStop, columnOf(list.field).title, "请从下拉列表中选择。")
		b.do(b.book.AddDataValidation(sheetPlaces, validation))
	}
}

// help writes the sheet that explains the columns.
func (b *builder) help() {
	care := func(kind inspection.PlaceKind) string {
		var list []string
		for _, sub := range inspection.SubKindsOf(kind) {
			list = append(list, wordFor(subKindTerms, sub))
		}
		return joinWords(list)
	}
	rows := [][2]string{
		{"列", "怎么填"},
		{"编号", fmt.Sprintf("必填，不能重复，最多 %d 个字符，可用字母、数字、汉字和 - _ .；开头的 0 会保留。再次导入时按编号更新。", inspection.MaxCodeLength)},
		{"名称", fmt.Sprintf("必填，最多 %d 个字。", inspection.MaxNameLength)},
		{"类别", "必填：" + joinWords(words(kindTerms, nil)) + "。"},
		{"子类", "养老服务场所：" + care(inspection.PlaceCare) + "；沿街商户：" + care(inspection.PlaceShop) + "；其他类别不填。"},
		{"面积", "平方米，数字。"},
		{"床位、服务人数", "整数；没有或者不清楚就不填。"},
		{"特征", "有什么写什么，用顿号隔开：" + joinWords(words(featureTerms, nil)) + "。特征决定哪些检查项适用。"},
		{"示例", "演示用的虚构数据填“是”，其他不填。"},
		{"示例行", "编号以“示例”开头的行只作样子，导入时忽略。"},
		{"表头", "各列的顺序可以变，不需要的列可以删（编号、名称、类别除外）；删掉的列在再次导入时不改动原有内容。"},
	}
	for i, row := range rows {
		for j, text := range row {
			b.do(b.book.SetCellStr(sheetHelp, cellName(j+1, i+1), text))
		}
		style := b.text
		if i == 0 {
			style = b.head
		}
		b.do(b.book.SetCellStyle(sheetHelp, cellName(1, i+1), cellName(2, i+1), style))
	}
	b.do(b.book.SetColWidth(sheetHelp, "A", "A", 18))
	b.do(b.book.SetColWidth(sheetHelp, "B", "B", 90))
}

// page freezes the header and sets up printing on A4 landscape.
func (b *builder) page() {
	b.do(b.book.SetPanes(sheetPlaces, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	size, landscape, wide, tall := 9, "landscape", 1, 0
	fit := true
	b.do(b.book.SetSheetProps(sheetPlaces, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.do(b.book.SetPageLayout(sheetPlaces, &excelize.PageLayoutOptions{Size: &size, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))
	last := cellName(len(placeColumns), 1)
	b.do(b.book.AutoFilter(sheetPlaces, "A1:"+last, nil))
	b.do(b.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: sheetPlaces + "!$1:$1", Scope: sheetPlaces}))
}
