package hub

import (
	"context"
	"errors"
	"maps"
	"slices"

	"anxun/inspection"
)

const (
	// batchRows and batchBytes bound what one Append adds, unless a single transaction has more. The server's lock is held
	// as long as this takes.
	batchRows  = 10_000
	batchBytes = 8 << 20
	// pageRows is how many rows are read, merged and remembered at once.
	pageRows = 5000
)

// Exchange is one laptop talking to its hub. It is used by one goroutine at a time.
type Exchange struct {
	Laptop Laptop
	Hub    Hub
	Photos Photos // nil: no photos are exchanged
	Parts  Parts  // where half-fetched photos are kept; needed with Photos
	By     string // in whose name things are received
	Clock  inspection.Clock
	// Progress is told how far a long exchange has come; it may be nil.
	Progress func(Progress)

	PageRows, BatchRows int // for tests; 0 means the usual size

	card     inspection.DeviceCard
	overview Overview
	cursor   cursor
	saved    string // the cursor as it is stored
	outcome  *Outcome
	codec    codec // of what is pulled
}

// Stage is what an exchange is doing.
type Stage string

// The stages.
const (
	StagePull       Stage = "pull"
	StagePush       Stage = "push"
	StageFetchPhoto Stage = "fetch"
	StageSendPhoto  Stage = "send"
)

// Progress is how far a stage has come. Total is 0 where it is not known.
type Progress struct {
	Stage Stage
	Done  int64
	Total int64
}

// Notice is something about the hub that people should know although the exchange went on.
type Notice string

// The notices.
const (
	NoticeNone     Notice = ""
	NoticeRestored Notice = "restored" // the hub was set back to an older state; what it lost was pushed again
	NoticeReplaced Notice = "replaced" // it is another hub than before
)

// Outcome is what an exchange did.
type Outcome struct {
	Notice        Notice
	Pulled        int64 // entries that were new here
	Pushed        int64 // entries that were new to the hub
	Changed       int   // records that are new or different here
	Conflicts     int   // new ones, that a person must settle
	PhotosFetched int
	PhotosSent    int
	PhotosAwaited int      // their records are here, their files neither here nor on the hub
	PhotosRefused []string // files that do not hold what their name says; their records keep waiting
	Accepted      []inspection.DeviceCard
	Strangers     []string // ids of laptops that wrote entries, and of which nobody put a card on the hub
	Blocked       []string // ids of laptops whose entries were left out, because they are blocked here
}

// Sync pulls, pushes, and exchanges photos. What was done before an error stays done, and the next Sync continues.
func (e *Exchange) Sync(ctx context.Context) (Outcome, error) {
	return e.run(ctx, e.pull, e.push, e.pullRest, func(ctx context.Context) error { return e.photos(ctx, true, true) })
}

// Pull only receives, photos included.
func (e *Exchange) Pull(ctx context.Context) (Outcome, error) {
	return e.run(ctx, e.pull, func(ctx context.Context) error { return e.photos(ctx, true, false) })
}

// Push only hands over, photos included.
func (e *Exchange) Push(ctx context.Context) (Outcome, error) {
	return e.run(ctx, e.push, func(ctx context.Context) error { return e.photos(ctx, false, true) })
}

func (e *Exchange) run(ctx context.Context, steps ...func(context.Context) error) (Outcome, error) {
	outcome := Outcome{}
	e.outcome = &outcome
	for _, step := range append([]func(context.Context) error{e.begin}, steps...) {
		if err := step(ctx); err != nil {
			return outcome, err
		}
	}
	return outcome, nil
}

// begin looks where the hub stands, notices one that is not what it was, and gets to know the office's other laptops.
func (e *Exchange) begin(ctx context.Context) (err error) {
	if e.card, err = e.Laptop.Card(ctx); err != nil {
		return err
	}
	if e.cursor, err = readCursor(ctx, e.Laptop); err != nil {
		return err
	}
	if e.saved, err = e.cursor.text(); err != nil {
		return err
	}
	if e.overview, err = e.Hub.Overview(ctx); err != nil {
		return err
	}
	if err := e.checkHub(ctx); err != nil {
		return err
	}
	if err := e.checkSelf(ctx); err != nil {
		return err
	}
	if err := e.Hub.Join(ctx, e.card, e.Clock()); err != nil {
		return err
	}
	return e.meet(ctx)
}

