package inspection

import (
	"fmt"
	"time"
)

// FormKind is a kind of printed document.
type FormKind string

// The street's own forms. They inform and advise and order nothing, so a street
// without delegated power may issue them (国办发〔2024〕54号).
const (
	FormRecord   FormKind = "record"   // 现场检查记录
	FormNotice   FormKind = "notice"   // 问题隐患整改告知单
	FormReview   FormKind = "review"   // 整改复查单
	FormTransfer FormKind = "transfer" // 问题线索移送函
)

// The departments' forms. DepartmentFormProblem says when they may be used.
const (
	FormDepartmentRecord FormKind = "dept_record" // 现场检查记录 of the emergency department
	FormDepartmentOrder  FormKind = "dept_order"  // 责令限期整改指令书
	FormDepartmentReview FormKind = "dept_review" // 整改复查意见书
	FormFoodResult       FormKind = "food_result" // 食品监督检查结果记录表
)

// FormKinds lists every kind, the street's own first.
func FormKinds() []FormKind {
	return []FormKind{FormRecord, FormNotice, FormReview, FormTransfer,
		FormDepartmentRecord, FormDepartmentOrder, FormDepartmentReview, FormFoodResult}
}

// OfHazard reports whether the document speaks of one hazard; the others speak of a
// whole inspection.
func (k FormKind) OfHazard() bool {
	return k == FormReview || k == FormTransfer || k == FormDepartmentReview
}

// Review reports whether the action is a review of what was put right. A hazard put
// right on the spot is looked at on the spot.
func (k ActionKind) Review() bool { return k == ActionPass || k == ActionFail || k == ActionFixed }

// word is how the kind stands in the number of a document.
func (k FormKind) word() string {
	switch k {
	case FormRecord:
		return "检记"
	case FormNotice:
		return "检告"
	case FormReview:
		return "检复"
	case FormTransfer:
		return "检移"
	case FormDepartmentRecord:
		return "应急检记"
	case FormDepartmentOrder:
		return "应急责改"
	case FormDepartmentReview:
		return "应急复查"
	case FormFoodResult:
		return "食检"
	}
	return ""
}

// IssuedDocument 文书 is one document that was given a number. What it says is made
// from the records whenever it is printed; the hash tells which file was handed out.
type IssuedDocument struct {
	ID           ID
	No           string // as printed, e.g. 桐街检告K7〔2026〕3号
	FormKind     FormKind
	Year         int
	Number       int // 1, 2, 3 … without gaps per kind, year and laptop
	InspectionID ID  // empty for a document about a hazard that was found ad hoc
	HazardID     ID  // empty for a document about an inspection
	Round        int // which review or transfer of the hazard, from 1; 0 for an inspection
	Issued       time.Time
	IssuedBy     string
	Prints       int       // how often a file was produced; 0 until the first
	Printed      time.Time // the last time
	SHA256       string    // of the file produced last, lower-case hexadecimal
	Sample       bool
}

// Reprints counts the times the document was produced again.
func (d IssuedDocument) Reprints() int { return max(0, d.Prints-1) }

// DocumentID returns the id of the document of a kind about a subject. It is
// composed, so that printing the same thing again finds the same number.
func DocumentID(kind FormKind, subject ID, round int) ID {
	return ID(fmt.Sprintf("%s/%s/%d", kind, subject, round))
}

// Kind implements Record.
func (d IssuedDocument) Kind() RecordKind { return KindDocument }

// Key implements Record.
func (d IssuedDocument) Key() ID { return d.ID }

// Fields implements Record.
func (d IssuedDocument) Fields() Fields {
	return Fields{"no": d.No, "kind": string(d.FormKind), "year": fieldInt(d.Year), "number": fieldInt(d.Number),
		"inspection": string(d.InspectionID), "hazard": string(d.HazardID), "round": fieldInt(d.Round),
		"issued": FormatInstant(d.Issued), "issued_by": d.IssuedBy, "prints": fieldInt(d.Prints),
		"printed": FormatInstant(d.Printed), "sha256": d.SHA256, "sample": fieldBool(d.Sample)}
}

// DecodeIssuedDocument builds an IssuedDocument from its stored fields.
func DecodeIssuedDocument(key ID, fields Fields) (IssuedDocument, error) {
	r := fieldReader{kind: KindDocument, key: key, fields: fields}
	return IssuedDocument{ID: key, No: fields["no"], FormKind: FormKind(fields["kind"]), Year: r.int("year"), Number: r.int("number"),
		InspectionID: ID(fields["inspection"]), HazardID: ID(fields["hazard"]), Round: r.int("round"), Issued: r.instant("issued"),
		IssuedBy: fields["issued_by"], Prints: r.int("prints"), Printed: r.instant("printed"), SHA256: fields["sha256"],
		Sample: r.bool("sample")}, r.err
}
