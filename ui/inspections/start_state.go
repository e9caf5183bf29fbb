package inspections

import "anxun/inspection"

// PlaceRow is a place to choose.
type PlaceRow struct {
	ID     inspection.ID
	Name   string
	Detail string // code, kind, community
}

// ChosenPlace is the place that will be inspected.
type ChosenPlace struct {
	ID       inspection.ID
	Name     string
	Kind     string
	Detail   string // code, community, address
	Features string
	Visit    string // when and how it was inspected last
	Open     string // hazards not closed, empty if there are none
	Draft    inspection.ID
	DraftNo  string // an unfinished inspection of the same place
}

// ListChoice is a checklist that may be taken.
type ListChoice struct {
	Code     string
	Title    string
	Items    int // that apply to the place
	Proposed bool
	On       bool
}

// InspectorChoice is a person who may take part.
type InspectorChoice struct {
	Name       string
	Department string
	On         bool
}

// StartState is everything the page shows.
type StartState struct {
	Loaded     bool
	Trouble    string
	NoPlaces   bool
	Text       string
	Places     []PlaceRow
	More       int // places that match but are not listed
	Selected   int // in Places
	Chosen     *ChosenPlace
	Lists      []ListChoice
	Items      int // of all lists taken
	Inspectors []InspectorChoice
	AddProblem string
	Escort     string // 陪同人员
	Day        inspection.Day
	Clock      string // HH:MM
	TimeWrong  string
	Missing    string // what is still needed, empty when it can begin
	Busy       bool
}
