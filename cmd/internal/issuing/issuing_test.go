package issuing_test

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"anxun/cmd/internal/issuing"
	"anxun/export"
	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// fullDisk is a store that can be read and not changed.
type fullDisk struct {
	inspection.Store
	broken bool
}

var errFull = inspection.Wrap(errors.New("disk full"), inspection.CodeUnwritable, "error.store_full")

func (f *fullDisk) Update(ctx context.Context, actor string, fn func(inspection.Writer) error) ([]inspection.Change, error) {
	if f.broken {
		return nil, errFull
	}
	return f.Store.Update(ctx, actor, fn)
}

func newOffice(t *testing.T) (*issuing.Office, *fullDisk) {
	t.Helper()
	clock := inspectiontest.FixedClock(inspectiontest.Noon)
	store := &fullDisk{Store: inspectiontest.NewMemory(clock)}
	library, err := inspection.ParseLibrary()
	if err != nil {
		t.Fatal(err)
	}
	departments := []inspection.Department{{ID: inspection.DepartmentEmergency, Name: "应急管理", Short: "应急", HasReport: true}}
	return &issuing.Office{Service: inspection.NewService(store, library, clock, inspectiontest.SequentialIDs()), Departments: departments, Program: "安巡 test"}, store
}

// TestReportThatCannotBeRecorded has no number, in what is told and in the file, and the next one that can be recorded gets
// the first number.
func TestReportThatCannotBeRecorded(t *testing.T) {
	office, store := newOffice(t)
	path := filepath.Join(t.TempDir(), "r.xlsx")
	request := export.Request{Department: inspection.DepartmentEmergency, From: "2026-11-01", To: "2026-11-30"}
	report := func() issuing.Outcome {
		t.Helper()
		made, err := office.Report(t.Context(), "张建国", path, request, export.Noop{})
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	store.broken = true
	made := report()
	if made.No != "" || !errors.Is(made.RecordProblem, errFull) || !strings.Contains(allText(t, path), "未编号（本次导出未登记）") || strings.Contains(allText(t, path), "1号") {
		t.Errorf("number %q, problem %v", made.No, made.RecordProblem)
	}
	store.broken, request.Overwrite = false, true
	if made := report(); !strings.HasSuffix(made.No, "1号") || made.RecordProblem != nil || !strings.Contains(allText(t, path), made.No) {
		t.Errorf("then number %q, problem %v", made.No, made.RecordProblem)
	}
}

// allText is the content of all parts of a workbook; texts stand in the sheets.
func allText(t *testing.T, path string) string {
	t.Helper()
	book, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var all strings.Builder
	for _, part := range book.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
