package backup

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
	"anxun/inspection/sqlite"
)

// Rescued is what was salvaged from a damaged data folder, and how the new one verifies.
type Rescued struct {
	Folder string
	Files  int // of evidence brought along
	Sound  int // of them unchanged, as far as records say
	sqlite.RescueReport
	Verify sqlite.VerifyReport
}

// Complete reports whether nothing was lost.
func (r Rescued) Complete() bool { return r.RescueReport.Complete() && r.Verify.OK() }

// reportName is the file in the new folder that says what was lost.
const reportName = "rescue.json"

// Rescue salvages the data folder dir into the new folder out, with all files of
// evidence, verifies the new folder and writes down in it what was lost. Nothing in dir
// is changed; files of evidence may be the same files in both. After an error the new
// folder is removed. progress may be nil.
func Rescue(ctx context.Context, dir, out string, clock inspection.Clock, progress func(stage sqlite.RescueStage, done, total int64)) (rescued Rescued, err error) {
	if out, err = filepath.Abs(out); err != nil {
		return rescued, folderError(err, out)
	}
	rescued.Folder = out
	if rescued.RescueReport, err = sqlite.Rescue(ctx, dir, out, sqlite.Options{Clock: clock, Progress: progress}); err != nil {
		return rescued, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(folderError(err, out), os.RemoveAll(out))
		}
	}()
	if rescued.Files, err = bringEvidence(ctx, filepath.Join(dir, evidenceName), filepath.Join(out, evidenceName)); err != nil {
		return rescued, err
	}
	verifying := func(done, total int64) {
		if progress != nil {
			progress(sqlite.RescueVerifying, done, total)
		}
	}
	verifying(0, 0)
	if rescued.Verify, err = sqlite.VerifyPath(ctx, out, sqlite.Options{Clock: clock}, verifying); err != nil {
		return rescued, err
	}
	rescued.Sound = int(rescued.Verify.EvidenceFiles)
	content, err := json.MarshalIndent(rescued, "", " ")
	if err != nil {
		return rescued, err
	}
	return rescued, writeWhole(filepath.Join(out, reportName), append(content, '\n'))
}

// rescuedMark stands in the name of a folder that RescueBeside makes.
const rescuedMark = ".rescued-"

// RescueBeside salvages the data folder dir into a new folder beside it. What it returns
// can be put in the place of the damaged folder, which is then renamed, as after a
// restoration; until then the new folder just lies there.
func RescueBeside(ctx context.Context, dir string, clock inspection.Clock, progress func(stage sqlite.RescueStage, done, total int64)) (Rescued, Staged, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Rescued{}, Staged{}, folderError(err, dir)
	}
	stamp := clock().In(inspection.Zone).Format(stampLayout)
	rescued, err := Rescue(ctx, dir, dir+rescuedMark+stamp, clock, progress)
	if err != nil {
		return rescued, Staged{}, err
	}
	const preferences = "preferences.json" // of this laptop, no part of the data
	_, _, err = copyWhole(filepath.Join(dir, preferences), filepath.Join(rescued.Folder, preferences))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return rescued, Staged{}, folderError(err, rescued.Folder)
	}
	return rescued, Staged{Folder: rescued.Folder, Files: rescued.Files, Report: rescued.Verify, dataDir: dir, stamp: stamp}, nil
}

// bringEvidence links or copies every file, also those that no record is left of.
func bringEvidence(ctx context.Context, from, to string) (files int, err error) {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return 0, err
	}
	err = filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == from {
			return nil
		}
		if err := errors.Join(err, ctx.Err()); err != nil || !entry.Type().IsRegular() {
			return err
		}
		below, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, below)
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return err
		}
		files++
		_, _, err = linkOrCopy(path, target)
		return err
	})
	return files, err
}
