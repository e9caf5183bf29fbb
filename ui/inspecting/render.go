package inspecting

import (
	"slices"
	"strings"
	"time"

	"anxun/inspection"
)

// render draws the present state.
func (p *Presenter) render() { p.View.Render(p.State()) }

// State describes everything on screen.
func (p *Presenter) State() State {
	state := State{Phase: p.phase, Selected: -1, Saving: p.savingState()}
	if p.trouble != nil {
		state.Trouble = p.Words.ErrorText(p.trouble)
	}
	if p.sheet == nil {
		return state
	}
	state.Header = p.header()
	state.Sections, state.Section = p.sections()
	state.Rows, state.Selected = p.cards(), p.at.row
	if len(state.Rows) == 0 {
		state.Selected = -1
	}
	state.Panel = p.panel()
	state.Score = p.sheet.Total()
	if p.phase == Filling {
		state.CanUndo, state.CanRedo = len(p.past().done) > 0, len(p.past().undone) > 0
	}
	if open := p.sheet.open(p.at.part); p.phase == Filling && open > 0 {
		state.Bulk = Bulk{Shown: true, Unseen: p.unseen(), Count: open}
		state.Bulk.Ready = state.Bulk.Unseen == 0
	}
	if p.find != nil {
		state.Find = p.findState()
	}
	if p.finish != nil {
		state.Finish = p.finishState()
	}
	if p.summary {
		state.Summary = p.summaryState()
	}
	if p.fix != nil {
		state.Fix = p.fixState()
	}
	if p.asking != "" {
		state.Major = p.majorState()
	}
	if p.correct != nil {
		state.Correct = p.correctState()
	}
	if p.void != nil {
		state.Void = p.voidState()
	}
	state.CanVoid = p.sheet.Inspection.Status != inspection.StatusVoid
	return state
}

func (p *Presenter) savingState() Saving {
	waiting, failure := p.queue.Status()
	if p.writing != nil {
		waiting++
	}
	switch {
	case len(p.overlong) > 0 && failure == nil:
		return Saving{State: SavingFailed, At: p.savedAt, Waiting: waiting + len(p.overlong), TooLong: true,
			Reason: p.Words.T("inspecting.too_long", "n", inspection.MaxTextLength)}
	case failure != nil:
		return Saving{State: SavingFailed, At: p.savedAt, Reason: p.saveTrouble(failure), Waiting: waiting}
	case waiting > 0:
		return Saving{State: SavingBusy, At: p.savedAt, Waiting: waiting}
	case p.dirty && !p.savedAt.IsZero():
		return Saving{State: SavingDone, At: p.savedAt}
	}
	return Saving{State: SavingIdle}
}

func (p *Presenter) header() Header {
	i := p.sheet.Inspection
	var names []string
	for _, inspector := range i.Inspectors {
		names = append(names, inspector.Name)
	}
	departments := p.departmentNames(i.Departments())
	parts := []string{strings.Join(departments, " "), clock(i.Started), p.Words.T("inspecting.inspectors", "names", strings.Join(names, "、"))}
	if len(departments) > 1 {
		parts = append([]string{p.Words.T("inspecting.joint")}, parts...)
	}
	if len(i.Inspectors) == 0 {
		parts = []string{clock(i.Started)}
	}
	if i.AccompaniedBy != "" {
		parts = append(parts, p.Words.T("inspecting.accompanied", "name", i.AccompaniedBy))
	}
	header := Header{Place: p.sheet.Place.Name, No: i.No, Line: strings.Join(parts, " · ")}
	if p.sheet.Place.SubKind != "" {
		header.SubKind = p.Words.T("subkind." + string(p.sheet.Place.SubKind))
	}
	switch i.Status {
	case inspection.StatusFinished:
		header.Status = p.Words.T("inspecting.finished_at", "time", clock(i.Finished))
	case inspection.StatusVoid:
		header.Status = p.Words.T("inspecting.voided", "reason", i.VoidReason)
	}
	return header
}

func (p *Presenter) departmentNames(ids []inspection.DepartmentID) []string {
	known := p.Departments()
	var names []string
	for _, id := range ids {
		name := string(id)
		if at := slices.IndexFunc(known, func(d inspection.Department) bool { return d.ID == id }); at >= 0 {
			name = known[at].Short
		}
		names = append(names, name)
	}
	return names
}

// clock writes an instant as it is on documents.
func clock(t time.Time) string { return t.In(inspection.Zone).Format("2006-01-02 15:04") }

func (p *Presenter) sections() (sections []Section, selected int) {
	if p.hasLeftover() {
		sections = append(sections, Section{Title: p.Words.T("inspecting.leftover"), Leftover: true, Total: len(p.sheet.Unresolved),
			List: p.Words.T("inspecting.leftover_list")})
	}
	selected = p.at.part + len(sections)
	last := inspection.ChecklistRef("")
	for _, part := range p.sheet.Parts {
		score := p.sheet.Score(part)
		section := Section{Title: part.Title, Answered: score.Answered(), Total: score.Total(), Fails: score.Fail}
		if part.Checklist != last {
			section.List = part.List
		}
		last = part.Checklist
		sections = append(sections, section)
	}
	return sections, selected
}

