package form

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"anxun/export"
	"anxun/inspection"
)

// Source is what documents need beside the inspection or hazard they are about.
type Source struct {
	Office      string // name of the street office
	Phone       string
	Issuer      inspection.Issuer // only for departments' forms
	Document    inspection.IssuedDocument
	Related     []inspection.IssuedDocument // other documents about the same inspection
	Library     *inspection.Library
	Departments []inspection.Department
	Photos      map[inspection.ID][]Photo // by hazard
	Signatures  Signatures
	Now         time.Time
}

// Photo is a photo of a hazard. Picture is nil for one whose file cannot be shown.
type Photo struct {
	inspection.Evidence
	Picture *Picture
}

// Signatures are the pictures of signatures; what is nil is left for signing by hand.
type Signatures struct {
	Inspectors []*Picture // in the order of the inspectors
	Unit       *Picture
	Witness    *Picture
	Refusal    string // why the inspected unit refused to sign
}

// Title is how a kind of document is called.
func Title(kind inspection.FormKind) string {
	switch kind {
	case inspection.FormRecord, inspection.FormDepartmentRecord:
		return "现场检查记录"
	case inspection.FormNotice:
		return "问题隐患整改告知单"
	case inspection.FormReview:
		return "整改复查单"
	case inspection.FormTransfer:
		return "问题线索移送函"
	case inspection.FormDepartmentOrder:
		return "责令限期整改指令书"
	case inspection.FormDepartmentReview:
		return "整改复查意见书"
	case inspection.FormFoodResult:
		return "食品生产经营监督检查结果记录表"
	}
	return ""
}

const (
	minuteLayout   = "2006年1月2日15时04分"
	noCertificate  = "无证·巡查"
	unknownYet     = ""
	checkedBox     = "■" // not ☑, which Chinese fonts lack
	uncheckedBox   = "□"
	inspectorSigns = 2
)

func minute(t time.Time) string {
	if t.IsZero() {
		return unknownYet
	}
	return t.In(inspection.Zone).Format(minuteLayout)
}

// box writes one choice of a line of boxes.
func box(checked bool, word string) string {
	if checked {
		return checkedBox + word
	}
	return uncheckedBox + word
}

// departments names departments, joined by 、.
func (s Source) departments(ids []inspection.DepartmentID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
		for _, department := range s.Departments {
			if department.ID == id {
				names[i] = department.Name
			}
		}
	}
	return strings.Join(names, "、")
}

// addressee is how a department is written to. Names in the list are those of their
// field of work, other targets are as somebody wrote them.
func (s Source) addressee(target string) string {
	name := s.departments([]inspection.DepartmentID{inspection.DepartmentID(target)})
	if name == target || strings.HasSuffix(name, "单位") || strings.HasSuffix(name, "部门") || strings.HasSuffix(name, "街道") {
		return name
	}
	return name + "部门"
}

// setCommon fills what every document has.
func (s Source) setCommon(v Values, place inspection.Place, visit inspection.Inspection) {
	sample := ""
	if s.Document.Sample {
		sample = "示例"
	}
	v.set("文书", "编号", s.Document.No, "名称", Title(s.Document.FormKind), "日期", export.ChineseDay(inspection.DayOf(s.Document.Issued)),
		"打印时间", minute(s.Now), "检查记录", s.related(inspection.FormRecord, inspection.FormDepartmentRecord),
		"告知单", s.related(inspection.FormNotice), "责改书", s.related(inspection.FormDepartmentOrder), "示例", sample)
	v.set("机关", "名称", s.Office, "电话", s.Phone, "签发部门", s.Issuer.Name)
	kind, subKind := export.PlaceWords(place)
	v.set("对象", "编号", place.Code, "名称", place.Name, "类别", kind, "子类", subKind, "地址", place.Address, "社区", place.Community,
		"运营单位", place.Operator, "负责人", place.Manager, "电话", place.Phone, "面积", quantity(place.Area), "床位", quantity(float64(place.Beds)),
		"服务人数", quantity(float64(place.Elders)), "特征", export.FeatureWords(place.Features))
	s.setVisit(v, visit)
	s.setSignatures(v)
}

