//go:build test

package inspecting

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
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
}

func (f *fakeShell) ErrorText(err error) string { return f.Error(err) }
func (f *fakeShell) Go(route nav.Route)         { f.went = append(f.went, route) }
func (f *fakeShell) Toast(text string)          { f.toasts = append(f.toasts, text) }
func (f *fakeShell) Window() fyne.Window        { return f.window }
func (f *fakeShell) Post(g func())              { g() }
func (f *fakeShell) Person() string             { return "张建国" }
func (f *fakeShell) Departments() []inspection.Department {
	return []inspection.Department{{ID: "emergency", Short: "应急"}, {ID: "civil", Short: "民政"}}
}
func (f *fakeShell) Run(label string, work func(context.Context, task.Progress) error, done func(error)) task.Handle {
	return task.Inline{}.Go(label, work, done)
}

// T and Catalog: the embedded catalog has a method T already.
func (f *fakeShell) catalog() *i18n.Catalog { return f.Catalog }

type shellWith struct{ *fakeShell }

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
	b.screen = newScreen(shellWith{b.shell}, o.service, b.timers.Later)
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
