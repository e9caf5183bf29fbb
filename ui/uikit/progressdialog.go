package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/i18n"
	"anxun/ui/task"
	"anxun/ui/theme"
)

// ProgressDialog shows how far long work is and lets it be cancelled. It closes only by Done.
type ProgressDialog struct {
	catalog *i18n.Catalog
	modal   *Modal
	message *Text
	count   *Text
	bar     *ProgressBar
	busy    *widget.Activity
	cancel  *Button
}

// ShowProgress opens the dialog, which Escape cancels; onCancel is called at most once, usually Cancel of the task's Handle.
func ShowProgress(c fyne.Canvas, catalog *i18n.Catalog, title string, onCancel func()) *ProgressDialog {
	d := &ProgressDialog{catalog: catalog, message: NewText("", StyleBody), count: NewCaption(""),
		bar: NewProgressBar(), busy: widget.NewActivity()}
	d.cancel = NewButton(catalog.T("common.cancel"), Secondary, func() {
		d.cancel.Disable()
		d.message.SetText(catalog.T("common.cancelling"))
		onCancel()
	}).Hint("Esc")
	body := VStack(theme.Space8, HFill(theme.Space8, 1, d.busy, d.message), d.bar, d.count)
	d.modal = ShowSheet(c, Sheet{Title: title, Body: body, Actions: []*Button{d.cancel}, Sticky: true, Working: true})
	d.busy.Start()
	d.Show(task.State{})
	return d
}

// Show displays a state of the work; it fits Handle.Watch.
func (d *ProgressDialog) Show(s task.State) {
	if s.Message != "" && !d.cancel.Disabled() {
		d.message.SetText(d.catalog.T(s.Message))
	}
	if s.Total > 0 {
		done := min(s.Done, s.Total)
		d.bar.Set(done, 0, 0, s.Total-done)
		d.count.SetText(d.catalog.T("common.progress", "done", done, "total", s.Total))
	}
}

// Done closes the dialog.
func (d *ProgressDialog) Done() {
	d.busy.Stop()
	d.modal.Close()
}

// WorkDialog shows the progress of the one piece of work that runs at a time. Its zero value shows nothing.
type WorkDialog struct{ open *ProgressDialog }

// Follow shows how far the work of handle is, which its Cancel button cancels; a nil handle closes what is shown.
func (w *WorkDialog) Follow(c fyne.Canvas, catalog *i18n.Catalog, title string, handle task.Handle) {
	if w.open != nil {
		w.open.Done()
		w.open = nil
	}
	if handle != nil {
		w.open = ShowProgress(c, catalog, title, handle.Cancel)
		handle.Watch(w.open.Show)
	}
}
