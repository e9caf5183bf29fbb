// Package nav holds what pages and the window agree upon: where a person can go (Route), which keys a page takes and
// what else a page may be able to do. It knows no toolkit, so presenters can use it in tests without a window.
package nav

// The pages of the rail and the pages reached from them. Arg of a Route is given in parentheses.
const (
	Home        = "home"
	Inspections = "inspections"    // the list
	Start       = "new-inspection" // begin a new inspection (id of the place, may be empty)
	Inspecting  = "filling"        // fill an inspection (its id)
	Hazards     = "hazards"        // list and detail (id of the hazard or a filter)
	Places      = "places"         // register (id of the place)
	Checklists  = "checklists"     // browse (code of the checklist or item)
	Reports     = "reports"        // export
	Settings    = "settings"       // office, inspectors, appearance
	Documents   = "documents"      // printed documents (“inspection:” or “hazard:” and its id)
	Signing     = "signing"        // signatures under an inspection (its id)
)

// Route is a place in the program: a page and what it shows. Routes are values and can be compared.
type Route struct {
	Page string
	Arg  string
}

// Navigator moves between pages. Pages get one and never see the window.
type Navigator interface {
	// Go leaves the current page for r. The page may object, see Leaver.
	Go(r Route)
	// Back returns to the route before; without one it does nothing.
	Back()
	// Forward undoes Back.
	Forward()
}

// Searchable is a page with a search field of its own.
type Searchable interface {
	// FocusSearch puts the cursor into the page's search field.
	FocusSearch()
}

// KeyHandler is a page that takes keys of the window. HandleKey reports whether it used the key.
type KeyHandler interface {
	HandleKey(k Key) bool
}

// KeyFunc lets a function be a KeyHandler.
type KeyFunc func(k Key) bool

// HandleKey calls f.
func (f KeyFunc) HandleKey(k Key) bool { return f(k) }

// DropTarget is a page that takes files dropped onto the window.
type DropTarget interface {
	// DropFiles receives file system paths and the point where they fell, in the units of the window's canvas.
	DropFiles(x, y float32, paths []string)
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
