package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection/sqlite"
)

// addEvidence sees to it that the folder to has the files: those it lacks, or has with
// another size, are linked or copied from the folder from. missing names those that
// from lacks too or has damaged; one that to has stays.
func addEvidence(ctx context.Context, from, to string, files []sqlite.EvidenceFile, progress func(done, total int)) (kept []File, missing []string, err error) {
	kept = []File{}
	for i, file := range files {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		target := filepath.Join(to, filepath.FromSlash(file.Name))
		there := hasSize(target, file.Size)
		if !there {
			if there, err = addOne(filepath.Join(from, filepath.FromSlash(file.Name)), target, file); err != nil {
				return nil, nil, fmt.Errorf("keeping %s: %w", file.Name, err)
			}
		}
		if there {
			kept = append(kept, File{Name: file.Name, Size: file.Size, SHA256: file.SHA256})
		} else {
			missing = append(missing, file.Name)
		}
		if progress != nil {
			progress(i+1, len(files))
		}
	}
	return kept, missing, nil
}

// addOne reports false if the file is not there to be kept, or is not what its name
// says.
func addOne(from, to string, file sqlite.EvidenceFile) (bool, error) {
	source, err := os.Stat(from)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if target, err := os.Stat(to); err == nil && os.SameFile(source, target) { // the wrong size in both
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return false, err
	}
	digest, size, err := linkOrCopy(from, to)
	if err != nil {
		return false, err
	}
	if digest == file.SHA256 && size == file.Size {
		return true, nil
	}
	if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) { // damaged evidence is kept where it lies, not spread
		return false, err
	}
	return false, nil
}

func hasSize(path string, size int64) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() == size
}
