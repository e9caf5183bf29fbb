package hazards

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// Choice is an action that may be taken on the hazard shown.
type Choice struct {
	Action inspection.ActionKind
	Label  string
	Key    nav.Key // the function key that does the same, "" for none
	Rank   Rank
}

// Rank says how a choice stands out.
type Rank int

// The ranks, in the order in which choices stand from left to right.
const (
	RankOther Rank = iota
	RankBack       // sends the hazard back
	RankMain       // what is expected next
)

// The keys of the decisions, the same for the same kind of decision in every state.
const (
	keyMain = nav.KeyF6
	keyBack = nav.KeyF7

	keyDocuments = nav.KeyF8
)

// Form asks for what an action needs.
type Form struct {
	Action     inspection.ActionKind
	Title      string
	Hint       string
	NoteLabel  string
	NeedNote   bool // else the note is optional
	AskUntil   bool
	UntilLabel string
	UntilHint  string         // what is to be known about Until, "" for nothing
	Until      inspection.Day // proposed
	Earliest   inspection.Day
	AskTarget  bool
	Targets    []inspection.Department
	Confirm    string
	Saving     bool
	Problem    string // what is wrong with the input, one sentence
	Field      string // the field that is wrong: note, until or target
	Given      *Input // what was given at the last attempt, nil before the first
	Stale      bool   // the hazard was changed meanwhile so that the action is no longer possible

	AskPhotos    bool // photos of the remedy may be added
	Photos       []Photo
	Reading      int    // photos that are still being read
	PhotoProblem string // why photos were refused, one sentence

	turn   int
	seen   inspection.ID // the newest step when the form was opened
	photos []inspection.Evidence
}

// Input is what a person put into a Form.
type Input struct {
	Note   string
	Until  string // YYYY-MM-DD
	Target string // name of a department, as it is kept and printed
}

// rankOf puts each action in one of three ranks.
func rankOf(kind inspection.ActionKind) Rank {
	switch kind {
	case inspection.ActionSubmit, inspection.ActionPass, inspection.ActionApprove:
		return RankMain
	case inspection.ActionFail, inspection.ActionDecline:
		return RankBack
	default:
		return RankOther
	}
}

// offer puts the actions into the detail that the table of transitions allows this person now. 即查即改 is left out: it is
// done while inspecting, where both photos are taken.
func (p *Presenter) offer(d *Detail, src source) {
	if p.host.ReadOnly() {
		return
	}
	h, person := src.hazard, p.host.Person()
	if d.Unfinished = src.visit.Status == inspection.StatusDraft; d.Unfinished {
		d.Advice = p.host.T("hazards.advice.draft", "no", src.visit.No)
		if h.Description == "" {
			d.Advice = p.host.T("hazards.advice.undescribed", "no", src.visit.No)
			return
		}
	}
	d.NoPerson = person == "" && !h.Withdrawn
	if d.NoPerson {
		return
	}
	allowed := inspection.AllowedActions(h, person)
	waiting := h.Request != inspection.RequestNone && h.Status == inspection.HazardOpen
	for _, kind := range allowed {
		if kind != inspection.ActionFixed {
			d.Choices = append(d.Choices, p.choice(kind, waiting))
		}
	}
	slices.SortStableFunc(d.Choices, func(a, b Choice) int { return int(a.Rank) - int(b.Rank) })
	switch {
	case h.Withdrawn:
	case h.Status == inspection.HazardSubmitted && !slices.Contains(allowed, inspection.ActionPass):
		d.Advice = p.host.T("hazards.advice.second_person", "person", h.SubmittedBy)
	case waiting && !slices.Contains(allowed, inspection.ActionApprove):
		d.Advice = p.host.T("hazards.advice.approver", "person", h.RequestedBy)
	}
}

func (p *Presenter) choice(kind inspection.ActionKind, waiting bool) Choice {
	choice := Choice{Action: kind, Label: p.host.T("hazards.act." + string(kind)), Rank: rankOf(kind)}
	if waiting && kind == inspection.ActionSubmit {
		choice.Rank = RankOther // the decision about the request comes first
	}
	switch choice.Rank {
	case RankMain:
		choice.Key = keyMain
	case RankBack:
		choice.Key = keyBack
	}
	return choice
}

// HandleKey begins the action with that key and reports whether there is one.
func (p *Presenter) HandleKey(key nav.Key) bool {
	if p.state.Detail == nil || p.state.Form != nil || p.state.Edit != nil {
		return false
	}
	switch key {
	case keyEdit:
		p.BeginEdit()
		return true
	case keyDocuments:
		p.OpenDocuments()
		return true
	}
	for _, choice := range p.state.Detail.Choices {
		if choice.Key == key && key != "" {
			p.Begin(choice.Action)
			return true
		}
	}
	return false
}

// Begin opens the form of an action that the detail offers.
func (p *Presenter) Begin(kind inspection.ActionKind) {
	d := p.state.Detail
	if d == nil || p.record.ID != d.ID || !slices.ContainsFunc(d.Choices, func(c Choice) bool { return c.Action == kind }) {
		return
	}
	p.turn++
	p.state.Form = p.form(kind, p.record)
	p.state.Form.turn, p.state.Form.seen = p.turn, p.newest
	p.render()
}

