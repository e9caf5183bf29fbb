package inspecting

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// hazardForm describes the hazard of a failed item.
type hazardForm struct {
	screen      *screen
	content     *fyne.Container
	description *uikit.Entry
	phrases     *fyne.Container
	grades      *fyne.Container
	severity    *uikit.ToggleGroup
	suspected   *uikit.Chip
	photos      *photoBox
	assist      *assistBox
	repeats     *repeatBox
	due         *uikit.DateField
	dueField    *uikit.Field
	responsible *uikit.Entry
	remedy      *uikit.Entry
	standard    *uikit.Entry
	notFixable  *uikit.Text
	closed      *uikit.Text

	shown  HazardPanel
	locked bool
	major  bool
	made   bool
}

func newHazardForm(s *screen) *hazardForm {
	t, p := s.shell.T, s.presenter
	f := &hazardForm{screen: s, phrases: uikit.VStack(theme.Space4 + 2), grades: uikit.HStack(theme.Space8),
		notFixable: uikit.NewParagraph("", uikit.StyleCaption, 0), closed: uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Bold: true, Token: theme.Pass}, 0)}
	f.photos, f.assist, f.repeats = newPhotoBox(s), newAssistBox(s), newRepeatBox(s)
	f.description = newLines(s, 2, t("inspecting.description_hint"), p.Describe)
	f.suspected = uikit.NewChip(t("severity.suspected_major"), -1, func() { p.SetSuspected(!f.shown.Suspected) })
	f.due = uikit.NewDateField(s.shell.Catalog(), func() time.Time { return stamp(p.Service.Now()) }, f.dueChanged)
	f.dueField = uikit.NewField(t("term.due"), f.due)
	check := f.due.Entry().OnChanged
	f.due.Entry().OnChanged = func(text string) {
		check(text)
		f.dueField.SetError(f.due.Problem())
	}
	f.responsible = newLine(s, t("inspecting.responsible_hint"), p.SetResponsible)
	f.remedy = newLines(s, 2, "", p.SetRemedy)
	f.standard = newLines(s, 2, "", p.SetStandard)
	// What every hazard must have comes first, so that it is seen without scrolling on a small screen.
	f.content = uikit.VStack(theme.Space12, f.closed,
		uikit.VStack(theme.Space8, uikit.NewField(t("inspecting.description"), f.description).Required(), f.phrases),
		f.assist.content, uikit.NewField(t("term.severity"), f.grades), f.dueField, uikit.NewField(t("term.responsible"), f.responsible),
		f.photos.content, f.notFixable, f.repeats.content,
		uikit.NewField(t("inspecting.remedy"), f.remedy), uikit.NewField(t("inspecting.standard"), f.standard))
	return f
}

// dueChanged ignores an emptied field: every hazard has a deadline.
func (f *hazardForm) dueChanged(day string) {
	if day != "" {
		f.screen.presenter.SetDue(day)
	}
}

func (f *hazardForm) render(panel Panel, other bool) {
	show(f.content, panel.Kind == PanelHazard)
	if panel.Kind != PanelHazard {
		return
	}
	h := panel.Hazard
	if other || f.locked != panel.Locked || !slices.Equal(f.shown.Findings, h.Findings) {
		f.makePhrases(h.Findings, panel.Locked)
	}
	f.makeGrades(h.MajorPossible)
	f.shown, f.locked = h, panel.Locked
	write(f.description, h.Description)
	write(f.responsible, h.Responsible)
	write(f.remedy, h.Remedy)
	write(f.standard, h.Standard)
	f.severity.SetSelected(string(h.Severity))
	f.suspected.SetSelected(h.Suspected)
	f.photos.render(h.Photos)
	f.assist.render(h.Assist, panel.Locked)
	f.repeats.render(h.Repeats)
	f.closed.SetText(h.Closed)
	show(f.closed, h.Closed != "")
	f.notFixable.SetText(h.NotFixable)
	show(f.notFixable, !panel.Locked && h.NotFixable != "")
	f.renderDue(h, other)
	f.enable(!panel.Locked)
}

func (f *hazardForm) renderDue(h HazardPanel, other bool) {
	if other {
		f.due.SetRange(string(h.Found), string(h.Found.Add(inspection.MaxDeadlineDays)))
		f.dueField.SetError("")
	}
	if other || f.due.Day() != "" && f.due.Day() != string(h.Due) {
		f.due.SetDay(string(h.Due))
	}
	hint := f.screen.shell.T("inspecting.due_rule", "rule", h.DueRule)
	if h.Moved {
		hint = f.screen.shell.T("inspecting.due_moved", "rule", h.DueRule)
	}
	if f.due.Problem() == "" {
		f.dueField.SetError(h.DueProblem)
	}
	f.dueField.Hint(hint)
}

func (f *hazardForm) makePhrases(findings []string, locked bool) {
	f.phrases.RemoveAll()
	if !locked {
		for i, finding := range findings {
			f.phrases.Add(uikit.NewPhrase(finding, func() {
				f.screen.presenter.TakeFinding(i)
				f.screen.Focus(TargetDescription)
			}))
		}
	}
	show(f.phrases, len(f.phrases.Objects) > 0)
}

// makeGrades offers 重大 only where it may be judged here; elsewhere a grave finding is marked 疑似重大.
func (f *hazardForm) makeGrades(major bool) {
	if f.made && f.major == major {
		return
	}
	f.made, f.major = true, major
	var options []uikit.Option
	for _, severity := range inspection.Severities() {
		if severity != inspection.SeverityMajor || major {
			options = append(options, uikit.Option{ID: string(severity), Text: f.screen.shell.T("severity." + string(severity))})
		}
	}
	f.severity = uikit.NewToggleGroup(options, func(id string) {
		f.severity.SetSelected(string(f.shown.Severity)) // until the presenter says otherwise: 重大 asks first
		f.screen.presenter.SetSeverity(inspection.Severity(id))
	})
	f.grades.Objects = []fyne.CanvasObject{f.severity}
	if !major {
		f.grades.Objects = append(f.grades.Objects, f.suspected)
	}
	f.grades.Refresh()
}

func (f *hazardForm) enable(on bool) {
	for _, e := range []*uikit.Entry{f.description, f.responsible, f.remedy, f.standard, f.due.Entry()} {
		enable(e, on)
	}
	if on {
		f.severity.Enable()
		f.suspected.Enable()
	} else {
		f.severity.Disable()
		f.suspected.Disable()
	}
}

func sameHazard(a, b HazardPanel) bool {
	return a.ID == b.ID && a.No == b.No && a.Status == b.Status && a.Repeat == b.Repeat && a.Description == b.Description &&
		a.Severity == b.Severity && a.SeverityText == b.SeverityText && a.MajorPossible == b.MajorPossible && a.Suspected == b.Suspected &&
		a.Due == b.Due && a.Found == b.Found && a.DueRule == b.DueRule && a.Moved == b.Moved &&
		a.DueProblem == b.DueProblem && a.Responsible == b.Responsible && a.Standard == b.Standard && a.Remedy == b.Remedy &&
		slices.Equal(a.Repeats, b.Repeats) && a.Assist.same(b.Assist) && a.Photos.same(b.Photos) && a.NotFixable == b.NotFixable &&
		a.Closed == b.Closed && a.Item == b.Item && a.InSheet == b.InSheet
}
