package hazards

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// photoHeight is the height of the photo area at scale 1.
const photoHeight float32 = 198

// photoExtensions are the endings that the dialog of files offers.
var photoExtensions = []string{".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}

// gallery shows the photos before and after beside each other. Photos are read in the background; only those in sight
// are held.
type gallery struct {
	object fyne.CanvasObject
	screen *screen
	pair   fyne.CanvasObject // both sides, while there is a photo
	none   *uikit.Text       // one line instead of two empty boxes
	sides  [2]*side
}

// side is one half of the gallery.
type side struct {
	title, none string
	tone        uikit.Tone
	frame       *uikit.PhotoFrame
	caption     *uikit.Text
	mark        *uikit.Text
	strip       *uikit.PhotoStrip
	photos      []Photo
	at          int
}

func (s *screen) newGallery() *gallery {
	g := &gallery{screen: s}
	t := s.shell.T
	g.sides[0] = &side{title: t("hazards.before"), none: t("hazards.photo.none_before"), tone: uikit.ToneFail}
	g.sides[1] = &side{title: t("hazards.after"), none: t("hazards.photo.none_after"), tone: uikit.TonePass}
	var columns []fyne.CanvasObject
	for _, one := range g.sides {
		one.frame = uikit.NewPhotoFrame(s.loader, one.title, one.tone, photoHeight, g.open)
		one.caption = uikit.NewParagraph("", uikit.StyleCaption, 2)
		one.mark = uikit.NewParagraph("", uikit.Style{Size: theme.TextCaption, Bold: true, Token: theme.Warn}, 2)
		one.strip = uikit.NewPhotoStrip(s.loader, one.turn).Small()
		columns = append(columns, uikit.VStack(theme.Space4, one.frame, one.caption, one.mark, one.strip))
	}
	g.pair = uikit.Columns(theme.Space12, columns...)
	g.none = uikit.NewText(t("hazards.photo.none"), uikit.StyleMuted)
	g.object = uikit.VStack(0, g.pair, g.none)
	return g
}

// show shows the newest photo of the remedy beside the first of the finding.
func (g *gallery) show(before, after []Photo) {
	any := len(before)+len(after) > 0
	visible(g.pair, any)
	visible(g.none, !any)
	for i, photos := range [2][]Photo{before, after} {
		one := g.sides[i]
		one.photos = photos
		one.strip.SetPhotos(nil)
		if len(photos) > 1 {
			one.strip.SetPhotos(kitPhotos(photos))
		}
		visible(one.strip, len(photos) > 1)
		first := 0
		if i == 1 {
			first = max(len(photos)-1, 0)
		}
		one.turn(first)
	}
}

// turn shows photo i of the side.
func (s *side) turn(i int) {
	s.at = i
	caption, mark := "", ""
	if i < len(s.photos) {
		s.frame.SetPhoto(s.photos[i].ID, "…")
		s.strip.Choose(i)
		caption, mark = s.photos[i].Caption, s.photos[i].Mark
	} else {
		s.frame.SetPhoto("", s.none)
	}
	s.caption.SetText(caption)
	s.mark.SetText(mark)
	visible(s.caption, caption != "")
	visible(s.mark, mark != "")
}

// open shows the photos of both sides over the whole window.
func (g *gallery) open() {
	var sides []uikit.PhotoSide
	for _, one := range g.sides {
		sides = append(sides, uikit.PhotoSide{Title: one.title, Tone: one.tone, Photos: kitPhotos(one.photos), Empty: one.none, Index: one.at})
	}
	uikit.ShowPhotos(g.screen.shell.Window().Canvas(), g.screen.shell.Catalog(), g.screen.loader, sides, nil)
}

// any reports whether there is a photo to open.
func (g *gallery) any() bool { return len(g.sides[0].photos)+len(g.sides[1].photos) > 0 }

// stop drops what is still being read.
func (g *gallery) stop() {
	for _, one := range g.sides {
		one.frame.Stop()
		one.strip.Stop()
	}
}

func kitPhotos(photos []Photo) []uikit.Photo {
	all := make([]uikit.Photo, len(photos))
	for i, photo := range photos {
		all[i] = uikit.Photo{ID: photo.ID, Caption: photo.Caption, Mark: photo.Mark}
	}
	return all
}

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
