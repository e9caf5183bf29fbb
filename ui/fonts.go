package ui

import (
	"fyne.io/fyne/v2"

	"anxun/ui/theme"
)

// warmFonts reads the embedded fonts on a goroutine of its own and returns a channel that is closed when they are read.
// They hold more than 30,000 characters, and reading them takes a good part of the start; the system needs as
// long to make a window, and a laptop has two processors.
//
// Fyne keeps its fonts in maps without locks: until the channel is closed, nothing else may measure or draw text.
func warmFonts() <-chan struct{} {
	read := make(chan struct{})
	go func() {
		defer close(read)
		for _, bold := range []bool{false, true} {
			fyne.MeasureText("0", theme.TextBody, fyne.TextStyle{Bold: bold})
		}
	}()
	return read
}
