package uikit_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// The gallery draws every control in both variants. Run with ANXUN_SHOTS=DIR to look at the pictures; the test itself
// proves that everything can be drawn at once and at every text scale.
func TestGallery(t *testing.T) {
	for _, look := range []struct {
		name  string
		mode  theme.Mode
		scale float32
	}{{"light", theme.Light, 1}, {"dark", theme.Dark, 1}, {"large", theme.Light, 1.5}} {
		t.Run(look.name, func(t *testing.T) {
			uitest.NewAppWith(t, look.mode, look.scale)
			w, _ := uitest.Window(t, gallery(t), uitest.Screen)
			uitest.Render(t, w, "gallery-"+look.name)

			w, _ = uitest.Window(t, filling(t), uitest.Screen)
			uitest.Render(t, w, "filling-"+look.name)

			sheet(t, w)
			uitest.Render(t, w, "sheet-"+look.name)
		})
	}
}

type hazardRow struct {
	what, where, severity, due string
	tone                       uikit.Tone
}

var hazardRows = []hazardRow{
	{"二层东侧安全出口堆放轮椅", "西安东社区养老中心 · CF-09 · 王院长", "较大", "11-20 · 今天", uikit.ToneWarn},
	{"留样未贴标签、不足 48 小时", "柿园社区食堂 · CS-21 · 赵师傅", "一般", "11-21", uikit.ToneNeutral},
	{"厨房未安装可燃气体报警器，灶台软管老化开裂，使用年限不明", "嵩岳社区助餐点 · CE-14 · 王红", "重大", "逾期 5 天", uikit.ToneFail},
	{"灭火器压力不足 2 具", "西岗日间照料中心 · CF-06 · 周强", "已销号", "11-22", uikit.TonePass},
}

func hazardColumns() []uikit.Column[hazardRow] {
	return []uikit.Column[hazardRow]{
		{Title: "隐患", Flex: 1, Width: 200, Cell: func(r hazardRow) uikit.Cell { return uikit.Cell{Text: r.what, Sub: r.where} }},
		{Key: "severity", Title: "等级", Width: 86, Sortable: true, Cell: func(r hazardRow) uikit.Cell { return uikit.Cell{Text: r.severity, Badge: true, Tone: r.tone} }},
		{Key: "due", Title: "期限", Width: 110, Sortable: true, Text: func(r hazardRow) string { return r.due }},
	}
}

func gallery(t *testing.T) fyne.CanvasObject {
	c := uitest.Catalog(t)
	table := uikit.NewTable(hazardColumns())
	table.SetRows(hazardRows)
	table.Select(0)
	table.SetSort("due", true)
	stat := func(label, figure, caption string, tone uikit.Tone) *uikit.StatCard {
		s := uikit.NewStatCard(label, func() {})
		s.Set(figure, caption, tone)
		return s
	}
	chips := uikit.NewChipGroup(false, nil).Add("all", "全部", 46).Add("open", "待整改", 12).Add("submitted", "待复查", 5).
		Add("overdue", "逾期", 3).Add("closed", "已销号", 26).Add("serious", "较大以上", -1)
	chips.Select("submitted")
	focused := uikit.NewButton("有焦点", uikit.Secondary, nil)
	focused.FocusGained()
	disabled := uikit.NewButton("不可用", uikit.Primary, nil)
	disabled.SetEnabled(false)
	buttons := uikit.Flow(8, uikit.NewButton("开始检查", uikit.Primary, nil).Icon(theme.IconPlus),
		uikit.NewButton("复查合格，销号", uikit.Primary, nil).Hint("F6"), uikit.NewButton("导出表格", uikit.Secondary, nil).Icon(theme.IconDownload),
		uikit.NewButton("退回重改", uikit.Danger, nil).Hint("F7"), uikit.NewButton("稍后", uikit.Quiet, nil), focused, disabled)
	badges := uikit.HStack(8, uikit.NewBadge("一般", uikit.ToneNeutral), uikit.NewBadge("较大", uikit.ToneWarn), uikit.NewBadge("重大", uikit.ToneFail),
		uikit.NewBadge("已销号", uikit.TonePass), uikit.NewBadge("日间照料", uikit.TonePrimary))
	left := uikit.VFill(12, 4,
		uikit.HFill(12, 1, uikit.NewTitle("工作台"), uikit.NewCaption("11月20日 星期五"), uikit.NewSearchField("查找对象、隐患、条款，可输拼音首字母", "Ctrl K", nil)),
		uikit.Columns(12, stat("今日到期", "4", "其中较大 1", uikit.ToneWarn), stat("已逾期", "3", "最长 5 天", uikit.ToneFail),
			stat("待复查", "5", "最早提交 11-18", uikit.TonePrimary), stat("本月已查 / 应查", "9 / 12", "未查：花语里、柿园、嵩岳", uikit.ToneInk)),
		chips, buttons, uikit.NewCardPadded(table, 0), badges)
	empty := uikit.NewTable(hazardColumns())
	empty.SetEmpty(uikit.NewEmptyState(theme.IconCheck, "没有待整改的隐患。检查中发现的问题会列在这里。", uikit.NewButton("开始检查", uikit.Primary, nil)))
	right := uikit.VFill(12, 1, formPart(t), uikit.NewCardPadded(empty, 0), stamp(t))
	rail := railPart(c.T)
	page := container.NewBorder(nil, nil, rail, nil, uikit.Pad(24, 16, uikit.Columns(16, left, right)))
	return withBackground(page)
}

