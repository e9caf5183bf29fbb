package verify

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/task"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type shell struct {
	*fakehost.Host
	window   fyne.Window
	exported []string
}

func (s *shell) Window() fyne.Window { return s.window }

func (s *shell) ExportList(name string, headers []string, rows func(context.Context, func([]any) error) error) {
	s.exported = append(s.exported, name, strings.Join(headers, "|"))
	_ = rows(context.Background(), func(row []any) error { s.exported = append(s.exported, fmt.Sprint(row...)); return nil })
}

type shown struct {
	state State
	works []string
}

func (v *shown) Render(s State) { v.state = s }
func (v *shown) Work(title string, handle task.Handle) {
	if handle != nil {
		v.works = append(v.works, title)
	}
}

// damaged is a folder with one problem and one notice; the notice was found first.
func damaged(context.Context, func(done, total int64)) (Result, error) {
	return Result{Changes: 20066, Records: 19000, Files: 12, Seals: 300, Heads: 310, Problems: 1, Findings: []Finding{
		{Key: "notice.not_closed", Args: []any{"sequence", 7}, Notice: true},
		{Key: "problem.reference_missing", Args: []any{"kind", "answer", "record", "r1", "name", "CF-09", "target", "inspection", "value", "i9"}}}}, nil
}

func TestProblemsComeBeforeNoticesInWordsOfPeople(t *testing.T) {
	host, view := &shell{Host: fakehost.New(t)}, &shown{}
	p := NewPresenter(host, damaged, view)
	p.Export() // nothing yet
	p.Start()
	s := view.state
	if s.Sound || len(s.Rows) != 2 || s.Rows[0].Notice || !s.Rows[1].Notice || !strings.Contains(s.Rows[0].Text, host.T("cli.record.inspection")) ||
		s.Verdict != host.T("verify.damage", "n", 1) || !strings.Contains(s.Looked[0], "20066") {
		t.Errorf("%+v", s)
	}
	p.Export()
	want := []string{host.T("verify.title"), host.T("verify.column.weight") + "|" + host.T("verify.column.text"), host.T("verify.result")}
	if len(host.exported) != 7 || host.exported[0] != want[0] || host.exported[1] != want[1] || !strings.HasPrefix(host.exported[2], want[2]) ||
		!strings.HasPrefix(host.exported[5], host.T("verify.problem")) {
		t.Errorf("exported %q", host.exported)
	}
}

func TestVerifyingShowsProgressAndCanBeCancelled(t *testing.T) {
	manual := &task.Manual{}
	host, view := &shell{Host: fakehost.New(t)}, &shown{}
	host.Start = manual.Go
	steps := 0
	p := NewPresenter(host, func(ctx context.Context, progress func(done, total int64)) (Result, error) {
		progress(1000, 4000)
		steps++
		return Result{}, context.Canceled
	}, view)
	p.Start()
	p.Start() // while it runs: once is enough
	if manual.Waiting() != 1 || len(view.works) != 1 {
		t.Fatalf("%d waiting, shown %q", manual.Waiting(), view.works)
	}
	manual.Run()
	if steps != 1 || view.state.Verdict != host.T("verify.cancelled") || len(view.state.Rows) != 0 {
		t.Errorf("%d steps, %+v", steps, view.state)
	}
}

func TestAFailureIsTold(t *testing.T) {
	host, view := &shell{Host: fakehost.New(t)}, &shown{}
	err := inspection.Wrap(errors.New("gone"), inspection.CodeUnwritable, "error.disk_failed", "dir", "D")
	NewPresenter(host, func(context.Context, func(done, total int64)) (Result, error) { return Result{}, err }, view).Start()
	if view.state.Sound || view.state.Verdict != host.ErrorText(err) {
		t.Errorf("%+v", view.state)
	}
}

func TestTheSheet(t *testing.T) {
	uitest.NewApp(t)
	host := &shell{Host: fakehost.New(t)}
	host.window, _ = uitest.Window(t, container.NewWithoutLayout(), fyne.NewSize(1366, 700))
	Open(host, damaged)
	uitest.HasText(t, host.window, host.T("verify.problem"), host.T("verify.notice"), host.T("verify.damage", "n", 1))
	uitest.Render(t, host.window, "verify-damage")
	uitest.TapText(t, host.window, host.T("common.export"))
	if len(host.exported) == 0 {
		t.Error("nothing was exported")
	}
	Open(host, func(context.Context, func(done, total int64)) (Result, error) {
		return Result{Changes: 5, Records: 3}, nil
	})
	uitest.HasText(t, host.window, host.T("verify.sound"), host.T("verify.nothing"))
	uitest.Render(t, host.window, "verify-sound")
}
