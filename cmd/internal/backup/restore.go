package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"anxun/inspection"
	"anxun/inspection/durable"
	"anxun/inspection/sqlite"
)

// Restoration says what is brought back where.
type Restoration struct {
	Set     Set
	DataDir string // the data folder in use; need not exist
	Clock   inspection.Clock
	// Passphrase opens an encrypted backup.
	Passphrase string
	// Progress is told how much of verifying is done; may be nil.
	Progress func(done, total int64)
}

// Staged is a backup that was brought back into a folder of its own, beside the data
// folder, and found to be the same as the backup. Nothing is in use yet.
type Staged struct {
	Folder  string // where it lies
	Rows    int64  // rows that are the same in the backup and in what was brought back
	Files   int    // of evidence
	Missing []string
	Report  sqlite.VerifyReport

	dataDir string
	stamp   string
}

// Check verifies a backup where it lies, without changing it: its files against the
// manifest, and then everything that VerifyPath looks at. A backup whose database is
// not the one that was made is a CodeDamaged error.
func (s Set) Check(ctx context.Context, clock inspection.Clock, progress func(done, total int64)) (sqlite.VerifyReport, error) {
	if s.Unusable != nil {
		return sqlite.VerifyReport{}, s.Unusable
	}
	if err := s.check(); err != nil {
		return sqlite.VerifyReport{}, err
	}
	path := s.Database
	if s.keptAside {
		path = filepath.Dir(s.Database)
	}
	return sqlite.VerifyPath(ctx, path, sqlite.Options{Clock: clock}, progress)
}

// Stage brings the backup into a new folder beside the data folder, compares the two
// databases row by row, and verifies the new folder as a whole. The data folder is only
// read, for photos that the backup lacks and for the key of this laptop; it may be in
// use. After an error the new folder is removed.
func (r Restoration) Stage(ctx context.Context) (staged Staged, err error) {
	if r.Set.Unusable != nil {
		return staged, r.Set.Unusable
	}
	if r.Set.Encrypted {
		return r.stageEncrypted(ctx)
	}
	if err := r.Set.check(); err != nil {
		return staged, err
	}
	dir, err := filepath.Abs(r.DataDir)
	if err != nil {
		return staged, folderError(err, r.DataDir)
	}
	staged.dataDir, staged.stamp = dir, r.Clock().In(inspection.Zone).Format(stampLayout)
	staged.Folder = dir + ".restoring-" + staged.stamp
	if err := errors.Join(os.MkdirAll(filepath.Dir(dir), 0o700), os.Mkdir(staged.Folder, 0o700)); err != nil {
		return staged, folderError(err, staged.Folder)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, staged.Discard())
		}
	}()
	if err := r.fill(ctx, &staged); err != nil {
		return staged, folderError(err, staged.Folder)
	}
	if staged.Rows, err = sqlite.CompareCopies(ctx, r.Set.Database, filepath.Join(staged.Folder, databaseName)); err != nil {
		return staged, err
	}
	staged.Report, err = sqlite.VerifyPath(ctx, staged.Folder, sqlite.Options{Clock: r.Clock}, r.Progress)
	return staged, err
}

// stageEncrypted unpacks the backup into a folder of its own beside the data folder, which is removed in the end.
func (r Restoration) stageEncrypted(ctx context.Context) (staged Staged, err error) {
	dir, err := filepath.Abs(r.DataDir)
	if err != nil {
		return staged, folderError(err, r.DataDir)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return staged, folderError(err, dir)
	}
	if err := removeStale(escapeGlob(dir)+decryptingName+"*", r.Clock()); err != nil {
		return staged, folderError(err, dir)
	}
	plain := dir + decryptingName + r.Clock().In(inspection.Zone).Format(stampLayout)
	if r.Set, err = Unpack(ctx, r.Set.Database, r.Passphrase, plain); err != nil {
		return staged, err
	}
	defer func() { err = errors.Join(err, folderError(os.RemoveAll(plain), plain)) }()
	return r.Stage(ctx)
}

