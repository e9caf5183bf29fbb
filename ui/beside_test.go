package ui

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/preference"
	"anxun/ui/task"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// lookedAt is a store that is only read, as beside another window. It counts attempts to change it.
type lookedAt struct {
	inspection.Store
	attempts int
}

var errBeside = &inspection.Error{Code: inspection.CodeLocked, Key: "error.data_locked", Args: []any{"dir", "D", "holder", "h", "person", "王芳",
	"host", "DESKTOP-7", "process", "4711", "since", "2026-11-20 09:05", "program", "anxun"}}

func (s *lookedAt) Update(context.Context, string, func(inspection.Writer) error) ([]inspection.Change, error) {
	s.attempts++
	return nil, errBeside
}

// newLooking starts a window whose data folder is open elsewhere, with the pages of the program.
func newLooking(t *testing.T) (*fixture, *lookedAt, inspection.Store) {
	t.Helper()
	usual := constructors
	f := newFixture(t, task.Inline{}, errBeside)
	constructors = usual // of the fixture's cleanup
	memory := inspectiontest.NewMemory(f.clock.Now)
	failed := inspectiontest.AnAnswer(func(a *inspection.Answer) { a.Result = inspection.ResultFail })
	_, err := memory.Update(t.Context(), "李敏", func(w inspection.Writer) error {
		for _, record := range []inspection.Record{inspection.Setting{Name: inspection.SettingOffice, Value: "Office"},
			inspection.Setting{Name: inspection.SettingOperator, Value: "李敏"}, inspection.Setting{Name: inspection.SettingDepartment, Value: "civil"},
			inspectiontest.AnInspector(), inspectiontest.APlace(), inspectiontest.AChecklist(), inspectiontest.AnInspection(), failed,
			inspectiontest.AHazard(), inspectiontest.ACustomReport()} {
			if err := w.Put(t.Context(), record); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	store := &lookedAt{Store: memory}
	library, err := inspection.ParseLibrary()
	if err != nil {
		t.Fatal(err)
	}
	service := inspection.NewService(store, library, f.clock.Now, inspectiontest.SequentialIDs())
	last, err := service.End(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f.options.OpenBeside = func(context.Context) (*Session, error) {
		return &Session{Service: service, Departments: []inspection.Department{{ID: "civil", Short: "Civil"}}, ReadOnly: true, Bundles: noBundles{},
			Follow: func(ctx context.Context) (err error) {
				last, err = service.CatchUp(ctx, last)
				return err
			}, Close: func() error { f.closed++; return nil }}, nil
	}
	t.Cleanup(func() { uikit.LockWriting(false) })
	f.retryWith(t, errBeside)
	return f, store, memory
}

// retryWith meets err at the next opening.
func (f *fixture) retryWith(t *testing.T, err error) {
	t.Helper()
	usual := f.options.Open
	f.options.Open = func(context.Context) (*Session, error) { return nil, err }
	uitest.TapText(t, f.window, f.T("common.retry"))
	f.options.Open = usual
}

func TestASecondWindowSaysWhereTheFirstIs(t *testing.T) {
	f, _, _ := newLooking(t)
	uitest.HasText(t, f.window, f.T("shell.trouble.locked.title"), "王芳", "DESKTOP-7", "4711", "2026-11-20 09:05")
	uitest.TapText(t, f.window, f.T("shell.beside.open"))
	uitest.HasText(t, f.window, f.T("shell.beside.badge"), f.T("shell.beside.banner", "person", "王芳", "host", "DESKTOP-7", "process", "4711", "since", "2026-11-20 09:05"))
	if !f.ReadOnly() || f.window.Title() != f.T("shell.title.read_only", "page", f.T("shell.nav.home")) {
		t.Errorf("read-only %t, title %q", f.ReadOnly(), f.window.Title())
	}
	f.ChangePreferences(func(v *preference.Values) { v.PhotoFolder = "elsewhere" })
	if stored, err := preference.Open(f.folder); err != nil || stored.Values().PhotoFolder != "" {
		t.Errorf("the preferences of the first window were changed: %v, %v", stored.Values(), err)
	}
	// The first window was closed: the way back to a window that writes.
	closed := f.closed
	uitest.TapText(t, f.window, f.T("shell.beside.reopen"))
	if f.ReadOnly() || f.closed != closed+1 || uikit.WritingLocked() {
		t.Errorf("read-only %t, closed %d, locked %t", f.ReadOnly(), f.closed-closed, uikit.WritingLocked())
	}
	uitest.HasText(t, f.window, f.T("shell.saved_here"))
}

func TestAWindowThatOnlyLooksFollowsTheOther(t *testing.T) {
	f, _, memory := newLooking(t)
	uitest.TapText(t, f.window, f.T("shell.beside.open"))
	f.Go(nav.Route{Page: nav.Places})
	if uitest.FindText(f.window, "新站") != nil {
		t.Fatal("there already")
	}
	_, err := memory.Update(t.Context(), "王芳", func(w inspection.Writer) error {
		return w.Put(t.Context(), inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code, p.Name = "place-2", "YL-002", "新站" }))
	})
	if err != nil {
		t.Fatal(err)
	}
	f.timers.Advance(followEvery)
	f.timers.Advance(followEvery) // the pages gather changes
	uitest.HasText(t, f.window, "新站")
}

// TestNothingWritesInAWindowThatOnlyLooks presses everything that can be pressed on every page, and in what opens then.
func TestNothingWritesInAWindowThatOnlyLooks(t *testing.T) {
	f, store, _ := newLooking(t)
	uitest.TapText(t, f.window, f.T("shell.beside.open"))
	f.files = &uikit.FakePicker{}
	skip := []string{f.T("shell.beside.reopen"), f.T("common.open_folder"), f.T("shell.trouble.open_folder")}
	pressed := 0
	for _, route := range []nav.Route{{Page: nav.Home}, {Page: nav.Inspections}, {Page: nav.Inspecting, Arg: "inspection-1"}, {Page: nav.Hazards, Arg: "inspection-1/CF-01"},
		{Page: nav.Places, Arg: "place-1"}, {Page: nav.Checklists}, {Page: nav.Documents, Arg: "inspection:inspection-1"}, {Page: nav.Settings}, {Page: nav.Exchange}, {Page: nav.Exchange, Arg: "conflicts"}, {Page: nav.Bin}, {Page: nav.Guide}} {
		f.Go(route)
		if f.shown == nil {
			t.Fatalf("%v is not shown", route)
		}
		for i := range f.buttons(skip) {
			f.Go(route)
			buttons := f.buttons(skip)
			if i >= len(buttons) {
				break
			}
			buttons[i].Tapped(&fyne.PointEvent{})
			pressed++
			for range 3 { // what opened, and what opens from there
				if top := f.window.Canvas().Overlays().Top(); top != nil {
					for _, button := range f.buttonsIn(top) {
						button.Tapped(&fyne.PointEvent{})
						pressed++
					}
				}
			}
			for f.window.Canvas().Overlays().Top() != nil {
				f.window.Canvas().Overlays().Remove(f.window.Canvas().Overlays().Top())
			}
			if store.attempts > 0 {
				t.Fatalf("%v: %q tried to change something", route, buttons[i].Text())
			}
		}
		for _, key := range []nav.Key{"1", "2", "3", nav.KeyF2, nav.KeyF3, nav.KeyF4, nav.KeyF5, nav.KeyF6, nav.KeyF7, nav.KeyF9, nav.Ctrl("Z"), nav.Ctrl(nav.KeyEnter), nav.KeyEnter} {
			f.Go(route)
			if handler, ok := f.shown.(page.KeyHandler); ok {
				handler.HandleKey(key)
			}
			for f.window.Canvas().Overlays().Top() != nil {
				f.window.Canvas().Overlays().Remove(f.window.Canvas().Overlays().Top())
			}
			if store.attempts > 0 {
				t.Fatalf("%v: the key %s tried to change something", route, key)
			}
		}
	}
	for _, page := range []string{nav.Start, nav.Finding, nav.Signing} {
		before := f.shown
		if f.Go(nav.Route{Page: page}); f.shown != before {
			t.Errorf("%s was opened", page)
		}
	}
	if pressed < 25 {
		t.Errorf("only %d buttons were pressed", pressed)
	}
}

// TestWhatWritesIsSeenToBeOff looks that the buttons are there, but off.
func TestWhatWritesIsSeenToBeOff(t *testing.T) {
	f, _, _ := newLooking(t)
	uitest.TapText(t, f.window, f.T("shell.beside.open"))
	for page, keys := range map[string][]string{nav.Home: {"home.begin"}, nav.Inspections: {"inspections.begin"}, nav.Inspecting: {"inspecting.void"},
		nav.Hazards: {"hazards.report"}, nav.Places: {"common.import", "places.add"},
		nav.Settings: {"settings.backups", "settings.inspector.add", "settings.holidays.import", "settings.photos.choose"}, nav.Bin: {"bin.restore"}} {
		route := nav.Route{Page: page}
		if page == nav.Inspecting {
			route.Arg = "inspection-1"
		}
		f.Go(route)
		uitest.Settle(f.window)
		for _, key := range keys {
			seen := false
			uitest.Walk(f.window, func(o fyne.CanvasObject, _ fyne.Position) {
				if b, ok := o.(*uikit.Button); ok && b.Text() == f.T(key) {
					seen = seen || b.Disabled()
				}
			})
			if !seen {
				t.Errorf("%s: %q is not there, or on", page, f.T(key))
			}
		}
	}
}

// buttons returns what can be pressed in the window and on is not to be left out.
func (f *fixture) buttons(skip []string) (found []*uikit.Button) {
	uitest.Settle(f.window)
	uitest.Walk(f.window, func(o fyne.CanvasObject, _ fyne.Position) {
		if b, ok := o.(*uikit.Button); ok && !b.Disabled() && !slices.Contains(skip, b.Text()) {
			found = append(found, b)
		}
	})
	return found
}

func (f *fixture) buttonsIn(top fyne.CanvasObject) (found []*uikit.Button) {
	inside := false
	uitest.Walk(f.window, func(o fyne.CanvasObject, _ fyne.Position) {
		inside = inside || o == top
		if b, ok := o.(*uikit.Button); ok && inside && !b.Disabled() {
			found = append(found, b)
		}
	})
	return found
}
