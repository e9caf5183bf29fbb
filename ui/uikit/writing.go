package uikit

import "fyne.io/fyne/v2"

// writingLocked says that the window only looks at what another program writes.
var writingLocked bool

// LockWriting says whether the window only looks. It is set before pages are made, on the goroutine of the user
// interface: what Writing marks is off from then on, in every page that is made.
func LockWriting(on bool) { writingLocked = on }

// WritingLocked reports whether the window only looks.
func WritingLocked() bool { return writingLocked }

// Writing marks controls that change what is stored, or that lead only to such. While writing is locked they are off,
// whatever else switches them on.
func Writing(controls ...fyne.CanvasObject) {
	for _, control := range controls {
		switch c := control.(type) {
		case interface{ markWriting() }:
			c.markWriting()
		case *Field:
			Writing(c.Control())
		case fyne.Disableable:
			if writingLocked {
				c.Disable()
			}
		}
	}
}

// Writes marks the button as one that changes what is stored, see Writing.
func (b *Button) Writes() *Button {
	Writing(b)
	return b
}

func (p *pressable) markWriting() { p.writes = true }

// Disabled reports whether the control is off, by itself or because writing is locked.
func (p *pressable) Disabled() bool {
	return p.writes && writingLocked || p.DisableableWidget.Disabled()
}

func (d *DateField) markWriting() { Writing(d.entry) }

func (g *ChipGroup) markWriting() {
	g.writes = true // for those still to come
	for _, chip := range g.chips {
		chip.writes = true
	}
}

func (e *NoteEntry) markWriting() { Writing(e.entry) }

// withoutWriting leaves out what changes what is stored while writing is locked.
func withoutWriting(items []MenuItem) []MenuItem {
	if !writingLocked {
		return items
	}
	var left []MenuItem
	for _, item := range items {
		if !item.Writes {
			left = append(left, item)
		}
	}
	return left
}
