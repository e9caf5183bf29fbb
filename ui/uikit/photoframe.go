package uikit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/ui/theme"
)

// PhotoFrame shows one photo whole, as large as its space allows, with a badge in its corner. It is pressed like a
// button, to see the photo in full.
type PhotoFrame struct {
	pressable
	load   PhotoLoader
	badge  string
	tone   Tone
	height float32 // at scale 1
	paper  bool

	picture *canvas.Image
	words   string
	cancel  func()
	shown   string
}

// NewPhotoFrame returns an empty frame of a height at scale 1. onOpen is called when a frame with a photo is pressed.
func NewPhotoFrame(load PhotoLoader, badge string, tone Tone, height float32, onOpen func()) *PhotoFrame {
	f := &PhotoFrame{load: load, badge: badge, tone: tone, height: height}
	f.init(f, onOpen)
	f.Disable()
	return f
}

// Paper puts white behind the picture in both modes, for a signature in black.
func (f *PhotoFrame) Paper() *PhotoFrame { f.paper = true; return f }

// SetPhoto begins to read a photo; waiting is shown until it is there. An empty id shows waiting for good.
func (f *PhotoFrame) SetPhoto(id, waiting string) {
	f.Stop()
	f.shown, f.picture, f.words = id, nil, waiting
	if id == "" {
		f.Disable()
		f.Refresh()
		return
	}
	f.Enable()
	arrived := false
	cancel := f.load(id, PhotoFramed, func(picture image.Image, problem string) {
		arrived, f.cancel, f.words = true, nil, problem
		if picture != nil {
			f.picture = canvas.NewImageFromImage(picture)
			f.picture.FillMode, f.picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleFastest
		}
		f.Refresh()
	})
	if !arrived {
		f.cancel = cancel
	}
	f.Refresh()
}

// Stop drops what is being read.
func (f *PhotoFrame) Stop() {
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
}

// Words returns what stands in the place of a photo, "" when one is shown.
func (f *PhotoFrame) Words() string {
	if f.picture != nil {
		return ""
	}
	return f.words
}

// CreateRenderer draws photo, badge and focus ring.
func (f *PhotoFrame) CreateRenderer() fyne.WidgetRenderer {
	back, around := box(theme.Radius), box(theme.Radius)
	text := NewParagraph("", StyleMuted, 2).SetAlign(fyne.TextAlignCenter)
	badge := NewBadge(f.badge, f.tone)
	p := &painter{widget: f}
	p.update = func() {
		p.objects = []fyne.CanvasObject{back, text}
		if f.picture != nil {
			p.objects = append(p.objects, f.picture)
		}
		p.objects = append(p.objects, badge, around)
		back.FillColor = theme.Color(theme.NeutralTint)
		if f.paper && f.picture != nil {
			back.FillColor = color.White
		}
		badge.Hidden = f.badge == ""
		text.SetText(f.Words())
		tone := f.tone
		if f.shown == "" {
			tone = ToneNeutral // colour is for what is there
		}
		badge.Set(f.badge, tone)
		ring(around, f.focused)
		if f.hovered && !f.focused && f.shown != "" {
			around.StrokeColor = theme.Color(theme.Border)
		}
	}
	p.minSize = func() fyne.Size { return fyne.NewSize(80, theme.Scaled(f.height)) }
	p.layout = func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(around, 0, 0, size.Width, size.Height)
		if f.picture != nil {
			place(f.picture, 0, 0, size.Width, size.Height)
		}
		corner := badge.MinSize()
		place(badge, theme.Space8, theme.Space8, corner.Width, corner.Height)
		width := max(size.Width-2*theme.Space12, 1)
		high := text.HeightFor(width)
		place(text, theme.Space12, max((size.Height-high)/2, corner.Height+theme.Space12), width, high)
	}
	p.update()
	return p
}
