//go:build test

package inspecting

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/preference"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// fakeShell is a window without the rest of the program.
type fakeShell struct {
	*i18n.Catalog
	window fyne.Window
	went   []nav.Route
	toasts []string
	files  uikit.FakePicker
	only   bool // the window only looks
}

func (f *fakeShell) ErrorText(err error) string { return f.Error(err) }
func (f *fakeShell) Go(route nav.Route)         { f.went = append(f.went, route) }
func (f *fakeShell) Toast(text string)          { f.toasts = append(f.toasts, text) }
func (f *fakeShell) Window() fyne.Window        { return f.window }
func (f *fakeShell) Post(g func())              { g() }
func (f *fakeShell) Files() uikit.FilePicker    { return &f.files }
func (f *fakeShell) Preferences() preference.Values {
	return preference.Values{}
}
func (f *fakeShell) Person() string { return "张建国" }
func (f *fakeShell) Departments() []inspection.Department {
	return []inspection.Department{{ID: "emergency", Short: "应急"}, {ID: "civil", Short: "民政"}}
}
func (f *fakeShell) Run(label string, work func(context.Context, task.Progress) error, done func(error)) task.Handle {
	return task.Inline{}.Go(label, work, done)
}

// T and Catalog: the embedded catalog has a method T already.
func (f *fakeShell) catalog() *i18n.Catalog { return f.Catalog }

type shellWith struct{ *fakeShell }

func (s shellWith) ReadOnly() bool { return s.only }

func (s shellWith) Catalog() *i18n.Catalog { return s.catalog() }

type bench struct {
	shell  *fakeShell
	screen *screen
	window fyne.Window
	timers *uitest.Timers
}

func openScreen(t testing.TB, o *office, id inspection.ID, size fyne.Size) *bench {
	t.Helper()
	b := &bench{shell: &fakeShell{Catalog: uitest.Catalog(t)}, timers: &uitest.Timers{}}
	b.screen = newScreen(shellWith{b.shell}, o.service, newFakePhotos(), b.timers.Later)
	var router *uikit.KeyRouter
	b.window, router = uitest.Window(t, b.screen.Content(), size)
	b.shell.window = b.window
	router.SetPage(b.screen)
	b.screen.Enter(string(id))
	uitest.Settle(b.window)
	return b
}

func (b *bench) press(names ...fyne.KeyName) {
	for _, name := range names {
		uitest.Press(b.window, name)
		uitest.Settle(b.window)
	}
}

func TestPictures(t *testing.T) {
	for _, look := range []struct {
		mode theme.Mode
		name string
	}{{theme.Light, "light"}, {theme.Dark, "dark"}} {
		t.Run(look.name, func(t *testing.T) {
			uitest.NewAppWith(t, look.mode, theme.ScaleNormal)
			o := newOffice(t)
			o.visited(t, "CF", "CE")
			id := o.start(t, "CF", "CE", "CS").ID
			b := openScreen(t, o, id, fyne.NewSize(1366-theme.RailWidth, 768))
			uitest.Render(t, b.window, "fill-open-"+look.name)
			b.press("1", "1", "3", "1", "1", "2")
			uitest.Type(b.window, "二层东侧安全出口堆放轮椅3台，宽度不足0.9米")
			uitest.Render(t, b.window, "fill-fail-"+look.name)
			b.press(fyne.KeyEscape, fyne.KeyPageUp)
			uitest.Render(t, b.window, "fill-section-"+look.name)
			b.screen.presenter.AskFinish()
			uitest.Render(t, b.window, "fill-finish-"+look.name)
		})
	}
}

func TestScreenByKeyboard(t *testing.T) {
	uitest.NewApp(t)
	o := newOffice(t)
	id := o.start(t, "CF", "CE").ID
	b := openScreen(t, o, id, fyne.NewSize(1366-theme.RailWidth, 768))
	first := b.screen.state.Panel.Code
	b.press("2")
	uitest.Type(b.window, "门前 12 辆车")
	description := b.screen.panel.hazard.description
	if description.Text != "门前 12 辆车" {
		t.Fatalf("the description holds %q", description.Text)
	}
	b.press(fyne.KeyReturn) // Enter ends the description
	if b.window.Canvas().Focused() != nil || b.screen.state.Panel.Code == first {
		t.Fatal("Enter did not go on to the next item")
	}
	b.press("1", fyne.KeyF8)
	if b.screen.state.Panel.Code != first {
		t.Fatal("F8 did not go to the failed item")
	}
	b.press(fyne.KeyF4)
	if b.window.Canvas().Focused() != fyne.Focusable(description) {
		t.Fatal("F4 did not lead into the panel")
	}
	b.press(fyne.KeyEscape)
	if b.window.Canvas().Focused() != nil {
		t.Fatal("Esc did not lead back to the list")
	}
	sheet, err := o.service.Worksheet(context.Background(), id)
	o.must(t, err)
	if sheet.Hazards[first].Description != "门前 12 辆车" || sheet.Total().Answered() != 2 {
		t.Fatalf("stored %+v", sheet.Total())
	}
}

