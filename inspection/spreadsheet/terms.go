package spreadsheet

import (
	"strings"

	"anxun/inspection"
)

// term is one word of a register and what it stands for. The first term of a value
// is the one that is written; the others are read as well, because people write
// them.
type term[T ~string] struct {
	word  string
	value T
}

var kindTerms = []term[inspection.PlaceKind]{
	{"养老服务场所", inspection.PlaceCare},
	{"道路路段", inspection.PlaceRoad},
	{"沿街商户", inspection.PlaceShop},
	{"老旧小区楼院", inspection.PlaceCourtyard},
	{"值守点", inspection.PlaceCheckpoint},
}

var subKindTerms = []term[inspection.SubKind]{
	{"养老机构", inspection.SubKindInstitution},
	{"嵌入式养老机构", inspection.SubKindEmbedded},
	{"嵌入式", inspection.SubKindEmbedded},
	{"综合性养老服务中心", inspection.SubKindComplex},
	{"综合养老服务中心", inspection.SubKindComplex},
	{"日间照料", inspection.SubKindDayCare},
	{"日间照料中心", inspection.SubKindDayCare},
	{"居家养老服务站", inspection.SubKindHomeStation},
	{"助餐点", inspection.SubKindMealSite},
	{"餐饮", inspection.SubKindRestaurant},
	{"零售", inspection.SubKindRetail},
	{"服务", inspection.SubKindService},
	{"加工维修", inspection.SubKindWorkshop},
}

var featureTerms = []term[inspection.Feature]{
	{"住宿", inspection.FeatureLodging},
	{"食堂", inspection.FeatureCanteen},
	{"助餐配餐", inspection.FeatureMeals},
	{"助餐", inspection.FeatureMeals},
	{"配餐", inspection.FeatureMeals},
	{"燃气", inspection.FeatureGas},
	{"电梯", inspection.FeatureElevator},
	{"消控室", inspection.FeatureControlRoom},
	{"消防控制室", inspection.FeatureControlRoom},
	{"内设医疗", inspection.FeatureMedical},
	{"食品经营", inspection.FeatureFood},
	{"充电设施", inspection.FeatureCharging},
	{"物业管理", inspection.FeatureProperty},
	{"在建施工", inspection.FeatureConstruction},
}

// valueOf finds what a word stands for.
func valueOf[T ~string](terms []term[T], word string) (T, bool) {
	for _, t := range terms {
		if t.word == word {
			return t.value, true
		}
	}
	return "", false
}

// wordFor finds the word that is written for a value.
func wordFor[T ~string](terms []term[T], value T) string {
	for _, t := range terms {
		if t.value == value {
			return t.word
		}
	}
	return string(value)
}

// words lists the words that are written, each value once, joined by 、.
func words[T ~string](terms []term[T], keep func(T) bool) []string {
	var list []string
	seen := map[T]bool{}
	for _, t := range terms {
		if !seen[t.value] && (keep == nil || keep(t.value)) {
			list = append(list, t.word)
		}
		seen[t.value] = true
	}
	return list
}

func joinWords(list []string) string { return strings.Join(list, "、") }

// column is one column of the register.
type column struct {
	field   string // as Place.Fields names it
	title   string
	aliases []string
	width   float64 // in characters of the sheet's font
}

// placeColumns are the columns of the register, in the order written. They are
// read in any order.
var placeColumns = []column{
	{field: "code", title: "编号", aliases: []string{"对象编号", "代码"}, width: 12},
	{field: "name", title: "名称", aliases: []string{"检查对象", "对象名称", "单位名称"}, width: 34},
	{field: "kind", title: "类别", width: 15},
	{field: "subkind", title: "子类", width: 20},
	{field: "address", title: "地址", aliases: []string{"详细地址"}, width: 34},
	{field: "community", title: "社区", aliases: []string{"所属社区", "所在社区"}, width: 16},
	{field: "operator", title: "运营单位", width: 26},
	{field: "manager", title: "负责人", width: 11},
	{field: "phone", title: "电话", aliases: []string{"联系电话"}, width: 16},
	{field: "area", title: "面积", aliases: []string{"建筑面积"}, width: 9},
	{field: "beds", title: "床位", aliases: []string{"床位数"}, width: 8},
	{field: "elders", title: "服务人数", width: 10},
	{field: "features", title: "特征", width: 30},
	{field: "note", title: "备注", width: 30},
	{field: "sample", title: "示例", width: 8},
}

// requiredFields are the columns without which a sheet is no register.
var requiredFields = []string{"code", "name", "kind"}

func columnOf(field string) column {
	for _, c := range placeColumns {
		if c.field == field {
			return c
		}
	}
	return column{field: field, title: field}
}

// columnFor finds the column that a header cell names. Spaces, a star that marks a
// required column, and a unit in brackets do not matter.
func columnFor(header string) (column, bool) {
	header = strings.NewReplacer(" ", "", "\n", "", "\r", "", "\t", "", "　", "", "*", "", "＊", "").Replace(header)
	if i := strings.IndexAny(header, "(（"); i > 0 {
		header = header[:i]
	}
	for _, c := range placeColumns {
		if header == c.title {
			return c, true
		}
		for _, alias := range c.aliases {
			if header == alias {
				return c, true
			}
		}
	}
	return column{}, false
}
