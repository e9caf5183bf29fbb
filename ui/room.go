package ui

import (
	"context"
	"time"

	"anxun/ui/room"
	"anxun/ui/task"
)

// roomCheck is how often it is looked how much room the drive has.
const roomCheck = 10 * time.Minute

// watchRoom looks at the drive of the data folder now and then, and tells what is new about it.
func (s *Shell) watchRoom() {
	if s.options.Drive == nil || s.closing {
		return
	}
	var found room.Warning
	s.Run("look at the drive", func(context.Context, task.Progress) error {
		found = room.Look(s.options.Drive)
		return nil
	}, func(error) {
		before := s.warning
		s.warning = found
		if key, args := found.Message(); key != "" && (found.Full != before.Full || found.Hazard != before.Hazard) && !s.closing {
			s.Toast(s.T(key, args...))
		}
	})
	s.later(roomCheck, s.watchRoom)
}

// FolderWarning returns what is wrong with the drive of the data folder, "" if nothing is known.
func (s *Shell) FolderWarning() string {
	key, args := s.warning.Message()
	if key == "" {
		return ""
	}
	return s.T(key, args...)
}
