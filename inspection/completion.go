package inspection

import "slices"

// Worksheet is an inspection with everything needed to fill it in: the place, the
// sections with the items that apply there, and what was answered so far.
type Worksheet struct {
	Inspection Inspection
	Place      Place
	Parts      []WorksheetPart
	Answers    map[ItemCode]Answer
	Hazards    map[ItemCode]Hazard // not withdrawn
	Photos     map[ItemCode]int    // photos per failed item
	Last       map[ItemCode]LastAnswer
	Unresolved []HazardRow // hazards of earlier visits to the place that are not closed
	Deadlines  Deadlines   // how the deadline of an item that fails is counted
}

// WorksheetPart is one section of one of the inspection's checklists.
type WorksheetPart struct {
	Checklist ChecklistRef
	List      string // title of the checklist
	Title     string // title of the section
	Food      bool   // of a food safety checklist
	Items     []Item // those that apply to the place, or were answered all the same
	Excluded  int    // items left out because they do not apply to such a place
}

// NewWorksheetParts lays out the checklists for the place. An item that does not
// apply to the place is left out unless it was answered.
func NewWorksheetParts(checklists []Checklist, place Place, answers map[ItemCode]Answer) []WorksheetPart {
	var parts []WorksheetPart
	for _, checklist := range checklists {
		food := checklist.Food()
		for _, section := range checklist.Sections {
			part := WorksheetPart{Checklist: checklist.Ref(), List: checklist.Title, Title: section.Title, Food: food}
			for _, item := range section.Items {
				if _, answered := answers[item.Code]; answered || item.Applies.To(place) {
					part.Items = append(part.Items, item)
				} else {
					part.Excluded++
				}
			}
			parts = append(parts, part)
		}
	}
	return parts
}

// Item finds an item of the worksheet.
func (w Worksheet) Item(code ItemCode) (Item, bool) {
	for _, part := range w.Parts {
		for _, item := range part.Items {
			if item.Code == code {
				return item, true
			}
		}
	}
	return Item{}, false
}

// Score counts the results of one part.
func (w Worksheet) Score(part WorksheetPart) Score {
	var score Score
	for _, item := range part.Items {
		score.Add(w.Answers[item.Code].Result)
	}
	return score
}

// Total counts the results of all parts.
func (w Worksheet) Total() Score {
	var total Score
	for _, part := range w.Parts {
		total = total.Plus(w.Score(part))
	}
	return total
}

// Remark is one thing to look at before an inspection is finished.
type Remark struct {
	Item     ItemCode // empty when it concerns the whole inspection
	Key      string   // translation key
	Args     []any
	Blocking bool // must be put right first; otherwise only a reminder
}

// CheckCompletion lists what is missing before the inspection may be finished, in
// the order of the worksheet:
//
//   - at least one item must be answered, and somebody must have inspected;
//   - every item that applies must be answered, unless a reason is given why some
//     were not looked at: then they stay unanswered, and are only recalled;
//   - 不适用 needs a reason, 不符合 a description;
//   - a failed item that asks for a photo and has none is recalled.
func (w Worksheet) CheckCompletion(incompleteReason string) []Remark {
	var remarks []Remark
	if len(w.Inspection.Inspectors) == 0 {
		remarks = append(remarks, Remark{Key: "remark.no_inspector", Blocking: true})
	}
	if w.Total().Answered() == 0 {
		return append(remarks, Remark{Key: "remark.nothing_answered", Blocking: true})
	}
	for _, part := range w.Parts {
		for _, item := range part.Items {
			remarks = append(remarks, w.checkItem(item, incompleteReason)...)
		}
	}
	return remarks
}

func (w Worksheet) checkItem(item Item, incompleteReason string) []Remark {
	var remarks []Remark
	answer := w.Answers[item.Code]
	switch answer.Result {
	case ResultNone:
		remarks = append(remarks, Remark{Item: item.Code, Key: "remark.unanswered", Blocking: incompleteReason == ""})
	case ResultNA:
		if answer.Note == "" {
			remarks = append(remarks, Remark{Item: item.Code, Key: "remark.na_without_reason", Blocking: true})
		}
	case ResultFail:
		hazard, found := w.Hazards[item.Code]
		if !found || hazard.Description == "" {
			remarks = append(remarks, Remark{Item: item.Code, Key: "remark.fail_without_description", Blocking: true})
		}
		if item.Photo == PhotoRequired && w.Photos[item.Code] == 0 {
			remarks = append(remarks, Remark{Item: item.Code, Key: "remark.photo_missing"})
		}
		if found && hazard.Responsible == "" {
			remarks = append(remarks, Remark{Item: item.Code, Key: "remark.responsible_missing"})
		}
	}
	return remarks
}

// Blocking reports whether any of the remarks must be put right first.
func Blocking(remarks []Remark) bool {
	return slices.ContainsFunc(remarks, func(r Remark) bool { return r.Blocking })
}
