// Package sample takes the sample data off and brings them back, for the screens that offer it.
package sample

import (
	"context"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/task"
)

// Service is what is needed of the product.
type Service interface {
	RemoveSample(ctx context.Context, by string) (inspection.SampleCount, error)
	RestoreFromBin(ctx context.Context, by string, id inspection.ID) (inspection.BinEntry, error)
}

// Host is what is needed of the window.
type Host interface {
	Catalog() *i18n.Catalog
	ShowError(err error)
	ToastAction(text, label string, action func())
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
}

// Remove takes all sample data off, in the name of by. It is not asked twice, since the message that follows takes it back. changed is
// called after either.
func Remove(host Host, service Service, by string, changed func()) {
	host.Run("remove sample", func(ctx context.Context, _ task.Progress) error {
		_, err := service.RemoveSample(ctx, by)
		return err
	}, func(err error) {
		if err != nil {
			host.ShowError(err)
			return
		}
		t := host.Catalog().T
		host.ToastAction(t("sample.removed"), t("common.undo"), func() { restore(host, service, by, changed) })
		changed()
	})
}

func restore(host Host, service Service, by string, changed func()) {
	host.Run("restore sample", func(ctx context.Context, _ task.Progress) error {
		_, err := service.RestoreFromBin(ctx, by, inspection.BinSampleID)
		return err
	}, func(err error) {
		host.ShowError(err)
		changed()
	})
}