// fill copies database, heads and evidence, and this laptop's key and preferences.
func (r Restoration) fill(ctx context.Context, staged *Staged) error {
	database := filepath.Join(staged.Folder, databaseName)
	plain := []struct {
		from, to string
		optional bool
	}{
		{r.Set.Database, database, false},
		{r.Set.Database + "-wal", database + "-wal", true}, // of a plain copy of a folder that was not closed
		{r.Set.Heads, filepath.Join(staged.Folder, headsName), true},
		{filepath.Join(staged.dataDir, passwordName), filepath.Join(staged.Folder, passwordName), true},
		{filepath.Join(staged.dataDir, keyName), filepath.Join(staged.Folder, keyName), true},
		{filepath.Join(staged.dataDir, "preferences.json"), filepath.Join(staged.Folder, "preferences.json"), true},
	}
	for _, file := range plain {
		_, _, err := copyWhole(file.from, file.to)
		if err != nil && !(file.optional && errors.Is(err, fs.ErrNotExist)) {
			return err
		}
	}
	files, err := sqlite.EvidenceOfCopy(ctx, r.Set.Database)
	if err != nil {
		return err
	}
	evidence := filepath.Join(staged.Folder, evidenceName)
	if err := os.Mkdir(evidence, 0o700); err != nil {
		return err
	}
	kept, missing, err := addEvidence(ctx, r.Set.Evidence, evidence, files, nil)
	if err != nil {
		return err
	}
	staged.Files = len(kept)
	if len(missing) > 0 { // the present folder may still have them
		again, still, err := addEvidence(ctx, filepath.Join(staged.dataDir, evidenceName), evidence, named(files, missing), nil)
		if err != nil {
			return err
		}
		staged.Files, staged.Missing = staged.Files+len(again), still
	}
	return nil
}

func named(files []sqlite.EvidenceFile, names []string) []sqlite.EvidenceFile {
	wanted := map[string]bool{}
	for _, name := range names {
		wanted[name] = true
	}
	var chosen []sqlite.EvidenceFile
	for _, file := range files {
		if wanted[file.Name] {
			chosen = append(chosen, file)
		}
	}
	return chosen
}

// Discard removes what was brought back but is not used.
func (s Staged) Discard() error { return folderError(os.RemoveAll(s.Folder), s.Folder) }

// Switch puts what was brought back in the place of the data folder, which is renamed
// and never destroyed. It returns the new name of the former data folder, "" if there
// was none. The data folder must be closed; one that is open gives CodeLocked and
// changes nothing.
func (s Staged) Switch() (aside string, err error) {
	if !present(s.dataDir) {
		return "", folderError(errors.Join(os.Rename(s.Folder, s.dataDir), durable.SyncFolder(filepath.Dir(s.dataDir))), s.dataDir)
	}
	if err := s.closed(); err != nil {
		return "", err
	}
	aside = s.dataDir + ".before-restore-" + s.stamp
	if present(aside) {
		return "", inspection.Conflict("error.backup_exists", "path", aside)
	}
	if err := os.Rename(s.dataDir, aside); err != nil {
		return "", s.notSwitched(err)
	}
	if err := s.keepBackups(aside); err != nil {
		return "", s.notSwitched(errors.Join(err, os.Rename(aside, s.dataDir)))
	}
	if err := os.Rename(s.Folder, s.dataDir); err != nil {
		return "", s.notSwitched(errors.Join(err, s.returnBackups(aside), os.Rename(aside, s.dataDir)))
	}
	return aside, folderError(durable.SyncFolder(filepath.Dir(s.dataDir)), s.dataDir)
}

// keepBackups moves the folder of automatic backups along, so that they go on where
// they were.
func (s Staged) keepBackups(aside string) error {
	err := os.Rename(filepath.Join(aside, Folder), filepath.Join(s.Folder, Folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (s Staged) returnBackups(aside string) error {
	err := os.Rename(filepath.Join(s.Folder, Folder), filepath.Join(aside, Folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (s Staged) notSwitched(err error) error {
	return inspection.Wrap(err, inspection.CodeUnwritable, "error.restore_switch", "dir", s.dataDir, "folder", s.Folder)
}

// closed makes sure that nobody has the data folder open. The lock is given back at
// once: on Windows a folder with an open file in it cannot be renamed.
func (s Staged) closed() error {
	lock := flock.New(filepath.Join(s.dataDir, "anxun.lock"))
	taken, err := lock.TryLock()
	if err != nil {
		return folderError(err, s.dataDir)
	}
	if !taken {
		return &inspection.Error{Code: inspection.CodeLocked, Key: "error.data_locked", Args: []any{"dir", s.dataDir, "holder", "?"}}
	}
	if err := lock.Unlock(); err != nil {
		return fmt.Errorf("giving the lock back: %w", err)
	}
	return nil
}

// Resume finishes a Switch that a power cut or a kill interrupted between its two
// renames: there is no data folder then, but both halves of the switch. It reports
// whether it did so. Anything else is left alone.
func Resume(dataDir string) (bool, error) {
	if dataDir = filepath.Clean(dataDir); present(dataDir) {
		return false, nil
	}
	for _, mark := range []string{".restoring-", rescuedMark} {
		staged, err := filepath.Glob(escapeGlob(dataDir) + mark + "*")
		if err != nil {
			return false, folderError(err, dataDir)
		}
		for _, folder := range staged {
			stamp := strings.TrimPrefix(folder, dataDir+mark)
			if present(dataDir + ".before-restore-" + stamp) {
				return true, folderError(os.Rename(folder, dataDir), dataDir)
			}
		}
	}
	return false, nil
}
