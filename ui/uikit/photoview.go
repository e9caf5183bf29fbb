package uikit

import (
	"fyne.io/fyne/v2"

	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
)

// PhotoSide is one set of photos that a PhotoViewer shows; a viewer of two shows them beside each other.
type PhotoSide struct {
	Title  string // such as 整改前
	Tone   Tone
	Photos []Photo
	Empty  string // what to say when there is none
	Index  int    // the photo shown first
	// OnRemove is asked, after the viewer has closed, to remove the photo that was shown; nil where photos cannot be
	// removed.
	OnRemove func(i int)
}

// PhotoViewer shows photos over the whole window. Wheel, double tap and + − zoom, dragging and the arrows move a photo
// that is larger than its space, PageUp and PageDown go to the others, 0 shows the whole photo, Escape closes.
type PhotoViewer struct {
	over    *overlay
	words   *i18n.Catalog
	sides   []*viewerSide
	active  int
	onClose func()
}

// viewerSide is one side of an open viewer.
type viewerSide struct {
	PhotoSide
	area    *photoArea
	strip   *PhotoStrip
	caption *Text
	mark    *Text
}

// ShowPhotos opens a viewer over the window c. onClose may be nil.
func ShowPhotos(c fyne.Canvas, words *i18n.Catalog, load PhotoLoader, sides []PhotoSide, onClose func()) *PhotoViewer {
	v := &PhotoViewer{words: words, onClose: onClose}
	var columns []fyne.CanvasObject
	for i, side := range sides {
		s := v.newSide(i, side, load)
		v.sides = append(v.sides, s)
		columns = append(columns, s.content())
	}
	card := NewCardPadded(VFill(theme.Space12, 1, v.head(), Columns(theme.Space16, columns...)), theme.Space16)
	v.over = openOverlay(c, card, true, page.KeyFunc(v.key))
	v.over.arrange = func(window fyne.Size) {
		place(card, theme.Space16, theme.Space16, window.Width-2*theme.Space16, window.Height-2*theme.Space16)
	}
	c.Unfocus()
	v.over.show()
	for i, s := range v.sides {
		s.turn(s.Index)
		if len(s.Photos) > 0 && len(v.sides[v.active].Photos) == 0 {
			v.active = i
		}
	}
	c.Focus(v.sides[v.active].area)
	return v
}

// Close removes the viewer. Calling it again does nothing.
func (v *PhotoViewer) Close() {
	if v.over.closed {
		return
	}
	for _, s := range v.sides {
		s.area.stop()
		s.strip.Stop()
	}
	v.over.close()
	if v.onClose != nil {
		v.onClose()
	}
}

func (v *PhotoViewer) newSide(i int, side PhotoSide, load PhotoLoader) *viewerSide {
	s := &viewerSide{PhotoSide: side, caption: NewText("", StyleMuted), mark: NewText("", Style{Size: theme.TextBody, Bold: true, Token: theme.Warn})}
	s.area = newPhotoArea(load, v.words.T("common.loading"))
	s.area.onFocus = func() { v.active = i }
	s.strip = NewPhotoStrip(load, func(n int) { v.active = i; s.turn(n) }).Small()
	if len(side.Photos) > 1 {
		s.strip.SetPhotos(side.Photos)
	} else {
		s.strip.Hide()
	}
	return s
}

func (s *viewerSide) content() fyne.CanvasObject {
	head := []fyne.CanvasObject{s.caption, s.mark}
	if s.Title != "" {
		head = append([]fyne.CanvasObject{NewBadge(s.Title, s.Tone)}, head...)
	}
	return VFill(theme.Space8, 1, HStack(theme.Space12, head...), s.area, s.strip)
}

// turn shows photo i; beyond the ends it does nothing.
func (s *viewerSide) turn(i int) {
	if len(s.Photos) == 0 {
		s.area.show("", s.Empty)
		return
	}
	if i < 0 || i >= len(s.Photos) {
		return
	}
	s.Index = i
	photo := s.Photos[i]
	s.caption.SetText(photo.Caption)
	s.mark.SetText(photo.Mark)
	s.strip.Choose(i)
	s.area.show(photo.ID, "")
}

// head holds the buttons; the keys do the same.
func (v *PhotoViewer) head() fyne.CanvasObject {
	button := func(key, hint string, do func()) *Button { return NewButton(v.words.T(key), Secondary, do).Hint(hint) }
	parts := []fyne.CanvasObject{NewText(v.words.T("photo.title"), StyleHeading)}
	for _, s := range v.sides {
		if s.OnRemove != nil {
			parts = append(parts, NewButton(v.words.T("photo.remove"), Danger, v.remove).Hint("Delete"))
			break
		}
	}
	return HFill(theme.Space8, 0, append(parts,
		button("photo.zoom_out", "-", func() { v.key("-") }),
		button("photo.fit", "0", func() { v.key("0") }),
		button("photo.zoom_in", "+", func() { v.key("+") }),
		button("common.close", "Esc", v.Close))...)
}

// remove closes the viewer and asks to remove the photo of the side that has the keyboard.
func (v *PhotoViewer) remove() {
	s := v.sides[v.active]
	if s.OnRemove == nil || len(s.Photos) == 0 {
		return
	}
	v.Close()
	s.OnRemove(s.Index)
}

// step is how far the arrows move a zoomed photo.
const photoStep float32 = 80

func (v *PhotoViewer) key(k nav.Key) bool {
	s := v.sides[v.active]
	moves := map[nav.Key][2]float32{nav.KeyLeft: {photoStep, 0}, nav.KeyRight: {-photoStep, 0}, nav.KeyUp: {0, photoStep}, nav.KeyDown: {0, -photoStep}}
	if move, arrow := moves[k]; arrow && !s.area.zoom.fitted() {
		s.area.pan(move[0], move[1])
		return true
	}
	switch k {
	case nav.KeyEscape:
		v.Close()
	case nav.KeyDelete:
		v.remove()
	case "+", "=":
		s.area.zoomBy(1.5)
	case "-":
		s.area.zoomBy(1 / 1.5)
	case "0", nav.KeyHome:
		s.area.fit()
	case nav.KeyPageUp, nav.KeyLeft:
		s.turn(s.Index - 1)
	case nav.KeyPageDown, nav.KeyRight:
		s.turn(s.Index + 1)
	default:
		return false
	}
	return true
}
