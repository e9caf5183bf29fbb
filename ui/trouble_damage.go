package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/recovery"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// damageReport fills the screen of a damaged data folder with what is left: the newest backup, or that there is none,
// and what can be done.
func (s *Shell) damageReport() (content fyne.CanvasObject, restore *uikit.Button) {
	newest := uikit.NewBody(s.T("shell.trouble.damaged.looking"))
	restore = uikit.NewButton(s.T("shell.trouble.restore"), uikit.Primary, s.OpenBackups)
	var found []recovery.Copy
	s.Run("find backups", func(ctx context.Context, _ task.Progress) (err error) {
		found, err = s.options.Vault.List(ctx, s.options.Preferences.Values().BackupFolder)
		return err
	}, func(err error) {
		newest.SetText(s.newestBackup(found, err))
		if content := s.window.Content(); content != nil {
			content.Refresh()
		}
	})
	return uikit.VStack(theme.Space8, uikit.NewBody(s.T("shell.trouble.damaged.intact")), newest,
		uikit.NewParagraph(s.T("shell.trouble.damaged.rescue"), uikit.StyleMuted, 0)), restore
}

// newestBackup describes the newest whole backup in one sentence.
func (s *Shell) newestBackup(found []recovery.Copy, err error) string {
	for _, wanted := range []bool{true, false} {
		for _, c := range found {
			if c.Problem == nil && c.Whole == wanted {
				return s.T("shell.trouble.damaged.newest", "made", c.Made.In(inspection.Zone).Format("2006-01-02 15:04"),
					"inspections", c.Inspections, "hazards", c.Hazards, "files", c.Files)
			}
		}
	}
	if err != nil {
		return s.ErrorText(err)
	}
	return s.T("shell.trouble.damaged.no_backup")
}
