package nav

// maxHistory bounds the routes kept for Back; a working day has a few hundred moves.
const maxHistory = 100

// History is the list of routes visited. The zero value is empty and ready. It is not safe for concurrent use.
type History struct {
	routes []Route
	at     int // index of the current route; meaningless while routes is empty
}

// Visit makes r the current route and forgets what Forward would have returned to. Visiting the current route again
// changes nothing.
func (h *History) Visit(r Route) {
	if current, ok := h.Current(); ok && current == r {
		return
	}
	if len(h.routes) > 0 {
		h.routes = h.routes[:h.at+1]
	}
	h.routes = append(h.routes, r)
	if extra := len(h.routes) - maxHistory; extra > 0 {
		h.routes = append([]Route(nil), h.routes[extra:]...)
	}
	h.at = len(h.routes) - 1
}

// Replace puts r in the place of the current route, for a page whose argument changed while it was open.
func (h *History) Replace(r Route) {
	if len(h.routes) == 0 {
		h.Visit(r)
		return
	}
	h.routes[h.at] = r
}

// Current returns the current route and whether there is one.
func (h *History) Current() (Route, bool) {
	if len(h.routes) == 0 {
		return Route{}, false
	}
	return h.routes[h.at], true
}

// Back moves to the route before and returns it; false when there is none.
func (h *History) Back() (Route, bool) { return h.move(-1) }

// Forward moves to the route that Back left and returns it; false when there is none.
func (h *History) Forward() (Route, bool) { return h.move(1) }

// CanBack reports whether Back would move.
func (h *History) CanBack() bool { return len(h.routes) > 0 && h.at > 0 }

// CanForward reports whether Forward would move.
func (h *History) CanForward() bool { return h.at+1 < len(h.routes) }

func (h *History) move(by int) (Route, bool) {
	to := h.at + by
	if to < 0 || to >= len(h.routes) {
		return Route{}, false
	}
	h.at = to
	return h.routes[to], true
}
