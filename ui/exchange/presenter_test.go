package exchange

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/uitest/fakehost"
)

// seen is every view at once.
type seen struct {
	send      SendState
	conflicts ConflictsState
	devices   DevicesState
	receipts  ReceiptsState
	hub       HubShown
	preview   *Preview
	received  *Received
	problem   string
	asked     []string
}

func (v *seen) RenderSend(s SendState)           { v.send = s }
func (v *seen) RenderConflicts(s ConflictsState) { v.conflicts = s }
func (v *seen) RenderDevices(s DevicesState)     { v.devices = s }
func (v *seen) RenderReceipts(s ReceiptsState)   { v.receipts = s }
func (v *seen) RenderHub(s HubShown)             { v.hub = s }
func (v *seen) Work(string, task.Handle)         {}
func (v *seen) ClearReason()                     {}
func (v *seen) AskPassphrase(_, problem string)  { v.asked = append(v.asked, problem) }
func (v *seen) ShowPreview(p Preview)            { v.preview = &p }
func (v *seen) ShowReceived(r Received)          { v.received = &r }
func (v *seen) ReceiveProblem(text string)       { v.problem = text }

func TestWhatIsWrongWithSendingStandsAtItsField(t *testing.T) {
	host, view, bundles := fakehost.New(t), &seen{}, &fakeBundles{}
	p := NewSendPresenter(host, newOffice(t).own, bundles, view)
	p.Load()
	if view.send.What != WhatAll || len(view.send.Whats) != 3 {
		t.Fatalf("without a bundle before: %+v", view.send)
	}
	expect := func(field string) {
		t.Helper()
		if view.send.Field != field || view.send.Problem == "" || len(bundles.sent) != 0 {
			t.Errorf("wanted a problem at %q: %q at %q", field, view.send.Problem, view.send.Field)
		}
	}
	p.Send("/stick/a.anxun", "geheim12", "geheim13")
	expect("passphrase")
	p.Send("a.anxun", "", "")
	expect("path")
	p.SetWhat(WhatInspection)
	p.Send("/stick/a.anxun", "", "")
	expect("subject")
	p.SetSubject(view.send.Inspections[0].ID)
	bundles.failure = inspection.Conflict("error.bundle_exists", "file", "a.anxun")
	p.Send("/stick/a.anxun", "", "")
	if view.send.Field != "path" || !strings.Contains(view.send.Problem, "a.anxun") {
		t.Errorf("%+v", view.send)
	}
	bundles.failure, bundles.sent = nil, nil
	bundles.result = Sent{Path: "/stick/a.anxun", Size: 1, Contents: Contents{Missing: 2}}
	p.Send("/stick/a", "geheim12", "geheim12")
	if view.send.Done == nil || len(view.send.Done.Lines) != 3 || bundles.sent[0] != (Wanted{"/stick/a.anxun", WhatInspection, view.send.Inspections[0].ID, "geheim12"}) {
		t.Errorf("%+v %+v", view.send.Done, bundles.sent)
	}
	bundles.result = Sent{}
	p.Send("/stick/b.anxun", "", "")
	if view.send.Done == nil || !view.send.Done.Nothing {
		t.Errorf("nothing to send: %+v", view.send.Done)
	}
}

func TestReceiving(t *testing.T) {
	host, view := fakehost.New(t), &seen{}
	secret, known := aBundle(), aBundle()
	secret.encrypted = true
	known.outcome = Outcome{Nothing: true}
	bundles := &fakeBundles{secret: "geheim12", files: map[string]*fakeBundle{"/s/secret.anxun": secret, "/s/known.anxun": known}}
	p := NewReceivePresenter(host, bundles, view)
	p.Receive("/s/missing.anxun", "/s/secret.anxun", "/s/known.anxun")
	if view.problem != "" || len(view.asked) != 1 || view.asked[0] != "" {
		t.Fatalf("after the first: %q %q", view.problem, view.asked)
	}
	p.Passphrase("wrong")
	if len(view.asked) != 2 || view.asked[1] == "" {
		t.Fatalf("%q", view.asked)
	}
	p.Passphrase("geheim12")
	if view.preview == nil || !view.preview.Unknown || view.preview.Conflicts == "" || view.preview.Clock == "" || len(view.preview.Rows) != 6 {
		t.Fatalf("%+v", view.preview)
	}
	p.Import()
	if view.received == nil || view.received.Conflicts != 2 || secret.imported != 1 || !secret.compared || secret.closed != 1 {
		t.Fatalf("%+v %+v", view.received, secret)
	}
	p.Seen()
	if !view.preview.Nothing {
		t.Fatalf("the next one: %+v", view.preview)
	}
	p.Drop()
	if known.closed != 1 || known.imported != 0 {
		t.Errorf("%+v", known)
	}
	host.Only = true
	if p.Receive("/s/known.anxun"); len(host.Toasts) != 1 || known.closed != 1 {
		t.Error("a window that only looks receives")
	}
}

