package reports

import (
	"context"
	"path/filepath"

	"anxun/inspection"
	"anxun/ui/task"
)

// maxNumber bounds the search for a free name.
const maxNumber = 99

// Export writes the workbook. If there is such a file already it asks what to do with it.
func (p *Presenter) Export() {
	p.numbers = 0
	p.export(p.state.Name, false)
}

// Replace answers QuestionExists: the file that exists goes.
func (p *Presenter) Replace() {
	p.numbers = 0
	p.export(p.state.Name, true)
}

// KeepBoth answers QuestionExists and QuestionBusy: the new workbook gets the first number that is free.
func (p *Presenter) KeepBoth() {
	p.numbers = 2
	p.export(numbered(p.state.Name, p.numbers), false)
}

// Retry answers QuestionBusy and QuestionFailed: the same again. A file that was open when it should have been replaced is
// replaced; whoever asked for that was told.
func (p *Presenter) Retry() {
	p.numbers = 0
	p.export(p.state.Name, p.state.Question == QuestionBusy)
}

// Dismiss answers any question with no; nothing was written.
func (p *Presenter) Dismiss() {
	if p.state.Question != QuestionNone {
		p.state.Question, p.state.Answer = QuestionNone, ""
		p.view.Render(p.state)
	}
}

func (p *Presenter) export(name string, overwrite bool) {
	if p.state.Exporting || !p.state.CanExport {
		return
	}
	p.state.Exporting, p.state.CanExport = true, false
	p.state.Question, p.state.Answer, p.state.Done = QuestionNone, "", nil
	p.view.Render(p.state)
	by := p.host.Person()
	path, department, days := filepath.Join(p.state.Folder, name), p.state.Department, p.span()
	photoSize, personal := p.state.PhotoSize, p.state.Personal
	var summary Summary
	ended := false
	handle := p.host.Run("reports.export", func(ctx context.Context, progress task.Progress) (err error) {
		progress.Message("reports.exporting")
		summary, err = p.exporter.Export(ctx, by, path, department, days.from, days.to, photoSize, personal, overwrite, progress)
		return err
	}, func(err error) {
		ended = true
		p.state.Exporting = false
		p.check()
		p.finished(summary, err)
	})
	if !ended {
		p.view.Follow(handle)
	}
}

func (p *Presenter) finished(summary Summary, err error) {
	switch code := inspection.CodeOf(err); {
	case err == nil:
		p.state.Done = &summary
		p.remember(filepath.Dir(summary.Path))
	case cancelled(err):
		p.host.Toast(p.host.T("reports.cancelled"))
	case code == inspection.CodeConflict && p.numbers > 0 && p.numbers < maxNumber:
		p.numbers++
		p.export(numbered(p.state.Name, p.numbers), false)
		return
	case code == inspection.CodeConflict:
		p.ask(QuestionExists, p.host.T("reports.exists", "name", p.state.Name, "folder", p.state.Folder))
	case code == inspection.CodeBusy:
		p.ask(QuestionBusy, p.host.ErrorText(err))
	default:
		p.ask(QuestionFailed, p.host.ErrorText(err))
	}
	p.view.Render(p.state)
}

func (p *Presenter) ask(question Question, sentence string) {
	p.state.Question, p.state.Answer = question, sentence
}
