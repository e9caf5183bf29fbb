package ui

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/preference"
	"anxun/ui/recovery"
	"anxun/ui/task"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

// fakePage records what the window did with it.
type fakePage struct {
	name      string
	entered   []string
	refreshed int
	left      int
	searched  int
	onLeave   func()
	stays     error // keeps the page open
	state     string
	restored  []string
	keys      []nav.Key
	dropped   []string
}

func (p *fakePage) Title() string              { return p.name }
func (p *fakePage) Content() fyne.CanvasObject { return uikit.NewTitle("page " + p.name) }
func (p *fakePage) Enter(arg string) {
	p.entered = append(p.entered, arg)
	if arg == "panic" {
		panic("张建国")
	}
}
func (p *fakePage) Refresh()     { p.refreshed++ }
func (p *fakePage) FocusSearch() { p.searched++ }
func (p *fakePage) DropFiles(_, _ float32, paths []string) {
	p.dropped = append(p.dropped, paths...)
}
func (p *fakePage) HandleKey(k nav.Key) bool {
	p.keys = append(p.keys, k)
	if k == nav.KeyF9 {
		panic("张建国")
	}
	return k == nav.KeyF1
}
func (p *fakePage) Leave() error {
	p.left++
	if p.onLeave != nil {
		p.onLeave()
	}
	return p.stays
}
func (p *fakePage) State() string        { return p.state }
func (p *fakePage) Restore(state string) { p.restored = append(p.restored, state) }

type fixture struct {
	*Shell
	clock  *inspectiontest.Clock
	timers *uitest.Timers
	made   map[string]*fakePage
	closed int
	folder string
}

// newFixture starts a window whose pages are fake. opening errors are met one after the other before it opens.
func newFixture(t *testing.T, runner task.Runner, opening ...error) *fixture {
	t.Helper()
	return makeFixture(t, runner, nil, nil, opening...)
}

// newFixtureWith is one with backups.
func newFixtureWith(t *testing.T, runner task.Runner, vault *fakeVault, opening ...error) *fixture {
	t.Helper()
	return makeFixture(t, runner, vault, nil, opening...)
}

// newFixtureOn is one with records in the data folder.
func newFixtureOn(t *testing.T, runner task.Runner, records ...inspection.Record) *fixture {
	t.Helper()
	return makeFixture(t, runner, nil, records)
}

