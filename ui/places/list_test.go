package places

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/task"
	"anxun/ui/uitest/fakehost"
)

// register gives the register three places more, so that five are listed.
func register(t testing.TB, f *fixture) {
	t.Helper()
	for i, name := range []string{"川味面馆", "阿里山茶社", "中原敬老院"} {
		_, err := f.service.SavePlace(context.Background(), "test", inspectiontest.APlace(func(p *inspection.Place) {
			p.ID, p.Code, p.Name, p.Manager = "", fmt.Sprintf("A-%03d", i), name, []string{"周某", "安某", "李某"}[i]
		}))
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (f *fixture) codes() string {
	var codes []string
	for _, row := range f.view.list.Rows {
		codes = append(codes, row.Code)
	}
	return strings.Join(codes, " ")
}

func TestSorting(t *testing.T) {
	f := newFixture(t)
	register(t, f)
	f.Enter("")
	f.Search("a-")
	for _, test := range []struct {
		column    string
		ascending bool
		want      string
	}{
		{"", true, "A-000 A-001 A-002"},
		{sortCode, false, "A-002 A-001 A-000"},
		{sortName, true, "A-001 A-000 A-002"}, // a, chuan, zhong
		{sortManager, true, "A-001 A-002 A-000"},
	} {
		f.SortBy(test.column, test.ascending)
		if got := f.codes(); got != test.want {
			t.Errorf("by %q, ascending %v: %s, want %s", test.column, test.ascending, got, test.want)
		}
	}
}

func TestTakingSeveralOffTheRegisterAndBack(t *testing.T) {
	f := newFixture(t)
	register(t, f)
	f.Enter("")
	f.Search("a-")
	f.Mark(0, 1, false)
	f.SetChosenRemoved(true)
	if f.codes() != "A-002" || f.view.list.Marked != 0 || f.view.list.Counts[FilterRemoved] != 2 || len(f.host.Actions) != 1 {
		t.Fatalf("listed %s, %+v, toasts %q", f.codes(), f.view.list, f.host.Toasts)
	}
	f.host.Actions[0]()
	if f.codes() != "A-000 A-001 A-002" || len(f.host.Actions) != 1 {
		t.Errorf("after undo %s are listed", f.codes())
	}
}

func TestWhatWaitsToBeStoredDoesNotPutAPlaceBack(t *testing.T) {
	f := newFixture(t)
	f.Enter("id:place-1")
	var stored []func()
	f.host.Start = func(label string, work func(context.Context, task.Progress) error, done func(error)) task.Handle {
		if label == "save place" {
			stored = append(stored, func() { task.Inline{}.Go(label, work, done) })
			return task.Inline{}.Go(label, func(context.Context, task.Progress) error { return nil }, nil)
		}
		return task.Inline{}.Go(label, work, done)
	}
	f.Change(FieldManager, "Wang")
	f.SetChosenRemoved(true)
	if len(stored) != 1 || f.stored(t, "place-1").Removed {
		t.Fatalf("%d savings wait, and the place is off before", len(stored))
	}
	stored[0]()
	if place := f.stored(t, "place-1"); !place.Removed || place.Manager != "Wang" {
		t.Errorf("stored %+v", place)
	}
}

func TestChosenPlacesAreCopiedAndExported(t *testing.T) {
	f := newFixture(t)
	register(t, f)
	f.Enter("")
	f.Copy()
	f.Search("a-")
	f.SortBy(sortCode, false)
	f.Mark(0, 2, false)
	f.Mark(1, 1, true)
	f.Search("zzz")
	f.Copy()
	f.ExportChosen("x.xlsx")
	if len(f.host.Copied) != 1 || strings.Count(f.host.Copied[0], "\r\n") != 3 || len(f.workbook.wrote) != 2 {
		t.Fatalf("copied %q, wrote %d", f.host.Copied, len(f.workbook.wrote))
	}
	f.Search("")
	f.MarkAll(true)
	f.Copy()
	lines := strings.Split(f.host.Copied[1], "\r\n")
	if len(lines) != 7 || !strings.HasPrefix(lines[1], "YL-001\t") || f.view.list.Marked != 5 {
		t.Errorf("%d marked, copied %q", f.view.list.Marked, lines)
	}
	if !f.MarkAll(false) || f.MarkAll(false) {
		t.Error("marks stay")
	}
}

func TestTheListComesBackAsItWas(t *testing.T) {
	f := newFixture(t)
	f.Enter("id:place-2")
	f.Show(Filter(inspection.PlaceRoad))
	f.SortBy(sortName, false)
	f.Search("cql")
	state := f.Keep(3)
	again := newFixture(t)
	again.Restore(state)
	again.Enter("id:place-1")
	l := again.view.list
	if l.Filter != Filter(inspection.PlaceRoad) || l.Sort != sortName || l.Ascending || l.Query != "cql" || l.Selected != 0 ||
		again.view.form.Place.ID != "place-2" || again.view.top != 3 {
		t.Errorf("came back as %+v from row %d", l, again.view.top)
	}
	for _, nonsense := range []string{"{", `{"filter":"gone"}`} {
		again.Restore(nonsense)
		if again.Enter("id:place-1"); again.view.form.Place.ID != "place-1" {
			t.Errorf("%q keeps from a place", nonsense)
		}
	}
}

// BenchmarkTenThousandPlaces is what opening the register and each key in its search cost; the second part runs on the
// goroutine of the user interface.
func BenchmarkTenThousandPlaces(b *testing.B) {
	host := fakehost.New(b)
	var records []inspection.Record
	for i := range 10_000 {
		records = append(records, inspectiontest.APlace(func(p *inspection.Place) {
			p.ID, p.Code, p.Name = inspection.ID(fmt.Sprintf("place-%05d", i)), fmt.Sprintf("YL-%05d", i), fmt.Sprintf("中原路%d号日间照料中心", i)
		}))
	}
	service := fakehost.NewService(b, host.Clock, records...)
	p := NewPresenter(host, service, &fakeWorkbook{}, &shown{})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			p.Load()
		}
	})
	for _, text := range []string{"z", "zyl", "日间"} {
		b.Run("key/"+text, func(b *testing.B) {
			for b.Loop() {
				p.Search(text)
			}
		})
	}
	b.Run("sort", func(b *testing.B) {
		p.Search("")
		for b.Loop() {
			p.SortBy(sortName, !p.ascending)
		}
	})
	if !slices.ContainsFunc(p.rows, func(r Row) bool { return r.Code == "YL-00001" }) {
		b.Error("a place is missing")
	}
}
