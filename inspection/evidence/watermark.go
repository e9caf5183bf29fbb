package evidence

import (
	"image"
	"image/color"
	"strings"
	"sync"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"anxun/inspection"
)

// Marker puts watermarks on copies of photos. It is safe for concurrent use; one is
// made once, as reading a Chinese font takes time.
type Marker struct {
	font  *opentype.Font
	mutex sync.Mutex
	faces map[int]font.Face // by size in pixels; a face may be used by one at a time
}

// NewMarker reads a TrueType or OpenType font.
func NewMarker(fontFile []byte) (*Marker, error) {
	parsed, err := opentype.Parse(fontFile)
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInternal, "error.font_unreadable")
	}
	return &Marker{font: parsed, faces: map[int]font.Face{}}, nil
}

// MarkLook says how large the text of a watermark is on paper, all in points: the
// photo with its band is shown as large as fits into a place of Width by Height.
type MarkLook struct {
	Width, Height float64
	Text          float64 // size of the text
	Rows          int     // at most so many rows
}

// pixels is the size of the text for a photo of so many pixels.
func (l MarkLook) pixels(photo image.Point) int {
	room := l.Height - l.Text*(float64(l.Rows)*leading+bandMargin)
	return max(minTextSize, int(l.Text*max(float64(photo.X)/l.Width, float64(photo.Y)/room)))
}

// The look of a watermark: black on a light band, which a laser printer prints
// sharper than white letters on a dark one.
var (
	band = color.RGBA{0xF2, 0xF2, 0xF2, 0xFF}
	rule = color.RGBA{0x59, 0x59, 0x59, 0xFF} // between photo and band
	ink  = image.NewUniform(color.RGBA{0x11, 0x11, 0x11, 0xFF})
)

const (
	minTextSize = 12 // pixels; below this Chinese cannot be read
	leading     = 1.3
	bandMargin  = 0.5 // above and below the rows together; so much beside them, too, on each side
	gap         = "　" // between two fields in one row
)

// Watermark returns a copy of the photo that is taller by a band below it, with the
// fields written on it. The band hides nothing of what was photographed. Fields stand
// beside each other as long as they fit, one that is longer than a row is wrapped;
// what is beyond the last row is cut with “…”, so the important fields come first.
// The photo itself is not changed. Empty fields are skipped; without any the copy has
// no band.
func (m *Marker) Watermark(photo image.Image, fields []string, look MarkLook) (*image.RGBA, error) {
	size := photo.Bounds().Size()
	text := look.pixels(size)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	face, err := m.face(text)
	if err != nil {
		return nil, err
	}
	margin, step := int(float64(text)*bandMargin), int(float64(text)*leading)
	rows := lay(face, fields, size.X-2*margin, look.Rows)
	height := 0
	if len(rows) > 0 {
		height = len(rows)*step + margin
	}
	marked := image.NewRGBA(image.Rect(0, 0, size.X, size.Y+height))
	draw.Draw(marked, marked.Rect, image.NewUniform(band), image.Point{}, draw.Src)
	draw.Draw(marked, image.Rectangle{Max: size}, photo, photo.Bounds().Min, draw.Src)
	if height > 0 {
		draw.Draw(marked, image.Rect(0, size.Y, size.X, size.Y+max(1, text/16)), image.NewUniform(rule), image.Point{}, draw.Src)
	}
	for i, row := range rows {
		pen := font.Drawer{Dst: marked, Src: ink, Face: face, Dot: fixed.P(margin, size.Y+margin/2+i*step+text)}
		pen.DrawString(row)
	}
	return marked, nil
}

func (m *Marker) face(size int) (font.Face, error) {
	if known := m.faces[size]; known != nil {
		return known, nil
	}
	// At 72 dots per inch a point is a pixel.
	face, err := opentype.NewFace(m.font, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInternal, "error.font_unreadable")
	}
	m.faces[size] = face
	return face, nil
}

// lay puts the fields into at most limit rows of width pixels.
func lay(face font.Face, fields []string, width, limit int) []string {
	var rows []string
	room := fixed.I(max(1, width))
	for _, field := range fields {
		field = strings.Join(strings.Fields(field), " ")
		if field == "" {
			continue
		}
		if last := len(rows) - 1; last >= 0 && measure(face, rows[last]+gap+field) <= room {
			rows[last] += gap + field
			continue
		}
		rows = append(rows, wrap(face, field, room)...)
		if len(rows) > limit {
			rows = rows[:limit]
			rows[limit-1] = cut(face, rows[limit-1]+"…", room)
			break
		}
	}
	return rows
}

// wrap breaks a text so that no row is wider than the room. Chinese may break between
// any two characters.
func wrap(face font.Face, text string, room fixed.Int26_6) []string {
	var rows []string
	row, used := "", fixed.Int26_6(0)
	for _, r := range text {
		advance := measure(face, string(r))
		if row != "" && used+advance > room {
			rows = append(rows, row)
			row, used = "", 0
		}
		row += string(r)
		used += advance
	}
	return append(rows, row)
}

// cut shortens a text that ends in “…” until it fits.
func cut(face font.Face, text string, room fixed.Int26_6) string {
	runes := []rune(text)
	for len(runes) > 1 && measure(face, string(runes)) > room {
		runes = append(runes[:len(runes)-2], '…')
	}
	return string(runes)
}

func measure(face font.Face, text string) (width fixed.Int26_6) {
	for _, r := range text {
		advance, ok := face.GlyphAdvance(r)
		if !ok { // drawn as the font's empty box
			advance, _ = face.GlyphAdvance('口')
		}
		width += advance
	}
	return width
}

// MarkFields are the fields of a watermark, from the record, the important ones first:
// when it was taken, under which number, where, by whom, and what it shows. row is the
// hazard of the photo. They are Chinese, as every document is.
func MarkFields(e inspection.Evidence, row inspection.HazardRow) []string {
	when, which := e.Taken, "拍摄 "
	if when.IsZero() { // the camera said nothing; the program only knows when it got it
		when, which = e.Added, "存入 "
	}
	who, what := "检查人："+row.FoundBy, "问题："
	if e.Role == inspection.EvidenceAfter { // nobody says that the inspector was there
		who, what = "提交人："+e.AddedBy, "整改后："
	}
	fields := []string{which + when.In(inspection.Zone).Format("2006-01-02 15:04"), row.No, row.PlaceName, who}
	if row.Description != "" || row.Item != "" {
		fields = append(fields, what+join(string(row.Item), row.Description))
	}
	return fields
}

func join(code, text string) string {
	if code == "" || text == "" {
		return code + text
	}
	return code + " " + text
}
