package inspection_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// pair is two laptops of one office that both have one place and one unfinished
// inspection.
type pair struct {
	t     *testing.T
	ctx   context.Context
	clock *inspectiontest.Clock
	a, b  *inspection.Service
	place inspection.Place
	visit inspection.Inspection
}

func newPair(t *testing.T) *pair {
	t.Helper()
	p := &pair{t: t, ctx: t.Context(), clock: &inspectiontest.Clock{}}
	library, err := inspection.ParseLibrary([]byte(`[]`))
	p.must(err)
	ids := inspectiontest.SequentialIDs()
	for code, target := range map[string]**inspection.Service{"A": &p.a, "B": &p.b} {
		store := inspectiontest.NewMemoryDevice(p.clock.Now, "laptop-"+code, code+"7")
		*target = inspection.NewService(store, library, p.clock.Now, ids)
		p.must((*target).InstallChecklists(p.ctx, "安巡", []inspection.Checklist{inspectiontest.AChecklist()}))
	}
	p.place, err = p.a.SavePlace(p.ctx, "张建国", inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }))
	p.must(err)
	p.visit, err = p.a.StartInspection(p.ctx, "张建国", inspection.NewInspection{PlaceID: p.place.ID, Checklists: []string{"CF"},
		Inspectors: []inspection.Inspector{inspectiontest.AnInspector()}})
	p.must(err)
	p.give(p.a, p.b)
	return p
}

func (p *pair) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// parcel makes a delivery of what the sender has and known lacks.
func (p *pair) parcel(from *inspection.Service, selection inspection.Selection) inspection.Delivery {
	p.t.Helper()
	delivery := deliver(p.t, from, selection, p.must)
	delivery.Made = p.clock.Now()
	return delivery
}

// deliver makes a delivery out of what a laptop hands over.
func deliver(t *testing.T, from *inspection.Service, selection inspection.Selection, must func(error)) inspection.Delivery {
	t.Helper()
	var entries []inspection.Change
	covers, err := from.EachEntry(t.Context(), selection, func(c inspection.Change) error {
		entries = append(entries, c)
		return nil
	})
	must(err)
	card, err := from.Card(t.Context())
	must(err)
	base := selection.Known
	if selection.Partial() {
		base = nil
	}
	return inspection.Delivery{From: card, Via: inspection.ViaBundle, Base: base, Covers: covers,
		Entries: func(fn func(inspection.Change) error) error {
			for _, entry := range entries {
				if err := fn(entry); err != nil {
					return err
				}
			}
			return nil
		}}
}

func (p *pair) give(from, to *inspection.Service) inspection.Arrival {
	p.t.Helper()
	arrival, err := to.Receive(p.ctx, "李敏", p.parcel(from, inspection.Selection{}), nil)
	p.must(err)
	return arrival
}

// meet lets both laptops receive what the other has.
func (p *pair) meet() {
	p.t.Helper()
	p.clock.Advance(time.Minute)
	first, second := p.parcel(p.a, inspection.Selection{}), p.parcel(p.b, inspection.Selection{})
	for to, parcel := range map[*inspection.Service]inspection.Delivery{p.b: first, p.a: second} {
		_, err := to.Receive(p.ctx, "李敏", parcel, nil)
		p.must(err)
	}
}

// answer gives an answer a minute later.
func (p *pair) answer(on *inspection.Service, item inspection.ItemCode, result inspection.Result, note string) {
	p.t.Helper()
	p.clock.Advance(time.Minute)
	_, err := on.GiveAnswer(p.ctx, "张建国", inspection.AnswerInput{InspectionID: p.visit.ID, Item: item, Result: result, Note: note})
	p.must(err)
}

// found makes the described hazard of CF-01 and gives it to both.
func (p *pair) found() inspection.ID {
	p.t.Helper()
	p.answer(p.a, "CF-01", inspection.ResultFail, "")
	id := inspection.HazardID(p.visit.ID, "CF-01")
	hazard := p.hazard(p.a, id)
	details := hazard.Details()
	details.Description, details.Severity = "疏散通道堆物", inspection.SeverityGeneral
	_, err := p.a.DescribeHazard(p.ctx, "张建国", id, details)
	p.must(err)
	p.give(p.a, p.b)
	return id
}

func (p *pair) hazard(on *inspection.Service, id inspection.ID) inspection.Hazard {
	p.t.Helper()
	var hazard inspection.Hazard
	p.must(on.View(p.ctx, func(r inspection.Reader) (err error) {
		hazard, err = r.Hazard(p.ctx, id)
		return err
	}))
	return hazard
}