func (p *Presenter) cards() []Row {
	if p.at.part == leftover {
		rows := make([]Row, 0, len(p.sheet.Unresolved))
		for _, hazard := range p.sheet.Unresolved {
			rows = append(rows, p.leftoverCard(hazard))
		}
		return rows
	}
	if p.at.part >= len(p.sheet.Parts) {
		return nil
	}
	items := p.sheet.Parts[p.at.part].Items
	rows := make([]Row, 0, len(items))
	for index, item := range items {
		rows = append(rows, p.itemCard(item, index == p.at.row))
	}
	return rows
}

func (p *Presenter) itemCard(item inspection.Item, selected bool) Row {
	answer := p.sheet.Answers[item.Code]
	row := Row{Code: item.Code, Label: string(item.Code), Text: item.Text, Result: answer.Result, Value: answer.Value,
		Locked: p.phase != Filling, Missing: p.missing(item, answer)}
	last := p.lastLine(item.Code)
	switch {
	case selected:
		row.Detail, row.Last = joinDot(item.Method, p.sheet.citation[item.Code]), last
	case answer.Result == inspection.ResultFail:
		row.Detail = p.sheet.Hazards[item.Code].Description
	case answer.Note != "":
		row.Detail = answer.Note
	default:
		row.Detail = last
	}
	if row.Detail == "" {
		row.Detail = last
	}
	if answer.Result == inspection.ResultFail {
		row.Badge, row.Grave = p.severityText(p.sheet.Hazards[item.Code])
		if p.sheet.fixed[item.Code] && p.sheet.Hazards[item.Code].Status == inspection.HazardClosed {
			row.Done = p.Words.T("inspecting.fix.badge")
		}
	}
	return row
}

// missing says what a finished answer still lacks, or why its last save was refused.
func (p *Presenter) missing(item inspection.Item, answer inspection.Answer) string {
	if problem := p.problems[item.Code]; problem != "" {
		return problem
	}
	if p.phase != Filling {
		return p.correctedText(item.Code)
	}
	switch {
	case answer.Result == inspection.ResultNA && strings.TrimSpace(answer.Note) == "":
		return p.Words.T("inspecting.missing_reason")
	case answer.Result == inspection.ResultFail && strings.TrimSpace(p.sheet.Hazards[item.Code].Description) == "":
		return p.Words.T("inspecting.missing_description")
	}
	return ""
}

func (p *Presenter) leftoverCard(hazard inspection.HazardRow) Row {
	text := hazard.Description
	if text == "" {
		text = hazard.Standard
	}
	severity, grave := p.severityText(hazard.Hazard)
	return Row{Hazard: hazard.ID, Code: hazard.Item, Label: string(hazard.Item), Text: text, Locked: true, Badge: severity, Grave: grave,
		Detail: joinDot(hazard.No, p.Words.T("hazard.status."+string(hazard.Status)), p.dueText(hazard.Hazard))}
}

func (p *Presenter) dueText(hazard inspection.Hazard) string {
	late := 0
	if hazard.Status == inspection.HazardOpen || hazard.Status == inspection.HazardSubmitted {
		late = inspection.Overdue(hazard.Due, inspection.DayOf(p.Service.Now()))
	}
	if late > 0 {
		return p.Words.T("inspecting.overdue", "day", string(hazard.Due), "n", late)
	}
	return p.Words.T("inspecting.due", "day", string(hazard.Due))
}

func (p *Presenter) severityText(hazard inspection.Hazard) (text string, grave bool) {
	if hazard.Suspected && hazard.Severity != inspection.SeverityMajor {
		return p.Words.T("severity.suspected_major"), true
	}
	if hazard.Severity == "" {
		return "", false
	}
	return p.Words.T("severity." + string(hazard.Severity)), hazard.Severity != inspection.SeverityGeneral
}

// lastLine says what was answered at the last visit and, for 不符合, what became of it.
func (p *Presenter) lastLine(code inspection.ItemCode) string {
	line, known := p.sheet.lines[code]
	if !known {
		line = p.composeLastLine(code)
		p.sheet.lines[code] = line
	}
	return line
}

func (p *Presenter) composeLastLine(code inspection.ItemCode) string {
	last, known := p.sheet.Last[code]
	if !known {
		return ""
	}
	day := last.Started.In(inspection.Zone).Format("01-02")
	if last.Started.In(inspection.Zone).Year() != p.sheet.Inspection.Started.In(inspection.Zone).Year() {
		day = last.Started.In(inspection.Zone).Format("2006-01-02")
	}
	result := p.resultText(last.Answer)
	line := p.Words.T("inspecting.last", "day", day, "result", result)
	if last.Result == inspection.ResultFail {
		for _, hazard := range p.sheet.history[code] {
			if hazard.InspectionID == last.InspectionID {
				return line + p.fate(hazard.Hazard)
			}
		}
	}
	if last.Note != "" && last.Result == inspection.ResultNA {
		line += p.Words.T("inspecting.last_note", "note", last.Note)
	}
	return line
}

func (p *Presenter) resultText(answer inspection.Answer) string {
	if answer.Result == inspection.ResultValue {
		return answer.Value
	}
	return p.Words.T("answer." + string(answer.Result))
}

func (p *Presenter) fate(hazard inspection.Hazard) string {
	if hazard.Status == inspection.HazardClosed {
		return p.Words.T("inspecting.last_closed", "day", hazard.Closed.In(inspection.Zone).Format("01-02"))
	}
	return p.Words.T("inspecting.last_status", "status", p.Words.T("hazard.status."+string(hazard.Status)))
}

func joinDot(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, " · ")
}
