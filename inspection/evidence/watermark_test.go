package evidence_test

import (
	"fmt"
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

func sampleFields() []string {
	row := inspection.HazardRow{Hazard: inspectiontest.AHazard(), PlaceName: "晚晴日间照料中心", PlaceCode: "YL-001"}
	return evidence.MarkFields(inspectiontest.AnEvidence(), row)
}

var look = evidence.MarkLook{Width: 240, Height: 190, Text: 6, Rows: 3}

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

// The text stands on a band below the photo, whatever the photo shows: the band hides
// nothing, and every row of it has ink.
func TestWatermarkHidesNothing(t *testing.T) {
	m := marker(t)
	for name, c := range map[string]color.Color{"white": color.White, "black": color.Black, "red": color.RGBA{R: 255, A: 255}} {
		photo := plain(800, 600, c)
		marked, err := m.Watermark(photo, sampleFields(), look)
		if err != nil {
			t.Fatal(err)
		}
		for y := range 600 {
			for x := range 800 {
				if marked.RGBAAt(x, y) != photo.RGBAAt(x, y) {
					t.Fatalf("%s: pixel %d,%d of the photo was changed", name, x, y)
				}
			}
		}
		if contrast(photo, photo.Rect) != 0 {
			t.Errorf("%s: the photo itself was changed", name)
		}
		band := image.Rect(0, 600, 800, marked.Rect.Dy())
		if band.Dy() < 22 || band.Dy() > 600/4 {
			t.Errorf("%s: the band is %d pixels high", name, band.Dy())
		}
		const row = 28 // pixels: 22 of text and the space between rows
		for top := band.Min.Y + 8; top+row <= band.Max.Y; top += row {
			if got := contrast(marked, image.Rect(0, top, 800, top+row)); got < 180 {
				t.Errorf("%s: contrast %d in the row at %d", name, got, top)
			}
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
	long := []string{"编号", strings.Repeat("二层东侧安全出口堆放轮椅，", 40)}
	for _, size := range []image.Point{{1600, 1200}, {300, 1200}, {480, 360}, {60, 40}, {1, 1}} {
		marked, err := m.Watermark(plain(size.X, size.Y, color.White), long, look)
		if err != nil {
			t.Fatal(err)
		}
		if marked.Rect.Dx() != size.X || marked.Rect.Dy() <= size.Y || marked.Rect.Dy() > size.Y+5*max(12, max(size.X/40, size.Y/26)) {
			t.Errorf("%v became %v", size, marked.Rect.Size())
		}
		keep(t, fmt.Sprintf("watermark-long-%d.png", size.X), marked)
	}
	if marked, err := m.Watermark(plain(100, 100, color.White), []string{""}, look); err != nil || marked.Rect.Dy() != 100 {
		t.Error("nothing to write leaves a band", err)
	}
	if _, err := evidence.NewMarker([]byte("no font")); inspection.CodeOf(err) != inspection.CodeInternal {
		t.Errorf("got %v", err)
	}
}

// TestWatermarkHasItsSizeOnPaper whatever way the camera was held.
func TestWatermarkHasItsSizeOnPaper(t *testing.T) {
	m := marker(t)
	for _, size := range []image.Point{{1600, 1200}, {1200, 1600}, {1600, 900}, {800, 2400}} {
		marked, err := m.Watermark(plain(size.X, size.Y, color.White), sampleFields(), look)
		if err != nil {
			t.Fatal(err)
		}
		rows := 0 // of the band, dark somewhere: the height of what is written
		for y := size.Y + 8; y < marked.Rect.Dy(); y++ {
			if contrast(marked, image.Rect(0, y, size.X, y+1)) > 100 {
				rows++
			}
		}
		scale := min(look.Width/float64(size.X), look.Height/float64(marked.Rect.Dy())) // points a pixel
		if high := float64(rows) * scale; high < 5 || high > 6*1.3*3 {
			t.Errorf("%v: %.1f points are written", size, high)
		}
		keep(t, fmt.Sprintf("watermark-%dx%d.png", size.X, size.Y), marked)
	}
}

func TestMarkFields(t *testing.T) {
	got := strings.Join(sampleFields(), "|")
	want := "拍摄 2026-11-20 11:59|Y2026-K7-0001|晚晴日间照料中心|检查人：张建国|问题：CF-01 二层东侧安全出口堆放轮椅"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	after := inspection.Evidence{Role: inspection.EvidenceAfter, Added: inspectiontest.Noon.Add(time.Hour), AddedBy: "王院长"}
	row := inspection.HazardRow{Hazard: inspection.Hazard{No: "Y1", FoundBy: "李敏", Description: "线路老化"}}
	if got := strings.Join(evidence.MarkFields(after, row), "|"); got != "存入 2026-11-20 13:00|Y1||提交人：王院长|整改后：线路老化" {
		t.Error(got)
	}
}
