package reports

import (
	"slices"
	"testing"
)

func TestNumbersAreShownInFullOnlyWhenAskedFor(t *testing.T) {
	exporter := &fakeExporter{counts: someCounts()}
	p, view := present(t, newHost(t), exporter)
	p.Export()
	p.ChoosePersonal(true)
	if view.state.Done != nil || !view.state.Personal {
		t.Errorf("another choice: %+v", view.state)
	}
	p.Export()
	p.ChoosePersonal(false)
	p.Export()
	if !slices.Equal(exporter.personal, []bool{false, true, false}) {
		t.Errorf("exported with %v", exporter.personal)
	}
}
