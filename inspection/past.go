package inspection

import (
	"context"
	"slices"
	"time"
)

// ItemState is how one item of an inspection stood: its answer and, once it failed, what
// its hazard said.
type ItemState struct {
	Item    ItemCode
	Answer  Answer // ResultNone while unanswered
	Found   bool   // Details are those of a hazard
	Details HazardDetails
}

// PastStep is what was changed at once in an inspection, and how the items stood before.
type PastStep struct {
	At     time.Time
	Before []ItemState // by item code
	Field  string      // the only field that was changed, "" if there were several
}

// PastSteps reads from the journal what this laptop last changed about the answers and
// hazards of an inspection, oldest first and at most limit steps, so that they can be
// taken back after a restart. An item that another laptop changed, or whose hazard went
// on, is left out of everything before that: what others did is not taken back.
func PastSteps(ctx context.Context, r Reader, id ID, limit int) ([]PastStep, error) {
	visit, err := r.Inspection(ctx, id)
	if err != nil {
		return nil, err
	}
	head, err := r.SignedHead(ctx, "")
	if err != nil {
		return nil, err
	}
	p := &pastReader{r: r, device: head.Device, steps: map[int64]*PastStep{}, barred: map[int64]bool{}, merged: map[int64]bool{}}
	for _, ref := range visit.Checklists {
		checklist, err := r.Checklist(ctx, ref)
		if err != nil {
			return nil, err
		}
		for _, item := range checklist.Items() {
			entries, err := r.Journal(ctx, AnswerID(id, item.Code), 0)
			if err != nil {
				return nil, err
			}
			if err := p.item(ctx, item.Code, AnswerID(id, item.Code), entries); err != nil {
				return nil, err
			}
		}
	}
	return p.newest(limit), nil
}

// pastReader gathers the steps of all items by transaction.
type pastReader struct {
	r      Reader
	device string
	steps  map[int64]*PastStep
	barred map[int64]bool // transactions that cannot be taken back whole
	merged map[int64]bool // transactions that were looked up: whether they took over what came from another laptop
}

// item walks the entries of one item, oldest first.
func (p *pastReader) item(ctx context.Context, code ItemCode, key ID, entries []Change) error {
	answer, hazard := Fields{}, Fields{}
	found := false
	var open []int64 // transactions of the item since the last change that is not to be taken back
	for _, entry := range entries {
		if entry.RecordKind != KindAnswer && entry.RecordKind != KindHazard {
			continue
		}
		if !slices.Contains(open, entry.Transaction) {
			before, err := itemState(code, key, answer, hazard, found)
			if err != nil {
				return err
			}
			p.add(entry, before)
			open = append(open, entry.Transaction)
		}
		foreign, err := p.foreign(ctx, entry)
		if err != nil {
			return err
		}
		if foreign || found && entry.RecordKind == KindHazard && beyondDescribing(entry) {
			for _, transaction := range open {
				p.barred[transaction] = true
			}
			open = []int64{entry.Transaction}
		}
		fields := answer
		if entry.RecordKind == KindHazard {
			fields, found = hazard, true
		}
		for _, field := range entry.Fields {
			fields[field.Field] = field.New
		}
		p.steps[entry.Transaction].changed(entry)
	}
	return nil
}

// foreign reports whether an entry is another laptop's, or takes over what came from one:
// such a transaction begins with its receipt.
func (p *pastReader) foreign(ctx context.Context, entry Change) (bool, error) {
	if entry.Device != p.device || entry.Sequence == entry.Transaction {
		return entry.Device != p.device, nil
	}
	if merged, known := p.merged[entry.Transaction]; known {
		return merged, nil
	}
	first, err := p.r.ChangesAfter(ctx, entry.Transaction-1, 1)
	if err != nil {
		return false, err
	}
	p.merged[entry.Transaction] = len(first) == 1 && first[0].RecordKind == KindReceipt
	return p.merged[entry.Transaction], nil
}

const severalFields = "\x00" // more than one was changed, until newest puts "" for it

// changed notes which field was changed; who answered when does not count.
func (s *PastStep) changed(entry Change) {
	for _, field := range entry.Fields {
		name := string(entry.RecordKind) + "." + field.Field
		switch {
		case name == "answer.at" || name == "answer.by" || name == s.Field:
		case s.Field == "" && len(s.Before) == 1:
			s.Field = name
		default:
			s.Field = severalFields
		}
	}
}

func (p *pastReader) add(entry Change, before ItemState) {
	step := p.steps[entry.Transaction]
	if step == nil {
		step = &PastStep{At: entry.Time.Instant()}
		p.steps[entry.Transaction] = step
	}
	step.Before = append(step.Before, before)
}

func (p *pastReader) newest(limit int) []PastStep {
	var numbers []int64
	for number := range p.steps {
		if !p.barred[number] {
			numbers = append(numbers, number)
		}
	}
	slices.Sort(numbers)
	if n := len(numbers); n > limit {
		numbers = numbers[n-limit:]
	}
	var steps []PastStep
	for _, number := range numbers {
		step := *p.steps[number]
		if step.Field == severalFields {
			step.Field = ""
		}
		steps = append(steps, step)
	}
	return steps
}

func itemState(code ItemCode, key ID, answer, hazard Fields, found bool) (ItemState, error) {
	state := ItemState{Item: code, Found: found}
	var err error
	if len(answer) > 0 {
		if state.Answer, err = DecodeAnswer(key, answer); err != nil {
			return state, err
		}
	}
	state.Answer.InspectionID, state.Answer.Item = SplitAnswerID(key)
	if found {
		read, err := DecodeHazard(key, hazard)
		if err != nil {
			return state, err
		}
		state.Details = read.Details()
	}
	return state, nil
}

// beyondDescribing reports whether an entry of a hazard is more than describing it or
// withdrawing and finding it again: somebody acted on it.
func beyondDescribing(entry Change) bool {
	return slices.ContainsFunc(entry.Fields, func(f FieldChange) bool {
		switch f.Field {
		case "status", "rework", "submitted_by", "closed_by", "closed", "transfer_to", "shelved_until", "request", "request_until", "requested_by", "removed":
			return true
		}
		return false
	})
}