// Work that a person cancels is no failure: it is said that nothing was received, and the file is closed.
func TestReceivingIsCancelled(t *testing.T) {
	host, view, bundle := fakehost.New(t), &seen{}, aBundle()
	p := NewReceivePresenter(host, &fakeBundles{files: map[string]*fakeBundle{"/s/a.anxun": bundle}}, view)
	p.Receive("/s/a.anxun")
	bundle.failure = context.Canceled
	p.Import()
	if view.received != nil || view.problem != "" || bundle.closed != 1 || len(host.Toasts) != 1 || host.Toasts[0] != host.T("exchange.cancelled") {
		t.Errorf("%+v %q, told %q", view.received, view.problem, host.Toasts)
	}
}

func TestEveryKindOfConflict(t *testing.T) {
	o := newOffice(t)
	host, view := fakehost.New(t), &seen{}
	p := NewConflictsPresenter(host, o.own, view)
	p.Load()
	at := func(kind inspection.ConflictKind) ConflictRow {
		t.Helper()
		for i, row := range view.conflicts.Rows {
			if row.Kind == kind {
				p.Select(i)
				return row
			}
		}
		t.Fatalf("no %s in %+v", kind, view.conflicts.Rows)
		return ConflictRow{}
	}
	if row := at(inspection.ConflictCode); row.Sides[0].Value == row.Sides[1].Value || row.Field != "编号 YL-009" {
		t.Errorf("%+v", row)
	}
	p.Settle("")
	p.OpenPlace("x")
	if host.Routes[0] != (nav.Route{Page: nav.Places, Arg: "x"}) || len(view.conflicts.Rows) != 4 {
		t.Errorf("%v", host.Routes)
	}
	if row := at(inspection.ConflictAction); row.Sides[0].Value != "移交" || !row.Sides[0].Stands || row.Sides[1].Value != "提交整改" || row.Sides[1].Note != "已重新布线" {
		t.Errorf("%+v", row)
	}
	if p.Open(); host.Routes[1] != (nav.Route{Page: nav.Hazards, Arg: string(o.hazard.ID)}) {
		t.Errorf("%v", host.Routes)
	}
	p.Settle("")
	row := at(inspection.ConflictLate)
	if row.Sides[0].Value != "未答" || row.Sides[1].Value != "不适用 · 无此设施" || row.Sides[1].Device != "电脑 P4" {
		t.Errorf("%+v", row)
	}
	p.Settle("")
	if view.conflicts.Problem == "" {
		t.Error("settled without a choice")
	}
	p.Choose(1)
	if p.Settle(" "); view.conflicts.Problem == "" || !view.conflicts.NeedsReason() {
		t.Error("corrected without a reason")
	}
	p.Settle("已与李敏核实")
	at(inspection.ConflictField)
	p.Choose(0)
	p.Settle("")
	if len(view.conflicts.Rows) != 1 || len(host.Toasts) != 3 || len(host.Errors) != 0 {
		t.Errorf("%+v %v %v", view.conflicts.Rows, host.Toasts, host.Errors)
	}
	err := o.own.View(t.Context(), func(r inspection.Reader) error {
		place, err := r.Place(t.Context(), o.place.ID)
		answer, missing := r.Answer(t.Context(), o.visit, "CF-02")
		if place.Phone != "0371-6666" || answer.Result != inspection.ResultNA {
			t.Errorf("%s %+v", place.Phone, answer)
		}
		return errors.Join(err, missing)
	})
	if err != nil {
		t.Error(err)
	}
}

