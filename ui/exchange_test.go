package ui

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"anxun/inspection"
	"anxun/ui/exchange"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// noBundles has never sent anything, and no file is one.
type noBundles struct{}

func (noBundles) LastSent(context.Context) (time.Time, error) { return time.Time{}, nil }

func (noBundles) Propose(context.Context, string, string) (string, error) {
	return "/stick/a.anxun", nil
}

func (noBundles) Send(context.Context, string, exchange.Wanted, exchange.Progress) (exchange.Sent, error) {
	return exchange.Sent{}, inspection.Conflict("error.bundle_exists", "file", "a.anxun")
}

func (noBundles) Open(_ context.Context, path, _ string) (exchange.Bundle, error) {
	return nil, inspection.NotFound("error.bundle_none", "file", path)
}

// A file from another laptop that is dropped onto any page is opened under 数据交换; other files are for the page.
func TestADroppedBundleIsReceivedFromAnyPage(t *testing.T) {
	f := newFixture(t, task.Inline{})
	f.Go(nav.Route{Page: nav.Places})
	f.dropped(fyne.NewPos(0, 0), []fyne.URI{storage.NewFileURI("/stick/photo.jpg")})
	if f.at() != nav.Places {
		t.Fatalf("a photo led to %s", f.at())
	}
	f.dropped(fyne.NewPos(0, 0), []fyne.URI{storage.NewFileURI("/stick/work.ANXUN")})
	if f.at() != nav.Exchange {
		t.Fatalf("a bundle led to %s", f.at())
	}
}

// aServer is the office's server as a test says it stands.
type aServer struct {
	exchange.Hub
	watch func(exchange.HubState)
}

func (h *aServer) Watch(changed func(exchange.HubState)) func() { h.watch = changed; return func() {} }
func (h *aServer) Run(time.Duration)                            {}

// A server that wants something of a person is told of once, on whatever page; one that is only away is not.
func TestAServerThatNeedsAPersonIsToldOf(t *testing.T) {
	f := newFixture(t, task.Inline{})
	server := &aServer{}
	f.session.Hub = server
	f.exchange()
	told := func() string { return f.host.Message() }
	for _, step := range []struct {
		state exchange.HubState
		want  string // the key of the sentence, "" for none
	}{
		{exchange.HubState{Failure: inspection.Wrap(context.DeadlineExceeded, inspection.CodeUnreachable, "error.hub_lost")}, ""},
		{exchange.HubState{Failure: inspection.Invalid(exchange.PasswordNeeded)}, exchange.PasswordNeeded},
		{exchange.HubState{Failure: inspection.Invalid(exchange.PasswordNeeded)}, ""}, // not again
		{exchange.HubState{}, ""},
		{exchange.HubState{Failure: inspection.Invalid(exchange.PasswordNeeded)}, exchange.PasswordNeeded},
	} {
		f.host.Dismiss()
		server.watch(step.state)
		want := ""
		if step.want != "" {
			want = f.T("exchange.hub.asked", "text", f.T(step.want))
		}
		if got := told(); got != want {
			t.Errorf("%v: told %q, want %q", step.state.Failure, got, want)
		}
	}
}
