package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
)

// BackupHeads writes to path the signed heads that belong to a copy of the database
// that BackupTo made: those of this folder up to the end of the copy's journal, and one
// that says that the copy ends there. Restored together, under the names anxun.db and
// anxun.heads, the two verify as the folder did. A file that exists is never replaced
// (CodeConflict).
func (s *Store) BackupHeads(ctx context.Context, database, path string) error {
	end, err := headOfCopy(ctx, database)
	if err != nil {
		return databaseError(err, filepath.Dir(database), "reading the head of the copy")
	}
	lines, digests, _, err := readHeads(s.headsPath())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileError(err, s.dir)
	}
	var content []byte
	log := &headLog{path: path}
	for i, line := range lines {
		if line.Sequence > end.sequence {
			break
		}
		encoded, err := json.Marshal(line)
		if err != nil {
			return fmt.Errorf("encoding a head: %w", err)
		}
		content = append(append(content, encoded...), '\n')
		log.number, log.previous = line.Number, digests[i]
	}
	digest, size, err := digestFile(database)
	if err != nil {
		return fileError(err, filepath.Dir(database))
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return inspection.Conflict("error.backup_exists", "path", path)
	}
	if err != nil {
		return fileError(err, filepath.Dir(path))
	}
	_, err = file.Write(content)
	if err := errors.Join(err, file.Close()); err != nil {
		return fileError(err, filepath.Dir(path))
	}
	return log.append(s, headBackup, end, size, digest)
}

func headOfCopy(ctx context.Context, database string) (end head, err error) {
	pool, err := openPool(database, accessImmutable, 1)
	if err != nil {
		return end, err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	err = pool.QueryRowContext(ctx, "SELECT sequence, hash, time FROM meta WHERE id = 1").Scan(&end.sequence, &end.hash, &end.time)
	return end, err
}
