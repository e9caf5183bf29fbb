package sqlite

import (
	"errors"
	"fmt"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// colleague is another laptop, in memory, whose work comes to the trial folder.
type colleague struct {
	*inspection.Service
	person string
}

func (t *trialDesk) colleague(id, code, person string) *colleague {
	ids := inspection.NewIDs(t.clock.Now, t)
	library, err := inspection.ParseLibrary([]byte(`[]`))
	if err != nil {
		panic(err) // an empty library can be read
	}
	return &colleague{inspection.NewService(inspectiontest.NewMemoryDevice(t.clock.Now, id, code), library, t.clock.Now, ids), person}
}

// meet brings two laptops together before anything happens on them: both know the place,
// the checklist and a draft.
func (t *trialDesk) meet() (err error) {
	t.second = t.colleague("01930000-0000-7000-8000-00000000d00b", "B7", "李敏")
	t.third = t.colleague("01930000-0000-7000-8000-00000000d00c", "C7", "王强")
	outcome, err := t.service.StartInspection(t.ctx, "张建国", inspection.NewInspection{PlaceID: t.place.ID, Checklists: []string{"CF"},
		Inspectors: []inspection.Inspector{{Name: "张建国", Department: "emergency"}}})
	if err != nil {
		return err
	}
	t.draft = outcome.ID
	return errors.Join(t.hand(t.service, t.second.Service), t.hand(t.second.Service, t.third.Service))
}

// hand takes everything from one laptop to another.
func (t *trialDesk) hand(from, to *inspection.Service) error {
	delivery, err := deliveryOf(t, from)
	if err != nil {
		return err
	}
	_, err = to.Receive(t.ctx, "张建国", delivery, nil)
	return err
}

func deliveryOf(t *trialDesk, from *inspection.Service) (inspection.Delivery, error) {
	var entries []inspection.Change
	covers, err := from.EachEntry(t.ctx, inspection.Selection{}, func(c inspection.Change) error {
		entries = append(entries, c)
		return nil
	})
	if err != nil {
		return inspection.Delivery{}, err
	}
	card, err := from.Card(t.ctx)
	return inspection.Delivery{From: card, Via: inspection.ViaBundle, Made: t.clock.Now(), Covers: covers, Entries: replayed(entries)}, err
}

func replayed(entries []inspection.Change) func(func(inspection.Change) error) error {
	return func(fn func(inspection.Change) error) error {
		for _, entry := range entries {
			if err := fn(entry); err != nil {
				return err
			}
		}
		return nil
	}
}

// exchange lets the colleagues and this laptop work without knowing of each other and
// then receives what they did: inspections, steps, assignments, an answer to the draft,
// and telephones that differ.
func (t *trialDesk) exchange(last bool) error {
	err := errors.Join(t.hand(t.service, t.second.Service), t.hand(t.second.Service, t.third.Service))
	for _, c := range []*colleague{t.third, t.second} {
		err = errors.Join(err, t.abroad(c))
	}
	err = errors.Join(err, t.telephone(t.service, "张建国"), t.assign(t.service, "张建国"))
	if last && t.random.IntN(2) == 0 {
		_, finishErr := t.service.Finish(t.ctx, "张建国", t.draft, inspection.FinishInput{IncompleteReason: "停电"})
		err = errors.Join(err, finishErr)
	}
	err = errors.Join(err, t.hand(t.third.Service, t.second.Service), t.hand(t.second.Service, t.service))
	if last {
		err = errors.Join(err, t.settle())
	}
	return err
}

// abroad is what somebody does on another laptop. The photos are brought along.
func (t *trialDesk) abroad(c *colleague) error {
	t.clock.Advance(time.Duration(1+t.random.IntN(50)) * time.Minute)
	err := errors.Join(t.telephone(c.Service, c.person), t.assign(c.Service, c.person), t.visitOf(c.Service, c.person, true))
	_, answerErr := c.GiveAnswer(t.ctx, c.person, inspection.AnswerInput{InspectionID: t.draft, Item: "CF-03", Result: inspection.ResultPass,
		Note: fmt.Sprintf("%s看过 %d 处", c.person, t.random.IntN(90))})
	return errors.Join(err, answerErr)
}

func (t *trialDesk) telephone(s *inspection.Service, by string) error {
	place := t.place
	place.Phone = fmt.Sprintf("0371-%08d", t.random.IntN(100_000_000))
	_, err := s.SavePlace(t.ctx, by, place)
	return err
}

func (t *trialDesk) assign(s *inspection.Service, by string) error {
	_, err := s.Assign(t.ctx, by, inspection.KindPlace, []inspection.ID{t.place.ID}, []string{"张建国", "李敏", "王强"}[t.random.IntN(3)], fmt.Sprintf("本月第 %d 次", t.random.IntN(90)))
	return err
}

// settle decides one of the conflicts that came of it.
func (t *trialDesk) settle() error {
	open, err := t.service.Conflicts(t.ctx)
	if err != nil {
		return err
	}
	for _, conflict := range open {
		if conflict.ConflictKind == inspection.ConflictField {
			return t.service.Settle(t.ctx, "张建国", conflict.ID, t.random.IntN(len(conflict.Sides)), "已电话核实")
		}
	}
	return errors.New("nobody contradicted anybody")
}
