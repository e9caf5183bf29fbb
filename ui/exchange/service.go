// Package exchange is the page 数据交换: sending work to other laptops and receiving theirs, in files or through the
// office's server, settling what two people wrote differently, and which laptops are trusted.
package exchange

import (
	"context"
	"time"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/preference"
	"anxun/ui/task"
)

// Service is what the page needs of the product.
type Service interface {
	View(ctx context.Context, fn func(inspection.Reader) error) error
	Card(ctx context.Context) (inspection.DeviceCard, error)
	Conflicts(ctx context.Context) ([]inspection.OpenConflict, error)
	Settle(ctx context.Context, by string, id inspection.ID, side int, note string) error
	Devices(ctx context.Context) ([]inspection.Device, error)
	AcceptDevice(ctx context.Context, by string, card inspection.DeviceCard) error
	BlockDevice(ctx context.Context, by string, id string) error
}

// What says what a bundle holds.
type What string

// What can be sent.
const (
	WhatSince      What = "since"      // what came since the last whole bundle
	WhatAll        What = "all"        // everything
	WhatInspection What = "inspection" // one inspection
	WhatPerson     What = "person"     // what was assigned to a person
)

// Wanted is a bundle to be made.
type Wanted struct {
	Path       string
	What       What
	Subject    string // number of the inspection, or name of the person
	Passphrase string // "" for none
}

// Contents counts what a bundle holds.
type Contents struct{ Inspections, Hazards, Photos, Missing int }

// Sent is a bundle that was made. Path is "" if there was nothing to send.
type Sent struct {
	Path     string
	Size     int64 // bytes
	Contents Contents
}

// Progress is told how far work is; total is 0 while it is not known. stage is photos, entries or merge.
type Progress func(stage string, done, total int64)

// Bundles makes and reads the files that work travels in. Its methods run in the background.
type Bundles interface {
	// LastSent returns when the last whole bundle was made, by the clock of this laptop; zero if none was.
	LastSent(ctx context.Context) (time.Time, error)
	// Propose returns a path for a file in the folder, or where people keep files if that is not there.
	Propose(ctx context.Context, folder, subject string) (string, error)
	// Send makes a bundle. CodeConflict means that there is such a file.
	Send(ctx context.Context, by string, wanted Wanted, progress Progress) (Sent, error)
	// Open opens a file that came from another laptop. Errors with the keys PassphraseNeeded and PassphraseWrong ask for
	// a passphrase.
	Open(ctx context.Context, path, passphrase string) (Bundle, error)
}

// The keys of errors after which a passphrase is asked for.
const (
	PassphraseNeeded = "error.bundle_passphrase_needed"
	PassphraseWrong  = "error.bundle_passphrase_wrong"
)

// Bundle is an open file from another laptop.
type Bundle interface {
	About() About
	// Preview tells what Import would bring and changes nothing.
	Preview(ctx context.Context, by string, progress Progress) (Outcome, error)
	// Import takes everything in, or nothing. compared says that a person compared the code of a laptop that was unknown.
	Import(ctx context.Context, by string, compared bool, progress Progress) (Outcome, error)
	Close() error
}

// About says who sent what.
type About struct {
	Name     string // of the file
	Size     int64  // bytes
	From     inspection.DeviceCard
	Made     time.Time // by the sender's clock
	What     What
	Subject  string
	Contents Contents
}

// Outcome is what a bundle brings, or brought.
type Outcome struct {
	Unknown   bool // nobody has compared the sender's code yet
	New       map[inspection.RecordKind]int
	Changed   map[inspection.RecordKind]int
	Photos    int // that this laptop lacks
	Conflicts int
	Ahead     time.Duration // by how much the sender's clock is ahead
	Nothing   bool          // everything is here already
}

// PasswordNeeded is the key of the error that says that the server wants a password and none is kept.
const PasswordNeeded = "error.hub_password_needed"

// HubPlace is where the office's server is.
type HubPlace struct {
	Address string // a DSN without password
	Office  string
}

// HubState is how the exchange with the server stands.
type HubState struct {
	Running     bool
	Stage       string // of what runs
	Done, Total int64
	LastSuccess time.Time
	NextTry     time.Time // zero while it rests
	Failure     error     // of the newest try
	Entries     int       // that the server lacks
	Photos      int       // that the server lacks
	Awaited     int       // photos that are still to come
}

// Hub is the office's server. All but State and Now run in the background.
type Hub interface {
	// Place returns where the server is; an empty Address if none is used.
	Place(ctx context.Context) (HubPlace, error)
	// Test connects and changes nothing. An empty secret means the one that is kept.
	Test(ctx context.Context, place HubPlace, secret string) error
	// Use makes it the server of this laptop. kept is false if the system could not keep the secret.
	Use(ctx context.Context, by string, place HubPlace, secret string) (kept bool, err error)
	// Forget ends the use. What was exchanged stays on both sides.
	Forget(ctx context.Context, by string) error
	// Run exchanges by itself from now on, pausing so long in between; 0 ends that.
	Run(every time.Duration)
	// Now exchanges once, in the background.
	Now()
	// State may be called at any time.
	State() HubState
	// Watch has changed called in the background after every change of the state, until stop is called.
	Watch(changed func(HubState)) (stop func())
}

// Host is what the page needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	T(key string, args ...any) string
	ErrorText(err error) string
	ShowError(err error)
	Toast(text string)
	Go(route nav.Route)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Post(f func())
	Person() string
	Office() string
	Departments() []inspection.Department
	Now() time.Time
	ReadOnly() bool
	Preferences() preference.Values
	ChangePreferences(change func(*preference.Values))
}

// telling passes progress on to the window.
func telling(p task.Progress) Progress {
	last, told := "", int64(0)
	return func(stage string, done, total int64) {
		if stage != last {
			p.Add(-int(told))
			last, told = stage, 0
			p.Message("exchange.stage." + stage)
		}
		p.SetTotal(int(total))
		if done > told {
			p.Add(int(done - told))
			told = done
		}
	}
}
