package inspection

import (
	"encoding/json"
	"slices"
	"time"
)

// Status is the state of an Inspection.
type Status string

// The states of an inspection.
const (
	StatusDraft    Status = "draft"    // 进行中: being filled in, may be changed and left at any moment
	StatusFinished Status = "finished" // 已完成: counted in reports
	StatusVoid     Status = "void"     // 已作废: kept, but counted nowhere; carries a reason
)

// Inspector 检查人员 is a person who inspects for a department.
type Inspector struct {
	ID          ID           `json:"-"`
	Name        string       `json:"name"`
	Department  DepartmentID `json:"department"`
	Certificate string       `json:"certificate,omitempty"` // 执法证号, empty if none
	Inactive    bool         `json:"-"`                     // no longer offered, kept for the record
}

// SamePerson reports whether two records name one person: the same name, department and
// certificate.
func (p Inspector) SamePerson(q Inspector) bool {
	return p.Name == q.Name && p.Department == q.Department && p.Certificate == q.Certificate
}

// OfferedInspectors returns those to choose from, in the order given: nobody who is no
// longer offered, and nobody twice.
func OfferedInspectors(all []Inspector) []Inspector {
	var offered []Inspector
	for _, person := range all {
		if !person.Inactive && !slices.ContainsFunc(offered, person.SamePerson) {
			offered = append(offered, person)
		}
	}
	return offered
}

// Kind implements Record.
func (p Inspector) Kind() RecordKind { return KindInspector }

// Key implements Record.
func (p Inspector) Key() ID { return p.ID }

// Fields implements Record.
func (p Inspector) Fields() Fields {
	return Fields{"name": p.Name, "department": string(p.Department), "certificate": p.Certificate, "inactive": fieldBool(p.Inactive)}
}

// DecodeInspector builds an Inspector from its stored fields.
func DecodeInspector(key ID, fields Fields) (Inspector, error) {
	return Inspector{ID: key, Name: fields["name"], Department: DepartmentID(fields["department"]),
		Certificate: fields["certificate"], Inactive: fields["inactive"] == "1"}, nil
}

// Inspection 检查 is one visit to one place.
type Inspection struct {
	ID               ID
	No               string // number shown to people, e.g. J2026-K7-0001
	PlaceID          ID
	Status           Status
	Started          time.Time
	Finished         time.Time // zero while a draft
	Checklists       []ChecklistRef
	Inspectors       []Inspector // as they were on that day
	AccompaniedBy    string      // the person of the inspected unit
	Note             string
	IncompleteReason string // why items were left unanswered; empty if none were
	VoidReason       string
	Sample           bool
	Removed          bool // sample data that was taken off: kept, but listed and counted nowhere
}

// Departments lists the departments of the inspectors, each once, in their order.
func (i Inspection) Departments() []DepartmentID {
	var departments []DepartmentID
	for _, inspector := range i.Inspectors {
		if !slices.Contains(departments, inspector.Department) {
			departments = append(departments, inspector.Department)
		}
	}
	return departments
}

// Kind implements Record.
func (i Inspection) Kind() RecordKind { return KindInspection }

// Key implements Record.
func (i Inspection) Key() ID { return i.ID }

// Fields implements Record. Inspectors are kept as they were on the day, so
// somebody who later changes department does not change old records.
func (i Inspection) Fields() Fields {
	inspectors, err := json.Marshal(i.Inspectors)
	if err != nil {
		panic("inspection: encoding inspectors: " + err.Error()) // plain strings always encode
	}
	return Fields{
		"no": i.No, "place": string(i.PlaceID), "status": string(i.Status), "started": FormatInstant(i.Started),
		"finished": FormatInstant(i.Finished), "checklists": fieldList(i.Checklists), "inspectors": string(inspectors),
		"departments": fieldList(i.Departments()), "accompanied_by": i.AccompaniedBy, "note": i.Note,
		"incomplete_reason": i.IncompleteReason, "void_reason": i.VoidReason, "sample": fieldBool(i.Sample),
		"removed": fieldBool(i.Removed),
	}
}

// DecodeInspection builds an Inspection from its stored fields.
func DecodeInspection(key ID, fields Fields) (Inspection, error) {
	r := fieldReader{kind: KindInspection, key: key, fields: fields}
	i := Inspection{
		ID: key, No: fields["no"], PlaceID: ID(fields["place"]), Status: Status(fields["status"]),
		Started: r.instant("started"), Finished: r.instant("finished"),
		Checklists:    parseList[ChecklistRef](fields["checklists"]),
		AccompaniedBy: fields["accompanied_by"], Note: fields["note"],
		IncompleteReason: fields["incomplete_reason"], VoidReason: fields["void_reason"], Sample: r.bool("sample"), Removed: r.bool("removed"),
	}
	if text := fields["inspectors"]; text != "" {
		if err := json.Unmarshal([]byte(text), &i.Inspectors); err != nil {
			r.fail("inspectors")
		}
	}
	return i, r.err
}
