package export

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
)

func TestSheetsStandInOrder(t *testing.T) {
	store := fixture(t)
	own := map[inspection.DepartmentID]string{inspection.DepartmentEmergency: "重大隐患", inspection.DepartmentMarket: "食品安全结果",
		inspection.DepartmentCivil: "养老服务场所台账", inspection.DepartmentUrban: "路段巡查"}
	for department, sheet := range own {
		path, summary := writeFixture(t, store, fixtureRequest(department))
		want := []string{"汇总", "检查明细", "检查项结果", "隐患台账", "逾期未改", sheet, "数据说明"}
		file := open(t, path)
		if got := file.GetSheetList(); !slices.Equal(got, want) {
			t.Errorf("%s: sheets %v, want %v", department, got, want)
		}
		for i, count := range summary.Sheets {
			if count.Name != want[i] {
				t.Errorf("%s: summary names %s, want %s", department, count.Name, want[i])
			}
		}
	}
}

func open(t *testing.T, path string) *excelize.File {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// writeTo writes the emergency report of the fixture to path.
func writeTo(ctx context.Context, store inspection.Store, path string, change func(*Request)) (Summary, error) {
	request := fixtureRequest(inspection.DepartmentEmergency)
	if change != nil {
		change(&request)
	}
	var summary Summary
	err := store.View(context.Background(), func(reader inspection.Reader) error {
		var err error
		summary, err = Write(ctx, path, request, reader, nil, fixtureDepartments, Noop{})
		return err
	})
	return summary, err
}

func wantError(t *testing.T, err error, code inspection.Code, key string) {
	t.Helper()
	var known *inspection.Error
	if !errors.As(err, &known) || known.Code != code || known.Key != key {
		t.Fatalf("error %v, want %s %s", err, code, key)
	}
}

// wantOnly checks that the folder holds exactly the files named.
func wantOnly(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	slices.Sort(names)
	if !slices.Equal(got, names) {
		t.Errorf("folder holds %q, want %q", got, names)
	}
}

func TestWrongRequestsAreRefused(t *testing.T) {
	store, folder := fixture(t), t.TempDir()
	path := filepath.Join(folder, "out.xlsx")
	for _, c := range []struct {
		name   string
		change func(*Request)
		key    string
	}{
		{"backwards", func(r *Request) { r.From, r.To = "2026-11-30", "2026-11-01" }, "error.export_period"},
		{"no day", func(r *Request) { r.From = "2026-02-30" }, "error.day"},
		{"empty day", func(r *Request) { r.To = "" }, "error.day"},
		{"unknown department", func(r *Request) { r.Department = "navy" }, "error.export_department"},
		{"department without report", func(r *Request) { r.Department = "fire" }, "error.export_department"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := writeTo(context.Background(), store, path, c.change)
			wantError(t, err, inspection.CodeInvalid, c.key)
			wantOnly(t, folder)
		})
	}
}

func TestExistingFileIsKept(t *testing.T) {
	store, folder := fixture(t), t.TempDir()
	path := filepath.Join(folder, "out.xlsx")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := writeTo(context.Background(), store, path, nil)
	wantError(t, err, inspection.CodeConflict, "error.export_exists")
	if content, _ := os.ReadFile(path); string(content) != "old" {
		t.Errorf("the file now holds %q", content)
	}
	summary, err := writeTo(context.Background(), store, path, func(r *Request) { r.Overwrite = true })
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() != summary.Size || summary.Path != path {
		t.Errorf("summary %+v, file %v %v", summary, info, err)
	}
	wantOnly(t, folder, "out.xlsx")
}

func TestMissingFolder(t *testing.T) {
	store, folder := fixture(t), t.TempDir()
	_, err := writeTo(context.Background(), store, filepath.Join(folder, "none", "out.xlsx"), nil)
	wantError(t, err, inspection.CodeUnwritable, "error.export_folder")
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = writeTo(context.Background(), store, filepath.Join(file, "out.xlsx"), nil)
	wantError(t, err, inspection.CodeUnwritable, "error.export_folder")
	_, err = writeTo(context.Background(), store, folder, nil)
	wantError(t, err, inspection.CodeInvalid, "error.export_is_folder")
}

