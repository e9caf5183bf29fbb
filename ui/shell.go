// Package ui is the window: rail, pages and the way between them, keys, messages, and what happens at start and close.
// The pages themselves are packages below it; pages.go is the only place that knows them all.
package ui

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/inspection"
	"anxun/ui/find"
	"anxun/ui/guard"
	"anxun/ui/home"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/preference"
	"anxun/ui/recovery"
	"anxun/ui/room"
	"anxun/ui/startup"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/unlock"
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
	// OpenBeside opens the data folder to look at it if another window has it open for writing, else as Open does; nil
	// if that is not offered.
	OpenBeside Opener
	Vault      recovery.Vault   // backups of the data folder; nil for none
	Rescuer    recovery.Rescuer // of a damaged data folder; nil for none
	Drive      room.Drive       // that the data folder is on; nil for not known
	Access     unlock.Access    // the start password; nil for none
	// Ready is for measuring the start: it is called on the goroutine of the user interface once the first page was
	// drawn with its data, and then the program ends. nil otherwise.
	Ready func()
	// Settled is called a moment after the window first showed something, when the rush of the start is over; may be nil.
	Settled func()
	// Stopwatch notes in trials of the window how long its callbacks take; nil otherwise.
	Stopwatch *task.Stopwatch
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

	session      *Session
	index        *find.Index // behind the search
	pages        map[string]page.Page
	shown        page.Page
	history      nav.History
	changes      uikit.Debouncer
	searching    bool // the palette is open
	working      int  // background work that has not reported back
	idle         []func()
	closing      bool
	failure      error
	log          *guard.Log // of panics
	tellingCrash bool
	watchingDay  bool
	warning      room.Warning // about the drive
	stopGuarding func()
	beside       beside
	lock         lock
	files        uikit.FilePicker
	fonts        <-chan struct{} // closed when the fonts are read; nil if nobody reads them ahead

	office        office
	counts        counts
	overview      *home.Overview // read ahead for the first page
	today         inspection.Day
	cancelOpening func()
}

// openingTime is how long opening the data folder may take before the window says what it is waiting for.
const openingTime = 400 * time.Millisecond

// settling is how long after the first page was shown the start counts as over.
const settling = 2 * time.Second

// backupDelay is how long after the first page was shown the backup of the day begins.
const backupDelay = 20 * time.Second

// New makes the window. Show it with ShowAndRun.
func New(options Options) (*Shell, error) {
	s := &Shell{options: options, app: options.App, runner: options.Runner, later: options.Later, pages: map[string]page.Page{}}
	started := s.runner == nil // rather than tried by a test, which measures texts itself
	if started {
		s.runner = task.NewBackground(s.do)
	}
	if s.later == nil {
		s.later = uikit.RealLater
	}
	s.log = guard.NewLog(options.Folder, options.Version, options.Clock)
	s.stopGuarding = guard.Report(s.crashed)
	s.changes = uikit.Debouncer{Delay: 150 * time.Millisecond, Later: s.later}
	s.today = inspection.DayOf(options.Clock())
	if err := s.setLanguage(); err != nil {
		return nil, err
	}
	s.setTheme()
	if started {
		s.fonts = warmFonts()
	}
	s.buildWindow()
	return s, nil
}

// ShowAndRun shows the window and returns when it was closed. While the system makes the window, the data folder is
// opened and the fonts are read in the background.
func (s *Shell) ShowAndRun() {
	s.app.Lifecycle().SetOnStarted(func() {
		if s.fonts != nil {
			<-s.fonts
		}
		s.begin()
	})
	s.app.Lifecycle().SetOnEnteredForeground(func() { s.do(s.lookAgain) })
	if !s.hasPassword() {
		s.load()
	}
	defer func() {
		// A fault of the toolkit itself ends the program, but not without a trace.
		if value := recover(); value != nil {
			s.logCrash("toolkit", value, debug.Stack())
			panic(value)
		}
	}()
	s.window.ShowAndRun()
}

