package ui

import (
	"errors"
	"time"

	"anxun/ui/preference"
	"anxun/ui/task"
)

const (
	// savingTime is how long closing waits for work that is under way, above all for saving what was typed last.
	savingTime = 5 * time.Second
	// endingTime is how long it then waits for work that was cancelled, such as a report.
	endingTime = 2 * time.Second
)

// close ends the program: the page writes down what it holds, what is being saved is waited for, and only then the data
// folder is given up.
func (s *Shell) close() {
	if s.closing || !s.leave() {
		return
	}
	s.closing = true
	size := s.window.Canvas().Size()
	s.remember(func(v *preference.Values) {
		v.Width, v.Height = size.Width, size.Height
		if route, at := s.history.Current(); at && route.Page == v.Page {
			v.State = s.history.State() // leaving has just noted it
		}
	})
	ended := false
	end := func() {
		if !ended {
			ended = true
			s.end()
		}
	}
	if s.working > 0 {
		s.host.Say(s.T("common.saving"))
		s.later(savingTime, end)
	}
	s.whenIdle(end)
}

func (s *Shell) end() {
	s.closePages()
	if background, ok := s.runner.(*task.Background); ok {
		background.Close(endingTime)
	}
	s.keys.Close()
	if s.session != nil {
		s.index.Close()
		// The last commit is on disk already; an error here means that the files are gone, and there is no window
		// left in which to say so.
		s.failure = errors.Join(s.failure, s.session.Close())
	}
	s.stopGuarding()
	s.window.SetCloseIntercept(nil)
	s.window.Close()
}

// Failure returns the error met while closing, nil if all went well. Call it after ShowAndRun.
func (s *Shell) Failure() error { return s.failure }
