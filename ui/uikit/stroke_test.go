package uikit

import (
	"bytes"
	"image/color"
	"image/png"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestDrawingNeedsMoreThanASlip(t *testing.T) {
	var d Drawing
	if !d.Empty() || d.Enough() {
		t.Error("an empty drawing is enough")
	}
	d.Begin(10, 10)
	d.Move(20, 20)
	d.End()
	if d.Enough() {
		t.Error("a slip of the hand is enough")
	}
	d.Move(100, 20) // without Begin: the pen came down outside the pad
	d.Move(160, 40)
	if !d.Enough() || len(d.strokes) != 2 {
		t.Errorf("a line is not enough: %v", d.strokes)
	}
	d.Undo()
	if d.Enough() || len(d.strokes) != 1 {
		t.Error("undo left the stroke")
	}
	d.Clear()
	if data, err := d.PNG(); data != nil || err != nil || !d.Empty() {
		t.Errorf("a cleared drawing gives %d bytes, %v", len(data), err)
	}
}

func TestSignaturePictureIsTransparentAndCut(t *testing.T) {
	var d Drawing
	d.Begin(200, 100)
	d.Move(300, 100)
	d.Move(300, 150)
	data, err := d.PNG()
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 232 || size.Y != 132 {
		t.Errorf("%v pixels, want 232×132", size)
	}
	for _, c := range []struct{ x, y, alpha int }{{16 + 100, 16, 255}, {16 + 200, 16 + 50, 255}, {30, 100, 0}, {1, 1, 0}} {
		if got := color.NRGBAModel.Convert(picture.At(c.x, c.y)).(color.NRGBA); int(got.A) != c.alpha || got.R != 0 {
			t.Errorf("pixel %d,%d is %v", c.x, c.y, got)
		}
	}
}

func TestLargeSignatureStaysSmall(t *testing.T) {
	var d Drawing
	d.Begin(0, 0)
	d.Move(1500, 300)
	data, err := d.PNG()
	if err != nil {
		t.Fatal(err)
	}
	if config, err := png.DecodeConfig(bytes.NewReader(data)); err != nil || config.Width > 1200 || config.Width < 1190 {
		t.Errorf("%+v, %v", config, err)
	}
}

func TestDrawingHasALimit(t *testing.T) {
	var d Drawing
	for i := range 2 * maxDots {
		d.Move(float32(i%700), float32(i%300))
	}
	if d.dots() > maxDots {
		t.Errorf("%d dots", d.dots())
	}
}

func BenchmarkDrawing(b *testing.B) {
	var d Drawing
	for i := range 1500 {
		d.Move(float32(i%640), float32(i*7%220))
	}
	for b.Loop() {
		d.Image(1280, 440, 2, color.Black)
	}
}

func TestPadFollowsTheHand(t *testing.T) {
	test.NewTempApp(t)
	pad := NewSignaturePad("请在此签名", 200)
	w := test.NewTempWindow(t, pad)
	w.Resize(fyne.NewSize(400, 200))
	changes := 0
	pad.OnChanged = func() { changes++ }
	press := func(x, y float32) {
		pad.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary})
	}
	press(50, 50)
	for i := range 20 {
		pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50+float32(i*30), 50)}})
	}
	pad.DragEnd()
	pad.MouseUp(nil)
	if !pad.Drawing().Enough() || changes != 1 {
		t.Errorf("%d changes, %v", changes, pad.Drawing())
	}
	for _, s := range pad.Drawing().strokes {
		for _, p := range s {
			if p.X > pad.Size().Width {
				t.Fatalf("the pen left the pad at %v", p)
			}
		}
	}
	pad.Undo()
	pad.Clear()
	if !pad.Drawing().Empty() || changes != 3 {
		t.Errorf("after clearing: %d changes", changes)
	}
}
