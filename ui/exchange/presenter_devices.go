package exchange

import (
	"context"
	"slices"

	"anxun/inspection"
	"anxun/ui/task"
)

// DevicesState is everything the tab 其他电脑 shows.
type DevicesState struct {
	Loaded   bool
	Rows     []DeviceRow
	Selected int
	Working  bool
}

// DeviceRow is another laptop.
type DeviceRow struct {
	Code, Person, Office, Seen, AcceptedBy, Fingerprint string
	Accepted, Blocked                                   bool

	device inspection.Device
}

// Current is the selected laptop.
func (s DevicesState) Current() (DeviceRow, bool) {
	if s.Selected < 0 || s.Selected >= len(s.Rows) {
		return DeviceRow{}, false
	}
	return s.Rows[s.Selected], true
}

// DevicesView shows a DevicesState.
type DevicesView interface{ RenderDevices(DevicesState) }

// DevicesPresenter decides what the tab shows. Its methods belong to the goroutine of the user interface.
type DevicesPresenter struct {
	host    Host
	service Service
	view    DevicesView
	loads   *task.Latest
	state   DevicesState
}

// NewDevicesPresenter returns the presenter of view.
func NewDevicesPresenter(host Host, service Service, view DevicesView) *DevicesPresenter {
	return &DevicesPresenter{host: host, service: service, view: view, loads: task.NewLatest(host.Run), state: DevicesState{Selected: -1}}
}

// Load reads the laptops that this one knows.
func (p *DevicesPresenter) Load() {
	var devices []inspection.Device
	p.loads.Do("exchange.devices", func(ctx context.Context, _ task.Progress) (err error) {
		devices, err = p.service.Devices(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.state.Loaded, p.state.Rows = true, nil
		for _, device := range devices {
			p.state.Rows = append(p.state.Rows, p.row(device))
		}
		p.state.Selected = min(max(p.state.Selected, 0), len(devices)-1)
		p.view.RenderDevices(p.state)
	})
}

func (p *DevicesPresenter) row(d inspection.Device) DeviceRow {
	t, words := p.host.T, p.host.Catalog()
	row := DeviceRow{Code: d.Code, Person: d.Person, Office: d.Office, Fingerprint: d.Fingerprint(), Accepted: d.Accepted, Blocked: d.Blocked,
		Seen: t("exchange.device.never"), device: d}
	if !d.Seen.IsZero() {
		row.Seen = words.DayTime(d.Seen.In(inspection.Zone))
	}
	if d.Accepted {
		row.AcceptedBy = t("exchange.device.accepted_by", "person", d.AcceptedBy, "when", words.DayTime(d.AcceptedAt.In(inspection.Zone)))
	}
	return row
}

// Select chooses a laptop.
func (p *DevicesPresenter) Select(i int) {
	p.state.Selected = i
	p.view.RenderDevices(p.state)
}

// Block takes nothing more from the selected laptop.
func (p *DevicesPresenter) Block() {
	p.change("exchange.device.blocked_now", func(ctx context.Context, by string, d inspection.Device) error {
		return p.service.BlockDevice(ctx, by, d.ID)
	})
}

// Accept takes from the selected laptop from now on: its code was compared.
func (p *DevicesPresenter) Accept() {
	p.change("exchange.device.accepted_now", func(ctx context.Context, by string, d inspection.Device) error {
		return p.service.AcceptDevice(ctx, by, d.DeviceCard)
	})
}

func (p *DevicesPresenter) change(key string, do func(context.Context, string, inspection.Device) error) {
	row, selected := p.state.Current()
	if !selected || p.state.Working || p.host.ReadOnly() {
		return
	}
	p.state.Working = true
	by := p.host.Person()
	p.host.Run("device", func(ctx context.Context, _ task.Progress) error { return do(ctx, by, row.device) }, func(err error) {
		p.state.Working = false
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.host.Toast(p.host.T(key, "code", row.Code))
		p.Load()
	})
}

// ReceiptsState is everything the tab 接收记录 shows.
type ReceiptsState struct {
	Loaded bool
	Rows   []ReceiptRow // newest first
}

// ReceiptRow is one time that something was received.
type ReceiptRow struct {
	When, From, Device, Via, By, Clock string
	Entries                            int
}

// ReceiptsView shows a ReceiptsState.
type ReceiptsView interface{ RenderReceipts(ReceiptsState) }

// ReceiptsPresenter decides what the tab shows. Its methods belong to the goroutine of the user interface.
type ReceiptsPresenter struct {
	host    Host
	service Service
	view    ReceiptsView
	loads   *task.Latest
}

// NewReceiptsPresenter returns the presenter of view.
func NewReceiptsPresenter(host Host, service Service, view ReceiptsView) *ReceiptsPresenter {
	return &ReceiptsPresenter{host: host, service: service, view: view, loads: task.NewLatest(host.Run)}
}

// Load reads what this laptop received.
func (p *ReceiptsPresenter) Load() {
	var rows []ReceiptRow
	p.loads.Do("exchange.receipts", func(ctx context.Context, _ task.Progress) error {
		return p.service.View(ctx, func(r inspection.Reader) error {
			names, err := readDeviceNames(ctx, r, p.host.T)
			if err != nil {
				return err
			}
			receipts, err := r.Receipts(ctx)
			for _, receipt := range receipts {
				if receipt.Device == names.own && receipt.Entries > 0 {
					rows = append(rows, p.row(receipt, names))
				}
			}
			slices.Reverse(rows)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.view.RenderReceipts(ReceiptsState{Loaded: true, Rows: rows})
	})
}

func (p *ReceiptsPresenter) row(r inspection.Receipt, names deviceNames) ReceiptRow {
	t := p.host.T
	row := ReceiptRow{When: p.host.Catalog().DayTime(r.Made.In(inspection.Zone)), Via: t("exchange.via." + string(r.Via)), By: r.By, Entries: r.Entries}
	if r.From == "" {
		row.From = t("exchange.via.server")
	} else {
		row.From, row.Device = who(t, names.cards[r.From]), names.name(r.From)
	}
	if r.Clock > 0 {
		row.Clock = t("exchange.receipt.clock", "ahead", aheadText(t, secondsOf(r.Clock)))
	}
	return row
}
