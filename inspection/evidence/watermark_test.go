package evidence_test

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anxun/assets"
	"anxun/inspection"
	"anxun/inspection/evidence"
	"anxun/inspection/inspectiontest"
)

func marker(t testing.TB) *evidence.Marker {
	t.Helper()
	m, err := evidence.NewMarker(assets.FontRegular)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func plain(width, height int, c color.Color) *image.RGBA {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(picture, picture.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return picture
}

func sampleLines() []string {
	row := inspection.HazardRow{Hazard: inspectiontest.AHazard(), PlaceName: "晚晴日间照料中心", PlaceCode: "YL-001"}
	return evidence.MarkLines(inspectiontest.AnEvidence(), row)
}

// contrast is the difference of lightness between the lightest and the darkest pixel
// of an area, 0 to 255.
func contrast(picture image.Image, area image.Rectangle) int {
	least, most := 255, 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			light := int(color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y)
			least, most = min(least, light), max(most, light)
		}
	}
	return most - least
}

// The letters must stand out from the veil on snow as at night (WCAG asks 4.5 to 1;
// white on 102 of 255 grey is 5.7 to 1).
func TestWatermarkIsReadable(t *testing.T) {
	m := marker(t)
	for name, c := range map[string]color.Color{"white": color.White, "black": color.Black, "red": color.RGBA{R: 255, A: 255}} {
		photo := plain(800, 600, c)
		marked, err := m.Watermark(photo, sampleLines())
		if err != nil {
			t.Fatal(err)
		}
		if got := contrast(marked, image.Rect(0, 480, 800, 600)); got < 140 {
			t.Errorf("%s: contrast %d", name, got)
		}
		if contrast(marked, image.Rect(0, 0, 800, 300)) != 0 {
			t.Errorf("%s: the upper half was touched", name)
		}
		if contrast(photo, photo.Rect) != 0 {
			t.Errorf("%s: the photo itself was changed", name)
		}
		keep(t, "watermark-"+name+".png", marked)
	}
}

// keep writes a picture to look at when ANXUN_PICTURES names a folder.
func keep(t *testing.T, name string, picture image.Image) {
	t.Helper()
	dir := os.Getenv("ANXUN_PICTURES")
	if dir == "" {
		return
	}
	file, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, picture); err != nil {
		t.Fatal(err)
	}
}

func TestWatermarkFits(t *testing.T) {
	m := marker(t)
	long := []string{strings.Repeat("二层东侧安全出口堆放轮椅，", 40), "编号"}
	for _, size := range []image.Point{{1600, 1200}, {300, 1200}, {480, 360}, {60, 40}, {1, 1}} {
		marked, err := m.Watermark(plain(size.X, size.Y, color.White), long)
		if err != nil {
			t.Fatal(err)
		}
		if marked.Rect.Size() != size {
			t.Errorf("%v became %v", size, marked.Rect.Size())
		}
		if upper := image.Rect(0, 0, size.X, size.Y/2); contrast(marked, upper) > 0 && upper.Dy() > 0 {
			t.Errorf("%v: it covers more than the lower half", size)
		}
		keep(t, "watermark-long.png", marked)
	}
	if marked, err := m.Watermark(plain(100, 100, color.White), []string{""}); err != nil || contrast(marked, marked.Rect) != 0 {
		t.Error("nothing to write leaves a veil", err)
	}
	if _, err := evidence.NewMarker([]byte("no font")); inspection.CodeOf(err) != inspection.CodeInternal {
		t.Errorf("got %v", err)
	}
}

func TestMarkLines(t *testing.T) {
	got := strings.Join(sampleLines(), "\n")
	want := "拍摄：2026-11-20 11:59\n地点：晚晴日间照料中心（YL-001）\n问题：CF-01 二层东侧安全出口堆放轮椅\n检查人：张建国　编号：Y2026-K7-0001"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	bare := evidence.MarkLines(inspection.Evidence{Added: inspectiontest.Noon.Add(time.Hour)}, inspection.HazardRow{Hazard: inspection.Hazard{No: "Y1", FoundBy: "李敏"}})
	if strings.Join(bare, "|") != "添加：2026-11-20 13:00|检查人：李敏　编号：Y1" {
		t.Error(bare)
	}
}