func makeFixture(t *testing.T, runner task.Runner, vault *fakeVault, records []inspection.Record, opening ...error) *fixture {
	t.Helper()
	f := &fixture{clock: &inspectiontest.Clock{}, timers: &uitest.Timers{}, made: map[string]*fakePage{}, folder: t.TempDir()}
	usual := constructors
	t.Cleanup(func() { constructors = usual })
	constructors = map[string]func(*Shell) page.Page{}
	for name := range usual {
		constructors[name] = func(*Shell) page.Page {
			f.made[name] = &fakePage{name: name}
			return f.made[name]
		}
	}
	preferences, err := preference.Open(f.folder)
	if err != nil {
		t.Fatal(err)
	}
	app := uitest.NewApp(t)
	service := fakehost.NewService(t, f.clock.Now, append(records, inspection.Setting{Name: inspection.SettingOffice, Value: "Office"},
		inspection.Setting{Name: inspection.SettingOperator, Value: "Li"}, inspection.Setting{Name: inspection.SettingDepartment, Value: "civil"})...)
	var backups recovery.Vault
	var maker recovery.Maker
	if vault != nil {
		backups, maker = vault, vault
	}
	f.Shell, err = New(Options{Vault: backups, App: app, Preferences: preferences, Folder: f.folder, Version: "1", Clock: f.clock.Now, Runner: runner,
		Later: f.timers.Later, Open: func(context.Context) (*Session, error) {
			if len(opening) > 0 {
				err := opening[0]
				opening = opening[1:]
				return nil, err
			}
			return &Session{Service: service, Departments: []inspection.Department{{ID: "civil", Short: "Civil"}}, Bundles: noBundles{},
				Backups: maker, Close: func() error { f.closed++; return nil }}, nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	f.window.Show()
	f.begin()
	f.load()
	return f
}

func (f *fixture) press(k fyne.KeyName, modifier fyne.KeyModifier) {
	f.keys.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: modifier})
}

func (f *fixture) at() string {
	route, _ := f.history.Current()
	return route.Page
}

func TestWaysThroughTheWindow(t *testing.T) {
	f := newFixture(t, task.Inline{})
	uitest.HasText(t, f.window, "page home", "Office", f.T("shell.nav.hazards"))
	f.Go(nav.Route{Page: nav.Places, Arg: "id:x"})
	if f.at() != nav.Places || f.made[nav.Places].entered[0] != "id:x" || f.made[nav.Home].left != 1 {
		t.Fatalf("at %s", f.at())
	}
	if !f.rail.items[nav.Places].Selected() || f.rail.items[nav.Home].Selected() {
		t.Error("the rail marks another page")
	}
	f.press(fyne.KeyLeft, fyne.KeyModifierAlt)
	if f.at() != nav.Home {
		t.Errorf("Alt+Left leads to %s", f.at())
	}
	f.press(fyne.KeyRight, fyne.KeyModifierAlt)
	f.press(fyne.Key3, fyne.KeyModifierShortcutDefault)
	if f.at() != nav.Hazards {
		t.Errorf("Ctrl+3 leads to %s", f.at())
	}
	f.press(fyne.KeyN, fyne.KeyModifierShortcutDefault)
	if f.at() != nav.Start || !f.rail.items[nav.Inspections].Selected() {
		t.Errorf("Ctrl+N leads to %s", f.at())
	}
	f.press(fyne.KeyF, fyne.KeyModifierShortcutDefault)
	if f.made[nav.Start].searched != 1 {
		t.Error("Ctrl+F does not reach the page")
	}
	f.Go(nav.Route{Page: nav.Home})
	if len(f.made[nav.Home].entered) != 3 {
		t.Errorf("home was entered %d times and should have been kept", len(f.made[nav.Home].entered))
	}
}

func TestAPageComesBackAsItWas(t *testing.T) {
	f := newFixture(t, task.Inline{})
	f.Go(nav.Route{Page: nav.Hazards, Arg: "overdue"})
	hazards := f.made[nav.Hazards]
	hazards.state = "overdue, third row"
	f.Go(nav.Route{Page: nav.Places})
	hazards.state = "changed meanwhile"
	f.Back()
	if len(hazards.restored) != 1 || hazards.restored[0] != "overdue, third row" {
		t.Errorf("restored %q", hazards.restored)
	}
	f.Go(nav.Route{Page: nav.Hazards, Arg: "open"})
	if len(hazards.restored) != 1 {
		t.Errorf("a new visit restored %q", hazards.restored)
	}
}

func TestTheNextStartBeginsWhereThisOneEnded(t *testing.T) {
	f := newFixture(t, task.Inline{})
	f.Go(nav.Route{Page: nav.Hazards, Arg: "overdue"})
	f.made[nav.Hazards].state = "third row"
	f.close()
	if v := f.Preferences(); v.Page != nav.Hazards || v.Arg != "overdue" || v.State != "third row" {
		t.Errorf("remembered %q %q %q", v.Page, v.Arg, v.State)
	}
	if route := f.firstRoute(); route != (nav.Route{Page: nav.Hazards, Arg: "overdue"}) {
		t.Errorf("the next start begins at %v", route)
	}
}

func TestAPageThatCannotBeLeftStays(t *testing.T) {
	f := newFixture(t, task.Inline{})
	f.made[nav.Home].stays = errors.New("disk full")
	f.Go(nav.Route{Page: nav.Places})
	if f.at() != nav.Home || f.window.Canvas().Overlays().Top() == nil {
		t.Errorf("at %s, and why is not told", f.at())
	}
}

func TestDroppedFilesReachThePage(t *testing.T) {
	f := newFixture(t, task.Inline{})
	path := filepath.Join(t.TempDir(), "照片 1.jpg")
	web, err := storage.ParseURI("https://example.org/a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	f.dropped(fyne.NewPos(10, 10), []fyne.URI{web, storage.NewFileURI(path)})
	if got := f.made[nav.Home].dropped; len(got) != 1 || got[0] != path {
		t.Errorf("the page got %q", got)
	}
}

func TestPagesSeeTheirKeysFirst(t *testing.T) {
	f := newFixture(t, task.Inline{})
	uitest.Press(f.window, fyne.KeyF1)
	if f.window.Canvas().Overlays().Top() != nil {
		t.Error("the list of keys opened although the page took F1")
	}
	f.keys.SetPage(nil)
	uitest.Press(f.window, fyne.KeyF1)
	uitest.HasText(t, f.window, f.T("shell.keys.title"), f.T("shell.keys.finish"))
}

func TestTroubleAndRetry(t *testing.T) {
	for _, code := range []inspection.Code{inspection.CodeLocked, inspection.CodeNewer, inspection.CodeDamaged, inspection.CodeUnwritable, inspection.CodeInternal} {
		f := newFixture(t, task.Inline{}, &inspection.Error{Code: code, Key: "error.internal"})
		kind := troubleKind(&inspection.Error{Code: code})
		uitest.HasText(t, f.window, f.T("shell.trouble."+kind+".title"))
		if f.shown != nil {
			t.Errorf("%s: a page is shown", code)
		}
		f.Go(nav.Route{Page: nav.Places})
		uitest.TapText(t, f.window, f.T("common.retry"))
		uitest.HasText(t, f.window, "page home")
	}
}

func TestAFolderThatOpensButCannotBeReadIsClosedAgain(t *testing.T) {
	f := newFixture(t, task.Inline{})
	look := &firstLook{}
	broken := errors.New("broken")
	look.opener = func(context.Context) (*Session, error) {
		return &Session{Service: inspection.NewService(failingStore{err: broken}, nil, f.clock.Now, nil),
			Close: func() error { f.closed++; return nil }}, nil
	}
	if err := look.open(context.Background(), f.Shell); !errors.Is(err, broken) || f.closed != 1 {
		t.Errorf("%v, closed %d times", err, f.closed)
	}
}

type failingStore struct {
	inspection.Store
	err error
}

func (s failingStore) View(context.Context, func(inspection.Reader) error) error { return s.err }

func TestAMeasuredStartEndsInTrouble(t *testing.T) {
	f := newFixture(t, task.Inline{})
	f.options.Ready = func() {}
	locked := inspection.Conflict("error.internal")
	f.options.Open = func(context.Context) (*Session, error) { return nil, locked }
	f.load()
	if !errors.Is(f.Failure(), locked) {
		t.Errorf("failure = %v", f.Failure())
	}
}

func TestClosingWaitsForSaving(t *testing.T) {
	manual := &task.Manual{}
	f := newFixture(t, manual)
	manual.Run()
	saved := false
	f.made[nav.Home].onLeave = func() {
		f.Run("save", func(context.Context, task.Progress) error { saved = true; return nil }, nil)
	}
	f.close()
	f.close() // a second press of the cross changes nothing
	if f.closed != 0 {
		t.Fatal("the data folder was closed before the last change was saved")
	}
	manual.Run()
	if !saved || f.closed != 1 || f.made[nav.Home].left != 1 {
		t.Errorf("saved %v, closed %d times, left %d times", saved, f.closed, f.made[nav.Home].left)
	}
}

func TestClosingDoesNotWaitForEver(t *testing.T) {
	manual := &task.Manual{}
	f := newFixture(t, manual)
	manual.Run()
	f.Run("report", func(context.Context, task.Progress) error { return nil }, nil)
	f.close()
	f.timers.Advance(savingTime)
	if f.closed != 1 {
		t.Errorf("closed %d times", f.closed)
	}
}

func TestLookChangesWithoutLosingThePage(t *testing.T) {
	f := newFixture(t, task.Inline{})
	f.Go(nav.Route{Page: nav.Places, Arg: "id:x"})
	before := f.made[nav.Places]
	f.ChangePreferences(func(v *preference.Values) { v.Language, v.TextScale, v.Theme = "en", 1.5, "dark" })
	after := f.made[nav.Places]
	if before.left != 1 || after == before || after.entered[0] != "id:x" {
		t.Errorf("left %d, entered %v", before.left, after.entered)
	}
	uitest.HasText(t, f.window, "Places")
	again, err := preference.Open(f.folder)
	if err != nil || again.Values().Language != "en" || again.Values().Page != nav.Places {
		t.Errorf("stored %+v, %v", again.Values(), err)
	}
}

func TestChangedDataRefreshesOnce(t *testing.T) {
	f := newFixture(t, task.Inline{})
	for range 5 {
		if err := f.session.Service.SaveSetting(context.Background(), "Li", inspection.SettingOperator, time.Now().String()); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.session.Service.SaveSetting(context.Background(), "Li", inspection.SettingOperator, "Wang"); err != nil {
		t.Fatal(err)
	}
	f.timers.Advance(time.Second)
	if f.made[nav.Home].refreshed != 1 || f.Person() != "Wang" {
		t.Errorf("refreshed %d times, person %q", f.made[nav.Home].refreshed, f.Person())
	}
	uitest.HasText(t, f.window, f.T("shell.person", "name", "Wang", "department", "Civil"))
}

func TestANewDayRefreshes(t *testing.T) {
	f := newFixture(t, task.Inline{})
	f.timers.Advance(dayCheck)
	if f.made[nav.Home].refreshed != 0 {
		t.Error("refreshed within a day")
	}
	f.clock.Advance(13 * time.Hour)
	f.timers.Advance(dayCheck)
	f.timers.Advance(dayCheck)
	if f.made[nav.Home].refreshed != 1 {
		t.Errorf("refreshed %d times", f.made[nav.Home].refreshed)
	}
}

func TestErrorsAreTold(t *testing.T) {
	f := newFixture(t, task.Inline{})
	f.ShowError(nil)
	f.ShowError(context.Canceled)
	if f.window.Canvas().Overlays().Top() != nil {
		t.Error("nothing was to be told")
	}
	f.ShowError(errors.New("cable cut"))
	uitest.HasText(t, f.window, f.T("shell.error_title"), f.T("error.internal", "text", "cable cut"))
}

func TestFileURL(t *testing.T) {
	for path, want := range map[string]string{"/a b/c.xlsx": "file:///a%20b/c.xlsx", "C:/d": "file:///C:/d"} {
		if got := fileURL(path).String(); got != want {
			t.Errorf("%s becomes %s, want %s", path, got, want)
		}
	}
}

func TestTheDataAreCheckedInTheBackground(t *testing.T) {
	for found, want := range map[int]bool{0: false, 3: true} {
		f := newFixture(t, task.Inline{})
		f.session.Check = func(context.Context) (int, error) { return found, nil }
		f.check()
		text := f.catalog.Error(&inspection.Error{Key: "error.check_found", Args: []any{"n", found}})
		if told := uitest.FindText(f.window, text) != nil; told != want {
			t.Errorf("%d findings: told is %v", found, told)
		}
	}
}
