package spreadsheet

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

// write makes a workbook with one sheet of the given rows; values keep their Go type.
func write(t *testing.T, rows [][]any) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range rows {
		if err := book.SetSheetRow("Sheet1", cellName(1, i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "places.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) Register {
	t.Helper()
	register, err := ReadPlaces(path)
	if err != nil {
		t.Fatal(err)
	}
	return register
}

func fullPlace() inspection.Place {
	return inspection.Place{Code: "003", Name: "=晚晴 日间照料", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare,
		Address: "嵩山路 1 号\n后院", Community: "西安东社区", Operator: "@晚晴", Manager: "王某", Phone: "+86 371 0000", Area: 1568.5, Beds: 8,
		Elders: 120, Features: []inspection.Feature{inspection.FeatureLodging, inspection.FeatureGas}, Note: "-1+1", Sample: true}
}

func TestWrittenRegisterReadsBackTheSame(t *testing.T) {
	places := []inspection.Place{fullPlace(), {Code: "LD-001", Name: "建设西路", PlaceKind: inspection.PlaceRoad}}
	for _, kind := range inspection.PlaceKinds() {
		for _, sub := range inspection.SubKindsOf(kind) {
			places = append(places, inspection.Place{Code: fmt.Sprintf("X-%d", len(places)), Name: "某处", PlaceKind: kind, SubKind: sub, Features: inspection.Features()})
		}
	}
	path := filepath.Join(t.TempDir(), "out.xlsx")
	if err := WritePlaces(path, places, false); err != nil {
		t.Fatal(err)
	}
	register := read(t, path)
	if len(register.Problems) > 0 {
		t.Fatalf("%+v", register.Problems)
	}
	if got := register.Complete(nil); !reflect.DeepEqual(got, places) {
		t.Errorf("got  %+v\nwant %+v", got, places)
	}
	if err := WritePlaces(path, places, false); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("an existing file was replaced: %v", err)
	}
	if err := WritePlaces(path, places, true); err != nil {
		t.Error(err)
	}
	if err := WritePlaces(filepath.Join(t.TempDir(), "none", "x.xlsx"), places, true); inspection.CodeOf(err) != inspection.CodeUnwritable {
		t.Error(err)
	}
}

func TestTemplateHoldsOnlyAnExample(t *testing.T) {
	path := filepath.Join(t.TempDir(), "template.xlsx")
	if err := WriteTemplate(path, false); err != nil {
		t.Fatal(err)
	}
	register := read(t, path)
	if len(register.Rows)+len(register.Problems) != 0 || len(register.Skipped) != 1 || !register.Skipped[0].Example {
		t.Errorf("%+v", register)
	}
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	validations, err := book.GetDataValidations(sheetPlaces)
	if err != nil || len(validations) != 3 {
		t.Errorf("%d validations, %v", len(validations), err)
	}
	if visible, err := book.GetSheetVisible(sheetOptions); err != nil || visible {
		t.Error("the list sheet is visible")
	}
}

func TestColumnsInAnyOrderAndPeoplesWriting(t *testing.T) {
	path := write(t, [][]any{
		{"某街道检查对象登记表"},
		{},
		{"名称 *", "类 别", "编号", "面积（㎡）", "床位数", "特征", "子类", "联系电话", "经度"},
		{"一、养老服务场所"},
		{"某照料中心", "养老服务场所", "ＹＬ－００７", "１，２３４.５㎡", 12.0, "住宿，食堂；燃气 电梯", "日间照料中心", "０３７１-0000", 113.5},
		{"", "", "", "", "", "", "", "", ""},
		{"某路", "道路路段", "0012", "", "", "", "", 13800000000, ""},
		{"", "", "示例-1", "", "", "", "", "", ""},
	})
	register := read(t, path)
	if len(register.Problems) > 0 {
		t.Fatalf("%+v", register.Problems[0])
	}
	want := inspection.Place{Code: "YL-007", Name: "某照料中心", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare, Area: 1234.5, Beds: 12,
		Phone: "0371-0000", Features: []inspection.Feature{inspection.FeatureLodging, inspection.FeatureCanteen, inspection.FeatureGas, inspection.FeatureElevator}}
	if got := register.Rows[0].Place; !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := register.Rows[1].Place; got.Code != "0012" || got.Phone != "13800000000" || register.Rows[1].Row != 7 {
		t.Errorf("%+v", register.Rows[1])
	}
	if len(register.Rows) != 2 || len(register.Skipped) != 2 || !reflect.DeepEqual(register.Unknown, []string{"经度"}) {
		t.Errorf("%d rows, skipped %+v, unknown %v", len(register.Rows), register.Skipped, register.Unknown)
	}
}

func TestNumericCodeKeepsItsDisplayedZeros(t *testing.T) {
	path := write(t, [][]any{{"编号", "名称", "类别"}, {7, "某路", "道路路段"}})
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	format := "000"
	style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellStyle("Sheet1", "A2", "A2", style); err != nil {
		t.Fatal(err)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path).Rows[0].Place.Code; got != "007" {
		t.Errorf("code %q", got)
	}
}

func TestEveryWrongCellIsNamed(t *testing.T) {
	path := write(t, [][]any{
		{"编号", "名称", "类别", "子类", "面积", "床位", "特征", "示例"},
		{"A1", "好的", "沿街商户", "餐饮", 12, "", "燃气", ""},
		{"", "无编号", "沿街商户", "", "", "", "", ""},
		{"A 2", "", "商户", "", "", "", "", ""},
		{"A1", "重复", "道路路段", "", "", "", "", ""},
		{"A3", "子类不符", "道路路段", "餐饮", "", "", "", ""},
		{"A4", "数字", "沿街商户", "", "很大", 1.5, "游泳池", "也许"},
		{"A5", "#REF!", "沿街商户", "", -1, "", "", ""},
		{"A6", strings.Repeat("长", 200), "沿街商户", "", "", "", "", ""},
	})
	register := read(t, path)
	var got []string
	for _, problem := range register.Problems {
		got = append(got, fmt.Sprintf("%s%d %s %s", problem.Column, problem.Row, problem.Title, strings.TrimPrefix(problem.Err.Key, "error.")))
	}
	want := []string{"A3 编号 place_code_missing", "A4 编号 place_code_invalid", "B4 名称 place_name_missing", "C4 类别 sheet_word_unknown",
		"A5 编号 sheet_code_twice", "D6 子类 place_subkind_unknown", "E7 面积 sheet_number", "F7 床位 sheet_whole_number", "G7 特征 sheet_word_unknown",
		"H7 示例 sheet_word_unknown", "B8 名称 sheet_cell_error", "E8 面积 number_out_of_range", "B9 名称 text_too_long"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(register.Rows) != 1 || register.WrongRows() != 7 {
		t.Errorf("%d good, %d wrong", len(register.Rows), register.WrongRows())
	}
}

func TestMissingColumnsKeepWhatIsThere(t *testing.T) {
	present := fullPlace()
	path := write(t, [][]any{{"编号", "名称", "类别", "电话"}, {"003", "新名", "养老服务场所", "0371-1"}})
	got := read(t, path).Complete([]inspection.Place{present})[0]
	want := present
	want.Name, want.Phone = "新名", "0371-1"
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
