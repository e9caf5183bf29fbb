//go:build !windows

package caret

import "fyne.io/fyne/v2"

// Follows says that this system cannot be told where the caret is, so that nobody computes it in vain.
const Follows = false

// Follow does nothing here: what the input method would have to be told is kept inside the toolkit.
func Follow(fyne.Canvas, Spot) error { return nil }

// Leave does nothing here.
func Leave(fyne.Canvas) error { return nil }