func TestDevicesAndReceipts(t *testing.T) {
	o := newOffice(t)
	host, view := fakehost.New(t), &seen{}
	p := NewDevicesPresenter(host, o.own, view)
	p.Load()
	row, selected := view.devices.Current()
	if !selected || row.Code != "P4" || row.Person != "李敏" || row.Accepted || row.Seen != "2026-11-20 15:00" {
		t.Fatalf("%+v", view.devices)
	}
	p.Accept()
	if row, _ = view.devices.Current(); !row.Accepted || !strings.Contains(row.AcceptedBy, host.Name) {
		t.Errorf("%+v", row)
	}
	p.Block()
	if row, _ = view.devices.Current(); !row.Blocked || len(host.Errors) != 0 || len(host.Toasts) != 2 {
		t.Errorf("%+v %v", row, host.Errors)
	}
	NewReceiptsPresenter(host, o.own, view).Load()
	if len(view.receipts.Rows) != 1 || view.receipts.Rows[0].From != "桐柏路街道办事处 李敏" || view.receipts.Rows[0].Device != "电脑 P4" || view.receipts.Rows[0].Via != "文件" {
		t.Errorf("%+v", view.receipts.Rows)
	}
}

func TestTheServerIsOutOfTheWayWithoutOne(t *testing.T) {
	host, view, hub := fakehost.New(t), &seen{}, &fakeHub{}
	p := NewHubPresenter(host, nil, view)
	p.Load()
	p.Now()
	if view.hub.Offered || view.hub.Used || len(view.hub.Lines) != 0 {
		t.Errorf("%+v", view.hub)
	}
	p = NewHubPresenter(host, hub, view)
	p.Load()
	p.Now()
	if view.hub.Used || len(view.hub.Lines) != 0 || hub.nows != 0 || view.hub.Place.Office != host.Office() {
		t.Errorf("%+v", view.hub)
	}
	hub.failure = inspection.Invalid("error.hub_denied")
	p.Use(" postgres://anxun@10.0.0.8/anxun ", "Office", "secret")
	if view.hub.Problem == "" || view.hub.Field != HubSecret || hub.place.Address != "" || hub.secret != "secret" {
		t.Errorf("%+v", view.hub)
	}
	hub.failure = nil
	hub.state = HubState{Failure: inspection.Invalid("error.hub_lost"), Entries: 3}
	p.Use(" postgres://anxun@10.0.0.8/anxun ", "Office", "secret")
	if !view.hub.Used || view.hub.Problem != "" || hub.place.Address != "postgres://anxun@10.0.0.8/anxun" || hub.every != 5*time.Minute ||
		view.hub.Failure == "" || len(view.hub.Lines) != 2 || view.hub.Notice != host.T("exchange.hub.used_unkept") {
		t.Errorf("%+v %v", view.hub, hub.every)
	}
	if p.SetMinutes(0); hub.every != 0 || host.Look.HubPause != -1 {
		t.Errorf("by hand: %v %d", hub.every, host.Look.HubPause)
	}
	if p.Now(); hub.nows != 1 {
		t.Error("not exchanged")
	}
	hub.watch(HubState{Failure: inspection.Invalid(PasswordNeeded), Running: true})
	if !view.hub.Asked || view.hub.Failure == "" {
		t.Errorf("not asked for the password: %+v", view.hub)
	}
	hub.watch(HubState{LastSuccess: inspectiontest.Noon, NextTry: inspectiontest.Noon.Add(time.Minute)})
	if view.hub.Failure != "" || len(view.hub.Lines) != 3 {
		t.Errorf("%+v", view.hub)
	}
	p.Forget()
	if view.hub.Used || hub.place.Address != "" {
		t.Errorf("%+v", view.hub)
	}
}

// Every setting that laptops share has a name that people know.
func TestSharedSettingsHaveNames(t *testing.T) {
	host := fakehost.New(t)
	for _, name := range []inspection.ID{inspection.SettingOffice, inspection.SettingOfficePhone, inspection.SettingOfficeMark, inspection.SettingIssuingDepartment,
		inspection.SettingIssuingName, inspection.SettingDeadlines, inspection.SettingHolidays, inspection.SettingPlan} {
		key := "exchange.setting." + string(name)
		if shared := (inspection.Change{RecordKind: inspection.KindSetting, Record: name}).Shared(); !shared || host.T(key) == "‹"+key+"›" {
			t.Errorf("%s: shared %t, %s", name, shared, host.T(key))
		}
	}
}
