package main

import (
	"context"
	"flag"
	"strings"

	"anxun/inspection"
	"anxun/inspection/exchange"
)

// deviceDocument is a laptop in JSON.
type deviceDocument struct {
	ID          string `json:"id"`
	Code        string `json:"code"`
	Office      string `json:"office"`
	Person      string `json:"person"`
	Key         string `json:"key"`
	Fingerprint string `json:"fingerprint"`
}

func describeCard(card inspection.DeviceCard) deviceDocument {
	return deviceDocument{ID: card.ID, Code: card.Code, Office: card.Office, Person: card.Person, Key: card.PublicKey, Fingerprint: card.Fingerprint()}
}

// knownDevice is a laptop and what it is to this one.
type knownDevice struct {
	deviceDocument
	Standing   exchange.Standing `json:"standing"`
	AcceptedBy string            `json:"accepted_by"`
	AcceptedAt *string           `json:"accepted_at"`
	Seen       *string           `json:"seen"` // when its newest delivery was received
}

// deviceCommands lists the laptops and says what is taken from whom.
func deviceCommands() []command {
	return []command{devicesListCommand(), devicesAcceptCommand(), devicesBlockCommand(), devicesMovedCommand(), devicesRenewCommand()}
}

// devicesListCommand lists this laptop first, then those that it knows.
func devicesListCommand() command {
	return command{
		name: "devices list", access: accessRead, summary: "cli.devices_list",
		run: func(ctx context.Context, c *call) error {
			own, err := c.Service.Card(ctx)
			if err != nil {
				return err
			}
			devices, err := c.Service.Devices(ctx)
			if err != nil {
				return err
			}
			documents := []knownDevice{{deviceDocument: describeCard(own), Standing: exchange.StandingOwn}}
			for _, device := range devices {
				documents = append(documents, describeDevice(device))
			}
			return c.emit(documents, func() {
				lines := table{header: c.columns("device", "person", "office", "standing", "seen", "fingerprint")}
				for i, d := range documents {
					seen := "—"
					if i > 0 {
						seen = clockTime(devices[i-1].Seen)
					}
					lines.add(d.Code, orDash(d.Person), orDash(d.Office), c.text.T("cli.device."+string(d.Standing)), seen, d.Fingerprint)
				}
				lines.write(c.out)
				c.say("cli.total", "n", len(documents))
			})
		},
	}
}

func describeDevice(device inspection.Device) knownDevice {
	d := knownDevice{deviceDocument: describeCard(device.DeviceCard), Standing: exchange.StandingUnknown, AcceptedBy: device.AcceptedBy,
		AcceptedAt: instant(device.AcceptedAt), Seen: instant(device.Seen)}
	switch {
	case device.Blocked:
		d.Standing = exchange.StandingBlocked
	case device.Accepted:
		d.Standing = exchange.StandingAccepted
	}
	return d
}

// findDevice finds a laptop by its two characters or its id.
func (c *call) findDevice(ctx context.Context, name string) (inspection.Device, error) {
	devices, err := c.Service.Devices(ctx)
	if err != nil {
		return inspection.Device{}, err
	}
	var found []inspection.Device
	for _, device := range devices {
		if device.ID == name || strings.EqualFold(device.Code, name) {
			found = append(found, device)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return inspection.Device{}, inspection.NotFound("error.device_unknown", "code", name)
	}
	return inspection.Device{}, inspection.Conflict("error.device_ambiguous", "code", name)
}

// devicesAcceptCommand accepts a laptop that was heard of, once its code was compared, and lifts a block.
func devicesAcceptCommand() command {
	code := ""
	return command{
		name: "devices accept", args: []string{"DEVICE"}, access: accessWrite, summary: "cli.devices_accept",
		flags: func(f *flag.FlagSet) { f.StringVar(&code, "code", "", "cli.flag.device_code") },
		run: func(ctx context.Context, c *call) error {
			if code == "" {
				return need("code")
			}
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			device, err := c.findDevice(ctx, c.args[0])
			if err != nil {
				return err
			}
			if !exchange.SameFingerprint(device.Fingerprint(), code) {
				return inspection.Conflict("error.device_code_differs", "code", device.Code, "fingerprint", device.Fingerprint())
			}
			if err := c.Service.AcceptDevice(ctx, by, device.DeviceCard); err != nil {
				return err
			}
			return c.printDevice(ctx, device.ID, "cli.devices.accepted")
		},
	}
}

// devicesBlockCommand takes nothing more from a laptop, for example a lost one.
func devicesBlockCommand() command {
	return command{
		name: "devices block", args: []string{"DEVICE"}, access: accessWrite, summary: "cli.devices_block",
		run: func(ctx context.Context, c *call) error {
			by, err := c.actor(ctx)
			if err != nil {
				return err
			}
			device, err := c.findDevice(ctx, c.args[0])
			if err != nil {
				return err
			}
			if err := c.Service.BlockDevice(ctx, by, device.ID); err != nil {
				return err
			}
			return c.printDevice(ctx, device.ID, "cli.devices.blocked")
		},
	}
}

func (c *call) printDevice(ctx context.Context, id, key string) error {
	device, err := c.findDevice(ctx, id)
	if err != nil {
		return err
	}
	return c.emit(describeDevice(device), func() { c.say(key, "code", device.Code, "person", orDash(device.Person)) })
}
