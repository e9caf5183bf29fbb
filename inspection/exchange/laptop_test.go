package exchange

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"anxun/inspection"
)

// laptop stands for the rules and the store of a laptop.
type laptop struct {
	card     inspection.DeviceCard
	key      ed25519.PrivateKey
	entries  []inspection.Change
	known    inspection.Knowledge
	devices  []inspection.Device
	settings map[inspection.ID]string
	stream   func(fn func(inspection.Change) error) error // in place of entries
}

func newLaptop(code, person string) *laptop {
	seed := sha256.Sum256([]byte(code))
	key := ed25519.NewKeyFromSeed(seed[:])
	return &laptop{key: key, known: inspection.Knowledge{}, settings: map[inspection.ID]string{},
		card: inspection.DeviceCard{ID: "01930000-0000-7000-8000-0000000000" + code, Code: code, Office: "桐柏路街道", Person: person,
			PublicKey: hex.EncodeToString(key.Public().(ed25519.PublicKey))}}
}

// write appends an entry to the journal.
func (l *laptop) write(kind inspection.RecordKind, record inspection.ID, fields ...inspection.FieldChange) {
	sequence := int64(len(l.entries) + 1)
	entry := inspection.Change{Sequence: sequence, Transaction: sequence, Device: l.card.ID, Actor: l.card.Person, RecordKind: kind, Record: record, Fields: fields,
		Time: inspection.HybridTime(fmt.Sprintf("2026-11-20T04:00:00.%03dZ.%04x", sequence%1000, sequence/1000))}
	if sequence > 1 {
		entry.Previous = l.entries[sequence-2].Hash
	}
	entry.Hash = entry.ComputeHash()
	l.entries = append(l.entries, entry)
	l.known.Add(l.card.ID, sequence, sequence)
}

func set(field, value string) inspection.FieldChange {
	return inspection.FieldChange{Field: field, New: value}
}

// writePhoto records a photo.
func (l *laptop) writePhoto(name string, data []byte) {
	l.write(inspection.KindEvidence, inspection.ID("photo-"+name), set("format", "png"), set("name", name), set("sha256", digestOf(data)))
}

func (l *laptop) Card(context.Context) (inspection.DeviceCard, error) { return l.card, nil }

func (l *laptop) Devices(context.Context) ([]inspection.Device, error) { return l.devices, nil }

func (l *laptop) AcceptDevice(_ context.Context, by string, card inspection.DeviceCard) error {
	l.devices = append([]inspection.Device{{DeviceCard: card, Accepted: true, AcceptedBy: by}}, l.devices...)
	return nil
}

func (l *laptop) EachEntry(_ context.Context, selection inspection.Selection, fn func(inspection.Change) error) (inspection.Knowledge, error) {
	covers := selection.Known.Clone()
	covers.AddAll(l.known)
	if l.stream != nil {
		return covers, l.stream(fn)
	}
	for _, entry := range l.entries {
		if !selection.Known.Has(entry.Device, entry.Sequence) {
			if err := fn(entry); err != nil {
				return nil, err
			}
		}
	}
	return covers, nil
}

func (l *laptop) SignedHead(_ context.Context, statement string) (inspection.SignedHead, error) {
	head := inspection.SignedHead{Device: l.card.ID, Sequence: int64(len(l.entries)), Statement: statement}
	if n := len(l.entries); n > 0 {
		head.Hash, head.Time = l.entries[n-1].Hash, l.entries[n-1].Time
	}
	return head.Sign(l.key), nil
}

func (l *laptop) Preview(_ context.Context, _ string, d inspection.Delivery, progress func(int64)) (inspection.Arrival, error) {
	arrival, _, err := l.take(d, progress)
	return arrival, err
}

func (l *laptop) Receive(_ context.Context, _ string, d inspection.Delivery, progress func(int64)) (inspection.Arrival, error) {
	arrival, fresh, err := l.take(d, progress)
	if err == nil {
		l.entries = append(l.entries, fresh...)
		l.known.AddAll(d.Covers)
	}
	return arrival, err
}

func (l *laptop) take(d inspection.Delivery, progress func(int64)) (arrival inspection.Arrival, fresh []inspection.Change, err error) {
	if !l.known.Covers(d.Base) {
		return arrival, nil, inspection.Conflict("error.delivery_out_of_order", "code", d.From.Code, "person", d.From.Person)
	}
	arrival.New = map[inspection.RecordKind]int{}
	err = d.Entries(func(entry inspection.Change) error {
		if arrival.Entries++; l.known.Has(entry.Device, entry.Sequence) {
			arrival.Known++
			return nil
		}
		progress(arrival.Entries)
		arrival.New[entry.RecordKind]++
		fresh = append(fresh, entry)
		return nil
	})
	return arrival, fresh, err
}

