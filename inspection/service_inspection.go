package inspection

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// NewInspection is what is needed to begin an inspection.
type NewInspection struct {
	PlaceID       ID
	Checklists    []string // codes; the newest version of each is used
	Inspectors    []Inspector
	AccompaniedBy string
	Note          string
	Started       time.Time // zero means now; not in the future
	Sample        bool
}

// StartInspection begins a draft and gives it its number.
func (s *Service) StartInspection(ctx context.Context, by string, in NewInspection) (Inspection, error) {
	var inspection Inspection
	err := s.update(ctx, by, func(w Writer) (err error) {
		inspection, err = s.start(ctx, w, in)
		return err
	})
	return inspection, err
}

func (s *Service) start(ctx context.Context, w Writer, in NewInspection) (Inspection, error) {
	now := s.clock()
	if in.Started.IsZero() {
		in.Started = now
	}
	if in.Started.After(now) {
		return Inspection{}, Invalid("error.started_in_future", "started", in.Started.In(Zone).Format("2006-01-02 15:04"))
	}
	if err := validateInspectors(in.Inspectors); err != nil {
		return Inspection{}, err
	}
	place, err := w.Place(ctx, in.PlaceID)
	if err != nil {
		return Inspection{}, err
	}
	refs, err := newestRefs(ctx, w, in.Checklists)
	if err != nil {
		return Inspection{}, err
	}
	inspection := Inspection{ID: s.ids(), PlaceID: in.PlaceID, Status: StatusDraft, Started: in.Started, Checklists: refs,
		Inspectors: in.Inspectors, AccompaniedBy: strings.TrimSpace(in.AccompaniedBy), Note: strings.TrimSpace(in.Note), Sample: in.Sample || place.Sample}
	if inspection.No, err = nextNumber(ctx, w, seriesInspection, DayOf(in.Started)); err != nil {
		return Inspection{}, err
	}
	return inspection, w.Put(ctx, inspection)
}

func validateInspectors(inspectors []Inspector) error {
	if len(inspectors) == 0 {
		return Invalid("error.inspector_missing")
	}
	seen := map[string]bool{}
	for _, inspector := range inspectors {
		if strings.TrimSpace(inspector.Name) == "" {
			return Invalid("error.inspector_name_missing")
		}
		if inspector.Department == "" {
			return Invalid("error.inspector_department_missing", "name", inspector.Name)
		}
		if seen[inspector.Name] {
			return Invalid("error.inspector_twice", "name", inspector.Name)
		}
		seen[inspector.Name] = true
	}
	return nil
}

// newestRefs resolves checklist codes to their newest versions, in the given order.
func newestRefs(ctx context.Context, r Reader, codes []string) ([]ChecklistRef, error) {
	if len(codes) == 0 {
		return nil, Invalid("error.checklist_missing")
	}
	all, err := r.Checklists(ctx)
	if err != nil {
		return nil, err
	}
	var refs []ChecklistRef
	for _, code := range codes {
		ref := ChecklistRef("")
		for _, checklist := range NewestVersions(all) {
			if checklist.Code == code {
				ref = checklist.Ref()
			}
		}
		if ref == "" {
			return nil, NotFound("error.checklist_unknown", "code", code)
		}
		if slices.Contains(refs, ref) {
			return nil, Invalid("error.checklist_twice", "code", code)
		}
		refs = append(refs, ref)
	}
	return refs, nil
}

// ChangeInspection changes who took part and the remarks of a draft.
func (s *Service) ChangeInspection(ctx context.Context, by string, id ID, inspectors []Inspector, accompaniedBy, note string) error {
	if err := validateInspectors(inspectors); err != nil {
		return err
	}
	return s.update(ctx, by, func(w Writer) error {
		inspection, err := draft(ctx, w, id)
		if err != nil {
			return err
		}
		inspection.Inspectors = inspectors
		inspection.AccompaniedBy, inspection.Note = strings.TrimSpace(accompaniedBy), strings.TrimSpace(note)
		return w.Put(ctx, inspection)
	})
}

// draft reads an inspection that may still be filled in; CodeConflict otherwise.
func draft(ctx context.Context, r Reader, id ID) (Inspection, error) {
	inspection, err := r.Inspection(ctx, id)
	if err != nil {
		return Inspection{}, err
	}
	if inspection.Removed {
		return Inspection{}, Conflict("error.record_removed", "no", inspection.No)
	}
	if inspection.Status != StatusDraft {
		return Inspection{}, Conflict("error.inspection_not_draft", "no", inspection.No)
	}
	return inspection, nil
}

// AnswerInput is one answer as given.
type AnswerInput struct {
	InspectionID ID
	Item         ItemCode
	Result       Result // ResultNone takes the answer back
	Value        string
	Note         string
	Origin       Origin
	At           time.Time // zero means now
}

// AnswerOutcome is what was saved.
type AnswerOutcome struct {
	Answer Answer
	Hazard *Hazard // for 不符合: the hazard, new or known
	Saved  time.Time
}

