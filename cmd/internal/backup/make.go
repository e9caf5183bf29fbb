package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"anxun/inspection"
	"anxun/inspection/sqlite"
)

// Source is what a backup is made of: an open data folder.
type Source interface {
	BackupTo(ctx context.Context, path string) error
	BackupHeads(ctx context.Context, database, path string) error
	Device() (id, code string)
	Dir() string
}

// Request says what backup is wanted.
type Request struct {
	Source  Source
	Out     string // a folder, which is made if it is missing, or the name of a file that ends with .db
	Cause   string
	Program string // name and version
	Clock   inspection.Clock
	// Passphrase encrypts the backup: one file instead of several, see makeEncrypted. "" for a plain one.
	Passphrase string
	// Progress is told how many files of evidence are done; may be nil.
	Progress func(done, total int)
}

// Make makes a backup while the data folder stays in use and returns it described. The
// database is copied by SQLite, checked, and its journal's end compared with the
// original's; of the evidence only what is not there yet is linked or copied, and
// compared with its SHA-256. Evidence that the data folder itself lacks is named in
// Missing and is no error. After an error nothing is left that was not there before,
// other than files of evidence, and nothing older is touched. While another program backs
// the same folder up: CodeConflict.
func Make(ctx context.Context, r Request) (set Set, err error) {
	if r.Passphrase != "" {
		return makeEncrypted(ctx, r)
	}
	database, err := r.target()
	if err != nil {
		return Set{}, err
	}
	release, err := alone(r.Source.Dir())
	if err != nil {
		return Set{}, err
	}
	defer release()
	if err := removeUnfinished(filepath.Dir(database)); err != nil {
		return Set{}, folderError(err, filepath.Dir(database))
	}
	if err := r.Source.BackupTo(ctx, database); err != nil {
		return Set{}, told(err, filepath.Dir(database))
	}
	set = setAt(database)
	set.Evidence = filepath.Join(filepath.Dir(database), evidenceName)
	defer func() {
		if err != nil {
			for _, path := range []string{database + manifestEnding, set.Heads, database} {
				if removing := os.Remove(path); removing != nil && !errors.Is(removing, fs.ErrNotExist) {
					err = errors.Join(err, removing)
				}
			}
		}
	}()
	if err := r.complete(ctx, set); err != nil {
		return Set{}, told(err, filepath.Dir(database))
	}
	return describe(ctx, set), nil
}

// lockName is a file in the data folder: one backup of it is made at a time, by whichever
// program.
const lockName = "anxun.backup.lock"

// alone gives CodeConflict while another backup of the folder is made. In a folder that
// cannot be written nobody can be kept out, and the window never makes one there.
func alone(dir string) (release func(), err error) {
	lock := flock.New(filepath.Join(dir, lockName))
	taken, err := lock.TryLock()
	if err != nil {
		return func() {}, nil
	}
	if !taken {
		return nil, inspection.Conflict("error.backup_running")
	}
	return func() { _ = lock.Unlock() }, nil // the system gives it back anyway
}

// complete adds heads, evidence and, last of all, the manifest.
func (r Request) complete(ctx context.Context, set Set) error {
	info, err := sqlite.DescribeCopy(ctx, set.Database)
	if err != nil {
		return err
	}
	m := Manifest{Program: r.Program, Made: r.Clock().UTC(), Cause: r.Cause, Device: info.Device, Sequence: info.Sequence, Hash: info.Hash, Records: info.Records}
	if m.Database, err = describeFile(set.Database); err != nil {
		return err
	}
	if err := r.Source.BackupHeads(ctx, set.Database, set.Heads); err != nil {
		return err
	}
	heads, err := describeFile(set.Heads)
	if err != nil {
		return err
	}
	m.Heads = &heads
	files, err := sqlite.EvidenceOfCopy(ctx, set.Database)
	if err != nil {
		return err
	}
	from := filepath.Join(r.Source.Dir(), evidenceName)
	if m.Evidence, m.Missing, err = addEvidence(ctx, from, set.Evidence, files, r.Progress); err != nil {
		return err
	}
	return m.write(set.Database + manifestEnding)
}

// target decides the name of the database and makes its folder.
func (r Request) target() (string, error) {
	path, err := filepath.Abs(r.Out)
	if err != nil {
		return "", folderError(err, r.Out)
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.IsDir(), err != nil && strings.EqualFold(filepath.Ext(path), ".db"):
		return path, nil // a name; one that is taken is refused later
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", folderError(err, path)
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return "", folderError(err, path)
	}
	_, code := r.Source.Device()
	return filepath.Join(path, nameOf(code, r.Cause, r.Clock())), nil
}

// told puts what kept a backup from being made in words about the backup.
func told(err error, folder string) error {
	var known *inspection.Error
	if errors.As(err, &known) && (known.Key == "error.disk_full" || known.Key == "error.disk_readonly" || known.Key == "error.disk_failed" || known.Key == "error.data_unwritable") {
		if known.Err != nil {
			return folderError(errors.Unwrap(known), folder)
		}
	}
	return folderError(err, folder)
}

// removeUnfinished removes what a killed process left of the backups of this program.
func removeUnfinished(folder string) error {
	names, err := filepath.Glob(filepath.Join(escapeGlob(folder), "anxun-*.db.tmp"))
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func describeFile(path string) (File, error) {
	digest, size, err := digestFile(path)
	return File{Name: filepath.Base(path), Size: size, SHA256: digest}, err
}
