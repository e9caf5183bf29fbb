package inspection

import (
	"context"
	"time"
)

// Store keeps all records. It is implemented by inspection/sqlite and, for tests,
// in memory by inspection/inspectiontest; one conformance suite binds both.
//
// Every method may fail with CodeUnwritable (disk full or gone), CodeDamaged or
// an internal error. After a failed Update nothing has changed.
type Store interface {
	// View runs fn against one consistent state.
	View(ctx context.Context, fn func(Reader) error) error

	// Update runs fn in one transaction in the name of actor. All that fn puts
	// is committed with its journal entries, durably, or nothing is. It returns
	// the journal entries that were written, in order; none if fn changed
	// nothing. Of what merging wrote it returns which records changed, without their
	// fields, and of very many answers, steps and photos only the first. Updates run one after the other. fn must not call the Store.
	Update(ctx context.Context, actor string, fn func(Writer) error) ([]Change, error)

	// Close releases the files.
	Close() error
}

// Reader answers questions about the stored state. A record that does not exist
// gives CodeNotFound. Lists are in the order stated.
type Reader interface {
	Place(ctx context.Context, id ID) (Place, error)
	PlaceByCode(ctx context.Context, code string) (Place, error)
	Places(ctx context.Context, filter PlaceFilter) ([]Place, error) // by code

	Checklist(ctx context.Context, ref ChecklistRef) (Checklist, error)
	Checklists(ctx context.Context) ([]Checklist, error) // every version, by code then version

	Inspectors(ctx context.Context) ([]Inspector, error)  // by name, inactive ones too
	Setting(ctx context.Context, name ID) (string, error) // "" if it was never set
	Settings(ctx context.Context) ([]Setting, error)      // by name

	Inspection(ctx context.Context, id ID) (Inspection, error)
	InspectionByNo(ctx context.Context, no string) (Inspection, error)
	Inspections(ctx context.Context, filter InspectionFilter) ([]InspectionRow, error) // newest first, by started then id, unless Order says otherwise
	InspectionIDs(ctx context.Context, filter InspectionFilter) ([]ID, error)          // in the order of Inspections
	CountInspections(ctx context.Context, filter InspectionFilter) (int, error)        // Limit and Offset do not matter

	Answer(ctx context.Context, inspectionID ID, item ItemCode) (Answer, error)
	Answers(ctx context.Context, inspectionID ID) ([]Answer, error) // by item code; taken-back answers are left out
	// LastAnswers returns, for each item ever answered at the place in an
	// inspection finished before the instant, the newest answer.
	LastAnswers(ctx context.Context, placeID ID, before time.Time) (map[ItemCode]LastAnswer, error)

	Hazard(ctx context.Context, id ID) (Hazard, error)
	HazardByNo(ctx context.Context, no string) (Hazard, error)
	Hazards(ctx context.Context, filter HazardFilter) ([]HazardRow, error) // by due day, then number, unless Order says otherwise
	CountHazards(ctx context.Context, filter HazardFilter) (int, error)
	// CountHazardsEach counts what matches of and each of by, reading once; Limit and Offset do not matter.
	CountHazardsEach(ctx context.Context, of HazardFilter, by []HazardFilter) ([]int, error)
	HazardIDs(ctx context.Context, filter HazardFilter) ([]ID, error) // in the order of Hazards
	Actions(ctx context.Context, hazardID ID) ([]Action, error)       // oldest first
	Evidence(ctx context.Context, hazardID ID) ([]Evidence, error)    // oldest first; removed ones are left out

	IssuedDocument(ctx context.Context, id ID) (IssuedDocument, error)
	IssuedDocuments(ctx context.Context, filter DocumentFilter) ([]IssuedDocument, error) // by issued, then id

	Signatures(ctx context.Context, inspectionID ID) ([]Signature, error) // oldest first; removed ones are left out

	CustomReports(ctx context.Context) ([]CustomReport, error)                   // by name; removed ones are left out
	ReportIssues(ctx context.Context, filter IssueFilter) ([]ReportIssue, error) // newest first, by issued then id
	Corrections(ctx context.Context, inspectionID ID) ([]Correction, error)      // oldest first
	Seals(ctx context.Context, inspectionID ID) ([]Seal, error)                  // by round

	// SignedHead returns the present end of the journal, in an Update with what the
	// Update has written so far, signed by the device together with the statement.
	// Where the private key is not at hand it is unsigned.
	SignedHead(ctx context.Context, statement string) (SignedHead, error)

	// Journal returns the entries of one record, or of all records for an empty
	// id, oldest first; at most limit entries, 0 means all.
	Journal(ctx context.Context, record ID, limit int) ([]Change, error)

	// ChangesAfter returns the entries of all records that follow the sequence, oldest
	// first; at most limit entries, 0 means all.
	ChangesAfter(ctx context.Context, sequence int64, limit int) ([]Change, error)

	Receipts(ctx context.Context) ([]Receipt, error)                                // by device, then sequence
	Devices(ctx context.Context) ([]Device, error)                                  // by code, then id
	Decisions(ctx context.Context) ([]Decision, error)                              // by id
	Conflicts(ctx context.Context, settledToo bool) ([]MergeConflict, error)        // by noted, then id
	Assignment(ctx context.Context, kind RecordKind, record ID) (Assignment, error) // zero if there is none
	Assignments(ctx context.Context, person string) ([]Assignment, error)           // of one person, or all for ""; by kind, then record
	AllActions(ctx context.Context, hazardID ID) ([]Action, error)                  // as Actions, those that were set aside too
	RecordFields(ctx context.Context, kind RecordKind, key ID) (Fields, error)      // nil if there is no such record

	// Entries returns the journal entries of one record that its own laptop wrote and
	// those received from others, in no order that means anything; what merging wrote is
	// left out.
	Entries(ctx context.Context, kind RecordKind, record ID) ([]Change, error)

	// Known says which entries of which devices the store has.
	Known(ctx context.Context) (Knowledge, error)

	// EachOwn streams the entries after a sequence that the laptop wrote under its present
	// identity and may hand on, oldest first; of its receipts all.
	EachOwn(ctx context.Context, after int64, fn func(Change) error) error

	// EachReceived streams what was received of a device in a range of sequences.
	EachReceived(ctx context.Context, device string, from, to int64, fn func(Change) error) error

	// EachAttestation streams the attestations of a device that speak of an entry in the
	// range, by From, then id.
	EachAttestation(ctx context.Context, device string, from, to int64, fn func(Attestation) error) error

	// EachEntry streams the entries that are missing to known: own ones and those of
	// others, each after those that its author knew; what merging wrote is left out, and
	// so are receipts after which this laptop wrote nothing. A receipt may come again
	// that is known. It returns what a laptop knows that had known and then received all
	// of these.
	EachEntry(ctx context.Context, known Knowledge, fn func(Change) error) (Knowledge, error)

	// The Each methods stream rows to fn, oldest inspection first unless the filter
	// says otherwise, so that memory does not grow with their number. They stop at fn's first error and
	// return it.
	EachInspection(ctx context.Context, filter InspectionFilter, fn func(InspectionRow) error) error
	EachAnswer(ctx context.Context, filter InspectionFilter, fn func(AnswerRow) error) error // by inspection, then item code
	EachHazard(ctx context.Context, filter HazardFilter, fn func(HazardRow) error) error     // by found, then number; by due day, then number, if the filter says so

	// EachEvidence streams the photos of all hazards, by hazard, then oldest first;
	// removed ones are left out.
	EachEvidence(ctx context.Context, fn func(Evidence) error) error

	// EachFields streams the named fields of every record of a kind, by key, for
	// indexes that are kept beside the store and follow its changes. The Fields
	// handed to fn are reused for the next record. A kind without such a field is
	// a fault of the program.
	EachFields(ctx context.Context, kind RecordKind, names []string, fn func(ID, Fields) error) error

	// ItemResults counts the answers of the inspections that match, by item and
	// result, so that a window can show counts without reading every answer.
	ItemResults(ctx context.Context, filter InspectionFilter) ([]ItemResult, error) // by checklist, item, result
}

