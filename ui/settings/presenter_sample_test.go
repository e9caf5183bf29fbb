package settings

import (
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/uitest/fakehost"
)

// The sample data are taken off at a tap, and the message that follows takes that back.
func TestSampleIsRemovedAndTakenBack(t *testing.T) {
	host, view := fakehost.New(t), &shown{}
	service := fakehost.NewService(t, host.Clock, inspectiontest.APlace(func(p *inspection.Place) { p.Sample = true }))
	p := NewPresenter(host, service, nil, view)
	p.Load()
	if view.state.Sample == "" {
		t.Fatal("the sample data are not shown")
	}
	p.RemoveSample()
	if view.state.Sample != "" || len(host.Actions) != 1 {
		t.Fatalf("%q, %v", view.state.Sample, host.Toasts)
	}
	host.Actions[0]()
	if view.state.Sample == "" || len(host.Errors) != 0 {
		t.Errorf("not taken back: %v", host.Errors)
	}
}
