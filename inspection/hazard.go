package inspection

import "time"

// HazardStatus is the state of a Hazard.
type HazardStatus string

// The states of a hazard.
const (
	HazardOpen        HazardStatus = "open"        // 待整改
	HazardSubmitted   HazardStatus = "submitted"   // 待复查
	HazardClosed      HazardStatus = "closed"      // 已销号
	HazardTransferred HazardStatus = "transferred" // 已移交
	HazardShelved     HazardStatus = "shelved"     // 挂账
)

// HazardStatuses lists the states in the order of a hazard's life.
func HazardStatuses() []HazardStatus {
	return []HazardStatus{HazardOpen, HazardSubmitted, HazardClosed, HazardTransferred, HazardShelved}
}

// Unresolved reports whether a hazard in the state still asks for work.
func (s HazardStatus) Unresolved() bool { return s != HazardClosed }

// Request is a wish that waits for an approver.
type Request string

// The requests.
const (
	RequestNone   Request = ""
	RequestExtend Request = "extend" // 延期
	RequestShelve Request = "shelve" // 挂账
)

// Hazard 隐患 is followed from the moment it is found until it is closed.
type Hazard struct {
	ID           ID
	No           string // number shown to people, e.g. Y2026-K7-0001
	PlaceID      ID
	InspectionID ID           // empty for a hazard found ad hoc
	Item         ItemCode     // empty for a hazard found ad hoc
	Checklist    ChecklistRef // the version in which the item was read
	Description  string
	Basis        string // the citation as it was in force on the day it was found
	Severity     Severity
	Suspected    bool // 疑似重大: to be referred to the department that may judge
	Departments  []DepartmentID
	Status       HazardStatus
	Found        time.Time
	FoundBy      string
	Due          Day
	Immediate    bool   // to be put right on the spot
	Responsible  string // the person responsible for putting it right
	Standard     string // 整改标准: what must be reached
	Remedy       string // 整改要求: what is to be done
	Rework       int    // how often a review sent it back
	SubmittedBy  string // who last reported it put right
	ClosedBy     string
	Closed       time.Time
	TransferTo   string // to whom it was transferred
	ShelvedUntil Day
	Request      Request // waiting for an approver
	RequestUntil Day
	RequestedBy  string

	// The five 落实 of a major hazard.
	Accountability string // 责任
	Measures       string // 措施
	Funds          string // 资金
	TimeLimit      string // 时限
	Contingency    string // 预案

	Withdrawn bool // the answer it came from was corrected; kept for the record, counted nowhere
	Sample    bool
	Removed   bool // sample data that was taken off: kept, but listed and counted nowhere
}

// HazardID returns the id of the hazard that the failed item of an inspection
// gives rise to. It is composed, so that failing, passing and failing an item
// again follows one hazard with one number.
func HazardID(inspectionID ID, item ItemCode) ID { return AnswerID(inspectionID, item) }

// Kind implements Record.
func (h Hazard) Kind() RecordKind { return KindHazard }

// Key implements Record.
func (h Hazard) Key() ID { return h.ID }

// Fields implements Record.
func (h Hazard) Fields() Fields {
	return Fields{
		"no": h.No, "place": string(h.PlaceID), "inspection": string(h.InspectionID), "item": string(h.Item),
		"checklist": string(h.Checklist), "description": h.Description, "basis": h.Basis, "severity": string(h.Severity),
		"suspected": fieldBool(h.Suspected), "departments": fieldList(h.Departments), "status": string(h.Status),
		"found": FormatInstant(h.Found), "found_by": h.FoundBy, "due": string(h.Due), "immediate": fieldBool(h.Immediate),
		"responsible": h.Responsible, "standard": h.Standard, "remedy": h.Remedy, "rework": fieldInt(h.Rework),
		"submitted_by": h.SubmittedBy, "closed_by": h.ClosedBy, "closed": FormatInstant(h.Closed),
		"transfer_to": h.TransferTo, "shelved_until": string(h.ShelvedUntil), "request": string(h.Request),
		"request_until": string(h.RequestUntil), "requested_by": h.RequestedBy, "accountability": h.Accountability,
		"measures": h.Measures, "funds": h.Funds, "time_limit": h.TimeLimit, "contingency": h.Contingency,
		"withdrawn": fieldBool(h.Withdrawn), "sample": fieldBool(h.Sample), "removed": fieldBool(h.Removed),
	}
}

// DecodeHazard builds a Hazard from its stored fields.
func DecodeHazard(key ID, fields Fields) (Hazard, error) {
	r := fieldReader{kind: KindHazard, key: key, fields: fields}
	h := Hazard{
		ID: key, No: fields["no"], PlaceID: ID(fields["place"]), InspectionID: ID(fields["inspection"]),
		Item: ItemCode(fields["item"]), Checklist: ChecklistRef(fields["checklist"]), Description: fields["description"],
		Basis: fields["basis"], Severity: Severity(fields["severity"]), Suspected: r.bool("suspected"),
		Departments: parseList[DepartmentID](fields["departments"]), Status: HazardStatus(fields["status"]),
		Found: r.instant("found"), FoundBy: fields["found_by"], Due: Day(fields["due"]), Immediate: r.bool("immediate"),
		Responsible: fields["responsible"], Standard: fields["standard"], Remedy: fields["remedy"], Rework: r.int("rework"),
		SubmittedBy: fields["submitted_by"], ClosedBy: fields["closed_by"], Closed: r.instant("closed"),
		TransferTo: fields["transfer_to"], ShelvedUntil: Day(fields["shelved_until"]), Request: Request(fields["request"]),
		RequestUntil: Day(fields["request_until"]), RequestedBy: fields["requested_by"], Accountability: fields["accountability"],
		Measures: fields["measures"], Funds: fields["funds"], TimeLimit: fields["time_limit"], Contingency: fields["contingency"],
		Withdrawn: r.bool("withdrawn"), Sample: r.bool("sample"), Removed: r.bool("removed"),
	}
	return h, r.err
}
