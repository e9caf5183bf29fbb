package inspecting

import (
	"time"

	"anxun/inspection"
)

// Phase says what the page shows.
type Phase int

// The phases.
const (
	Loading  Phase = iota
	Broken         // the inspection could not be read; State.Trouble says why
	Filling        // a draft
	ReadOnly       // finished or void: everything can be looked at, nothing changed
)

// State is everything on screen. It holds finished texts, so that the view needs no rule and no clock. A state is a
// value: the presenter makes a new one for every change and never touches it again.
type State struct {
	Phase    Phase
	Trouble  string
	Header   Header
	Sections []Section
	Section  int // index in Sections
	Rows     []Row
	Selected int // index in Rows, -1 if there are none
	Panel    Panel
	Score    inspection.Score
	Saving   Saving
	Bulk     Bulk
	CanUndo  bool
	CanRedo  bool
	Find     *Find     // the search in the list, nil while closed
	Finish   *Finish   // the sheet before finishing, nil while closed
	Summary  *Summary  // the sheet after finishing, nil while closed
	Fix      *Fix      // the sheet of 现场已整改, nil while closed
	Major    *MajorAsk // the question whether a failure is 重大, nil while closed
	Void     *Void     // the sheet that asks why to set the inspection aside, nil while closed
	CanVoid  bool
	Correct  *Correct // the sheet that corrects an answer, nil while closed
}

// Header names the inspection.
type Header struct {
	Place   string
	SubKind string // may be empty
	No      string
	Line    string // departments, started, inspectors
	Status  string // of a finished or void inspection, with the reason
}

// Section is one entry of the list at the left.
type Section struct {
	List     string // title of the checklist, set on its first section only
	Title    string
	Answered int
	Total    int
	Fails    int
	Leftover bool // the unresolved hazards of earlier visits; Total counts them
}

// Row is one card in the middle: an item or, in the first section, a hazard of an earlier visit. Rows can be compared.
type Row struct {
	Code    inspection.ItemCode
	Hazard  inspection.ID // set for a hazard of an earlier visit
	Label   string        // code or number as shown
	Text    string
	Detail  string // method and basis, or what was answered last
	Last    string // what was answered last, of the selected row
	Missing string // what is still missing for this answer, or a refused save
	Result  inspection.Result
	Value   string // for a measured value
	Badge   string // state or severity of a hazard
	Grave   bool   // the badge is a warning
	Done    string // that the hazard was put right on the spot, empty for others
	Locked  bool   // cannot be answered
}

// PanelKind says which panel stands at the right.
type PanelKind int

// The panels.
const (
	PanelNone     PanelKind = iota
	PanelOpen               // an unanswered item: how to check it
	PanelNote               // 符合 or a value, with an optional note
	PanelReason             // 不适用, with its reason
	PanelHazard             // 不符合
	PanelLeftover           // a hazard of an earlier visit
)

// Panel is the detail of the selected row.
type Panel struct {
	Kind   PanelKind
	Code   inspection.ItemCode
	Title  string
	Text   string
	Method string
	Basis  string
	Hint   string
	Last   string
	Locked bool
	// Correctable: the inspection is finished, so the answer can only be corrected.
	Correctable bool
	// Problem says why the last change of this item was refused.
	Problem string

	Note    string   // PanelNote, PanelReason
	Reasons []string // PanelReason: reasons to take over

	Hazard HazardPanel // PanelHazard, PanelLeftover
}

// HazardPanel is the hazard of the selected item.
type HazardPanel struct {
	ID            inspection.ID
	No            string
	Status        string
	Repeat        string // 同类问题第 n 次, empty the first time
	Description   string
	Findings      []string // wordings to take over
	Severity      inspection.Severity
	SeverityText  string
	MajorPossible bool
	Suspected     bool
	Due           inspection.Day
	Found         inspection.Day // Due is not before it
	DueRule       string         // what the rule says
	Moved         bool           // Due is not what the rule says
	DueProblem    string
	Responsible   string
	Standard      string
	Remedy        string
	Repeats       []Repeat
	Assist        Assist
	Photos        PhotoPanel
	NotFixable    string // why it cannot be closed on the spot, empty if it can
	Closed        string // who closed it when
	Item          inspection.ItemCode
	InSheet       bool // PanelLeftover: the item is part of this inspection
}

// SavingState is what the stamp in the header says.
type SavingState int

// The states. Saved is only ever shown after the commit of everything on screen.
const (
	SavingIdle SavingState = iota // nothing was changed since the inspection was opened
	SavingBusy
	SavingDone
	SavingFailed
)

// Saving is the stamp.
type Saving struct {
	State   SavingState
	At      time.Time // of the last commit
	Reason  string    // SavingFailed: why
	Waiting int       // changes not on disk yet
	TooLong bool      // trying again is no help: a text must be shortened
}

// Bulk is the button that answers what remains of a section with 符合.
type Bulk struct {
	Shown  bool
	Ready  bool // every item of the section was on screen
	Unseen int  // items that were not
	Count  int  // items that it would answer
}

// Finish is what must be looked at before finishing.
type Finish struct {
	Blocking   []Check
	Reminders  []Check
	Unanswered int
	Reasonless int    // 不适用 without a reason
	Reason     string // why items were not looked at
	Score      inspection.Score
	Ready      bool
	Busy       bool
	Problem    string
}

// Check is one line of the finishing sheet.
type Check struct {
	Item  inspection.ItemCode // empty when it concerns the whole inspection
	Code  string
	Text  string // of the item
	Issue string
}

// Summary is shown after finishing.
type Summary struct {
	No       string
	Place    string
	Score    inspection.Score
	Rate     string // share of 符合, empty if nothing was judged
	Sections []SummarySection
	Hazards  []SummaryHazard
	Since    []SinceGroup // what changed since the last visit
}

// SummarySection is one row of the summary.
type SummarySection struct {
	List  string
	Title string
	Score inspection.Score
}

// SummaryHazard is one hazard that the inspection found.
type SummaryHazard struct {
	No          string
	Code        string
	Description string
	Severity    string
	Grave       bool
	Due         string
	Responsible string
}

// Find is the search in the list.
type Find struct {
	Query string
	Rows  []FindRow
	More  int // found but not listed
}

// FindRow is one item that was found.
type FindRow struct {
	Code    inspection.ItemCode
	Text    string
	Section string
	Result  inspection.Result
	Answer  string // the result in words
}