func TestScreenByPointer(t *testing.T) {
	uitest.NewApp(t)
	o := newOffice(t)
	o.visited(t, "CF")
	b := openScreen(t, o, o.start(t, "CF").ID, fyne.NewSize(1366-theme.RailWidth, 768))
	uitest.TapText(t, b.window, "上次遗留")
	uitest.Settle(b.window)
	uitest.TapText(t, b.window, "转到检查项")
	uitest.Settle(b.window)
	k := b.screen.cards.cards[b.screen.state.Selected]
	k.bar.Tapped(&fyne.PointEvent{Position: fyne.NewPos(k.bar.Size().Width/2, 10)})
	uitest.Settle(b.window)
	item := b.screen.state.Panel
	if item.Kind != PanelHazard {
		t.Fatalf("panel %v", item.Kind)
	}
	uitest.TapText(t, b.window, item.Hazard.Findings[0])
	if b.screen.panel.hazard.description.Text != item.Hazard.Findings[0] {
		t.Fatalf("description %q", b.screen.panel.hazard.description.Text)
	}
	uitest.HasText(t, b.window, item.Hazard.Repeat)
}

func TestFinishingInTheWindow(t *testing.T) {
	uitest.NewApp(t)
	o := newOffice(t)
	b := openScreen(t, o, o.start(t, "CF").ID, fyne.NewSize(1366-theme.RailWidth, 768))
	b.press("1", "3")
	uitest.TapText(t, b.window, "完成检查")
	uitest.Settle(b.window)
	uitest.Type(b.window, "停电")
	uitest.Settle(b.window)
	blocking := b.screen.state.Finish.Blocking
	if len(blocking) != 1 {
		t.Fatalf("%+v", blocking)
	}
	b.screen.presenter.SelectItem(blocking[0].Item)
	uitest.Settle(b.window)
	if b.window.Canvas().Overlays().Top() != nil || b.screen.state.Panel.Code != blocking[0].Item {
		t.Fatal("the line did not lead to the item")
	}
	uitest.TapText(t, b.window, "未设置此项设施")
	b.screen.HandleKey(nav.Ctrl(nav.KeyEnter))
	uitest.Settle(b.window)
	uitest.Type(b.window, "停电")
	b.screen.presenter.Finish()
	uitest.Settle(b.window)
	uitest.Render(t, b.window, "fill-summary")
	uitest.HasText(t, b.window, "返回工作台")
	uitest.TapText(t, b.window, "查看隐患")
	if len(b.shell.went) != 1 || b.shell.went[0].Page != nav.Hazards {
		t.Fatalf("went to %v", b.shell.went)
	}
	if !b.screen.cards.cards[0].bar.Disabled() {
		t.Fatal("a finished inspection can be answered")
	}
}

func TestLargeText(t *testing.T) {
	uitest.NewAppWith(t, theme.Light, theme.ScaleLarger)
	o := newOffice(t)
	b := openScreen(t, o, o.start(t, "CF").ID, fyne.NewSize(1366-theme.RailWidth, 768))
	b.press("1", "2")
	uitest.Render(t, b.window, "fill-large")
	if w := b.screen.Content().MinSize().Width; w > 1366-theme.RailWidth {
		t.Errorf("the page wants %v", w)
	}
}

func TestUnsavedIsSaidAndCanBeTriedAgain(t *testing.T) {
	uitest.NewApp(t)
	o := newOffice(t)
	broken := &faulty{Service: o.service}
	b := &bench{shell: &fakeShell{Catalog: uitest.Catalog(t)}, timers: &uitest.Timers{}}
	b.screen = newScreen(shellWith{b.shell}, broken, newFakePhotos(), b.timers.Later)
	b.window, _ = uitest.Window(t, b.screen.Content(), fyne.NewSize(1366-theme.RailWidth, 768))
	b.shell.window = b.window
	b.screen.Enter(string(o.start(t, "CF").ID))
	broken.breakWith(errDiskFull)
	b.screen.HandleKey("1")
	uitest.Settle(b.window)
	uitest.Render(t, b.window, "fill-unsaved")
	uitest.HasText(t, b.window, "重试", "未保存 1 处")
	broken.breakWith(nil)
	uitest.TapText(t, b.window, "重试")
	if b.screen.state.Saving.State != SavingDone || b.screen.header.banner.Visible() {
		t.Fatalf("%+v", b.screen.state.Saving)
	}
}
