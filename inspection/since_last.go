package inspection

// ItemChangeKind says how an item stands compared with the last visit.
type ItemChangeKind string

// The kinds, in the order of concern.
const (
	ChangeFailed   ItemChangeKind = "failed"    // 不符合 now, and was not: a new failure
	ChangeStill    ItemChangeKind = "still"     // 不符合 again
	ChangePutRight ItemChangeKind = "put_right" // 不符合 then, and is 符合 now
	ChangeOther    ItemChangeKind = "other"     // another result or value, e.g. 不适用 now
	ChangeFirst    ItemChangeKind = "first"     // looked at for the first time at this place
)

// ItemChange is one item that stands otherwise than at the last visit.
type ItemChange struct {
	Item ItemCode
	Kind ItemChangeKind
	Now  Answer
	Last LastAnswer // the zero LastAnswer for ChangeFirst
}

// ChangesSinceLast lists, in the order of the worksheet, what changed since each item
// was last answered at the place, and what failed then and fails again. Items that
// are not answered in this inspection are not in the list: an old answer that
// nobody confirmed says nothing about today. Nor is every item of a first visit:
// where nothing was ever answered there is nothing to compare with.
func (w Worksheet) ChangesSinceLast() []ItemChange {
	if len(w.Last) == 0 {
		return nil
	}
	var changes []ItemChange
	for _, part := range w.Parts {
		for _, item := range part.Items {
			now, last := w.Answers[item.Code], w.Last[item.Code]
			if kind := changeKind(now, last.Answer); kind != "" {
				changes = append(changes, ItemChange{Item: item.Code, Kind: kind, Now: now, Last: last})
			}
		}
	}
	return changes
}

// changeKind is empty where nothing changed.
func changeKind(now, last Answer) ItemChangeKind {
	switch {
	case now.Result == ResultNone:
		return ""
	case last.Result == ResultNone && now.Result != ResultFail:
		return ChangeFirst
	case now.Result == ResultFail && last.Result == ResultFail:
		return ChangeStill
	case now.Result == ResultFail:
		return ChangeFailed
	case now.Result == ResultPass && last.Result == ResultFail:
		return ChangePutRight
	case now.Result != last.Result || now.Value != last.Value:
		return ChangeOther
	default:
		return ""
	}
}
