package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/nav"
	"anxun/ui/preference"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

func (s *Shell) buildWindow() {
	s.window = s.app.NewWindow(s.T("shell.app"))
	s.window.SetIcon(theme.AppIcon())
	s.window.SetMaster()
	s.window.SetPadded(false)
	s.window.SetContent(canvas.NewRectangle(theme.Color(theme.Background)))
	s.keys = uikit.NewKeyRouter(s.window.Canvas())
	s.bindKeys()
	s.makeFiles()
	values := s.options.Preferences.Values()
	s.window.Resize(fyne.NewSize(values.Width, values.Height))
	s.window.SetCloseIntercept(s.close)
	s.window.SetOnDropped(s.dropped)
}

// makeFiles makes the dialogs for files in the language shown.
func (s *Shell) makeFiles() {
	s.files = uikit.NewDialogPicker(s.window, folderMemory{s}, s.catalog, s.Run)
}

// showFrame puts rail and page area into the window.
func (s *Shell) showFrame() {
	s.rail = newRail(s)
	s.body = container.NewStack(canvas.NewRectangle(theme.Color(theme.Background)))
	s.host.SetContent(container.New(&frameLayout{}, minimum(), s.rail.object, s.withBanner(s.body)))
	s.showCounts()
}

// showOpening says what is waited for. On most days it is gone before it can be read.
func (s *Shell) showOpening() {
	busy := widget.NewProgressBarInfinite()
	text := uikit.NewText(s.T("shell.opening"), uikit.StyleMuted).SetAlign(fyne.TextAlignCenter)
	s.showMessage(uikit.VStack(theme.Space12, text, busy), 240)
}

// showMessage fills the window with one object of the given width at scale 1.
func (s *Shell) showMessage(content fyne.CanvasObject, width float32) {
	s.host.SetContent(container.NewStack(canvas.NewRectangle(theme.Color(theme.Background)), minimum(),
		uikit.Middle(width, content)))
}

// frameLayout puts the rail at the left and the page in the rest; the first object only sets the smallest size.
type frameLayout struct{}

func (frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := theme.Scaled(theme.RailWidth)
	objects[1].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(width, size.Height))
	objects[2].Move(fyne.NewPos(width, 0))
	objects[2].Resize(fyne.NewSize(size.Width-width, size.Height))
}

// MinSize does not ask the page: a page that is too small for its content scrolls, and one that asked for more would
// push the window over the edge of a small screen.
func (frameLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func minimum() fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(preference.MinWidth, preference.MinHeight))
	return r
}

// rail is the navigation at the left.
type rail struct {
	object fyne.CanvasObject
	items  map[string]*uikit.NavItem
	office *uikit.Text
	person *uikit.Text
}

func newRail(s *Shell) *rail {
	r := &rail{items: map[string]*uikit.NavItem{}, office: uikit.NewParagraph("", uikit.StyleCaption, 2),
		person: uikit.NewText("", uikit.StyleCaption)}
	entries := make([]fyne.CanvasObject, 0, len(railEntries))
	for _, entry := range railEntries {
		item := uikit.NewNavItem(entry.icon, s.T(entry.key), func() { s.Go(nav.Route{Page: entry.page}) })
		r.items[entry.page] = item
		entries = append(entries, item)
	}
	foot := len(entries) - railFoot
	find := uikit.NewNavItem(theme.IconSearch, s.T("search.title"), s.openSearch)
	find.SetNote("Ctrl K", uikit.ToneNeutral)
	brand := uikit.NewText(s.T("shell.app"), uikit.Style{Size: theme.TextTitle, Bold: true, Token: theme.Primary})
	head := uikit.Pad(10, 0, uikit.VStack(theme.Space4, brand, r.office))
	whose := uikit.Pad(12, 0, uikit.VStack(theme.Space2, r.person, s.railState()))
	gap, between := theme.Space16, theme.Space4
	if theme.Scaled(1) > theme.ScaleLarge { // so that all of it stands in a window of 744
		gap, between = theme.Space4, 0
	}
	list := uikit.VStack(between, append([]fyne.CanvasObject{find}, entries[:foot]...)...)
	content := uikit.VFill(gap, 2, head, list, container.NewStack(), uikit.VStack(between, entries[foot:]...), whose)
	edge := canvas.NewRectangle(theme.Color(theme.Line))
	r.object = container.New(&railLayout{}, canvas.NewRectangle(theme.Color(theme.Card)), edge, content)
	r.name(s)
	return r
}

// name shows whose laptop it is.
func (r *rail) name(s *Shell) {
	r.office.SetText(s.office.name)
	person := s.office.person
	for _, d := range s.Departments() {
		if d.ID == s.office.department && person != "" {
			person = s.T("shell.person", "name", person, "department", d.Short)
		}
	}
	r.person.SetText(person)
}

func (r *rail) mark(name string) {
	for page, item := range r.items {
		item.SetSelected(page == name)
	}
}

func (r *rail) count(page string, n int) { r.items[page].SetCount(n) }

type railLayout struct{}

func (railLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Move(fyne.NewPos(size.Width-theme.Hairline, 0))
	objects[1].Resize(fyne.NewSize(theme.Hairline, size.Height))
	edge := theme.Space16
	if theme.Scaled(1) > theme.ScaleLarge {
		edge = theme.Space4
	}
	objects[2].Move(fyne.NewPos(theme.Space12, edge))
	objects[2].Resize(fyne.NewSize(size.Width-2*theme.Space12, size.Height-2*edge))
}

func (railLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// folderMemory keeps the folders of the last file dialogs with the preferences.
type folderMemory struct{ shell *Shell }

func (m folderMemory) LastFolder() string { return m.shell.Preferences().LastFolder }

func (m folderMemory) RecentFolders() []string { return m.shell.Preferences().RecentFolders }

func (m folderMemory) SetLastFolder(folder string) {
	m.shell.remember(func(v *preference.Values) { v.UsedFolder(folder) })
}
