package places

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"anxun/inspection"
	"anxun/ui/task"
)

// The fields of the form, named as inspection.FieldProblem names them.
const (
	FieldCode      = "code"
	FieldName      = "name"
	FieldKind      = "kind"
	FieldSubKind   = "subkind"
	FieldAddress   = "address"
	FieldCommunity = "community"
	FieldOperator  = "operator"
	FieldManager   = "manager"
	FieldPhone     = "phone"
	FieldArea      = "area"
	FieldBeds      = "beds"
	FieldElders    = "elders"
	FieldFeatures  = "features"
	FieldNote      = "note"
)

// Form is one place as it is looked at and changed. What is valid is saved by itself.
type Form struct {
	Place    inspection.Place
	New      bool
	Numbers  map[string]string // area, beds and elders as they are written
	Problems map[string]string // by field
	Saved    time.Time         // of the newest commit since the form was opened
	Failure  string            // why the newest change is not on disk
	History  History
	touched  map[string]bool
}

// History is what happened at the place.
type History struct {
	Loaded     bool
	Given      string // to whom the place was given, by whom and when; "" for nobody
	Unresolved int
	Visits     []Visit
}

// Visit is one inspection of the place.
type Visit struct {
	ID   inspection.ID
	Text string
}

const maxVisits = 3

// Select looks at a place, after saving what was changed at the one before.
func (p *Presenter) Select(id inspection.ID) {
	if p.form != nil && p.form.Place.ID == id && !p.form.New {
		return
	}
	p.Settle()
	if place, found := p.find(id); found {
		p.open(place)
	}
	p.list()
}

func (p *Presenter) open(place inspection.Place) {
	p.stored, p.dirty = place, false
	p.form = newForm(place)
	p.view.RenderForm(p.form)
	p.look()
}

func newForm(place inspection.Place) *Form {
	return &Form{Place: place, Problems: map[string]string{}, touched: map[string]bool{}, Numbers: map[string]string{
		FieldArea: writeNumber(place.Area), FieldBeds: writeNumber(float64(place.Beds)), FieldElders: writeNumber(float64(place.Elders))}}
}

// New opens an empty form. The place exists once it has a code and a name.
func (p *Presenter) New() {
	p.Settle()
	kind := inspection.PlaceCare
	if slices.Contains(inspection.PlaceKinds(), inspection.PlaceKind(p.filter)) {
		kind = inspection.PlaceKind(p.filter)
	}
	p.stored, p.dirty = inspection.Place{}, false
	p.form = newForm(inspection.Place{PlaceKind: kind})
	p.form.New = true
	p.view.RenderForm(p.form)
	p.list()
}

// Discard gives up a form that was not saved yet.
func (p *Presenter) Discard() {
	p.form, p.dirty = nil, false
	p.view.RenderForm(nil)
	p.list()
}

// Change takes over what was written into a text field or chosen in a list. It is saved by Save.
func (p *Presenter) Change(field, value string) {
	place := &p.form.Place
	switch field {
	case FieldArea, FieldBeds, FieldElders:
		p.form.Numbers[field] = value
	case FieldKind:
		place.PlaceKind = inspection.PlaceKind(value)
		if !slices.Contains(inspection.SubKindsOf(place.PlaceKind), place.SubKind) {
			place.SubKind = ""
		}
	case FieldSubKind:
		place.SubKind = inspection.SubKind(value)
	default:
		*map[string]*string{FieldCode: &place.Code, FieldName: &place.Name, FieldAddress: &place.Address,
			FieldCommunity: &place.Community, FieldOperator: &place.Operator, FieldManager: &place.Manager,
			FieldPhone: &place.Phone, FieldNote: &place.Note}[field] = value
	}
	p.form.touched[field], p.dirty = true, true
}

// ChangeFeatures takes over which features are chosen, and saves.
func (p *Presenter) ChangeFeatures(features []inspection.Feature) {
	p.form.Place.Features = features
	p.form.touched[FieldFeatures], p.dirty = true, true
	p.Save()
}

// Save saves what was changed, if it is valid, and marks what is not. A new place without code or name is not marked
// before those fields were touched.
func (p *Presenter) Save() {
	if p.form == nil || !p.dirty {
		return
	}
	place, problems := p.check()
	p.form.Problems = map[string]string{}
	for field, text := range problems {
		if !p.form.New || p.form.touched[field] {
			p.form.Problems[field] = text
		}
	}
	if len(problems) > 0 {
		p.view.RenderForm(p.form)
		return
	}
	p.store(place)
}

// check returns the place as written and what is wrong with it, by field.
func (p *Presenter) check() (inspection.Place, map[string]string) {
	problems := map[string]string{}
	place := p.form.Place
	number := func(field string, whole bool) float64 {
		value, ok := readNumber(p.form.Numbers[field], whole)
		if !ok {
			problems[field] = p.host.Catalog().T("places.error.number")
			if whole {
				problems[field] = p.host.Catalog().T("places.error.whole_number")
			}
		}
		return value
	}
	place.Area = number(FieldArea, false)
	place.Beds, place.Elders = int(number(FieldBeds, true)), int(number(FieldElders, true))
	place = place.Normalize()
	for _, problem := range place.Validate() {
		if _, known := problems[problem.Field]; !known {
			problems[problem.Field] = p.host.ErrorText(problem.Err)
		}
	}
	return place, problems
}

// order is one saving that waits its turn.
type order struct {
	form  *Form
	place inspection.Place
}