func (p *Presenter) form(kind inspection.ActionKind, h inspection.Hazard) *Form {
	t, today := p.host.T, p.today()
	name := string(kind)
	form := &Form{Action: kind, Title: t("hazards.act." + name), Confirm: t("hazards.act." + name), NoteLabel: t("hazards.note." + name)}
	form.AskPhotos = kind == inspection.ActionSubmit || kind == inspection.ActionPass || kind == inspection.ActionFail
	if kind == inspection.ActionApprove || kind == inspection.ActionDecline {
		form.Hint = t("hazards.requested."+string(h.Request), "person", h.RequestedBy, "day", string(h.RequestUntil))
	}
	for _, need := range needs(h, kind) {
		switch need {
		case inspection.NeedNote:
			form.NeedNote = true
		case inspection.NeedUntil:
			form.AskUntil, form.Earliest = true, today
			var guessed bool
			if form.Until, guessed = p.deadlines.Due(nil, h.Severity, p.host.Now()); guessed {
				form.UntilHint = t("hazards.until.guessed")
			}
		case inspection.NeedLaterUntil:
			form.AskUntil, form.Earliest = true, max(today, h.Due.Add(1))
			form.Until = max(today, h.Due).Add(proposedDelay(kind))
		case inspection.NeedTarget:
			form.AskTarget, form.Targets = true, p.host.Departments()
		}
	}
	if form.AskUntil {
		form.UntilLabel = t("hazards.until." + name)
	}
	return form
}

// proposedDelay is by how many days a request proposes to move the deadline; the person changes it as needed.
func proposedDelay(kind inspection.ActionKind) int {
	if kind == inspection.ActionShelve {
		return 30
	}
	return 3
}

// needs reads from the table of transitions what the action must be given.
func needs(h inspection.Hazard, kind inspection.ActionKind) []inspection.Need {
	for _, t := range inspection.Transitions() {
		if t.From == h.Status && t.Action == kind && (t.AnyPending || t.Pending == h.Request) {
			return t.Needs
		}
	}
	return nil
}

// Cancel closes the form without doing anything.
func (p *Presenter) Cancel() {
	if p.state.Form != nil && !p.state.Form.Saving {
		p.state.Form = nil
		p.render()
	}
}

// Confirm takes the action of the form. What is wrong is said in the form, and nothing is changed.
func (p *Presenter) Confirm(in Input) {
	if p.state.Form == nil || p.state.Form.Saving || p.state.Form.Stale {
		return
	}
	form := *p.state.Form
	form.Given = &in
	if form.Field, form.Problem = p.check(form, in); form.Problem == "" {
		form.Saving = true
	}
	p.state.Form = &form
	p.render()
	if form.Saving {
		p.act(form, in)
	}
}

func (p *Presenter) check(form Form, in Input) (field, problem string) {
	if utf8.RuneCountInString(in.Note) > inspection.MaxTextLength {
		return "note", p.host.T("hazards.problem.long", "n", inspection.MaxTextLength)
	}
	if form.NeedNote && strings.TrimSpace(in.Note) == "" {
		return "note", p.host.T("hazards.problem.note", "label", form.NoteLabel)
	}
	if form.AskUntil {
		day, err := inspection.ParseDay(strings.TrimSpace(in.Until))
		if err != nil {
			return "until", p.host.T("date.invalid", "example", string(form.Earliest))
		}
		if day < form.Earliest {
			return "until", p.host.T("date.too_early", "day", string(form.Earliest))
		}
	}
	if form.Reading > 0 {
		return "", p.host.T("hazards.problem.reading")
	}
	if form.AskTarget && in.Target == "" {
		return "target", p.host.T("hazards.problem.target")
	}
	return "", ""
}

func (p *Presenter) act(form Form, in Input) {
	id, no := p.record.ID, p.record.No
	input := inspection.ActionInput{Action: form.Action, By: p.host.Person(), Note: in.Note,
		Until: inspection.Day(strings.TrimSpace(in.Until)), Target: in.Target, Seen: form.seen}
	p.host.Run("hazards.act", func(ctx context.Context, _ task.Progress) error {
		_, err := p.service.Act(ctx, id, input, form.photos)
		return err
	}, func(err error) {
		if err != nil {
			p.refused(id, form.turn, err)
			return
		}
		if p.shown == id {
			p.state.Form = nil
		}
		p.host.Toast(p.host.T("hazards.done."+string(form.Action), "no", no))
		p.Refresh()
	})
}

// refused tells why an action was not taken: in its form, if that is still there. After a conflict the hazard is read
// anew, since somebody else was quicker.
func (p *Presenter) refused(id inspection.ID, turn int, err error) {
	if p.shown == id && p.state.Form != nil && p.state.Form.turn == turn {
		p.changeForm(func(f *Form) { f.Saving, f.Problem, f.Field = false, p.host.ErrorText(err), "" })
	} else {
		p.host.ShowError(err)
	}
	if inspection.CodeOf(err) == inspection.CodeConflict {
		p.Refresh()
	}
}

// checkForm compares the form that is open with the hazard as it was just read: what somebody else did meanwhile is
// told, and what was written stays to be copied.
func (p *Presenter) checkForm(steps []inspection.Action) {
	p.newest = ""
	if len(steps) > 0 {
		p.newest = steps[len(steps)-1].ID
	}
	form := p.state.Form
	if form == nil || form.Saving || form.seen == p.newest || len(steps) == 0 {
		return
	}
	again := *form
	again.Stale = !slices.ContainsFunc(p.state.Detail.Choices, func(c Choice) bool { return c.Action == form.Action })
	told := p.words().steps(steps)[0]
	key := "hazards.changed"
	if again.Stale {
		key = "hazards.changed_stale"
	} else {
		again.seen = p.newest
	}
	again.Problem, again.Field = p.host.T(key, "when", told.When, "step", told.Text), ""
	p.state.Form = &again
}
