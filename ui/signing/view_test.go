package signing

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"anxun/ui/i18n"
	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

var pageSize = fyne.NewSize(1366-theme.RailWidth, 768)

type fakeShell struct {
	*fakeHost
	window fyne.Window
}

func (s *fakeShell) Window() fyne.Window    { return s.window }
func (s *fakeShell) Catalog() *i18n.Catalog { return s.catalog }

type stage struct {
	shell  *fakeShell
	screen *screen
	window fyne.Window
	router *uikit.KeyRouter
}

func enter(t *testing.T, arg string) *stage {
	t.Helper()
	shell := &fakeShell{fakeHost: newHost(t)}
	s := New(shell, finished(t), &fakeFiles{kept: map[string][]byte{}}).(*screen)
	window, router := uitest.Window(t, s.Content(), pageSize)
	shell.window = window
	router.SetPage(s)
	s.Enter(arg)
	uitest.Settle(window)
	return &stage{shell, s, window, router}
}

// write draws a name on the pad.
func write(pad *uikit.SignaturePad) {
	stroke := func(points ...float32) {
		for i := 0; i+1 < len(points); i += 2 {
			at := fyne.PointEvent{Position: fyne.NewPos(points[i], points[i+1])}
			if i == 0 {
				pad.MouseDown(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary})
			}
			pad.Dragged(&fyne.DragEvent{PointEvent: at})
		}
		pad.DragEnd()
	}
	stroke(120, 60, 190, 62, 185, 100, 120, 105)
	stroke(150, 40, 148, 170)
	stroke(240, 50, 330, 48, 290, 80, 240, 150)
	stroke(290, 80, 340, 160)
	stroke(400, 60, 500, 58, 450, 60, 448, 165, 420, 150)
}

func TestSigningThroughTheWindow(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, "inspection-1")
	uitest.HasText(t, st.window, "签名", "张建国", "李敏", "王院长", "被检查单位", "拒绝签字", "还有 3 人未签名")
	uitest.Render(t, st.window, "signing")
	st.router.Dispatch("1")
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "张建国 签名", "请用鼠标、手写笔或手指在此签名")
	st.screen.pad.confirm.Tapped(nil)
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "还没有签名，请先在签名框内签名。")
	write(st.screen.pad.ink)
	uitest.Render(t, st.window, "signing-pad")
	st.screen.pad.confirm.Tapped(nil)
	uitest.Settle(st.window)
	if st.screen.pad != nil || !st.screen.state.Rows[0].Signed {
		t.Fatalf("not signed: %+v", st.screen.state.Rows[0])
	}
	uitest.HasText(t, st.window, "还有 2 人未签名", "重新签名", "撤下")
	uitest.Render(t, st.window, "signing-one")
}

func TestRefusalThroughTheWindow(t *testing.T) {
	uitest.NewAppWith(t, theme.Dark, 1)
	st := enter(t, "inspection-1")
	uitest.TapText(t, st.window, "拒绝签字")
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "记录拒绝签字", "拒绝签字的理由", "见证人")
	st.screen.pad.reason.SetText("对第 2 项有异议")
	st.screen.pad.witness.SetText("网格员赵静")
	write(st.screen.pad.ink)
	uitest.Render(t, st.window, "signing-refuse-dark")
	st.router.Dispatch("Ctrl+Enter")
	uitest.Settle(st.window)
	if !st.screen.state.Rows[2].Refused {
		t.Fatalf("not kept: %+v", st.screen.state.Pad)
	}
	uitest.Render(t, st.window, "signing-dark")
	st.screen.Close()
}

func TestADraftCannotBeSigned(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, "draft")
	st.router.Dispatch("1")
	if st.screen.pad != nil {
		t.Error("the pad opened")
	}
}
