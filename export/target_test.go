package export

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"anxun/inspection"
)

// TestOpenElsewhere checks the marks that spreadsheet programs leave beside an open
// file, which count where programs do not lock files.
func TestOpenElsewhere(t *testing.T) {
	if runtime.GOOS == "windows" {
		testLockedOnWindows(t)
		return
	}
	store := fixture(t)
	for _, mark := range []string{".~lock.报表.xlsx#", "~$报表.xlsx"} {
		folder := t.TempDir()
		path := filepath.Join(folder, "报表.xlsx")
		for _, file := range []string{path, filepath.Join(folder, mark)} {
			if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		_, err := writeTo(context.Background(), store, path, func(r *Request) { r.Overwrite = true })
		wantError(t, err, inspection.CodeBusy, "error.export_busy")
		wantOnly(t, folder, "报表.xlsx", mark)
	}
}

// testLockedOnWindows keeps the file open, which there forbids to replace it.
func testLockedOnWindows(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "out.xlsx")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	_, err = writeTo(context.Background(), fixture(t), path, func(r *Request) { r.Overwrite = true })
	wantError(t, err, inspection.CodeBusy, "error.export_busy")
}

// TestFileThatAppearsMeanwhile checks that a file made while the report was built is
// not replaced unasked.
func TestFileThatAppearsMeanwhile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "out.xlsx")
	target, err := openTarget(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = target.commit()
	wantError(t, err, inspection.CodeConflict, "error.export_exists")
	target.discard()
	wantOnly(t, folder, "out.xlsx")
	if content, _ := os.ReadFile(path); string(content) != "somebody's" {
		t.Errorf("the file now holds %q", content)
	}
}

func TestReadOnlyFileIsKept(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "out.xlsx")
	if err := os.WriteFile(path, []byte("signed"), 0o400); err != nil {
		t.Fatal(err)
	}
	_, err := writeTo(context.Background(), fixture(t), path, func(r *Request) { r.Overwrite = true })
	wantError(t, err, inspection.CodeUnwritable, "error.export_unwritable")
	wantOnly(t, folder, "out.xlsx")
}
