package ui

import (
	"context"

	"anxun/inspection"
	"anxun/ui/find"
	"anxun/ui/nav"
	"anxun/ui/search"
	"anxun/ui/task"
)

// startIndex makes the index behind the search. It is read when the rush of the start is over, or with the first search.
func (s *Shell) startIndex() {
	s.index = find.New(s.session.Service)
	s.later(settling, func() {
		if !s.closing {
			// An error is told when somebody looks for something, since the palette then reads again.
			s.Run("index", func(ctx context.Context, _ task.Progress) error { return s.index.Load(ctx) }, nil)
		}
	})
}

// openSearch opens the palette over the page.
func (s *Shell) openSearch() {
	if s.session == nil || s.searching {
		return
	}
	s.searching = true
	search.Open(s, s.session.Service, s.index, s.commands(), func() { s.searching = false })
}

// commands lists what the palette offers besides what is stored.
func (s *Shell) commands() []search.Command {
	to := func(page string) func() { return func() { s.Go(nav.Route{Page: page}) } }
	list := []search.Command{
		{Title: s.T("search.command.start"), Words: s.T("shell.nav.inspections"), Key: "Ctrl+N", Run: to(nav.Start)},
		{Title: s.T("search.command.report"), Words: s.T("shell.nav.reports"), Run: to(nav.Reports)},
	}
	for i, entry := range railEntries {
		list = append(list, search.Command{Title: s.T(entry.key), Key: "Ctrl+" + string(rune('1'+i)), Run: to(entry.page)})
	}
	return append(list, search.Command{Title: s.T("search.command.keys"), Key: "F1", Run: s.showShortcuts})
}

// Find returns the ids of what of the kind fits text, for the search of a list; false while the index is not ready, when
// a list looks for the text itself. Unlike the rest of Shell it may be called from any goroutine.
func (s *Shell) Find(kind find.Kind, text string) (ids []inspection.ID, ready bool) {
	return s.index.All(kind, text)
}
