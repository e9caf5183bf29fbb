package inspection

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// PlaceKind is the kind of a Place.
type PlaceKind string

// The kinds of places.
const (
	PlaceCare       PlaceKind = "care"       // 养老服务场所
	PlaceRoad       PlaceKind = "road"       // 道路路段
	PlaceShop       PlaceKind = "shop"       // 沿街商户
	PlaceCourtyard  PlaceKind = "courtyard"  // 老旧小区楼院
	PlaceCheckpoint PlaceKind = "checkpoint" // 值守点
)

// PlaceKinds lists the kinds in the order in which they are shown.
func PlaceKinds() []PlaceKind {
	return []PlaceKind{PlaceCare, PlaceRoad, PlaceShop, PlaceCourtyard, PlaceCheckpoint}
}

// SubKind refines a PlaceKind. Only care places and shops have sub-kinds.
type SubKind string

// The sub-kinds.
const (
	SubKindInstitution SubKind = "institution"  // 养老机构
	SubKindEmbedded    SubKind = "embedded"     // 嵌入式养老机构
	SubKindComplex     SubKind = "complex"      // 综合性养老服务中心
	SubKindDayCare     SubKind = "day_care"     // 日间照料
	SubKindHomeStation SubKind = "home_station" // 居家养老服务站
	SubKindMealSite    SubKind = "meal_site"    // 助餐点
	SubKindRestaurant  SubKind = "restaurant"   // 餐饮
	SubKindRetail      SubKind = "retail"       // 零售
	SubKindService     SubKind = "service"      // 服务
	SubKindWorkshop    SubKind = "workshop"     // 加工维修
)

// SubKindsOf lists the sub-kinds a kind may have, in the order shown.
func SubKindsOf(kind PlaceKind) []SubKind {
	switch kind {
	case PlaceCare:
		return []SubKind{SubKindInstitution, SubKindEmbedded, SubKindComplex, SubKindDayCare, SubKindHomeStation, SubKindMealSite}
	case PlaceShop:
		return []SubKind{SubKindRestaurant, SubKindRetail, SubKindService, SubKindWorkshop}
	default:
		return nil
	}
}

// Feature is something a place has that decides which items apply.
type Feature string

// The features.
const (
	FeatureLodging      Feature = "lodging"      // 住宿
	FeatureCanteen      Feature = "canteen"      // 食堂
	FeatureMeals        Feature = "meals"        // 助餐配餐
	FeatureGas          Feature = "gas"          // 燃气
	FeatureElevator     Feature = "elevator"     // 电梯
	FeatureControlRoom  Feature = "control_room" // 消控室
	FeatureMedical      Feature = "medical"      // 内设医疗
	FeatureFood         Feature = "food"         // 食品经营
	FeatureCharging     Feature = "charging"     // 充电设施
	FeatureProperty     Feature = "property"     // 物业管理
	FeatureConstruction Feature = "construction" // 在建施工
)

// Features lists every feature in the order shown.
func Features() []Feature {
	return []Feature{FeatureLodging, FeatureCanteen, FeatureMeals, FeatureGas, FeatureElevator,
		FeatureControlRoom, FeatureMedical, FeatureFood, FeatureCharging, FeatureProperty, FeatureConstruction}
}

// Place 检查对象 is what an inspection visits.
type Place struct {
	ID        ID
	Code      string // the office's own number, e.g. YL-003; unique; leading zeros are kept
	Name      string
	PlaceKind PlaceKind
	SubKind   SubKind
	Address   string
	Community string // 社区
	Operator  string // 运营单位
	Manager   string // 负责人
	Phone     string
	Area      float64 // square metres, 0 = not known
	Beds      int     // beds for staying overnight, 0 = none or not known
	Elders    int     // 服务人数, 0 = not known
	Features  []Feature
	Note      string
	Sample    bool // made-up sample data, shown as 示例 wherever it appears
	Removed   bool // taken off the register; kept for its history
}

// Has reports whether the place has the feature.
func (p Place) Has(feature Feature) bool { return slices.Contains(p.Features, feature) }

// minimumInstitutionBeds is the smallest number of beds of a 养老机构
// (《养老机构管理办法》, as recorded in the checklist catalogue: 全日集中住宿照料、10 张床以上).
const minimumInstitutionBeds = 10

// Residential reports whether the place counts as a 养老机构, which gives care round the
// clock to people who live there. Residential-only items and the rules for 重大
// bind such places only, so it takes no chances: a place without 住宿 or with
// fewer than ten known beds does not count, and an embedded or combined centre
// counts only when its ten beds are known.
func (p Place) Residential() bool {
	if p.PlaceKind != PlaceCare || !p.Has(FeatureLodging) {
		return false
	}
	switch p.SubKind {
	case SubKindInstitution:
		return p.Beds == 0 || p.Beds >= minimumInstitutionBeds
	case SubKindEmbedded, SubKindComplex:
		return p.Beds >= minimumInstitutionBeds
	default:
		return false
	}
}

