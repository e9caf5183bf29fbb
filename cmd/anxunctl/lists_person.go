package main

import (
	"context"
	"flag"

	"anxun/inspection"
)

// me stands for the person of this laptop, or of --by.
const me = "me"

// personFlag declares a flag that takes a name or "me".
func personFlag(f *flag.FlagSet, into *string, name, usage string) {
	f.StringVar(into, name, "", usage)
}

// person is the name that a flag means.
func (c *call) person(ctx context.Context, name string) (string, error) {
	if name != me {
		return name, nil
	}
	return c.actor(ctx)
}

// assignedTo lists the records of a kind that were given to a person; nil, which stands for
// all, if nobody is named.
func (c *call) assignedTo(ctx context.Context, kind inspection.RecordKind, name string) ([]inspection.ID, error) {
	if name == "" {
		return nil, nil
	}
	person, err := c.person(ctx, name)
	if err != nil {
		return nil, err
	}
	assignments, err := c.Service.Assignments(ctx, person)
	records := []inspection.ID{}
	for _, assignment := range assignments {
		if assignment.RecordKind == kind {
			records = append(records, assignment.Record)
		}
	}
	return records, err
}
