package main

import (
	"context"

	"anxun/inspection"
)

// roleShowCommand shows what this laptop is mostly used for.
func roleShowCommand() command {
	return command{
		name: "role show", access: accessRead, summary: "cli.role_show",
		run: func(ctx context.Context, c *call) error { return c.printRole(ctx) },
	}
}

// roleSetCommand changes it.
func roleSetCommand() command {
	return command{
		name: "role set", args: []string{"ROLE"}, access: accessWrite, summary: "cli.role_set",
		run: func(ctx context.Context, c *call) error {
			roles, err := chooseWords(c, "role", c.args[0], inspection.Roles())
			if err != nil {
				return err
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			if len(roles) != 1 {
				return c.wrongWord("role", c.args[0], words(inspection.Roles()))
			}
			if err := c.Service.SaveRole(ctx, by, roles[0]); err != nil {
				return err
			}
			return c.printRole(ctx)
		},
	}
}

func (c *call) printRole(ctx context.Context) error {
	var role inspection.Role
	err := c.Service.View(ctx, func(r inspection.Reader) (err error) {
		role, err = inspection.ReadRole(ctx, r)
		return err
	})
	if err != nil {
		return err
	}
	return c.emit(map[string]inspection.Role{"role": role}, func() {
		if role == "" {
			c.say("cli.role.none")
			return
		}
		c.say("cli.role.is", "role", c.text.T("role."+string(role)))
	})
}
