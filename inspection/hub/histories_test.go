package hub_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
	"anxun/inspection/inspectiontest"
)

// desk is a laptop with a real service.
type desk struct {
	*inspection.Service
	clock  *inspectiontest.Clock
	person string
}

// story is a random course of events on five laptops with a hub, and a stick now and then.
type story struct {
	*testing.T
	random *rand.Rand
	desks  []*desk
	server *hubtest.Server
	backup *hubtest.Server
	wrote  map[inspection.RecordKind]map[inspection.ID]bool
	counts *storyCounts
}

type storyCounts struct{ exchanges, cut, sticks, setBack, hazards, steps, conflicts int }

// TestRandomHistoriesConvergeThroughTheHub has real laptops: people report, describe and follow hazards, while exchanges are cut
// at any request, bundles pass by the hub, and the hub is set back. More: ANXUN_HUB_HISTORIES=10000.
func TestRandomHistoriesConvergeThroughTheHub(t *testing.T) {
	count := 60
	if text := os.Getenv("ANXUN_HUB_HISTORIES"); text != "" {
		count, _ = strconv.Atoi(text)
	}
	counts := &storyCounts{}
	for n := range count {
		s := &story{T: t, random: rand.New(rand.NewPCG(uint64(n), 20261125)), counts: counts, server: hubtest.NewServer("1"),
			wrote: map[inspection.RecordKind]map[inspection.ID]bool{inspection.KindHazard: {}, inspection.KindAction: {}}}
		s.backup = s.server.Backup()
		s.begin()
		for range 20 + s.random.IntN(40) {
			s.happen()
		}
		s.settle()
		if t.Failed() {
			t.Fatalf("history %d", n)
		}
	}
	t.Logf("%d histories over 5 laptops: %d exchanges, %d of them cut, %d bundles beside them, the hub set back %d times; %d hazards and %d steps arrived everywhere, %d conflicts, each on every laptop",
		count, counts.exchanges, counts.cut, counts.sticks, counts.setBack, counts.hazards, counts.steps, counts.conflicts)
	if counts.cut == 0 || counts.setBack == 0 || counts.conflicts == 0 || counts.steps == 0 {
		t.Error("the histories are too tame to prove anything")
	}
}

func (s *story) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *story) begin() {
	library, err := inspection.ParseLibrary([]byte(`[]`))
	s.must(err)
	for i, person := range []string{"张建国", "李敏", "王强", "赵雪", "陈晨"} {
		clock := &inspectiontest.Clock{}
		if s.random.IntN(4) == 0 { // a wrong clock
			clock.Advance(time.Duration(s.random.IntN(2000)-1000) * time.Hour)
		}
		ids := 0
		service := inspection.NewService(inspectiontest.NewMemoryDevice(clock.Now, fmt.Sprintf("laptop-%d", i), string(rune('A'+i))+"7"), library, clock.Now, func() inspection.ID {
			ids++
			return inspection.ID(fmt.Sprintf("%d-%04d", i, ids))
		})
		s.must(service.InstallChecklists(s.Context(), "安巡", []inspection.Checklist{inspectiontest.AChecklist()}))
		s.desks = append(s.desks, &desk{service, clock, person})
	}
	_, err = s.desks[0].SavePlace(s.Context(), "张建国", inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }))
	s.must(err)
	for _, d := range s.desks {
		s.must(s.exchange(d, nil))
	}
}

func (s *story) exchange(d *desk, cut func() hubtest.Cut) error {
	s.counts.exchanges++
	e := &hub.Exchange{Laptop: d.Service, Hub: s.server.Connect(cut), By: d.person, Clock: d.clock.Now, PageRows: 1 + s.random.IntN(30)}
	_, err := e.Sync(s.Context())
	return err
}

func (s *story) happen() {
	d := s.desks[s.random.IntN(len(s.desks))]
	d.clock.Advance(time.Duration(s.random.IntN(600)) * time.Second)
	switch dice := s.random.IntN(100); {
	case dice < 55:
		s.write(d)
	case dice < 75:
		left, how := s.random.IntN(25), hubtest.Cut(1+s.random.IntN(2))
		err := s.exchange(d, func() hubtest.Cut {
			if left--; left < 0 {
				return how
			}
			return hubtest.CutNone
		})
		if errors.Is(err, hubtest.ErrCut) {
			s.counts.cut++
		} else {
			s.must(err)
		}
	case dice < 87:
		s.must(s.exchange(d, nil))
	case dice < 94:
		s.stick(d, s.desks[s.random.IntN(len(s.desks))])
	case dice < 97:
		s.backup = s.server.Backup()
	default:
		s.server = s.backup.Backup()
		s.counts.setBack++
	}
}