// begin prepares the window for content. Before, nothing may measure text, see warmFonts.
func (s *Shell) begin() {
	s.host = uikit.NewToastHost(canvas.NewRectangle(theme.Color(theme.Background)))
	s.host.SetLater(s.later)
	s.window.SetContent(s.host)
	if s.hasPassword() && s.session == nil {
		s.askAtStart()
		return
	}
	s.cancelOpening = s.later(openingTime, s.showOpening)
}

// retry opens the data folder after it could not be opened.
func (s *Shell) retry() {
	s.showOpening()
	s.load()
}

// load opens the data folder and then shows the first page.
func (s *Shell) load() { s.loadWith(s.options.Open) }

func (s *Shell) loadWith(open Opener) {
	first := &firstLook{opener: open}
	s.Run("open", func(ctx context.Context, _ task.Progress) error { return first.open(ctx, s) }, func(err error) {
		s.cancelOpening()
		if s.options.Settled != nil {
			s.later(settling, s.options.Settled)
			s.options.Settled = nil // 重试 is no start
		}
		switch {
		case err == nil:
			s.session, s.office, s.counts, s.overview = first.session, first.office, first.counts, first.overview
			s.opened()
		case s.options.Ready != nil:
			// Nobody sits before a start that is only measured.
			s.failure = err
			s.end()
		default:
			s.showTrouble(err)
		}
	})
}

// firstLook is what is read while the system makes the window.
type firstLook struct {
	opener   Opener
	session  *Session
	office   office
	counts   counts
	overview *home.Overview // nil unless the first page is 工作台
}

// open opens the data folder and reads. After an error the folder is closed again, or 重试 would find it in use.
func (f *firstLook) open(ctx context.Context, s *Shell) (err error) {
	if f.session, err = f.opener(ctx); err != nil {
		return err
	}
	if err = f.read(ctx, s); err != nil {
		return errors.Join(err, f.session.Close())
	}
	return nil
}

func (f *firstLook) read(ctx context.Context, s *Shell) (err error) {
	service := f.session.Service
	if f.office, err = readOffice(ctx, service); err != nil {
		return err
	}
	if f.counts, err = readCounts(ctx, service); err != nil {
		return err
	}
	if last := s.options.Preferences.Values().Page; last != "" && last != nav.Home {
		return nil
	}
	overview, err := home.Read(ctx, service, inspection.DayOf(s.options.Clock()))
	f.overview = &overview
	return err
}

func (s *Shell) opened() {
	s.session.Service.Subscribe(func(changes []inspection.Change) {
		s.do(func() { s.dataChanged(changes) })
	})
	s.startIndex()
	s.lockWriting()
	s.showFrame()
	if !s.watchingDay { // not again after data were restored
		s.watchingDay = true
		s.watchDay()
		s.watchIdle()
		s.later(settling, s.watchRoom)
	}
	s.later(backupDelay, s.backUpDaily)
	if s.session.Follow != nil {
		s.follow(s.session)
	}
	if s.session.Check != nil {
		s.later(checking, s.check)
	}
	s.later(settling, s.exchange)
	route, state := s.firstRoute(), s.options.Preferences.Values().State
	s.history.Visit(route)
	s.showAs(route, state)
	s.whenIdle(func() {
		if s.options.Ready != nil {
			s.body.Add(startup.Probe(func() { s.options.Ready(); s.close() }))
		}
	})
}

// firstRoute is the page the person left the program on, if it makes sense by itself.
func (s *Shell) firstRoute() nav.Route {
	last := s.options.Preferences.Values().Page
	if _, known := constructors[last]; known && onRail(last) && s.office.name != "" {
		return nav.Route{Page: last, Arg: s.options.Preferences.Values().Arg}
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
	s.makeFiles()
	s.setTheme()
	s.showFrame()
	if current, visited := s.history.Current(); visited {
		s.showAs(current, s.history.State())
	}
}