func (l *laptop) Setting(_ context.Context, name inspection.ID) (string, error) {
	return l.settings[name], nil
}

func (l *laptop) SaveSetting(_ context.Context, _ string, name inspection.ID, value string) error {
	l.settings[name] = value
	return nil
}

// album is a store of photos in a folder, or without one in memory; it keeps anything.
type album struct {
	dir   string
	held  map[string]int64
	limit int // how many photos fit; 0 means all
}

func (a *album) Path(e inspection.Evidence) string {
	return filepath.Join(a.dir, e.SHA256+"."+e.Format)
}

func (a *album) Has(e inspection.Evidence) bool {
	return a.held[e.SHA256] == int64(e.Size) && e.Size > 0
}

func (a *album) AddBytes(name string, data []byte) (inspection.Evidence, error) {
	if a.limit > 0 && a.count() >= a.limit {
		return inspection.Evidence{}, inspection.Wrap(errors.New("no space left"), inspection.CodeUnwritable, "error.evidence_unwritable", "file", name)
	}
	e := inspection.Evidence{SHA256: digestOf(data), Format: filepath.Ext(name)[1:], Size: len(data)}
	if a.held == nil {
		a.held = map[string]int64{}
	}
	a.held[e.SHA256] = int64(len(data))
	if a.dir == "" {
		return e, nil
	}
	return e, os.WriteFile(a.Path(e), data, 0o600)
}

func (a *album) count() int { return len(a.held) }

// sender is a laptop with an inspection, a hazard, two photos, and one that is lost.
func sender(t testing.TB) (*laptop, *album) {
	t.Helper()
	l, photos := newLaptop("K7", "张建国"), &album{dir: t.TempDir()}
	l.write(inspection.KindPlace, "place-1", set("code", "YL-001"), set("name", "晚晴日间照料中心"))
	l.write(inspection.KindInspection, "inspection-1", set("no", "J2026-K7-0001"), set("place", "place-1"))
	l.write(inspection.KindAnswer, "inspection-1/CF-01", set("checklist", "CF@1"), set("result", "fail"))
	l.write(inspection.KindHazard, "inspection-1/CF-01", set("no", "Y2026-K7-0001"), set("description", "二层东侧安全出口<堆放>轮椅 & 床"))
	for _, name := range []string{"exit.png", "door.png"} {
		data := []byte("picture of " + name)
		l.writePhoto(name, data)
		if _, err := photos.AddBytes("x.png", data); err != nil {
			t.Fatal(err)
		}
	}
	l.writePhoto("lost.png", []byte("picture that is lost"))
	l.write(inspection.KindInspection, "inspection-1", inspection.FieldChange{Field: "status", Old: "draft", New: "finished"})
	return l, photos
}

var made = time.Date(2026, 11, 20, 18, 30, 0, 0, inspection.Zone)

func orderTo(path string) Order {
	return Order{Out: path, Content: ContentAll, Program: "安巡 1.0.0", Clock: func() time.Time { return made }}
}

// send makes a bundle of everything.
func send(t testing.TB, from *laptop, photos *album, changes ...func(*Order)) (string, Written) {
	t.Helper()
	order := orderTo(filepath.Join(t.TempDir(), "out.anxun"))
	for _, change := range changes {
		change(&order)
	}
	written, err := Export(context.Background(), from, photos, order)
	if err != nil {
		t.Fatal(err)
	}
	return order.Out, written
}

// receiver is a laptop that has accepted the others.
func receiver(t testing.TB, accepted ...*laptop) (*laptop, *album) {
	t.Helper()
	l := newLaptop("M2", "李敏")
	for _, other := range accepted {
		l.devices = append(l.devices, inspection.Device{DeviceCard: other.card, Accepted: true})
	}
	return l, &album{}
}

// take opens a bundle and takes it in.
func take(path, secret string, into *laptop, photos *album) (outcome Outcome, err error) {
	bundle, err := Open(path, secret)
	if err != nil {
		return Outcome{}, err
	}
	defer func() { err = errors.Join(err, bundle.Close()) }()
	return bundle.Import(context.Background(), into, photos, Intake{By: "李敏"})
}

func keyOf(err error) string {
	var known *inspection.Error
	if errors.As(err, &known) {
		return known.Key
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