// cancelling cancels its context after some rows.
type cancelling struct {
	rows   int
	cancel context.CancelFunc
}

func (c *cancelling) SetTotal(int) {}

func (c *cancelling) Add(rows int) {
	if c.rows -= rows; c.rows <= 0 {
		c.cancel()
	}
}

func TestCancelledLeavesNothing(t *testing.T) {
	store, folder := fixture(t), t.TempDir()
	path := filepath.Join(folder, "out.xlsx")
	const every = 1000 // more rows than there are
	for rows := range every {
		ctx, cancel := context.WithCancel(context.Background())
		watch := &cancelling{rows: rows + 1, cancel: cancel}
		err := store.View(context.Background(), func(reader inspection.Reader) error {
			_, err := Write(ctx, path, fixtureRequest(inspection.DepartmentCivil), reader, nil, fixtureDepartments, watch)
			return err
		})
		cancel()
		if err == nil {
			return // more rows than the report has: every point was tried
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d rows: %v", rows, err)
		}
		wantOnly(t, folder)
	}
	t.Fatal("never finished")
}

func TestProgressReachesItsTotal(t *testing.T) {
	store := fixture(t)
	counter := &counting{}
	err := store.View(context.Background(), func(reader inspection.Reader) error {
		_, err := Write(context.Background(), filepath.Join(t.TempDir(), "x.xlsx"), fixtureRequest(inspection.DepartmentMarket), reader, nil, fixtureDepartments, counter)
		return err
	})
	if err != nil || counter.total == 0 || counter.done != counter.total {
		t.Errorf("%d of %d, %v", counter.done, counter.total, err)
	}
}

type counting struct{ total, done int }

func (c *counting) SetTotal(rows int) { c.total = rows }
func (c *counting) Add(rows int)      { c.done += rows }

// writeSplit writes the emergency report of the fixture with three rows a sheet.
func writeSplit(t *testing.T, store inspection.Store) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "split.xlsx")
	err := store.View(context.Background(), func(reader inspection.Reader) error {
		_, err := write(context.Background(), path, fixtureRequest(inspection.DepartmentEmergency), reader, nil, fixtureDepartments, Noop{}, func(b *book) { b.limit = headerRows + 3 })
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLongSheetsGoOn(t *testing.T) {
	store := fixture(t)
	path := writeSplit(t, store)
	file := open(t, path)
	want := []string{"汇总", "检查明细", "检查项结果", "检查项结果(2)", "检查项结果(3)", "隐患台账", "逾期未改", "重大隐患", "数据说明"}
	if got := file.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %v, want %v", got, want)
	}
	whole, _ := writeFixture(t, store, fixtureRequest(inspection.DepartmentEmergency))
	compareFigures(t, file, open(t, whole))
	if notes := dump(t, path); !strings.Contains(notes, "分为 3 张") {
		t.Error("数据说明 does not mention the parts")
	}
	checkNames(t, file)
}

// compareFigures checks that two summaries show the same values.
func compareFigures(t *testing.T, a, b *excelize.File) {
	t.Helper()
	rowsA, errA := a.GetRows("汇总")
	rowsB, errB := b.GetRows("汇总")
	if errA != nil || errB != nil || len(rowsA) != len(rowsB) {
		t.Fatal(errA, errB, len(rowsA), len(rowsB))
	}
	for i := range rowsA {
		if !slices.Equal(rowsA[i], rowsB[i]) {
			t.Errorf("row %d: %v, want %v", i+1, rowsA[i], rowsB[i])
		}
	}
}

// checkNames checks that print titles and filters refer to the sheet they belong to.
func checkNames(t *testing.T, file *excelize.File) {
	t.Helper()
	for _, name := range file.GetDefinedName() {
		if name.Scope != "" && name.Scope != "Workbook" && !strings.HasPrefix(name.RefersTo, quoteSheet(name.Scope)+"!") {
			t.Errorf("%s of %s refers to %s", name.Name, name.Scope, name.RefersTo)
		}
	}
}
