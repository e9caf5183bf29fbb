package home

import (
	"context"

	"anxun/inspection"
	"anxun/ui/task"
)

// RemoveSample takes the sample data off. The message that follows takes it back.
func (p *Presenter) RemoveSample() {
	by := p.host.Person()
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
	by := p.host.Person()
	p.host.Run("restore sample", func(ctx context.Context, _ task.Progress) error {
		_, err := p.service.RestoreFromBin(ctx, by, inspection.BinSampleID)
		return err
	}, func(err error) {
		p.host.ShowError(err)
		p.Load()
	})
}
