package inspection_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// author is a laptop of a trial.
type author struct {
	*inspection.Service
	t    *testing.T
	name string
}

func newAuthor(t *testing.T, code string) author {
	t.Helper()
	library, err := inspection.ParseLibrary([]byte(`[]`))
	must(t, err)
	store := inspectiontest.NewMemoryDevice(nil, "01930000-0000-7000-8000-0000000000"+code, code)
	ids := inspectiontest.SequentialIDs()
	return author{inspection.NewService(store, library, inspectiontest.FixedClock(inspectiontest.Noon), func() inspection.ID { return ids() + inspection.ID(code) }), t, code}
}

func (a author) card() inspection.DeviceCard {
	a.t.Helper()
	card, err := a.Card(context.Background())
	must(a.t, err)
	return card
}

// accepts knows the other one and compared its code.
func (a author) accepts(other author) {
	a.t.Helper()
	must(a.t, a.AcceptDevice(context.Background(), a.name, other.card()))
}

// writes saves a place.
func (a author) writes(name string) {
	a.t.Helper()
	_, err := a.SavePlace(context.Background(), a.name, inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code, p.Name = "", "YL-"+name, name }))
	must(a.t, err)
}

// bundle is everything that the laptop hands over, after somebody laid hands on it.
func (a author) bundle(forge func([]inspection.Change) []inspection.Change) inspection.Delivery {
	a.t.Helper()
	var entries []inspection.Change
	covers, err := a.EachEntry(context.Background(), inspection.Selection{}, func(c inspection.Change) error {
		entries = append(entries, c)
		return nil
	})
	must(a.t, err)
	if forge != nil {
		entries = forge(entries)
		for _, entry := range entries {
			covers.Add(entry.Device, entry.Sequence, entry.Sequence)
		}
	}
	return inspection.Delivery{From: a.card(), Via: inspection.ViaBundle, Base: inspection.Knowledge{}, Covers: covers,
		Entries: func(fn func(inspection.Change) error) error {
			for _, entry := range entries {
				if err := fn(entry); err != nil {
					return err
				}
			}
			return nil
		}}
}

func (a author) takes(d inspection.Delivery) error {
	_, err := a.Receive(context.Background(), a.name, d, nil)
	return err
}

// A laptop that forwards the work of others can neither alter it, nor invent any, nor take the
// author's signature away once the author is known to sign.
func TestAForwarderCannotForgeTheWorkOfOthers(t *testing.T) {
	ofPlace := func(entries []inspection.Change, device string) int {
		return slices.IndexFunc(entries, func(c inspection.Change) bool { return c.RecordKind == inspection.KindPlace && c.Device == device })
	}
	for name, c := range map[string]struct {
		forge   func(entries []inspection.Change, device string) []inspection.Change
		met     bool // the receiver has something of the author already
		refused string
	}{
		"untouched": {forge: func(e []inspection.Change, _ string) []inspection.Change { return e }},
		"altered": {refused: "error.entry_forged", forge: func(e []inspection.Change, device string) []inspection.Change {
			at := ofPlace(e, device)
			e[at].Actor = "别人"
			e[at].Hash = e[at].ComputeHash()
			return e
		}},
		"invented behind the last one": {refused: "error.entry_unsigned", forge: func(e []inspection.Change, device string) []inspection.Change {
			forged := e[ofPlace(e, device)]
			forged.Sequence, forged.Transaction, forged.Record = 1000, 1000, "made-up"
			forged.Hash = forged.ComputeHash()
			return append(e, forged)
		}},
		"invented where the author kept something to itself": {refused: "error.entry_forged", forge: func(e []inspection.Change, device string) []inspection.Change {
			forged := e[ofPlace(e, device)]
			forged.Sequence, forged.Transaction, forged.Record = 1, 1, "made-up"
			forged.Hash = forged.ComputeHash()
			return append(e, forged)
		}},
		"the signature left out, known to sign": {met: true, refused: "error.entry_unsigned", forge: func(e []inspection.Change, device string) []inspection.Change {
			return slices.DeleteFunc(e, func(c inspection.Change) bool {
				return c.RecordKind == inspection.KindAttestation && c.Device == device
			})
		}},
		"the signature left out, never heard of": {forge: func(e []inspection.Change, device string) []inspection.Change { // as from an older Anxun: told as 未签名
			return slices.DeleteFunc(e, func(c inspection.Change) bool {
				return c.RecordKind == inspection.KindAttestation && c.Device == device
			})
		}},
		"the signature made with another key": {refused: "error.entry_unsigned", met: true, forge: func(e []inspection.Change, device string) []inspection.Change {
			for i, entry := range e {
				if entry.RecordKind == inspection.KindAttestation && entry.Device == device {
					e[i].Fields = slices.Clone(entry.Fields)
					for j := range e[i].Fields {
						if e[i].Fields[j].Field == "hashes" {
							e[i].Fields[j].New = ""
						}
					}
					e[i].Hash = e[i].ComputeHash()
				}
			}
			return e
		}},
	} {
		t.Run(name, func(t *testing.T) {
			x, forwarder, receiver := newAuthor(t, "X1"), newAuthor(t, "F2"), newAuthor(t, "R3")
			receiver.accepts(x)
			receiver.accepts(forwarder)
			x.writes("一")
			if c.met {
				must(t, receiver.takes(x.bundle(nil)))
				x.writes("二")
			}
			must(t, forwarder.takes(x.bundle(nil)))
			forwarder.writes("三")
			seen := map[string]bool{}
			err := receiver.takes(forwarder.bundle(func(e []inspection.Change) []inspection.Change {
				if c.met { // what the receiver has cannot be altered any more
					known, err := receiver.Known(t.Context())
					must(t, err)
					e = slices.DeleteFunc(e, func(c inspection.Change) bool { return known.Has(c.Device, c.Sequence) })
				}
				for _, entry := range e {
					seen[entry.Device] = true
				}
				return c.forge(e, x.card().ID)
			}))
			if !seen[x.card().ID] {
				t.Fatal("nothing was forwarded")
			}
			if c.refused == "" {
				must(t, err)
				return
			}
			if known := (*inspection.Error)(nil); !asError(err, &known) || known.Key != c.refused {
				t.Errorf("got %v, want %s", err, c.refused)
			}
		})
	}
}

// What is handed over is signed once; looking at it, or receiving, makes no new signatures.
func TestSignaturesEndSomewhere(t *testing.T) {
	a, b := newAuthor(t, "A1"), newAuthor(t, "B2")
	a.accepts(b)
	b.accepts(a)
	a.writes("一")
	b.writes("二")
	for range 4 {
		must(t, b.takes(a.bundle(nil)))
		must(t, a.takes(b.bundle(nil)))
	}
	for _, one := range []author{a, b} {
		count := 0
		must(t, one.View(t.Context(), func(r inspection.Reader) error {
			return r.EachAttestation(t.Context(), one.card().ID, 1, 1<<40, func(inspection.Attestation) error {
				count++
				return nil
			})
		}))
		if count != 1 {
			t.Errorf("%s signed %d times", one.name, count)
		}
	}
}

// A laptop that nobody here knows is introduced by its signature; its code can be compared.
func TestAnUnknownAuthorCanBeAccepted(t *testing.T) {
	x, forwarder, receiver := newAuthor(t, "X1"), newAuthor(t, "F2"), newAuthor(t, "R3")
	receiver.accepts(forwarder)
	x.writes("一")
	must(t, forwarder.takes(x.bundle(nil)))
	forwarder.writes("二")
	must(t, receiver.takes(forwarder.bundle(nil)))
	devices, err := receiver.Devices(t.Context())
	must(t, err)
	at := slices.IndexFunc(devices, func(d inspection.Device) bool { return d.ID == x.card().ID })
	if at < 0 || devices[at].Accepted || devices[at].Fingerprint() != x.card().Fingerprint() || devices[at].Code != "X1" {
		t.Errorf("the receiver knows %+v", devices)
	}
}

func asError(err error, target **inspection.Error) bool { return errors.As(err, target) }
