package inspectiontest

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"sync"

	"anxun/inspection"
)

// DeviceID and DeviceCode are the device of every Memory.
const (
	DeviceID   = "01930000-0000-7000-8000-00000000d001"
	DeviceCode = "K7"
)

// deviceKey is the private key of every Memory. It protects nothing.
var deviceKey = ed25519.NewKeyFromSeed([]byte("inspectiontest device key 000001"))

// DevicePublicKey is the public key of every Memory, in hexadecimal.
var DevicePublicKey = hex.EncodeToString(deviceKey.Public().(ed25519.PublicKey))

// Memory is an inspection.Store that keeps everything in memory and behaves like
// the one on disk, error codes and journal included. Views see the last committed
// state, also while an Update runs. It is meant for tests: every list looks at
// every record.
type Memory struct {
	clock    inspection.Clock
	device   memoryDevice
	updating sync.Mutex // held by the one Update that runs

	mutex sync.Mutex // guards state
	state *state
}

var _ inspection.Store = (*Memory)(nil)

// state is one committed state. It is never changed once it is committed.
type state struct {
	records    map[inspection.RecordKind]map[inspection.ID]inspection.Fields
	journal    []inspection.Change
	journalOf  map[recordName][]int // places in journal
	time       inspection.HybridTime
	received   []receivedEntry
	receivedAt map[entryName]int
	receivedOf map[recordName][]int
}

type recordName struct {
	kind   inspection.RecordKind
	record inspection.ID
}

type entryName struct {
	device   string
	sequence int64
}

// memoryDevice is the laptop that a Memory stands for.
type memoryDevice struct {
	ID, Code string
	key      ed25519.PrivateKey
}

// NewMemory makes an empty store. Like a new data folder it holds the code and the
// public key of the device. A nil clock stands still at Noon.
func NewMemory(clock inspection.Clock) *Memory {
	return newMemory(clock, memoryDevice{ID: DeviceID, Code: DeviceCode, key: deviceKey})
}

// NewMemoryDevice makes an empty store of another laptop.
func NewMemoryDevice(clock inspection.Clock, id, code string) *Memory {
	seed := sha256.Sum256([]byte(id))
	return newMemory(clock, memoryDevice{ID: id, Code: code, key: ed25519.NewKeyFromSeed(seed[:])})
}

func newMemory(clock inspection.Clock, device memoryDevice) *Memory {
	if clock == nil {
		clock = FixedClock(Noon)
	}
	m := &Memory{clock: clock, device: device, state: &state{records: map[inspection.RecordKind]map[inspection.ID]inspection.Fields{}}}
	_, err := m.Update(context.Background(), "安巡", func(w inspection.Writer) error {
		for _, setting := range []inspection.Setting{{Name: inspection.SettingDeviceCode, Value: device.Code},
			{Name: inspection.SettingDeviceKey, Value: hex.EncodeToString(device.key.Public().(ed25519.PublicKey))}} {
			if err := w.Put(context.Background(), setting); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		panic("inspectiontest: a new store refused its device code: " + err.Error()) // no input can cause this
	}
	return m
}

// Device returns the id and the code of the device.
func (m *Memory) Device() (id, code string) { return m.device.ID, m.device.Code }

// Close implements inspection.Store. There is nothing to release.
func (m *Memory) Close() error { return nil }

func (m *Memory) current() *state {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.state
}

// View implements inspection.Store.
func (m *Memory) View(ctx context.Context, fn func(inspection.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return fn(&memoryReader{state: m.current(), device: m.device})
}

// Update implements inspection.Store.
func (m *Memory) Update(ctx context.Context, actor string, fn func(inspection.Writer) error) ([]inspection.Change, error) {
	if !sound(actor) {
		return nil, inspection.Invalid("error.actor_encoding")
	}
	m.updating.Lock()
	defer m.updating.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	before := m.current()
	w := &memoryWriter{
		memoryReader: memoryReader{state: before.next(), device: m.device},
		heard:        before.time,
		actor:        actor, clock: m.clock, own: map[inspection.RecordKind]bool{}, first: len(before.journal),
	}
	if err := fn(w); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	changes := w.state.journal[w.first:]
	if len(changes) == 0 {
		return nil, nil
	}
	if err := w.checkReferences(changes); err != nil {
		return nil, err
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.state = w.state
	return append([]inspection.Change(nil), changes...), nil
}

// memoryWriter implements inspection.Writer on a state of its own.
type memoryWriter struct {
	memoryReader
	actor string
	clock inspection.Clock
	own   map[inspection.RecordKind]bool // kinds whose map is no longer shared with the committed state
	first int                            // entries of the journal before this transaction

	ownReceived bool // the received entries are no longer shared with the committed state
	ownJournal  bool
	touched     map[recordName]bool   // and whether they were visited
	heard       inspection.HybridTime // the latest reading of the hybrid clock
}

// next is a copy to be changed; what it holds is copied when it is changed.
func (s *state) next() *state {
	return &state{records: maps.Clone(s.records), journal: s.journal[:len(s.journal):len(s.journal)], journalOf: s.journalOf, time: s.time,
		received: s.received, receivedAt: s.receivedAt, receivedOf: s.receivedOf}
}

// Put implements inspection.Writer.
func (w *memoryWriter) Put(ctx context.Context, record inspection.Record) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	kind, key, fields := record.Kind(), record.Key(), record.Fields()
	if err := checkText(kind, key, fields); err != nil {
		return err
	}
	stored := w.state.records[kind][key]
	changed := inspection.Diff(stored, fields)
	if len(changed) == 0 {
		return nil
	}
	if kind == inspection.KindChecklist && stored != nil {
		return inspection.Conflict("error.checklist_published", "ref", string(key))
	}
	if err := checkValues(kind, key, fields); err != nil {
		return err
	}
	if !w.own[kind] {
		w.own[kind] = true
		if w.state.records[kind] = maps.Clone(w.state.records[kind]); w.state.records[kind] == nil {
			w.state.records[kind] = map[inspection.ID]inspection.Fields{}
		}
	}
	w.state.records[kind][key] = maps.Clone(fields)
	w.append(kind, key, changed)
	return nil
}

func (w *memoryWriter) append(kind inspection.RecordKind, key inspection.ID, fields []inspection.FieldChange) {
	change := inspection.Change{Sequence: int64(len(w.state.journal)) + 1, Transaction: int64(w.first) + 1, Device: w.device.ID,
		Actor: w.actor, RecordKind: kind, Record: key, Fields: fields}
	if count := len(w.state.journal); count > 0 {
		change.Previous = w.state.journal[count-1].Hash
	}
	change.Time = inspection.NextHybridTime(w.heard, w.clock())
	w.heard, w.state.time = change.Time, change.Time
	change.Hash = change.ComputeHash()
	if !w.ownJournal {
		w.ownJournal = true
		if w.state.journalOf = maps.Clone(w.state.journalOf); w.state.journalOf == nil {
			w.state.journalOf = map[recordName][]int{}
		}
	}
	name := recordName{kind, key}
	w.state.journalOf[name] = append(slices.Clip(w.state.journalOf[name]), len(w.state.journal))
	w.state.journal = append(w.state.journal, change)
}

// checkReferences finds records of the transaction that belong to a record that
// does not exist.
func (w *memoryWriter) checkReferences(changes []inspection.Change) error {
	for _, change := range changes {
		fields := w.state.records[change.RecordKind][change.Record]
		var target inspection.RecordKind
		var id inspection.ID
		switch change.RecordKind {
		case inspection.KindInspection, inspection.KindHazard:
			target, id = inspection.KindPlace, inspection.ID(fields["place"])
		case inspection.KindAnswer:
			target = inspection.KindInspection
			id, _ = inspection.SplitAnswerID(change.Record)
		case inspection.KindSignature, inspection.KindCorrection, inspection.KindSeal:
			target, id = inspection.KindInspection, inspection.ID(fields["inspection"])
		case inspection.KindAction, inspection.KindEvidence:
			target, id = inspection.KindHazard, inspection.ID(fields["hazard"])
		default:
			continue
		}
		if _, present := w.state.records[target][id]; !present {
			return inspection.Wrap(fmt.Errorf("%s %s names %s %q", change.RecordKind, change.Record, target, id), inspection.CodeInvalid, "error.reference_missing")
		}
	}
	return nil
}
