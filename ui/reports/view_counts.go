package reports

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// showCounts shows what the workbook would hold; it builds anew only when that changed.
func (s *screen) showCounts() {
	state := s.state
	counted := fmt.Sprint(state.Counting, state.CountProblem, state.Days == "")
	if state.Counts == s.shownCounts && counted == s.counted {
		return
	}
	s.shownCounts, s.counted = state.Counts, counted
	t := s.shell.T
	busy := uikit.NewCaption("")
	if state.Counting {
		busy.SetText(t("reports.counting"))
	}
	parts := []fyne.CanvasObject{uikit.HFill(theme.Space8, 1, uikit.NewHeading(t("reports.counts")), container.NewStack(), busy)}
	switch {
	case state.CountProblem != "":
		parts = append(parts, uikit.NewParagraph(state.CountProblem, uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0),
			uikit.HStack(0, uikit.NewButton(t("common.retry"), uikit.Secondary, s.presenter.Refresh)))
	case state.Days == "":
		parts = append(parts, uikit.NewParagraph(t("reports.counts.days"), uikit.StyleMuted, 0))
	case state.Counts != nil:
		parts = append(parts, s.blocks(*state.Counts)...)
	}
	s.counts.SetContent(uikit.VStack(theme.Space12, parts...))
	s.right.Refresh()
}

func (s *screen) blocks(c Counts) []fyne.CanvasObject {
	t := s.shell.T
	var parts []fyne.CanvasObject
	if c.Empty() {
		parts = append(parts, uikit.NewParagraph(t("reports.none"), uikit.StyleBody, 0))
	}
	bar := uikit.NewProgressBar()
	bar.Set(c.Pass, c.Fail, c.NA, c.Value)
	parts = append(parts,
		block(t("reports.count.inspections"), c.Inspections, uikit.ToneInk, uikit.NewParagraph(t("reports.count.inspections.text", "places", c.Places), uikit.StyleMuted, 0)),
		rule(),
		block(t("reports.count.items"), c.Items(), uikit.ToneInk, bar, s.sum([]part{{"answer.pass", c.Pass}, {"answer.fail", c.Fail}, {"answer.na", c.NA}, {"reports.value", c.Value}}, 3)),
		rule(),
		block(t("reports.count.hazards"), c.Hazards, uikit.ToneInk,
			s.sum([]part{{"severity.general", c.General}, {"severity.serious", c.Serious}, {"severity.suspected_major", c.Suspected}, {"severity.major", c.Major}}, 2),
			s.sum([]part{{"hazard.status.open", c.Awaiting}, {"hazard.status.submitted", c.Submitted}, {"hazard.status.closed", c.Closed},
				{"hazard.status.shelved", c.Shelved}, {"hazard.status.transferred", c.Transferred}}, 3)),
		rule(),
		block(t("reports.count.overdue"), c.Overdue, overdueTone(c.Overdue), uikit.NewParagraph(t("reports.count.overdue.text"), uikit.StyleMuted, 0)))
	return append(parts, s.leftOut(c)...)
}

func overdueTone(n int) uikit.Tone {
	if n > 0 {
		return uikit.ToneFail
	}
	return uikit.ToneInk
}

// part is one part of a sum, named by a translation key.
type part struct {
	key string
	n   int
}

// sum names the parts: the first always ones also where they are 0, the others only if there are some.
func (s *screen) sum(parts []part, always int) fyne.CanvasObject {
	var texts []string
	for i, p := range parts {
		if i < always || p.n > 0 {
			texts = append(texts, s.shell.T("reports.part", "name", s.shell.T(p.key), "n", grouped(p.n)))
		}
	}
	return uikit.NewParagraph(joined(texts), uikit.StyleMuted, 0)
}

func (s *screen) leftOut(c Counts) []fyne.CanvasObject {
	var lines []fyne.CanvasObject
	if c.Drafts > 0 {
		lines = append(lines, uikit.NewParagraph(s.shell.T("reports.left_out.drafts", "n", grouped(c.Drafts)), uikit.StyleMuted, 0))
	}
	if c.Void > 0 {
		lines = append(lines, uikit.NewParagraph(s.shell.T("reports.left_out.void", "n", grouped(c.Void)), uikit.StyleMuted, 0))
	}
	if len(lines) == 0 {
		return nil
	}
	return []fyne.CanvasObject{rule(), uikit.VStack(theme.Space4, append([]fyne.CanvasObject{uikit.NewText(s.shell.T("reports.left_out"), uikit.StyleStrong)}, lines...)...)}
}

// block is a figure with its name beside it and what it is made of below.
func block(label string, n int, tone uikit.Tone, below ...fyne.CanvasObject) fyne.CanvasObject {
	figure := uikit.NewText(grouped(n), uikit.Style{Size: theme.TextTitle + 4, Bold: true, Token: tone.Text()})
	head := uikit.HFill(theme.Space8, 0, uikit.NewText(label, uikit.StyleBody), figure)
	return uikit.VStack(theme.Space4, append([]fyne.CanvasObject{head}, below...)...)
}

func rule() fyne.CanvasObject {
	line := canvas.NewRectangle(theme.Color(theme.Line))
	line.SetMinSize(fyne.NewSize(0, theme.Hairline))
	return line
}

// grouped writes a number with a comma every three digits: 12,345.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