// checkHub compares the hub with what this laptop saw of it. After a hub was set back everything on it is looked at
// again, since others may have pushed in between.
func (e *Exchange) checkHub(ctx context.Context) error {
	before := e.cursor
	if before.Epoch == e.overview.Epoch {
		if before.N == 0 {
			return nil
		}
		mark, err := e.Hub.Mark(ctx, before.N)
		if err != nil || mark == before.Mark {
			return err
		}
		e.outcome.Notice = NoticeRestored
	} else if before.N > 0 {
		e.outcome.Notice = NoticeReplaced
	}
	e.cursor = cursor{Epoch: e.overview.Epoch, Awaited: before.Awaited}
	return nil
}

// checkSelf finds out whether this data folder is an old copy of itself: the hub then has entries under the name of this
// laptop that it does not have, or others in their place. Going on would lose one or the other.
func (e *Exchange) checkSelf(ctx context.Context) error {
	sequence, hash, err := e.Hub.Newest(ctx, e.card.ID)
	if err != nil || sequence == 0 {
		return err
	}
	known, err := e.Laptop.Known(ctx)
	if err != nil {
		return err
	}
	if !known.Has(e.card.ID, sequence) {
		return inspection.Conflict("error.hub_device_behind", "code", e.card.Code)
	}
	var own string
	_, err = e.Laptop.EachEntry(ctx, inspection.Selection{Known: without(known, e.card.ID, sequence)}, func(c inspection.Change) error {
		if c.Device == e.card.ID && c.Sequence == sequence {
			own = c.Hash
		}
		if c.Device == e.card.ID && c.Sequence >= sequence {
			return errEnough
		}
		return nil
	})
	if (err == nil || errors.Is(err, errEnough)) && own != hash {
		return inspection.Conflict("error.hub_fork_self", "code", e.card.Code, "sequence", sequence)
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// errEnough ends a stream that has told what was asked.
var errEnough = errors.New("enough")

// without is the knowledge less one entry.
func without(known inspection.Knowledge, device string, sequence int64) inspection.Knowledge {
	rest := known.Clone()
	delete(rest, device)
	for _, r := range known[device] {
		rest.Add(device, r.From, min(r.To, sequence-1))
		rest.Add(device, max(r.From, sequence+1), r.To)
	}
	return rest
}

// meet accepts the laptops that joined the hub: whoever has the office's access to the hub belongs to the office. One
// that was accepted before with another key, or that is blocked, is not.
func (e *Exchange) meet(ctx context.Context) error {
	devices, err := e.Laptop.Devices(ctx)
	if err != nil {
		return err
	}
	here := map[string]inspection.Device{}
	var blocked []string
	for _, device := range devices {
		here[device.ID] = device
		if device.Blocked {
			blocked = append(blocked, device.ID)
		}
	}
	slices.Sort(blocked)
	if !slices.Equal(blocked, e.cursor.Without) { // what was left out comes again, or what came is not asked for any more
		e.cursor.N, e.cursor.Mark, e.cursor.Without = 0, "", blocked
	}
	for _, card := range e.overview.Devices {
		device, known := here[card.ID]
		switch {
		case card.ID == e.card.ID || device.Blocked:
			continue
		case known && device.Accepted && device.Fingerprint() != card.Fingerprint():
			return inspection.Conflict("error.hub_other_key", "code", card.Code, "person", card.Person)
		case known && device.Accepted:
			continue
		}
		if err := e.Laptop.AcceptDevice(ctx, e.By, card); err != nil {
			return err
		}
		e.outcome.Accepted = append(e.outcome.Accepted, card)
	}
	return nil
}

// save stores the cursor if it moved.
func (e *Exchange) save(ctx context.Context) error {
	text, err := e.cursor.text()
	if err != nil || text == e.saved {
		return err
	}
	if err := e.Laptop.SaveSetting(ctx, e.By, SettingCursor, text); err != nil {
		return err
	}
	e.saved = text
	return nil
}

func (e *Exchange) tell(stage Stage, done, total int64) {
	if e.Progress != nil {
		e.Progress(Progress{Stage: stage, Done: done, Total: total})
	}
}

// strangers notes laptops that wrote entries but are on no list.
func (e *Exchange) strangers(authors map[string]bool) {
	for author := range maps.Keys(authors) {
		known := author == e.card.ID || slices.Contains(e.outcome.Strangers, author) ||
			slices.ContainsFunc(e.overview.Devices, func(card inspection.DeviceCard) bool { return card.ID == author })
		if !known {
			e.outcome.Strangers = append(e.outcome.Strangers, author)
		}
	}
	slices.Sort(e.outcome.Strangers)
}
