package uikit

import (
	"sync"

	"fyne.io/fyne/v2"

	"anxun/ui/theme"
)

// advance is the width of one character; texts are measured character by character when lines are broken, because asking
// Fyne for every prefix of every line takes milliseconds a paragraph. The embedded font has no kerning or ligatures, so
// the sum is the width of the whole (advance_test.go holds it to that).
type advance struct {
	char rune
	size float32
	bold bool
}

var advances sync.Map // advance → float32

// quickWidth returns the width of text at a size of the type scale.
func quickWidth(text string, size float32, bold bool) float32 {
	scaled := theme.Scaled(size)
	style := theme.TextStyle(text, bold)
	var width float32
	for _, char := range text {
		key := advance{char, scaled, style.Bold}
		w, known := advances.Load(key)
		if !known {
			// Twenty of them, so that rounding of a single measurement does not count.
			const many = 20
			run := make([]rune, many)
			for i := range run {
				run[i] = char
			}
			w = fyne.MeasureText(string(run), scaled, style).Width / many
			advances.Store(key, w)
		}
		width += w.(float32)
	}
	return width
}
