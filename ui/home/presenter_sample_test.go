package home

import (
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/uitest/fakehost"
)

// While there are sample data only they can be taken off here; a single real place ends that.
func TestSampleLine(t *testing.T) {
	sample := inspectiontest.APlace(func(p *inspection.Place) { p.Code, p.Sample = "A-1", true })
	for _, test := range []struct {
		name    string
		records []inspection.Record
		want    bool
	}{
		{"sample only", []inspection.Record{sample}, true},
		{"a real place too", []inspection.Record{sample, inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "real", "B-1" })}, false},
		{"nothing", nil, false},
	} {
		host, view := fakehost.New(t), &shown{}
		p := NewPresenter(host, fakehost.NewService(t, host.Clock, test.records...), nil, view)
		p.Load()
		if view.state.Sample != test.want {
			t.Errorf("%s: %v", test.name, view.state.Sample)
		}
		if !test.want {
			continue
		}
		p.RemoveSample()
		if view.state.Sample || !view.state.NoPlaces || len(host.Actions) != 1 {
			t.Errorf("after removing: %+v", view.state)
		}
		host.Actions[0]()
		if !view.state.Sample || len(host.Errors) != 0 {
			t.Errorf("not taken back: %v", host.Errors)
		}
	}
}
