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