// Settle saves what can be saved before something else is looked at. What is not valid is put back as it was, and a new
// place that cannot be saved can be called back.
func (p *Presenter) Settle() {
	if p.form == nil || !p.dirty {
		return
	}
	place, problems := p.check()
	if len(problems) == 0 {
		p.Save()
		return
	}
	form := p.form
	if form.New {
		p.form, p.dirty = nil, false
		p.host.ToastAction(p.host.Catalog().T("places.unsaved_new"), p.host.Catalog().T("places.unsaved_new.back"), func() {
			p.stored, p.form, p.dirty = inspection.Place{}, form, true
			p.view.RenderForm(form)
			p.list()
		})
		return
	}
	p.host.Toast(p.host.Catalog().T("places.unsaved", "fields", p.names(problems)))
	if place = restore(place, p.stored, problems).Normalize(); len(place.Validate()) == 0 {
		p.store(place)
	}
}

// restore puts the fields with problems back to what is stored.
func restore(place, stored inspection.Place, problems map[string]string) inspection.Place {
	for field := range problems {
		switch field {
		case FieldCode:
			place.Code = stored.Code
		case FieldName:
			place.Name = stored.Name
		case FieldKind, FieldSubKind:
			place.PlaceKind, place.SubKind = stored.PlaceKind, stored.SubKind
		case FieldArea:
			place.Area = stored.Area
		case FieldBeds:
			place.Beds = stored.Beds
		case FieldElders:
			place.Elders = stored.Elders
		case FieldAddress:
			place.Address = stored.Address
		case FieldCommunity:
			place.Community = stored.Community
		case FieldOperator:
			place.Operator = stored.Operator
		case FieldManager:
			place.Manager = stored.Manager
		case FieldPhone:
			place.Phone = stored.Phone
		case FieldNote:
			place.Note = stored.Note
		}
	}
	return place
}

func (p *Presenter) names(problems map[string]string) string {
	var names []string
	for field := range problems {
		names = append(names, p.host.Catalog().T("places.field."+field))
	}
	slices.Sort(names)
	return strings.Join(names, p.host.Catalog().T("places.separator"))
}

// SetRemoved takes the place off the register or puts it back.
func (p *Presenter) SetRemoved(removed bool) {
	p.Settle()
	if p.form == nil || p.form.New {
		return
	}
	p.form.Place.Removed, p.dirty = removed, true
	p.Save()
	if removed {
		t := p.host.Catalog().T
		p.host.ToastAction(t("places.removed", "name", p.form.Place.Name), t("common.undo"), func() { p.SetRemoved(false) })
	}
}

// refreshForm takes over what changed on disk, unless the person is changing the place.
func (p *Presenter) refreshForm() {
	if p.wanted != "" {
		wanted := p.wanted
		p.wanted = ""
		p.Settle()
		if place, found := p.find(wanted); found {
			p.open(place)
		}
		return
	}
	if p.form == nil || p.form.New || p.dirty || p.saving {
		return
	}
	place, found := p.find(p.form.Place.ID)
	if !found {
		return
	}
	if len(inspection.Diff(p.stored.Fields(), place.Fields())) > 0 {
		saved := p.form.Saved
		p.stored, p.form = place, newForm(place)
		p.form.Saved = saved
		p.view.RenderForm(p.form)
	}
	p.look()
}

// look reads what happened at the place.
func (p *Presenter) look() {
	form := p.form
	var history History
	p.looks.Do("place history", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			history, err = p.readHistory(ctx, r, form.Place.ID)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		if form == p.form {
			form.History = history
			p.view.RenderForm(form)
		}
	})
}

func (p *Presenter) readHistory(ctx context.Context, r inspection.Reader, place inspection.ID) (History, error) {
	history := History{Loaded: true}
	var err error
	history.Unresolved, err = r.CountHazards(ctx, inspection.HazardFilter{PlaceID: place, Statuses: []inspection.HazardStatus{
		inspection.HazardOpen, inspection.HazardSubmitted, inspection.HazardTransferred, inspection.HazardShelved}})
	if err != nil {
		return history, err
	}
	catalog := p.host.Catalog()
	given, err := r.Assignment(ctx, inspection.KindPlace, place)
	if err != nil {
		return history, err
	}
	if given.Person != "" {
		history.Given = catalog.T("assign.by", "person", given.Person, "by", given.By, "day", catalog.Day(given.At.In(inspection.Zone)))
	}
	rows, err := r.Inspections(ctx, inspection.InspectionFilter{PlaceID: place, Limit: maxVisits})
	for _, row := range rows {
		history.Visits = append(history.Visits, Visit{ID: row.ID, Text: catalog.T("places.visit",
			"day", catalog.DayTime(row.Started.In(inspection.Zone)), "no", row.No,
			"status", catalog.T("inspection.status."+string(row.Status)), "fail", row.Score.Fail)})
	}
	return history, err
}

func writeNumber(value float64) string {
	if value == 0 {
		return ""
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// readNumber reads a number as people write it: empty for none, full-width digits, thousands separated by commas.
func readNumber(text string, whole bool) (float64, bool) {
	text = strings.Map(func(r rune) rune {
		switch {
		case r >= '\uff01' && r <= '\uff5e':
			return r - '\uff01' + '!'
		case r == '\u3000':
			return ' '
		default:
			return r
		}
	}, text)
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", "")
	if text == "" {
		return 0, true
	}
	if whole {
		value, err := strconv.Atoi(text)
		return float64(value), err == nil
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil && value == value && value < 1e15
}
