package inspecting

import (
	"strings"

	"anxun/inspection"
)

// The major-hazard assistant shows what a standard says about a failed item. Where the standard binds the place, a
// person confirms 重大 with the clause in sight; elsewhere the failure is marked 疑似重大 and referred to the department
// that may judge it.

// assist describes what the assistant says about a failed item; the zero Assist where no standard speaks of it.
func (p *Presenter) assist(item inspection.Item, hazard inspection.Hazard) Assist {
	rule := item.Escalation
	if rule == nil {
		return Assist{}
	}
	day := inspection.DayOf(p.sheet.Inspection.Started)
	assist := Assist{Shown: true, Text: rule.Text, Basis: p.Service.Library().Cite(rule.Basis, day),
		Major: inspection.MajorPossible(item, p.sheet.Place), Marked: hazard.Severity == inspection.SeverityMajor || hazard.Suspected}
	for _, basis := range p.Service.Library().InForce(rule.Basis, day) {
		// A document of which only the existence was checked says nothing that could be shown.
		if basis.Level != inspection.LevelExistence && basis.Gist != "" {
			assist.Clauses = append(assist.Clauses, basis.Gist)
		}
	}
	if rule.ReferTo != "" {
		assist.Department = p.departmentNames([]inspection.DepartmentID{rule.ReferTo})[0]
	}
	assist.Advice = p.assistAdvice(assist, rule, hazard)
	return assist
}

func (p *Presenter) assistAdvice(assist Assist, rule *inspection.Escalation, hazard inspection.Hazard) string {
	switch {
	case hazard.Severity == inspection.SeverityMajor:
		return p.Words.T("inspecting.assist.confirmed")
	case hazard.Suspected && assist.Department != "":
		return p.Words.T("inspecting.assist.marked", "department", assist.Department)
	case assist.Major:
		return p.Words.T("inspecting.assist.ask")
	case rule.Severity == "major":
		return p.Words.T("inspecting.assist.not_bound", "department", assist.Department)
	}
	return p.Words.T("inspecting.assist.refer", "department", assist.Department)
}

// AskMajor asks for confirmation that the selected failure is 重大. Where no standard makes it so, it does nothing.
func (p *Presenter) AskMajor() {
	item, ok := p.editable()
	if !ok || p.sheet.Answers[item.Code].Result != inspection.ResultFail || p.sheet.Hazards[item.Code].Status != inspection.HazardOpen ||
		p.sheet.Hazards[item.Code].Severity == inspection.SeverityMajor || !inspection.MajorPossible(item, p.sheet.Place) {
		return
	}
	p.flushText()
	p.asking = item.Code
	p.render()
}

// ConfirmMajor grades the failure 重大, after AskMajor.
func (p *Presenter) ConfirmMajor() {
	code := p.asking
	if code == "" {
		return
	}
	p.asking = ""
	if item, ok := p.current(); ok && item.Code == code {
		p.grade(inspection.SeverityMajor)
	}
	p.render()
}

// CancelMajor leaves the grade as it was.
func (p *Presenter) CancelMajor() {
	if p.asking != "" {
		p.asking = ""
		p.render()
	}
}

func (p *Presenter) majorState() *MajorAsk {
	item, found := p.sheet.Item(p.asking)
	if !found {
		return nil
	}
	assist := p.assist(item, p.sheet.Hazards[item.Code])
	return &MajorAsk{Code: item.Code, Place: p.sheet.Place.Name, Text: assist.Text, Basis: assist.Basis,
		Clauses: strings.Join(assist.Clauses, "\n")}
}
