package ui

import (
	"strings"

	"anxun/inspection"
	"anxun/ui/history"
	"anxun/ui/nav"
	"anxun/ui/tour"
)

// sheets says how each route opens that is a sheet over the page and no page of its own. Pages go there like anywhere
// else, so they need not know what a sheet is made of.
var sheets = map[string]func(s *Shell, arg string){
	nav.Tour: func(s *Shell, _ string) { tour.Show(s) },
	nav.Changes: func(s *Shell, arg string) {
		kind, id, _ := strings.Cut(arg, ":")
		history.Show(s, s.session.Service, inspection.RecordKind(kind), inspection.ID(id))
	},
}
