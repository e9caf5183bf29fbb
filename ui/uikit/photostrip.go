package uikit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
)

// PhotoStrip is a row of thumbnails, in as many lines as the width needs. It is one focus stop: the arrows choose a
// photo, Enter opens it, Delete removes it where that is allowed.
type PhotoStrip struct {
	pressable
	// OnRemove is asked to remove a photo; nil where photos cannot be removed.
	OnRemove func(i int)

	load   PhotoLoader
	onOpen func(i int)
	photos []Photo
	thumbs []*photoThumb
	chosen int
	side   float32 // of a thumbnail at scale 1
}

// photoThumb is what is drawn of one photo.
type photoThumb struct {
	picture *canvas.Image
	cancel  func()
	failed  bool
}

// NewPhotoStrip returns a strip without photos.
func NewPhotoStrip(load PhotoLoader, onOpen func(i int)) *PhotoStrip {
	s := &PhotoStrip{load: load, onOpen: onOpen, side: 76}
	s.init(s, s.openChosen)
	s.ownsKeys = s.keys
	return s
}

// Small makes the thumbnails small, for a strip below a large photo.
func (s *PhotoStrip) Small() *PhotoStrip { s.side = 56; return s }

// SetPhotos shows other photos. Those that stay are not read again.
func (s *PhotoStrip) SetPhotos(photos []Photo) {
	known := map[string]*photoThumb{}
	for i, photo := range s.photos {
		known[photo.ID] = s.thumbs[i]
	}
	thumbs := make([]*photoThumb, len(photos))
	for i, photo := range photos {
		if thumbs[i] = known[photo.ID]; thumbs[i] == nil {
			thumbs[i] = s.read(photo.ID)
		}
		delete(known, photo.ID)
	}
	s.photos, s.thumbs = photos, thumbs
	s.chosen = max(min(s.chosen, len(photos)-1), 0)
	for _, gone := range known {
		gone.stop()
	}
	s.Refresh()
}

// Stop drops what is still being read, for a page that is left.
func (s *PhotoStrip) Stop() {
	for _, thumb := range s.thumbs {
		thumb.stop()
	}
}

// Chosen returns the photo that is marked, -1 if there is none.
func (s *PhotoStrip) Chosen() int {
	if len(s.photos) == 0 {
		return -1
	}
	return s.chosen
}

// Choose marks a photo without opening it.
func (s *PhotoStrip) Choose(i int) {
	if i >= 0 && i < len(s.photos) && i != s.chosen {
		s.chosen = i
		s.Refresh()
	}
}

// Tapped opens the photo under the pointer.
func (s *PhotoStrip) Tapped(ev *fyne.PointEvent) {
	for i := range s.photos {
		if at := s.at(i); ev.Position.X >= at.X && ev.Position.X < at.X+s.edge() && ev.Position.Y >= at.Y && ev.Position.Y < at.Y+s.edge() {
			s.chosen = i
			s.Refresh()
			s.openChosen()
			return
		}
	}
}

// HeightFor returns the height needed at a width.
func (s *PhotoStrip) HeightFor(width float32) float32 {
	if len(s.photos) == 0 {
		return 0
	}
	lines := (len(s.photos) + s.columns(width) - 1) / s.columns(width)
	return float32(lines)*(s.edge()+theme.Space8) - theme.Space8
}

func (s *PhotoStrip) edge() float32 { return theme.Scaled(s.side) }

func (s *PhotoStrip) columns(width float32) int {
	return max(int((width+theme.Space8)/(s.edge()+theme.Space8)), 1)
}

func (s *PhotoStrip) at(i int) fyne.Position {
	n := s.columns(s.Size().Width)
	step := s.edge() + theme.Space8
	return fyne.NewPos(float32(i%n)*step, float32(i/n)*step)
}

func (s *PhotoStrip) openChosen() {
	if s.onOpen != nil && s.chosen < len(s.photos) {
		s.onOpen(s.chosen)
	}
}