func stamp(t *testing.T) fyne.CanvasObject {
	c := uitest.Catalog(t)
	saved, saving, failed := uikit.NewSavedStamp(c), uikit.NewSavedStamp(c), uikit.NewSavedStamp(c)
	saved.Saved(time.Date(2026, 11, 20, 9, 31, 7, 0, time.UTC))
	saving.Saving()
	failed.Failed("")
	return uikit.Flow(16, saved, saving, failed)
}

func formPart(t *testing.T) fyne.CanvasObject {
	c := uitest.Catalog(t)
	today := func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) }
	date := uikit.NewDateField(c, today, nil)
	date.SetDay("2026-11-20")
	name := uikit.NewEntry()
	name.SetText("西安东社区养老中心")
	bad := uikit.NewField("编号", uikit.NewEntry()).Required()
	bad.SetError("编号 YL-003 已被“西岗日间照料中心”使用，请换一个编号。")
	kind := uikit.NewSelectField("请选择", []uikit.Option{{ID: "care", Text: "养老服务场所"}}, nil)
	kind.SetSelectedID("care")
	toggle := uikit.NewToggleGroup([]uikit.Option{{ID: "s", Text: "跟随系统"}, {ID: "l", Text: "浅色"}, {ID: "d", Text: "深色"}}, nil)
	note := uikit.NewNoteEntry(c, "问题描述", 2, nil)
	note.SetText("二层东侧安全出口堆放轮椅 3 台，宽度不足 0.9 米")
	return uikit.NewCard(uikit.Form(
		uikit.FormRow(uikit.NewField("名称", name), uikit.NewField("整改期限（大事不过三）", date)),
		uikit.FormRow(bad, uikit.NewField("类别", kind).Hint("决定哪些检查项不适用")),
		uikit.NewField("问题描述", note), uikit.HStack(8, toggle),
	))
}

func railPart(tr func(string, ...any) string) fyne.CanvasObject {
	icons := []theme.IconName{theme.IconHome, theme.IconInspect, theme.IconHazard, theme.IconPlace, theme.IconChecklist, theme.IconReport, theme.IconSettings}
	keys := []string{"home", "inspections", "hazards", "places", "checklists", "reports", "settings"}
	items := []fyne.CanvasObject{uikit.Pad(10, 0, uikit.NewText("安巡", uikit.Style{Size: theme.TextTitle, Bold: true, Token: theme.Primary})),
		uikit.Pad(10, 0, uikit.NewCaption("桐柏路街道办事处"))}
	for i, icon := range icons {
		item := uikit.NewNavItem(icon, tr("shell.nav."+keys[i]), nil)
		item.SetSelected(i == 2)
		if i == 1 || i == 2 {
			item.SetCount(3 + 9*(i-1))
		}
		items = append(items, item)
	}
	card := canvas.NewRectangle(theme.Color(theme.Card))
	card.SetMinSize(fyne.NewSize(theme.Scaled(theme.RailWidth), 1))
	return container.NewStack(card, uikit.Pad(12, 24, uikit.VStack(4, items...)))
}

