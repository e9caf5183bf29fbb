package exchange

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/uikit"
	"anxun/ui/uitest/fakehost"
)

// fakeBundles keeps what would be written in memory.
type fakeBundles struct {
	last    time.Time
	sent    []Wanted
	result  Sent
	failure error
	files   map[string]*fakeBundle
	secret  string // of encrypted files
	opened  []string
}

func (b *fakeBundles) LastSent(context.Context) (time.Time, error) { return b.last, nil }

func (b *fakeBundles) Propose(_ context.Context, folder, subject string) (string, error) {
	if folder == "" {
		folder = "/home/zhang"
	}
	return filepath.Join(folder, "安巡-K7"+subject+".anxun"), nil
}

func (b *fakeBundles) Send(_ context.Context, _ string, wanted Wanted, progress Progress) (Sent, error) {
	progress("entries", 10, 0)
	progress("photos", 2, 2)
	b.sent = append(b.sent, wanted)
	return b.result, b.failure
}

func (b *fakeBundles) Open(_ context.Context, path, passphrase string) (Bundle, error) {
	b.opened = append(b.opened, path)
	file := b.files[path]
	switch {
	case file == nil:
		return nil, inspection.NotFound("error.file_missing", "file", path)
	case file.encrypted && passphrase == "":
		return nil, inspection.Invalid(PassphraseNeeded, "file", path)
	case file.encrypted && passphrase != b.secret:
		return nil, inspection.Invalid(PassphraseWrong, "file", path)
	}
	return file, nil
}

type fakeBundle struct {
	about     About
	outcome   Outcome
	failure   error
	encrypted bool
	imported  int
	compared  bool
	closed    int
}

func (b *fakeBundle) About() About { return b.about }

func (b *fakeBundle) Preview(context.Context, string, Progress) (Outcome, error) {
	return b.outcome, b.failure
}

func (b *fakeBundle) Import(_ context.Context, _ string, compared bool, progress Progress) (Outcome, error) {
	progress("photos", 1, 1)
	b.imported++
	b.compared = compared
	return b.outcome, b.failure
}

func (b *fakeBundle) Close() error {
	b.closed++
	return nil
}

// aBundle is what Li Min sends.
func aBundle() *fakeBundle {
	return &fakeBundle{
		about: About{Name: "安巡-P4-李敏-20261120-1150.anxun", Size: 3 << 20, From: inspectiontest.ADevice().DeviceCard, Made: inspectiontest.Noon.Add(10 * time.Minute),
			What: WhatAll, Contents: Contents{Inspections: 3, Hazards: 5, Photos: 9, Missing: 1}},
		outcome: Outcome{Unknown: true, New: map[inspection.RecordKind]int{inspection.KindInspection: 2, inspection.KindAnswer: 84, inspection.KindHazard: 4, inspection.KindAction: 9},
			Changed: map[inspection.RecordKind]int{inspection.KindPlace: 1, inspection.KindHazard: 1}, Photos: 9, Conflicts: 2, Ahead: 10 * time.Minute},
	}
}

type fakeHub struct {
	place   HubPlace
	state   HubState
	watch   func(HubState)
	failure error
	every   time.Duration
	nows    int
	secret  string
}

func (h *fakeHub) Place(context.Context) (HubPlace, error) { return h.place, nil }
func (h *fakeHub) Test(_ context.Context, _ HubPlace, secret string) error {
	h.secret = secret
	return h.failure
}
func (h *fakeHub) Use(_ context.Context, _ string, place HubPlace, _ string) (bool, error) {
	h.place = place
	return false, nil
}
func (h *fakeHub) Forget(context.Context, string) error { h.place = HubPlace{}; return nil }
func (h *fakeHub) Run(every time.Duration)              { h.every = every }
func (h *fakeHub) Now()                                 { h.nows++ }
func (h *fakeHub) State() HubState                      { return h.state }
func (h *fakeHub) Watch(changed func(HubState)) func() {
	h.watch = changed
	return func() { h.watch = nil }
}

type fakeShell struct {
	*fakehost.Host
	window fyne.Window
	files  uikit.FakePicker
}

