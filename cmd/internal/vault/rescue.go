package vault

import (
	"context"

	"anxun/cmd/internal/backup"
	"anxun/inspection"
	"anxun/inspection/sqlite"
	"anxun/ui/recovery"
)

var _ recovery.Rescuer = (*Vault)(nil)

// kept is what was salvaged. It is never removed: it may be all that is left.
type kept struct{ staged }

// Discard implements recovery.Staged.
func (kept) Discard() error { return nil }

// Rescue implements recovery.Rescuer.
func (v *Vault) Rescue(ctx context.Context, progress func(stage string, done, total int64)) (recovery.Rescued, error) {
	found, brought, err := backup.RescueBeside(ctx, v.dir, v.clock, func(stage sqlite.RescueStage, done, total int64) { progress(string(stage), done, total) })
	if err != nil {
		return recovery.Rescued{}, err
	}
	outcome := staged{brought}.Outcome()
	rescued := recovery.Rescued{Folder: found.Folder, Complete: found.Complete(), Found: found.Entries, Expected: found.Expected, Doubtful: len(found.Doubtful),
		Inspections: found.Records[string(inspection.KindInspection)], Hazards: found.Records[string(inspection.KindHazard)],
		Files: found.Files, Problems: outcome.Problems, First: outcome.First, Staged: kept{staged{brought}}}
	for _, lost := range found.Lost {
		rescued.Lost = append(rescued.Lost, [2]int64{lost.From, lost.To})
	}
	return rescued, nil
}
