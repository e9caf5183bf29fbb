package find

import (
	"anxun/inspection"
	"anxun/ui/pinyin"
)

// maxOffered bounds the places offered for what was typed; more are found by typing more.
const maxOffered = 60

// Register offers places of the register to somebody who chooses one by typing. The zero value has none.
type Register struct {
	places []inspection.Place
	keys   []placeKey
}

// placeKey finds a place: by its name and code first, by where it lies after that.
type placeKey struct{ named, elsewhere signedKey }

type signedKey struct {
	key  pinyin.Key
	sign pinyin.Signature
}

func signed(texts ...string) signedKey {
	key := pinyin.NewKey(texts...)
	return signedKey{key, pinyin.SignatureOf(key)}
}

func (k signedKey) match(query *pinyin.Query) bool {
	for _, word := range query.Words {
		if !word.May(k.sign) || !word.In(k.key) {
			return false
		}
	}
	return true
}

// NewRegister makes the places ready for finding, which takes a while for thousands: do it in the background.
func NewRegister(places []inspection.Place) Register {
	r := Register{places: places, keys: make([]placeKey, len(places))}
	for i, place := range places {
		r.keys[i] = placeKey{signed(place.Name, place.Code), signed(place.Community, place.Address)}
	}
	return r
}

// Len returns the number of places.
func (r Register) Len() int { return len(r.places) }

// ByID returns the place with that id and whether there is one.
func (r Register) ByID(id inspection.ID) (inspection.Place, bool) {
	for _, place := range r.places {
		if place.ID == id {
			return place, true
		}
	}
	return inspection.Place{}, false
}

// Match returns the places that match what was typed: code, name or community, in characters, pinyin or initials; those
// whose name or code matches first. more is how many were found beyond those.
func (r Register) Match(text string) (found []inspection.Place, more int) {
	query := pinyin.Compile(text)
	var others []inspection.Place
	total := 0
	for i, key := range r.keys {
		switch {
		case key.named.match(query):
			if total++; len(found) < maxOffered {
				found = append(found, r.places[i])
			}
		case key.elsewhere.match(query):
			if total++; len(others) < maxOffered {
				others = append(others, r.places[i])
			}
		}
	}
	found = append(found, others[:min(len(others), maxOffered-len(found))]...)
	return found, total - len(found)
}
