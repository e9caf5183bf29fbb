package uikit_test

import (
	"image"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"anxun/ui/task"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// lastFolder is a FolderMemory.
type lastFolder struct{ dir string }

func (f *lastFolder) LastFolder() string       { return f.dir }
func (f *lastFolder) SetLastFolder(dir string) { f.dir = dir }
func (f *lastFolder) RecentFolders() []string  { return nil }

func TestSeveralFiles(t *testing.T) {
	uitest.NewApp(t)
	dir := t.TempDir()
	for i, name := range []string{"a.jpg", "b.JPG", "c.txt", ".hidden.jpg", "d.jpg"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 11, 20, 9, i, 0, 0, time.UTC)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	inner := filepath.Join(dir, "手机")
	if err := os.Mkdir(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	w, _ := uitest.Window(t, uikit.NewTitle(""), fyne.NewSize(1000, 700))
	memory := &lastFolder{dir}
	picker := uikit.NewDialogPicker(w, memory, uitest.Catalog(t), task.Inline{}.Go)
	var got []string
	picker.OpenFiles([]string{".jpg"}, func(paths []string) { got = paths })
	uitest.Settle(w)
	uitest.HasText(t, w, "手机", "d.jpg", "b.JPG", "a.jpg", "添加 0 张")
	if uitest.FindText(w, "c.txt") != nil || uitest.FindText(w, ".hidden.jpg") != nil {
		t.Error("shows what is no photo")
	}
	uitest.Press(w, fyne.KeyDown) // d, the newest
	uitest.Press(w, fyne.KeyReturn)
	uitest.Press(w, fyne.KeyEnd) // a
	uitest.Press(w, fyne.KeySpace)
	uitest.HasText(t, w, "d.jpg", "a.jpg", "添加 2 张")
	uitest.Press(w, fyne.KeyHome)
	uitest.Press(w, fyne.KeyReturn) // into the folder: the choice stays
	uitest.HasText(t, w, inner+string(filepath.Separator), "这个文件夹里没有照片", "添加 2 张")
	uitest.Press(w, fyne.KeyBackspace)
	uitest.HasText(t, w, "d.jpg")
	uitest.Render(t, w, "several-files")
	uitest.TapText(t, w, "添加 2 张")
	if len(got) != 2 || got[0] != filepath.Join(dir, "a.jpg") || got[1] != filepath.Join(dir, "d.jpg") {
		t.Errorf("chose %q", got)
	}
	if w.Canvas().Overlays().Top() != nil || memory.dir != dir {
		t.Errorf("remembers %q", memory.dir)
	}
	picker.OpenFiles([]string{".jpg"}, func([]string) { t.Error("gave up and got files") })
	uitest.TapText(t, w, "取消")
}

func TestRecentPhotosAreReadOnce(t *testing.T) {
	reads := map[string]int{}
	load := uikit.RecentPhotos(func(id string, side int, done func(picture image.Image, problem string)) func() {
		reads[id]++
		if id == "bad" {
			done(nil, "bad")
		} else {
			done(image.NewGray(image.Rect(0, 0, side, side)), "")
		}
		return func() {}
	}, 2)
	for _, id := range []string{"a", "b", "a", "c", "a", "b", "bad", "bad"} {
		load(id, uikit.PhotoThumb, func(image.Image, string) {})
	}
	for _, side := range []int{uikit.PhotoView, uikit.PhotoView} {
		load("a", side, func(picture image.Image, _ string) {
			if picture.Bounds().Dx() != uikit.PhotoView {
				t.Error("a thumbnail stands in for a large picture")
			}
		})
	}
	// b was forgotten when c came; a problem is not kept, it may be gone the next time.
	for id, want := range map[string]int{"a": 3, "b": 2, "c": 1, "bad": 2} {
		if reads[id] != want {
			t.Errorf("%s was read %d times, want %d", id, reads[id], want)
		}
	}
}
