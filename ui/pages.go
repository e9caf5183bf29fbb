package ui

import (
	"slices"
	"strings"

	"anxun/assets"
	"anxun/ui/bin"
	"anxun/ui/checklists"
	"anxun/ui/documents"
	"anxun/ui/exchange"
	"anxun/ui/finding"
	"anxun/ui/guide"
	"anxun/ui/hazards"
	"anxun/ui/home"
	"anxun/ui/inspecting"
	"anxun/ui/inspections"
	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/places"
	"anxun/ui/reports"
	"anxun/ui/settings"
	"anxun/ui/signing"
	"anxun/ui/theme"
)

// constructors says how each page is made. A page is made when it is first visited and kept until the language or the
// theme changes.
var constructors = map[string]func(*Shell) page.Page{
	nav.Home:        func(s *Shell) page.Page { return s.newHome() },
	nav.Inspections: func(s *Shell) page.Page { return inspections.New(s, s.session.Service) },
	nav.Start:       func(s *Shell) page.Page { return inspections.NewStart(s, s.session.Service) },
	nav.Inspecting:  func(s *Shell) page.Page { return inspecting.New(s, s.session.Service, s.session.Photos) },
	nav.Hazards:     func(s *Shell) page.Page { return hazards.New(s, s.session.Service, s.session.Photos) },
	nav.Places:      func(s *Shell) page.Page { return places.New(s, s.session.Service, s.session.Workbook) },
	nav.Checklists:  func(s *Shell) page.Page { return checklists.New(s, s.session.Service) },
	nav.Reports:     func(s *Shell) page.Page { return reports.New(s, s.session.Reports) },
	nav.Documents:   func(s *Shell) page.Page { return documents.New(s, s.session.Service, s.session.Documents) },
	nav.Signing:     func(s *Shell) page.Page { return signing.New(s, s.session.Service, s.session.Signatures) },
	nav.Settings:    func(s *Shell) page.Page { return settings.New(s, s.session.Service, s.session.Holidays) },
	nav.Finding:     func(s *Shell) page.Page { return finding.New(s, s.session.Service, s.session.Photos) },
	nav.Bin:         func(s *Shell) page.Page { return bin.New(s, s.session.Service) },
	nav.Exchange:    func(s *Shell) page.Page { return exchange.New(s, s.session.Service, s.session.Bundles, s.session.Hub) },
	nav.Guide:       func(s *Shell) page.Page { return guide.New(s, assets.Guide) },
}

// newHome makes the first page, with what was read while the window came up. That is shown once: made anew, the page
// reads for itself.
func (s *Shell) newHome() page.Page {
	first := s.overview
	s.overview = nil
	return home.New(s, s.session.Service, s.session.LoadSample, first)
}

// railEntry is one line of the rail. Its number from the top is its Ctrl key.
type railEntry struct {
	page string
	icon theme.IconName
	key  string // translation key
}

var railEntries = []railEntry{
	{nav.Home, theme.IconHome, "shell.nav.home"},
	{nav.Inspections, theme.IconInspect, "shell.nav.inspections"},
	{nav.Hazards, theme.IconHazard, "shell.nav.hazards"},
	{nav.Places, theme.IconPlace, "shell.nav.places"},
	{nav.Checklists, theme.IconChecklist, "shell.nav.checklists"},
	{nav.Reports, theme.IconReport, "shell.nav.reports"},
	{nav.Settings, theme.IconSettings, "shell.nav.settings"},
	{nav.Exchange, theme.IconExchange, "shell.nav.exchange"},
}

// railFoot is how many entries stand at the foot of the rail: what is about this laptop rather than about the work.
const railFoot = 2

func onRail(name string) bool {
	return slices.ContainsFunc(railEntries, func(e railEntry) bool { return e.page == name })
}

// railPage is the entry of the rail that a route belongs to.
func railPage(route nav.Route) string {
	switch route.Page {
	case nav.Start, nav.Inspecting, nav.Signing:
		return nav.Inspections
	case nav.Bin:
		return nav.Settings
	case nav.Finding:
		return nav.Hazards
	case nav.Documents:
		if strings.HasPrefix(route.Arg, "hazard:") {
			return nav.Hazards
		}
		return nav.Inspections
	default:
		return route.Page
	}
}
