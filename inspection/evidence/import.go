package evidence

import (
	"context"

	"anxun/inspection"
)

// ImportResult is what became of one file.
type ImportResult struct {
	Path     string
	Evidence inspection.Evidence // when Err is nil: durable, so a record may refer to it
	Known    bool                // the store had this photo already
	Err      error               // one sentence that names the file
}

// Import stores many photos, one after the other. each is called once for every file,
// in the given order, when its photo is durable or was refused; a bad file never
// stops the others. progress, which may be nil, is called after each file with how
// many are done. Both are called in the caller's goroutine. When the context ends
// the import stops between two files and returns its error; what each was told
// stays stored. Memory does not grow with the number of files.
func (s *Store) Import(ctx context.Context, paths []string, progress func(done, total int), each func(ImportResult)) error {
	for i, path := range paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		photo, known, err := s.add(path)
		each(ImportResult{Path: path, Evidence: photo, Known: known, Err: err})
		if progress != nil {
			progress(i+1, len(paths))
		}
	}
	return nil
}
