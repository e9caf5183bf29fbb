package ui

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"anxun/ui/exchange"
	"anxun/ui/nav"
	"anxun/ui/page"
)

// isBundle reports whether a file is work of another laptop, which leads to 数据交换 from any page.
func isBundle(path string) bool { return strings.EqualFold(filepath.Ext(path), exchange.Ending) }

// dropped hands files that were dropped onto the window to the page, if it takes any. What is no file, such as a
// picture dragged out of a browser, is left out.
func (s *Shell) dropped(at fyne.Position, items []fyne.URI) {
	var paths []string
	for _, item := range items {
		if item.Scheme() == "file" {
			paths = append(paths, filepath.FromSlash(item.Path()))
		}
	}
	if s.lock.cover != nil {
		return
	}
	if slices.ContainsFunc(paths, isBundle) {
		if _, there := s.shown.(page.DropTarget); !there || s.shown != s.pages[nav.Exchange] {
			s.Go(nav.Route{Page: nav.Exchange, Arg: exchange.TabSend})
		}
	}
	if target, takes := s.shown.(page.DropTarget); takes && len(paths) > 0 {
		target.DropFiles(at.X, at.Y, paths)
	}
}