// Writer changes the stored state. What it put is visible to its own reads.
type Writer interface {
	Reader

	// Put stores the record and writes the fields that changed to the journal.
	// A record equal to the stored one changes nothing. A checklist version
	// that is already stored with other content gives CodeConflict.
	Put(ctx context.Context, record Record) error

	// Receive keeps an entry that another device wrote, as it is, and marks its record as
	// touched. It returns false for an entry that is known already or that the device
	// wrote itself; another entry in its place, or an own one that is not here, gives
	// CodeConflict. The first record put in the transaction must be the
	// Receipt: everything else in the transaction counts as made by merging.
	Receive(ctx context.Context, entry Change) (bool, error)

	// Touch marks a record as touched; TouchAnswers marks every answer of an inspection
	// that the journal or a received entry speaks of.
	Touch(ctx context.Context, kind RecordKind, record ID) error
	TouchAnswers(ctx context.Context, inspectionID ID) error

	// EachTouched calls fn once for every touched record: by kind, in the order of
	// MergeOrder, then by id. fn may touch records of later kinds.
	EachTouched(ctx context.Context, fn func(kind RecordKind, record ID) error) error
}

// PlaceFilter selects places. Zero fields select everything.
type PlaceFilter struct {
	PlaceKind      PlaceKind
	Community      string
	Text           string // contained in code, name, address, community or operator
	IncludeRemoved bool
	Limit, Offset  int // Limit 0 means all
}

