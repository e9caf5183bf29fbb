package sqlite

import (
	"context"
	"database/sql"

	"anxun/inspection"
)

// authors compares what other laptops wrote with what they signed themselves.
func (v *verification) authors(ctx context.Context) error {
	devices, err := v.Devices(ctx)
	if err != nil {
		return err
	}
	known := map[string]inspection.Device{}
	for _, device := range devices {
		known[device.ID] = device
	}
	var writers []string
	err = v.query(ctx, "SELECT DISTINCT device FROM received ORDER BY device", nil, func(rows *sql.Rows) error {
		var device string
		err := rows.Scan(&device)
		writers = append(writers, device)
		return err
	})
	if err != nil {
		return v.store.errorFor(err, "looking for the authors of what was received")
	}
	everything := []inspection.SequenceRange{{From: 1, To: 1 << 62}}
	for _, device := range writers {
		found, err := inspection.CheckAuthor(ctx, v.session, device, known[device].AttestingKey(), everything)
		if err != nil {
			return err
		}
		v.report.Signed += found.Signed
		v.report.Unsigned += found.Waiting
		for _, entry := range found.Forged {
			v.found("problem.entry_forged", "device", nameOr(known[device].Code, device), "sequence", entry.Sequence, "kind", string(entry.RecordKind), "record", string(entry.Record))
		}
		if found.Waiting > 0 {
			v.notice("notice.entries_unsigned", "device", nameOr(known[device].Code, device), "n", found.Waiting)
		}
	}
	return nil
}

func nameOr(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}
