package form

import (
	"io/fs"

	"anxun/inspection"
)

// builtIn names the template of each kind.
var builtIn = map[inspection.FormKind]string{
	inspection.FormRecord: "C1", inspection.FormNotice: "C2", inspection.FormReview: "C3", inspection.FormTransfer: "C4",
	inspection.FormDepartmentRecord: "A1", inspection.FormDepartmentOrder: "A3", inspection.FormDepartmentReview: "A4",
	inspection.FormFoodResult: "B1",
}

// BuiltIn returns the template of a kind from the embedded forms/*.xlsx.
func BuiltIn(files fs.FS, kind inspection.FormKind) (*Template, error) {
	code := builtIn[kind]
	data, err := fs.ReadFile(files, "forms/"+code+".xlsx")
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.content_unreadable")
	}
	return Parse(code+".xlsx", data)
}
