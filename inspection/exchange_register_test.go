package inspection_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// twoOffices are laptops of one office and what they hand each other.
type twoOffices struct {
	t   *testing.T
	ctx context.Context
}

// officeLaptop is one of them.
type officeLaptop struct {
	*inspection.Service
	person string
}

func (h *twoOffices) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// twoLaptops are laptops of one office that know nothing of each other yet.
func twoLaptops(t *testing.T) (h *twoOffices, a, b *officeLaptop) {
	library, err := inspection.ParseLibrary([]byte(`[]`))
	if err != nil {
		t.Fatal(err)
	}
	h = &twoOffices{t: t, ctx: t.Context()}
	var laptops []*officeLaptop
	for i, person := range []string{"张建国", "李敏"} {
		clock, ids := &inspectiontest.Clock{}, 0
		store := inspectiontest.NewMemoryDevice(clock.Now, fmt.Sprintf("laptop-%d", i), string(rune('A'+i))+"7")
		service := inspection.NewService(store, library, clock.Now, func() inspection.ID {
			ids++
			return inspection.ID(fmt.Sprintf("%d-%04d", i, ids))
		})
		laptops = append(laptops, &officeLaptop{Service: service, person: person})
	}
	return h, laptops[0], laptops[1]
}

// exchange hands everything over in both directions, and back once more.
func (h *twoOffices) exchange(a, b *officeLaptop) {
	h.t.Helper()
	for _, way := range [][2]*officeLaptop{{a, b}, {b, a}, {a, b}} {
		_, err := way[1].Receive(h.ctx, way[1].person, deliver(h.t, way[0].Service, inspection.Selection{}, h.must), nil)
		h.must(err)
	}
}

func (h *twoOffices) places(l *officeLaptop) []inspection.Place {
	h.t.Helper()
	var places []inspection.Place
	h.must(l.View(h.ctx, func(r inspection.Reader) (err error) {
		places, err = r.Places(h.ctx, inspection.PlaceFilter{IncludeRemoved: true})
		return err
	}))
	return places
}

func (h *twoOffices) noConflicts(t *testing.T, laptops ...*officeLaptop) {
	t.Helper()
	for _, l := range laptops {
		open, err := l.Conflicts(h.ctx)
		h.must(err)
		for _, conflict := range open {
			t.Errorf("on the laptop of %s: %s of %s %s", l.person, conflict.Field, conflict.RecordKind, conflict.Record)
		}
	}
}

// The same register imported on two laptops is one register after they exchanged their
// work: no place twice, no conflict, and what one of them changed is there on both.
func TestOneRegisterImportedTwiceIsOne(t *testing.T) {
	h, a, b := twoLaptops(t)
	register := []inspection.Place{
		inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "", "YL-001" }),
		inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code, p.Name = "", "YL-002", "花园路日间照料中心" }),
	}
	for _, l := range []*officeLaptop{a, b} {
		report, err := l.ImportPlaces(h.ctx, l.person, register)
		h.must(err)
		if len(report.Created) != 2 {
			t.Fatalf("%+v", report)
		}
		_, err = l.SaveInspector(h.ctx, l.person, inspection.Inspector{Name: "王强", Department: inspection.DepartmentMarket})
		h.must(err)
	}
	own := register[0]
	own.ID, own.Code = "", "YL-003"
	saved, err := a.SavePlace(h.ctx, a.person, own)
	h.must(err)
	if imported, err := b.ImportPlaces(h.ctx, b.person, []inspection.Place{own}); err != nil || len(imported.Created) != 1 {
		t.Fatalf("%+v %v", imported, err)
	}
	h.exchange(a, b)
	changed := h.places(a)[0]
	changed.Phone = "0371-00000000"
	_, err = a.SavePlace(h.ctx, a.person, changed)
	h.must(err)
	h.exchange(a, b)
	for _, l := range []*officeLaptop{a, b} {
		places := h.places(l)
		if len(places) != 3 || places[0].Phone != "0371-00000000" || places[2].ID != saved.ID {
			t.Errorf("on the laptop of %s: %+v", l.person, places)
		}
		people, err := l.ActiveInspectors(h.ctx)
		if h.must(err); len(people) != 1 {
			t.Errorf("on the laptop of %s: %+v", l.person, people)
		}
	}
	h.noConflicts(t, a, b)
}

// A place of the sample register and a real one of the same number stay two.
func TestSamplePlacesStayApart(t *testing.T) {
	h, a, b := twoLaptops(t)
	sample := inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Name, p.Sample = "", "示例养老服务中心", true })
	real := inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" })
	for _, entered := range []struct {
		on    *officeLaptop
		place inspection.Place
	}{{a, sample}, {b, real}} {
		_, err := entered.on.ImportPlaces(h.ctx, entered.on.person, []inspection.Place{entered.place})
		h.must(err)
	}
	_, err := a.RemoveSample(h.ctx, a.person)
	h.must(err)
	h.exchange(a, b)
	for _, l := range []*officeLaptop{a, b} {
		if places := h.places(l); len(places) != 2 || places[0].ID == places[1].ID {
			t.Errorf("on the laptop of %s: %+v", l.person, places)
		}
	}
	h.noConflicts(t, a, b)
}