func (s *PhotoStrip) keys(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyLeft && s.chosen > 0:
		s.Choose(s.chosen - 1)
	case ev.Name == fyne.KeyRight && s.chosen < len(s.photos)-1:
		s.Choose(s.chosen + 1)
	case ev.Name == fyne.KeyDelete && s.OnRemove != nil && s.Chosen() >= 0 && !s.Disabled():
		s.OnRemove(s.chosen)
	default:
		return false
	}
	return true
}

func (s *PhotoStrip) read(id string) *photoThumb {
	thumb := &photoThumb{}
	arrived := false
	cancel := s.load(id, PhotoThumb, func(picture image.Image, _ string) {
		arrived, thumb.cancel, thumb.failed = true, nil, picture == nil
		if picture != nil {
			thumb.picture = canvas.NewImageFromImage(picture)
			thumb.picture.FillMode, thumb.picture.ScaleMode = canvas.ImageFillCover, canvas.ImageScaleFastest
		}
		s.Refresh()
	})
	if !arrived {
		thumb.cancel = cancel
	}
	return thumb
}

func (t *photoThumb) stop() {
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
}

// CreateRenderer draws the thumbnails.
func (s *PhotoStrip) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{widget: s}
	var backs, frames []*canvas.Rectangle
	p.update = func() {
		p.objects = p.objects[:0]
		for len(backs) < len(s.photos) {
			backs, frames = append(backs, box(theme.RadiusSmall)), append(frames, box(theme.RadiusSmall))
		}
		for i, thumb := range s.thumbs {
			backs[i].FillColor = theme.Color(theme.NeutralTint)
			p.objects = append(p.objects, backs[i])
			switch {
			case thumb.picture != nil:
				p.objects = append(p.objects, thumb.picture)
			case thumb.failed:
				p.objects = append(p.objects, NewIcon(theme.IconWarning, theme.Muted, 20))
			default:
				p.objects = append(p.objects, NewIcon(theme.IconPhoto, theme.Muted, 20))
			}
			s.paintFrame(frames[i], i)
			p.objects = append(p.objects, frames[i], markIcon(s.photos[i]))
		}
	}
	p.minSize = func() fyne.Size {
		if len(s.photos) == 0 {
			return fyne.Size{}
		}
		return fyne.NewSize(s.edge(), s.HeightFor(max(s.Size().Width, s.edge())))
	}
	p.layout = func(fyne.Size) {
		corner := theme.Scaled(20)
		for i := 0; i+3 < len(p.objects); i += 4 {
			at := s.at(i / 4)
			inset := float32(0)
			if s.thumbs[i/4].picture == nil {
				inset = s.edge() / 4
			}
			place(p.objects[i], at.X, at.Y, s.edge(), s.edge())
			place(p.objects[i+1], at.X+inset, at.Y+inset, s.edge()-2*inset, s.edge()-2*inset)
			place(p.objects[i+2], at.X, at.Y, s.edge(), s.edge())
			place(p.objects[i+3], at.X+s.edge()-corner-2, at.Y+2, corner, corner)
		}
	}
	p.update()
	return p
}

// paintFrame marks the chosen photo while the strip has the keyboard, and photos with something odd about them.
func (s *PhotoStrip) paintFrame(frame *canvas.Rectangle, i int) {
	switch {
	case i == s.chosen && s.focused:
		paint(frame, transparent, theme.Color(theme.Focus), theme.FocusWidth)
	case s.photos[i].Mark != "":
		paint(frame, transparent, theme.Color(theme.Warn), theme.FocusWidth)
	default:
		paint(frame, transparent, theme.Color(theme.Line), theme.Hairline)
	}
}

// markIcon says without colour that there is something odd about a photo.
func markIcon(photo Photo) fyne.CanvasObject {
	ground := box(theme.RadiusSmall)
	ground.FillColor = theme.Color(theme.Card)
	icon := container.NewStack(ground, NewIcon(theme.IconWarning, theme.Warn, 18))
	if photo.Mark == "" {
		icon.Hide()
	}
	return icon
}
