package inspection

import "context"

// Devices lists the laptops that this one knows, by their codes.
func (s *Service) Devices(ctx context.Context) ([]Device, error) {
	var devices []Device
	err := s.store.View(ctx, func(r Reader) (err error) {
		devices, err = r.Devices(ctx)
		return err
	})
	return devices, err
}

// AcceptDevice remembers that a person compared the laptop's fingerprint, or that it
// belongs to the office's hub, and ends its being blocked. A laptop that was known with
// another key gives CodeConflict: somebody may be passing for it.
func (s *Service) AcceptDevice(ctx context.Context, by string, card DeviceCard) error {
	return s.changeDevice(ctx, by, card.ID, func(device *Device) error {
		if device.Accepted && !device.Blocked && device.PublicKey != card.PublicKey {
			return Conflict("error.device_key_changed", "code", card.Code, "person", card.Person)
		}
		device.DeviceCard = card
		if !device.Accepted {
			device.Accepted, device.AcceptedBy, device.AcceptedAt = true, by, s.clock()
		}
		device.Blocked = false
		return nil
	})
}

// BlockDevice takes nothing more from a laptop, one that was lost for example.
func (s *Service) BlockDevice(ctx context.Context, by string, id string) error {
	return s.changeDevice(ctx, by, id, func(device *Device) error {
		if device.PublicKey == "" {
			return NotFound("error.device_not_found", "record", id)
		}
		device.Blocked = true
		return nil
	})
}

func (s *Service) changeDevice(ctx context.Context, by, id string, change func(*Device) error) error {
	return s.update(ctx, by, func(w Writer) error {
		fields, err := w.RecordFields(ctx, KindDevice, ID(id))
		if err != nil {
			return err
		}
		device, err := DecodeDevice(ID(id), fields)
		if err != nil {
			return err
		}
		if err := change(&device); err != nil {
			return err
		}
		return w.Put(ctx, device)
	})
}
