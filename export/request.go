package export

import (
	"context"
	"slices"
	"time"

	"anxun/inspection"
)

// Request says which workbook is wanted.
type Request struct {
	Department inspection.DepartmentID
	From, To   inspection.Day // days on which inspections started, both inclusive
	Office     string         // name of the street office, as printed; may be empty
	Program    string         // program name and version, as printed in 数据说明
	Now        time.Time      // the moment of the report; decides what is overdue
	Overwrite  bool           // replace a file that exists
	Photos     PhotoSize      // of the photos in 隐患台账; "" is none
	Pictures   Pictures       // opens the photos; may be nil without photos
	Personal   bool           // show telephone and identity numbers in full, see phone

	Plan inspection.Plan // the office's, to compare with; empty if there is none

	No       string                 // number of this issue, as printed; empty if it is not recorded
	Previous inspection.ReportIssue // the issue before of the same report and period; without an ID there is none
	// AnsweredSince names the items of an inspection that were answered anew; may be nil.
	AnsweredSince func(ctx context.Context, inspectionNo string, since time.Time) ([]inspection.ItemCode, error)
}

// Today is the day of the report in the offices' time zone.
func (r Request) Today() inspection.Day { return inspection.DayOf(r.Now) }

// phone is a telephone number as it may be shown: without Personal its middle is hidden, as in every other text.
func (r Request) phone(number string) string {
	if r.Personal {
		return number
	}
	return inspection.MaskPhone(number)
}

// answerFilter selects the inspections whose answers are reported.
func (r Request) answerFilter() inspection.InspectionFilter {
	return inspection.InspectionFilter{Status: inspection.StatusFinished, From: r.From, To: r.To}
}

// sees reports whether the department of the report sees the hazard.
func (r Request) sees(hazard *inspection.HazardRow) bool {
	return !hazard.Withdrawn && slices.Contains(hazard.Departments, r.Department)
}

// Source is what a report reads. An inspection.Reader is one; pass it inside
// Store.View, so that all sheets of a workbook show one state.
type Source interface {
	Places(ctx context.Context, filter inspection.PlaceFilter) ([]inspection.Place, error)
	Checklists(ctx context.Context) ([]inspection.Checklist, error)
	CountHazards(ctx context.Context, filter inspection.HazardFilter) (int, error)
	EachInspection(ctx context.Context, filter inspection.InspectionFilter, fn func(inspection.InspectionRow) error) error
	EachAnswer(ctx context.Context, filter inspection.InspectionFilter, fn func(inspection.AnswerRow) error) error
	EachHazard(ctx context.Context, filter inspection.HazardFilter, fn func(inspection.HazardRow) error) error
	Evidence(ctx context.Context, hazardID inspection.ID) ([]inspection.Evidence, error) // asked while EachHazard runs, for rows with photos
	EachEvidence(ctx context.Context, fn func(inspection.Evidence) error) error          // by hazard
	EachFields(ctx context.Context, kind inspection.RecordKind, names []string, fn func(inspection.ID, inspection.Fields) error) error
	ItemResults(ctx context.Context, filter inspection.InspectionFilter) ([]inspection.ItemResult, error)
	Assignments(ctx context.Context, person string) ([]inspection.Assignment, error) // of all for ""
}

// Progress is told how far the work has come. The units are rows; they mean
// nothing beyond their share of the total.
type Progress interface {
	SetTotal(rows int)
	Add(rows int)
}

// Noop is a Progress that nobody watches.
type Noop struct{}

// SetTotal implements Progress.
func (Noop) SetTotal(int) {}

// Add implements Progress.
func (Noop) Add(int) {}

// SheetCount is one sheet of a written workbook and its number of data rows.
type SheetCount struct {
	Name string `json:"name"`
	Rows int    `json:"rows"`
}

// LeftOut counts what the period holds and the workbook does not show.
type LeftOut struct {
	Drafts           int `json:"drafts"`            // inspections still being filled in
	Void             int `json:"void"`              // inspections declared void
	OtherInspections int `json:"other_inspections"` // finished, without an item of the department
	OtherAnswers     int `json:"other_answers"`     // answers to items of other departments only
	UnknownAnswers   int `json:"unknown_answers"`   // answers to items that no stored checklist has
	Unanswered       int `json:"unanswered"`        // items of the department left without an answer
	OtherHazards     int `json:"other_hazards"`     // hazards of other departments only
	DraftHazards     int `json:"draft_hazards"`     // hazards of inspections that are drafts or void
	Withdrawn        int `json:"withdrawn"`         // hazards of the department that were withdrawn
}

// Summary says what was written.
type Summary struct {
	Path        string       `json:"path"`
	Size        int64        `json:"size"` // bytes
	Sheets      []SheetCount `json:"sheets"`
	Inspections int          `json:"inspections"`
	Answers     int          `json:"answers"`
	Hazards     int          `json:"hazards"`
	Overdue     int          `json:"overdue"` // rows of 逾期未改
	LeftOut     LeftOut      `json:"left_out"`

	No      string                 `json:"no"`                // of this issue; empty if it is not recorded
	SHA256  string                 `json:"sha256"`            // over the data, see inspection.ReportRows.SHA256
	Changes *Changes               `json:"changes,omitempty"` // nil without an issue before
	Data    *inspection.ReportRows `json:"-"`                 // the digest of each record
	Sample  bool                   `json:"sample"`            // it shows made-up data
}

// validate checks the request and finds its department.
func (r Request) validate(departments []inspection.Department) (inspection.Department, error) {
	if err := r.validatePeriod(); err != nil {
		return inspection.Department{}, err
	}
	if err := r.validatePhotos(); err != nil {
		return inspection.Department{}, err
	}
	for _, department := range departments {
		if department.ID == r.Department && department.HasReport {
			return department, nil
		}
	}
	return inspection.Department{}, inspection.Invalid("error.export_department", "department", string(r.Department))
}

func (r Request) validatePeriod() error {
	for _, day := range []inspection.Day{r.From, r.To} {
		if _, err := inspection.ParseDay(string(day)); err != nil {
			return err
		}
	}
	if r.From > r.To {
		return inspection.Invalid("error.export_period", "from", string(r.From), "to", string(r.To))
	}
	return nil
}