func (p *pair) act(on *inspection.Service, id inspection.ID, by string, action inspection.ActionKind, change ...func(*inspection.ActionInput)) {
	p.t.Helper()
	p.clock.Advance(time.Minute)
	input := inspection.ActionInput{Action: action, By: by, Note: "说明", Until: inspection.DayOf(p.clock.Now()).Add(2), Target: "fire"}
	for _, fn := range change {
		fn(&input)
	}
	_, err := on.Act(p.ctx, id, input, nil)
	p.must(err)
}

// conflicts lists the kinds and fields of what both laptops report, which must be the same.
func (p *pair) conflicts() []string {
	p.t.Helper()
	var lists [2][]string
	for i, on := range []*inspection.Service{p.a, p.b} {
		open, err := on.Conflicts(p.ctx)
		p.must(err)
		for _, c := range open {
			name := string(c.ConflictKind) + " " + string(c.RecordKind)
			if c.ConflictKind == inspection.ConflictField {
				name += " " + c.Field
			}
			lists[i] = append(lists[i], name)
		}
		slices.Sort(lists[i])
	}
	if !slices.Equal(lists[0], lists[1]) {
		p.t.Fatalf("the laptops report different conflicts: %q and %q", lists[0], lists[1])
	}
	return lists[0]
}

func (p *pair) wantConflicts(want ...string) {
	p.t.Helper()
	if got := p.conflicts(); !slices.Equal(got, want) {
		p.t.Fatalf("conflicts %q, want %q", got, want)
	}
}

func (p *pair) settle(on *inspection.Service, side int) {
	p.t.Helper()
	open, err := on.Conflicts(p.ctx)
	p.must(err)
	if len(open) == 0 {
		p.t.Fatal("there is no conflict to settle")
	}
	p.clock.Advance(time.Minute)
	p.must(on.Settle(p.ctx, "李敏", open[0].ID, side, "已与双方核实"))
}

func TestDifferentFieldsOfOneRecordComeTogether(t *testing.T) {
	p := newPair(t)
	mine, yours := p.place, p.place
	mine.Phone, yours.Manager = "0371-1", "刘院长"
	_, err := p.a.SavePlace(p.ctx, "张建国", mine)
	p.must(err)
	_, err = p.b.SavePlace(p.ctx, "李敏", yours)
	p.must(err)
	p.meet()
	for _, on := range []*inspection.Service{p.a, p.b} {
		p.must(on.View(p.ctx, func(r inspection.Reader) error {
			place, err := r.Place(p.ctx, p.place.ID)
			if place.Phone != "0371-1" || place.Manager != "刘院长" {
				t.Errorf("got %q, %q", place.Phone, place.Manager)
			}
			return err
		}))
	}
	p.wantConflicts()
}

func TestOneFieldWithTwoValuesIsSettledByAPerson(t *testing.T) {
	p := newPair(t)
	for on, phone := range map[*inspection.Service]string{p.a: "0371-1", p.b: "0371-2"} {
		place := p.place
		place.Phone = phone
		_, err := on.SavePlace(p.ctx, "张建国", place)
		p.must(err)
	}
	p.meet()
	p.wantConflicts("field place phone")
	p.settle(p.a, 0)
	chosen := ""
	p.must(p.a.View(p.ctx, func(r inspection.Reader) error {
		place, err := r.Place(p.ctx, p.place.ID)
		chosen = place.Phone
		return err
	}))
	p.meet()
	p.wantConflicts()
	p.must(p.b.View(p.ctx, func(r inspection.Reader) error {
		place, err := r.Place(p.ctx, p.place.ID)
		if place.Phone != chosen {
			t.Errorf("the other laptop has %q, want %q", place.Phone, chosen)
		}
		return err
	}))
}

func TestTwoStepsOfOneHazardAreNotBothTaken(t *testing.T) {
	p := newPair(t)
	id := p.found()
	p.act(p.a, id, "王院长", inspection.ActionSubmit)
	p.act(p.b, id, "李敏", inspection.ActionTransfer)
	p.act(p.b, id, "李敏", inspection.ActionTakeBack) // rests on the transfer
	p.meet()
	for _, on := range []*inspection.Service{p.a, p.b} {
		if hazard := p.hazard(on, id); hazard.Status != inspection.HazardSubmitted || hazard.SubmittedBy != "王院长" {
			t.Errorf("%s by %s, want the first step to stand", hazard.Status, hazard.SubmittedBy)
		}
		p.must(on.View(p.ctx, func(r inspection.Reader) error {
			shown, err := r.Actions(p.ctx, id)
			if err != nil {
				return err
			}
			all, err := r.AllActions(p.ctx, id)
			if len(shown) != 2 || len(all) != 4 {
				t.Errorf("%d steps count and %d are kept, want 2 and 4", len(shown), len(all))
			}
			return err
		}))
	}
	p.wantConflicts("action hazard", "action hazard")
	p.settle(p.a, 0)
	p.settle(p.b, 0)
	p.meet()
	p.settleRest()
	p.wantConflicts()
	p.act(p.b, id, "李敏", inspection.ActionPass)
	p.meet()
	if hazard := p.hazard(p.a, id); hazard.Status != inspection.HazardClosed {
		t.Errorf("after the next step it is %s", hazard.Status)
	}
}

