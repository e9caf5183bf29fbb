package hazards

import (
	"context"
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/preference"
	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// pageSize768 is what the rail leaves of the smallest supported window.
var pageSize768 = fyne.NewSize(1366-theme.RailWidth, 768)

type fakeShell struct {
	*fakeHost
	window fyne.Window
	files  uikit.FakePicker
	look   preference.Values
}

func (s *fakeShell) Preferences() preference.Values                    { return s.look }
func (s *fakeShell) ChangePreferences(change func(*preference.Values)) { change(&s.look) }

func (s *fakeShell) Catalog() *i18n.Catalog  { return s.catalog }
func (s *fakeShell) Window() fyne.Window     { return s.window }
func (s *fakeShell) Files() uikit.FilePicker { return &s.files }

type stage struct {
	shell  *fakeShell
	screen *screen
	window fyne.Window
	router *uikit.KeyRouter
}

func enter(t *testing.T, s *store, photos *fakePhotos, arg string, size fyne.Size) *stage {
	t.Helper()
	shell := &fakeShell{fakeHost: newHost(t)}
	screen := New(shell, s.service, photos).(*screen)
	window, router := uitest.Window(t, screen.Content(), size)
	shell.window = window
	router.SetPage(screen)
	screen.Enter(arg)
	uitest.Settle(window)
	return &stage{shell, screen, window, router}
}

// realistic stores hazards as an office has them.
func realistic(t *testing.T) *store {
	s := newStore(t)
	place := func(id, code, name string) inspection.Place {
		return inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code, p.Name = inspection.ID(id), code, name })
	}
	s.put(place("place-2", "YL-002", "柿园社区食堂"), place("place-3", "YL-003", "西岗日间照料中心"), place("place-4", "YL-004", "凯旋路养老服务中心"))
	say := func(place, text, responsible string) func(*inspection.Hazard) {
		return func(h *inspection.Hazard) {
			h.PlaceID, h.Description, h.Responsible = inspection.ID(place), text, responsible
			h.Standard, h.Remedy = "通道净宽不小于 1.1 米，无堆放物", "立即清理堆放的轮椅，通道地面划禁放标识，落实每日巡查"
			h.Basis = "《消防法》第二十八条；《建筑防火通用规范》GB 55037-2022 7.1.4"
		}
	}
	s.hazard("2026-11-20", say("place-1", "二层东侧安全出口堆放轮椅 3 台", "王院长"), status(inspection.HazardSubmitted), severity(inspection.SeveritySerious))
	s.hazard("2026-11-18", say("place-2", "留样未贴标签、不足 48 小时", "赵师傅"))
	s.hazard("2026-11-22", say("place-3", "灭火器压力不足 2 具", "周强"))
	s.hazard("2026-11-21", say("place-4", "插座串联、接线板置于床铺，线路外皮破损且长期负荷使用，有起火危险", "马丽"), func(h *inspection.Hazard) {
		h.Request, h.RequestedBy, h.RequestUntil = inspection.RequestExtend, "马丽", "2026-11-28"
	})
	s.hazard("2026-11-23", say("place-4", "厨房可燃气体报警器断电", "刘敏"), func(h *inspection.Hazard) { h.Severity, h.Suspected = inspection.SeveritySerious, true })
	s.hazard("2026-11-16", say("place-1", "消防控制室值班人员无证上岗", "王院长"), severity(inspection.SeverityMajor))
	s.hazard("2026-11-17", say("place-2", "冷藏柜温度计损坏", "赵师傅"), status(inspection.HazardClosed))
	s.hazard("2026-11-01", say("place-3", "外墙保温层老化须整体更换", "周强"), status(inspection.HazardShelved))
	s.hazard("2026-11-20", say("place-3", "门前消火栓漏水", "周强"), status(inspection.HazardTransferred))
	hazardID := inspection.ID("hazard-000001")
	step := func(id inspection.ID, kind inspection.ActionKind, by, note string) inspection.Action {
		return inspectiontest.AnAction(func(a *inspection.Action) {
			a.ID, a.HazardID, a.ActionKind, a.By, a.Note, a.Until = id, hazardID, kind, by, note, "2026-11-20"
		})
	}
	s.put(step("action-1", inspection.ActionFind, "张建国", ""), step("action-2", inspection.ActionSubmit, "王院长", "轮椅已移至储藏间，通道增设禁放标识"))
	return s
}

