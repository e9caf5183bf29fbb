package main

import (
	"anxun/inspection"
)

// The types below are the documents that --json prints. Their names are a contract
// with scripts: fields may be added, never renamed or removed.

type placeDocument struct {
	Code      string               `json:"code"`
	Name      string               `json:"name"`
	Kind      inspection.PlaceKind `json:"kind"`
	SubKind   inspection.SubKind   `json:"subkind"`
	Address   string               `json:"address"`
	Community string               `json:"community"`
	Operator  string               `json:"operator"`
	Manager   string               `json:"manager"`
	Phone     string               `json:"phone"`
	Area      float64              `json:"area"`
	Beds      int                  `json:"beds"`
	Elders    int                  `json:"elders"`
	Features  []inspection.Feature `json:"features"`
	Note      string               `json:"note"`
	Sample    bool                 `json:"sample"`
	Removed   bool                 `json:"removed"`
}

func placeJSON(p inspection.Place) placeDocument {
	return placeDocument{Code: p.Code, Name: p.Name, Kind: p.PlaceKind, SubKind: p.SubKind, Address: p.Address, Community: p.Community,
		Operator: p.Operator, Manager: p.Manager, Phone: p.Phone, Area: p.Area, Beds: p.Beds, Elders: p.Elders,
		Features: list(p.Features), Note: p.Note, Sample: p.Sample, Removed: p.Removed}
}

type checklistDocument struct {
	Code      string                 `json:"code"`
	Title     string                 `json:"title"`
	Version   int                    `json:"version"`
	Published inspection.Day         `json:"published"`
	Kinds     []inspection.PlaceKind `json:"kinds"`
	Note      string                 `json:"note"`
	Items     []itemDocument         `json:"items"`
}

type itemDocument struct {
	Code        inspection.ItemCode       `json:"code"`
	Section     string                    `json:"section"`
	Text        string                    `json:"text"`
	Method      string                    `json:"method"`
	Basis       []string                  `json:"basis"` // citations in force today
	Severity    inspection.Severity       `json:"severity"`
	Deadline    string                    `json:"deadline"` // immediate, same_day, or days with the number in days
	Days        int                       `json:"days"`
	Departments []inspection.DepartmentID `json:"departments"`
	Photo       inspection.PhotoRule      `json:"photo"`
	Key         bool                      `json:"key"`
	Escalation  string                    `json:"escalation"` // major, suspected or empty
	Findings    []string                  `json:"findings"`
	Remedy      string                    `json:"remedy"`
}

func checklistJSON(checklist inspection.Checklist, library *inspection.Library, today inspection.Day) checklistDocument {
	document := checklistDocument{Code: checklist.Code, Title: checklist.Title, Version: checklist.Version, Published: checklist.Published,
		Kinds: list(checklist.Kinds), Note: checklist.Note, Items: []itemDocument{}}
	for _, section := range checklist.Sections {
		for _, item := range section.Items {
			entry := itemDocument{Code: item.Code, Section: section.Title, Text: item.Text, Method: item.Method, Basis: []string{},
				Severity: item.Severity, Deadline: string(item.Deadline.Rule), Days: item.Deadline.Days, Departments: list(item.Departments),
				Photo: item.Photo, Key: item.KeyItem, Findings: []string{}, Remedy: item.Remedy}
			for _, basis := range library.InForce(item.Basis, today) {
				entry.Basis = append(entry.Basis, basis.Citation())
			}
			for _, finding := range item.Findings {
				entry.Findings = append(entry.Findings, finding.Text)
			}
			if item.Escalation != nil {
				entry.Escalation = item.Escalation.Severity
			}
			document.Items = append(document.Items, entry)
		}
	}
	return document
}

type inspectorDocument struct {
	Name        string                  `json:"name"`
	Dept        inspection.DepartmentID `json:"dept"`
	Certificate string                  `json:"certificate"`
}

type countsDocument struct {
	Pass  int `json:"pass"`
	Fail  int `json:"fail"`
	NA    int `json:"na"`
	Value int `json:"value"`
	Open  int `json:"open"` // applicable and unanswered
}

type inspectionDocument struct {
	No               string              `json:"no"`
	Place            string              `json:"place"` // code
	PlaceName        string              `json:"place_name"`
	Status           inspection.Status   `json:"status"`
	Started          *string             `json:"started"`
	Finished         *string             `json:"finished"`
	Checklists       []string            `json:"checklists"` // codes
	Inspectors       []inspectorDocument `json:"inspectors"`
	AccompaniedBy    string              `json:"accompanied_by"`
	Note             string              `json:"note"`
	IncompleteReason string              `json:"incomplete_reason"`
	Sample           bool                `json:"sample"`
	Counts           countsDocument      `json:"counts"`
}

