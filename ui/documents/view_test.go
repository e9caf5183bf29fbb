package documents

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

var pageSize = fyne.NewSize(1366-theme.RailWidth, 768)

type fakeShell struct {
	*fakeHost
	window fyne.Window
	files  uikit.FakePicker
}

func (s *fakeShell) Window() fyne.Window     { return s.window }
func (s *fakeShell) Catalog() *i18n.Catalog  { return s.catalog }
func (s *fakeShell) Files() uikit.FilePicker { return &s.files }

type stage struct {
	shell  *fakeShell
	screen *screen
	window fyne.Window
	router *uikit.KeyRouter
	issuer *fakeIssuer
}

func enter(t *testing.T, arg string) *stage {
	t.Helper()
	shell, service := &fakeShell{fakeHost: newHost(t)}, finished(t)
	issuer := &fakeIssuer{service: service}
	s := New(shell, service, issuer).(*screen)
	window, router := uitest.Window(t, s.Content(), pageSize)
	shell.window = window
	router.SetPage(s)
	s.Enter(arg)
	uitest.Settle(window)
	return &stage{shell, s, window, router, issuer}
}

func TestDocumentsThroughTheWindow(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, "inspection:inspection-1")
	uitest.HasText(t, st.window, "文书", "现场检查记录", "问题隐患整改告知单", "目前不能出具的文书", "责令限期整改指令书", "使用内置模板")
	uitest.Render(t, st.window, "documents")
	st.shell.files.File = "/forms/本街道记录.xlsx"
	uitest.TapText(t, st.window, "换用模板…")
	uitest.Settle(st.window)
	uitest.TapText(t, st.window, "打印")
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "问题隐患整改告知单 已生成", "打开所在文件夹")
	if len(st.issuer.orders) != 1 || len(st.shell.opened) != 1 {
		t.Errorf("orders %+v, opened %v", st.issuer.orders, st.shell.opened)
	}
	uitest.Render(t, st.window, "documents-done")
	st.router.Dispatch(nav.KeyF6)
	if len(st.shell.went) != 1 || st.shell.went[0].Page != nav.Signing {
		t.Errorf("went to %v", st.shell.went)
	}
}

func TestOverwriteQuestion(t *testing.T) {
	uitest.NewAppWith(t, theme.Dark, 1)
	st := enter(t, hazardArg)
	uitest.Render(t, st.window, "documents-dark")
	st.screen.Enter("inspection:inspection-1")
	uitest.Settle(st.window)
	path := filepath.Join(st.shell.folder, "有了.xlsx")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	st.shell.files.Save = path
	for _, answer := range []string{"取消", "替换"} {
		uitest.TapText(t, st.window, "保存为文件")
		uitest.Settle(st.window)
		uitest.HasText(t, st.window, "文件已存在")
		uitest.TapText(t, st.window, answer)
		uitest.Settle(st.window)
	}
	if len(st.issuer.orders) != 1 || !st.issuer.orders[0].Overwrite || st.window.Canvas().Overlays().Top() != nil {
		t.Errorf("orders %+v", st.issuer.orders)
	}
}

func TestUnknownSubject(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, "hazard:nothing")
	uitest.HasText(t, st.window, "重试")
}

// TestArrowsChooseADocument makes a document with the keyboard alone; the choice stays while the page is drawn anew.
func TestArrowsChooseADocument(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, hazardArg)
	press := func(key nav.Key) {
		st.router.Dispatch(key)
		uitest.Settle(st.window)
	}
	press(nav.KeyDown)
	press(nav.KeyUp) // the first is the end
	first := st.window.Canvas().Focused()
	press(nav.KeyDown)
	if now := st.window.Canvas().Focused(); now == nil || now == first {
		t.Fatalf("the second document is not chosen: %v", now)
	}
	uitest.Press(st.window, fyne.KeyReturn)
	uitest.Settle(st.window)
	if len(st.issuer.orders) != 1 || st.issuer.orders[0].Kind != st.screen.state.Rows[1].Kind {
		t.Fatalf("orders %+v", st.issuer.orders)
	}
	if now := st.window.Canvas().Focused(); now != fyne.Focusable(st.screen.cards[1].print) {
		t.Errorf("after it was made, the keyboard is with %v", now)
	}
}
