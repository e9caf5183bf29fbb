package album_test

import (
	"context"
	"errors"
	"image"
	"testing"

	"anxun/inspection"
	"anxun/ui/album"
	"anxun/ui/task"
)

// drawer is a store whose files are named by what comes of them: "bad…" is no photo.
type drawer struct{ ends error }

func (d drawer) Import(_ context.Context, paths []string, each func(string, inspection.Evidence, error)) error {
	for _, path := range paths {
		if path[:3] == "bad" {
			each(path, inspection.Evidence{}, errors.New(path))
			continue
		}
		each(path, inspection.Evidence{SHA256: path}, nil)
	}
	return d.ends
}

func (drawer) Picture(context.Context, inspection.Evidence, int) (image.Image, error) {
	return nil, errors.New("no picture")
}

// words writes keys with their arguments.
type words struct{}

func (words) T(key string, args ...any) string {
	return key + " " + args[3].(string)
}
func (words) ErrorText(err error) string { return err.Error() }

func TestAFileThatIsNoPhotoKeepsNoOtherOut(t *testing.T) {
	for _, test := range []struct {
		name    string
		paths   []string
		ends    error
		photos  int
		problem string
	}{
		{"all are photos", []string{"a.jpg", "b.jpg"}, nil, 2, ""},
		{"one is none", []string{"a.jpg", "bad.txt", "b.jpg"}, nil, 2, "bad.txt"},
		{"two are none", []string{"bad1", "a.jpg", "bad2"}, nil, 1, "hazards.photo.problems bad1"},
		{"the disk is full after one", []string{"a.jpg"}, errors.New("full"), 1, "full"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got album.Read
			album.ReadFiles(task.Inline{}.Go, drawer{test.ends}, "photos", test.paths, func(read album.Read) { got = read })
			if len(got.Photos) != test.photos || got.Problem(words{}) != test.problem {
				t.Errorf("%d photos, %q; want %d, %q", len(got.Photos), got.Problem(words{}), test.photos, test.problem)
			}
		})
	}
}

func TestShelf(t *testing.T) {
	var shelf album.Shelf
	if none := shelf.Get("a"); none.SHA256 != "" {
		t.Errorf("an empty shelf has %v", none)
	}
	shelf.Put("a", inspection.Evidence{SHA256: "1"})
	shelf.Put("a", inspection.Evidence{SHA256: "2"})
	if got := shelf.Get("a"); got.SHA256 != "2" {
		t.Errorf("the shelf has %v, want what was put last", got)
	}
}
