// Package backup keeps copies of a data folder and brings them back.
//
// A backup is a copy of the database that SQLite itself made while it was in use, with
// three things beside it:
//
//	anxun-K7-daily-20261125-090500.db        the database
//	anxun-K7-daily-20261125-090500.db.heads  signed ends of the journal that belong to it
//	anxun-K7-daily-20261125-090500.db.json   the manifest: date, counts, SHA-256 of every file
//	evidence/ab/abcdef….jpg                  photos and signatures, shared by all backups there
//
// A backup that was encrypted is one file, anxun-K7-daily-20261125-090500.tar.age, see encrypted.go.
//
// "anxunctl verify FILE" looks at it as it lies. Nothing here overwrites or removes a
// file of evidence, or a backup before a newer one is whole.
package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"anxun/inspection"
	"anxun/inspection/sqlite"
)

const (
	databaseName   = "anxun.db" // in a data folder
	headsName      = "anxun.heads"
	keyName        = "anxun.key"
	evidenceName   = "evidence"
	passwordName   = "anxun.password" // see package password
	headsEnding    = ".heads"         // after the name of the database of a backup
	manifestEnding = ".json"

	// Folder is the folder inside a data folder that backups of it go to if nothing
	// else was chosen.
	Folder = "backups"
)

// The causes of a backup, as they stand in its name.
const (
	CauseManual    = "manual"
	CauseDaily     = "daily"
	CauseMigration = "migration" // made by the store before the database got another shape
)

// Set is a backup as it lies in a folder. The fields after Evidence are what the
// manifest says or, where there is none, what the database holds.
type Set struct {
	Database string // path
	Heads    string // path; the file may be missing
	Evidence string // folder; may be missing
	Whole    bool   // there is a manifest: the backup was finished
	// Encrypted says that Database is the one file of an encrypted backup, of which only name, date and size are known.
	Encrypted bool

	Cause     string
	Made      time.Time
	Sequence  int64 // of the last journal entry
	Records   map[inspection.RecordKind]int64
	Files     int   // of evidence
	Bytes     int64 // of the database
	Missing   []string
	Unusable  error // why it cannot be described; nil if it can
	manifest  *Manifest
	keptAside bool // a plain copy of a data folder
}

// IsFolder reports whether the backup is a plain copy of a data folder.
func (s Set) IsFolder() bool { return s.keptAside }

// Count is how many records of a kind the backup holds.
func (s Set) Count(kind inspection.RecordKind) int64 { return s.Records[kind] }

var (
	encryptedName = regexp.MustCompile(`^anxun-([0-9A-Z]{2})-(manual|daily)-(\d{8}-\d{6})\.tar\.age$`)
	ownName       = regexp.MustCompile(`^anxun-([0-9A-Z]{2})-(manual|daily)-(\d{8}-\d{6})\.db$`)
	migrationName = regexp.MustCompile(`^anxun-v\d+-(\d{8}-\d{6})\.db$`)
)

const stampLayout = "20060102-150405"

// nameOf makes the name of a backup of the device with the code.
func nameOf(code, cause string, at time.Time) string {
	return "anxun-" + code + "-" + cause + "-" + at.In(inspection.Zone).Format(stampLayout) + ".db"
}

// List describes the backups in the folders, newest first. A folder that is not there
// has none. Files with other names are not looked at.
func List(ctx context.Context, folders ...string) ([]Set, error) {
	var sets []Set
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return sets, folderError(err, folder)
		}
		for _, entry := range entries {
			if encryptedName.MatchString(entry.Name()) {
				sets = append(sets, describeEncrypted(filepath.Join(folder, entry.Name())))
			}
			if ownName.MatchString(entry.Name()) || migrationName.MatchString(entry.Name()) {
				sets = append(sets, describe(ctx, setAt(filepath.Join(folder, entry.Name()))))
			}
		}
	}
	slices.SortStableFunc(sets, func(a, b Set) int { return b.Made.Compare(a.Made) })
	return sets, ctx.Err()
}

