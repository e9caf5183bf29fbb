package reports

import (
	"context"
	"path/filepath"

	"anxun/inspection"
	"anxun/ui/task"
)

// ArchiveState is what the two lists show.
type ArchiveState struct {
	Personal bool // telephone and identity numbers stand in the files in full
	Reports  []inspection.CustomReport
	Issues   []inspection.ReportIssue
	Loaded   bool
	Problem  string
	Working  bool
}

// ArchiveView shows an ArchiveState.
type ArchiveView interface {
	RenderArchive(ArchiveState)
	Follow(handle task.Handle)
	// AskReplace asks whether a file that exists may go.
	AskReplace(path string, yes func())
	// Saved closes the editor.
	Saved()
}

// ArchivePresenter decides what 自定义报表 and 已出报表 show and do.
type ArchivePresenter struct {
	host    host
	archive Archive
	view    ArchiveView
	state   ArchiveState
}

// NewArchivePresenter returns a presenter that shows nothing until Load.
func NewArchivePresenter(host host, archive Archive) *ArchivePresenter {
	return &ArchivePresenter{host: host, archive: archive}
}

// Attach gives the presenter its view.
func (p *ArchivePresenter) Attach(view ArchiveView) { p.view = view }

// Load reads both lists.
func (p *ArchivePresenter) Load() {
	var reports []inspection.CustomReport
	var issues []inspection.ReportIssue
	p.host.Run("reports.archive", func(ctx context.Context, _ task.Progress) (err error) {
		if reports, err = p.archive.CustomReports(ctx); err != nil {
			return err
		}
		issues, err = p.archive.Issues(ctx)
		return err
	}, func(err error) {
		p.state.Loaded, p.state.Problem = true, ""
		if err != nil {
			p.state.Problem = p.host.ErrorText(err)
		} else {
			p.state.Reports, p.state.Issues = reports, issues
		}
		p.view.RenderArchive(p.state)
	})
}

// Edit returns an editor for a report of the list, a new one for -1.
func (p *ArchivePresenter) Edit(i int) *Editor {
	var report inspection.CustomReport
	if i >= 0 && i < len(p.state.Reports) {
		report = p.state.Reports[i]
	}
	return NewEditor(report, p.archive.TableColumns)
}

// Save keeps what was put together; the editor stays open while something is wrong.
func (p *ArchivePresenter) Save(e *Editor) {
	by := p.host.Person()
	p.host.Run("reports.save", func(ctx context.Context, _ task.Progress) error {
		_, err := p.archive.SaveCustom(ctx, by, e.Report)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.view.Saved()
		p.Load()
	})
}

// Remove takes a report off the list.
func (p *ArchivePresenter) Remove(i int) {
	by, report := p.host.Person(), p.state.Reports[i]
	p.host.Run("reports.remove", func(ctx context.Context, _ task.Progress) error {
		return p.archive.RemoveCustom(ctx, by, report.ID)
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.host.Toast(p.host.T("reports.custom.removed", "name", report.Name))
		p.Load()
	})
}

// ChoosePersonal chooses whether telephone and identity numbers stand in the files in full.
func (p *ArchivePresenter) ChoosePersonal(shown bool) { p.state.Personal = shown }

// Find returns the report with the id that is still on the list.
func (p *ArchivePresenter) Find(id inspection.ID) (inspection.CustomReport, bool) {
	for _, report := range p.state.Reports {
		if report.ID == id {
			return report, true
		}
	}
	return inspection.CustomReport{}, false
}

// FileName proposes a name for the file of a custom report.
func (p *ArchivePresenter) FileName(report inspection.CustomReport, s span, extension string) string {
	name := cleanName(report.Name + extension)
	if report.Table != inspection.TablePlaces {
		name = s.name(p.host.T) + " " + report.Name + extension
	}
	return name
}

// Export writes a custom report.
func (p *ArchivePresenter) Export(report inspection.CustomReport, s span, path string) {
	p.export(report, s, path, false)
}

func (p *ArchivePresenter) export(report inspection.CustomReport, s span, path string, overwrite bool) {
	if p.state.Working {
		return
	}
	p.state.Working = true
	p.view.RenderArchive(p.state)
	by, ended, personal := p.host.Person(), false, p.state.Personal
	var summary Summary
	handle := p.host.Run("reports.export", func(ctx context.Context, progress task.Progress) (err error) {
		progress.Message("reports.exporting")
		summary, err = p.archive.ExportCustom(ctx, by, path, report, s.from, s.to, personal, overwrite, progress)
		return err
	}, func(err error) {
		ended, p.state.Working = true, false
		p.view.RenderArchive(p.state)
		p.exported(report, s, path, summary, err)
	})
	if !ended {
		p.view.Follow(handle)
	}
}

func (p *ArchivePresenter) exported(report inspection.CustomReport, s span, path string, summary Summary, err error) {
	switch {
	case inspection.CodeOf(err) == inspection.CodeConflict:
		p.view.AskReplace(path, func() { p.export(report, s, path, true) })
		return
	case cancelled(err):
		p.host.Toast(p.host.T("reports.cancelled"))
		return
	case err == nil:
		err = summary.RecordProblem
	}
	if err != nil {
		p.host.ShowError(err)
		return
	}
	text := p.host.T("reports.custom.done", "name", filepath.Base(path), "n", grouped(summary.Rows()))
	if summary.Before != "" {
		text += p.host.T("reports.custom.changed", "no", summary.Before, "text", summary.Changed)
	}
	p.host.ToastAction(text, p.host.T("common.open_file"), func() {
		if err := p.host.OpenPath(path); err != nil {
			p.host.ShowError(err)
		}
	})
	p.Load()
}

// Reissue chooses department and period of an issue and exports anew.
func (p *Presenter) Reissue(issue inspection.ReportIssue) {
	p.state.Department, p.state.Period = issue.Department, Custom
	p.state.From, p.state.To = string(issue.From), string(issue.To)
	p.named = false
	p.asked()
	p.Export()
}
