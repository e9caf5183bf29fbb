package hazards

import (
	"strings"

	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

func (s *screen) newBulkBar() *uikit.MarkBar {
	t, p := s.shell.T, s.presenter
	return uikit.NewMarkBar(
		uikit.NewButton(t("assign.action"), uikit.Secondary, func() { s.assign.Open(p.chosen()) }).Writes(),
		uikit.NewButton(t("hazards.bulk.assign"), uikit.Secondary, func() { p.BeginBulk(BulkAssign) }).Writes(),
		uikit.NewButton(t("hazards.bulk.extend"), uikit.Secondary, func() { p.BeginBulk(BulkExtend) }).Writes(),
		uikit.NewButton(t("common.export_marked"), uikit.Secondary, p.ExportChosen).Icon(theme.IconDownload),
		uikit.NewButton(t("common.copy_table"), uikit.Secondary, p.Copy).Hint("Ctrl C"),
		uikit.NewButton(t("common.unmark"), uikit.Quiet, func() { p.MarkAll(false) }).Hint("Esc"))
}

// showMarks shows how many rows are marked and what can be done to them.
func (s *screen) showMarks(state State) {
	if s.bulk.Show(state.Marked, s.shell.T("common.marked", "n", state.Marked)) {
		s.content.Refresh()
	}
}

// showMenu offers what can be done to the rows chosen.
func (s *screen) showMenu(_ int, at fyne.Position) {
	t, p := s.shell.T, s.presenter
	uikit.ShowMenu(s.shell.Window().Canvas(), at, []uikit.MenuItem{
		{Text: t("assign.change"), Run: func() { s.assign.Open(p.chosen()) }, Writes: true},
		{Text: t("hazards.bulk.assign"), Run: func() { p.BeginBulk(BulkAssign) }, Writes: true},
		{Text: t("hazards.bulk.extend"), Run: func() { p.BeginBulk(BulkExtend) }, Writes: true},
		{Text: t("common.copy_table"), Key: "Ctrl C", Run: p.Copy},
		{Text: t("common.export_marked"), Run: p.ExportChosen},
		{Text: t("hazards.menu.inspection"), Key: "Enter", Run: p.OpenInspection},
		{Text: t("hazards.menu.place"), Run: p.OpenPlace},
		{Text: t("hazards.menu.documents"), Key: "F8", Run: p.OpenDocuments},
	})
}

// bulkSheet asks for what an action on several hazards needs and says what became of it.
type bulkSheet struct {
	modal   *uikit.Modal
	shown   *Bulk
	result  bool
	problem *uikit.Text
	confirm *uikit.Button
	person  *uikit.Entry
	until   *uikit.DateField
	note    *uikit.NoteEntry
}

// showBulk opens, updates or closes the sheet.
func (s *screen) showBulk(bulk *Bulk) {
	if open := s.bulkSheet; open != nil && (bulk != open.shown || bulk.Finished != open.result) {
		s.bulkSheet = nil
		open.modal.Close()
	}
	if bulk == nil {
		return
	}
	if s.bulkSheet == nil {
		if bulk.Finished {
			s.bulkSheet = s.openBulkResult(bulk)
		} else {
			s.bulkSheet = s.openBulk(bulk)
		}
	}
	if f := s.bulkSheet; f.problem != nil {
		f.problem.SetText(bulk.Problem)
		f.confirm.SetEnabled(!bulk.Busy)
		f.modal.Refresh()
	}
}

func (s *screen) openBulk(bulk *Bulk) *bulkSheet {
	t := s.shell.T
	f := &bulkSheet{shown: bulk, problem: uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 3)}
	body := []fyne.CanvasObject{uikit.NewParagraph(t("hazards.bulk."+string(bulk.Kind)+".hint", "n", bulk.Count), uikit.StyleMuted, 3)}
	var first fyne.Focusable
	if bulk.Kind == BulkAssign {
		f.person = uikit.NewEntry()
		first = f.person
		body = append(body, uikit.NewField(t("hazards.copy.responsible"), f.person).Required())
	} else {
		f.until = uikit.NewDateField(s.shell.Catalog(), s.shell.Now, nil)
		f.note = uikit.NewNoteEntry(s.shell.Catalog(), "", 3, nil)
		first = f.until.Entry()
		body = append(body, uikit.NewField(t("hazards.bulk.until"), f.until).Required(), uikit.NewField(t("hazards.bulk.reason"), f.note).Required())
	}
	f.confirm = uikit.NewButton(t("common.confirm"), uikit.Primary, func() { s.presenter.Bulk(f.input()) }).Writes()
	if f.person != nil {
		f.person.OnSubmitted = func(string) { s.presenter.Bulk(f.input()) }
	}
	f.modal = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t("hazards.bulk." + string(bulk.Kind)), Width: 480, Focus: first,
		Body: uikit.VStack(theme.Space12, append(body, f.problem)...), OnClose: s.bulkClosed,
		Actions: []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, func() { f.modal.Close() }), f.confirm}})
	return f
}

func (f *bulkSheet) input() BulkInput {
	var in BulkInput
	if f.person != nil {
		in.Responsible = f.person.Text
	}
	if f.until != nil {
		in.Until, in.Note = f.until.Day(), f.note.Text()
	}
	return in
}

func (s *screen) openBulkResult(bulk *Bulk) *bulkSheet {
	t := s.shell.T
	f := &bulkSheet{shown: bulk, result: true}
	failed := uikit.NewParagraph(strings.Join(bulk.Failed, "\n"), uikit.StyleBody, 0)
	f.modal = uikit.ShowSheet(s.shell.Window().Canvas(), uikit.Sheet{Title: t("hazards.bulk." + string(bulk.Kind)), Width: 560, OnClose: s.bulkClosed,
		Body:    uikit.VStack(theme.Space12, uikit.NewBody(t("hazards.bulk.result", "done", bulk.Done, "failed", len(bulk.Failed))), failed),
		Actions: []*uikit.Button{uikit.NewButton(t("common.ok"), uikit.Primary, func() { f.modal.Close() })}})
	return f
}

// bulkClosed is told when the sheet went away by itself.
func (s *screen) bulkClosed() {
	if s.bulkSheet != nil {
		s.bulkSheet = nil
		s.presenter.EndBulk()
	}
}
