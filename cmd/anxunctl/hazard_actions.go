package main

import (
	"context"
	"flag"

	"anxun/inspection"
)

// actionFlags are what the person gives with an action.
type actionFlags struct {
	note       string
	photos     []string
	to         string
	until      inspection.Day
	pass, fail bool
	decline    bool
}

// hazardCommand makes the command of one action. flags declares what the action
// needs beside a note and photos; input turns it into what the domain takes.
func hazardCommand(name string, flags func(*flag.FlagSet, *actionFlags), input func(*call, *actionFlags) (inspection.ActionInput, error)) command {
	given := &actionFlags{}
	return command{
		name: "hazards " + name, args: []string{"NO"}, access: accessWrite, summary: "cli.hazards_" + name,
		flags: func(f *flag.FlagSet) {
			f.StringVar(&given.note, "note", "", "cli.flag.note")
			f.Var(listFlag{&given.photos}, "photo", "cli.flag.photo")
			if flags != nil {
				flags(f, given)
			}
		},
		run: func(ctx context.Context, c *call) error {
			if c.by == "" { // who it was decides who may review and approve
				return need("by")
			}
			in, err := input(c, given)
			if err != nil {
				return err
			}
			in.By, in.Note = c.by, given.note
			return c.act(ctx, c.args[0], in, given.photos)
		},
	}
}

func simpleAction(kind inspection.ActionKind) func(*call, *actionFlags) (inspection.ActionInput, error) {
	return func(_ *call, given *actionFlags) (inspection.ActionInput, error) {
		return inspection.ActionInput{Action: kind, Until: given.until}, nil
	}
}

func untilFlag(f *flag.FlagSet, given *actionFlags) {
	f.Var(dayFlag{&given.until}, "until", "cli.flag.until")
}

// hazardActionCommands lists the actions, in the order of a hazard's life.
func hazardActionCommands() []command {
	return []command{
		hazardCommand("submit", nil, simpleAction(inspection.ActionSubmit)),
		hazardCommand("review", func(f *flag.FlagSet, given *actionFlags) {
			f.BoolVar(&given.pass, "pass", false, "cli.flag.pass")
			f.BoolVar(&given.fail, "fail", false, "cli.flag.fail")
			untilFlag(f, given)
		}, func(_ *call, given *actionFlags) (inspection.ActionInput, error) {
			switch {
			case given.pass == given.fail:
				return inspection.ActionInput{}, wrongUsage("cli.usage.pass_or_fail")
			case given.pass:
				return inspection.ActionInput{Action: inspection.ActionPass}, nil
			case given.until == "":
				return inspection.ActionInput{}, need("until")
			}
			return inspection.ActionInput{Action: inspection.ActionFail, Until: given.until}, nil
		}),
		hazardCommand("extend", func(f *flag.FlagSet, given *actionFlags) { f.Var(dayFlag{&given.until}, "to", "cli.flag.until") },
			func(c *call, given *actionFlags) (inspection.ActionInput, error) {
				if given.until == "" {
					return inspection.ActionInput{}, need("to")
				}
				return simpleAction(inspection.ActionExtend)(c, given)
			}),
		hazardCommand("approve", func(f *flag.FlagSet, given *actionFlags) {
			f.BoolVar(&given.decline, "decline", false, "cli.flag.decline")
		},
			func(_ *call, given *actionFlags) (inspection.ActionInput, error) {
				if given.decline {
					return inspection.ActionInput{Action: inspection.ActionDecline}, nil
				}
				return inspection.ActionInput{Action: inspection.ActionApprove}, nil
			}),
		hazardCommand("transfer", func(f *flag.FlagSet, given *actionFlags) { f.StringVar(&given.to, "to", "", "cli.flag.transfer_to") },
			func(c *call, given *actionFlags) (inspection.ActionInput, error) {
				if given.to == "" {
					return inspection.ActionInput{}, need("to")
				}
				if _, known := c.Department(inspection.DepartmentID(given.to)); !known {
					return inspection.ActionInput{}, c.wrongDepartmentFlag("to", given.to)
				}
				return inspection.ActionInput{Action: inspection.ActionTransfer, Target: given.to}, nil
			}),
		hazardCommand("shelve", untilFlag, neededUntil(inspection.ActionShelve)),
		hazardCommand("reopen", untilFlag, neededUntil(inspection.ActionReopen)),
	}
}

func neededUntil(kind inspection.ActionKind) func(*call, *actionFlags) (inspection.ActionInput, error) {
	return func(c *call, given *actionFlags) (inspection.ActionInput, error) {
		if given.until == "" {
			return inspection.ActionInput{}, need("until")
		}
		return simpleAction(kind)(c, given)
	}
}

// act carries out the action and prints the hazard as it is afterwards. Photos show
// the state after the work; when the action is refused they are taken back.
func (c *call) act(ctx context.Context, no string, input inspection.ActionInput, paths []string) error {
	hazard, err := c.findHazard(ctx, no)
	if err != nil {
		return err
	}
	photos, undo, err := c.Evidence.AddAll(paths)
	if err != nil {
		return err
	}
	for i := range photos {
		photos[i].Role = inspection.EvidenceAfter
	}
	after, err := c.Service.Act(ctx, hazard.ID, input, photos)
	if err != nil {
		undo()
		return err
	}
	return c.showHazard(ctx, after)
}
