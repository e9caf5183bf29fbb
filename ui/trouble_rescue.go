package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"anxun/ui/recovery"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// shownLosses is how many ranges of lost entries are named; the file rescue.json in the new folder names all.
const shownLosses = 3

// rescue salvages a damaged data folder into a new one, with progress, and then offers to use that.
func (s *Shell) rescue() {
	var rescued recovery.Rescued
	var dialog *uikit.ProgressDialog
	ended := false
	handle := s.Run("rescue", func(ctx context.Context, progress task.Progress) (err error) {
		stage, told := "", int64(0)
		rescued, err = s.options.Rescuer.Rescue(ctx, func(now string, done, total int64) {
			if now != stage {
				progress.Message("shell.rescue." + now)
				progress.Add(-int(told))
				stage, told = now, 0
			}
			progress.SetTotal(int(total))
			progress.Add(int(done - told))
			told = done
		})
		return err
	}, func(err error) {
		ended = true
		if dialog != nil {
			dialog.Done()
		}
		if s.closing {
			return
		}
		if err != nil {
			s.ShowError(err)
			return
		}
		s.showRescued(rescued)
	})
	if !ended {
		dialog = uikit.ShowProgress(s.window.Canvas(), s.catalog, s.T("shell.rescue.title"), handle.Cancel)
		handle.Watch(dialog.Show)
	}
}

// showRescued says what came of it. The new folder stays, whatever is chosen.
func (s *Shell) showRescued(r recovery.Rescued) {
	title := s.T("shell.rescue.complete")
	if !r.Complete {
		title = s.T("shell.rescue.partial")
	}
	var parts []fyne.CanvasObject
	for _, line := range s.rescuedLines(r) {
		parts = append(parts, uikit.NewBody(line))
	}
	var sheet *uikit.Modal
	sheet = uikit.ShowSheet(s.window.Canvas(), uikit.Sheet{Title: title, Body: uikit.VStack(theme.Space8, parts...), Width: 600, Sticky: true,
		Actions: []*uikit.Button{
			uikit.NewButton(s.T("shell.rescue.later"), uikit.Secondary, func() { sheet.Close() }),
			uikit.NewButton(s.T("shell.rescue.use"), uikit.Primary, func() { sheet.Close(); s.UseData(r.Staged) }),
		}})
}

func (s *Shell) rescuedLines(r recovery.Rescued) []string {
	lines := []string{s.T("shell.rescue.found", "found", r.Found, "expected", max(r.Expected, r.Found), "inspections", r.Inspections, "hazards", r.Hazards, "files", r.Files)}
	if len(r.Lost) > 0 {
		var ranges []string
		for _, lost := range r.Lost[:min(len(r.Lost), shownLosses)] {
			if lost[0] == lost[1] {
				ranges = append(ranges, fmt.Sprint(lost[0]))
			} else {
				ranges = append(ranges, fmt.Sprintf("%d–%d", lost[0], lost[1]))
			}
		}
		if n := len(r.Lost); n > shownLosses {
			ranges = append(ranges, s.T("shell.rescue.more", "n", n))
		}
		lines = append(lines, s.T("shell.rescue.lost", "list", strings.Join(ranges, "、")))
	}
	if r.Doubtful > 0 {
		lines = append(lines, s.T("shell.rescue.doubtful", "n", r.Doubtful))
	}
	if r.Problems > 0 && len(r.First) > 0 {
		lines = append(lines, s.T("shell.rescue.problems", "n", r.Problems, "text", recovery.Sentence(s.catalog, r.First[0])))
	}
	return append(lines, s.T("shell.rescue.where", "folder", r.Folder), s.T("shell.rescue.aside"))
}