// related finds the number of another document about the same inspection.
func (s Source) related(kinds ...inspection.FormKind) string {
	for _, document := range s.Related {
		if slices.Contains(kinds, document.FormKind) {
			return document.No
		}
	}
	return ""
}

func quantity(n float64) string {
	if n == 0 {
		return unknownYet
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

func (s Source) setVisit(v Values, visit inspection.Inspection) {
	if visit.ID == "" {
		return
	}
	var names, certificates []string
	for i, inspector := range visit.Inspectors {
		names = append(names, inspector.Name)
		certificates = append(certificates, cmp.Or(inspector.Certificate, noCertificate))
		var signature *Picture
		if i < len(s.Signatures.Inspectors) {
			signature = s.Signatures.Inspectors[i]
		}
		v.add("人员", "序号", i+1, "姓名", inspector.Name, "部门", s.departments([]inspection.DepartmentID{inspector.Department}),
			"证号", cmp.Or(inspector.Certificate, noCertificate), "签名", signature)
	}
	departments := visit.Departments()
	joint := len(departments) > 1
	types := box(false, "日常巡查") + "　" + box(false, "专项检查") + "　" + box(joint, "联合检查") + "　" + box(false, "复查") + "　" + box(false, "交办")
	day := export.ChineseDay(inspection.DayOf(visit.Started))
	v.set("检查", "编号", visit.No, "类型", types, "日期", day, "时间", period(visit), "开始", minute(visit.Started), "结束", minute(visit.Finished),
		"部门", s.departments(departments), "人员", strings.Join(names, "、"), "证号", strings.Join(certificates, "、"),
		"陪同人", visit.AccompaniedBy, "备注", visit.Note, "未检原因", visit.IncompleteReason)
}

// period writes when an inspection was, to the minute.
func period(visit inspection.Inspection) string {
	if visit.Finished.IsZero() {
		return minute(visit.Started)
	}
	end := minute(visit.Finished)
	if inspection.DayOf(visit.Started) == inspection.DayOf(visit.Finished) {
		end = visit.Finished.In(inspection.Zone).Format("15时04分")
	}
	return minute(visit.Started) + "至" + end
}

func (s Source) setSignatures(v Values) {
	for i, picture := range s.Signatures.Inspectors {
		if i < inspectorSigns {
			v.show("签名", []string{"检查人", "检查人2"}[i], picture)
		}
	}
	v.show("签名", "被检查单位", s.Signatures.Unit)
	v.show("签名", "见证人", s.Signatures.Witness)
	v.set("签名", "拒签", s.Signatures.Refusal)
}

// addPhotos lists the photos of a hazard and returns their numbers.
func (s Source) addPhotos(v Values, hazard inspection.Hazard) string {
	var numbers []string
	for _, photo := range s.Photos[hazard.ID] {
		if photo.Picture == nil {
			continue
		}
		number := fmt.Sprint(len(v.Lists["附图"].Rows) + 1)
		numbers = append(numbers, number)
		v.add("附图", "编号", number, "图", photo.Picture, "时间", minute(photo.Added), "隐患", hazard.No,
			"说明", fmt.Sprintf("照片%s　%s　%s\n%s存入", number, roleWord(photo.Role), shorten(hazard.Description), minute(photo.Added)))
	}
	return strings.Join(numbers, "、")
}

func roleWord(role inspection.EvidenceRole) string {
	switch role {
	case inspection.EvidenceBefore:
		return "整改前"
	case inspection.EvidenceAfter:
		return "整改后"
	}
	return ""
}

// captionLength is how many characters of a description stand under a photo; the
// whole of it stands in the document itself.
const captionLength = 15

func shorten(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= captionLength {
		return string(runes)
	}
	return string(runes[:captionLength-1]) + "…"
}
