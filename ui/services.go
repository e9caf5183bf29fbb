package ui

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/preference"
	"anxun/ui/task"
	"anxun/ui/uikit"
)

// T returns the words for key; args are alternating names and values.
func (s *Shell) T(key string, args ...any) string { return s.catalog.T(key, args...) }

// Catalog returns the words of the language that is shown.
func (s *Shell) Catalog() *i18n.Catalog { return s.catalog }

// ErrorText returns one sentence about err for a person.
func (s *Shell) ErrorText(err error) string { return s.catalog.Error(err) }

// ShowError tells a person about err. Work that was cancelled on purpose is not an error to them.
func (s *Shell) ShowError(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	uikit.Inform(s.window.Canvas(), s.T("shell.error_title"), s.ErrorText(err), s.T("common.ok"))
}

// Toast shows a short message that leaves by itself.
func (s *Shell) Toast(text string) { s.host.Say(text) }

// ToastAction shows a short message with something that can be done about it.
func (s *Shell) ToastAction(text, label string, action func()) { s.host.SayWith(text, label, action) }

// Copy puts text into the clipboard.
func (s *Shell) Copy(text string) { s.app.Clipboard().SetContent(text) }

// Window returns the window.
func (s *Shell) Window() fyne.Window { return s.window }

// Run does work in the background; done gets its error on the goroutine of the user interface and may be nil.
func (s *Shell) Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle {
	s.working++
	return s.runner.Go(label, work, func(err error) {
		s.working--
		s.noteTask(err)
		if done != nil {
			done(err)
		}
		if s.working == 0 {
			s.nowIdle()
		}
	})
}

// whenIdle calls f once all background work has reported back.
func (s *Shell) whenIdle(f func()) {
	s.idle = append(s.idle, f)
	if s.working == 0 {
		s.nowIdle()
	}
}

func (s *Shell) nowIdle() {
	waiting := s.idle
	s.idle = nil
	for _, f := range waiting {
		f()
	}
}

// Post runs f on the goroutine of the user interface. It may be called from any goroutine.
func (s *Shell) Post(f func()) { s.do(f) }

// Person returns the name of the person who uses this laptop, "" if it was not set yet.
func (s *Shell) Person() string { return s.office.person }

// Office returns the name of the office, "" if it was not set yet.
func (s *Shell) Office() string { return s.office.name }

// Department returns the department of the person, "" if it was not set yet.
func (s *Shell) Department() inspection.DepartmentID { return s.office.department }

// Departments lists the departments in the order shown.
func (s *Shell) Departments() []inspection.Department {
	if s.session == nil {
		return nil
	}
	return s.session.Departments
}

// Now returns the present instant in the zone of the offices.
func (s *Shell) Now() time.Time { return s.options.Clock().In(inspection.Zone) }

// Folder returns the path of the data folder.
func (s *Shell) Folder() string { return s.options.Folder }

// Version returns the version of the program.
func (s *Shell) Version() string { return s.options.Version }

// Preferences returns what was chosen for this laptop.
func (s *Shell) Preferences() preference.Values { return s.options.Preferences.Values() }

// ChangePreferences stores other choices and shows the window with them at once.
func (s *Shell) ChangePreferences(change func(*preference.Values)) {
	before := s.Preferences()
	s.remember(change)
	after := s.Preferences()
	if before.Language != after.Language || before.Theme != after.Theme || before.TextScale != after.TextScale {
		s.ApplyPreferences()
	}
}

// remember stores a preference. One that cannot be stored holds until the program ends, which is told once.
func (s *Shell) remember(change func(*preference.Values)) {
	if err := s.options.Preferences.Change(change); err != nil {
		s.Toast(s.T("shell.preferences_unwritable"))
	}
}

// Files returns the dialogs for files and folders, which begin where the person was last.
func (s *Shell) Files() uikit.FilePicker { return s.files }

// OpenPath opens a file or folder with the program that the system has for it.
func (s *Shell) OpenPath(path string) error {
	absolute, err := filepath.Abs(path)
	if err == nil {
		err = s.app.OpenURL(fileURL(absolute))
	}
	return inspection.Wrap(err, inspection.CodeNotFound, "shell.error.open_path", "path", path)
}

func fileURL(path string) *url.URL {
	slashed := filepath.ToSlash(path)
	if slashed[0] != '/' { // C:/… on Windows
		slashed = "/" + slashed
	}
	return &url.URL{Scheme: "file", Path: slashed}
}

// Inform shows a message that needs more words than a toast.
func (s *Shell) Inform(title, text string) {
	uikit.Inform(s.window.Canvas(), title, text, s.T("common.ok"))
}