// Find finds the backup that from names: the database of one, a folder with backups,
// of which the newest whole one is taken, or a plain copy of a data folder.
func Find(ctx context.Context, from string) (Set, error) {
	from, err := filepath.Abs(from)
	if err != nil {
		return Set{}, folderError(err, from)
	}
	info, err := os.Stat(from)
	if errors.Is(err, fs.ErrNotExist) {
		return Set{}, inspection.NotFound("error.backup_missing", "path", from)
	}
	if err != nil {
		return Set{}, folderError(err, from)
	}
	if !info.IsDir() && IsEncrypted(from) {
		set := describeEncrypted(from)
		return set, set.Unusable
	}
	if !info.IsDir() {
		set := describe(ctx, setAt(from))
		return set, set.Unusable
	}
	if database := filepath.Join(from, databaseName); present(database) {
		set := describe(ctx, Set{Database: database, Heads: filepath.Join(from, headsName), Evidence: filepath.Join(from, evidenceName), keptAside: true})
		return set, set.Unusable
	}
	sets, err := List(ctx, from, filepath.Join(from, Folder))
	if err != nil {
		return Set{}, err
	}
	if set, found := Newest(sets); found {
		return set, nil
	}
	return Set{}, inspection.NotFound("error.backup_missing", "path", from)
}

// Newest is the newest backup that was finished; copies from before a migration, which
// have no manifest, come after those.
func Newest(sets []Set) (Set, bool) {
	for _, wanted := range []bool{true, false} {
		for _, set := range sets {
			if set.Whole == wanted && set.Unusable == nil {
				return set, true
			}
		}
	}
	return Set{}, false
}

func setAt(database string) Set {
	folder := filepath.Dir(database)
	set := Set{Database: database, Heads: database + headsEnding, Evidence: filepath.Join(folder, evidenceName)}
	if migrationName.MatchString(filepath.Base(database)) && filepath.Base(folder) == Folder {
		set.Evidence = filepath.Join(filepath.Dir(folder), evidenceName) // made inside the data folder, without files
	}
	return set
}

// describeEncrypted describes an encrypted backup as far as that is possible without its password.
func describeEncrypted(path string) Set {
	set := Set{Database: path, Encrypted: true, Whole: true}
	info, err := os.Stat(path)
	if err != nil {
		set.Unusable = folderError(err, path)
		return set
	}
	set.Bytes, set.Made = info.Size(), info.ModTime()
	if parts := encryptedName.FindStringSubmatch(filepath.Base(path)); parts != nil {
		set.Cause, set.Made = parts[2], stampOf(parts[3], set.Made)
	}
	return set
}

// describe fills in what a backup holds.
func describe(ctx context.Context, set Set) Set {
	info, err := os.Stat(set.Database)
	if err != nil {
		set.Unusable = folderError(err, set.Database)
		return set
	}
	set.Bytes, set.Made = info.Size(), info.ModTime()
	name := filepath.Base(set.Database)
	if parts := ownName.FindStringSubmatch(name); parts != nil {
		set.Cause, set.Made = parts[2], stampOf(parts[3], set.Made)
	} else if parts := migrationName.FindStringSubmatch(name); parts != nil {
		set.Cause, set.Made = CauseMigration, stampOf(parts[1], set.Made)
	}
	manifest, err := readManifest(set.Database + manifestEnding)
	switch {
	case err == nil:
		set.manifest, set.Whole = &manifest, true
		set.Cause, set.Made, set.Sequence, set.Records = manifest.Cause, manifest.Made, manifest.Sequence, manifest.Records
		set.Files, set.Missing = len(manifest.Evidence), manifest.Missing
		return set
	case !errors.Is(err, fs.ErrNotExist):
		set.Unusable = err
		return set
	}
	copied, err := sqlite.DescribeCopy(ctx, set.Database)
	set.Sequence, set.Records, set.Unusable = copied.Sequence, copied.Records, err
	set.Files = int(copied.Records[inspection.KindEvidence])
	return set
}

func stampOf(text string, otherwise time.Time) time.Time {
	at, err := time.ParseInLocation(stampLayout, text, inspection.Zone)
	if err != nil {
		return otherwise
	}
	return at
}

func present(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
