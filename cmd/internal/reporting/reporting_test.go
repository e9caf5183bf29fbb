package reporting_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"anxun/cmd/internal/reporting"
	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/task"
)

// stored is a finished inspection with one failed item and its hazard, and a draft.
func stored(t *testing.T) *reporting.Exporter {
	t.Helper()
	clock := inspectiontest.FixedClock(inspectiontest.Noon)
	memory := inspectiontest.NewMemory(clock)
	records := []inspection.Record{
		inspectiontest.APlace(), inspectiontest.AChecklist(),
		inspectiontest.AnInspection(func(i *inspection.Inspection) {
			i.Status, i.Finished = inspection.StatusFinished, i.Started.Add(time.Hour)
		}),
		inspectiontest.AnInspection(func(i *inspection.Inspection) { i.ID, i.No = "draft", "J2026-K7-0002" }),
		inspectiontest.AnAnswer(func(a *inspection.Answer) { a.Result = inspection.ResultFail }),
		inspectiontest.AnAnswer(func(a *inspection.Answer) { a.Item = "CF-02" }),
		inspectiontest.AHazard(func(h *inspection.Hazard) { h.Severity, h.Due = inspection.SeveritySerious, "2026-11-19" }),
	}
	_, err := memory.Update(context.Background(), "test", func(w inspection.Writer) error {
		for _, record := range records {
			if err := w.Put(context.Background(), record); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	library, err := inspection.ParseLibrary()
	if err != nil {
		t.Fatal(err)
	}
	service := inspection.NewService(memory, library, clock, inspectiontest.SequentialIDs())
	return reporting.New(service, []inspection.Department{{ID: "emergency", Name: "应急管理", Short: "应急", HasReport: true}}, "安巡 test", nil, false)
}

func TestCountAndExportAgree(t *testing.T) {
	exporter, ctx := stored(t), context.Background()
	c, err := exporter.Count(ctx, "emergency", "2026-11-01", "2026-11-30")
	if err != nil {
		t.Fatal(err)
	}
	if c.Inspections != 1 || c.Places != 1 || c.Pass != 1 || c.Fail != 1 || c.Items() != 2 || c.Hazards != 1 || c.Serious != 1 ||
		c.Awaiting != 1 || c.Overdue != 1 || c.Drafts != 1 || c.Empty() {
		t.Errorf("counts %+v", c)
	}
	path := filepath.Join(t.TempDir(), "报表.xlsx")
	summary, err := exporter.Export(ctx, "张建国", path, "emergency", "2026-11-01", "2026-11-30", "none", false, false, task.None{})
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for _, sheet := range summary.Sheets {
		rows[sheet.Name] = sheet.Rows
	}
	if summary.Path != path || summary.Size == 0 || rows["检查明细"] != c.Inspections || rows["检查项结果"] != c.Items() ||
		rows["隐患台账"] != c.Hazards || rows["逾期未改"] != c.Overdue {
		t.Errorf("summary %+v, counts %+v", summary, c)
	}
	if _, err = exporter.Export(ctx, "张建国", path, "emergency", "2026-11-01", "2026-11-30", "none", false, false, task.None{}); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("an existing file: %v", err)
	}
	if _, err = exporter.Export(ctx, "张建国", path, "emergency", "2026-11-01", "2026-11-30", "none", false, true, task.None{}); err != nil {
		t.Errorf("replacing: %v", err)
	}
}

func TestCancelledExport(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	path := filepath.Join(t.TempDir(), "报表.xlsx")
	if _, err := stored(t).Export(ctx, "张建国", path, "emergency", "2026-11-01", "2026-11-30", "none", false, false, task.None{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
