package sample

import (
	"context"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/uitest/fakehost"
)

// The sample data are taken off at a tap, and the message that follows takes that back.
func TestSampleIsRemovedAndTakenBack(t *testing.T) {
	host := fakehost.New(t)
	service := fakehost.NewService(t, host.Clock, inspectiontest.APlace(func(p *inspection.Place) { p.Sample = true }))
	changed := 0
	there := func() bool {
		any := false
		err := service.View(context.Background(), func(r inspection.Reader) error {
			state, err := inspection.ReadSampleState(context.Background(), r)
			any = state.Any()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return any
	}
	Remove(host, service, host.Name, func() { changed++ })
	if there() || changed != 1 || len(host.Actions) != 1 {
		t.Fatalf("still there %v, told %d times, %v", there(), changed, host.Toasts)
	}
	host.Actions[0]()
	if !there() || changed != 2 || len(host.Errors) != 0 {
		t.Errorf("there %v, told %d times, %v", there(), changed, host.Errors)
	}
}
