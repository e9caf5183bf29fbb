package evidence

import (
	"image"
	"image/color"
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

// The look of a watermark: white on a dark veil over the lower edge, so it can be
// read on snow and at night, and the photo still be seen through it.
var (
	veil = color.RGBA{A: 0x99} // 60 % black
	ink  = image.White
)

const (
	minTextSize = 12 // pixels; below this Chinese cannot be read
	sizeShare   = 28 // the text is a 28th of the shorter side high
	leading     = 1.4
	maxVeil     = 2 // the veil covers at most a half of the photo
)

// Watermark returns a copy of the photo with the lines on it, wrapped to its width.
// Lines that do not fit into the lower half are left out, the last ones first, so
// the important ones come first. The photo itself is not changed. Empty lines are
// skipped; without any the copy has no watermark.
func (m *Marker) Watermark(photo image.Image, lines []string) (*image.RGBA, error) {
	bounds := photo.Bounds()
	marked := image.NewRGBA(image.Rectangle{Max: bounds.Size()})
	draw.Draw(marked, marked.Rect, photo, bounds.Min, draw.Src)
	width, height := marked.Rect.Dx(), marked.Rect.Dy()
	size := max(minTextSize, min(width, height)/sizeShare)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	face, err := m.face(size)
	if err != nil {
		return nil, err
	}
	margin, step := size*3/4, int(float64(size)*leading)
	rows := wrap(face, lines, width-2*margin)
	rows = rows[:min(len(rows), max(0, (height/maxVeil-margin)/step))]
	if len(rows) == 0 {
		return marked, nil
	}
	top := height - len(rows)*step - margin
	draw.Draw(marked, image.Rect(0, top, width, height), image.NewUniform(veil), image.Point{}, draw.Over)
	for i, row := range rows {
		pen := font.Drawer{Dst: marked, Src: ink, Face: face, Dot: fixed.P(margin, top+margin/2+i*step+size)}
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

// wrap breaks the lines so that none is wider than width pixels. Chinese may break
// between any two characters.
func wrap(face font.Face, lines []string, width int) []string {
	var rows []string
	for _, line := range lines {
		row, used := "", fixed.Int26_6(0)
		for _, r := range line {
			advance, ok := face.GlyphAdvance(r)
			if !ok { // drawn as the font's empty box
				advance, _ = face.GlyphAdvance('口')
			}
			if row != "" && used+advance > fixed.I(width) {
				rows = append(rows, row)
				row, used = "", 0
			}
			row += string(r)
			used += advance
		}
		if row != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

// MarkLines are the lines of a watermark, from the record: when and where it was
// taken, what was found, by whom, under which number. row is the hazard of the
// photo. They are Chinese, as every document is.
func MarkLines(e inspection.Evidence, row inspection.HazardRow) []string {
	when, which := e.Taken, "拍摄："
	if when.IsZero() {
		when, which = e.Added, "添加："
	}
	lines := []string{which + when.In(inspection.Zone).Format("2006-01-02 15:04")}
	if row.PlaceName != "" {
		lines = append(lines, "地点："+row.PlaceName+"（"+row.PlaceCode+"）")
	}
	if row.Description != "" || row.Item != "" {
		lines = append(lines, "问题："+join(string(row.Item), row.Description))
	}
	return append(lines, "检查人："+row.FoundBy+"　编号："+row.No)
}

func join(code, text string) string {
	if code == "" || text == "" {
		return code + text
	}
	return code + " " + text
}
