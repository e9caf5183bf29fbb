package main

import (
	"context"
	"flag"

	"anxun/inspection"
	"anxun/inspection/exchange"
	"anxun/inspection/hub"
)

// settleMachine looks whether the data folder came here from another computer. Until a person
// says whether the original is still used nothing is written: two laptops under one name
// could not be told apart later.
func (c *call) settleMachine(ctx context.Context, chosen command) error {
	if c.env.machine == nil || c.ReadOnly {
		return nil
	}
	machine := c.env.machine()
	standing, err := c.Service.MachineStanding(ctx, machine)
	switch {
	case err != nil || standing == inspection.MachineKnown || standing == inspection.MachineOther && chosen.copied:
		return err
	case standing == inspection.MachineOther:
		return inspection.Conflict("error.machine_other", "dir", c.Dir)
	}
	return c.Service.UseMachine(ctx, programActor, machine)
}

// programActor is in whose name the program itself writes.
const programActor = "安巡"

// renewedDocument is a renewal in JSON.
type renewedDocument struct {
	Before     deviceDocument       `json:"before"`
	Now        deviceDocument       `json:"now"`
	Kept       int                  `json:"kept"` // entries that the copy wrote
	Renumbered []renumberedDocument `json:"renumbered"`
	Printed    []string             `json:"printed"` // documents that keep a number of the original's
}

type renumberedDocument struct {
	Kind   inspection.RecordKind `json:"kind"`
	Before string                `json:"before"`
	Now    string                `json:"now"`
}

// devicesRenewCommand gives a copied data folder an identity of its own.
func devicesRenewCommand() command {
	since, sure := int64(0), false
	return command{
		name: "devices renew", access: accessWrite, copied: true, summary: "cli.devices_renew",
		flags: func(f *flag.FlagSet) {
			f.Int64Var(&since, "since", 0, "cli.flag.renew_since")
			f.BoolVar(&sure, "yes", false, "cli.flag.renew_yes")
		},
		run: func(ctx context.Context, c *call) error {
			if since == 0 && c.env.machine != nil {
				var err error
				if since, err = c.Service.CopiedAt(ctx, c.env.machine()); err != nil {
					return err
				}
			}
			if !sure {
				return wrongUsage("cli.usage.renew_yes")
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			renewed, err := c.Service.Renew(ctx, by, since, exchange.SettingSent, hub.SettingCursor)
			if err != nil {
				return err
			}
			if c.env.machine != nil {
				if err := c.Service.UseMachine(ctx, programActor, c.env.machine()); err != nil {
					return err
				}
			}
			return c.printRenewed(renewed)
		},
	}
}

func (c *call) printRenewed(renewed inspection.Renewed) error {
	d := renewedDocument{Before: describeCard(renewed.Before), Now: describeCard(renewed.Now), Kept: renewed.Kept,
		Renumbered: []renumberedDocument{}, Printed: append([]string{}, renewed.Printed...)}
	for _, one := range renewed.Renumbered {
		d.Renumbered = append(d.Renumbered, renumberedDocument{one.RecordKind, one.Before, one.Now})
	}
	return c.emit(d, func() {
		c.say("cli.renewed", "before", d.Before.Code, "now", d.Now.Code, "fingerprint", d.Now.Fingerprint)
		if d.Kept > 0 {
			c.say("cli.renewed.kept", "n", d.Kept)
		}
		for _, one := range d.Renumbered {
			c.say("cli.renewed.number", "kind", c.recordKind(one.Kind), "before", one.Before, "now", one.Now)
		}
		for _, no := range d.Printed {
			c.say("cli.renewed.printed", "no", no)
		}
		c.say("cli.renewed.next")
	})
}

// devicesMovedCommand says that the data folder lives on this computer from now on.
func devicesMovedCommand() command {
	return command{
		name: "devices moved", access: accessWrite, copied: true, summary: "cli.devices_moved",
		run: func(ctx context.Context, c *call) error {
			if c.env.machine != nil {
				by, err := c.actor(ctx)
				if err != nil {
					return err
				}
				if err := c.Service.UseMachine(ctx, by, c.env.machine()); err != nil {
					return err
				}
			}
			card, err := c.Service.Card(ctx)
			if err != nil {
				return err
			}
			return c.emit(describeCard(card), func() { c.say("cli.moved", "code", card.Code) })
		},
	}
}
