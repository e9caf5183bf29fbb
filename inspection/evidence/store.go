// Package evidence keeps photos as files named by their content, so that a photo is
// stored once however often it is used, and can be proven unchanged. It reads what
// the camera wrote into them, makes the small pictures that screens show, and puts
// watermarks on copies. Originals are never changed.
//
// A photo comes from outside and may be anything: its header is checked against
// the limits before a single pixel is decoded.
package evidence

import (
	"os"
	"path/filepath"
	"regexp"

	"anxun/inspection"
)

// Store keeps the files of one data folder. It is safe for concurrent use.
type Store struct {
	dir   string
	cache string // small pictures; may be deleted at any time
	slots *slots
}

// New returns the store in folder dir, which is made when the first photo is added.
// Small pictures are kept beside it, in cache/thumbs.
func New(dir string) *Store {
	return &Store{dir: dir, cache: filepath.Join(filepath.Dir(dir), "cache", "thumbs"), slots: newSlots(decoders)}
}

// soundName keeps a record that was damaged, or made by somebody else, from leading
// out of the folder.
var soundName = regexp.MustCompile(`^[0-9a-f]{64}\.[a-z0-9]{1,8}$`)

// Path returns where the file of the evidence lies; "" if its SHA-256 or format is
// no sound one.
func (s *Store) Path(e inspection.Evidence) string {
	name := e.SHA256 + "." + e.Format
	if !soundName.MatchString(name) {
		return ""
	}
	return filepath.Join(s.dir, name[:2], name)
}

// Has reports whether the file of the evidence is in the store, by name and size.
func (s *Store) Has(e inspection.Evidence) bool {
	path := s.Path(e)
	if path == "" {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Size() == int64(e.Size)
}

// Add stores the photo at path, the original bytes untouched. When it returns
// without error the file is durable, so a record may refer to it. What is already
// there is not written again, unless it was damaged since: then it is put right.
// The result lacks ids, role and hazard.
func (s *Store) Add(path string) (inspection.Evidence, error) {
	photo, _, err := s.add(path)
	return photo, err
}

// add also reports whether the store had the photo already.
func (s *Store) add(path string) (photo inspection.Evidence, known bool, err error) {
	data, photo, err := load(path)
	if err != nil {
		return inspection.Evidence{}, false, err
	}
	return s.keep(data, photo, path)
}

// AddBytes stores a picture that was made here, such as a signature, as Add does. name
// is what it is called.
func (s *Store) AddBytes(name string, data []byte) (inspection.Evidence, error) {
	photo, err := describe(data, name)
	if err != nil {
		return inspection.Evidence{}, err
	}
	photo, _, err = s.keep(data, photo, name)
	return photo, err
}

// keep makes the bytes of a photo durable. path only names it.
func (s *Store) keep(data []byte, photo inspection.Evidence, path string) (_ inspection.Evidence, known bool, err error) {
	kept := s.Path(photo)
	if known = s.intact(photo); known {
		// Whoever wrote it may have been killed before its name was durable.
		err = syncFolders(kept, s.dir)
	} else {
		err = writeDurable(data, kept, s.dir)
	}
	if err != nil {
		return inspection.Evidence{}, false, inspection.Wrap(err, inspection.CodeUnwritable, "error.evidence_unwritable", "file", path)
	}
	return photo, known, nil
}

// intact reports whether the store holds the photo unchanged.
func (s *Store) intact(e inspection.Evidence) bool {
	if !s.Has(e) {
		return false
	}
	data, err := os.ReadFile(s.Path(e))
	return err == nil && digest(data) == e.SHA256
}

// AddAll stores several photos. undo takes back those that were not there before,
// for when the record that was to refer to them cannot be saved. After an error
// nothing is left that was not there before. Import is the way to add many photos
// of which some may be bad.
func (s *Store) AddAll(paths []string) (added []inspection.Evidence, undo func(), err error) {
	var fresh []string
	undo = func() {
		for _, path := range fresh {
			_ = os.Remove(path) // a file without a record does no harm
		}
	}
	for _, path := range paths {
		photo, known, err := s.add(path)
		if err != nil {
			undo()
			return nil, func() {}, err
		}
		if !known {
			fresh = append(fresh, s.Path(photo))
		}
		added = append(added, photo)
	}
	return added, undo, nil
}
