package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"anxun/inspection"
)

// DefaultKept is how many daily backups are kept in each folder.
const DefaultKept = 14

// Daily makes the backup of the day in each of the folders that does not have one of
// this laptop yet, and then removes the oldest daily backups of this laptop beyond
// kept. A folder that fails does not keep the others from theirs; its error comes back
// joined with the others'. Backups made on purpose, before a migration or by another
// laptop, and all evidence, are never removed.
func Daily(ctx context.Context, r Request, kept int, folders ...string) (made []Set, err error) {
	r.Cause = CauseDaily
	var problems []error
	for _, folder := range folders {
		if ctx.Err() != nil {
			return made, errors.Join(append(problems, ctx.Err())...)
		}
		set, err := r.today(ctx, folder, max(kept, 1))
		if err != nil {
			problems = append(problems, err)
		} else if set.Database != "" {
			made = append(made, set)
		}
	}
	return made, errors.Join(problems...)
}

// Reachable reports, as a CodeUnwritable error, that a folder a person chose is not
// there. It is not made: it may be the place where a drive shows up when connected.
func Reachable(folder string) error {
	_, err := os.Stat(folder)
	return folderError(err, folder)
}

func (r Request) today(ctx context.Context, folder string, kept int) (Set, error) {
	_, code := r.Source.Device()
	ending := ".db"
	if r.Passphrase != "" {
		ending, kept = encryptedEnding, min(kept, EncryptedKept)
	}
	own, err := dailies(folder, code, ending)
	if err != nil {
		return Set{}, err
	}
	today := nameOf(code, CauseDaily, r.Clock())
	day := today[:strings.LastIndexByte(today, '-')+1]
	for _, name := range own {
		if strings.HasPrefix(name, day) && (r.Passphrase != "" || present(filepath.Join(folder, name+manifestEnding))) {
			return Set{}, nil
		}
	}
	r.Out = folder
	set, err := Make(ctx, r)
	if err != nil {
		return Set{}, err
	}
	return set, prune(folder, code, ending, kept)
}

// dailies lists the names of the daily backups of a laptop, oldest first.
func dailies(folder, code, ending string) ([]string, error) {
	names, err := filepath.Glob(filepath.Join(escapeGlob(folder), "anxun-"+code+"-"+CauseDaily+"-*"+ending))
	if err != nil {
		return nil, folderError(err, folder)
	}
	own := []string{}
	for _, name := range names {
		if base := filepath.Base(name); ownName.MatchString(base) || encryptedName.MatchString(base) {
			own = append(own, filepath.Base(name))
		}
	}
	slices.Sort(own)
	return own, nil
}

// prune removes the oldest daily backups of a laptop beyond kept. The manifest goes
// first: what is left of an interrupted removal no longer counts as whole.
func prune(folder, code, ending string, kept int) error {
	own, err := dailies(folder, code, ending)
	if err != nil || len(own) <= kept {
		return err
	}
	for _, name := range own[:len(own)-kept] {
		database := filepath.Join(folder, name)
		for _, path := range []string{database + manifestEnding, database + headsEnding, database} {
			if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
				return inspection.Wrap(err, inspection.CodeUnwritable, "error.backup_prune", "path", path)
			}
		}
	}
	return nil
}

// escapeGlob keeps signs in the name of a folder from being taken for a pattern.
func escapeGlob(path string) string {
	if filepath.Separator == '\\' {
		return strings.NewReplacer("[", "?", "*", "?").Replace(path) // there is no escaping on Windows
	}
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "*", `\*`, "?", `\?`).Replace(path)
}
