package hazards

import (
	"context"
	"errors"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Heights of the photo area at scale 1: with photos, and with nothing but words.
const (
	photoHeight   float32 = 176
	noPhotoHeight float32 = 64
)

// gallery shows the photos before and after beside each other. Photos are read in the background; only the two in sight
// are held.
type gallery struct {
	object *fyne.Container
	sides  [2]*side
}

func newGallery(shell Shell) *gallery {
	g := &gallery{}
	for i, keys := range [2][2]string{{"hazards.before", "hazards.photo.none_before"}, {"hazards.after", "hazards.photo.none_after"}} {
		g.sides[i] = &side{shell: shell, title: shell.T(keys[0]), none: shell.T(keys[1]), box: container.NewStack(), reading: task.NewLatest(shell.Run)}
	}
	g.sides[0].tone, g.sides[1].tone = uikit.ToneFail, uikit.TonePass
	g.object = uikit.Columns(theme.Space12, g.sides[0].box, g.sides[1].box)
	return g
}

// show shows the first photo of each side.
func (g *gallery) show(before, after []Photo) {
	height := noPhotoHeight
	if len(before)+len(after) > 0 {
		height = photoHeight
	}
	g.sides[0].show(before, height)
	g.sides[1].show(after, height)
}

// stop drops what is still being read.
func (g *gallery) stop() {
	for _, s := range g.sides {
		s.reading.Drop()
	}
}

// side is one half of the gallery.
type side struct {
	shell       Shell
	title, none string
	tone        uikit.Tone
	box         *fyne.Container
	height      float32
	photos      []Photo
	at          int
	reading     *task.Latest
}

func (s *side) show(photos []Photo, height float32) {
	s.photos, s.height = photos, height
	s.turn(0)
}

// turn shows photo i and begins to read it.
func (s *side) turn(i int) {
	s.at = i
	s.reading.Drop()
	if len(s.photos) == 0 {
		s.draw(nil, s.none)
		return
	}
	s.draw(nil, s.shell.T("common.loading"))
	var picture image.Image
	path := s.photos[i].Path
	s.reading.Do("hazards.photo", func(ctx context.Context, _ task.Progress) (err error) {
		picture, err = loadPhoto(ctx, path)
		return err
	}, func(err error) {
		if err != nil {
			s.draw(nil, s.shell.T(photoProblem(err)))
			return
		}
		s.draw(picture, "")
	})
}

func photoProblem(err error) string {
	switch {
	case errors.Is(err, errPhotoMissing):
		return "hazards.photo.missing"
	case errors.Is(err, errPhotoTooLarge):
		return "hazards.photo.too_large"
	default:
		return "hazards.photo.unreadable"
	}
}

// draw shows the picture, or words in its place.
func (s *side) draw(picture image.Image, words string) {
	back := canvas.NewRectangle(theme.Color(theme.NeutralTint))
	back.CornerRadius = theme.Radius
	back.SetMinSize(fyne.NewSize(0, theme.Scaled(s.height)))
	area := []fyne.CanvasObject{back}
	if picture != nil {
		shown := canvas.NewImageFromImage(picture)
		shown.FillMode = canvas.ImageFillContain
		area = append(area, shown)
	} else {
		text := uikit.NewParagraph(words, uikit.StyleMuted, 2).SetAlign(fyne.TextAlignCenter)
		area = append(area, container.New(&lower{}, text))
	}
	badge := uikit.HStack(0, uikit.NewBadge(s.title, s.badgeTone()))
	area = append(area, container.NewVBox(uikit.Pad(theme.Space8, theme.Space8, badge)))
	parts := []fyne.CanvasObject{container.NewStack(area...)}
	if len(s.photos) > 0 {
		parts = append(parts, s.captionLine())
	}
	s.box.Objects = []fyne.CanvasObject{uikit.VStack(theme.Space4, parts...)}
	s.box.Refresh()
}

// badgeTone keeps colour for sides that show something.
func (s *side) badgeTone() uikit.Tone {
	if len(s.photos) == 0 {
		return uikit.ToneNeutral
	}
	return s.tone
}

// captionLine says when and by whom, and leads to the other photos and to the file itself.
func (s *side) captionLine() fyne.CanvasObject {
	photo := s.photos[s.at]
	line := []fyne.CanvasObject{uikit.NewCaption(photo.Caption)}
	if n := len(s.photos); n > 1 {
		next := uikit.NewButton(s.shell.T("hazards.photo.more", "i", s.at+1, "n", n), uikit.Quiet, func() { s.turn((s.at + 1) % n) })
		line = append(line, next)
	}
	line = append(line, uikit.NewButton(s.shell.T("hazards.photo.open"), uikit.Quiet, func() {
		if err := s.shell.OpenPath(photo.Path); err != nil {
			s.shell.ShowError(err)
		}
	}))
	return uikit.HFill(theme.Space4, 0, line...)
}

// lower centres words a little below the middle, clear of the badge above them.
type lower struct{}

func (lower) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	text := objects[0]
	width := max(size.Width-2*theme.Space12, 1)
	high := text.MinSize().Height
	if wraps, ok := text.(heighter); ok {
		high = wraps.HeightFor(width)
	}
	text.Resize(fyne.NewSize(width, high))
	text.Move(fyne.NewPos(theme.Space12, max((size.Height-high)/2, theme.Scaled(36))))
}

func (lower) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }
