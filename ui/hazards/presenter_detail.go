package hazards

import (
	"context"
	"strings"

	"anxun/inspection"
	"anxun/ui/task"
)

// Detail is one hazard in full.
type Detail struct {
	ID           inspection.ID
	No           string
	Description  string
	Severity     string
	SeverityTone Tone
	Status       string
	StatusTone   Tone
	Due          string
	DueTone      Tone
	DueKind      inspection.DueKind
	Place        string
	Inspection   string // number of the inspection; empty for a hazard found ad hoc
	Task         []Fact // what is to be done, by whom, until when
	Facts        []Fact // where it comes from
	Complete     bool   // false while facts, steps and photos are being read
	Steps        []Step // newest first
	Before       []Photo
	After        []Photo
	Choices      []Choice // what may be done now, the most likely first
	Advice       string   // why something cannot be done, or ""
	Unfinished   bool     // the inspection it was found in is still being filled in
	NoPerson     bool     // nobody is set as the person at this laptop, so nothing can be done
	MayEdit      bool     // responsibility, standard and measures can be changed
	Same         []Repeat // the same item failed here before, newest first
	Times        int      // how often it did; Same lists the last of them
	Alike        []Repeat // worded alike, a person decides

	inspection, place inspection.ID
}

// Fact is one labelled text.
type Fact struct{ Label, Text string }

// Step is one entry of the history.
type Step struct {
	When, Text, Note string
	Tone             Tone
	Void             string // why it had no effect; "" for what stands
}

// source is what a Detail is made from.
type source struct {
	hazard   inspection.Hazard
	place    inspection.Place
	visit    inspection.Inspection // zero for a hazard found ad hoc
	item     string                // the item's text, "" for a hazard found ad hoc
	actions  []inspection.Action
	aside    []voidStep // steps that had no effect
	evidence []inspection.Evidence
	repeats  inspection.Repeats
	guessed  bool // see inspection.Service.DueGuessed
	assigned inspection.Assignment
}

// show makes the hazard the one in the detail: what its row says at once, the rest when it was read.
func (p *Presenter) show(id inspection.ID, row *Row) {
	same := id == p.shown
	p.shown = id
	if id == "" {
		p.clearDetail()
		p.detail.Drop()
		return
	}
	if !same {
		p.clearDetail()
		if row != nil {
			d := p.words().head(row.record.Hazard)
			d.Place, d.Inspection = row.record.PlaceName, row.record.InspectionNo
			p.state.Detail = &d
		}
	}
	var src source
	var deadlines inspection.Deadlines
	p.detail.Do("hazards.detail", func(ctx context.Context, _ task.Progress) (err error) {
		if deadlines, err = p.service.Deadlines(ctx); err != nil {
			return err
		}
		err = p.service.View(ctx, func(r inspection.Reader) (err error) {
			src, err = readSource(ctx, r, id)
			return err
		})
		if err == nil {
			src.guessed, err = p.service.DueGuessed(ctx, src.hazard)
		}
		return err
	}, func(err error) {
		if id != p.shown {
			return
		}
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.record, p.deadlines = src.hazard, deadlines
		d := p.fullDetail(src)
		p.state.Detail = &d
		p.checkForm(src.actions)
		p.render()
	})
}

func (p *Presenter) clearDetail() {
	p.state.Detail, p.state.Form, p.state.Edit, p.record = nil, nil, nil, inspection.Hazard{}
}

func readSource(ctx context.Context, r inspection.Reader, id inspection.ID) (source, error) {
	var src source
	var err error
	if src.hazard, err = r.Hazard(ctx, id); err != nil {
		return src, err
	}
	if src.place, err = r.Place(ctx, src.hazard.PlaceID); err != nil {
		return src, err
	}
	if src.hazard.InspectionID != "" {
		if src.visit, err = r.Inspection(ctx, src.hazard.InspectionID); err != nil {
			return src, err
		}
	}
	if src.hazard.Item != "" {
		checklist, err := r.Checklist(ctx, src.hazard.Checklist)
		if err != nil {
			return src, err
		}
		item, _ := checklist.Item(src.hazard.Item)
		src.item = item.Text
	}
	if src.actions, err = r.Actions(ctx, id); err != nil {
		return src, err
	}
	if src.aside, err = readVoid(ctx, r, id); err != nil {
		return src, err
	}
	if src.evidence, err = r.Evidence(ctx, id); err != nil {
		return src, err
	}
	if src.assigned, err = r.Assignment(ctx, inspection.KindHazard, id); err != nil {
		return src, err
	}
	src.repeats, err = inspection.FindRepeats(ctx, r, src.hazard)
	return src, err
}