// settleRest takes note of what is still open on the first laptop.
func (p *pair) settleRest() {
	p.t.Helper()
	for {
		open, err := p.a.Conflicts(p.ctx)
		p.must(err)
		if len(open) == 0 {
			break
		}
		p.must(p.a.Settle(p.ctx, "李敏", open[0].ID, 0, ""))
	}
	p.meet()
}

func TestStepsThatFitTogetherAreBothTaken(t *testing.T) {
	p := newPair(t)
	id := p.found()
	p.act(p.a, id, "王院长", inspection.ActionExtend, func(in *inspection.ActionInput) { in.Until = p.hazard(p.a, id).Due.Add(3) })
	details := p.hazard(p.b, id).Details()
	details.Remedy = "清理通道"
	_, err := p.b.DescribeHazard(p.ctx, "李敏", id, details)
	p.must(err)
	p.meet()
	if hazard := p.hazard(p.a, id); hazard.Request != inspection.RequestExtend || hazard.Remedy != "清理通道" {
		t.Errorf("%q, %q", hazard.Request, hazard.Remedy)
	}
	p.wantConflicts()
}

func TestAnAnswerThatCameTooLateDoesNotChangeWhatWasFinished(t *testing.T) {
	p := newPair(t)
	p.answer(p.a, "CF-02", inspection.ResultPass, "")
	p.clock.Advance(time.Minute)
	_, err := p.a.Finish(p.ctx, "张建国", p.visit.ID, inspection.FinishInput{IncompleteReason: "其余下次检查"})
	p.must(err)
	p.answer(p.b, "CF-03", inspection.ResultNA, "不涉及")
	p.meet()
	p.wantConflicts("late answer")
	for _, on := range []*inspection.Service{p.a, p.b} {
		p.must(on.View(p.ctx, func(r inspection.Reader) error {
			answers, err := r.Answers(p.ctx, p.visit.ID)
			if len(answers) != 1 || answers[0].Item != "CF-02" {
				t.Errorf("%+v, want only what was finished", answers)
			}
			return err
		}))
	}
	p.settle(p.b, 1) // it is right: the inspection is corrected
	p.meet()
	p.wantConflicts()
	corrections, err := p.a.Corrections(p.ctx, p.visit.ID)
	p.must(err)
	if len(corrections) != 1 || corrections[0].Item != "CF-03" || corrections[0].Reason == "" {
		t.Errorf("%+v", corrections)
	}
}

func TestReceivingTwiceOrTooEarly(t *testing.T) {
	p := newPair(t)
	known, err := p.b.Known(p.ctx)
	p.must(err)
	p.answer(p.a, "CF-01", inspection.ResultPass, "")
	first := p.parcel(p.a, inspection.Selection{Known: known})
	p.answer(p.a, "CF-02", inspection.ResultPass, "")
	second := p.parcel(p.a, inspection.Selection{Known: first.Covers})
	if _, err := p.b.Receive(p.ctx, "李敏", second, nil); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Fatalf("what continues something missing: %v", err)
	}
	for range 2 {
		for _, delivery := range []inspection.Delivery{first, second} {
			_, err := p.b.Receive(p.ctx, "李敏", delivery, nil)
			p.must(err)
		}
	}
	journal := func() int {
		var n int
		p.must(p.b.View(p.ctx, func(r inspection.Reader) error {
			all, err := r.Journal(p.ctx, "", 0)
			n = len(all)
			return err
		}))
		return n
	}
	before := journal()
	arrival, err := p.b.Receive(p.ctx, "李敏", first, nil)
	p.must(err)
	if journal() != before || arrival.Known != arrival.Entries || len(arrival.New)+len(arrival.Changed) > 0 {
		t.Errorf("receiving it once more changed something: %+v", arrival)
	}
}

