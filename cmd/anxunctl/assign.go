package main

import (
	"context"
	"flag"

	"anxun/inspection"
)

// assignCommands give places, inspections and hazards to a person, and list what was
// given to whom.
func assignCommands() []command {
	return []command{assignCommand(inspection.KindPlace, "CODE"), assignCommand(inspection.KindInspection, "NO"),
		assignCommand(inspection.KindHazard, "NO"), assignmentsCommand()}
}

func assignCommand(kind inspection.RecordKind, arg string) command {
	to, note, nobody := "", "", false
	return command{
		name: "assign " + string(kind), args: []string{arg}, many: true, access: accessWrite, summary: "cli.assign_" + string(kind),
		flags: func(f *flag.FlagSet) {
			f.StringVar(&to, "to", "", "cli.flag.assign_to")
			f.BoolVar(&nobody, "nobody", false, "cli.flag.assign_nobody")
			f.StringVar(&note, "note", "", "cli.flag.assign_note")
		},
		run: func(ctx context.Context, c *call) error {
			if (to == "") != nobody {
				return need("to")
			}
			ids := make([]inspection.ID, len(c.args))
			for i, name := range c.args {
				id, err := c.findRecord(ctx, kind, name)
				if err != nil {
					return err
				}
				ids[i] = id
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			changed, err := c.Service.Assign(ctx, by, kind, ids, to, note)
			if err != nil {
				return err
			}
			done := assignedDocument{Changed: changed, Records: len(ids), Person: to}
			return c.emit(done, func() {
				if nobody {
					c.say("cli.assign.nobody", "n", changed)
					return
				}
				c.say("cli.assign.done", "n", changed, "person", to)
			})
		},
	}
}

type assignedDocument struct {
	Changed int    `json:"changed"`
	Records int    `json:"records"`
	Person  string `json:"person"`
}

// findRecord finds a place by its code, an inspection or a hazard by its number.
func (c *call) findRecord(ctx context.Context, kind inspection.RecordKind, name string) (inspection.ID, error) {
	switch kind {
	case inspection.KindPlace:
		place, err := c.findPlace(ctx, name)
		return place.ID, err
	case inspection.KindInspection:
		visit, err := c.findInspection(ctx, name)
		return visit.ID, err
	default:
		hazard, err := c.findHazard(ctx, name)
		return hazard.ID, err
	}
}

type assignmentDocument struct {
	Kind   inspection.RecordKind `json:"kind"`
	No     string                `json:"no"`
	Place  string                `json:"place"`
	Name   string                `json:"name"`
	Due    inspection.Day        `json:"due,omitempty"`
	Done   bool                  `json:"done"`
	Person string                `json:"person"`
	Note   string                `json:"note"`
	By     string                `json:"by"`
	At     *string               `json:"at"`
}

// assignmentsCommand lists what was given to whom.
func assignmentsCommand() command {
	person := ""
	return command{
		name: "assignments", access: accessRead, summary: "cli.assignments",
		flags: func(f *flag.FlagSet) { f.StringVar(&person, "person", "", "cli.flag.assignments_person") },
		run: func(ctx context.Context, c *call) error {
			assigned, err := c.Service.AssignedTo(ctx, person)
			if err != nil {
				return err
			}
			documents := []assignmentDocument{}
			for _, one := range assigned {
				documents = append(documents, assignmentDocument{Kind: one.RecordKind, No: one.No, Place: one.Place, Name: one.Name, Due: one.Due,
					Done: one.Done, Person: one.Person, Note: one.Note, By: one.By, At: instant(one.At)})
			}
			return c.emit(documents, func() {
				lines := table{header: c.columns("record_kind", "no", "place", "due", "assigned_to", "by", "at", "note")}
				for _, one := range assigned {
					due := string(one.Due)
					if one.Done {
						due = c.text.T("cli.assignments.done")
					}
					lines.add(c.recordKind(one.RecordKind), one.No, one.Place, orDash(due), one.Person, one.By, clockTime(one.At), orDash(one.Note))
				}
				lines.write(c.out)
				c.say("cli.total", "n", len(assigned))
			})
		},
	}
}
