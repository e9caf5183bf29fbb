package inspections

import (
	"slices"
	"testing"
)

// FuzzRestore reads any text as a saved filter of the list. What makes no sense is passed over.
func FuzzRestore(f *testing.F) {
	f.Add(`{"filter":"all","period":"month","sort":"no","top":-1}`)
	f.Add(`{"filter":"draft","period":"'","sort":"x"}`)
	f.Add("[")
	f.Fuzz(func(t *testing.T, state string) {
		p := &ListPresenter{}
		p.Restore(state)
		if p.kept != nil && (!slices.Contains(Filters(), p.kept.Filter) || !slices.Contains(Periods(), p.kept.Period)) {
			t.Errorf("%q gives %+v", state, p.kept)
		}
	})
}
