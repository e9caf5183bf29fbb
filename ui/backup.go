package ui

import (
	"context"
	"errors"

	"anxun/inspection"
	"anxun/ui/recovery"
	"anxun/ui/task"
	"anxun/ui/verify"
)

// OpenBackups opens the sheet 备份与恢复.
func (s *Shell) OpenBackups() {
	if s.options.Vault == nil {
		return
	}
	var maker recovery.Maker
	if s.session != nil {
		maker = s.session.Backups
	}
	recovery.Open(s, s.options.Vault, maker)
}

// OpenVerify opens the sheet 核对数据.
func (s *Shell) OpenVerify() {
	if s.session != nil && s.session.Verify != nil {
		verify.Open(s, s.session.Verify)
	}
}

// backUpDaily makes the backup of the day, in the background. One that fails is told in one sentence and tried again at
// the next start, or on the next day.
func (s *Shell) backUpDaily() {
	if s.session == nil || s.session.Backups == nil || s.closing {
		return
	}
	maker, values := s.session.Backups, s.options.Preferences.Values()
	s.Run("daily backup", func(ctx context.Context, _ task.Progress) error {
		return maker.Daily(ctx, values.BackupFolder, values.BackupsKept)
	}, func(err error) {
		if err != nil && !s.closing {
			s.ToastAction(s.ErrorText(err), s.T("recovery.title"), s.OpenBackups)
		}
	})
}

// UseData puts a backup that was brought back in the place of the data folder and opens it. What is being saved is
// waited for, and the data folder is closed before.
func (s *Shell) UseData(staged recovery.Staged) {
	if staged == nil || s.closing {
		return
	}
	if s.session != nil && !s.leave() { // a page has something that cannot be written down
		s.Run("discard", func(context.Context, task.Progress) error { return staged.Discard() }, s.ShowError)
		return
	}
	s.whenIdle(func() { s.switchData(staged) })
}

func (s *Shell) switchData(staged recovery.Staged) {
	session := s.session
	if session != nil {
		s.closePages()
		s.keys.SetPage(nil)
		s.index.Close()
		s.session = nil
	}
	s.showOpening()
	aside := ""
	s.Run("switch data", func(context.Context, task.Progress) (err error) {
		if session != nil {
			if err := session.Close(); err != nil {
				return errors.Join(err, staged.Discard())
			}
		}
		if aside, err = staged.Switch(); inspection.CodeOf(err) == inspection.CodeLocked {
			err = errors.Join(err, staged.Discard())
		}
		return err
	}, func(err error) {
		s.load() // what was restored or, after an error, what was there before
		if err != nil {
			s.whenIdle(func() { s.ShowError(err) })
			return
		}
		s.whenIdle(func() { s.tellRestored(aside) })
	})
}

// tellRestored says where the former data folder is.
func (s *Shell) tellRestored(aside string) {
	if s.session == nil { // it could not be opened, which is on the screen
		return
	}
	text := s.T("recovery.done")
	if aside != "" {
		text = s.T("recovery.done.aside", "folder", aside)
	}
	s.Inform(s.T("recovery.done.title"), text)
}
