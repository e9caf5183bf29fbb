package export

import (
	"strings"

	"anxun/inspection"
)

// The documents are Chinese whatever language the window speaks, so their words
// are here and not in the translations. A test keeps the two the same.

// suspectedMajor is how a hazard is graded that only a department may call 重大.
const suspectedMajor = "疑似重大"

var resultTerms = map[inspection.Result]string{
	inspection.ResultPass: "符合",
	inspection.ResultFail: "不符合",
	inspection.ResultNA:   "不适用",
	// A measured value is neither good nor bad; the value itself stands in 说明.
	inspection.ResultValue: "数值",
}

var severityTerms = map[inspection.Severity]string{
	inspection.SeverityGeneral: "一般",
	inspection.SeveritySerious: "较大",
	inspection.SeverityMajor:   "重大",
}

var statusTerms = map[inspection.HazardStatus]string{
	inspection.HazardOpen:        "待整改",
	inspection.HazardSubmitted:   "待复查",
	inspection.HazardClosed:      "已销号",
	inspection.HazardTransferred: "已移交",
	inspection.HazardShelved:     "挂账",
}

var placeKindTerms = map[inspection.PlaceKind]string{
	inspection.PlaceCare:       "养老服务场所",
	inspection.PlaceRoad:       "道路路段",
	inspection.PlaceShop:       "沿街商户",
	inspection.PlaceCourtyard:  "老旧小区楼院",
	inspection.PlaceCheckpoint: "值守点",
}

var subKindTerms = map[inspection.SubKind]string{
	inspection.SubKindInstitution: "养老机构",
	inspection.SubKindEmbedded:    "嵌入式养老机构",
	inspection.SubKindComplex:     "综合性养老服务中心",
	inspection.SubKindDayCare:     "日间照料",
	inspection.SubKindHomeStation: "居家养老服务站",
	inspection.SubKindMealSite:    "助餐点",
	inspection.SubKindRestaurant:  "餐饮",
	inspection.SubKindRetail:      "零售",
	inspection.SubKindService:     "服务",
	inspection.SubKindWorkshop:    "加工维修",
}

var featureTerms = map[inspection.Feature]string{
	inspection.FeatureLodging:      "住宿",
	inspection.FeatureCanteen:      "食堂",
	inspection.FeatureMeals:        "助餐配餐",
	inspection.FeatureGas:          "燃气",
	inspection.FeatureElevator:     "电梯",
	inspection.FeatureControlRoom:  "消控室",
	inspection.FeatureMedical:      "内设医疗",
	inspection.FeatureFood:         "食品经营",
	inspection.FeatureCharging:     "充电设施",
	inspection.FeatureProperty:     "物业管理",
	inspection.FeatureConstruction: "在建施工",
}

// Words that stand in cells and are counted by formulas.
const (
	wordYes         = "是"
	wordNo          = "否"
	wordSample      = "示例"
	wordNone        = "未登记" // a place without community or operator, so that it can be grouped
	wordThisPeriod  = "本期"
	wordEarlier     = "以前遗留"
	wordKeyItem     = "重点项"
	wordOtherItem   = "一般项"
	wordNotRecorded = "未填写"
	wordUndefined   = "—" // a rate of nothing
)

// gradeOf is the grade printed for a hazard.
func gradeOf(hazard *inspection.Hazard) string {
	if hazard.Suspected {
		return suspectedMajor
	}
	return severityTerms[hazard.Severity]
}

// grades lists the printed grades, mildest first.
func grades() []string {
	var all []string
	for _, severity := range inspection.Severities() {
		if severity == inspection.SeverityMajor {
			all = append(all, suspectedMajor)
		}
		all = append(all, severityTerms[severity])
	}
	return all
}

func featureNames(features []inspection.Feature) string {
	names := make([]string, len(features))
	for i, feature := range features {
		names[i] = featureTerms[feature]
	}
	return strings.Join(names, "、")
}

func orNone(text string) string {
	if strings.TrimSpace(text) == "" {
		return wordNone
	}
	return text
}

func sampleMark(sample bool) string {
	if sample {
		return wordSample
	}
	return ""
}

func joinRemarks(remarks ...string) string {
	var kept []string
	for _, remark := range remarks {
		if remark != "" {
			kept = append(kept, remark)
		}
	}
	return strings.Join(kept, "；")
}

// chineseDay writes a day as documents do: 2026年11月3日.
func chineseDay(day inspection.Day) string {
	start := day.Start()
	if start.IsZero() {
		return ""
	}
	return start.Format("2006年1月2日")
}