// head is what a hazard says by itself.
func (w words) head(h inspection.Hazard) Detail {
	d := Detail{ID: h.ID, No: h.No, Description: w.description(h), Status: w.status(h), StatusTone: statusTone(h),
		inspection: h.InspectionID, place: h.PlaceID}
	d.Severity, d.SeverityTone = w.severity(h)
	d.Due, d.DueTone = w.due(h)
	d.DueKind = h.DueState(w.today).Kind
	return d
}

// fullDetail is everything about a hazard.
func (p *Presenter) fullDetail(src source) Detail {
	w := p.words()
	d := w.head(src.hazard)
	d.Complete, d.Place, d.Inspection = true, src.place.Name, src.visit.No
	d.Task, d.Facts = append(w.task(src.hazard, src.guessed), w.assigned(src.assigned)...), w.facts(src)
	d.Steps = w.history(src)
	for _, e := range src.evidence {
		photo := p.photo(w, e, src)
		if e.Role == inspection.EvidenceAfter {
			d.After = append(d.After, photo)
		} else {
			d.Before = append(d.Before, photo)
		}
	}
	d.Same, d.Alike = w.repeats(src.repeats)
	d.Times = len(src.repeats.Same)
	p.offer(&d, src)
	d.MayEdit = !p.host.ReadOnly() && p.mayEdit(&d, src.hazard)
	return d
}

// factList collects labelled texts; what is empty is left out.
type factList struct {
	w     words
	facts []Fact
}

func (l *factList) add(key, text string) {
	if text = strings.TrimSpace(text); text != "" {
		l.facts = append(l.facts, Fact{l.w.t(key), text})
	}
}

// task is what a reviewer measures the photos against.
func (w words) task(h inspection.Hazard, guessed bool) []Fact {
	l := factList{w: w}
	responsible := h.Responsible
	if responsible == "" {
		responsible = w.t("hazards.unnamed")
	}
	due := ""
	if h.Due != "" {
		due = string(h.Due)
		if h.Immediate {
			due += w.t("hazards.immediate")
		}
		if guessed {
			due += w.t("hazards.due.guessed")
		}
	}
	l.add("hazards.fact.responsible", responsible)
	l.add("hazards.fact.due", due)
	l.add("hazards.fact.standard", h.Standard)
	l.add("hazards.fact.remedy", h.Remedy)
	if h.Rework > 0 {
		l.add("hazards.fact.rework", w.t("hazards.rework", "n", h.Rework))
	}
	l.add("hazards.fact.transfer", w.target(h.TransferTo))
	l.add("hazards.fact.shelved", string(h.ShelvedUntil))
	if h.Request != inspection.RequestNone {
		l.add("hazards.fact.request", w.t("hazards.requested."+string(h.Request), "person", h.RequestedBy, "day", string(h.RequestUntil)))
	}
	l.add("hazards.fact.five_missing", w.missingFive(h))
	l.add("hazards.fact.accountability", h.Accountability)
	l.add("hazards.fact.measures", h.Measures)
	l.add("hazards.fact.funds", h.Funds)
	l.add("hazards.fact.time_limit", h.TimeLimit)
	l.add("hazards.fact.contingency", h.Contingency)
	return l.facts
}

// assigned says who of the office follows it up, and what was said about it.
func (w words) assigned(a inspection.Assignment) []Fact {
	l := factList{w: w}
	if a.Person != "" {
		l.add("assign.to", w.t("assign.by", "person", a.Person, "by", a.By, "day", w.day(inspection.DayOf(a.At))))
		l.add("assign.note", a.Note)
	}
	return l.facts
}

// missingFive names those of the five 落实 that a major hazard still lacks.
func (w words) missingFive(h inspection.Hazard) string {
	if h.Severity != inspection.SeverityMajor || !h.Status.Unresolved() {
		return ""
	}
	var names []string
	measures := h.TakeMeasures()
	for i, value := range editValues(&measures)[firstFive:] {
		if strings.TrimSpace(*value) == "" {
			names = append(names, w.t("hazards.five."+editKeys[firstFive+i]))
		}
	}
	return strings.Join(names, w.t("hazards.list_comma"))
}

// facts say where the hazard comes from and whom it concerns.
func (w words) facts(src source) []Fact {
	l, h := factList{w: w}, src.hazard
	l.add("hazards.fact.item", strings.TrimSpace(string(h.Item)+" "+src.item))
	l.add("hazards.fact.basis", h.Basis)
	l.add("hazards.fact.departments", w.departmentNames(h.Departments))
	l.add("hazards.fact.found", h.Found.In(inspection.Zone).Format("2006-01-02 15:04")+" "+h.FoundBy)
	return l.facts
}

func (w words) departmentNames(ids []inspection.DepartmentID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = w.target(string(id))
	}
	return strings.Join(names, w.t("hazards.list_comma"))
}
