package inspection

import (
	"crypto/sha256"
	"fmt"
	"time"
)

// Via says how entries came from another laptop.
type Via string

// The ways.
const (
	ViaBundle Via = "bundle" // in a file, on a stick
	ViaHub    Via = "hub"    // through the office's server

	// ViaRenewal is no way: the laptop took another identity and says what it had as the former one.
	ViaRenewal Via = "renewal"
)

// DeviceCard introduces a laptop to another: what a person needs to recognise it, and
// the key that it signs with.
type DeviceCard struct {
	ID        string // a UUID
	Code      string // the two characters in its numbers
	Office    string // name of its office
	Person    string // who uses it
	PublicKey string // Ed25519, hexadecimal
}

// Fingerprint is a short code of the laptop's key that two people can compare by
// telephone: four groups of four digits.
func (c DeviceCard) Fingerprint() string {
	digest := sha256.Sum256([]byte("anxun device " + c.ID + " " + c.PublicKey))
	text := ""
	for i := range 4 {
		number := (uint32(digest[4*i])<<24 | uint32(digest[4*i+1])<<16 | uint32(digest[4*i+2])<<8 | uint32(digest[4*i+3])) % 10000
		if i > 0 {
			text += " "
		}
		text += fmt.Sprintf("%04d", number)
	}
	return text
}

// Delivery is a number of journal entries that come from another laptop, whole and
// proven by whoever hands it over.
type Delivery struct {
	From DeviceCard
	Via  Via
	Made time.Time // by the sender's clock; zero if that is not known
	// Base is what the receiver must have already: the delivery continues there.
	Base Knowledge
	// Covers is what the sender knew, as far as the receiver has it after this delivery.
	// Entries that only the sender's own merging made are covered, but not carried.
	Covers Knowledge
	// Entries hands the entries to fn in an order in which each comes after those
	// that its author knew. It is called once or twice, and stops at fn's first error.
	Entries func(fn func(Change) error) error
}

// Selection says which entries to hand over.
type Selection struct {
	Known       Knowledge // left out: the receiver has them
	Inspections []ID      // if there are any of these three: only what belongs to them
	Hazards     []ID
	Places      []ID
}

// Partial reports whether only some records are asked for.
func (s Selection) Partial() bool { return len(s.Inspections)+len(s.Hazards)+len(s.Places) > 0 }
