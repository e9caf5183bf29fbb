package settings

import (
	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/uikit"
)

// editor is the form for one inspector.
type editor struct {
	sheet  *uikit.Modal
	fields map[string]*uikit.Field
}

// EditInspector implements View.
func (v *view) EditInspector(inspector inspection.Inspector) {
	t := v.shell.T
	name, certificate := uikit.NewEntry(), uikit.NewEntry()
	name.SetText(inspector.Name)
	certificate.SetText(inspector.Certificate)
	var options []uikit.Option
	for _, d := range v.shell.Departments() {
		options = append(options, uikit.Option{ID: string(d.ID), Text: d.Name})
	}
	department := uikit.NewSelectField(t("common.choose"), options, nil)
	department.SetSelectedID(string(inspector.Department))
	active := uikit.NewToggleGroup([]uikit.Option{{ID: "active", Text: t("settings.inspector.active")},
		{ID: "inactive", Text: t("settings.inspector.inactive")}}, nil)
	if inspector.Inactive {
		active.SetSelected("inactive")
	}
	v.editor = &editor{fields: map[string]*uikit.Field{
		"name":       uikit.NewField(t("settings.inspector.name"), name).Required(),
		"department": uikit.NewField(t("settings.inspector.department"), department).Required(),
	}}
	parts := []fyne.CanvasObject{v.editor.fields["name"], v.editor.fields["department"],
		uikit.NewField(t("settings.inspector.certificate"), certificate).Hint(t("settings.inspector.certificate.hint"))}
	title := t("settings.inspector.add")
	if inspector.ID != "" {
		title = t("settings.inspector.edit")
		parts = append(parts, uikit.NewField(t("settings.inspector.state"), active).Hint(t("settings.inspector.state.hint")))
	}
	save := func() {
		inspector.Name, inspector.Certificate = name.Text, certificate.Text
		inspector.Department = inspection.DepartmentID(department.Selected().ID)
		inspector.Inactive = active.Selected() == "inactive"
		for _, field := range v.editor.fields {
			field.SetError("")
		}
		v.presenter.SaveInspector(inspector)
	}
	actions := []*uikit.Button{uikit.NewButton(t("common.cancel"), uikit.Secondary, v.CloseEditor), uikit.NewButton(t("common.save"), uikit.Primary, save).Writes().Hint("Ctrl+Enter")}
	if inspector.ID != "" {
		changes := uikit.NewButton(t("history.title"), uikit.Quiet, func() { v.presenter.OpenChanges(inspector.ID) })
		actions = append([]*uikit.Button{changes}, actions...)
	}
	v.editor.sheet = uikit.ShowSheet(v.shell.Window().Canvas(), uikit.Sheet{Title: title, Body: uikit.Form(parts...), Focus: name, Actions: actions})
}

// CloseEditor implements View.
func (v *view) CloseEditor() {
	if v.editor != nil {
		v.editor.sheet.Close()
		v.editor = nil
	}
}

// EditorProblem implements View.
func (v *view) EditorProblem(field, text string) {
	if v.editor != nil {
		v.editor.fields[field].SetError(text)
		v.editor.sheet.Refresh()
	}
}