// write lets somebody report, describe or follow a hazard.
func (s *story) write(d *desk) {
	ctx := s.Context()
	var hazards []inspection.HazardRow
	var places []inspection.Place
	s.must(d.View(ctx, func(r inspection.Reader) (err error) {
		if hazards, err = r.Hazards(ctx, inspection.HazardFilter{}); err == nil {
			places, err = r.Places(ctx, inspection.PlaceFilter{})
		}
		return err
	}))
	if len(hazards) == 0 || s.random.IntN(5) == 0 {
		hazard, err := d.ReportHazard(ctx, d.person, inspection.NewHazard{PlaceID: places[0].ID, Description: "楼道堆放杂物", Severity: inspection.SeverityGeneral,
			Departments: []inspection.DepartmentID{"emergency"}, Responsible: "王院长", Found: d.Now().Add(-time.Minute)})
		s.must(err)
		s.wrote[inspection.KindHazard][hazard.ID] = true
		return
	}
	hazard := hazards[s.random.IntN(len(hazards))].Hazard
	if s.random.IntN(2) == 0 {
		details := hazard.Details()
		details.Responsible = []string{"王院长", "李院长", "赵主任"}[s.random.IntN(3)]
		if _, err := d.DescribeHazard(ctx, d.person, hazard.ID, details); err != nil && inspection.CodeOf(err) != inspection.CodeConflict {
			s.must(err) // a closed one is not described any more
		}
		return
	}
	input := inspection.ActionInput{By: d.person, Note: "已清理", Action: inspection.ActionSubmit}
	if hazard.Status == inspection.HazardSubmitted {
		input.Action = inspection.ActionPass
	}
	if _, err := d.Act(ctx, hazard.ID, input, nil); err != nil {
		return // not allowed as it stands here
	}
	s.must(d.View(ctx, func(r inspection.Reader) error {
		steps, err := r.AllActions(ctx, hazard.ID)
		for _, step := range steps {
			s.wrote[inspection.KindAction][step.ID] = true
		}
		return err
	}))
}

// stick carries everything from one laptop to another, beside the hub.
func (s *story) stick(from, to *desk) {
	if from == to {
		return
	}
	s.counts.sticks++
	var entries []inspection.Change
	covers, err := from.EachEntry(s.Context(), inspection.Selection{}, func(c inspection.Change) error {
		entries = append(entries, c)
		return nil
	})
	s.must(err)
	card, err := from.Card(s.Context())
	s.must(err)
	_, err = to.Receive(s.Context(), to.person, inspection.Delivery{From: card, Via: inspection.ViaBundle, Made: from.Now(), Covers: covers,
		Entries: func(fn func(inspection.Change) error) error {
			for _, c := range entries {
				if err := fn(c); err != nil {
					return err
				}
			}
			return nil
		}}, nil)
	s.must(err)
}

// settle exchanges undisturbed and compares.
func (s *story) settle() {
	for range 3 {
		for _, d := range s.desks {
			s.must(s.exchange(d, nil))
		}
	}
	first, conflicts := s.state(s.desks[0])
	s.counts.conflicts += conflicts
	for _, d := range s.desks[1:] {
		state, n := s.state(d)
		if n != conflicts {
			s.Errorf("%s has %d conflicts, %s %d", d.person, n, s.desks[0].person, conflicts)
		}
		for name := range maps.Keys(first) {
			if state[name] != first[name] {
				s.Errorf("%s:\n%s: %s\n%s: %s", name, s.desks[0].person, first[name], d.person, state[name])
			}
		}
		for kind, ids := range s.wrote {
			for id := range ids {
				if state[string(kind)+" "+string(id)] == "" {
					s.Errorf("%s lost %s %s", d.person, kind, id)
				}
			}
		}
	}
	s.counts.hazards += len(s.wrote[inspection.KindHazard])
	s.counts.steps += len(s.wrote[inspection.KindAction])
}

// state lists what laptops share, by name.
func (s *story) state(d *desk) (map[string]string, int) {
	ctx, lines := s.Context(), map[string]string{}
	open, err := d.Conflicts(ctx)
	s.must(err)
	conflicts := len(open)
	s.must(d.View(ctx, func(r inspection.Reader) error {
		journal, err := r.Journal(ctx, "", 0)
		if err != nil {
			return err
		}
		for _, change := range journal {
			if slices.Contains([]inspection.RecordKind{inspection.KindDevice, inspection.KindReceipt, inspection.KindConflict}, change.RecordKind) || !change.Shared() {
				continue
			}
			fields, err := r.RecordFields(ctx, change.RecordKind, change.Record)
			if err != nil {
				return err
			}
			maps.DeleteFunc(fields, func(_, value string) bool { return value == "" })
			content, err := json.Marshal(fields)
			if err != nil {
				return err
			}
			lines[string(change.RecordKind)+" "+string(change.Record)] = strings.TrimSpace(string(content))
		}
		return nil
	}))
	return lines, conflicts
}
