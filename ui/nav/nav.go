// Package nav holds where a person can go (Route), where they have been (History) and the names of keys. It knows no
// toolkit, so presenters can use it in tests without a window. What a page must and may be able to do is in ui/page.
package nav

// The pages of the rail and the pages reached from them. Arg of a Route is given in parentheses.
const (
	Home        = "home"
	Inspections = "inspections"    // the list (a filter, a period, or both with a colon between them)
	Start       = "new-inspection" // begin a new inspection (id of the place, may be empty)
	Inspecting  = "filling"        // fill an inspection (its id)
	Hazards     = "hazards"        // list and detail (id of the hazard or a filter)
	Places      = "places"         // register (id of the place)
	Checklists  = "checklists"     // browse (code of the checklist or item, or “document:” and its id)
	Reports     = "reports"        // export
	Settings    = "settings"       // office, inspectors, appearance
	Documents   = "documents"      // printed documents (“inspection:” or “hazard:” and its id)
	Signing     = "signing"        // signatures under an inspection (its id)
	Finding     = "new-hazard"     // register a hazard that no checklist names (“place:” or “inspection:” and its id, may be empty)
	Guide       = "guide"          // the guide (number of a chapter)
	Bin         = "bin"            // what was taken off
	Exchange    = "exchange"       // work of other laptops (a tab: send, conflicts, receipts, devices or hub)
	Tour        = "tour"           // three steps for somebody new: a sheet over the page
	Changes     = "changes"        // who changed what: a sheet over the page (kind of the record, “:” and its id)
)

// Route is a place in the program: a page and what it shows. Routes are values and can be compared.
type Route struct {
	Page string
	Arg  string
}

// Navigator moves between pages. Pages get one and never see the window.
type Navigator interface {
	// Go leaves the current page for r. The page may object, see page.Leaver.
	Go(r Route)
	// Back returns to the route before; without one it does nothing.
	Back()
	// Forward undoes Back.
	Forward()
}
