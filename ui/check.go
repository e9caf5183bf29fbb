package ui

import (
	"context"
	"time"

	"anxun/inspection"
	"anxun/ui/task"
)

// checking is how long after the start the data are looked at: nobody is to wait for it.
const checking = 20 * time.Second

// check verifies in the background what was added since the last time. Closing the window does not wait for it.
func (s *Shell) check() {
	if s.closing {
		return
	}
	found := 0
	s.runner.Go(s.T("shell.checking"), func(ctx context.Context, _ task.Progress) (err error) {
		found, err = s.session.Check(ctx)
		return err
	}, func(err error) {
		if err == nil && found > 0 {
			err = &inspection.Error{Code: inspection.CodeDamaged, Key: "error.check_found", Args: []any{"n", found}}
		}
		if !s.closing {
			s.ShowError(err)
		}
	})
}