func TestPreviewTellsAndChangesNothing(t *testing.T) {
	p := newPair(t)
	p.found()
	p.answer(p.a, "CF-02", inspection.ResultPass, "")
	before, err := p.b.Known(p.ctx)
	p.must(err)
	delivery := p.parcel(p.a, inspection.Selection{})
	preview, err := p.b.Preview(p.ctx, "李敏", delivery, nil)
	p.must(err)
	after, err := p.b.Known(p.ctx)
	p.must(err)
	if before.String() != after.String() || preview.New[inspection.KindAnswer] != 1 {
		t.Errorf("known %s then %s, new %v", before, after, preview.New)
	}
	arrival, err := p.b.Receive(p.ctx, "李敏", delivery, nil)
	p.must(err)
	if arrival.New[inspection.KindAnswer] != preview.New[inspection.KindAnswer] || arrival.Entries != preview.Entries {
		t.Errorf("previewed %+v, received %+v", preview, arrival)
	}
}

func TestAWrongClockIsNoticedAndDecidesNothing(t *testing.T) {
	p := newPair(t)
	p.answer(p.a, "CF-01", inspection.ResultPass, "")
	p.clock.Advance(3 * 365 * 24 * time.Hour) // the first laptop writes in the year 2029
	p.answer(p.a, "CF-01", inspection.ResultNA, "不涉及")
	delivery := p.parcel(p.a, inspection.Selection{})
	p.clock.Advance(-3 * 365 * 24 * time.Hour)
	arrival, err := p.b.Receive(p.ctx, "李敏", delivery, nil)
	p.must(err)
	if arrival.ClockAway < 2*365*24*time.Hour {
		t.Errorf("the clock is ahead by %s", arrival.ClockAway)
	}
	p.answer(p.b, "CF-01", inspection.ResultPass, "") // who saw it and wrote later is right, whatever the clocks say
	p.meet()
	p.wantConflicts()
	for _, on := range []*inspection.Service{p.a, p.b} {
		p.must(on.View(p.ctx, func(r inspection.Reader) error {
			answer, err := r.Answer(p.ctx, p.visit.ID, "CF-01")
			if answer.Result != inspection.ResultPass {
				t.Errorf("it is %s", answer.Result)
			}
			return err
		}))
	}
}

func TestOnlyWhatIsOfOneInspection(t *testing.T) {
	p := newPair(t)
	id := p.found()
	other, err := p.a.SavePlace(p.ctx, "张建国", inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "", "YL-009" }))
	p.must(err)
	library, err := inspection.ParseLibrary([]byte(`[]`))
	p.must(err)
	c := inspection.NewService(inspectiontest.NewMemoryDevice(p.clock.Now, "laptop-C", "C7"), library, p.clock.Now, inspectiontest.SequentialIDs())
	_, err = c.Receive(p.ctx, "王强", p.parcel(p.a, inspection.Selection{Inspections: []inspection.ID{p.visit.ID}}), nil)
	p.must(err)
	if p.hazard(c, id).Description == "" {
		t.Error("its hazard is missing")
	}
	p.must(c.View(p.ctx, func(r inspection.Reader) error {
		if _, err := r.Place(p.ctx, other.ID); inspection.CodeOf(err) != inspection.CodeNotFound {
			t.Errorf("another place came along: %v", err)
		}
		return nil
	}))
	_, err = c.Receive(p.ctx, "王强", p.parcel(p.a, inspection.Selection{}), nil) // everything, later
	p.must(err)
	open, err := c.Conflicts(p.ctx)
	if err != nil || len(open) > 0 {
		t.Errorf("%+v, %v", open, err)
	}
}

func TestOnePlaceCodeForTwoPlaces(t *testing.T) {
	p := newPair(t)
	for i, on := range []*inspection.Service{p.a, p.b} {
		place, err := on.SavePlace(p.ctx, "张建国", inspectiontest.APlace(func(p *inspection.Place) {
			p.ID, p.Code, p.Name = "", []string{"YL-701", "YL-702"}[i], []string{"东站", "西站"}[i]
		}))
		p.must(err)
		place.Code = "YL-777"
		_, err = on.SavePlace(p.ctx, "张建国", place)
		p.must(err)
	}
	p.meet()
	p.wantConflicts("code place")
	if err := p.a.Settle(p.ctx, "李敏", p.firstConflict(), 0, ""); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("settled without changing a code: %v", err)
	}
	p.must(p.a.View(p.ctx, func(r inspection.Reader) error {
		place, err := r.PlaceByCode(p.ctx, "YL-777")
		if err != nil {
			return err
		}
		place.Code = "YL-778"
		p.place = place
		return nil
	}))
	_, err := p.a.SavePlace(p.ctx, "张建国", p.place)
	p.must(err)
	p.meet()
	p.wantConflicts()
}

func (p *pair) firstConflict() inspection.ID {
	p.t.Helper()
	open, err := p.a.Conflicts(p.ctx)
	p.must(err)
	return open[0].ID
}
