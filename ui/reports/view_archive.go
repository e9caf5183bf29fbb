package reports

import (
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// The parts of the page, by id.
const (
	tabDepartment = "department"
	tabCustom     = "custom"
	tabIssued     = "issued"
)

// dayWidth is the width of a day with its buttons.
const dayWidth = 196

// archive shows the custom reports and the reports that were made.
type archive struct {
	screen    *screen
	presenter *ArchivePresenter
	state     ArchiveState

	custom   *uikit.Table[inspection.CustomReport]
	issued   *uikit.Table[inspection.ReportIssue]
	from, to *uikit.DateField
	run      []*uikit.Button // need a chosen report
	again    *uikit.Button
	list     *uikit.Button // exports the list
	editor   *editorView
	content  map[string]fyne.CanvasObject
}

func newArchive(s *screen, exporter Exporter) *archive {
	a := &archive{screen: s, presenter: NewArchivePresenter(s.shell, exporter), content: map[string]fyne.CanvasObject{}}
	a.presenter.Attach(a)
	a.buildCustom()
	a.buildIssued()
	return a
}

func (a *archive) t(key string, args ...any) string { return a.screen.shell.T(key, args...) }

func (a *archive) buildCustom() {
	titles := func(r inspection.CustomReport) string {
		e := NewEditor(r, a.presenter.archive.TableColumns)
		names := make([]string, len(r.Columns))
		for i, id := range r.Columns {
			names[i] = e.Column(id).Title
		}
		return strings.Join(names, "、")
	}
	a.custom = uikit.NewTable([]uikit.Column[inspection.CustomReport]{
		{Title: a.t("reports.custom.name"), Width: 180, Flex: 1, Text: func(r inspection.CustomReport) string { return r.Name }},
		{Title: a.t("reports.custom.table"), Width: 110, Text: func(r inspection.CustomReport) string { return a.t("reports.table." + string(r.Table)) }},
		{Title: a.t("reports.custom.columns"), Width: 240, Flex: 2, Text: titles},
		{Title: a.t("reports.custom.filters"), Width: 64, Align: fyne.TextAlignCenter, Text: func(r inspection.CustomReport) string { return grouped(len(r.Filters)) }},
		{Title: a.t("reports.custom.group"), Width: 100, Text: func(r inspection.CustomReport) string {
			if r.Group == "" {
				return "—"
			}
			return NewEditor(r, a.presenter.archive.TableColumns).Column(r.Group).Title
		}},
	})
	a.custom.OnSelected = func(int, inspection.CustomReport) { a.enable() }
	a.custom.OnActivated = func(i int, _ inspection.CustomReport) { a.edit(i) }
	add := uikit.NewButton(a.t("reports.custom.add"), uikit.Primary, func() { a.edit(-1) }).Writes().Icon(theme.IconPlus).Hint("F2")
	first := uikit.NewButton(a.t("reports.custom.add"), uikit.Primary, func() { a.edit(-1) }).Writes().Icon(theme.IconPlus)
	a.custom.SetEmpty(uikit.NewEmptyState(theme.IconReport, a.t("reports.custom.none"), first))
	change := uikit.NewButton(a.t("reports.custom.change"), uikit.Secondary, func() { a.edit(a.custom.Selected()) }).Writes()
	remove := uikit.NewButton(a.t("reports.custom.remove"), uikit.Quiet, a.remove).Writes()
	excel := uikit.NewButton(a.t("reports.custom.excel"), uikit.Secondary, func() { a.export(extension) }).Icon(theme.IconDownload)
	csv := uikit.NewButton(a.t("reports.custom.csv"), uikit.Secondary, func() { a.export(".csv") })
	a.run = []*uikit.Button{change, remove, excel, csv}
	a.from = uikit.NewDateField(a.screen.shell.Catalog(), a.screen.shell.Now, func(string) { a.enable() })
	a.to = uikit.NewDateField(a.screen.shell.Catalog(), a.screen.shell.Now, func(string) { a.enable() })
	days := spanOf(ThisMonth, inspection.DayOf(a.screen.shell.Now()))
	a.from.SetDay(string(days.from))
	a.to.SetDay(string(days.to))
	period := uikit.HStack(theme.Space8, uikit.NewText(a.t("reports.period"), uikit.StyleBody), uikit.FixedWidth(dayWidth, a.from),
		uikit.NewText("—", uikit.StyleBody), uikit.FixedWidth(dayWidth, a.to), excel, csv)
	head := uikit.HFill(theme.Space8, 0, period, remove, change, add)
	personal := uikit.HStack(theme.Space8, uikit.NewText(a.t("reports.personal"), uikit.StyleBody), a.screen.personalChoice(a.presenter.ChoosePersonal))
	a.content[tabCustom] = uikit.VFill(theme.Space12, 2, head, personal, uikit.NewCardPadded(a.custom, 1))
}

func (a *archive) buildIssued() {
	a.issued = uikit.NewTable([]uikit.Column[inspection.ReportIssue]{
		{Title: a.t("reports.issued.no"), Width: 170, Text: func(r inspection.ReportIssue) string { return r.No }},
		{Title: a.t("reports.issued.report"), Width: 120, Flex: 1, Text: func(r inspection.ReportIssue) string { return r.Name }},
		{Title: a.t("reports.period"), Width: 190, Text: func(r inspection.ReportIssue) string { return string(r.From) + "—" + string(r.To) }},
		{Title: a.t("reports.issued.rows"), Width: 70, Align: fyne.TextAlignTrailing, Text: func(r inspection.ReportIssue) string {
			return grouped(r.Rows + r.Inspections + r.Answers + r.Hazards)
		}},
		{Title: a.t("reports.issued.digest"), Width: 110, Text: func(r inspection.ReportIssue) string { return r.SHA256[:min(12, len(r.SHA256))] }},
		{Title: a.t("reports.issued.time"), Width: 140, Text: func(r inspection.ReportIssue) string { return local(r.Issued) }},
		{Title: a.t("reports.issued.by"), Width: 80, Text: func(r inspection.ReportIssue) string { return r.IssuedBy }},
		{Title: a.t("reports.name"), Width: 160, Flex: 1, Text: func(r inspection.ReportIssue) string { return r.File }},
	})
	a.issued.OnSelected = func(int, inspection.ReportIssue) { a.enable() }
	a.issued.OnActivated = func(int, inspection.ReportIssue) { a.reissue() }
	a.issued.SetEmpty(uikit.NewEmptyState(theme.IconReport, a.t("reports.issued.none"), nil))
	a.again = uikit.NewButton(a.t("reports.issued.again"), uikit.Secondary, a.reissue).Icon(theme.IconDownload)
	a.list = uikit.NewButton(a.t("common.export_list"), uikit.Secondary, func() {
		headers, rows := a.issued.Plain()
		a.screen.shell.ExportList(a.t("reports.tab.issued"), headers, rows)
	}).Icon(theme.IconDownload)
	head := uikit.HFill(theme.Space8, 0, uikit.NewParagraph(a.t("reports.issued.text"), uikit.StyleMuted, 0), a.list, a.again)
	a.content[tabIssued] = uikit.VFill(theme.Space12, 1, head, uikit.NewCardPadded(a.issued, 1))
}

func local(t time.Time) string { return t.In(inspection.Zone).Format("2006-01-02 15:04") }

// RenderArchive implements ArchiveView.
func (a *archive) RenderArchive(state ArchiveState) {
	a.state = state
	a.custom.SetRows(state.Reports)
	a.issued.SetRows(state.Issues)
	a.list.SetEnabled(len(state.Issues) > 0)
	if a.custom.Selected() >= len(state.Reports) {
		a.custom.Select(len(state.Reports) - 1)
	}
	if a.custom.Selected() < 0 && len(state.Reports) > 0 {
		a.custom.Select(0)
	}
	a.enable()
	if !state.Working && a.screen.progress != nil && !a.screen.state.Exporting {
		a.screen.progress.Done()
		a.screen.progress = nil
	}
	if state.Problem != "" {
		a.screen.shell.Toast(state.Problem)
	}
}

// enable switches the buttons that need a chosen line.
func (a *archive) enable() {
	chosen := a.custom.Selected() >= 0 && a.custom.Selected() < len(a.state.Reports)
	for i, button := range a.run {
		_, right := a.days()
		button.SetEnabled(chosen && !a.state.Working && (i < 2 || right))
	}
	issue := a.issued.Selected()
	a.again.SetEnabled(issue >= 0 && issue < len(a.state.Issues) && !a.state.Working)
}

// days reads the period; right reports whether it is one.
func (a *archive) days() (s span, right bool) {
	if a.from == nil || a.to == nil {
		return s, false
	}
	from, to := written(a.from), written(a.to)
	_, wrongFrom := inspection.ParseDay(from)
	_, wrongTo := inspection.ParseDay(to)
	return span{inspection.Day(from), inspection.Day(to)}, wrongFrom == nil && wrongTo == nil && from <= to
}

// Follow implements ArchiveView.
func (a *archive) Follow(handle task.Handle) { a.screen.Follow(handle) }

// AskReplace implements ArchiveView.
func (a *archive) AskReplace(path string, yes func()) {
	text := a.t("reports.exists", "name", filepath.Base(path), "folder", filepath.Dir(path))
	uikit.Confirm(a.screen.shell.Window().Canvas(), a.t("reports.exists_title"), text, a.t("reports.replace"), a.t("common.cancel"), true, yes)
}

func (a *archive) export(extension string) {
	days, right := a.days()
	i := a.custom.Selected()
	if !right || i < 0 || i >= len(a.state.Reports) {
		return
	}
	a.ask(a.state.Reports[i], days, extension)
}

// ask asks where the file goes.
func (a *archive) ask(report inspection.CustomReport, days span, extension string) {
	a.screen.shell.Files().SaveFile(a.presenter.FileName(report, days, extension), func(path string) {
		if filepath.Ext(path) == "" {
			path += extension
		}
		a.presenter.Export(report, days, path)
	})
}

func (a *archive) remove() {
	i := a.custom.Selected()
	if i < 0 || i >= len(a.state.Reports) {
		return
	}
	uikit.Confirm(a.screen.shell.Window().Canvas(), a.t("reports.custom.remove"), a.t("reports.custom.remove_text", "name", a.state.Reports[i].Name),
		a.t("reports.custom.remove"), a.t("common.cancel"), true, func() { a.presenter.Remove(i) })
}

// reissue makes the chosen issue again.
func (a *archive) reissue() {
	i := a.issued.Selected()
	if i < 0 || i >= len(a.state.Issues) {
		return
	}
	issue := a.state.Issues[i]
	if issue.CustomID == "" {
		a.screen.showTab(tabDepartment)
		a.screen.presenter.Reissue(issue)
		return
	}
	report, there := a.presenter.Find(issue.CustomID)
	if !there {
		a.screen.shell.Toast(a.t("reports.issued.gone", "name", issue.Name))
		return
	}
	kind := extension
	if strings.EqualFold(filepath.Ext(issue.File), ".csv") {
		kind = ".csv"
	}
	a.ask(report, span{issue.From, issue.To}, kind)
}

// handleKey takes the keys of the custom reports: F2 begins one, Ctrl+Enter exports the chosen one, and the others move in the
// list while nothing else has the keyboard.
func (a *archive) handleKey(key nav.Key) bool {
	switch {
	case key == nav.KeyF2 && !uikit.WritingLocked():
		a.edit(-1)
	case key == nav.Ctrl(nav.KeyEnter):
		a.export(extension)
	default:
		return a.custom.HandleKey(key)
	}
	return true
}

func (a *archive) edit(i int) { a.editor = openEditor(a, a.presenter.Edit(i)) }

// Saved implements ArchiveView.
func (a *archive) Saved() {
	if a.editor != nil {
		a.editor.modal.Close()
		a.editor = nil
	}
}
