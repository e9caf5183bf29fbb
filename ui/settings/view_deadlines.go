package settings

import (
	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// deadlineCard holds by when hazards must be put right, and of which years the holidays are known.
type deadlineCard struct {
	rules          map[inspection.Severity]*uikit.SelectField
	problem        *uikit.Text
	years          *uikit.Text
	missing        fyne.CanvasObject
	missingText    *uikit.Text
	holidayProblem *uikit.Text
	showing        bool // what is shown is set from the state, not by the person
}

func (v *view) newDeadlineCard() fyne.CanvasObject {
	t := v.shell.T
	c := &deadlineCard{rules: map[inspection.Severity]*uikit.SelectField{}}
	v.deadlines = c
	var fields []fyne.CanvasObject
	for _, severity := range inspection.Severities() {
		c.rules[severity] = uikit.NewSelectField(t("common.choose"), nil, func(o uikit.Option) {
			if !c.showing {
				v.presenter.SetDeadline(severity, o.ID)
			}
		})
		uikit.Writing(c.rules[severity])
		fields = append(fields, uikit.NewField(t("severity."+string(severity)), c.rules[severity]))
	}
	failed := uikit.Style{Size: theme.TextBody, Token: theme.Fail}
	c.problem, c.holidayProblem = uikit.NewParagraph("", failed, 0), uikit.NewParagraph("", failed, 0)
	c.years = uikit.NewParagraph("", uikit.StyleBody, 0)
	c.missingText = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Warn}, 0)
	c.missing = uikit.HFill(theme.Space8, 1, uikit.NewIcon(theme.IconWarning, theme.Warn, 18), c.missingText)
	load := uikit.NewButton(t("settings.holidays.import"), uikit.Secondary, func() {
		v.shell.Files().OpenFile([]string{".json"}, v.presenter.ImportHolidays)
	}).Writes().Icon(theme.IconFolder)
	return card(t("settings.deadlines"), uikit.FormRow(fields...), c.problem, uikit.NewParagraph(t("settings.deadlines.source"), uikit.StyleCaption, 0),
		uikit.NewText(t("settings.holidays"), uikit.StyleStrong), c.years, c.missing,
		uikit.NewParagraph(t("settings.holidays.rule"), uikit.StyleCaption, 0), c.holidayProblem, uikit.HStack(theme.Space8, load))
}

// show brings the card in line with the state.
func (c *deadlineCard) show(s State) {
	c.showing = true
	for _, choice := range s.Deadlines {
		options := make([]uikit.Option, len(choice.Options))
		for i, option := range choice.Options {
			options[i] = uikit.Option{ID: option.ID, Text: option.Text}
		}
		c.rules[choice.Severity].SetOptions(options)
		c.rules[choice.Severity].SetSelectedID(choice.Chosen)
	}
	c.showing = false
	for text, words := range map[*uikit.Text]string{c.problem: s.DeadlineProblem, c.holidayProblem: s.HolidayProblem} {
		text.SetText(words)
		visible(text, words != "")
	}
	c.years.SetText(s.Years)
	c.missingText.SetText(s.MissingYear)
	visible(c.missing, s.MissingYear != "")
}

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
