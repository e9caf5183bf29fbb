package task_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"anxun/ui/task"
)

func TestLatestDropsWhatIsOvertaken(t *testing.T) {
	var manual task.Manual
	var ran, reported []string
	latest := task.NewLatest(manual.Go)
	ask := func(name string) {
		latest.Do(name, func(ctx context.Context, _ task.Progress) error {
			ran = append(ran, name)
			return ctx.Err()
		}, func(err error) {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			reported = append(reported, name)
		})
	}
	ask("first")
	ask("second")
	ask("third")
	if manual.Waiting() != 1 {
		t.Fatalf("%d pieces of work started, want 1", manual.Waiting())
	}
	manual.Run()
	if want := []string{"first", "third"}; !slices.Equal(ran, want) {
		t.Errorf("ran %v, want %v", ran, want)
	}
	if want := []string{"third"}; !slices.Equal(reported, want) {
		t.Errorf("reported %v, want %v", reported, want)
	}
	if latest.Busy() {
		t.Error("still busy")
	}
}

func TestLatestReportsErrorsAndGoesOn(t *testing.T) {
	latest := task.NewLatest(task.Inline{}.Go)
	broken := errors.New("broken")
	var got []error
	for _, result := range []error{broken, nil} {
		latest.Do("work", func(context.Context, task.Progress) error { return result }, func(err error) { got = append(got, err) })
	}
	if len(got) != 2 || !errors.Is(got[0], broken) || got[1] != nil {
		t.Errorf("reported %v", got)
	}
}

func TestLatestDrop(t *testing.T) {
	var manual task.Manual
	latest := task.NewLatest(manual.Go)
	reported := false
	latest.Do("work", func(context.Context, task.Progress) error { return nil }, func(error) { reported = true })
	latest.Drop()
	manual.Run()
	if reported || latest.Busy() {
		t.Errorf("reported %v, busy %v", reported, latest.Busy())
	}
}
