//go:build realwindow && linux

package realwindow

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What is promised about many photos: so many of 12 megapixels at once take so much memory, the whole process with
// its window counted.
const (
	manyPhotos = 300
	memoryMB   = 400
)

// TestManyPhotosDropped drops 300 photos of 4000×3000 pixels onto a failed item, as a file manager does, and goes to
// another item and back while they are read. All must be on the record in the end.
func TestManyPhotosDropped(t *testing.T) {
	photos := manyFiles(t)
	data := filepath.Join(t.TempDir(), "data")
	anxunctl(t, data, "init", "--sample")
	w := newDisplay(t, 1366, 768).open(data)
	w.welcome("Tongbai", "Zhang")
	w.begin("YL-006")
	w.keys("1", "1", "2")
	w.settle()
	w.text("boxes")
	w.keys("Escape")
	w.settle()
	begun := time.Now()
	t.Logf("before the drop %d MB", w.peak())
	w.drop(400, 300, photos)
	seen := 0
	for deadline := time.Now().Add(4 * time.Minute); seen < manyPhotos && time.Now().Before(deadline); {
		time.Sleep(200 * time.Millisecond)
		before := seen
		seen = kept(t, data)
		if before < manyPhotos/2 && seen >= manyPhotos/2 {
			w.keys("Down", "Up") // the window listens while it reads
			w.picture("photos-progress")
		}
	}
	for range 5 { // the last of them are still being put on the record, and small pictures made
		time.Sleep(2 * time.Second)
		w.settle()
	}
	w.picture("photos-done")
	peak := w.peak()
	t.Logf("%d photos on the record after %s; most memory %d of %d MB", seen, time.Since(begun).Round(time.Second), peak, memoryMB)
	if peak > memoryMB {
		t.Errorf("the most memory was %d MB; %d are allowed", peak, memoryMB)
	}
	w.close()
	no := read[[]hazard](t, data, "hazards", "list")[0].No
	recorded := read[struct{ Photos []struct{ Name string } }](t, data, "hazards", "show", no)
	if len(recorded.Photos) != manyPhotos {
		t.Errorf("%d photos on the record, want %d", len(recorded.Photos), manyPhotos)
	}
	anxunctl(t, data, "verify")
}

// peak is the most memory that the program ever had in use, in MB.
func (w *window) peak() int {
	w.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.process.Process.Pid))
	if err != nil {
		w.t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		var kilobytes int
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kilobytes); err == nil {
			return kilobytes / 1024
		}
	}
	w.t.Fatal("the system does not tell the most memory")
	return 0
}

// drop drops files onto a point of the window.
func (w *window) drop(x, y int, files []string) {
	w.t.Helper()
	tool := filepath.Join(w.t.TempDir(), "drop")
	if output, err := exec.Command("cc", "-o", tool, filepath.Join("testdata", "drop.c"), "-lX11").CombinedOutput(); err != nil {
		w.t.Fatalf("building drop: %v\n%s", err, output)
	}
	command := w.command(tool, w.id, fmt.Sprint(x), fmt.Sprint(y))
	command.Stdin = strings.NewReader(strings.Join(files, "\n") + "\n")
	if output, err := command.CombinedOutput(); err != nil {
		w.t.Fatalf("dropping %d files: %v\n%s", len(files), err, output)
	}
}

// kept counts the photos in the data folder.
func kept(t *testing.T, data string) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(data, "evidence", "??", "*.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

// manyFiles makes the photos: soft noise, as a photo of a wall in bad light has it, of 3.2 MB. A number behind the
// end of the picture keeps the files apart.
func manyFiles(t *testing.T) []string {
	t.Helper()
	const width, height = 4000, 3000
	random := rand.New(rand.NewPCG(1, 2))
	picture := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for i := range picture.Y {
		picture.Y[i] = byte(i/width*200/height + random.IntN(28))
	}
	for i := range picture.Cb {
		picture.Cb[i], picture.Cr[i] = byte(120+random.IntN(16)), byte(120+random.IntN(16))
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, picture, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	folder, files := t.TempDir(), make([]string, manyPhotos)
	for i := range files {
		files[i] = filepath.Join(folder, fmt.Sprintf("现场 %03d.jpg", i))
		if err := os.WriteFile(files[i], binary.BigEndian.AppendUint64(bytes.Clone(data.Bytes()), uint64(i)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
