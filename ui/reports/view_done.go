package reports

import (
	"path/filepath"
	"strconv"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// showDone shows the workbook written last, above the counts, where the eye returns to after the progress has closed.
func (s *screen) showDone() {
	if s.state.Done == s.shownDone {
		return
	}
	s.shownDone = s.state.Done
	if s.shownDone == nil {
		s.done.Hide()
		s.right.Refresh()
		return
	}
	d, t := *s.shownDone, s.shell.T
	rows := 0
	var sheets []string
	for i, sheet := range d.Sheets {
		rows += sheet.Rows
		if ends := i == 0 || i == len(d.Sheets)-1; ends && sheet.Rows == 0 {
			sheets = append(sheets, sheet.Name) // the summary and the notes have no rows to count
			continue
		}
		sheets = append(sheets, t("reports.part", "name", sheet.Name, "n", grouped(sheet.Rows)))
	}
	open := uikit.NewButton(t("common.open_file"), uikit.Secondary, s.presenter.OpenFile).Icon(theme.IconFile)
	folder := uikit.NewButton(t("common.open_folder"), uikit.Secondary, s.presenter.OpenFolder).Icon(theme.IconFolder)
	head := uikit.HFill(theme.Space8, 1, uikit.NewBadge(t("reports.done"), uikit.TonePass),
		uikit.NewCaption(t("reports.done.text", "sheets", len(d.Sheets), "rows", grouped(rows), "size", size(d.Size))))
	s.done.SetContent(uikit.VStack(theme.Space8, head, uikit.NewParagraph(filepath.Base(d.Path), uikit.StyleStrong, 2),
		uikit.NewParagraph(joined(sheets), uikit.StyleMuted, 0), uikit.NewParagraph(s.issueText(d), uikit.StyleMuted, 0), uikit.Flow(theme.Space8, open, folder)))
	s.done.Show()
	s.right.Refresh()
	s.shell.Window().Canvas().Focus(open)
}

// issueText says the number of the issue and what changed since the one before.
func (s *screen) issueText(d Summary) string {
	text := s.shell.T("reports.issue.none")
	switch {
	case d.RecordProblem != nil:
		text = s.shell.ErrorText(d.RecordProblem)
	case d.No != "":
		text = s.shell.T("reports.issue.no", "no", d.No)
	}
	if d.Before != "" {
		text += s.shell.T("reports.issue.changed", "no", d.Before, "text", d.Changed)
	}
	return text
}

// size writes a number of bytes as people read it.
func size(bytes int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	if bytes < mega {
		return strconv.FormatInt(max((bytes+kilo-1)/kilo, 1), 10) + " KB"
	}
	return strconv.FormatFloat(float64(bytes)/mega, 'f', 1, 64) + " MB"
}
