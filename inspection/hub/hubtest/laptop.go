package hubtest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"anxun/inspection"
)

// Laptop is a laptop that only keeps entries, for tests of the exchange itself. What it writes has no meaning.
type Laptop struct {
	ID       string
	entries  []inspection.Change // own and received, in the order they came
	known    inspection.Knowledge
	own      inspection.Change // the newest
	devices  []inspection.Device
	settings map[inspection.ID]string
	// Fail makes the next Receive or SaveSetting fail, as a full disk would.
	Fail bool
}

// NewLaptop returns an empty laptop.
func NewLaptop(id string) *Laptop {
	return &Laptop{ID: id, known: inspection.Knowledge{}, settings: map[inspection.ID]string{}}
}

// ErrFull is the technical cause when Fail was set.
var ErrFull = errors.New("no space left on device")

// Write writes n entries in one transaction.
func (l *Laptop) Write(n int) { l.WriteRecord(inspection.KindPlace, n, nil) }

// WriteRecord writes n entries of a kind in one transaction.
func (l *Laptop) WriteRecord(kind inspection.RecordKind, n int, fields []inspection.FieldChange) {
	first := l.own.Sequence + 1
	for range n {
		sequence := l.own.Sequence + 1
		c := inspection.Change{Sequence: sequence, Transaction: first, Device: l.ID, Actor: "某人", RecordKind: kind, Previous: l.own.Hash,
			Time:   inspection.NextHybridTime(l.own.Time, time.Date(2026, 11, 20, 1, 0, int(sequence%60), 0, time.UTC)),
			Record: inspection.ID(fmt.Sprintf("%s-%d", l.ID, sequence)), Fields: fields}
		if fields == nil {
			c.Fields = []inspection.FieldChange{{Field: "name", New: fmt.Sprintf("第 %d 处“晚晴” <照料中心>", sequence)}}
		}
		c.Hash = c.ComputeHash()
		l.own = c
		l.entries = append(l.entries, c)
		l.known.Add(l.ID, sequence, sequence)
	}
}

// Merge writes n entries that are never handed on, as merging does.
func (l *Laptop) Merge(n int) { l.WriteRecord(inspection.KindSetting, n, nil) }

// Copy returns the laptop as a backup of its folder would be.
func (l *Laptop) Copy() *Laptop {
	copied := *l
	copied.entries = append([]inspection.Change(nil), l.entries...)
	copied.known = l.known.Clone()
	copied.settings = map[inspection.ID]string{}
	for name, value := range l.settings {
		copied.settings[name] = value
	}
	return &copied
}

// Block makes the laptop refuse another.
func (l *Laptop) Block(id string, blocked bool) {
	for i := range l.devices {
		if l.devices[i].ID == id {
			l.devices[i].Blocked = blocked
		}
	}
}

// Shared returns the hashes of everything that the laptop has and that is handed on, by device and sequence.
func (l *Laptop) Shared() map[string]string {
	shared := map[string]string{}
	for _, c := range l.entries {
		if c.RecordKind != inspection.KindSetting {
			shared[fmt.Sprintf("%s/%d", c.Device, c.Sequence)] = c.Hash
		}
	}
	return shared
}

// Card implements hub.Laptop.
func (l *Laptop) Card(context.Context) (inspection.DeviceCard, error) {
	return inspection.DeviceCard{ID: l.ID, Code: l.ID, Office: "桐柏路街道办事处", Person: "张建国"}, nil
}

// Known implements hub.Laptop.
func (l *Laptop) Known(context.Context) (inspection.Knowledge, error) { return l.known.Clone(), nil }

// EachEntry implements hub.Laptop.
func (l *Laptop) EachEntry(_ context.Context, sel inspection.Selection, fn func(inspection.Change) error) (inspection.Knowledge, error) {
	for _, c := range l.entries {
		if c.RecordKind == inspection.KindSetting || sel.Known.Has(c.Device, c.Sequence) {
			continue
		}
		if err := fn(c); err != nil {
			return nil, err
		}
	}
	covers := sel.Known.Clone()
	covers.AddAll(l.known)
	return covers, nil
}

// Receive implements hub.Laptop. Half of a transaction is refused.
func (l *Laptop) Receive(_ context.Context, _ string, d inspection.Delivery, _ func(int64)) (inspection.Arrival, error) {
	var arrival inspection.Arrival
	if l.Fail {
		l.Fail = false
		return arrival, inspection.Wrap(ErrFull, inspection.CodeUnwritable, "error.disk_full", "dir", "")
	}
	var fresh []inspection.Change
	err := d.Entries(func(c inspection.Change) error {
		arrival.Entries++
		if !d.Covers.Has(c.Device, c.Sequence) || c.ComputeHash() != c.Hash {
			return fmt.Errorf("entry %s/%d is not covered or not sound", c.Device, c.Sequence)
		}
		if l.known.Has(c.Device, c.Sequence) {
			arrival.Known++
			return nil
		}
		fresh = append(fresh, c)
		return nil
	})
	if err != nil {
		return arrival, err
	}
	l.entries = append(l.entries, fresh...)
	l.known.AddAll(d.Covers)
	return arrival, nil
}

// Devices implements hub.Laptop.
func (l *Laptop) Devices(context.Context) ([]inspection.Device, error) { return l.devices, nil }

// AcceptDevice implements hub.Laptop.
func (l *Laptop) AcceptDevice(_ context.Context, _ string, card inspection.DeviceCard) error {
	l.devices = append(l.devices, inspection.Device{DeviceCard: card, Accepted: true})
	return nil
}

// Setting implements hub.Laptop.
func (l *Laptop) Setting(_ context.Context, name inspection.ID) (string, error) {
	return l.settings[name], nil
}

// SaveSetting implements hub.Laptop.
func (l *Laptop) SaveSetting(_ context.Context, _ string, name inspection.ID, value string) error {
	if l.Fail {
		l.Fail = false
		return inspection.Wrap(ErrFull, inspection.CodeUnwritable, "error.disk_full", "dir", "")
	}
	l.settings[name] = value
	return nil
}
