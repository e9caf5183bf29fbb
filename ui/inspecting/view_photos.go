package inspecting

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"golang.org/x/image/draw"

	"anxun/inspection"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// photoFormats are the endings that the dialog shows.
var photoFormats = []string{".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}

const (
	// thumbPixels is the longer side of a thumbnail in the panel: sharp at 150 % on a screen of double density, and so
	// small that hundreds fit into memory.
	thumbPixels = 240
	keptThumbs  = 200
	maxOffers   = 6 // new photos listed by name
	// maxThumbs bounds the thumbnails in the panel to three lines: hundreds would push the form out of sight and cost
	// memory for pictures that nobody looks at.
	maxThumbs = 9
)

// newPhotoLoader reads photos of this inspection for strips and viewer.
func newPhotoLoader(s *screen, photos Photos) uikit.PhotoLoader {
	read := func(id string, side int, done func(image.Image, string)) func() {
		photo, found := s.presenter.Photo(inspection.ID(id))
		if !found {
			done(nil, "")
			return func() {}
		}
		load := uikit.NewPhotoLoader(s.shell.Run, s.shell.ErrorText, func(ctx context.Context, _ string, side int) (image.Image, error) {
			picture, err := photos.Picture(ctx, photo, side)
			if err == nil && side <= uikit.PhotoThumb {
				picture = shrunk(picture, thumbPixels)
			}
			return picture, err
		})
		return load(id, side, done)
	}
	return uikit.RecentPhotos(read, keptThumbs)
}

func shrunk(picture image.Image, side int) image.Image {
	w, h := picture.Bounds().Dx(), picture.Bounds().Dy()
	if longer := max(w, h); longer > side {
		w, h = max(w*side/longer, 1), max(h*side/longer, 1)
		small := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.ApproxBiLinear.Scale(small, small.Bounds(), picture, picture.Bounds(), draw.Src, nil)
		return small
	}
	return picture
}

// ChoosePhotos implements View.
func (s *screen) ChoosePhotos(role inspection.EvidenceRole) {
	s.shell.Files().OpenFiles(photoFormats, func(paths []string) { s.presenter.AddPhotos(role, paths) })
}

// DropFiles implements page.DropTarget: the files are photos of the selected failed item. While 现场已整改 is open its left
// half takes photos before, its right half photos after.
func (s *screen) DropFiles(x, _ float32, paths []string) {
	role := inspection.EvidenceBefore
	switch {
	case s.state.Fix != nil:
		if x > s.shell.Window().Canvas().Size().Width/2 {
			role = inspection.EvidenceAfter
		}
	case s.shell.Window().Canvas().Overlays().Top() != nil:
		return
	}
	s.presenter.AddPhotos(role, paths)
}

// photoBox holds the photos of the hazard in the panel.
type photoBox struct {
	screen   *screen
	content  *fyne.Container
	add      *uikit.Button
	wanted   *uikit.Text
	strips   [2]*uikit.PhotoStrip
	more     [2]*uikit.Button // opens all photos where not all are shown
	moreRow  [2]*fyne.Container
	after    *fyne.Container
	marks    *uikit.Text
	progress *progressRow
	problems *problemList
	offers   *offerList
	shown    PhotoPanel
}

func newPhotoBox(s *screen) *photoBox {
	t := s.shell.T
	b := &photoBox{screen: s, wanted: uikit.NewParagraph("", uikit.Style{Size: theme.TextCaption, Token: theme.Warn}, 0),
		marks: uikit.NewParagraph("", uikit.Style{Size: theme.TextCaption, Bold: true, Token: theme.Warn}, 0)}
	b.add = uikit.NewButton(t("inspecting.photo.add"), uikit.Secondary, func() { s.presenter.AskPhotos(inspection.EvidenceBefore) }).
		Icon(theme.IconPhoto).Hint("F3")
	b.strips[0] = newStrip(s, func() []Photo { return b.shown.Before }, b.open(0))
	b.strips[1] = newStrip(s, func() []Photo { return b.shown.After }, b.open(1))
	for i := range b.more {
		b.more[i] = uikit.NewButton("", uikit.Quiet, func() { s.showPhotos(b.shown, i, 0) })
		b.moreRow[i] = uikit.HStack(0, b.more[i])
	}
	b.after = uikit.VStack(theme.Space4, uikit.NewCaption(t("evidence.after")), b.strips[1], b.moreRow[1])
	b.progress, b.problems, b.offers = newProgressRow(s), newProblemList(s), newOfferList(s)
	head := uikit.HFill(theme.Space8, 1, uikit.NewCaption(t("inspecting.photo.title")), container.NewStack(), b.add)
	b.content = uikit.VStack(theme.Space8, head, b.wanted, b.progress.content, b.problems.content, b.strips[0],
		b.moreRow[0], b.after, b.marks, b.offers.content)
	return b
}

// newStrip returns a strip whose photos can be opened and, while that is allowed, removed.
func newStrip(s *screen, photos func() []Photo, open func(i int)) *uikit.PhotoStrip {
	strip := uikit.NewPhotoStrip(s.loader, open)
	strip.OnRemove = func(i int) {
		if i < len(photos()) {
			s.askRemove(photos()[i].ID)
		}
	}
	return strip
}

func (b *photoBox) open(side int) func(i int) {
	return func(i int) { b.screen.showPhotos(b.shown, side, i) }
}

func (b *photoBox) render(panel PhotoPanel) {
	b.shown = panel
	show(b.add, panel.CanAdd)
	b.wanted.SetText(panel.Wanted)
	show(b.wanted, panel.Wanted != "")
	for i, photos := range [][]Photo{panel.Before, panel.After} {
		if panel.Total > maxThumbs {
			break // reading thumbnails while many photos are added would double the memory that takes
		}
		b.strips[i].SetPhotos(stripPhotos(photos[:min(len(photos), maxThumbs)]))
		show(b.strips[i], len(photos) > 0)
		b.more[i].SetText(b.screen.shell.T("inspecting.photo.all", "n", len(photos)))
		show(b.moreRow[i], len(photos) > maxThumbs)
	}
	show(b.after, len(panel.After) > 0)
	b.marks.SetText(lines(panel.Marks))
	show(b.marks, len(panel.Marks) > 0)
	b.progress.render(panel)
	b.problems.render(panel)
	b.offers.render(panel)
	show(b.content, panel.CanAdd || len(panel.Before)+len(panel.After) > 0)
}

func stripPhotos(photos []Photo) []uikit.Photo {
	shown := make([]uikit.Photo, len(photos))
	for i, photo := range photos {
		shown[i] = uikit.Photo{ID: string(photo.ID), Caption: photo.Caption, Mark: photo.Mark}
	}
	return shown
}

// showPhotos opens the viewer: one side, or before and after beside each other where there are both.
func (s *screen) showPhotos(panel PhotoPanel, side, index int) {
	t := s.shell.T
	photos := [2][]Photo{panel.Before, panel.After}
	all := [2]uikit.PhotoSide{
		{Title: t("evidence.before"), Tone: uikit.ToneFail, Photos: stripPhotos(panel.Before), Empty: t("inspecting.photo.none")},
		{Title: t("evidence.after"), Tone: uikit.TonePass, Photos: stripPhotos(panel.After), Empty: t("inspecting.photo.none")}}
	for i := range all {
		if panel.CanAdd {
			all[i].OnRemove = func(n int) { s.askRemove(photos[i][n].ID) }
		}
	}
	all[side].Index = index
	sides := all[:]
	if len(photos[1-side]) == 0 {
		sides = all[side : side+1]
	}
	uikit.ShowPhotos(s.shell.Window().Canvas(), s.shell.Catalog(), s.loader, sides, nil)
}

func (s *screen) askRemove(id inspection.ID) {
	if !s.state.Panel.Hazard.Photos.CanAdd {
		return
	}
	t := s.shell.T
	uikit.Confirm(s.shell.Window().Canvas(), t("inspecting.photo.remove"), t("inspecting.photo.remove_ask"), t("inspecting.photo.remove"),
		t("common.cancel"), true, func() { s.presenter.RemovePhoto(id) })
}
