package inspectiontest

import (
	"fmt"
	"time"

	"anxun/inspection"
)

// change lets somebody do something on a laptop, as the window would let them. What the
// rules refuse does not happen.
func (h *history) change(l *laptop) {
	visits, hazards, place := h.look(l)
	pick := func(texts ...string) string { return texts[h.random.IntN(len(texts))] }
	var err error
	switch h.random.IntN(14) {
	case 0:
		place.Phone, place.Manager = pick("", "1", "2", "3"), pick(place.Manager, "王院长", "刘院长")
		_, err = l.SavePlace(h.ctx, l.person, place)
	case 1:
		_, err = l.StartInspection(h.ctx, l.person, inspection.NewInspection{PlaceID: place.ID, Checklists: []string{"CF"},
			Inspectors: []inspection.Inspector{AnInspector()}})
	case 2:
		if len(visits) > 0 {
			visit := visits[h.random.IntN(len(visits))]
			err = l.ChangeInspection(h.ctx, l.person, visit.ID, visit.Inspectors, pick("王院长", "李院长", ""), pick("", "雨", "晴"))
		}
	case 3, 4, 5:
		if len(visits) > 0 {
			_, err = l.GiveAnswer(h.ctx, l.person, inspection.AnswerInput{InspectionID: visits[h.random.IntN(len(visits))].ID,
				Item: inspection.ItemCode(pick("CF-01", "CF-02", "CF-03")), Result: inspection.Result(pick("pass", "fail", "na")), Note: pick("不涉及", "有出入")})
		}
	case 6, 7:
		if len(hazards) > 0 {
			hazard := hazards[h.random.IntN(len(hazards))]
			details := hazard.Details()
			details.Description, details.Severity = pick("疏散通道堆物", "灭火器过期"), inspection.Severity(pick("general", "serious"))
			_, err = l.DescribeHazard(h.ctx, l.person, hazard.ID, details)
		}
	case 8, 9:
		if len(hazards) > 0 {
			err = h.act(l, hazards[h.random.IntN(len(hazards))])
		}
	case 10:
		if len(visits) > 0 {
			_, err = l.Finish(h.ctx, l.person, visits[h.random.IntN(len(visits))].ID, inspection.FinishInput{IncompleteReason: "时间不够"})
		}
	case 12:
		err = h.decide(l)
	case 13:
		_, err = l.Assign(h.ctx, l.person, inspection.KindPlace, []inspection.ID{place.ID}, pick("李敏", "王强", ""), "")
	case 11:
		if len(hazards) > 0 {
			hazard := hazards[h.random.IntN(len(hazards))]
			err = l.AddPhotos(h.ctx, l.person, hazard.ID, []inspection.Evidence{h.photo(inspection.EvidenceBefore)})
		} else {
			_, err = l.ReportHazard(h.ctx, l.person, inspection.NewHazard{PlaceID: place.ID, Description: "电线私拉", Severity: inspection.SeverityGeneral,
				Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}})
		}
	}
	switch inspection.CodeOf(err) {
	case "", inspection.CodeConflict, inspection.CodeInvalid, inspection.CodeIncomplete:
	default:
		h.t.Fatalf("%v", err)
	}
}

// look is what a person sees on the laptop.
func (h *history) look(l *laptop) (drafts []inspection.InspectionRow, hazards []inspection.HazardRow, place inspection.Place) {
	h.must(l.View(h.ctx, func(r inspection.Reader) (err error) {
		if drafts, err = r.Inspections(h.ctx, inspection.InspectionFilter{Status: inspection.StatusDraft}); err != nil {
			return err
		}
		if hazards, err = r.Hazards(h.ctx, inspection.HazardFilter{}); err != nil {
			return err
		}
		places, err := r.Places(h.ctx, inspection.PlaceFilter{})
		place = places[h.random.IntN(len(places))]
		return err
	}))
	return drafts, hazards, place
}

func (h *history) act(l *laptop, hazard inspection.HazardRow) error {
	allowed := inspection.AllowedActions(hazard.Hazard, l.person)
	if len(allowed) == 0 {
		return nil
	}
	input := inspection.ActionInput{Action: allowed[h.random.IntN(len(allowed))], By: l.person, Note: "说明", Target: "fire",
		Until: hazard.Due.Add(1 + h.random.IntN(5)), FixedBy: "李敏"}
	if today := inspection.DayOf(l.Now()); input.Until < today {
		input.Until = today
	}
	var photos []inspection.Evidence
	if input.Action == inspection.ActionSubmit || input.Action == inspection.ActionFixed {
		photos = []inspection.Evidence{h.photo(inspection.EvidenceBefore), h.photo(inspection.EvidenceAfter)}
	}
	_, err := l.Act(h.ctx, hazard.ID, input, photos)
	return err
}

func (h *history) photo(role inspection.EvidenceRole) inspection.Evidence {
	return AnEvidence(func(e *inspection.Evidence) {
		e.ID, e.Role, e.SHA256, e.Added = "", role, fmt.Sprintf("%064x", h.random.Uint64()), time.Time{}
	})
}

// finishOf finds the first entry that finished an inspection, in the order that all agree on.
func (h *history) finishOf(visit inspection.ID) *inspection.Change {
	var found *inspection.Change
	h.must(h.laptops[0].View(h.ctx, func(r inspection.Reader) error {
		causality, err := inspection.ReadCausality(h.ctx, r)
		if err != nil {
			return err
		}
		entries, err := r.Entries(h.ctx, inspection.KindInspection, visit)
		causality.Order(entries)
		for _, entry := range entries {
			for _, field := range entry.Fields {
				if found == nil && field.Field == "status" && field.New == string(inspection.StatusFinished) {
					found = &entry
				}
			}
		}
		return err
	}))
	return found
}

// decide settles one of the conflicts that the laptop shows.
func (h *history) decide(l *laptop) error {
	open, err := l.Conflicts(h.ctx)
	if err != nil || len(open) == 0 {
		return err
	}
	conflict := open[h.random.IntN(len(open))]
	side := 0
	if conflict.ConflictKind != inspection.ConflictAction {
		side = h.random.IntN(len(conflict.Sides))
	}
	return l.Settle(h.ctx, l.person, conflict.ID, side, "已与对方核实")
}
