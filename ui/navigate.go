package ui

import (
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/preference"
	"anxun/ui/uikit"
)

// Go leaves the current page for route.
func (s *Shell) Go(route nav.Route) {
	if s.session == nil || !s.leave() {
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
		s.show(route)
	}
}

// leave lets the current page write down what it holds. It reports whether the page may be left.
func (s *Shell) leave() bool {
	switch shown := s.shown.(type) {
	case page.Leaver:
		shown.Leave()
	case nav.Leaver:
		if err := shown.Leave(); err != nil {
			s.ShowError(err)
			return false
		}
	}
	return true
}

func (s *Shell) show(route nav.Route) {
	p, made := s.pages[route.Page]
	if !made {
		p = constructors[route.Page](s)
		s.pages[route.Page] = p
	}
	s.window.Canvas().Unfocus()
	s.shown = p
	s.keys.SetPage(pageKeys(p))
	s.body.Objects[0] = p.Content()
	s.body.Refresh()
	s.rail.mark(railPage(route))
	p.Enter(route.Arg)
	s.window.SetTitle(s.T("shell.title", "page", p.Title()))
	if onRail(route.Page) {
		s.remember(func(v *preference.Values) { v.Page = route.Page })
	}
}

// closePages ends the life of all pages, so that they are made anew.
func (s *Shell) closePages() {
	for name, p := range s.pages {
		if closer, ok := p.(nav.Closer); ok {
			closer.Close()
		}
		delete(s.pages, name)
	}
	s.shown = nil
}

// pageKeys returns what of the page takes keys, nil if nothing does.
func pageKeys(p page.Page) nav.KeyHandler {
	switch p := p.(type) {
	case nav.KeyHandler:
		return p
	case page.KeyHandler:
		return nav.KeyFunc(func(k nav.Key) bool {
			event := uikit.KeyEvent(k)
			return event != nil && p.HandleKey(event)
		})
	default:
		return nil
	}
}

func (s *Shell) focusSearch() {
	if searcher, ok := s.shown.(page.Searcher); ok {
		searcher.FocusSearch()
	}
}
