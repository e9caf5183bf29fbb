package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// rail is the navigation at the left. In a window that is narrow for its text the words stand below the icons.
type rail struct {
	object  *fyne.Container
	items   map[string]*uikit.NavItem
	find    *uikit.NavItem
	office  *uikit.Text
	person  *uikit.Text
	whose   fyne.CanvasObject // the person, and that all is saved or that this window only looks
	narrow  bool
	minimal float32 // width while narrow
}

func newRail(s *Shell) *rail {
	r := &rail{items: map[string]*uikit.NavItem{}, office: uikit.NewParagraph("", uikit.StyleCaption, 2),
		person: uikit.NewText("", uikit.StyleCaption)}
	r.find = uikit.NewNavItem(theme.IconSearch, s.T("search.title"), s.openSearch)
	r.find.SetNote("Ctrl K", uikit.ToneNeutral)
	r.minimal = r.find.StackedWidth()
	entries := make([]fyne.CanvasObject, 0, len(railEntries))
	for _, entry := range railEntries {
		item := uikit.NewNavItem(entry.icon, s.T(entry.key), func() { s.Go(nav.Route{Page: entry.page}) })
		r.items[entry.page] = item
		r.minimal = max(r.minimal, item.StackedWidth())
		entries = append(entries, item)
	}
	foot := len(entries) - railFoot
	gap, between := theme.Space16, theme.Space4
	if theme.Scaled(1) > theme.ScaleLarge { // so that all of it stands in a window of 744
		gap, between = theme.Space4, 0
	}
	brand := uikit.NewText(s.T("shell.app"), uikit.Style{Size: theme.TextTitle, Bold: true, Token: theme.Primary})
	head := uikit.Pad(10, 0, uikit.VStack(theme.Space4, brand, r.office))
	r.whose = uikit.Pad(12, 0, uikit.VStack(theme.Space2, r.person, s.railState()))
	list := uikit.VStack(between, append([]fyne.CanvasObject{r.find}, entries[:foot]...)...)
	content := uikit.VFill(gap, 2, head, list, container.NewStack(), uikit.VStack(between, entries[foot:]...), r.whose)
	edge := theme.Space16
	if theme.Scaled(1) > theme.ScaleLarge {
		edge = theme.Space4
	}
	line := canvas.NewRectangle(theme.Color(theme.Line))
	r.object = container.New(&railLayout{}, canvas.NewRectangle(theme.Color(theme.Card)), container.NewVScroll(container.New(&railEdges{r, edge}, content)), line)
	r.name(s)
	return r
}

// setNarrow puts the words below the icons or beside them. A narrow rail does not say whose laptop it is; the settings do.
func (r *rail) setNarrow(on bool) {
	if r.narrow == on {
		return
	}
	r.narrow = on
	r.find.SetStacked(on)
	for _, item := range r.items {
		item.SetStacked(on)
	}
	for _, o := range []fyne.CanvasObject{r.office, r.whose} {
		if on {
			o.Hide()
		} else {
			o.Show()
		}
	}
	uikit.Relayout(r.object)
}

func (r *rail) width() float32 {
	if r.narrow {
		return r.minimal + 2*theme.Space4
	}
	return theme.Scaled(theme.RailWidth)
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

// railLayout fills the rail with its ground and its entries and draws a line at its right edge.
type railLayout struct{}

func (railLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Resize(fyne.NewSize(size.Width-theme.Hairline, size.Height))
	objects[2].Move(fyne.NewPos(size.Width-theme.Hairline, 0))
	objects[2].Resize(fyne.NewSize(theme.Hairline, size.Height))
}

func (railLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// railEdges keeps the entries off the edges.
type railEdges struct {
	rail     *rail
	vertical float32
}

func (e *railEdges) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	side := theme.Space12
	if e.rail.narrow {
		side = theme.Space4
	}
	objects[0].Move(fyne.NewPos(side, e.vertical))
	objects[0].Resize(fyne.NewSize(size.Width-2*side, size.Height-2*e.vertical))
}

func (e *railEdges) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height+2*e.vertical)
}
