package form

import (
	"io/fs"

	"anxun/inspection"
)

// builtIn names the template of each kind. The food inspection table is missing: of
// the layout now in force only the rules are known, not the form itself.
var builtIn = map[inspection.FormKind]string{
	inspection.FormRecord: "C1", inspection.FormNotice: "C2", inspection.FormReview: "C3", inspection.FormTransfer: "C4",
	inspection.FormDepartmentRecord: "A1", inspection.FormDepartmentOrder: "A3", inspection.FormDepartmentReview: "A4",
}

// BuiltIn returns the template of a kind from the embedded forms/*.xlsx. There is none for a kind whose
// layout could not be obtained: CodeConflict; a template of the department's own can
// be used instead.
func BuiltIn(files fs.FS, kind inspection.FormKind) (*Template, error) {
	code, drawn := builtIn[kind]
	if !drawn {
		return nil, inspection.Conflict("error.form_no_template", "name", Title(kind))
	}
	data, err := fs.ReadFile(files, "forms/"+code+".xlsx")
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.content_unreadable")
	}
	return Parse(code+".xlsx", data)
}
