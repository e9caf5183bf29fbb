package inspection

import "slices"

// Applies says for which places an item, or a whole checklist, is meant. Every
// condition that is set must hold.
type Applies struct {
	Residential bool      `json:"residential,omitempty"`  // only 养老机构 with people staying overnight
	AnyFeatures []Feature `json:"any_features,omitempty"` // at least one of these
	AllFeatures []Feature `json:"all_features,omitempty"`
	SubKinds    []SubKind `json:"subkinds,omitempty"` // one of these
	NotSubKinds []SubKind `json:"not_subkinds,omitempty"`
}

// To reports whether the rule includes the place. A nil rule includes every place.
func (a *Applies) To(place Place) bool {
	if a == nil {
		return true
	}
	if a.Residential && !place.Residential() {
		return false
	}
	if len(a.AnyFeatures) > 0 && !slices.ContainsFunc(a.AnyFeatures, place.Has) {
		return false
	}
	for _, feature := range a.AllFeatures {
		if !place.Has(feature) {
			return false
		}
	}
	if len(a.SubKinds) > 0 && !slices.Contains(a.SubKinds, place.SubKind) && !place.subKindUnknown() {
		return false
	}
	return !slices.Contains(a.NotSubKinds, place.SubKind)
}

// subKindUnknown reports whether the place should have a sub-kind but none is recorded.
// Such a place keeps the items meant for certain sub-kinds: an item too many costs
// one 不适用, an item hidden by an empty cell is a hazard nobody looks for. Kinds
// without sub-kinds (roads, courtyards) never match a list of sub-kinds.
func (p Place) subKindUnknown() bool {
	return p.SubKind == "" && len(SubKindsOf(p.PlaceKind)) > 0
}

// AppliesTo reports whether the checklist is meant for the place.
func (c Checklist) AppliesTo(place Place) bool {
	return slices.Contains(c.Kinds, place.PlaceKind) && c.Applies.To(place)
}

// ProposeChecklists returns those of the checklists that are meant for the place,
// in the given order.
func ProposeChecklists(checklists []Checklist, place Place) []Checklist {
	var proposed []Checklist
	for _, checklist := range checklists {
		if checklist.AppliesTo(place) {
			proposed = append(proposed, checklist)
		}
	}
	return proposed
}

// MajorPossible reports whether a failure of the item may be graded 重大 at the place:
// only where the item names a standard for it and the place is one that the
// standard binds, a 养老机构 (《养老机构重大事故隐患判定标准》 binds 养老机构 only).
// Elsewhere a grave finding is 疑似重大 and referred to the department that may judge.
func MajorPossible(item Item, place Place) bool {
	return item.Escalation != nil && item.Escalation.Severity == "major" && place.Residential()
}
