package settings

import (
	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/sample"
)

// showSample tells what sample data the lists show.
func (p *Presenter) showSample(present inspection.SampleState) {
	p.state.Sample = ""
	if present.Any() {
		p.state.Sample = p.host.Catalog().T("settings.sample", "places", present.Places, "inspections", present.Inspections, "hazards", present.Hazards)
	}
}

// OpenBin shows what was taken off.
func (p *Presenter) OpenBin() { p.host.Go(nav.Route{Page: nav.Bin}) }

// OpenChanges shows who changed what of an inspector.
func (p *Presenter) OpenChanges(id inspection.ID) {
	p.host.Go(nav.Route{Page: nav.Changes, Arg: "inspector:" + string(id)})
}

// RemoveSample takes all sample data off. The message that follows takes it back.
func (p *Presenter) RemoveSample() { sample.Remove(p.host, p.service, p.by(), p.Load) }
