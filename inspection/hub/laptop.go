package hub

import (
	"context"

	"anxun/inspection"
)

// Laptop is what the exchange needs of this laptop. *inspection.Service has all of it. Devices may be called while EachEntry
// goes on in another goroutine.
type Laptop interface {
	Card(ctx context.Context) (inspection.DeviceCard, error)
	Known(ctx context.Context) (inspection.Knowledge, error)
	EachEntry(ctx context.Context, sel inspection.Selection, fn func(inspection.Change) error) (inspection.Knowledge, error)
	Receive(ctx context.Context, by string, d inspection.Delivery, progress func(done int64)) (inspection.Arrival, error)
	Devices(ctx context.Context) ([]inspection.Device, error)
	AcceptDevice(ctx context.Context, by string, card inspection.DeviceCard) error
	Setting(ctx context.Context, name inspection.ID) (string, error)
	SaveSetting(ctx context.Context, by string, name inspection.ID, value string) error
}

// Photos keeps the files of photos and signatures; *evidence.Store does.
type Photos interface {
	Has(photo inspection.Evidence) bool
	Path(photo inspection.Evidence) string
	AddBytes(name string, data []byte) (inspection.Evidence, error)
}
