// Package page is the contract between the window and the pages shown in it: what every page is, and what else it may be
// able to do. Both meet here, so features import neither the shell nor each other. Where a page may lead to, and the
// names of keys, are in ui/nav, which knows no toolkit.
package page

import (
	"fyne.io/fyne/v2"

	"anxun/ui/nav"
)

// Page is one screen. The window makes each page once, when it is first visited, and calls all methods, also those of
// the interfaces below, on the goroutine of the user interface.
type Page interface {
	// Title is shown in the window's title bar.
	Title() string
	// Content returns the page's object tree, always the same one.
	Content() fyne.CanvasObject
	// Enter is called every time the page is shown; arg comes from the route. It must return at once: loading goes
	// through the runner.
	Enter(arg string)
}

// Refresher is a page that wants to know when stored data changed while it is shown, by itself or by another page.
type Refresher interface {
	Refresh()
}

// Keeper is a page whose filter, order, selection and scroll position come back with Back, Forward and the next start.
type Keeper interface {
	// State describes how the page looks now, as short text that only Restore must understand; "" for nothing special.
	// It names records by their ids; what stands in
	// the search field may be part of it.
	State() string
	// Restore is called before Enter, with what State once returned. Text that makes no sense any more, such as the id of
	// a record that is gone or the state of an older version, is passed over in silence.
	Restore(state string)
}

// Leaver is a page that has something to write down before it is left or the window closes. Leave must be quick; an
// error keeps the page open and is shown.
type Leaver interface {
	Leave() error
}

// Closer is a page that holds subscriptions or background work. Close is called once, after the page was left for good.
type Closer interface {
	Close()
}

// Searcher is a page with a search field of its own, to which Ctrl+F leads.
type Searcher interface {
	// FocusSearch puts the cursor into the field.
	FocusSearch()
}

// KeyHandler is a page, or a sheet over it, that takes keys of the window. HandleKey reports whether it used the key.
type KeyHandler interface {
	HandleKey(k nav.Key) bool
}

// KeyFunc lets a function be a KeyHandler.
type KeyFunc func(k nav.Key) bool

// HandleKey calls f.
func (f KeyFunc) HandleKey(k nav.Key) bool { return f(k) }

// DropTarget is a page that takes files dropped onto the window.
type DropTarget interface {
	// DropFiles receives file system paths and the point where they fell, in the units of the window's canvas.
	DropFiles(x, y float32, paths []string)
}
