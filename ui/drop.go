package ui

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"anxun/ui/page"
)

// dropped hands files that were dropped onto the window to the page, if it takes any. What is no file, such as a
// picture dragged out of a browser, is left out.
func (s *Shell) dropped(at fyne.Position, items []fyne.URI) {
	var paths []string
	for _, item := range items {
		if item.Scheme() == "file" {
			paths = append(paths, filepath.FromSlash(item.Path()))
		}
	}
	if target, takes := s.shown.(page.DropTarget); takes && len(paths) > 0 && s.lock.cover == nil {
		target.DropFiles(at.X, at.Y, paths)
	}
}
