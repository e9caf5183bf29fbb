package uikit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// sharpFrom is the zoom from which a photo is read again with all its pixels.
const sharpFrom float32 = 1.6

// photoArea shows one photo that can be zoomed by wheel or double tap and moved by dragging.
type photoArea struct {
	widget.BaseWidget
	load    PhotoLoader
	loading string // words while it is read
	onFocus func()

	id      string
	picture *canvas.Image // nil until it was read
	words   string        // in place of the picture
	side    int           // pixels asked for last
	cancel  func()
	zoom    zoom
	focused bool
	layer   *fyne.Container
	clip    *container.Clip
}

func newPhotoArea(load PhotoLoader, loading string) *photoArea {
	a := &photoArea{load: load, loading: loading, zoom: newZoom()}
	a.layer = container.New(&photoLayer{a})
	a.clip = container.NewClip(a.layer)
	a.ExtendBaseWidget(a)
	return a
}

// show begins to read a photo; "" shows words instead.
func (a *photoArea) show(id, words string) {
	a.stop()
	a.id, a.words, a.picture, a.side = id, words, nil, 0
	a.zoom = newZoom()
	a.layer.Objects = nil
	if id != "" {
		a.words = a.loading
		a.read(PhotoView)
	}
	a.Refresh()
}

// read asks for the photo with more pixels. What is shown stays until they are there.
func (a *photoArea) read(side int) {
	a.stop()
	a.side = side
	arrived := false
	cancel := a.load(a.id, side, func(picture image.Image, problem string) {
		arrived, a.cancel = true, nil
		if picture == nil {
			if a.picture == nil {
				a.words = problem
				a.Refresh()
			}
			return
		}
		a.put(picture)
	})
	if !arrived { // a loader of tests may be done at once
		a.cancel = cancel
	}
}

func (a *photoArea) put(picture image.Image) {
	bounds := picture.Bounds()
	a.zoom.picture = fyne.NewSize(float32(bounds.Dx()), float32(bounds.Dy()))
	a.picture = canvas.NewImageFromImage(picture)
	// The graphics card scales it, which costs nothing however often it is moved.
	a.picture.FillMode, a.picture.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleFastest
	a.layer.Objects = []fyne.CanvasObject{a.picture}
	a.Refresh()
}

// stop drops what is being read.
func (a *photoArea) stop() {
	if a.cancel != nil {
		a.cancel()
		a.cancel = nil
	}
}

// zoomBy zooms about the middle of the view.
func (a *photoArea) zoomBy(times float32) {
	a.zoomAt(times, fyne.NewPos(a.Size().Width/2, a.Size().Height/2))
}

func (a *photoArea) zoomAt(times float32, at fyne.Position) {
	if a.picture == nil {
		return
	}
	a.zoom.by(times, at)
	if a.zoom.factor >= sharpFrom && a.side < PhotoFull {
		a.read(PhotoFull)
	}
	a.Refresh()
}

func (a *photoArea) fit() {
	a.zoom.reset()
	a.Refresh()
}

func (a *photoArea) pan(dx, dy float32) {
	a.zoom.pan(dx, dy)
	a.Refresh()
}

// Scrolled zooms at the pointer.
func (a *photoArea) Scrolled(ev *fyne.ScrollEvent) {
	switch {
	case ev.Scrolled.DY > 0:
		a.zoomAt(1.25, ev.Position)
	case ev.Scrolled.DY < 0:
		a.zoomAt(1/1.25, ev.Position)
	}
}

// Dragged moves the photo.
func (a *photoArea) Dragged(ev *fyne.DragEvent) { a.pan(ev.Dragged.DX, ev.Dragged.DY) }

// DragEnd does nothing; the interface of Fyne wants it.
func (a *photoArea) DragEnd() {}

// DoubleTapped zooms in, or shows the whole photo again.
func (a *photoArea) DoubleTapped(ev *fyne.PointEvent) {
	if a.zoom.fitted() {
		a.zoomAt(3, ev.Position)
	} else {
		a.fit()
	}
}

// Tapped gives the photo the keyboard.
func (a *photoArea) Tapped(*fyne.PointEvent) { focus(a) }

// FocusGained shows the focus ring.
func (a *photoArea) FocusGained() {
	a.focused = true
	if a.onFocus != nil {
		a.onFocus()
	}
	a.Refresh()
}

// FocusLost hides the focus ring.
func (a *photoArea) FocusLost() { a.focused = false; a.Refresh() }

// TypedRune passes characters to the window.
func (a *photoArea) TypedRune(r rune) { passRune(a, r) }

// TypedKey passes keys to the window.
func (a *photoArea) TypedKey(ev *fyne.KeyEvent) { passKey(a, ev) }

// Cursor is a hand over a photo that can be moved.
func (a *photoArea) Cursor() desktop.Cursor {
	if a.zoom.fitted() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer draws the photo on a quiet ground.
func (a *photoArea) CreateRenderer() fyne.WidgetRenderer {
	back, around := box(theme.Radius), box(theme.Radius)
	text := NewParagraph("", StyleMuted, 3).SetAlign(fyne.TextAlignCenter)
	update := func() {
		back.FillColor = theme.Color(theme.NeutralTint)
		text.SetText("")
		if a.picture == nil {
			text.SetText(a.words)
		}
		ring(around, a.focused)
	}
	minSize := func() fyne.Size { return fyne.NewSize(80, 80) }
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		const edge = theme.FocusWidth + 1
		place(around, 0, 0, size.Width, size.Height)
		width := max(size.Width-2*theme.Space16, 1)
		high := text.HeightFor(width)
		place(text, theme.Space16, (size.Height-high)/2, width, high)
		// The ring stands around the photo, as what is drawn after a clipped part is clipped with it.
		a.zoom.view = fyne.NewSize(max(size.Width-2*edge, 1), max(size.Height-2*edge, 1))
		place(a.clip, edge, edge, a.zoom.view.Width, a.zoom.view.Height)
		a.layer.Layout.Layout(a.layer.Objects, a.zoom.view)
	}
	return newPainter(a, update, minSize, layout, back, around, text, a.clip)
}

// photoLayer puts the photo where the zoom says.
type photoLayer struct{ area *photoArea }

func (l *photoLayer) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	at, size := l.area.zoom.place()
	for _, o := range objects {
		o.Move(at)
		o.Resize(size)
	}
}

func (l *photoLayer) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }
