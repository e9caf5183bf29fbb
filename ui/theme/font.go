package theme

import (
	"sync"

	"fyne.io/fyne/v2"
	"golang.org/x/image/font/sfnt"

	"anxun/assets"
)

var (
	regularFont fyne.Resource = fyne.NewStaticResource("NotoSansSC-Regular.otf", assets.FontRegular)
	boldFont    fyne.Resource = fyne.NewStaticResource("NotoSansSC-Bold.otf", assets.FontBold)
)

// glyphs looks characters up in one font file.
type glyphs struct {
	mu   sync.Mutex
	font *sfnt.Font
	buf  sfnt.Buffer
	seen map[rune]bool
}

func (g *glyphs) has(r rune) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if known, ok := g.seen[r]; ok {
		return known
	}
	index, err := g.font.GlyphIndex(&g.buf, r)
	found := err == nil && index != 0
	g.seen[r] = found
	return found
}

var boldGlyphs = sync.OnceValue(func() *glyphs {
	font, err := sfnt.Parse(assets.FontBold)
	if err != nil {
		return nil // the embedded file is checked by a test; without it everything is drawn regular
	}
	return &glyphs{font: font, seen: map[rune]bool{}}
})

// BoldCovers reports whether the bold font has every character of text. Bold is cut to common characters; a text with a
// rare one, such as the name 㐂田, is to be drawn regular as a whole rather than with a hole in it.
func BoldCovers(text string) bool {
	for _, r := range text {
		if r < 0x80 {
			continue
		}
		g := boldGlyphs()
		if g == nil || !g.has(r) {
			return false
		}
	}
	return true
}

// TextStyle returns the style to draw text with: bold if wanted and possible.
func TextStyle(text string, bold bool) fyne.TextStyle {
	return fyne.TextStyle{Bold: bold && BoldCovers(text)}
}
