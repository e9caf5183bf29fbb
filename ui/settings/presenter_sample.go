package settings

import (
	"context"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// showSample tells what sample data the lists show.
func (p *Presenter) showSample(sample inspection.SampleState) {
	p.state.Sample = ""
	if sample.Any() {
		p.state.Sample = p.host.Catalog().T("settings.sample", "places", sample.Places, "inspections", sample.Inspections, "hazards", sample.Hazards)
	}
}

// OpenBin shows what was taken off.
func (p *Presenter) OpenBin() { p.host.Go(nav.Route{Page: nav.Bin}) }

// OpenChanges shows who changed what of an inspector.
func (p *Presenter) OpenChanges(id inspection.ID) {
	p.host.Go(nav.Route{Page: nav.Changes, Arg: "inspector:" + string(id)})
}

// RemoveSample takes all sample data off. It is not asked twice, since the message that follows takes it back.
func (p *Presenter) RemoveSample() {
	by := p.by()
	p.host.Run("remove sample", func(ctx context.Context, _ task.Progress) error {
		_, err := p.service.RemoveSample(ctx, by)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		t := p.host.Catalog().T
		p.host.ToastAction(t("settings.sample.removed"), t("common.undo"), p.restoreSample)
		p.Load()
	})
}

func (p *Presenter) restoreSample() {
	by := p.by()
	p.host.Run("restore sample", func(ctx context.Context, _ task.Progress) error {
		_, err := p.service.RestoreFromBin(ctx, by, inspection.BinSampleID)
		return err
	}, func(err error) {
		p.host.ShowError(err)
		p.Load()
	})
}
