package nav

// maxHistory bounds the routes kept for Back; a working day has a few hundred moves.
const maxHistory = 100

// History is the list of routes visited, each with how its page looked when it was left. The zero value is empty and
// ready. It is not safe for concurrent use.
type History struct {
	visits []visit
	at     int // index of the current visit; meaningless while there are none
}

type visit struct {
	route Route
	state string
}

// Visit makes r the current route and forgets what Forward would have returned to. Visiting the current route again
// changes nothing.
func (h *History) Visit(r Route) {
	if current, ok := h.Current(); ok && current == r {
		return
	}
	if len(h.visits) > 0 {
		h.visits = h.visits[:h.at+1]
	}
	h.visits = append(h.visits, visit{route: r})
	if extra := len(h.visits) - maxHistory; extra > 0 {
		h.visits = append([]visit(nil), h.visits[extra:]...)
	}
	h.at = len(h.visits) - 1
}

// Replace puts r in the place of the current route, for a page whose argument changed while it was open.
func (h *History) Replace(r Route) {
	if len(h.visits) == 0 {
		h.Visit(r)
		return
	}
	h.visits[h.at].route = r
}

// Keep notes how the page of the current route looks, for State to return when a person comes back.
func (h *History) Keep(state string) {
	if len(h.visits) > 0 {
		h.visits[h.at].state = state
	}
}

// Current returns the current route and whether there is one.
func (h *History) Current() (Route, bool) {
	if len(h.visits) == 0 {
		return Route{}, false
	}
	return h.visits[h.at].route, true
}

// State returns what Keep noted for the current route, "" if nothing.
func (h *History) State() string {
	if len(h.visits) == 0 {
		return ""
	}
	return h.visits[h.at].state
}

// Back moves to the route before and returns it; false when there is none.
func (h *History) Back() (Route, bool) { return h.move(-1) }

// Forward moves to the route that Back left and returns it; false when there is none.
func (h *History) Forward() (Route, bool) { return h.move(1) }

// CanBack reports whether Back would move.
func (h *History) CanBack() bool { return len(h.visits) > 0 && h.at > 0 }

// CanForward reports whether Forward would move.
func (h *History) CanForward() bool { return h.at+1 < len(h.visits) }

func (h *History) move(by int) (Route, bool) {
	to := h.at + by
	if to < 0 || to >= len(h.visits) {
		return Route{}, false
	}
	h.at = to
	return h.visits[to].route, true
}
