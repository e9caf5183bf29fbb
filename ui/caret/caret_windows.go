package caret

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// Follows says that this system can be told where the caret is.
const Follows = true

// Follow tells Windows where the caret is in the window that shows c. Call it on the goroutine of the user interface
// whenever the caret moves. An error says which call Windows refused; nothing depends on it.
func Follow(c fyne.Canvas, at Spot) error {
	return native(c, func(window uintptr) error { return follow(window, at) })
}

// Leave tells Windows that nothing is being written in the window that shows c any more.
func Leave(c fyne.Canvas) error { return native(c, leave) }

// native calls f with the handle of the window that shows c, if it has one.
func native(c fyne.Canvas, f func(window uintptr) error) (err error) {
	w, ok := windowOf(c).(driver.NativeWindow)
	if !ok {
		return nil
	}
	w.RunNative(func(context any) {
		if windows, ok := context.(driver.WindowsWindowContext); ok && windows.HWND != 0 {
			err = f(windows.HWND)
		}
	})
	return err
}

// windowOf returns the window that shows c, nil if none does.
func windowOf(c fyne.Canvas) fyne.Window {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if w.Canvas() == c {
			return w
		}
	}
	return nil
}
