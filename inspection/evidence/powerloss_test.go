package evidence

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// stepOf is a step with the last part of its path.
type stepOf struct {
	what step
	path string
}

// survives tells whether a photo is on the disk, whole and under its name, when the
// power fails after the steps: its content was synced before it got its name, and the
// folders that lead to it were synced after.
func survives(steps []stepOf, folders []string) bool {
	wanted := []step{stepWrite, stepSync, stepRename}
	for _, s := range steps {
		if len(wanted) > 0 {
			if s.what == wanted[0] {
				wanted = wanted[1:]
			}
			continue
		}
		if s.what == stepSyncFolder {
			folders = slices.DeleteFunc(slices.Clone(folders), func(folder string) bool { return folder == s.path })
		}
	}
	return len(wanted) == 0 && len(folders) == 0
}

// TestPowerLossAfterAdding cuts the power after every step of adding a photo. A record
// can only be made of what Add returns, so it is enough that the photo survives from
// then on, and that nothing half written ever has a photo's name.
func TestPowerLossAfterAdding(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "evidence")
	var steps []stepOf
	previous := done
	done = func(what step, path string) { steps = append(steps, stepOf{what, path}) }
	t.Cleanup(func() { done = previous })
	photo, err := New(dir).Add(writePNG(t, filepath.Join(root, "exit.png"), image.NewGray(image.Rect(0, 0, 8, 8))))
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{filepath.Join(dir, photo.SHA256[:2]), dir, root}
	for count := range steps {
		if survives(steps[:count], folders) {
			t.Errorf("it already counts as safe after %v", steps[:count])
		}
		if s := steps[count]; s.what == stepRename && !slices.Contains(steps[:count], stepOf{stepSync, steps[0].path}) {
			t.Errorf("it got its name before its content was synced: %v", steps)
		}
	}
	if !survives(steps, folders) {
		t.Errorf("a photo that was added would be lost; the steps were %v", steps)
	}
	// Adding it again makes its name durable again: whoever wrote it may have been
	// killed just before.
	steps = nil
	if _, err := New(dir).Add(filepath.Join(root, "exit.png")); err != nil {
		t.Fatal(err)
	}
	want := []stepOf{{stepSyncFolder, folders[0]}, {stepSyncFolder, folders[1]}, {stepSyncFolder, folders[2]}}
	if !slices.Equal(steps, want) {
		t.Errorf("adding it again: %v", steps)
	}
}

func writePNG(t *testing.T, path string, picture image.Image) string {
	t.Helper()
	var data bytes.Buffer
	if err := png.Encode(&data, picture); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
