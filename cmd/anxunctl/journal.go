package main

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"anxun/inspection"
)

type changeDocument struct {
	Sequence    int64                    `json:"sequence"`
	Transaction int64                    `json:"transaction"`
	Time        inspection.HybridTime    `json:"time"`
	Device      string                   `json:"device"`
	Actor       string                   `json:"actor"`
	Kind        inspection.RecordKind    `json:"kind"`
	Record      inspection.ID            `json:"record"`
	Fields      []inspection.FieldChange `json:"fields"`
	Previous    string                   `json:"previous"`
	Hash        string                   `json:"hash"`
}

// journalCommand prints the journal, oldest entry first.
func journalCommand() command {
	record, limit := "", 0
	return command{
		name: "journal", access: accessRead, summary: "cli.journal",
		flags: func(f *flag.FlagSet) {
			f.StringVar(&record, "record", "", "cli.flag.record")
			f.IntVar(&limit, "limit", 0, "cli.flag.limit")
		},
		run: func(ctx context.Context, c *call) error {
			if limit < 0 {
				return wrongUsage("cli.usage.flag_wrong", "flag", "--limit", "value", limit)
			}
			var changes []inspection.Change
			err := c.Service.View(ctx, func(r inspection.Reader) error {
				id, err := resolveRecord(ctx, r, record)
				if err != nil {
					return err
				}
				changes, err = r.Journal(ctx, id, limit)
				return err
			})
			if err != nil {
				return err
			}
			if record != "" && len(changes) == 0 {
				return inspection.NotFound("error.journal_record", "record", record)
			}
			return c.printJournal(changes)
		},
	}
}

// resolveRecord accepts what people know a record by: the number of an inspection or
// hazard or the code of a place; anything else is taken for an id.
func resolveRecord(ctx context.Context, r inspection.Reader, name string) (inspection.ID, error) {
	if name == "" {
		return "", nil
	}
	for _, find := range []func() (inspection.ID, error){
		func() (inspection.ID, error) { i, err := r.InspectionByNo(ctx, name); return i.ID, err },
		func() (inspection.ID, error) { h, err := r.HazardByNo(ctx, name); return h.ID, err },
		func() (inspection.ID, error) { p, err := r.PlaceByCode(ctx, name); return p.ID, err },
	} {
		id, err := find()
		if err == nil {
			return id, nil
		}
		if inspection.CodeOf(err) != inspection.CodeNotFound {
			return "", err
		}
	}
	return inspection.ID(name), nil
}

func (c *call) printJournal(changes []inspection.Change) error {
	documents := []changeDocument{}
	for _, change := range changes {
		documents = append(documents, changeDocument{Sequence: change.Sequence, Transaction: change.Transaction, Time: change.Time, Device: change.Device,
			Actor: change.Actor, Kind: change.RecordKind, Record: change.Record, Fields: list(change.Fields), Previous: change.Previous, Hash: change.Hash})
	}
	return c.emit(documents, func() {
		lines := table{header: c.columns("sequence", "at", "actor", "record_kind", "record", "changes")}
		for _, change := range changes {
			var fields []string
			for _, field := range change.Fields {
				fields = append(fields, fmt.Sprintf("%s: %s → %s", field.Field, orDash(cutText(field.Old, 30)), orDash(cutText(field.New, 30))))
			}
			lines.add(fmt.Sprint(change.Sequence), clockTime(change.Time.Instant()), change.Actor, c.recordKind(change.RecordKind), string(change.Record),
				strings.Join(fields, "; "))
		}
		lines.write(c.out)
		c.say("cli.total", "n", len(changes))
	})
}

func (c *call) recordKind(kind inspection.RecordKind) string {
	return c.text.T("cli.record." + string(kind))
}
