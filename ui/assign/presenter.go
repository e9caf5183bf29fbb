// Package assign is 交办 in the lists: to whom places, inspections and hazards were given, and giving them to somebody. It
// is the office's own division of work; the person responsible of a hazard (责任人) is another matter.
package assign

import (
	"context"
	"slices"
	"strings"

	"anxun/inspection"
	"anxun/ui/task"
)

// Given says which records of a kind were given to whom. The zero value knows of none.
type Given struct {
	to     map[inspection.ID]string
	people []string
}

// Read reads who was given what of a kind.
func Read(ctx context.Context, r inspection.Reader, kind inspection.RecordKind) (Given, error) {
	given := Given{to: map[inspection.ID]string{}}
	assignments, err := r.Assignments(ctx, "")
	for _, assignment := range assignments {
		if assignment.RecordKind != kind || assignment.Person == "" {
			continue
		}
		given.to[assignment.Record] = assignment.Person
		if !slices.Contains(given.people, assignment.Person) {
			given.people = append(given.people, assignment.Person)
		}
	}
	slices.Sort(given.people)
	return given, err
}

// To names to whom a record was given, "" for nobody.
func (g Given) To(id inspection.ID) string { return g.to[id] }

// People lists everybody who was given something.
func (g Given) People() []string { return g.people }

// IDs lists what was given to a person; nil, which lets everything through, for an empty name.
func (g Given) IDs(person string) []inspection.ID {
	if person == "" {
		return nil
	}
	ids := []inspection.ID{}
	for id, to := range g.to {
		if to == person {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Within keeps what both lists have; nil stands for everything.
func Within(found, given []inspection.ID) []inspection.ID {
	switch {
	case found == nil:
		return given
	case given == nil:
		return found
	}
	has := make(map[inspection.ID]bool, len(given))
	for _, id := range given {
		has[id] = true
	}
	both := []inspection.ID{}
	for _, id := range found {
		if has[id] {
			both = append(both, id)
		}
	}
	return both
}

// Service is what giving needs of the product.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	Assign(ctx context.Context, by string, kind inspection.RecordKind, records []inspection.ID, person, note string) (int, error)
}

// Host is what giving needs of the window, apart from anything that is drawn.
type Host interface {
	T(key string, args ...any) string
	ShowError(err error)
	Toast(text string)
	Person() string
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
}

// Ask is the question to whom records are to be given.
type Ask struct {
	Kind   inspection.RecordKind
	Count  int
	People []string // to choose from
	Person string   // who has it now, where there is one record
	Note   string

	ids []inspection.ID
}

// View asks.
type View interface{ Ask(Ask) }

// Presenter gives records of one kind to people. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host    Host
	service Service
	kind    inspection.RecordKind
	view    View
	done    func(ids []inspection.ID)
}

// NewPresenter returns the presenter of view; done is told what was given.
func NewPresenter(host Host, service Service, kind inspection.RecordKind, view View, done func(ids []inspection.ID)) *Presenter {
	return &Presenter{host: host, service: service, kind: kind, view: view, done: done}
}

// Begin asks to whom the records are to be given.
func (p *Presenter) Begin(ids []inspection.ID) {
	if len(ids) == 0 {
		return
	}
	ask := Ask{Kind: p.kind, Count: len(ids), ids: slices.Clone(ids)}
	p.host.Run("assign.people", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			if ask.People, err = inspection.ReadPeople(ctx, r); err != nil || len(ids) > 1 {
				return err
			}
			present, err := r.Assignment(ctx, p.kind, ids[0])
			ask.Person, ask.Note = present.Person, present.Note
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.view.Ask(ask)
	})
}

// Give gives what was asked about to a person, or to nobody for an empty name.
func (p *Presenter) Give(ask Ask, person, note string) {
	person = strings.TrimSpace(person)
	by, changed := p.host.Person(), 0
	p.host.Run("assign", func(ctx context.Context, _ task.Progress) (err error) {
		changed, err = p.service.Assign(ctx, by, p.kind, ask.ids, person, note)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		if person == "" {
			p.host.Toast(p.host.T("assign.nobody.done", "n", changed))
		} else {
			p.host.Toast(p.host.T("assign.done", "n", changed, "person", person))
		}
		p.done(ask.ids)
	})
}