// The id of a place stays when its code is changed; another place that takes the old
// code gets an id of its own.
func TestPlaceTakesTheCodeOfAnother(t *testing.T) {
	h, a, _ := twoLaptops(t)
	first, err := a.SavePlace(h.ctx, a.person, inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }))
	h.must(err)
	if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(string(first.ID)) {
		t.Errorf("%q is no UUIDv8", first.ID)
	}
	code := first.Code
	first.Code = "YL-099"
	moved, err := a.SavePlace(h.ctx, a.person, first)
	h.must(err)
	second, err := a.SavePlace(h.ctx, a.person, inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "", code }))
	h.must(err)
	if moved.ID != first.ID || second.ID == first.ID {
		t.Errorf("%q became %q, and the new place is %q", first.ID, moved.ID, second.ID)
	}
}

// Somebody entered again is the same person; somebody else of that name and department,
// told apart by the certificate, is not.
func TestInspectorEnteredAgain(t *testing.T) {
	h, a, _ := twoLaptops(t)
	person := inspection.Inspector{Name: "王强", Department: inspection.DepartmentMarket, Certificate: "豫B010203"}
	first, err := a.SaveInspector(h.ctx, a.person, person)
	h.must(err)
	again, err := a.SaveInspector(h.ctx, a.person, person)
	h.must(err)
	person.Certificate = "豫B999999"
	other, err := a.SaveInspector(h.ctx, a.person, person)
	h.must(err)
	if again.ID != first.ID || other.ID == first.ID {
		t.Errorf("%q %q %q", first.ID, again.ID, other.ID)
	}
	people := []inspection.Inspector{first, {ID: "x", Name: "王强", Department: inspection.DepartmentMarket, Certificate: "豫B010203"}, other,
		{ID: "y", Name: "赵雪", Inactive: true}}
	if offered := inspection.OfferedInspectors(people); len(offered) != 2 || offered[0].ID != first.ID || offered[1].ID != other.ID {
		t.Errorf("%+v", offered)
	}
}

// What was done on one laptop carries on the other the name of whoever did it, not of
// whoever received it: in the bin, in the history, in corrections.
func TestNamesOfOthersStay(t *testing.T) {
	h, a, b := twoLaptops(t)
	place, err := a.SavePlace(h.ctx, a.person, inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }))
	h.must(err)
	_, err = a.Assign(h.ctx, a.person, inspection.KindPlace, []inspection.ID{place.ID}, "王强", "本周内")
	h.must(err)
	_, err = a.SetPlacesRemoved(h.ctx, a.person, []inspection.ID{place.ID}, true)
	h.must(err)
	h.exchange(a, b)
	bin, err := b.Bin(h.ctx)
	h.must(err)
	if len(bin) != 1 || bin[0].By != a.person || bin[0].At.IsZero() {
		t.Errorf("%+v", bin)
	}
	var changes []inspection.Change
	h.must(b.View(h.ctx, func(r inspection.Reader) (err error) {
		changes, err = inspection.History(h.ctx, r, inspection.KindPlace, place.ID)
		return err
	}))
	kinds := map[inspection.RecordKind]int{}
	for _, change := range changes {
		kinds[change.RecordKind]++
		if change.Actor != a.person || change.Device != "laptop-0" {
			t.Errorf("%s says that %s did it on %s", change.RecordKind, change.Actor, change.Device)
		}
	}
	if kinds[inspection.KindPlace] != 2 || kinds[inspection.KindAssignment] != 1 {
		t.Errorf("%v", kinds)
	}
}

// What was given to a person is listed with what there is to do first; what is done comes
// last, and what was given to nobody any more is not listed.
func TestAssignedTo(t *testing.T) {
	h, a, _ := twoLaptops(t)
	h.must(a.InstallChecklists(h.ctx, "安巡", []inspection.Checklist{inspectiontest.AChecklist()}))
	place, err := a.SavePlace(h.ctx, a.person, inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }))
	h.must(err)
	visit, err := a.StartInspection(h.ctx, a.person, inspection.NewInspection{PlaceID: place.ID, Checklists: []string{"CF"},
		Inspectors: []inspection.Inspector{inspectiontest.AnInspector()}})
	h.must(err)
	hazard, err := a.ReportHazard(h.ctx, a.person, inspection.NewHazard{PlaceID: place.ID, Description: "电线私拉", Severity: inspection.SeverityGeneral,
		Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}})
	h.must(err)
	give := func(kind inspection.RecordKind, id inspection.ID, person string) {
		_, err := a.Assign(h.ctx, "刘主任", kind, []inspection.ID{id}, person, "")
		h.must(err)
	}
	give(inspection.KindPlace, place.ID, "王强")
	give(inspection.KindInspection, visit.ID, "王强")
	give(inspection.KindHazard, hazard.ID, "王强")
	kinds := func() (found []inspection.RecordKind) {
		list, err := a.AssignedTo(h.ctx, "王强")
		h.must(err)
		for _, one := range list {
			found = append(found, one.RecordKind)
		}
		return found
	}
	want := []inspection.RecordKind{inspection.KindHazard, inspection.KindInspection, inspection.KindPlace}
	if got := kinds(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	h.must(a.Void(h.ctx, a.person, visit.ID, "重复"))
	give(inspection.KindPlace, place.ID, "")
	if got := kinds(); !slices.Equal(got, want[:2]) {
		t.Errorf("%v", got)
	}
	if list, _ := a.AssignedTo(h.ctx, ""); len(list) != 2 || list[0].Name != "电线私拉" || !list[1].Done || list[1].Place != place.Name {
		t.Errorf("%+v", list)
	}
	var people []string
	h.must(a.View(h.ctx, func(r inspection.Reader) (err error) { people, err = inspection.ReadPeople(h.ctx, r); return err }))
	if !slices.Contains(people, "王强") {
		t.Errorf("%v", people)
	}
}