func inspectionJSON(i inspection.Inspection, place inspection.Place, score inspection.Score) inspectionDocument {
	document := inspectionDocument{No: i.No, Place: place.Code, PlaceName: place.Name, Status: i.Status, Started: instant(i.Started),
		Finished: instant(i.Finished), Checklists: []string{}, Inspectors: []inspectorDocument{}, AccompaniedBy: i.AccompaniedBy, Note: i.Note,
		IncompleteReason: i.IncompleteReason, Sample: i.Sample,
		Counts: countsDocument{Pass: score.Pass, Fail: score.Fail, NA: score.NA, Value: score.Value, Open: score.Open}}
	for _, ref := range i.Checklists {
		document.Checklists = append(document.Checklists, ref.Code())
	}
	for _, inspector := range i.Inspectors {
		document.Inspectors = append(document.Inspectors, inspectorDocument{Name: inspector.Name, Dept: inspector.Department, Certificate: inspector.Certificate})
	}
	return document
}

type answerDocument struct {
	Item   inspection.ItemCode `json:"item"`
	Text   string              `json:"text"`
	Result inspection.Result   `json:"result"` // empty: unanswered
	Value  string              `json:"value"`
	Note   string              `json:"note"`
	By     string              `json:"by"`
	At     *string             `json:"at"`
}

type hazardDocument struct {
	No          string                    `json:"no"`
	Place       string                    `json:"place"` // code
	PlaceName   string                    `json:"place_name"`
	Item        inspection.ItemCode       `json:"item"` // empty for one found ad hoc
	Severity    inspection.Severity       `json:"severity"`
	Suspected   bool                      `json:"suspected"` // 疑似重大
	Status      inspection.HazardStatus   `json:"status"`
	Description string                    `json:"description"`
	Basis       string                    `json:"basis"`
	Remedy      string                    `json:"remedy"`
	Responsible string                    `json:"responsible"`
	Departments []inspection.DepartmentID `json:"departments"`
	Found       *string                   `json:"found"`
	Due         inspection.Day            `json:"due"`
	Overdue     bool                      `json:"overdue"`
	OverdueDays int                       `json:"overdue_days"`
	Rework      int                       `json:"rework"`
	Inspection  string                    `json:"inspection"` // number
	Request     inspection.Request        `json:"request"`
	TransferTo  string                    `json:"transfer_to"`
	Shelved     inspection.Day            `json:"shelved_until"`
	Closed      *string                   `json:"closed"`
	ClosedBy    string                    `json:"closed_by"`
	Sample      bool                      `json:"sample"`
}

func hazardJSON(row inspection.HazardRow, today inspection.Day) hazardDocument {
	days := overdueDays(row.Hazard, today)
	return hazardDocument{No: row.No, Place: row.PlaceCode, PlaceName: row.PlaceName, Item: row.Item, Severity: row.Severity, Suspected: row.Suspected,
		Status: row.Status, Description: row.Description, Basis: row.Basis, Remedy: row.Remedy, Responsible: row.Responsible,
		Departments: list(row.Departments), Found: instant(row.Found), Due: row.Due, Overdue: days > 0, OverdueDays: days, Rework: row.Rework,
		Inspection: row.InspectionNo, Request: row.Request, TransferTo: row.TransferTo, Shelved: row.ShelvedUntil,
		Closed: instant(row.Closed), ClosedBy: row.ClosedBy, Sample: row.Sample}
}

// overdueDays is 0 for hazards that nobody has to put right now: closed,
// transferred or shelved.
func overdueDays(hazard inspection.Hazard, today inspection.Day) int {
	if hazard.Status != inspection.HazardOpen && hazard.Status != inspection.HazardSubmitted {
		return 0
	}
	return inspection.Overdue(hazard.Due, today)
}

type actionDocument struct {
	Action inspection.ActionKind   `json:"action"`
	From   inspection.HazardStatus `json:"from"`
	To     inspection.HazardStatus `json:"to"`
	By     string                  `json:"by"`
	At     *string                 `json:"at"`
	Note   string                  `json:"note"`
	Until  inspection.Day          `json:"until"`
	Target string                  `json:"target"`
}

type photoDocument struct {
	Role   inspection.EvidenceRole `json:"role"`
	SHA256 string                  `json:"sha256"`
	Name   string                  `json:"name"`
	File   string                  `json:"file"`
	Size   int                     `json:"size"`
}

// list makes an empty JSON array of a missing one.
func list[T any](values []T) []T {
	if values == nil {
		return []T{}
	}
	return values
}
