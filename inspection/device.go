package inspection

import "time"

// Device 电脑 is another laptop that this one knows. Whom this laptop trusts is its own
// matter: these records are never handed on.
type Device struct {
	DeviceCard
	Accepted   bool // a person compared the fingerprint, or it belongs to the office's hub
	AcceptedBy string
	AcceptedAt time.Time
	Blocked    bool      // nothing more is taken from it
	Seen       time.Time // when the newest delivery of it was received
	Known      Knowledge // what it had when it made that delivery
}

// Kind implements Record.
func (d Device) Kind() RecordKind { return KindDevice }

// Key implements Record.
func (d Device) Key() ID { return ID(d.ID) }

// Fields implements Record.
func (d Device) Fields() Fields {
	return Fields{"code": d.Code, "office": d.Office, "person": d.Person, "key": d.PublicKey, "accepted": fieldBool(d.Accepted),
		"accepted_by": d.AcceptedBy, "accepted_at": FormatInstant(d.AcceptedAt), "blocked": fieldBool(d.Blocked),
		"seen": FormatInstant(d.Seen), "known": d.Known.String()}
}

// DecodeDevice builds a Device from its stored fields.
func DecodeDevice(key ID, fields Fields) (Device, error) {
	r := fieldReader{kind: KindDevice, key: key, fields: fields}
	known, err := ParseKnowledge(fields["known"])
	if err != nil {
		r.fail("known")
	}
	return Device{DeviceCard: DeviceCard{ID: string(key), Code: fields["code"], Office: fields["office"], Person: fields["person"], PublicKey: fields["key"]},
		Accepted: r.bool("accepted"), AcceptedBy: fields["accepted_by"], AcceptedAt: r.instant("accepted_at"), Blocked: r.bool("blocked"),
		Seen: r.instant("seen"), Known: known}, r.err
}
