package exchange

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type opened struct {
	*fakeShell
	office  *office
	page    page.Page
	router  *uikit.KeyRouter
	bundles *fakeBundles
	hub     *fakeHub
}

func open(t *testing.T, mode theme.Mode) *opened {
	t.Helper()
	uitest.NewAppWith(t, mode, theme.ScaleNormal)
	o := &opened{fakeShell: &fakeShell{Host: fakehost.New(t)}, office: newOffice(t), hub: &fakeHub{},
		bundles: &fakeBundles{last: inspectiontest.Noon.Add(-time.Hour), files: map[string]*fakeBundle{"/stick/a.anxun": aBundle()}}}
	o.window, o.router = uitest.Window(t, container.NewStack(), uitest.Screen)
	o.page = New(o, o.office.own, o.bundles, o.hub)
	o.window.SetContent(o.page.Content())
	o.router.SetPage(o.page.(page.KeyHandler))
	o.page.Enter("")
	uitest.Settle(o.window)
	return o
}

func (o *opened) key(keys ...nav.Key) {
	for _, k := range keys {
		o.page.(page.KeyHandler).HandleKey(k)
	}
	uitest.Settle(o.window)
}

func TestSendingThroughTheWindow(t *testing.T) {
	o := open(t, theme.Light)
	card, _ := o.office.own.Card(t.Context())
	uitest.HasText(t, o.window, o.T("exchange.send.title"), card.Fingerprint(), o.T("exchange.what.since", "when", "2026-11-20 11:00"))
	uitest.Render(t, o.window, "exchange")
	o.bundles.result = Sent{Path: "/home/zhang/安巡-K7.anxun", Size: 2 << 20, Contents: Contents{Inspections: 2, Hazards: 3, Photos: 5}}
	o.key(nav.Ctrl(nav.KeyEnter))
	uitest.HasText(t, o.window, o.T("exchange.sent", "name", "安巡-K7.anxun"), o.T("exchange.sent.give"))
	uitest.Render(t, o.window, "exchange-sent")
	if len(o.bundles.sent) != 1 || o.bundles.sent[0].What != WhatSince {
		t.Errorf("%+v", o.bundles.sent)
	}
}

func TestReceivingThroughTheWindow(t *testing.T) {
	o := open(t, theme.Light)
	o.page.(page.DropTarget).DropFiles(0, 0, []string{"/stick/photo.jpg"})
	if len(o.Toasts) != 1 || len(o.bundles.opened) != 0 {
		t.Errorf("a photo: %v %v", o.Toasts, o.bundles.opened)
	}
	o.page.(page.DropTarget).DropFiles(0, 0, []string{"/stick/a.anxun"})
	uitest.Settle(o.window)
	bundle := o.bundles.files["/stick/a.anxun"]
	uitest.HasText(t, o.window, o.T("exchange.preview.title"), bundle.about.From.Fingerprint(), o.T("exchange.clock", "ahead", "10 分钟"))
	uitest.Render(t, o.window, "exchange-preview")
	uitest.TapText(t, o.window, o.T("exchange.preview.import_compared"))
	uitest.Settle(o.window)
	uitest.HasText(t, o.window, o.T("exchange.received.conflicts", "n", 2))
	uitest.Render(t, o.window, "exchange-received")
	if bundle.imported != 1 || !bundle.compared || bundle.closed != 1 {
		t.Errorf("%+v", bundle)
	}
	uitest.TapText(t, o.window, o.T("exchange.received.conflicts", "n", 2))
	uitest.Settle(o.window)
	uitest.HasText(t, o.window, o.T("exchange.hint.conflicts"))
}

