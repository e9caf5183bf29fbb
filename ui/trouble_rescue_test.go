package ui

import (
	"context"
	"errors"
	"testing"

	"anxun/inspection"
	"anxun/ui/recovery"
	"anxun/ui/task"
	"anxun/ui/uitest"
)

type fakeRescuer struct {
	vault *fakeVault
	err   error
}

func (r *fakeRescuer) Rescue(_ context.Context, progress func(stage string, done, total int64)) (recovery.Rescued, error) {
	progress(recovery.StageReading, 0, 0)
	progress(recovery.StageReplaying, 2000, 19667)
	progress(recovery.StageVerifying, 0, 40000)
	return recovery.Rescued{Folder: "/data.rescued-20261120-093000", Found: 19667, Expected: 20066, Lost: [][2]int64{{7, 7}, {100, 180}, {300, 310}, {400, 450}},
		Doubtful: 12, Inspections: 297, Hazards: 735, Files: 1204, Problems: 2,
		First: []recovery.Message{{Key: "problem.reference_missing", Args: []any{"kind", "answer", "record", "r", "target", "inspection", "value", "v"}}}, Staged: r.vault}, r.err
}

func TestRescueFromTheScreenOfADamagedFolder(t *testing.T) {
	vault := &fakeVault{}
	f := newFixtureWith(t, task.Inline{}, vault, &inspection.Error{Code: inspection.CodeDamaged, Key: "error.internal"},
		&inspection.Error{Code: inspection.CodeDamaged, Key: "error.internal"})
	rescuer := &fakeRescuer{vault: vault, err: errors.New("no room")}
	f.options.Rescuer = rescuer
	uitest.TapText(t, f.window, f.T("common.retry")) // shows the screen anew
	uitest.TapText(t, f.window, f.T("shell.rescue.start"))
	uitest.TapText(t, f.window, f.T("common.ok")) // that it failed; the screen is as before
	rescuer.err = nil

	uitest.TapText(t, f.window, f.T("shell.rescue.start"))
	uitest.HasText(t, f.window, f.T("shell.rescue.partial"),
		f.T("shell.rescue.found", "found", 19667, "expected", 20066, "inspections", 297, "hazards", 735, "files", 1204),
		f.T("shell.rescue.lost", "list", "7、100–180、300–310、"+f.T("shell.rescue.more", "n", 4)), f.T("shell.rescue.doubtful", "n", 12))
	uitest.TapText(t, f.window, f.T("shell.rescue.later"))
	if vault.switched != 0 || vault.discarded != 0 {
		t.Errorf("switched %d, discarded %d", vault.switched, vault.discarded)
	}
	uitest.TapText(t, f.window, f.T("shell.rescue.start"))
	uitest.TapText(t, f.window, f.T("shell.rescue.use"))
	if vault.switched != 1 || f.shown == nil {
		t.Errorf("switched %d times, a page is shown: %t", vault.switched, f.shown != nil)
	}
}
