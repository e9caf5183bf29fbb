// Package page is the contract between the window and the pages shown in it. It is
// the one place where both meet, so that features import neither the shell nor
// each other.
package page

import "fyne.io/fyne/v2"

// Page is one screen. The shell makes each page once, when it is first visited,
// and calls all methods on the UI goroutine.
type Page interface {
	// Title is shown in the window's title bar.
	Title() string
	// Content returns the page's object tree, always the same one.
	Content() fyne.CanvasObject
	// Enter is called every time the page is shown; arg comes from the route.
	// It must return at once: loading goes through the runner.
	Enter(arg string)
}

// Refresher is a page that wants to know when stored data changed while it is
// shown, by itself or by another page.
type Refresher interface {
	Refresh()
}

// Leaver is a page with something to save before another page is shown or the
// window closes. Leave must not fail; what could not be saved stays on screen
// and is reported by the page itself.
type Leaver interface {
	Leave()
}

// KeyHandler is a page that handles keys when no input field has them. It reports
// whether it used the key.
type KeyHandler interface {
	HandleKey(key *fyne.KeyEvent) bool
}

// Searcher is a page with a search field that Ctrl+F focuses.
type Searcher interface {
	FocusSearch()
}
