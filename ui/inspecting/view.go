package inspecting

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/preference"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the page asks of the window.
type Shell interface {
	Words
	Catalog() *i18n.Catalog
	Go(route nav.Route)
	Toast(text string)
	Window() fyne.Window
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Post(f func())
	Person() string
	Departments() []inspection.Department
	// ReadOnly reports whether the window only looks at what another one writes.
	ReadOnly() bool
	Files() uikit.FilePicker
	Preferences() preference.Values
}

// screen is the page.
type screen struct {
	shell     Shell
	presenter *Presenter
	state     State

	root     *fyne.Container
	body     fyne.CanvasObject
	message  *fyne.Container // instead of body while there is nothing to fill
	header   *header
	sections *sectionList
	cards    *cardList
	panel    *panelView
	footer   *footer
	finish   *finishSheet
	summary  *summarySheet
	fix      *fixSheet
	major    *majorSheet
	void     *voidSheet
	correct  *correctSheet
	find     *findSheet
	loader   uikit.PhotoLoader
	later    uikit.Later
}

// New returns the page in which an inspection is filled in.
func New(shell Shell, service Service, photos Photos) page.Page {
	return newScreen(shell, service, photos, uikit.RealLater)
}

func newScreen(shell Shell, service Service, photos Photos, later uikit.Later) *screen {
	s := &screen{shell: shell, later: later}
	s.loader = newPhotoLoader(s, photos)
	s.presenter = NewPresenter(Config{Service: service, Photos: photos, Words: shell, View: s, Departments: shell.Departments, Person: shell.Person, ReadOnly: shell.ReadOnly,
		PhotoFolder: func() string { return shell.Preferences().PhotoFolder }, Run: shell.Run,
		Load: func(work func(context.Context) error, done func(error)) {
			shell.Run("inspecting.load", func(ctx context.Context, _ task.Progress) error { return work(ctx) }, done)
		},
		// Through Run, so that closing the window waits for the queue.
		Spawn: func(work func()) {
			shell.Run("inspecting.save", func(context.Context, task.Progress) error { work(); return nil }, nil)
		},
		Post: shell.Post, Later: Later(later),
		Report: func(id inspection.ID) { shell.Go(nav.Route{Page: nav.Finding, Arg: "inspection:" + string(id)}) }})
	s.build()
	return s
}

func (s *screen) build() {
	s.header = newHeader(s)
	s.sections = newSectionList(s.presenter.SelectSection)
	s.cards = newCardList(s)
	s.panel = newPanelView(s)
	s.footer = newFooter(s)
	s.finish = &finishSheet{screen: s}
	s.summary = &summarySheet{screen: s}
	s.fix, s.major, s.void, s.find = &fixSheet{screen: s}, &majorSheet{screen: s}, &voidSheet{screen: s}, &findSheet{screen: s}
	s.correct = &correctSheet{screen: s}
	s.message = container.NewStack()
	main := container.New(&bodyLayout{s.panel}, s.sections.content, s.cards, s.panel.content, s.sections.narrow)
	s.body = container.NewBorder(s.header.content, s.footer.content, nil, nil, main)
	s.root = container.NewStack(s.message, s.body)
	s.Render(State{Phase: Loading})
}

// Title implements page.Page.
func (s *screen) Title() string {
	if s.state.Header.Place != "" {
		return s.state.Header.Place
	}
	return s.shell.T("inspecting.title")
}

// Content implements page.Page.
func (s *screen) Content() fyne.CanvasObject { return s.root }

// Enter opens the inspection that arg names.
func (s *screen) Enter(arg string) { s.presenter.Open(inspection.ID(arg)) }

// Leave implements page.Leaver: everything is on disk, or the reason why it is not keeps the page open.
func (s *screen) Leave() error {
	s.finish.close()
	s.summary.close()
	s.fix.close()
	s.major.close()
	s.void.close()
	s.correct.close()
	s.find.close()
	return s.presenter.Leave()
}

// Close implements page.Closer.
func (s *screen) Close() { s.presenter.Close() }

// HandleKey implements page.KeyHandler.
func (s *screen) HandleKey(key nav.Key) bool {
	if key == nav.KeyF12 && s.state.Header.No != "" {
		s.openChanges()
		return true
	}
	return s.presenter.HandleKey(key)
}

// openChanges shows who changed what of the inspection. What is being written is saved first.
func (s *screen) openChanges() {
	s.presenter.FlushText()
	s.shell.Go(nav.Route{Page: nav.Changes, Arg: "inspection:" + string(s.presenter.id)})
}