// GiveAnswer saves one answer. The answer 不符合 opens a hazard with the wording, clause,
// severity and deadline that the item proposes, its description still empty; any
// other answer withdraws the hazard that an earlier 不符合 opened, as long as nothing
// has been done about it. When it returns without error, all of it is on disk.
func (s *Service) GiveAnswer(ctx context.Context, by string, in AnswerInput) (AnswerOutcome, error) {
	var outcome AnswerOutcome
	err := s.update(ctx, by, func(w Writer) (err error) {
		inspection, err := draft(ctx, w, in.InspectionID)
		if err != nil {
			return err
		}
		outcome, err = s.answer(ctx, w, by, inspection, in)
		return err
	})
	return outcome, err
}

// GiveAnswers saves several answers in one transaction.
func (s *Service) GiveAnswers(ctx context.Context, by string, inputs []AnswerInput) error {
	return s.update(ctx, by, func(w Writer) error {
		for _, in := range inputs {
			inspection, err := draft(ctx, w, in.InspectionID)
			if err != nil {
				return err
			}
			if _, err := s.answer(ctx, w, by, inspection, in); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) answer(ctx context.Context, w Writer, by string, inspection Inspection, in AnswerInput) (AnswerOutcome, error) {
	item, ref, err := s.itemOf(ctx, w, inspection, in.Item)
	if err != nil {
		return AnswerOutcome{}, err
	}
	in.Note = strings.TrimSpace(in.Note)
	if err := validateAnswer(in); err != nil {
		return AnswerOutcome{}, err
	}
	now := s.clock()
	if in.At.IsZero() {
		in.At = now
	}
	answer := Answer{InspectionID: inspection.ID, Item: in.Item, Checklist: ref, Result: in.Result, Value: in.Value,
		Note: in.Note, Origin: in.Origin, By: by, At: in.At}
	if err := w.Put(ctx, answer); err != nil {
		return AnswerOutcome{}, err
	}
	outcome := AnswerOutcome{Answer: answer, Saved: now}
	if in.Result == ResultFail {
		hazard, err := s.openHazard(ctx, w, by, inspection, item, answer)
		if err != nil {
			return AnswerOutcome{}, err
		}
		outcome.Hazard = &hazard
		return outcome, nil
	}
	return outcome, s.withdrawHazard(ctx, w, inspection, in.Item)
}

func validateAnswer(in AnswerInput) error {
	if !in.Result.Valid() {
		return Invalid("error.result_unknown", "item", string(in.Item), "value", string(in.Result))
	}
	if in.Result == ResultValue && strings.TrimSpace(in.Value) == "" {
		return Invalid("error.value_missing", "item", string(in.Item))
	}
	if utf8.RuneCountInString(in.Note) > MaxTextLength {
		return Invalid("error.text_too_long", "limit", MaxTextLength)
	}
	return nil
}

// itemOf finds an item in the checklists of the inspection.
func (s *Service) itemOf(ctx context.Context, r Reader, inspection Inspection, code ItemCode) (Item, ChecklistRef, error) {
	for _, ref := range inspection.Checklists {
		if ref.Code() != code.ChecklistCode() {
			continue
		}
		checklist, err := s.checklist(ctx, r, ref)
		if err != nil {
			return Item{}, "", err
		}
		if item, found := checklist.Item(code); found {
			return item, ref, nil
		}
	}
	return Item{}, "", NotFound("error.item_unknown", "item", string(code), "no", inspection.No)
}

// Worksheet reads everything needed to fill in, or look at, an inspection.
func (s *Service) Worksheet(ctx context.Context, id ID) (Worksheet, error) {
	var sheet Worksheet
	err := s.store.View(ctx, func(r Reader) (err error) {
		sheet, err = s.worksheet(ctx, r, id)
		return err
	})
	return sheet, err
}

func (s *Service) worksheet(ctx context.Context, r Reader, id ID) (Worksheet, error) {
	sheet, err := s.answeredSheet(ctx, r, id)
	if err != nil {
		return sheet, err
	}
	if sheet.Deadlines, err = s.deadlines(ctx, r); err != nil {
		return sheet, err
	}
	return sheet, readWorksheetHazards(ctx, r, &sheet)
}

// Progress is how far an inspection has come.
type Progress struct {
	Lists []string // titles of its checklists
	Score Score
}

// Progress counts what an inspection has answered and what is still open. It reads much
// less than Worksheet.
func (s *Service) Progress(ctx context.Context, id ID) (Progress, error) {
	var progress Progress
	err := s.store.View(ctx, func(r Reader) error {
		sheet, err := s.answeredSheet(ctx, r, id)
		progress.Score = sheet.Total()
		for _, part := range sheet.Parts {
			if !slices.Contains(progress.Lists, part.List) {
				progress.Lists = append(progress.Lists, part.List)
			}
		}
		return err
	})
	return progress, err
}

// answeredSheet reads a worksheet without its hazards and earlier answers.
func (s *Service) answeredSheet(ctx context.Context, r Reader, id ID) (Worksheet, error) {
	var sheet Worksheet
	var err error
	if sheet.Inspection, err = r.Inspection(ctx, id); err != nil {
		return sheet, err
	}
	if sheet.Place, err = r.Place(ctx, sheet.Inspection.PlaceID); err != nil {
		return sheet, err
	}
	answers, err := r.Answers(ctx, id)
	if err != nil {
		return sheet, err
	}
	sheet.Answers = make(map[ItemCode]Answer, len(answers))
	for _, answer := range answers {
		sheet.Answers[answer.Item] = answer
	}
	var checklists []Checklist
	for _, ref := range sheet.Inspection.Checklists {
		checklist, err := s.checklist(ctx, r, ref)
		if err != nil {
			return sheet, err
		}
		checklists = append(checklists, checklist)
	}
	sheet.Parts = NewWorksheetParts(checklists, sheet.Place, sheet.Answers)
	return sheet, nil
}

// readWorksheetHazards fills in the hazards of this inspection, those still
// unresolved from earlier ones, and the earlier answers at the place.
func readWorksheetHazards(ctx context.Context, r Reader, sheet *Worksheet) error {
	here, err := r.Hazards(ctx, HazardFilter{InspectionID: sheet.Inspection.ID})
	if err != nil {
		return err
	}
	sheet.Hazards, sheet.Photos = map[ItemCode]Hazard{}, map[ItemCode]int{}
	for _, row := range here {
		sheet.Hazards[row.Item] = row.Hazard
		photos, err := r.Evidence(ctx, row.ID)
		if err != nil {
			return err
		}
		sheet.Photos[row.Item] = len(photos)
	}
	unresolved, err := r.Hazards(ctx, HazardFilter{PlaceID: sheet.Place.ID,
		Statuses: []HazardStatus{HazardOpen, HazardSubmitted, HazardShelved, HazardTransferred}})
	if err != nil {
		return err
	}
	sheet.Unresolved = slices.DeleteFunc(unresolved, func(row HazardRow) bool { return row.InspectionID == sheet.Inspection.ID })
	sheet.Last, err = r.LastAnswers(ctx, sheet.Place.ID, sheet.Inspection.Started)
	return err
}

// FinishInput is what is given when an inspection is finished.
type FinishInput struct {
	IncompleteReason string    // why items stay unanswered; needed if any do
	At               time.Time // zero means now; not before it started and not in the future
}

// Finish ends a draft and seals it. If anything is missing it changes nothing and returns the
// remarks with CodeIncomplete; otherwise the remarks are reminders only.
func (s *Service) Finish(ctx context.Context, by string, id ID, in FinishInput) ([]Remark, error) {
	var remarks []Remark
	err := s.update(ctx, by, func(w Writer) (err error) {
		remarks, err = s.finish(ctx, w, by, id, in)
		return err
	})
	return remarks, err
}

func (s *Service) finish(ctx context.Context, w Writer, by string, id ID, in FinishInput) ([]Remark, error) {
	now := s.clock()
	if in.At.IsZero() {
		in.At = now
	}
	in.IncompleteReason = strings.TrimSpace(in.IncompleteReason)
	if _, err := draft(ctx, w, id); err != nil {
		return nil, err
	}
	sheet, err := s.worksheet(ctx, w, id)
	if err != nil {
		return nil, err
	}
	inspection := sheet.Inspection
	if in.At.After(now) || in.At.Before(inspection.Started) {
		return nil, Invalid("error.finished_out_of_range", "finished", in.At.In(Zone).Format("2006-01-02 15:04"))
	}
	remarks := sheet.CheckCompletion(in.IncompleteReason)
	if Blocking(remarks) {
		return remarks, &Error{Code: CodeIncomplete, Key: "error.inspection_incomplete", Args: []any{"no", inspection.No, "n", countBlocking(remarks)}}
	}
	inspection.Status, inspection.Finished = StatusFinished, in.At
	if sheet.Total().Open > 0 {
		inspection.IncompleteReason = in.IncompleteReason
	}
	if err := w.Put(ctx, inspection); err != nil {
		return remarks, err
	}
	return remarks, s.seal(ctx, w, by, id, SealFinish)
}

func countBlocking(remarks []Remark) int {
	n := 0
	for _, remark := range remarks {
		if remark.Blocking {
			n++
		}
	}
	return n
}

// Void sets an inspection aside with a reason: it stays readable and is counted
// nowhere. Its hazards are withdrawn, unless something was already done about one
// of them: then CodeConflict, and nothing changes.
func (s *Service) Void(ctx context.Context, by string, id ID, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return Invalid("error.reason_missing")
	}
	return s.update(ctx, by, func(w Writer) error {
		inspection, err := w.Inspection(ctx, id)
		if err != nil {
			return err
		}
		if inspection.Status == StatusVoid {
			return Conflict("error.inspection_void", "no", inspection.No)
		}
		hazards, err := w.Hazards(ctx, HazardFilter{InspectionID: id})
		if err != nil {
			return err
		}
		for _, row := range hazards {
			if err := s.withdrawHazard(ctx, w, inspection, row.Item); err != nil {
				return err
			}
		}
		finished := inspection.Status == StatusFinished
		inspection.Status, inspection.VoidReason = StatusVoid, reason
		if err := w.Put(ctx, inspection); err != nil || !finished {
			return err
		}
		return s.seal(ctx, w, by, id, SealVoid)
	})
}
