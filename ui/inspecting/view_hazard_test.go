//go:build test

package inspecting

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uitest"
)

// fail selects the first item that asks for a photo and whose failure is of the severity, fails and describes it.
func (b *bench) fail(t *testing.T, severity inspection.Severity) inspection.ItemCode {
	t.Helper()
	p := b.screen.presenter
	for _, part := range p.sheet.Parts {
		for _, item := range part.Items {
			if item.Severity == severity && item.Photo == inspection.PhotoRequired && item.Escalation == nil {
				p.SelectItem(item.Code)
				b.press("2")
				p.Describe("二层东侧安全出口堆放轮椅3台，宽度不足0.9米")
				p.FlushText()
				return item.Code
			}
		}
	}
	t.Fatal("there is no such item")
	return ""
}

var screenSize = fyne.NewSize(1366-theme.RailWidth, 768)

func TestPhotosInTheWindow(t *testing.T) {
	for name, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
		t.Run(name, func(t *testing.T) {
			uitest.NewAppWith(t, mode, theme.ScaleNormal)
			o := newOffice(t)
			o.visited(t, "CF")
			b := openScreen(t, o, o.start(t, "CF").ID, screenSize)
			b.fail(t, inspection.SeveritySerious)
			uitest.HasText(t, b.window, "此项不符合应拍照留存", "添加照片", "现场已整改")
			uitest.Render(t, b.window, "photo-none-"+name)
			b.shell.files.Files = []string{"/sd/a.jpg", "/sd/bad.jpg", "/sd/gone.jpg", "/sd/c.jpg"}
			b.press(fyne.KeyF3)
			uitest.Settle(b.window)
			strip := b.screen.panel.hazard.photos.strips[0]
			if !strip.Visible() || len(b.screen.state.Panel.Hazard.Photos.Before) != 3 {
				t.Fatalf("%+v", b.screen.state.Panel.Hazard.Photos)
			}
			uitest.Render(t, b.window, "photo-some-"+name)
			strip.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 10)})
			uitest.Render(t, b.window, "photo-full-"+name)
			b.press(fyne.KeyDelete)
			uitest.Render(t, b.window, "photo-remove-"+name)
			uitest.TapText(t, b.window, "移除照片")
			if n := len(b.screen.state.Panel.Hazard.Photos.Before); n != 2 {
				t.Fatalf("%d photos after removing one", n)
			}
			b.press(fyne.KeyF6)
			b.screen.DropFiles(1000, 300, []string{"/sd/after.jpg"})
			uitest.Settle(b.window)
			if fix := b.screen.state.Fix; fix == nil || len(fix.Photos.After) != 1 || !fix.Ready {
				t.Fatalf("%+v", fix)
			}
			uitest.Render(t, b.window, "photo-fix-"+name)
			uitest.TapText(t, b.window, "确认已整改")
			uitest.Render(t, b.window, "photo-fixed-"+name)
			uitest.HasText(t, b.window, "已现场整改")
		})
	}
}

func TestAssistantInTheWindow(t *testing.T) {
	for name, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
		t.Run(name, func(t *testing.T) {
			uitest.NewAppWith(t, mode, theme.ScaleNormal)
			o := newOffice(t)
			items := ruled(t, o)
			for _, code := range []inspection.ItemCode{"CF-20", "CF-09"} {
				var item inspection.Item
				for _, item = range items {
					if item.Code == code {
						break
					}
				}
				d, _ := o.failing(t, item, institution, func(p *inspection.Place) { p.Code = "YL-" + string(code) })
				b := openScreen(t, o, d.id, screenSize)
				b.screen.presenter.SelectItem(code)
				b.screen.panel.scroll.Offset.Y = 380
				b.screen.panel.scroll.Refresh()
				uitest.Render(t, b.window, fmt.Sprintf("assist-%s-%s", code, name))
				b.screen.presenter.AskMajor()
				uitest.Render(t, b.window, fmt.Sprintf("assist-ask-%s-%s", code, name))
			}
		})
	}
}

func TestRepeatsAndVoidInTheWindow(t *testing.T) {
	uitest.NewApp(t)
	o := newOffice(t)
	o.visited(t, "CF")
	b := openScreen(t, o, o.start(t, "CF").ID, screenSize)
	p := b.screen.presenter
	p.Next()
	b.press("2")
	p.Describe("二层东侧安全出口堆放轮椅2台")
	p.FlushText()
	b.screen.panel.scroll.ScrollToBottom()
	uitest.Render(t, b.window, "repeats")
	uitest.HasText(t, b.window, "本处曾发现", "同类问题第 2 次")
	p.NextUnanswered()
	for range b.screen.state.Score.Total() {
		p.Answer(inspection.ResultPass)
	}
	p.AskFinish()
	uitest.Render(t, b.window, "finish-with-void")
	p.Finish()
	uitest.Render(t, b.window, "summary-since")
	uitest.HasText(t, b.window, "与上次相比")
	p.CloseSummary()
	uitest.Render(t, b.window, "readonly-void")
	uitest.TapText(t, b.window, "作废")
	uitest.Type(b.window, "选错检查对象")
	uitest.Render(t, b.window, "void")
	uitest.TapText(t, b.window, "作废本次检查")
	if b.screen.state.CanVoid {
		t.Error("not voided")
	}
}
