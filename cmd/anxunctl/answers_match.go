package main

import (
	"path/filepath"
	"slices"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/evidence"
)

// matched is an answers file brought together with the register and the lists: what
// is to be recorded, and which photos each answer has.
type matched struct {
	record inspection.RecordedInspection
	photos [][]string // per answer
}

// match checks the file against place, lists and departments and completes it.
func (r answersReader) match(file answersFile, place inspection.Place, current []inspection.Checklist, content setup.Content, clock inspection.Clock) (matched, error) {
	checklists, err := r.checklists(file, current)
	if err != nil {
		return matched{}, err
	}
	inspectors, err := r.people(file, content)
	if err != nil {
		return matched{}, err
	}
	if now := clock(); file.startedAt.After(now) {
		return matched{}, r.wrong(file.started, "error.started_in_future", "started", clockTime(file.startedAt))
	} else if file.finishedAt.After(now) {
		return matched{}, r.wrong(file.finished, "error.finished_out_of_range", "finished", clockTime(file.finishedAt))
	}
	if !file.finishedAt.IsZero() && file.finishedAt.Before(file.startedAt) {
		return matched{}, r.wrong(file.finished, "error.finished_out_of_range", "finished", clockTime(file.finishedAt))
	}
	m := matched{record: inspection.RecordedInspection{
		NewInspection: inspection.NewInspection{PlaceID: place.ID, Inspectors: inspectors, AccompaniedBy: file.accompaniedBy, Note: file.note,
			Started: file.startedAt, Sample: place.Sample},
		Finish: file.finish, Finished: file.finishedAt, IncompleteReason: file.incompleteReason,
	}}
	for _, checklist := range checklists {
		m.record.Checklists = append(m.record.Checklists, checklist.Code)
	}
	if err := r.given(file, place, checklists, &m); err != nil {
		return matched{}, err
	}
	if file.defaultResult != inspection.ResultNone {
		m.fillIn(file.defaultResult, place, checklists)
	}
	return m, nil
}

func (r answersReader) checklists(file answersFile, current []inspection.Checklist) ([]inspection.Checklist, error) {
	var chosen []inspection.Checklist
	for _, code := range file.checklists {
		at := slices.IndexFunc(current, func(c inspection.Checklist) bool { return c.Code == code.text })
		if at < 0 {
			return nil, r.at(code, inspection.NotFound("error.checklist_unknown", "code", code.text))
		}
		if slices.ContainsFunc(chosen, func(c inspection.Checklist) bool { return c.Code == code.text }) {
			return nil, r.wrong(code, "error.checklist_twice", "code", code.text)
		}
		chosen = append(chosen, current[at])
	}
	return chosen, nil
}

func (r answersReader) people(file answersFile, content setup.Content) ([]inspection.Inspector, error) {
	var inspectors []inspection.Inspector
	for _, entry := range file.inspectors {
		department := inspection.DepartmentID(entry.dept.text)
		if _, known := content.Department(department); !known {
			return nil, r.at(entry.dept, inspection.NotFound("error.department_unknown", "department", entry.dept.text))
		}
		if slices.ContainsFunc(inspectors, func(i inspection.Inspector) bool { return i.Name == entry.name.text }) {
			return nil, r.wrong(entry.name, "error.inspector_twice", "name", entry.name.text)
		}
		inspectors = append(inspectors, inspection.Inspector{Name: entry.name.text, Department: department, Certificate: entry.certificate.text})
	}
	return inspectors, nil
}

// given takes over the answers that stand in the file.
func (r answersReader) given(file answersFile, place inspection.Place, checklists []inspection.Checklist, m *matched) error {
	for _, entry := range file.answers {
		item, found := findItem(checklists, inspection.ItemCode(entry.code.text))
		if !found {
			return r.at(entry.code, inspection.NotFound("error.answers_item", "item", entry.code.text, "lists", joinCodes(checklists)))
		}
		if inspection.Severity(entry.severity.text) == inspection.SeverityMajor && !inspection.MajorPossible(item, place) {
			return r.wrong(entry.severity, "error.major_not_possible", "place", place.Name)
		}
		day, due := inspection.DayOf(file.startedAt), inspection.Day(entry.due.text)
		if due != "" && (due < day || day.DaysUntil(due) > inspection.MaxDeadlineDays) {
			return r.wrong(entry.due, "error.due_out_of_range", "due", due, "found", day, "limit", inspection.MaxDeadlineDays)
		}
		var photos []string
		for _, photo := range entry.photos {
			path := photo.text
			if !filepath.IsAbs(path) { // beside the file that names it
				path = filepath.Join(filepath.Dir(r.path), path)
			}
			if _, err := evidence.Check(path); err != nil {
				return r.at(photo, err)
			}
			photos = append(photos, path)
		}
		m.record.Answers = append(m.record.Answers, inspection.RecordedAnswer{Item: item.Code, Result: inspection.Result(entry.result.text),
			Value: entry.value, Note: entry.note, Severity: inspection.Severity(entry.severity.text), Suspected: entry.suspected, Due: due,
			Responsible: entry.responsible, Standard: entry.standard, Remedy: entry.remedy})
		m.photos = append(m.photos, photos)
	}
	return nil
}

// fillIn gives the default to the items that apply to the place and are not listed,
// in the order of the lists.
func (m *matched) fillIn(result inspection.Result, place inspection.Place, checklists []inspection.Checklist) {
	listed := map[inspection.ItemCode]bool{}
	for _, answer := range m.record.Answers {
		listed[answer.Item] = true
	}
	for _, checklist := range checklists {
		for _, item := range checklist.Items() {
			if !listed[item.Code] && item.Applies.To(place) {
				m.record.Answers = append(m.record.Answers, inspection.RecordedAnswer{Item: item.Code, Result: result, Origin: inspection.OriginDefault})
				m.photos = append(m.photos, nil)
			}
		}
	}
}

func findItem(checklists []inspection.Checklist, code inspection.ItemCode) (inspection.Item, bool) {
	for _, checklist := range checklists {
		if item, found := checklist.Item(code); found {
			return item, true
		}
	}
	return inspection.Item{}, false
}

func joinCodes(checklists []inspection.Checklist) string {
	text := ""
	for i, checklist := range checklists {
		if i > 0 {
			text += " "
		}
		text += checklist.Code
	}
	return text
}