// Toast implements View.
func (s *screen) Toast(text string) { s.shell.Toast(text) }

// Focus implements View.
func (s *screen) Focus(target Target) {
	switch target {
	case TargetDescription:
		s.panel.focus()
	case TargetHazard:
		s.panel.toggle()
	case TargetReason:
		s.finish.focus()
	default:
		if c := s.shell.Window().Canvas(); c.Overlays().Top() == nil {
			c.Unfocus()
		}
	}
}

// Render implements View.
func (s *screen) Render(state State) {
	s.state = state
	filling := state.Phase == Filling || state.Phase == ReadOnly
	if filling {
		s.message.Hide()
		s.body.Show()
		s.header.render(state)
		s.sections.render(state)
		s.cards.render(state)
		s.panel.render(state)
		s.footer.render(state)
	} else {
		s.body.Hide()
		s.showMessage(state)
		s.message.Show()
	}
	s.finish.render(state.Finish)
	s.summary.render(state.Summary)
	s.fix.render(state.Fix)
	s.major.render(state.Major)
	s.void.render(state.Void)
	s.correct.render(state.Correct)
	s.find.render(state.Find)
}

func (s *screen) showMessage(state State) {
	if state.Phase == Loading {
		s.message.Objects = []fyne.CanvasObject{uikit.NewEmptyState(theme.IconClock, s.shell.T("common.loading"), nil)}
	} else {
		again := uikit.NewButton(s.shell.T("common.retry"), uikit.Primary, s.presenter.Reload)
		s.message.Objects = []fyne.CanvasObject{uikit.NewEmptyState(theme.IconWarning, state.Trouble, again)}
	}
	s.message.Refresh()
}

// bodyLayout puts sections, cards and panel beside each other. The panel gives way first where the window is narrow or
// the text large, then the sections, of which at last only the one that is filled in is named, above the cards.
type bodyLayout struct{ panel *panelView }

const (
	sectionsWidth float32 = 212
	cardsMinimum  float32 = 660
	listedSection float32 = 900 // width at scale 1 below which sections are not listed
	narrowPanel   float32 = 300
)

func (b bodyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sections, cards, panel, field := objects[0], objects[1], objects[2], objects[3]
	narrow := size.Width < theme.Scaled(listedSection)
	show(sections, !narrow)
	show(field, narrow)
	if narrow {
		right := theme.Scaled(narrowPanel)
		b.panel.actions.setWidth(right)
		head := field.MinSize().Height
		place(field, 0, 0, size.Width-right, head)
		place(cards, 0, head, size.Width-right, size.Height-head)
		place(panel, size.Width-right, 0, right, size.Height)
		return
	}
	left, right := theme.Scaled(sectionsWidth), theme.Scaled(theme.SidePanel)
	if missing := theme.Scaled(cardsMinimum) - (size.Width - left - right); missing > 0 {
		take := min(missing, right-theme.SidePanel*0.9)
		right -= max(take, 0)
		left -= max(min(missing-take, left-sectionsWidth), 0)
	}
	b.panel.actions.setWidth(right)
	place(sections, 0, 0, left, size.Height)
	place(cards, left, 0, size.Width-left-right, size.Height)
	place(panel, size.Width-right, 0, right, size.Height)
}

func (bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(900, 240) }

// surface lays o on a card-coloured ground with a hairline on one side.
func surface(o fyne.CanvasObject, edge fyne.Position) fyne.CanvasObject {
	ground, line := newFill(theme.Card), newFill(theme.Line)
	return container.New(&edged{edge}, ground, line, o)
}

// edged fills its first object, draws the second as a hairline on the side that edge points to (x −1 left, y −1 top,
// y +1 bottom) and puts the third over all.
type edged struct{ edge fyne.Position }

func (e *edged) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[2].Resize(size)
	line := objects[1]
	switch {
	case e.edge.X < 0:
		line.Resize(fyne.NewSize(theme.Hairline, size.Height))
	case e.edge.Y < 0:
		line.Resize(fyne.NewSize(size.Width, theme.Hairline))
	default:
		line.Move(fyne.NewPos(0, size.Height-theme.Hairline))
		line.Resize(fyne.NewSize(size.Width, theme.Hairline))
	}
}

func (e *edged) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[2].MinSize() }

// stamp is when something was saved, in the zone of the offices.
func stamp(t time.Time) time.Time { return t.In(inspection.Zone) }

var _ page.Leaver = (*screen)(nil)
var _ page.KeyHandler = (*screen)(nil)
var _ page.DropTarget = (*screen)(nil)
var _ page.Closer = (*screen)(nil)
