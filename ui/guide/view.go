package guide

import (
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the page needs of the window.
type Shell interface {
	Host
	T(key string, args ...any) string
	Go(route nav.Route)
}

// New returns the page; texts holds guide/LANGUAGE.md.
func New(shell Shell, texts fs.FS) page.Page {
	v := &view{shell: shell}
	v.presenter = NewPresenter(shell, texts, v)
	v.build()
	return v
}

// The widths, at scale 1: of the chapters at the left, and of a line that is comfortable to read.
const (
	chapterWidth float32 = 232
	lineWidth    float32 = 720
)

type view struct {
	shell     Shell
	presenter *Presenter

	content  fyne.CanvasObject
	chapters *fyne.Container
	items    []*uikit.NavItem
	text     *fyne.Container
	scroll   *container.Scroll
	shown    int
}

// Title implements page.Page.
func (v *view) Title() string { return v.shell.T("guide.title") }

// Content implements page.Page.
func (v *view) Content() fyne.CanvasObject { return v.content }

// Enter implements page.Page.
func (v *view) Enter(arg string) { v.presenter.Enter(arg) }

// HandleKey turns the chapters.
func (v *view) HandleKey(k nav.Key) bool {
	switch k {
	case nav.KeyUp, nav.KeyPageUp:
		v.presenter.Move(-1)
	case nav.KeyDown, nav.KeyPageDown:
		v.presenter.Move(1)
	default:
		return false
	}
	return true
}

func (v *view) build() {
	v.shown = -1
	v.chapters = uikit.VStack(theme.Space4)
	v.text = uikit.VStack(theme.Space12)
	v.scroll = container.NewVScroll(uikit.Pad(theme.Space24, theme.Space24, container.New(&line{}, v.text)))
	side := uikit.FixedWidth(chapterWidth, container.NewVScroll(v.chapters))
	body := container.NewBorder(nil, nil, side, nil, uikit.Pad(theme.Space12, 0, uikit.NewCardPadded(v.scroll, 1)))
	tour := uikit.NewButton(v.shell.T("tour.title"), uikit.Secondary, func() { v.shell.Go(nav.Route{Page: nav.Tour}) })
	head := uikit.HFill(theme.Space12, 1, uikit.NewTitle(v.Title()), container.NewStack(), tour)
	v.content = uikit.Pad(theme.Space24, theme.Space12, uikit.VFill(theme.Space12, 1, head, body))
}

// Render implements View.
func (v *view) Render(s State) {
	for i := len(v.items); i < len(s.Chapters); i++ {
		item := uikit.NewNavItem("", s.Chapters[i].Title, func() { v.presenter.Select(i) })
		v.items = append(v.items, item)
		v.chapters.Add(item)
	}
	for i, item := range v.items {
		item.SetSelected(i == s.Selected)
	}
	if v.shown == s.Selected || s.Selected >= len(s.Chapters) {
		return
	}
	v.shown = s.Selected
	chapter := s.Chapters[s.Selected]
	v.text.Objects = []fyne.CanvasObject{uikit.NewHeading(chapter.Title)}
	for _, block := range chapter.Blocks {
		v.text.Add(blockView(block))
	}
	v.text.Refresh()
	v.scroll.ScrollToTop()
	v.scroll.Refresh()
}

func blockView(b Block) fyne.CanvasObject {
	body := uikit.NewParagraph(b.Text, uikit.StyleLead, 0)
	switch b.BlockKind {
	case BlockQuestion:
		return uikit.VStack(theme.Space4, uikit.NewParagraph(b.Mark, uikit.Style{Size: theme.TextLead, Bold: true, Token: theme.Ink}, 0), body)
	case BlockStep:
		return marked(uikit.NewText(b.Mark, uikit.Style{Size: theme.TextLead, Bold: true, Token: theme.Primary}), body)
	case BlockPoint:
		return marked(uikit.NewText("·", uikit.Style{Size: theme.TextLead, Bold: true, Token: theme.Muted}), body)
	default:
		return body
	}
}

// marked sets a mark before the first line of a paragraph.
func marked(mark, body fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, uikit.FixedWidth(theme.Space24, uikit.VStack(0, mark)), nil, body)
}

// line keeps the text as narrow as reads well, however wide the window is.
type line struct{}

func (line) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(size.Width, theme.Scaled(lineWidth)), size.Height))
}

func (line) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