// InspectionFilter selects inspections. Zero fields select every inspection that was
// not removed.
type InspectionFilter struct {
	Status        Status
	PlaceID       ID
	From, To      Day          // day started, both inclusive
	Department    DepartmentID // of one of the inspectors
	Text          string       // contained in number, place name or place code
	Only          []ID         // one of these; nil means any, empty none
	Order         InspectionOrder
	Reverse       bool // the other way round
	NewestFirst   bool // EachInspection and EachAnswer give them newest first, as Inspections does
	Limit, Offset int

	IncludeRemoved bool
}

// InspectionRow is an inspection as lists show it.
type InspectionRow struct {
	Inspection
	PlaceCode string
	PlaceName string
	Score     Score     // Open is not counted: it depends on the place and the checklists
	Updated   time.Time // when the newest answer was given; zero if none
}

// AnswerRow is an answer with what identifies it to a person. Taken-back answers
// are never among them.
type AnswerRow struct {
	Answer
	InspectionNo string
	PlaceID      ID
	Started      time.Time
}

// LastAnswer is the newest earlier answer to an item at a place.
type LastAnswer struct {
	Answer
	InspectionNo string
	Started      time.Time
}

// ItemResult counts equal results of one item.
type ItemResult struct {
	Checklist ChecklistRef
	Item      ItemCode
	Result    Result
	Count     int
}

// HazardFilter selects hazards. Zero fields select every hazard that was neither
// withdrawn nor removed.
type HazardFilter struct {
	Statuses         []HazardStatus
	Severities       []Severity
	PlaceID          ID
	InspectionID     ID
	Item             ItemCode
	Department       DepartmentID // one of the hazard's departments
	FoundFrom        Day          // both inclusive
	FoundTo          Day
	DueFrom          Day    // due on or after
	DueBy            Day    // due on or before
	OverdueOn        Day    // unresolved (open or submitted) and due before this day
	Text             string // contained in number, description, place name, place code, responsible person or item code
	Grave            bool   // 较大, 重大 or 疑似重大
	Repeated         bool   // the same item failed at the same place on an earlier visit, see Repeats.Same
	FinishedOnly     bool   // leave out hazards whose inspection is still a draft or void
	IncludeWithdrawn bool
	IncludeRemoved   bool
	ByDue            bool // EachHazard gives them by due day, then number, as Hazards does
	Only             []ID // one of these; nil means any, empty none
	Order            HazardOrder
	Reverse          bool // the other way round
	Limit, Offset    int
}

// HazardRow is a hazard as lists show it.
type HazardRow struct {
	Hazard
	PlaceCode    string
	PlaceName    string
	InspectionNo string // empty for a hazard found ad hoc
}

// DocumentFilter selects issued documents. Zero fields select everything.
type DocumentFilter struct {
	FormKind     FormKind
	InspectionID ID // documents about its hazards included
	HazardID     ID
}

// IssueFilter selects reports that were made. Zero fields select everything.
type IssueFilter struct {
	Department DepartmentID
	CustomID   ID
	From, To   Day // the very period
	Limit      int // 0 means all
}
