//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// work lets somebody do a few things on a laptop: inspect, report with a photo, and go on with what is there, which
// others may be doing at the same time.
func (t *trial) work(ctx context.Context, l *laptop, things int) error {
	return l.use(ctx, false, func(s *setup.Session) error {
		for range things {
			var err error
			switch t.random.IntN(4) {
			case 0:
				err = t.inspect(ctx, s, l.person)
			case 1:
				err = t.find(ctx, s, l.person)
			default:
				err = t.follow(ctx, s, l.person)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *trial) place(ctx context.Context, s *setup.Session) (place inspection.Place, err error) {
	err = s.Service.View(ctx, func(r inspection.Reader) error {
		places, err := r.Places(ctx, inspection.PlaceFilter{PlaceKind: inspection.PlaceCare})
		if err == nil {
			place = places[t.random.IntN(len(places))]
		}
		return err
	})
	return place, err
}

// inspect records an inspection with some thirty answers, of which one fails.
func (t *trial) inspect(ctx context.Context, s *setup.Session, person string) error {
	place, err := t.place(ctx, s)
	if err != nil {
		return err
	}
	lists, err := s.Service.CurrentChecklists(ctx)
	if err != nil {
		return err
	}
	record := inspection.RecordedInspection{Again: true, Finish: true, IncompleteReason: "试验", NewInspection: inspection.NewInspection{PlaceID: place.ID,
		Checklists: []string{"CF"}, Started: time.Now().Add(-time.Minute), Sample: true, Inspectors: []inspection.Inspector{{Name: person, Department: "emergency"}}}}
	for _, list := range lists {
		if list.Code != "CF" {
			continue
		}
		failing := t.random.IntN(20)
		n := 0
		for _, section := range list.Sections {
			for _, item := range section.Items {
				answer := inspection.RecordedAnswer{Item: item.Code, Result: inspection.ResultPass}
				if n == failing {
					answer.Result, answer.Note, answer.Responsible = inspection.ResultFail, "试验中发现的问题", "王院长"
				}
				if n++; n <= 30 {
					record.Answers = append(record.Answers, answer)
				}
			}
		}
	}
	outcome, err := s.Service.RecordInspection(ctx, person, record)
	if err != nil {
		return err
	}
	t.saved.inspections = append(t.saved.inspections, outcome.Inspection.ID)
	for _, hazard := range outcome.Hazards {
		t.saved.hazards = append(t.saved.hazards, hazard.ID)
	}
	return nil
}

// find reports a hazard with a photo.
func (t *trial) find(ctx context.Context, s *setup.Session, person string) error {
	place, err := t.place(ctx, s)
	if err != nil {
		return err
	}
	photo, err := s.Evidence.AddBytes("试验.jpg", noise(t.random))
	if err != nil {
		return err
	}
	photo.Role = inspection.EvidenceBefore
	hazard, err := s.Service.ReportHazard(ctx, person, inspection.NewHazard{PlaceID: place.ID, Description: "楼道堆放杂物", Severity: inspection.SeverityGeneral,
		Departments: []inspection.DepartmentID{"emergency"}, Responsible: person, Photos: []inspection.Evidence{photo}, Sample: true})
	if err != nil {
		return err
	}
	t.saved.hazards, t.saved.photos = append(t.saved.hazards, hazard.ID), append(t.saved.photos, photo)
	return nil
}

// follow takes the next step with a hazard that is there, or describes it otherwise.
func (t *trial) follow(ctx context.Context, s *setup.Session, person string) error {
	var hazards []inspection.HazardRow
	err := s.Service.View(ctx, func(r inspection.Reader) (err error) {
		hazards, err = r.Hazards(ctx, inspection.HazardFilter{})
		return err
	})
	if err != nil || len(hazards) == 0 {
		return err
	}
	hazard := hazards[t.random.IntN(len(hazards))].Hazard
	input := inspection.ActionInput{By: person, Note: fmt.Sprint("试验 ", t.random.IntN(1000))}
	switch hazard.Status {
	case inspection.HazardOpen:
		input.Action = inspection.ActionSubmit
	case inspection.HazardSubmitted:
		input.Action, input.Until = inspection.ActionFail, inspection.DayOf(time.Now().AddDate(0, 0, 3))
		if t.random.IntN(2) == 0 && hazard.SubmittedBy != person {
			input.Action, input.Until = inspection.ActionPass, ""
		}
	default:
		return nil
	}
	if hazard.Status == inspection.HazardOpen && t.random.IntN(3) == 0 {
		details := hazard.Details()
		details.Responsible = fmt.Sprint("责任人 ", t.random.IntN(1000))
		_, err := s.Service.DescribeHazard(ctx, person, hazard.ID, details)
		return err
	}
	if _, err := s.Service.Act(ctx, hazard.ID, input, nil); err != nil {
		return err
	}
	return s.Service.View(ctx, func(r inspection.Reader) error {
		steps, err := r.AllActions(ctx, hazard.ID)
		if err == nil {
			t.saved.steps[steps[len(steps)-1].ID] = hazard.ID
		}
		return err
	})
}

// noise is a photo that does not compress, of several pieces.
func noise(random *rand.Rand) []byte {
	shown := image.NewRGBA(image.Rect(0, 0, 500+random.IntN(400), 400))
	for x := range shown.Rect.Dx() {
		for y := range shown.Rect.Dy() {
			n := random.Uint32()
			shown.SetRGBA(x, y, color.RGBA{uint8(n), uint8(n >> 8), uint8(n >> 16), 255})
		}
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, shown, &jpeg.Options{Quality: 85}); err != nil {
		panic(err) // into memory
	}
	return data.Bytes()
}
