package exchange

import (
	"context"
	"crypto/subtle"
	"strings"

	"anxun/inspection"
)

// Standing says what a laptop is to this one.
type Standing string

// The standings.
const (
	StandingOwn      Standing = "own"      // this laptop itself
	StandingAccepted Standing = "accepted" // a person compared its code once
	StandingUnknown  Standing = "unknown"  // nobody did yet
	StandingChanged  Standing = "changed"  // it was accepted with another key
	StandingBlocked  Standing = "blocked"  // nothing is taken from it
)

// Acquaintance is what a laptop knows of others; inspection.Service is one.
type Acquaintance interface {
	Card(ctx context.Context) (inspection.DeviceCard, error)
	Devices(ctx context.Context) ([]inspection.Device, error)
}

// StandingOf finds out what the laptop with the card is to this one.
func StandingOf(ctx context.Context, laptop Acquaintance, card inspection.DeviceCard) (Standing, error) {
	own, err := laptop.Card(ctx)
	if err != nil {
		return "", err
	}
	if card.ID == own.ID {
		return StandingOwn, nil
	}
	devices, err := laptop.Devices(ctx)
	if err != nil {
		return "", err
	}
	for _, device := range devices {
		sameKey, sameID := device.PublicKey == card.PublicKey, device.ID == card.ID
		switch {
		case sameKey && device.Blocked: // another id does not help it
			return StandingBlocked, nil
		case sameID && sameKey && device.Accepted:
			return StandingAccepted, nil
		case sameID && !sameKey && device.Accepted && !device.Blocked:
			return StandingChanged, nil
		}
	}
	return StandingUnknown, nil
}

// Admit refuses, in a sentence, a bundle of a laptop that nothing is to be taken from. code is what a person was told by
// whoever sent the bundle, "" if nothing: it admits a laptop that is not known yet. One that was accepted with another key has
// to be blocked first. accept tells that the laptop is to be accepted for the future.
func (b *Bundle) Admit(ctx context.Context, laptop Acquaintance, code string) (accept bool, err error) {
	card := b.From()
	standing, err := StandingOf(ctx, laptop, card)
	if err != nil {
		return false, err
	}
	about := []any{"code", card.Code, "who", whose(card), "fingerprint", card.Fingerprint()}
	switch standing {
	case StandingAccepted:
		return false, nil
	case StandingOwn:
		return false, refuse(nil, inspection.CodeConflict, "error.bundle_own", b.Path)
	case StandingBlocked:
		return false, refuse(nil, inspection.CodeConflict, "error.bundle_blocked", b.Path, about[:4]...)
	case StandingChanged: // somebody may be passing for it
		return false, refuse(nil, inspection.CodeConflict, "error.bundle_key_changed", b.Path, about...)
	}
	if code == "" {
		return false, refuse(nil, inspection.CodeConflict, "error.bundle_unknown", b.Path, about...)
	}
	if !SameFingerprint(card.Fingerprint(), code) {
		return false, refuse(nil, inspection.CodeConflict, "error.bundle_code_differs", b.Path, about...)
	}
	return true, nil
}

// whose says whose laptop it is, as far as its card tells.
func whose(card inspection.DeviceCard) string {
	if who := strings.TrimSpace(card.Office + " " + card.Person); who != "" {
		return who
	}
	return "—"
}

// SameFingerprint compares the code of a laptop with what a person typed; only digits count, and those of an input method
// for Chinese count, too.
func SameFingerprint(fingerprint, typed string) bool {
	a, b := digits(fingerprint), digits(typed)
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, text)
}
