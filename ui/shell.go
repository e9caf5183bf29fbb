// Package ui is the window: rail, pages and the way between them, keys, messages, and what happens at start and close.
// The pages themselves are packages below it; pages.go is the only place that knows them all.
package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/preference"
	"anxun/ui/startup"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Options is what the window needs to know.
type Options struct {
	App         fyne.App
	Preferences *preference.File
	Folder      string // the data folder, for people to see
	Version     string
	Language    string // overrides the preference for this run; "" for none
	Clock       inspection.Clock
	Open        Opener
	// Ready is called on the goroutine of the user interface once the first page was drawn with its data; nil for
	// nobody.
	Ready func()
	// Runner and Later stand in for goroutines and timers in tests; nil for the real ones.
	Runner task.Runner
	Later  uikit.Later
}

// Shell is the window and what pages may ask of it. Except where stated, its methods belong to the goroutine of the
// user interface.
type Shell struct {
	options Options
	app     fyne.App
	window  fyne.Window
	catalog *i18n.Catalog
	runner  task.Runner
	later   uikit.Later
	keys    *uikit.KeyRouter
	host    *uikit.ToastHost
	rail    *rail
	body    *fyne.Container

	session *Session
	pages   map[string]page.Page
	shown   page.Page
	history nav.History
	changes uikit.Debouncer
	working int // background work that has not reported back
	idle    []func()
	closing bool
	failure error
	files   uikit.FilePicker

	office, person string
	department     inspection.DepartmentID
	today          inspection.Day
}

// New makes the window and begins to open the data folder as soon as the program runs. Show it with ShowAndRun.
func New(options Options) (*Shell, error) {
	s := &Shell{options: options, app: options.App, runner: options.Runner, later: options.Later, pages: map[string]page.Page{}}
	if s.runner == nil {
		s.runner = task.NewBackground(fyne.Do)
	}
	if s.later == nil {
		s.later = uikit.RealLater
	}
	s.changes = uikit.Debouncer{Delay: 150 * time.Millisecond, Later: s.later}
	s.today = inspection.DayOf(options.Clock())
	if err := s.setLanguage(); err != nil {
		return nil, err
	}
	s.setTheme()
	s.buildWindow()
	return s, nil
}

// ShowAndRun shows the window and returns when it was closed.
func (s *Shell) ShowAndRun() {
	s.app.Lifecycle().SetOnStarted(s.Open)
	s.window.ShowAndRun()
}

// Open opens the data folder and then shows the first page. It is called when the program runs, and again by 重试.
func (s *Shell) Open() {
	s.showOpening()
	var session *Session
	s.Run("open", func(ctx context.Context, _ task.Progress) (err error) {
		session, err = s.options.Open(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.showTrouble(err)
			return
		}
		s.opened(session)
	})
}

func (s *Shell) opened(session *Session) {
	s.session = session
	session.Service.Subscribe(func(changes []inspection.Change) {
		fyne.Do(func() { s.dataChanged(changes) })
	})
	s.loadOffice(func() {
		s.showFrame()
		s.watchDay()
		s.Go(s.firstRoute())
		s.whenIdle(func() {
			if s.options.Ready != nil {
				s.body.Add(startup.Probe(s.options.Ready))
			}
		})
	})
}

// firstRoute is the page the person left the program on, if it makes sense by itself.
func (s *Shell) firstRoute() nav.Route {
	last := s.options.Preferences.Values().Page
	if _, known := constructors[last]; known && onRail(last) && s.office != "" {
		return nav.Route{Page: last}
	}
	return nav.Route{Page: nav.Home}
}

func (s *Shell) setLanguage() error {
	language := s.options.Language
	if language == "" {
		language = s.options.Preferences.Values().Language
	}
	if language == "" {
		language = i18n.Chinese
	}
	catalog, err := i18n.New(language)
	if err != nil {
		return err
	}
	s.catalog = catalog
	return nil
}

func (s *Shell) setTheme() {
	values := s.options.Preferences.Values()
	s.app.Settings().SetTheme(theme.New(theme.Mode(values.Theme), values.TextScale))
}

// ApplyPreferences brings language, theme and text size of a running window in line with the preferences. Pages write
// down what they hold and are then made anew, so nothing that was typed is lost.
func (s *Shell) ApplyPreferences() {
	s.leave()
	s.closePages()
	s.options.Language = ""
	if err := s.setLanguage(); err != nil {
		s.ShowError(err)
		return
	}
	s.setTheme()
	s.showFrame()
	if current, visited := s.history.Current(); visited {
		s.show(current)
	}
}