// Limits of the fields of a place, in characters.
const (
	MaxCodeLength = 32
	MaxNameLength = 100
	MaxTextLength = 2000
)

// Normalize trims the text fields and orders the features as Features does, so
// that equal places are equal.
func (p Place) Normalize() Place {
	for _, field := range []*string{&p.Code, &p.Name, &p.Address, &p.Community, &p.Operator, &p.Manager, &p.Phone, &p.Note} {
		*field = strings.TrimSpace(*field)
	}
	var ordered []Feature
	for _, feature := range Features() {
		if p.Has(feature) {
			ordered = append(ordered, feature)
		}
	}
	p.Features = ordered
	return p
}

// Validate checks the place by itself and returns every problem, so that a form
// or an import can show them all at once. Uniqueness of the code is checked by
// the service.
func (p Place) Validate() []FieldProblem {
	var problems []FieldProblem
	report := func(field, key string, args ...any) {
		problems = append(problems, FieldProblem{Field: field, Err: Invalid(key, args...)})
	}
	if p.Code == "" {
		report("code", "error.place_code_missing")
	} else if !validCode(p.Code) {
		report("code", "error.place_code_invalid", "value", p.Code)
	}
	if p.Name == "" {
		report("name", "error.place_name_missing")
	} else if utf8.RuneCountInString(p.Name) > MaxNameLength {
		report("name", "error.text_too_long", "limit", MaxNameLength)
	}
	if !slices.Contains(PlaceKinds(), p.PlaceKind) {
		report("kind", "error.place_kind_unknown", "value", string(p.PlaceKind))
	} else if p.SubKind != "" && !slices.Contains(SubKindsOf(p.PlaceKind), p.SubKind) {
		report("subkind", "error.place_subkind_unknown", "value", string(p.SubKind))
	}
	for _, feature := range p.Features {
		if !slices.Contains(Features(), feature) {
			report("features", "error.place_feature_unknown", "value", string(feature))
		}
	}
	for field, text := range map[string]string{"address": p.Address, "community": p.Community,
		"operator": p.Operator, "manager": p.Manager, "phone": p.Phone, "note": p.Note} {
		if utf8.RuneCountInString(text) > MaxTextLength {
			report(field, "error.text_too_long", "limit", MaxTextLength)
		}
	}
	if p.Area < 0 || p.Area > 10_000_000 {
		report("area", "error.number_out_of_range", "minimum", 0, "maximum", 10_000_000)
	}
	if p.Beds < 0 || p.Beds > 100_000 {
		report("beds", "error.number_out_of_range", "minimum", 0, "maximum", 100_000)
	}
	if p.Elders < 0 || p.Elders > 1_000_000 {
		report("elders", "error.number_out_of_range", "minimum", 0, "maximum", 1_000_000)
	}
	return problems
}

// FieldProblem is one thing wrong with one field of a form or a row.
type FieldProblem struct {
	Field string
	Err   *Error
}

// validCode accepts letters, digits, hyphen, underscore and dot: a code is typed
// in command lines and file names.
func validCode(code string) bool {
	if utf8.RuneCountInString(code) > MaxCodeLength {
		return false
	}
	for _, r := range code {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '-', r == '_', r == '.':
		case r >= 0x4e00 && r <= 0x9fff: // offices do use Chinese characters in codes
		default:
			return false
		}
	}
	return true
}

// Kind implements Record.
func (p Place) Kind() RecordKind { return KindPlace }

// Key implements Record.
func (p Place) Key() ID { return p.ID }

// Fields implements Record.
func (p Place) Fields() Fields {
	return Fields{
		"code": p.Code, "name": p.Name, "kind": string(p.PlaceKind), "subkind": string(p.SubKind),
		"address": p.Address, "community": p.Community, "operator": p.Operator, "manager": p.Manager,
		"phone": p.Phone, "area": fieldFloat(p.Area), "beds": fieldInt(p.Beds), "elders": fieldInt(p.Elders),
		"features": fieldList(p.Features), "note": p.Note, "sample": fieldBool(p.Sample), "removed": fieldBool(p.Removed),
	}
}

// DecodePlace builds a Place from its stored fields.
func DecodePlace(key ID, fields Fields) (Place, error) {
	r := fieldReader{kind: KindPlace, key: key, fields: fields}
	p := Place{
		ID: key, Code: fields["code"], Name: fields["name"], PlaceKind: PlaceKind(fields["kind"]), SubKind: SubKind(fields["subkind"]),
		Address: fields["address"], Community: fields["community"], Operator: fields["operator"], Manager: fields["manager"],
		Phone: fields["phone"], Area: r.float("area"), Beds: r.int("beds"), Elders: r.int("elders"),
		Features: parseList[Feature](fields["features"]), Note: fields["note"], Sample: r.bool("sample"), Removed: r.bool("removed"),
	}
	return p, r.err
}
