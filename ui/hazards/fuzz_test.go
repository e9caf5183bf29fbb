package hazards

import (
	"slices"
	"testing"
)

// FuzzRestore reads any text as a saved filter of the list. What makes no sense is passed over.
func FuzzRestore(f *testing.F) {
	f.Add(`{"filter":"open","sort":"due","row":-1}`)
	f.Add(`{"filter":"all","sort":"'; DROP TABLE hazards"}`)
	f.Add("[")
	f.Fuzz(func(t *testing.T, state string) {
		p := &Presenter{}
		p.Restore(state)
		if p.restored != nil && !slices.Contains(Filters(), p.restored.Filter) {
			t.Errorf("%q gives %+v", state, p.restored)
		}
	})
}