func (s *fakeShell) Window() fyne.Window     { return s.window }
func (s *fakeShell) Files() uikit.FilePicker { return &s.files }

// office is two laptops on which people worked without knowing of each other: on K7, which received the other's work, there
// is a conflict of every kind.
type office struct {
	own, other *inspection.Service
	clock      *inspectiontest.Clock
	place      inspection.Place
	hazard     inspection.Hazard
	visit      inspection.ID
}

func newOffice(t testing.TB) *office {
	t.Helper()
	ctx, o := context.Background(), &office{clock: &inspectiontest.Clock{}, place: inspectiontest.APlace()}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	setting := func(name inspection.ID, value string) inspection.Setting {
		return inspection.Setting{Name: name, Value: value}
	}
	o.own = fakehost.NewLaptop(t, o.clock.Now, "laptop-k7", "K7", o.place, inspectiontest.AChecklist(), setting(inspection.SettingOperator, "张建国"))
	o.other = fakehost.NewLaptop(t, o.clock.Now, "laptop-p4", "P4", setting(inspection.SettingOperator, "李敏"), setting(inspection.SettingOffice, "桐柏路街道办事处"))
	started, err := o.own.StartInspection(ctx, "张建国", inspection.NewInspection{PlaceID: o.place.ID, Checklists: []string{"CF"}, Inspectors: []inspection.Inspector{inspectiontest.AnInspector()}})
	must(err)
	o.visit = started.ID
	o.hazard, err = o.own.ReportHazard(ctx, "张建国", inspection.NewHazard{PlaceID: o.place.ID, Description: "电线私拉", Severity: inspection.SeverityGeneral,
		Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}})
	must(err)
	_, err = o.own.GiveAnswer(ctx, "张建国", inspection.AnswerInput{InspectionID: o.visit, Item: "CF-01", Result: inspection.ResultPass})
	must(err)
	fakehost.Carry(t, o.own, o.other)
	o.clock.Advance(time.Hour)

	// On P4.
	place := o.place
	place.Phone, place.Manager = "0371-6666", "刘院长"
	_, err = o.other.SavePlace(ctx, "李敏", place)
	must(err)
	_, err = o.other.GiveAnswer(ctx, "李敏", inspection.AnswerInput{InspectionID: o.visit, Item: "CF-02", Result: inspection.ResultNA, Note: "无此设施"})
	must(err)
	_, err = o.other.Act(ctx, o.hazard.ID, inspection.ActionInput{Action: inspection.ActionTransfer, By: "李敏", Note: "非本街道职责", Target: "fire"}, nil)
	must(err)
	_, err = o.other.SavePlace(ctx, "李敏", inspectiontest.APlace(func(p *inspection.Place) {
		p.ID, p.Code, p.Name, p.Address = "", "YL-009", "西岗助餐点", "西岗街 2 号"
	}))
	must(err)
	o.clock.Advance(time.Hour)

	// On K7.
	place.Phone, place.Manager = "0371-5555", "刘院长"
	_, err = o.own.SavePlace(ctx, "张建国", place)
	must(err)
	_, err = o.own.Finish(ctx, "张建国", o.visit, inspection.FinishInput{IncompleteReason: "停电"})
	must(err)
	after := inspectiontest.AnEvidence(func(e *inspection.Evidence) { e.ID, e.Role, e.Added = "", inspection.EvidenceAfter, time.Time{} })
	_, err = o.own.Act(ctx, o.hazard.ID, inspection.ActionInput{Action: inspection.ActionSubmit, By: "张建国", FixedBy: "张建国", Note: "已重新布线"}, []inspection.Evidence{after})
	must(err)
	shop, err := o.own.SavePlace(ctx, "张建国", inspectiontest.APlace(func(p *inspection.Place) {
		p.ID, p.Code, p.Name, p.Address, p.PlaceKind, p.SubKind, p.Features = "", "YL-010", "建设路超市", "建设路 8 号", inspection.PlaceShop, "", nil
	}))
	must(err)
	shop.Code = "YL-009"
	_, err = o.own.SavePlace(ctx, "张建国", shop)
	must(err)
	o.clock.Advance(time.Hour)
	fakehost.Carry(t, o.other, o.own)
	return o
}
