package backup

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"anxun/inspection"
)

// Manifest says what belongs to a backup. It is written last, so a backup that has one
// is whole.
type Manifest struct {
	Program  string                          `json:"program"`
	Made     time.Time                       `json:"made"`
	Cause    string                          `json:"cause"`
	Device   string                          `json:"device"`
	Sequence int64                           `json:"sequence"` // of the last journal entry
	Hash     string                          `json:"hash"`     // and its hash
	Records  map[inspection.RecordKind]int64 `json:"records"`
	Database File                            `json:"database"`
	Heads    *File                           `json:"heads,omitempty"`
	Evidence []File                          `json:"evidence"`
	Missing  []string                        `json:"missing,omitempty"` // evidence that the data folder itself lacked
}

// File is one file of a backup. Names of evidence are below the folder of evidence,
// with slashes.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// The limits for a manifest. A photo takes some 150 bytes of it.
const (
	maxManifest = 16 << 20 // bytes
	maxListed   = 100_000  // entries of a list
)

func readManifest(path string) (Manifest, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, err
	}
	if err != nil {
		return Manifest{}, folderError(err, path)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxManifest+1))
	if err != nil {
		return Manifest{}, folderError(err, path)
	}
	manifest, err := parseManifest(content)
	return manifest, inspection.Wrap(err, inspection.CodeDamaged, "error.backup_manifest", "path", path)
}

// parseManifest reads a manifest. A short text that lists millions of empty entries is refused before they are made.
func parseManifest(content []byte) (Manifest, error) {
	var manifest Manifest
	if len(content) > maxManifest || bytes.Count(content, []byte(",")) > 6*maxListed {
		return manifest, errors.New("the manifest lists too much")
	}
	if err := json.Unmarshal(content, &manifest); err != nil {
		return manifest, err
	}
	if manifest.Database.SHA256 == "" || manifest.Database.Size < 0 {
		return manifest, errors.New("the manifest names no database")
	}
	return manifest, nil
}

// write makes the manifest durable under its name.
func (m Manifest) write(path string) error {
	content, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	return writeWhole(path, append(content, '\n'))
}

// check compares the database of a backup, and its file of heads, with the manifest.
func (s Set) check() error {
	if s.manifest == nil {
		return nil
	}
	files := []File{s.manifest.Database}
	if s.manifest.Heads != nil {
		files = append(files, *s.manifest.Heads)
	}
	for _, file := range files {
		path := filepath.Join(filepath.Dir(s.Database), filepath.Base(file.Name))
		if filepath.Ext(path) == ".db" {
			path = s.Database // may have been given another name
		} else if filepath.Ext(path) == headsEnding {
			path = s.Heads
		}
		digest, size, err := digestFile(path)
		if err != nil {
			return folderError(err, path)
		}
		if digest != file.SHA256 || size != file.Size {
			return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.backup_changed", Args: []any{"path", path}}
		}
	}
	return nil
}