func withBackground(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(canvas.NewRectangle(theme.Color(theme.Background)), o)
}

func filling(t *testing.T) fyne.CanvasObject {
	c := uitest.Catalog(t)
	var items []fyne.CanvasObject
	texts := []string{"灭火器数量满足：每个计算单元不少于2具，每处不多于5具", "灭火器压力正常、未超期、铭牌完整", "室内消火栓无遮挡圈占，水带水枪齐全、有水压",
		"疏散通道、安全出口畅通，未占用、堵塞、锁闭", "应急照明、疏散指示标志完好，断电能点亮"}
	values := []uikit.Answer{uikit.AnswerPass, uikit.AnswerPass, uikit.AnswerNA, uikit.AnswerFail, uikit.AnswerOpen}
	for i, text := range texts {
		bar := uikit.NewAnswerBar(c, nil)
		bar.SetAnswer(values[i])
		if i == 4 {
			bar.FocusGained()
		}
		code := uikit.NewText(fmt.Sprintf("CF-%02d", i+5), uikit.StyleCaption)
		words := uikit.VStack(0, uikit.NewParagraph(text, uikit.StyleLead, 2), uikit.NewCaption("上次（10-18）符合"))
		card := uikit.NewCardPadded(uikit.HFill(16, 1, code, words, bar), 12)
		card.SetSelected(i == 3)
		items = append(items, card)
	}
	progress := uikit.NewProgressBar()
	progress.Set(8, 2, 1, 76)
	bottom := uikit.Pad(24, 16, uikit.HFill(16, 1, uikit.NewText("已查 11 / 87", uikit.StyleBody), progress,
		uikit.NewText("符合 8", uikit.Style{Size: theme.TextBody, Token: theme.Pass})))
	suggestions := uikit.Flow(8, uikit.NewSuggestion("出口上锁，未配钥匙", nil), uikit.NewSuggestion("通道堆放杂物", nil), uikit.NewSuggestion("疏散门向内开启", nil))
	note := uikit.NewNoteEntry(c, "", 2, nil)
	note.SetText("二层东侧安全出口堆放轮椅 3 台，宽度不足 0.9 米")
	panel := uikit.Pad(18, 16, uikit.VFill(12, 4, uikit.HStack(8, uikit.NewHeading("隐患 CF-09"), uikit.NewBadge("较大", uikit.ToneWarn)),
		uikit.NewField("问题描述", note), suggestions, uikit.NewField("责任人", uikit.NewEntry()), uikit.VStack(0),
		uikit.Columns(8, uikit.NewButton("现场已整改", uikit.Secondary, nil).Large(), uikit.NewButton("下一项", uikit.Primary, nil).Hint("↓").Large())))
	panelBack := container.NewStack(canvas.NewRectangle(theme.Color(theme.Card)), panel)
	toasts := uikit.NewToastHost(uikit.SidePanel(uikit.VFill(0, 0, uikit.Pad(24, 16, uikit.VStack(8, items...)), bottom), panelBack, theme.Scaled(theme.SidePanel)))
	toasts.SetLater(new(uitest.Timers).Later)
	toasts.SayWith("已将 CF-09 记为不符合", "撤销", nil)
	return withBackground(toasts)
}

func sheet(t *testing.T, w fyne.Window) {
	name := uikit.NewEntry()
	m := uikit.ShowSheet(w.Canvas(), uikit.Sheet{Title: "退回重改", Body: uikit.VStack(16,
		uikit.NewBody("该隐患将退回“待整改”，返工次数加一。请写明复查发现的问题，整改责任人会在告知单上看到这段话。"),
		uikit.NewField("说明", name).Required()),
		Actions: []*uikit.Button{uikit.NewButton("取消", uikit.Secondary, nil), uikit.NewButton("退回", uikit.Danger, nil).Hint("Ctrl+Enter")}})
	t.Cleanup(m.Close)
}
