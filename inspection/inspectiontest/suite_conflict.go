package inspectiontest

import (
	"fmt"
	"sync"
	"time"

	"anxun/inspection"
)

// testSameTime lets many people decide about one hazard on the same view of it, through two
// services on one store, as the window and the command line are. Exactly one decision
// is written; everybody else is told who was first, and nothing is lost: the history
// is that of the one who won.
func testSameTime(s *suite) {
	s.put(APlace(), AChecklist(), AnInspection(), AHazard(func(h *inspection.Hazard) {
		h.Status, h.SubmittedBy, h.Severity = inspection.HazardSubmitted, "王院长", inspection.SeveritySerious
	}), inspection.Action{ID: "seen", HazardID: AHazard().ID, ActionKind: inspection.ActionSubmit, From: inspection.HazardOpen,
		To: inspection.HazardSubmitted, By: "王院长", At: Noon.Add(-time.Hour), Note: "已清理"})
	ids := SequentialIDs()
	services := []*inspection.Service{inspection.NewService(s.store, nil, FixedClock(Noon), ids), inspection.NewService(s.store, nil, FixedClock(Noon), ids)}
	const people = 12
	errs := make([]error, people)
	var wait sync.WaitGroup
	for i := range people {
		wait.Add(1)
		go func() {
			defer wait.Done()
			input := inspection.ActionInput{Action: inspection.ActionPass, By: fmt.Sprint("复查人", i), Seen: "seen"}
			if i%2 == 0 {
				input.Action, input.Note, input.Until = inspection.ActionFail, "仍有杂物", "2026-11-24"
			}
			_, errs[i] = services[i%len(services)].Act(s.ctx, AHazard().ID, input, nil)
		}()
	}
	wait.Wait()
	winner := ""
	for i, err := range errs {
		switch {
		case err == nil && winner == "":
			winner = fmt.Sprint("复查人", i)
		case err == nil:
			s.Errorf("both %s and person %d decided", winner, i)
		case inspection.CodeOf(err) != inspection.CodeConflict:
			s.Errorf("person %d: %v", i, err)
		}
	}
	steps := s.steps()
	if len(steps) != 2 || steps[1].By != winner {
		s.Errorf("%s won, the history is %+v", winner, steps)
	}
	// Whoever decided on the old view is refused even where the table would allow it by now.
	reader := services[0]
	last := steps[1]
	if last.ActionKind == inspection.ActionPass {
		s.act(reader, inspection.ActionInput{Action: inspection.ActionReopen, By: "李敏", Note: "又堆放", Until: "2026-11-24", Seen: last.ID})
	}
	s.act(reader, inspection.ActionInput{Action: inspection.ActionSubmit, By: "王院长", Note: "再次清理"})
	_, err := services[1].Act(s.ctx, AHazard().ID, inspection.ActionInput{Action: inspection.ActionPass, By: "陈静", Seen: "seen"}, nil)
	if inspection.CodeOf(err) != inspection.CodeConflict {
		s.Errorf("a review of the first rectification was taken for the second: %v", err)
	}
	s.act(reader, inspection.ActionInput{Action: inspection.ActionPass, By: "陈静", Seen: s.steps()[len(s.steps())-1].ID})
}

func (s *suite) act(service *inspection.Service, input inspection.ActionInput) {
	s.Helper()
	if _, err := service.Act(s.ctx, AHazard().ID, input, nil); err != nil {
		s.Fatalf("%s: %v", input.Action, err)
	}
}

// steps reads the history of the hazard.
func (s *suite) steps() []inspection.Action {
	s.Helper()
	var steps []inspection.Action
	err := s.store.View(s.ctx, func(r inspection.Reader) (err error) {
		steps, err = r.Actions(s.ctx, AHazard().ID)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return steps
}
