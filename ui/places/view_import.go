package places

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// AskImport implements View.
func (v *view) AskImport(r Result) {
	t := v.shell.T
	var sheet *uikit.Modal
	sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: t("places.import.ask", "wrong", r.Wrong),
		Width: 860, Height: 400, Body: v.resultBody(t("places.import.ask.text", "file", filepath.Base(r.File), "good", r.Good), r),
		Actions: []*uikit.Button{
			uikit.NewButton(t("places.import.ask.none"), uikit.Secondary, func() { sheet.Close() }),
			uikit.NewButton(t("places.import.ask.good", "good", r.Good), uikit.Primary, func() { sheet.Close(); r.Confirm() }),
		}})
}

// ShowResult implements View.
func (v *view) ShowResult(r Result) {
	t := v.shell.T
	title := t("places.import.done")
	if r.Created+r.Updated+r.Unchanged == 0 {
		title = t("places.import.nothing_done")
	}
	summary := t("places.import.summary", "file", filepath.Base(r.File), "created", r.Created, "updated", r.Updated,
		"unchanged", r.Unchanged, "wrong", r.Wrong)
	var sheet *uikit.Modal
	sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: title, Width: 860, Height: 400,
		Body:    v.resultBody(summary, r),
		Actions: []*uikit.Button{uikit.NewButton(t("common.ok"), uikit.Primary, func() { sheet.Close() })}})
}

// resultBody is a summary over the table of all lines.
func (v *view) resultBody(summary string, r Result) fyne.CanvasObject {
	t := v.shell.T
	if r.Skipped > 0 {
		summary += t("places.import.skipped", "n", r.Skipped)
	}
	if r.Unknown != "" {
		summary += t("places.import.unknown", "columns", r.Unknown)
	}
	badges := map[Outcome]uikit.Cell{
		Created: {Text: t("places.import.created"), Badge: true, Tone: uikit.TonePass},
		Updated: {Text: t("places.import.updated"), Badge: true, Tone: uikit.TonePrimary},
		Wrong:   {Text: t("places.import.wrong"), Badge: true, Tone: uikit.ToneFail},
	}
	table := uikit.NewTable([]uikit.Column[Line]{
		{Width: 92, Cell: func(l Line) uikit.Cell { return badges[l.Outcome] }},
		{Title: t("places.import.where"), Width: 120, Flex: 2, Text: func(l Line) string { return l.Where }},
		{Title: t("places.import.what"), Width: 160, Flex: 3, Text: func(l Line) string { return l.What }},
	})
	table.SetRowHeight(44)
	table.SetEmpty(uikit.NewPaddedCaption(t("places.import.no_lines")))
	table.SetRows(r.Lines)
	// The line that is selected is shown in full below the table, since long reasons do not fit a row.
	full := uikit.NewParagraph("", uikit.StyleMuted, 3)
	table.OnSelected = func(_ int, l Line) { full.SetText(l.Where + "\n" + l.What) }
	return uikit.VFill(theme.Space12, 1, uikit.NewBody(summary), uikit.NewCardPadded(table, 1), full)
}

// AskOverwrite implements View.
func (v *view) AskOverwrite(path string, yes func()) {
	t := v.shell.T
	uikit.Confirm(v.shell.Window().Canvas(), t("places.overwrite"), t("places.overwrite.text", "path", path),
		t("places.overwrite.yes"), t("common.cancel"), true, yes)
}
