package ui

import (
	"anxun/ui/guard"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/preference"
)

// Go leaves the current page for route, or opens a sheet over it.
func (s *Shell) Go(route nav.Route) {
	if s.session == nil {
		return
	}
	if open, over := sheets[route.Page]; over {
		guard.Call(func() { open(s, route.Arg) })
		return
	}
	if s.session.ReadOnly && writesOnly(route.Page) {
		s.Toast(s.T("shell.beside.off"))
		return
	}
	if !s.leave() {
		return
	}
	if _, known := constructors[route.Page]; !known {
		s.Toast(s.T("shell.page_missing"))
		return
	}
	s.history.Visit(route)
	s.show(route)
}

// Replace changes what the current page says it shows, without entering it again, so that Back and Forward return to it.
func (s *Shell) Replace(route nav.Route) { s.history.Replace(route) }

// Back returns to the page before.
func (s *Shell) Back() { s.travel(s.history.CanBack(), s.history.Back) }

// Forward undoes Back.
func (s *Shell) Forward() { s.travel(s.history.CanForward(), s.history.Forward) }

func (s *Shell) travel(possible bool, move func() (nav.Route, bool)) {
	if !possible || !s.leave() {
		return
	}
	if route, moved := move(); moved {
		s.showAs(route, s.history.State())
	}
}

// leave lets the current page write down what it holds. It reports whether the page may be left.
func (s *Shell) leave() bool {
	stays := false
	// A page that panics here may be left: what it could not write down is lost either way.
	guard.Call(func() {
		if leaver, ok := s.shown.(page.Leaver); ok {
			if err := leaver.Leave(); err != nil {
				s.ShowError(err)
				stays = true
				return
			}
		}
		if keeper, ok := s.shown.(page.Keeper); ok {
			s.history.Keep(keeper.State())
		}
	})
	return !stays
}

func (s *Shell) show(route nav.Route) { s.showAs(route, "") }

// showAs shows a page as it once was; an empty state leaves it as it is.
func (s *Shell) showAs(route nav.Route, state string) {
	s.window.Canvas().Unfocus()
	s.rail.mark(railPage(route))
	if !guard.Call(func() { s.enter(route, state) }) {
		s.dropPage(route)
		return
	}
	s.window.SetTitle(s.title(s.shown.Title()))
	if onRail(route.Page) {
		s.remember(func(v *preference.Values) { v.Page, v.Arg, v.State = route.Page, route.Arg, state })
	}
}

// enter puts a page into the window.
func (s *Shell) enter(route nav.Route, state string) {
	p, made := s.pages[route.Page]
	if !made {
		p = constructors[route.Page](s)
		s.pages[route.Page] = p
	}
	s.shown = p
	keys, _ := p.(page.KeyHandler)
	s.keys.SetPage(s.traced(keys))
	s.body.Objects[0] = p.Content()
	s.body.Refresh()
	if keeper, ok := p.(page.Keeper); ok && state != "" {
		keeper.Restore(state)
	}
	s.options.Stopwatch.Time("enter", func() { p.Enter(route.Arg) })
}

// closePages ends the life of all pages, so that they are made anew.
func (s *Shell) closePages() {
	for name, p := range s.pages {
		if closer, ok := p.(page.Closer); ok {
			guard.Call(closer.Close)
		}
		delete(s.pages, name)
	}
	s.shown = nil
}

func (s *Shell) focusSearch() {
	if searcher, ok := s.shown.(page.Searcher); ok {
		searcher.FocusSearch()
	}
}