// attachPhoto gives the first hazard a photo and returns its hash.
func attachPhoto(s *store, role inspection.EvidenceRole) string {
	sha := fmt.Sprintf("%064x", 0xab+len(role))
	s.put(inspectiontest.AnEvidence(func(e *inspection.Evidence) {
		e.ID, e.HazardID, e.ActionID, e.Role, e.SHA256 = inspection.ID("photo-"+string(role)), "hazard-000001", "", role, sha
	}))
	return sha
}

func TestScreenShowsListAndDetail(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, realistic(t), &fakePhotos{}, FilterSubmitted, pageSize768)
	uitest.HasText(t, st.window, "隐患整改", "二层东侧安全出口堆放轮椅 3 台", "晚晴日间照料中心 · CF-01 · 王院长", "11-20 · 今天", "较大", "待复查",
		"Y2026-K7-0001", "未附照片（整改前、整改后均无）", "整改过程", "王院长 提交整改", "轮椅已移至储藏间，通道增设禁放标识",
		"退回重改", "复查合格，销号", "查看检查 J2026-K7-0001")
	if chip := st.screen.chips.Chip(FilterOverdue); chip == nil {
		t.Error("no chip for 逾期")
	}
}

func TestKeysMoveAndAct(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, realistic(t), &fakePhotos{}, FilterOpen, pageSize768)
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyDown, 1}, {fyne.KeyDown, 2}, {fyne.KeyUp, 1}, {fyne.KeyEnd, 4}, {fyne.KeyHome, 0}, {fyne.KeyPageDown, 4}, {fyne.KeyPageUp, 0}} {
		uitest.Press(st.window, step.key)
		if got := st.screen.state.Selected; got != step.want {
			t.Errorf("%s selects row %d, want %d", step.key, got, step.want)
		}
	}
	uitest.Press(st.window, fyne.KeyReturn)
	if len(st.shell.went) != 1 || st.shell.went[0] != (nav.Route{Page: nav.Inspecting, Arg: "inspection-1"}) {
		t.Errorf("Enter went to %v", st.shell.went)
	}
	st.router.Dispatch(nav.KeyF6)
	uitest.Settle(st.window)
	if st.screen.form == nil {
		t.Fatal("F6 opened nothing")
	}
	if st.window.Canvas().Focused() != fyne.Focusable(st.screen.form.note.Entry()) {
		t.Error("the note has not got the keyboard")
	}
	uitest.Type(st.window, "已整改")
	uitest.TapText(t, st.window, st.shell.T("hazards.act.submit"))
	if st.screen.form != nil || len(st.shell.toasts) != 1 {
		t.Errorf("form still open, told %v", st.shell.toasts)
	}
}

func TestFormShowsWhatIsMissingAndClosesByEscape(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, realistic(t), &fakePhotos{}, FilterSubmitted, pageSize768)
	st.router.Dispatch(nav.KeyF7)
	st.screen.form.confirm.Tapped(nil)
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "请填写不合格原因。")
	st.router.Dispatch(nav.KeyEscape)
	if st.screen.form != nil || st.screen.state.Form != nil {
		t.Error("Escape did not close the form")
	}
}

func TestEmptyStates(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, newStore(t), &fakePhotos{}, FilterAll, pageSize768)
	uitest.HasText(t, st.window, "还没有隐患。完成检查后，不符合的检查项会列在这里。", "在左侧选择一条隐患查看详情")
	uitest.TapText(t, st.window, "逾期 0")
	uitest.HasText(t, st.window, "没有“逾期”的隐患。")
}

func TestPhotosAreShownAndOpenInFull(t *testing.T) {
	uitest.NewApp(t)
	s := realistic(t)
	attachPhoto(s, inspection.EvidenceBefore)
	st := enter(t, s, &fakePhotos{}, FilterSubmitted, pageSize768)
	uitest.HasText(t, st.window, "整改前", "未附整改后照片", "2026-11-20 11:59 拍摄 · 2026-11-20 12:00 张建国 存入")
	st.router.Dispatch(nav.KeyF9)
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "查看照片", "放大")
	st.router.Dispatch(nav.KeyEscape)
	if st.window.Canvas().Overlays().Top() != nil {
		t.Error("Escape leaves the photos open")
	}
}

func TestPhotosAreAddedToAForm(t *testing.T) {
	uitest.NewApp(t)
	s := realistic(t)
	st := enter(t, s, &fakePhotos{}, FilterOpen, pageSize768)
	st.router.Dispatch(nav.KeyF6)
	st.shell.files.Files = []string{"/photos/a.jpg"}
	uitest.TapText(t, st.window, "添加照片")
	st.screen.DropFiles(0, 0, []string{"/photos/b.jpg", "/photos/c.txt"})
	uitest.Settle(st.window)
	if n := len(st.screen.state.Form.Photos); n != 2 {
		t.Fatalf("%d photos in the form", n)
	}
	st.window.Canvas().Focus(st.screen.form.photos)
	uitest.Press(st.window, fyne.KeyDelete)
	if n := len(st.screen.state.Form.Photos); n != 1 {
		t.Errorf("%d photos after removing one", n)
	}
	uitest.Render(t, st.window, "hazards-submit")
}

