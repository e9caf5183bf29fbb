package uikit_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// picture is a photo that can be told apart from others and has a large scale of its own.
func picture(w, h int, tint color.Color) image.Image {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			if (x/40+y/40)%2 == 0 {
				p.Set(x, y, tint)
			} else {
				p.Set(x, y, color.RGBA{R: 0xe8, G: 0xea, B: 0xe6, A: 0xff})
			}
		}
	}
	return p
}

// shelf is a loader that notes what it was asked.
type shelf struct {
	asked  []int // sides
	manual *task.Manual
}

func (s *shelf) load(t testing.TB) uikit.PhotoLoader {
	start := task.Inline{}.Go
	if s.manual != nil {
		start = s.manual.Go
	}
	return uikit.NewPhotoLoader(start, func(err error) string { return err.Error() },
		func(ctx context.Context, id string, side int) (image.Image, error) {
			s.asked = append(s.asked, side)
			if id == "broken" {
				return nil, errors.New("照片已损坏")
			}
			return picture(400, 300, color.RGBA{R: 0x5a, G: 0x80, B: 0x70, A: 0xff}), nil
		})
}

var threePhotos = []uikit.Photo{{ID: "a", Caption: "2026-11-20 09:12 张建国"}, {ID: "b", Caption: "第二张", Mark: "拍摄时间早于检查 3 天"}, {ID: "broken", Caption: "第三张"}}

func TestStripOpensByPointerAndKeyboard(t *testing.T) {
	uitest.NewApp(t)
	var opened, removed []int
	strip := uikit.NewPhotoStrip((&shelf{}).load(t), func(i int) { opened = append(opened, i) })
	strip.SetPhotos(threePhotos)
	w, _ := uitest.Window(t, strip, fyne.NewSize(300, 200))
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 30))
	w.Canvas().Focus(strip)
	for _, key := range []fyne.KeyName{fyne.KeyRight, fyne.KeyReturn, fyne.KeyLeft, fyne.KeyLeft, fyne.KeySpace, fyne.KeyDelete} {
		uitest.Press(w, key)
	}
	if want := []int{1, 2, 0}; !slices.Equal(opened, want) {
		t.Errorf("opened %v, want %v", opened, want)
	}
	if len(removed) != 0 {
		t.Error("removed although nothing may be removed")
	}
	strip.OnRemove = func(i int) { removed = append(removed, i) }
	uitest.Press(w, fyne.KeyDelete)
	if !slices.Equal(removed, []int{0}) {
		t.Errorf("removed %v", removed)
	}
	strip.SetPhotos(nil)
	if strip.Chosen() != -1 || strip.HeightFor(300) != 0 {
		t.Error("an empty strip still has something")
	}
}

func TestStripKeepsWhatItRead(t *testing.T) {
	uitest.NewApp(t)
	s := &shelf{}
	strip := uikit.NewPhotoStrip(s.load(t), nil)
	strip.SetPhotos(threePhotos)
	strip.SetPhotos(threePhotos[:2])
	strip.SetPhotos(append([]uikit.Photo{{ID: "new"}}, threePhotos[:2]...))
	if len(s.asked) != 4 {
		t.Errorf("read %d photos, want 4", len(s.asked))
	}
	for _, side := range s.asked {
		if side != uikit.PhotoThumb {
			t.Errorf("asked for %d pixels", side)
		}
	}
}

func TestViewerZoomsTurnsAndCloses(t *testing.T) {
	uitest.NewApp(t)
	s := &shelf{}
	w, router := uitest.Window(t, uikit.NewBody("页"), uitest.Screen)
	closed := 0
	uikit.ShowPhotos(w.Canvas(), uitest.Catalog(t), s.load(t), []uikit.PhotoSide{{Title: "整改前", Photos: threePhotos}}, func() { closed++ })
	uitest.Settle(w)
	uitest.HasText(t, w, "整改前", "2026-11-20 09:12 张建国")
	s.asked = nil
	router.Dispatch("+")
	router.Dispatch("+")
	router.Dispatch("+")
	if !slices.Equal(s.asked, []int{uikit.PhotoFull}) {
		t.Errorf("zooming asked for %v", s.asked)
	}
	router.Dispatch(nav.KeyLeft) // moves the photo, as it is zoomed
	uitest.HasText(t, w, "2026-11-20 09:12 张建国")
	router.Dispatch(nav.KeyPageDown)
	uitest.HasText(t, w, "第二张", "拍摄时间早于检查 3 天")
	router.Dispatch(nav.KeyRight)
	uitest.HasText(t, w, "第三张", "照片已损坏")
	router.Dispatch(nav.KeyRight)
	uitest.HasText(t, w, "第三张")
	router.Dispatch(nav.KeyEscape)
	if closed != 1 || w.Canvas().Overlays().Top() != nil {
		t.Error("Escape did not close the viewer")
	}
}

func TestClosedViewerForgetsWhatIsStillRead(t *testing.T) {
	uitest.NewApp(t)
	s := &shelf{manual: &task.Manual{}}
	w, _ := uitest.Window(t, uikit.NewBody("页"), uitest.Screen)
	v := uikit.ShowPhotos(w.Canvas(), uitest.Catalog(t), s.load(t), []uikit.PhotoSide{{Photos: threePhotos}}, nil)
	uitest.HasText(t, w, "正在读取…")
	v.Close()
	s.manual.Run()
	v.Close()
}

func TestPhotoPictures(t *testing.T) {
	for _, c := range []struct {
		name string
		mode theme.Mode
	}{{"photos-compare", theme.Light}, {"photos-compare-dark", theme.Dark}} {
		uitest.NewAppWith(t, c.mode, 1)
		w, router := uitest.Window(t, uikit.NewBody("页"), uitest.Screen)
		uikit.ShowPhotos(w.Canvas(), uitest.Catalog(t), (&shelf{}).load(t), []uikit.PhotoSide{
			{Title: "整改前", Tone: uikit.ToneFail, Photos: threePhotos, Index: 1},
			{Title: "整改后", Tone: uikit.TonePass, Photos: threePhotos[:1]}}, nil)
		uitest.Render(t, w, c.name)
		router.Dispatch("+")
		router.Dispatch("+")
		uitest.Render(t, w, c.name+"-zoomed")
	}
}
