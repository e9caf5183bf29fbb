package evidence_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/evidence"
	"anxun/inspection/inspectiontest"
	"anxun/inspection/sqlite"
)

func TestImportGoesOn(t *testing.T) {
	store := evidence.New(filepath.Join(t.TempDir(), "evidence"))
	var paths []string
	want := map[string]string{}
	for _, bad := range hostile(t) {
		good := save(t, "good.jpg", photo(t, 20+len(paths), 20))
		paths = append(paths, bad.path, good)
		want[bad.path], want[good] = bad.key, ""
	}
	twin := save(t, "twin.jpg", photo(t, 20, 20))
	paths = append(paths, twin)
	var steps []int
	seen := 0
	err := store.Import(t.Context(), paths, func(done, total int) { steps = append(steps, done) }, func(r evidence.ImportResult) {
		if r.Path != paths[seen] {
			t.Errorf("%s came out of turn", r.Path)
		}
		seen++
		if key := want[r.Path]; key != "" {
			wantKey(t, r.Err, key, r.Path)
		} else if r.Err != nil || !store.Has(r.Evidence) {
			t.Errorf("%s: %v", r.Path, r.Err)
		}
		if r.Known != (r.Path == twin) {
			t.Errorf("%s: known %v", r.Path, r.Known)
		}
	})
	if err != nil || seen != len(paths) || len(steps) != seen || steps[seen-1] != seen || !slices.IsSorted(steps) {
		t.Error(err, seen, steps)
	}
}

func TestImportCanBeCancelled(t *testing.T) {
	store := evidence.New(filepath.Join(t.TempDir(), "evidence"))
	var paths []string
	for i := range 10 {
		paths = append(paths, save(t, "a.jpg", photo(t, 10+i, 10)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	var got []inspection.Evidence
	err := store.Import(ctx, paths, nil, func(r evidence.ImportResult) {
		got = append(got, r.Evidence)
		if len(got) == 4 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(got) != 4 {
		t.Fatal(err, len(got))
	}
	for _, photo := range got {
		if !store.Has(photo) {
			t.Error("what was reported as stored is gone")
		}
	}
}

// killVariable names the data folder for the process that is to be killed.
const killVariable = "ANXUN_IMPORT_KILL_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killVariable); dir != "" {
		importUntilKilled(dir)
	}
	os.Exit(m.Run())
}

// importUntilKilled imports the photos beside the data folder again and again, each
// with a record that refers to it.
func importUntilKilled(dir string) {
	ctx := context.Background()
	fail := func(err error) {
		fmt.Println("error", err)
		os.Exit(1)
	}
	data, err := sqlite.Open(ctx, dir, sqlite.Options{Create: true})
	if err != nil {
		fail(err)
	}
	service := inspection.NewService(data, nil, time.Now, inspection.NewIDs(time.Now, nil))
	store := evidence.New(filepath.Join(dir, "evidence"))
	paths, err := filepath.Glob(filepath.Join(filepath.Dir(dir), "photos", "*.jpg"))
	if err != nil {
		fail(err)
	}
	hazard := inspectiontest.AHazard()
	err = store.Import(ctx, paths, nil, func(r evidence.ImportResult) {
		if r.Err != nil {
			fail(r.Err)
		}
		r.Evidence.Role = inspection.EvidenceBefore
		if err := service.AddPhotos(ctx, "张建国", hazard.ID, []inspection.Evidence{r.Evidence}); err != nil {
			fail(err)
		}
		fmt.Println("saved", r.Evidence.SHA256)
	})
	fail(errors.Join(err, errors.New("nothing is left to import")))
}

// TestKilledImport kills an import at any moment. No record may refer to a photo that
// is not there, and all that was reported as saved must be.
func TestKilledImport(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "data")
	prepareKill(t, dir, filepath.Join(root, "photos"))
	rounds, saved := 8, 0
	for range rounds {
		count := killedImport(t, dir)
		saved += count
		report := verifyFolder(t, dir)
		if !report.OK() || int(report.EvidenceFiles) < saved {
			t.Fatalf("after the kill: %d files, %d reported as saved, %v", report.EvidenceFiles, saved, report.Problems)
		}
	}
	t.Logf("%d photos reported as saved in %d rounds, none lost, no record without its file", saved, rounds)
}

func prepareKill(t *testing.T, dir, photos string) {
	t.Helper()
	if err := os.Mkdir(photos, 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range 400 {
		if err := os.WriteFile(filepath.Join(photos, fmt.Sprintf("%03d.jpg", i)), photo(t, 300+i, 200), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := sqlite.Open(t.Context(), dir, sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	_, err = data.Update(t.Context(), "张建国", func(w inspection.Writer) error {
		return errors.Join(w.Put(t.Context(), inspectiontest.APlace()), w.Put(t.Context(), inspectiontest.AnInspection()), w.Put(t.Context(), inspectiontest.AHazard()))
	})
	if err := errors.Join(err, data.Close()); err != nil {
		t.Fatal(err)
	}
}

// killedImport returns how many photos were reported as saved before the kill.
func killedImport(t *testing.T, dir string) int {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program)
	command.Env = append(os.Environ(), killVariable+"="+dir)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var timer *time.Timer
	saved := 0
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if !strings.HasPrefix(lines.Text(), "saved ") {
			t.Errorf("the importing process says %q", lines.Text())
			continue
		}
		if timer == nil { // the moment of the kill counts from the first photo
			timer = time.AfterFunc(time.Duration(1+rand.IntN(80))*time.Millisecond, func() { _ = command.Process.Kill() })
		}
		saved++
	}
	var exit *exec.ExitError
	if err := command.Wait(); !errors.As(err, &exit) || saved == 0 {
		t.Fatalf("%d photos saved, then: %v", saved, err)
	}
	return saved
}

func verifyFolder(t *testing.T, dir string) sqlite.VerifyReport {
	t.Helper()
	data, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := data.Verify(t.Context(), nil)
	if err := errors.Join(err, data.Close()); err != nil {
		t.Fatal(err)
	}
	return report
}