func TestEditSheet(t *testing.T) {
	uitest.NewApp(t)
	st := enter(t, realistic(t), &fakePhotos{}, "id:hazard-000006", pageSize768)
	st.router.Dispatch(nav.KeyF2)
	uitest.Settle(st.window)
	uitest.HasText(t, st.window, "整改责任与措施", "五落实", "落实预案")
	uitest.Render(t, st.window, "hazards-edit")
	uitest.Type(st.window, "，刘主任")
	st.screen.edit.save.Tapped(nil)
	uitest.Settle(st.window)
	if st.screen.edit != nil || len(st.shell.toasts) != 1 {
		t.Errorf("sheet still open, told %v", st.shell.toasts)
	}
}

// countingService counts the rows that the screen reads.
type countingService struct {
	*inspection.Service
	rows *int
}

func (c countingService) View(ctx context.Context, fn func(inspection.Reader) error) error {
	return c.Service.View(ctx, func(r inspection.Reader) error { return fn(countingReader{r, c.rows}) })
}

type countingReader struct {
	inspection.Reader
	rows *int
}

func (c countingReader) Hazards(ctx context.Context, filter inspection.HazardFilter) ([]inspection.HazardRow, error) {
	rows, err := c.Reader.Hazards(ctx, filter)
	if filter.PlaceID == "" { // not what was found before at one place
		*c.rows += len(rows)
	}
	return rows, err
}

func TestLongListReadsOnlyWhatIsSeen(t *testing.T) {
	uitest.NewApp(t)
	s := newStore(t)
	var records []inspection.Record
	for i := range 5000 {
		records = append(records, s.build(inspection.Day("2026-01-01").Add(i/20)))
	}
	s.put(records...)
	read := 0
	shell := &fakeShell{fakeHost: newHost(t)}
	screen := New(shell, countingService{s.service, &read}, &fakePhotos{}).(*screen)
	window, router := uitest.Window(t, screen.Content(), pageSize768)
	shell.window = window
	router.SetPage(screen)
	screen.Enter(FilterOpen)
	uitest.Press(window, fyne.KeyEnd)
	uitest.Settle(window)
	if row, here := screen.presenter.Row(4999); !here || screen.state.Selected != 4999 || screen.detail.Description != row.Description {
		t.Errorf("the last row is not shown: %d, %+v", screen.state.Selected, screen.detail)
	}
	if read > 4*pageSize {
		t.Errorf("read %d rows to show the two ends of 5000", read)
	}
}

func TestPictures(t *testing.T) {
	for _, c := range []struct {
		name  string
		mode  theme.Mode
		scale float32
		size  fyne.Size
		arg   string
		photo bool
	}{
		{"hazards", theme.Light, 1, pageSize768, FilterSubmitted, true},
		{"hazards-open", theme.Light, 1, pageSize768, "id:hazard-000004", false},
		{"hazards-dark", theme.Dark, 1, pageSize768, FilterAll, false},
		{"hazards-large", theme.Light, 1.5, pageSize768, FilterSubmitted, false},
		{"hazards-narrow", theme.Light, 1, fyne.NewSize(1024-theme.RailWidth, 640), FilterOpen, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			uitest.NewAppWith(t, c.mode, c.scale)
			s, photos := realistic(t), &fakePhotos{tint: map[string]color.Color{}}
			if c.photo {
				photos.tint[attachPhoto(s, inspection.EvidenceBefore)] = color.RGBA{R: 0xa8, G: 0x94, B: 0x88, A: 0xff}
				photos.tint[attachPhoto(s, inspection.EvidenceAfter)] = color.RGBA{R: 0x88, G: 0xa0, B: 0x90, A: 0xff}
			}
			st := enter(t, s, photos, c.arg, c.size)
			uitest.Render(t, st.window, c.name)
			if min := st.screen.Content().MinSize(); c.scale == 1 && min.Width > c.size.Width {
				t.Errorf("needs %v of %v", min, c.size)
			}
			if c.name == "hazards-open" {
				st.router.Dispatch(nav.KeyF7)
				uitest.Render(t, st.window, "hazards-form")
			}
		})
	}
}
