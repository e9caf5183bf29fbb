package settings

import (
	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// planCard holds how often the places of each kind are inspected.
type planCard struct {
	choices map[inspection.PlanLine]*uikit.SelectField
	since   *uikit.DateField
	from    fyne.CanvasObject
	problem *uikit.Text
	showing bool // what is shown is set from the state, not by the person
}

func (v *view) newPlanCard() fyne.CanvasObject {
	t := v.shell.T
	c := &planCard{choices: map[inspection.PlanLine]*uikit.SelectField{}}
	v.plan = c
	var kinds, subKinds []fyne.CanvasObject
	for _, of := range planned() {
		c.choices[of] = uikit.NewSelectField(t("common.choose"), nil, func(o uikit.Option) {
			if !c.showing {
				v.presenter.SetPlan(of.PlaceKind, of.SubKind, o.ID)
			}
		})
		if of.SubKind == "" {
			kinds = append(kinds, uikit.NewField(t("kind."+string(of.PlaceKind)), c.choices[of]))
		} else {
			subKinds = append(subKinds, uikit.NewField(t("subkind."+string(of.SubKind)), c.choices[of]))
		}
	}
	c.since = uikit.NewDateField(v.shell.Catalog(), v.shell.Now, func(day string) {
		if !c.showing {
			v.presenter.SetPlanSince(inspection.Day(day))
		}
	})
	from := uikit.NewField(t("settings.plan.since"), c.since).Hint(t("settings.plan.since.hint"))
	c.from = from
	c.problem = uikit.NewParagraph("", uikit.Style{Size: theme.TextBody, Token: theme.Fail}, 0)
	parts := rowsOf(2, kinds)
	parts = append(parts, uikit.NewText(t("settings.plan.subkinds"), uikit.StyleStrong))
	parts = append(parts, rowsOf(2, subKinds)...)
	parts = append(parts, c.from, c.problem, uikit.NewParagraph(t("settings.plan.source"), uikit.StyleCaption, 0))
	return card(t("settings.plan"), parts...)
}

// rowsOf lays fields out side by side, so many in a row; the last row is filled up so that all are equally wide.
func rowsOf(columns int, fields []fyne.CanvasObject) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for at := 0; at < len(fields); at += columns {
		row := append([]fyne.CanvasObject{}, fields[at:min(at+columns, len(fields))]...)
		for len(row) < columns {
			row = append(row, uikit.NewText("", uikit.StyleBody))
		}
		rows = append(rows, uikit.FormRow(row...))
	}
	return rows
}

// show brings the card in line with the state.
func (c *planCard) show(s State) {
	c.showing = true
	for _, choice := range s.Plan {
		options := make([]uikit.Option, len(choice.Options))
		for i, option := range choice.Options {
			options[i] = uikit.Option{ID: option.ID, Text: option.Text}
		}
		field := c.choices[inspection.PlanLine{PlaceKind: choice.PlaceKind, SubKind: choice.SubKind}]
		field.SetOptions(options)
		field.SetSelectedID(choice.Chosen)
	}
	if c.since.Day() != string(s.PlanSince) {
		c.since.SetDay(string(s.PlanSince))
	}
	c.showing = false
	visible(c.from, s.PlanSince != "")
	c.problem.SetText(s.PlanProblem)
	visible(c.problem, s.PlanProblem != "")
}
