package exchange

import (
	"context"
	"strings"

	"anxun/inspection"
	"anxun/ui/wording"
)

// deviceNames names laptops by their codes.
type deviceNames struct {
	t     func(string, ...any) string
	own   string
	cards map[string]inspection.DeviceCard
}

func readDeviceNames(ctx context.Context, r inspection.Reader, t func(string, ...any) string) (deviceNames, error) {
	n := deviceNames{t: t, cards: map[string]inspection.DeviceCard{}}
	head, err := r.SignedHead(ctx, "")
	if err != nil {
		return n, err
	}
	devices, err := r.Devices(ctx)
	if err != nil {
		return n, err
	}
	for _, device := range devices {
		n.cards[device.ID] = device.DeviceCard
	}
	n.own = head.Device
	code, err := r.Setting(ctx, inspection.SettingDeviceCode)
	n.cards[n.own] = inspection.DeviceCard{ID: n.own, Code: code}
	return n, err
}

// name is what people call a laptop.
func (n deviceNames) name(device string) string {
	code := n.cards[device].Code
	if device == n.own {
		return n.t("history.device.this", "code", code)
	}
	if code == "" {
		code = device[:min(len(device), 8)]
	}
	return n.t("history.device.other", "code", code)
}

// conflictWords puts conflicts into words. It works in the background, within one View.
type conflictWords struct {
	*wording.Writer
	r       inspection.Reader
	host    Host
	devices deviceNames
}

func (w conflictWords) row(ctx context.Context, c inspection.OpenConflict) ConflictRow {
	t := w.host.T
	row := ConflictRow{ID: c.ID, Kind: c.ConflictKind, KindText: t("exchange.conflict.kind." + string(c.ConflictKind)), Place: c.PlaceName,
		Question: t("exchange.conflict.question." + string(c.ConflictKind)), record: recordRef{c.RecordKind, c.Record}}
	switch c.RecordKind {
	case inspection.KindHazard:
		row.Record = w.Kind(c.RecordKind) + " " + c.HazardNo
	case inspection.KindInspection:
		row.Record = w.Kind(c.RecordKind) + " " + c.InspectionNo
	case inspection.KindAnswer:
		row.Record = w.Kind(inspection.KindInspection) + " " + c.InspectionNo
		visit, _ := inspection.SplitAnswerID(c.Record)
		row.record = recordRef{inspection.KindInspection, visit}
	case inspection.KindPlace:
		row.Record = w.Kind(c.RecordKind)
	default:
		row.Record = w.Kind(c.RecordKind)
	}
	row.Field = w.field(c)
	for i, side := range c.Sides {
		row.Sides = append(row.Sides, w.side(ctx, c, i, side))
	}
	return row
}

// field says what of the record two people wrote differently.
func (w conflictWords) field(c inspection.OpenConflict) string {
	t := w.host.T
	switch {
	case c.RecordKind == inspection.KindSetting:
		return t("exchange.setting." + string(c.Record))
	case c.ConflictKind == inspection.ConflictAction:
		return t("exchange.conflict.step")
	case c.ConflictKind == inspection.ConflictCode:
		return t("exchange.conflict.code", "code", c.Field)
	case c.ConflictKind == inspection.ConflictLate:
		return t("exchange.conflict.item", "item", string(c.Item))
	case c.RecordKind == inspection.KindAnswer:
		return t("exchange.conflict.item_field", "item", string(c.Item), "field", w.Field(c.RecordKind, c.Field))
	case wording.Known(c.RecordKind, c.Field):
		return w.Field(c.RecordKind, c.Field)
	}
	return c.Field
}

func (w conflictWords) side(ctx context.Context, c inspection.OpenConflict, i int, side inspection.ConflictSide) Side {
	t := w.host.T
	s := Side{Who: side.Actor, When: w.host.Catalog().DayTime(side.Time.Instant().In(inspection.Zone)), Device: w.devices.name(side.Device), Stands: side.Stands}
	switch c.ConflictKind {
	case inspection.ConflictAction:
		s.Value = t("action." + side.Value)
		if i < len(c.Steps) {
			s.Note = c.Steps[i].Note
		}
	case inspection.ConflictCode:
		s.Place = inspection.ID(side.Value)
		if place, err := w.r.Place(ctx, s.Place); err == nil {
			s.Value, s.Note = place.Name, place.Address
		}
	case inspection.ConflictLate:
		s.Value = w.Answer(inspection.ParseAnswerText(side.Value))
	default:
		s.Value = w.Value(ctx, c.RecordKind, c.Field, side.Value)
	}
	if c.RecordKind == inspection.KindSetting && (strings.HasPrefix(side.Value, "{") || strings.HasPrefix(side.Value, "[")) {
		s.Value = t("exchange.setting.set", "person", side.Actor) // a whole table
	}
	if strings.TrimSpace(s.Value) == "" {
		s.Value = t("history.cleared")
	}
	return s
}
