package inspection

// FormDepartment returns the department whose form it is; "" for the street's own.
func FormDepartment(kind FormKind) DepartmentID {
	switch kind {
	case FormDepartmentRecord, FormDepartmentOrder, FormDepartmentReview:
		return DepartmentEmergency
	case FormFoodResult:
		return DepartmentMarket
	}
	return ""
}

// Issuer is the department in whose name the office may issue departments' forms,
// as set by the office. The zero Issuer means none: the default.
type Issuer struct {
	Department DepartmentID
	Name       string // as printed and sealed, e.g. 某某区应急管理局
}

// minimumOfficers is how many officers must take part in an enforcement inspection
// (行政处罚法第四十二条).
const minimumOfficers = 2

// DepartmentFormProblem says why a form must not be issued for the inspection; nil
// if it may. The street's own forms may always be issued. A department's form
// orders or finds in the name of an authority, so the office must have set that
// very department as issuer, and everybody who signs must hold a certificate
// (行政检查 by people without one is forbidden, 国办发〔2024〕54号).
func DepartmentFormProblem(kind FormKind, issuer Issuer, inspectors []Inspector) error {
	department := FormDepartment(kind)
	if department == "" {
		return nil
	}
	if issuer.Department == "" || issuer.Name == "" {
		return Conflict("error.form_issuer_missing")
	}
	if issuer.Department != department {
		return Conflict("error.form_issuer_other", "name", issuer.Name)
	}
	if len(inspectors) < minimumOfficers {
		return Conflict("error.form_officers", "n", minimumOfficers)
	}
	for _, inspector := range inspectors {
		if inspector.Certificate == "" {
			return Conflict("error.form_certificate", "name", inspector.Name)
		}
	}
	return nil
}
