package inspecting

import (
	"slices"

	"anxun/inspection"
)

// PhotoPanel is the photos of a hazard.
type PhotoPanel struct {
	Before, After []Photo
	Marks         []string // what is odd about when some were taken, each sentence once
	Wanted        string   // reminder, empty where no photo is missing
	CanAdd        bool
	Done, Total   int // files being added; Total 0 for none
	Problems      []string
	Offers        []Offer // new in the watched folder
	Older         int     // offers that are not listed as they were taken well before this visit
	FolderProblem string
}

// Photo is one photo of a hazard.
type Photo struct {
	ID      inspection.ID
	Caption string // when and where it was taken, by whom it was added
	Mark    string // what is odd about it, empty for nothing
}

// Offer is a photo in the watched folder that is not on any record yet.
type Offer struct {
	Path  string
	Name  string
	Taken string // time of day, empty if the file does not say
}

// Repeat is an earlier hazard at the same place that may have come back.
type Repeat struct {
	ID     inspection.ID
	No     string
	Text   string
	Fate   string // when it was found, who closed it when
	Reason string // why it is proposed, empty for the same item
}

// Assist is what a standard says about a failed item.
type Assist struct {
	Shown      bool
	Text       string   // the condition
	Basis      string   // citation
	Clauses    []string // what the clauses say
	Department string   // who may judge, short name
	Advice     string
	Major      bool // 重大 may be confirmed here; otherwise the failure is referred
	Marked     bool // it is graded 重大 or marked 疑似重大
}

// Fix is the sheet of 现场已整改.
type Fix struct {
	Code          inspection.ItemCode
	Description   string
	Photos        PhotoPanel
	Fixer         string
	MustNameFixer bool // 较大: somebody else than who confirms must have put it right
	Note          string
	Lacks         string // what is missing
	Ready         bool
	Busy          bool
	Problem       string
}

// MajorAsk is the question whether a failure is 重大.
type MajorAsk struct {
	Code    inspection.ItemCode
	Place   string
	Text    string
	Basis   string
	Clauses string
}

// Void is the sheet that asks why an inspection is set aside.
type Void struct {
	No      string
	Place   string
	Hazards int // that are withdrawn with it
	Reason  string
	Ready   bool
	Busy    bool
	Problem string
}

// SinceGroup is the items that changed in one way since the last visit.
type SinceGroup struct {
	Kind  inspection.ItemChangeKind
	Title string
	Count int
	Lines []SinceLine // none for items that are only counted
}

// SinceLine is one item that changed.
type SinceLine struct {
	Item   inspection.ItemCode
	Text   string
	Change string
}

func (p PhotoPanel) same(o PhotoPanel) bool {
	return slices.Equal(p.Before, o.Before) && slices.Equal(p.After, o.After) && slices.Equal(p.Marks, o.Marks) &&
		p.Wanted == o.Wanted && p.CanAdd == o.CanAdd && p.Done == o.Done && p.Total == o.Total &&
		slices.Equal(p.Problems, o.Problems) && slices.Equal(p.Offers, o.Offers) && p.Older == o.Older && p.FolderProblem == o.FolderProblem
}

func (a Assist) same(o Assist) bool {
	return a.Shown == o.Shown && a.Text == o.Text && a.Basis == o.Basis && slices.Equal(a.Clauses, o.Clauses) &&
		a.Department == o.Department && a.Advice == o.Advice && a.Major == o.Major && a.Marked == o.Marked
}
