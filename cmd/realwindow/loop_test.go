//go:build realwindow

package realwindow

import (
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// followed is what the test reads of `anxunctl hazards show --json`.
type followed struct {
	No, Status, Severity string
	Rework               int
	ClosedBy             string `json:"closed_by"`
	Actions              []struct{ Action, By, Note string }
	Photos               []struct{ Role string }
}

// takePhoto puts a photo into the folder that the person chooses files from, as the newest.
func takePhoto(t *testing.T, folder string, n int) {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for i := range picture.Pix {
		picture.Pix[i] = uint8(i*n%251 + n)
	}
	picture.Set(0, 0, color.White)
	file, err := os.Create(filepath.Join(folder, fmt.Sprintf("IMG_%d.jpg", n)))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := jpeg.Encode(file, picture, nil); err != nil {
		t.Fatal(err)
	}
}

// choosePhoto takes the newest photo in the dialog of files, which is open.
func (w *window) choosePhoto() {
	w.t.Helper()
	w.settle()
	w.keys("space")
	w.settle()
	w.keys("ctrl+Return")
	w.settle()
}

// awaitFiles waits until so many files match the pattern.
func (w *window) awaitFiles(pattern string, n int) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		files, err := filepath.Glob(pattern)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(files) == n {
			w.settle()
			return
		}
		if time.Now().After(deadline) {
			w.shot("failure")
			w.t.Fatalf("%d files match %s, waited for %d", len(files), pattern, n)
		}
	}
}

// person changes who uses this laptop.
func (w *window) person(name string) {
	w.t.Helper()
	w.keys("ctrl+7")
	w.await("设置")
	w.click(337, 289) // 本机使用人
	w.keys("ctrl+a")
	w.text(name)
	w.keys("Tab")
	w.settle()
	w.hazards()
}

func (w *window) hazards() {
	w.t.Helper()
	w.keys("ctrl+3")
	w.await("隐患整改")
}

// document prints document number i of those offered about the hazard that is selected: 复查单, 移送函, 检查记录, 告知单.
func (w *window) document(i int, data string, made int) {
	w.t.Helper()
	w.hazards()
	w.keys("F8")
	w.await("文书")
	for range i + 1 {
		w.keys("Down")
	}
	w.keys("Return")
	w.awaitFiles(filepath.Join(data, "documents", "*.xlsx"), made)
	w.hazards()
}

// act fills the form of an action that a function key opens.
func (w *window) act(key, note string) {
	w.t.Helper()
	w.keys(key)
	w.settle()
	w.text(note)
	w.settle()
	w.keys("ctrl+Return")
	w.settle()
}

// submit reports the hazard put right, with photo n.
func (w *window) submit(note, data, photos string, n int) {
	w.t.Helper()
	w.keys("F6")
	w.settle()
	w.text(note)
	w.keys("Tab")
	w.settle()
	takePhoto(w.t, photos, n)
	w.keys("Return")
	w.choosePhoto()
	w.awaitFiles(filepath.Join(data, "evidence", "*", "*.jpg"), n)
	w.keys("ctrl+Return")
	w.settle()
}

// handler stands in for the program that opens and prints documents.
func handler(t *testing.T) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// TestTheLoopInTheWindow follows a serious hazard from the photo on the spot to the last document, by keys and a few
// clicks: 发现, 告知, 整改, 复查退回, 再整改, 他人复查销号, and the four documents of the street printed. What was stored is
// then read by the command line.
func TestTheLoopInTheWindow(t *testing.T) {
	handler(t)
	folder := t.TempDir()
	data, photos := filepath.Join(folder, "data"), filepath.Join(folder, "photos")
	if err := os.Mkdir(photos, 0o700); err != nil {
		t.Fatal(err)
	}
	anxunctl(t, data, "init", "--sample")
	preferences := fmt.Sprintf(`{"theme":"light","width":1360,"height":744,"last_folder":%q}`, photos)
	if err := os.WriteFile(filepath.Join(data, "preferences.json"), []byte(preferences), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newDisplay(t, 1366, 768).open(data)
	w.welcome("Tongbai", "Zhang")
	w.begin("YL-003")
	w.keys("Next", "Next", "Next", "Next", "Next", "1", "2") // CF-02, 较大
	w.settle()
	w.text("no record of the patrols")
	takePhoto(t, photos, 1)
	w.keys("F3")
	w.choosePhoto()
	w.awaitFiles(filepath.Join(data, "evidence", "*", "*.jpg"), 1)
	w.keys("Escape", "ctrl+Return")
	w.settle()
	w.text("only the exit was looked at")
	w.settle()
	w.keys("ctrl+Return") // finish
	w.settle()
	w.keys("ctrl+Return") // the summary leads back to 工作台
	w.await("工作台")
	w.hazards()
	w.click(232, 107) // 全部, so that it stays selected whatever its state
	w.settle()
	w.document(3, data, 1) // 告知
	w.submit("patrols are recorded now", data, photos, 2)
	w.person("Li")
	w.act("F7", "two nights are missing")
	w.person("Zhang")
	w.submit("every night is recorded", data, photos, 3)
	w.person("Li")
	w.act("F6", "complete")
	w.document(2, data, 2)
	w.document(0, data, 3)
	w.document(1, data, 4)
	w.shot("loop")
	w.close()
	checkLoop(t, data)
}

func checkLoop(t *testing.T, data string) {
	t.Helper()
	list := read[[]hazard](t, data, "hazards", "list")
	if len(list) != 1 || list[0].Item != "CF-02" {
		t.Fatalf("found %+v", list)
	}
	end := read[followed](t, data, "hazards", "show", list[0].No)
	if end.Severity != "serious" || end.Status != "closed" || end.Rework != 1 || end.ClosedBy != "Li" {
		t.Errorf("%+v", end)
	}
	var steps []string
	for _, step := range end.Actions {
		steps = append(steps, step.Action+" "+step.By)
	}
	want := []string{"find Zhang", "submit Zhang", "fail Li", "submit Zhang", "pass Li"}
	if !slices.Equal(steps, want) {
		t.Errorf("steps %v, want %v", steps, want)
	}
	var roles []string
	for _, photo := range end.Photos {
		roles = append(roles, photo.Role)
	}
	if !slices.Equal(roles, []string{"before", "after", "after"}) {
		t.Errorf("photos %v", roles)
	}
	numbers := map[string]bool{}
	for _, entry := range read[[]struct {
		Kind, Record string
	}](t, data, "journal") {
		if entry.Kind == "document" {
			numbers[entry.Record] = true
		}
	}
	if len(numbers) != 4 {
		t.Errorf("%d documents have a number, want 4: %v", len(numbers), numbers)
	}
	anxunctl(t, data, "verify")
}
