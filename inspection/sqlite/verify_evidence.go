package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// evidence compares every file that a record refers to with its record. Files of
// evidence that was taken off the record stay, so they are compared as well, and so
// are the pictures of signatures.
func (v *verification) evidence(ctx context.Context) error {
	if v.store.single {
		if present, err := exists(filepath.Join(v.store.dir, evidenceFolder)); err != nil || !present {
			v.notice("notice.no_evidence")
			return fileError(err, v.store.dir)
		}
	}
	text := "SELECT sha256, format, coalesce(size, 0), hazard, id FROM (SELECT sha256, format, size, hazard, added, id FROM evidence " +
		"UNION ALL SELECT sha256, format, size, inspection, signed, id FROM signatures WHERE sha256 <> '') ORDER BY hazard, added, id"
	awaited := 0
	err := v.query(ctx, text, nil, func(rows *sql.Rows) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var digest, format, hazard, record string
		var size int64
		if err := rows.Scan(&digest, &format, &size, &hazard, &record); err != nil {
			return err
		}
		v.step()
		if v.evidenceFile(digest, format, size, hazard) {
			return nil
		}
		comes, err := v.awaited(ctx, record, digest)
		if comes {
			awaited++
		} else {
			v.found("problem.evidence_missing", "file", evidenceFolder+"/"+digest[:2]+"/"+digest+"."+format, "record", hazard)
		}
		return err
	})
	if awaited > 0 {
		v.notice("notice.evidence_awaited", "n", awaited)
	}
	return v.store.errorFor(err, "reading evidence")
}

// soundName keeps a damaged record from leading out of the folder.
var soundName = regexp.MustCompile(`^[0-9a-f]{64}\.[a-z0-9]{1,8}$`)

// evidenceFile looks at one file and reports whether it is there or its absence was told already.
func (v *verification) evidenceFile(digest, format string, size int64, hazard string) bool {
	name := digest + "." + format
	if !soundName.MatchString(name) {
		v.found("problem.evidence_missing", "file", name, "record", hazard)
		return true
	}
	shown := evidenceFolder + "/" + digest[:2] + "/" + name
	actual, length, err := digestFile(filepath.Join(v.store.dir, filepath.FromSlash(shown)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false
	case err != nil:
		v.found("problem.evidence_unreadable", "file", shown, "text", err.Error())
	case actual != digest || length != size:
		v.report.EvidenceFiles++
		v.found("problem.evidence_changed", "file", shown)
	default:
		v.report.EvidenceFiles++
	}
	return true
}

// digestFile returns the SHA-256 of a file, in hexadecimal, and its length.
func digestFile(path string) (digest string, length int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	hash := sha256.New()
	if length, err = io.Copy(hash, file); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(hash.Sum(nil)), length, nil
}