func TestSettlingByKeys(t *testing.T) {
	for name, mode := range map[string]theme.Mode{"conflicts": theme.Light, "conflicts-dark": theme.Dark} {
		o := open(t, mode)
		o.key(nav.KeyF9)
		v := o.page.(*view).conflicts
		var kinds []inspection.ConflictKind
		for i, row := range v.state.Rows {
			if kinds = append(kinds, row.Kind); row.Kind == inspection.ConflictField {
				v.presenter.Select(i)
			}
		}
		if len(kinds) != 4 {
			t.Fatalf("%v", kinds)
		}
		uitest.Settle(o.window)
		uitest.HasText(t, o.window, "0371-5555", "0371-6666", "张建国 · 本机 K7", "李敏 · 电脑 P4")
		uitest.Render(t, o.window, name)
		o.key("1")
		uitest.HasText(t, o.window, o.T("exchange.conflict.settle_as", "n", 1))
		uitest.Render(t, o.window, name+"-chosen")
		o.key(nav.KeyEnter)
		if len(o.Toasts) != 1 || len(o.Errors) != 0 {
			t.Fatalf("%v %v", o.Toasts, o.Errors)
		}
		for i, row := range v.state.Rows {
			v.presenter.Select(i)
			if row.Kind == inspection.ConflictLate {
				o.key("2")
			}
			uitest.Settle(o.window)
			uitest.Render(t, o.window, name+"-"+string(row.Kind))
		}
	}
}

// The server is put to use by keys only: F5, the three fields, Enter.
func TestTheServerByKeys(t *testing.T) {
	o := open(t, theme.Light)
	o.key(nav.KeyF5)
	uitest.Settle(o.window)
	uitest.HasText(t, o.window, o.T("exchange.hub.off.title"))
	canvas := o.window.Canvas()
	hub := o.page.(*view).hub
	if canvas.Focused() != fyne.Focusable(hub.address) {
		t.Fatalf("the keyboard is at %T", canvas.Focused())
	}
	test.Type(hub.address, "postgres://anxun@10.0.0.8/anxun")
	canvas.Focus(hub.secret)
	test.Type(hub.secret, "wrong")
	o.hub.failure = inspection.Invalid("error.hub_denied")
	hub.secret.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if hub.fields[HubSecret].Error() != o.T("error.hub_denied") || hub.fields[HubAddress].Error() != "" || hub.secret.Text != "wrong" {
		t.Fatalf("%q at the address, %q at the password", hub.fields[HubAddress].Error(), hub.fields[HubSecret].Error())
	}
	o.hub.failure = nil
	canvas.Focus(hub.use)
	hub.use.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if hub.secret.Text != "" || o.hub.secret != "wrong" || canvas.Focused() != fyne.Focusable(hub.secret) {
		t.Errorf("%q still stands there, %q was used; the keyboard is at %T", hub.secret.Text, o.hub.secret, canvas.Focused())
	}
	o.key(nav.Ctrl(nav.KeyEnter))
	if o.hub.nows != 1 {
		t.Errorf("%d exchanges", o.hub.nows)
	}
	o.hub.watch(HubState{Failure: inspection.Invalid(PasswordNeeded)})
	if hub.fields[HubSecret].Error() != o.T("exchange.hub.secret.asked") {
		t.Errorf("the password is not asked for: %q", hub.fields[HubSecret].Error())
	}
}

func TestOtherTabs(t *testing.T) {
	for name, mode := range map[string]theme.Mode{"": theme.Light, "-dark": theme.Dark} {
		o := open(t, mode)
		o.hub.place = HubPlace{Address: "postgres://anxun@10.0.0.8/anxun", Office: "桐柏路街道办事处"}
		o.hub.state = HubState{LastSuccess: inspectiontest.Noon, Entries: 12, Photos: 3, NextTry: inspectiontest.Noon.Add(5 * time.Minute)}
		for _, tab := range []string{TabReceipts, TabDevices, TabHub} {
			o.page.Enter(tab)
			uitest.Settle(o.window)
			uitest.Render(t, o.window, "exchange-"+tab+name)
		}
		uitest.HasText(t, o.window, o.T("exchange.hub.waiting", "entries", 12, "photos", 3))
		o.hub.watch(HubState{Running: true, Done: 5, Total: 10})
		uitest.Settle(o.window)
		uitest.HasText(t, o.window, o.T("exchange.hub.running_of", "done", 5, "total", 10))
	}
}
