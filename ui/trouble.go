package ui

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// showTrouble fills the window when the data folder cannot be used: what is the matter, where, and what to do.
func (s *Shell) showTrouble(err error) {
	kind := troubleKind(err)
	icon := uikit.NewIcon(theme.IconWarning, theme.Warn, 36)
	where := uikit.NewParagraph(s.T("shell.trouble.folder", "folder", s.options.Folder), uikit.StyleMuted, 0)
	open := uikit.NewButton(s.T("shell.trouble.open_folder"), uikit.Secondary, func() {
		folder := s.options.Folder
		if err := s.OpenPath(folder); err != nil {
			err = s.OpenPath(filepath.Dir(folder)) // the folder itself may be what is missing
			s.ShowError(err)
		}
	})
	quit := uikit.NewButton(s.T("shell.trouble.quit"), uikit.Secondary, s.close)
	retry := uikit.NewButton(s.T("common.retry"), uikit.Primary, s.retry)
	buttons := []fyne.CanvasObject{quit, open, retry}
	parts := []fyne.CanvasObject{container.NewCenter(icon),
		uikit.NewParagraph(s.T("shell.trouble."+kind+".title"), uikit.StyleTitle, 0).SetAlign(fyne.TextAlignCenter),
		uikit.NewBody(s.ErrorText(err)), uikit.NewBody(s.T("shell.trouble." + kind + ".advice"))}
	focus := retry
	if kind == string(inspection.CodeDamaged) && s.options.Vault != nil {
		report, restore := s.damageReport()
		retry = uikit.NewButton(s.T("common.retry"), uikit.Secondary, s.retry)
		parts, buttons, focus = append(parts, report), []fyne.CanvasObject{quit, open, retry, restore}, restore
		if s.options.Rescuer != nil {
			rescue := uikit.NewButton(s.T("shell.rescue.start"), uikit.Secondary, s.rescue)
			buttons = []fyne.CanvasObject{quit, open, retry, rescue, restore}
		}
	}
	if kind == string(inspection.CodeLocked) && s.options.OpenBeside != nil {
		s.beside.holder = holderOf(err)
		look := uikit.NewButton(s.T("shell.beside.open"), uikit.Primary, s.openBeside)
		retry = uikit.NewButton(s.T("common.retry"), uikit.Secondary, s.retry)
		parts[2] = s.holderTable()
		parts, buttons, focus = append(parts, uikit.NewBody(s.T("shell.beside.offer"))), []fyne.CanvasObject{quit, retry, look}, look
	}
	content := uikit.VStack(theme.Space16, append(parts, where, container.NewCenter(uikit.HStack(theme.Space8, buttons...)))...)
	s.showMessage(uikit.NewCardPadded(content, theme.Space24), 560)
	s.window.Canvas().Focus(focus)
}

// troubleKind chooses the words for an error at opening.
func troubleKind(err error) string {
	switch code := inspection.CodeOf(err); code {
	case inspection.CodeLocked, inspection.CodeNewer, inspection.CodeDamaged, inspection.CodeUnwritable:
		return string(code)
	default:
		return "other"
	}
}
