// Package trial fills a data folder with many made-up inspections, for trials and
// measurements. Everything in it is marked as sample. The records obey the rules of
// the product: hazards live by the table of transitions.
package trial

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"anxun/inspection"
)

// Actor is in whose name the records are made.
const Actor = "安巡示例"

// batch is how many inspections are saved in one transaction.
const batch = 50

// Options say what is generated.
type Options struct {
	Inspections int
	Seed        int64 // the same seed on the same day gives the same records
	Now         time.Time
	Library     *inspection.Library
	Progress    func(done int) // called now and then; may be nil

	// Seal seals a finished inspection: Service.SealRecorded.
	Seal func(ctx context.Context, w inspection.Writer, by string, id inspection.ID) error
}

// Counts is how many records were made.
type Counts struct{ Inspections, Answers, Hazards, Actions int }

// generator makes records one after the other.
type generator struct {
	Options
	random     *rand.Rand
	instant    time.Time // of what is being made; ids carry it
	ids        inspection.IDs
	places     []inspection.Place
	checklists []inspection.Checklist
	policy     inspection.DeadlinePolicy
	counts     Counts
}

// Generate adds inspections of the places in the store, oldest first, spread over up
// to three years until yesterday. A few of the newest are drafts.
func Generate(ctx context.Context, store inspection.Store, options Options) (Counts, error) {
	source := rand.NewPCG(uint64(options.Seed), 0x616e78756e)
	g := &generator{Options: options, random: rand.New(source), policy: inspection.DefaultDeadlinePolicy()}
	g.ids = inspection.NewIDs(func() time.Time { return g.instant }, randomBytes{rand.New(rand.NewPCG(uint64(options.Seed), 2))})
	err := store.View(ctx, func(r inspection.Reader) (err error) {
		if g.places, err = r.Places(ctx, inspection.PlaceFilter{}); err != nil {
			return err
		}
		all, err := r.Checklists(ctx)
		g.checklists = inspection.NewestVersions(all)
		return err
	})
	if err != nil {
		return g.counts, err
	}
	g.places = slices.DeleteFunc(g.places, func(p inspection.Place) bool { return len(inspection.ProposeChecklists(g.checklists, p)) == 0 })
	if len(g.places) == 0 {
		return g.counts, inspection.NotFound("error.no_places")
	}
	for done := 0; done < options.Inspections; done += batch {
		if err := ctx.Err(); err != nil {
			return g.counts, err
		}
		last := min(done+batch, options.Inspections)
		_, err := store.Update(ctx, Actor, func(w inspection.Writer) error {
			for i := done; i < last; i++ {
				if err := g.inspection(ctx, w, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return g.counts, err
		}
		if options.Progress != nil && (last%500 == 0 || last == options.Inspections) {
			options.Progress(last)
		}
	}
	return g.counts, nil
}

// randomBytes lets ids draw from a seeded source.
type randomBytes struct{ random *rand.Rand }

// Read implements io.Reader.
func (r randomBytes) Read(buffer []byte) (int, error) {
	for i := range buffer {
		buffer[i] = byte(r.random.Uint32())
	}
	return len(buffer), nil
}

// chance is true with the probability of so many per cent.
func (g *generator) chance(percent int) bool { return g.random.IntN(100) < percent }

func pick[T any](g *generator, values []T) T { return values[g.random.IntN(len(values))] }

// started spreads the inspections evenly over the days until yesterday.
func (g *generator) started(i int) time.Time {
	days := min(max(g.Inspections/6, 60), 3*365)
	first := inspection.DayOf(g.Now).Add(-days)
	day := first.Add(i * days / g.Inspections)
	return day.Start().Add(8*time.Hour + time.Duration(g.random.IntN(10*60))*time.Minute)
}

func (g *generator) inspection(ctx context.Context, w inspection.Writer, i int) error {
	place := pick(g, g.places)
	started := g.started(i)
	g.instant = started
	var lists []inspection.Checklist
	for _, list := range inspection.ProposeChecklists(g.checklists, place) {
		if g.chance(80) {
			lists = append(lists, list)
		}
	}
	if len(lists) == 0 {
		lists = inspection.ProposeChecklists(g.checklists, place)[:1]
	}
	visit := inspection.Inspection{ID: g.ids(), PlaceID: place.ID, Status: inspection.StatusFinished, Started: started,
		Finished: started.Add(time.Duration(30+g.random.IntN(90)) * time.Minute), Inspectors: g.team(place), AccompaniedBy: place.Manager, Sample: true}
	for _, list := range lists {
		visit.Checklists = append(visit.Checklists, list.Ref())
	}
	if i >= g.Inspections-g.Inspections/200-1 && g.Inspections > 20 { // somebody is always in the middle of one
		visit.Status, visit.Finished = inspection.StatusDraft, time.Time{}
	} else if g.chance(4) {
		visit.IncompleteReason = "部分区域当日锁闭，未能查看。"
	}
	var err error
	if visit.No, err = inspection.NextInspectionNo(ctx, w, inspection.DayOf(started)); err != nil {
		return err
	}
	if err := w.Put(ctx, visit); err != nil {
		return err
	}
	g.counts.Inspections++
	if err := g.answers(ctx, w, visit, place, lists); err != nil {
		return err
	}
	return g.Seal(ctx, w, Actor, visit.ID)
}

func (g *generator) team(place inspection.Place) []inspection.Inspector {
	people := map[inspection.DepartmentID][]string{
		inspection.DepartmentEmergency: {"张建国", "孙伟"}, inspection.DepartmentMarket: {"李敏", "何芳"},
		inspection.DepartmentCivil: {"王磊", "赵倩"}, inspection.DepartmentUrban: {"刘洋", "马超"},
	}
	departments := []inspection.DepartmentID{inspection.DepartmentEmergency, inspection.DepartmentMarket, inspection.DepartmentCivil}
	if place.PlaceKind != inspection.PlaceCare {
		departments = []inspection.DepartmentID{inspection.DepartmentUrban, inspection.DepartmentEmergency, inspection.DepartmentMarket}
	}
	var team []inspection.Inspector
	for _, department := range departments[:2+g.random.IntN(2)] {
		team = append(team, inspection.Inspector{Name: pick(g, people[department]), Department: department})
	}
	return team
}

func (g *generator) answers(ctx context.Context, w inspection.Writer, visit inspection.Inspection, place inspection.Place, lists []inspection.Checklist) error {
	at := visit.Started
	for _, list := range lists {
		for _, item := range list.Items() {
			at = at.Add(time.Duration(5+g.random.IntN(30)) * time.Second)
			if !item.Applies.To(place) || visit.IncompleteReason != "" && g.chance(10) || visit.Status == inspection.StatusDraft && g.chance(50) {
				continue
			}
			answer := inspection.Answer{InspectionID: visit.ID, Item: item.Code, Checklist: list.Ref(), Result: inspection.ResultPass, By: visit.Inspectors[0].Name, At: at}
			switch {
			case g.chance(5):
				answer.Result = inspection.ResultFail
			case g.chance(3):
				answer.Result, answer.Note = inspection.ResultNA, "检查当日无此情形。"
			}
			if err := w.Put(ctx, answer); err != nil {
				return err
			}
			g.counts.Answers++
			if answer.Result == inspection.ResultFail {
				if err := g.hazard(ctx, w, visit, place, item, answer); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
