package inspection

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"sync"
	"time"
)

// ID names a record. Records made by people carry a UUIDv7 in its canonical
// text form, so ids made offline on two laptops never collide and sort by the
// time they were made. An Answer's ID is composed of its inspection and item.
type ID string

// Clock tells the time. Production uses time.Now; tests use a fixed clock.
type Clock func() time.Time

// IDs makes new ids. It must be safe for concurrent use.
type IDs func() ID

// NewIDs returns a generator of UUIDv7 ids (RFC 9562, section 5.7) that reads the
// time from clock and randomness from random; a nil random means crypto/rand.
// Ids made within one millisecond still sort in the order they were made: the
// twelve bits after the version count up (RFC 9562, section 6.2, method 1).
func NewIDs(clock Clock, random io.Reader) IDs {
	if random == nil {
		random = rand.Reader
	}
	var (
		mutex   sync.Mutex
		last    int64
		counter uint16
	)
	return func() ID {
		mutex.Lock()
		defer mutex.Unlock()
		var raw [16]byte
		if _, err := io.ReadFull(random, raw[6:]); err != nil {
			// crypto/rand never fails on a supported system (it ends the
			// process itself); only a broken test source can come here.
			panic("inspection: reading randomness for an id: " + err.Error())
		}
		milli := clock().UnixMilli()
		if milli <= last {
			milli = last
			counter++
			if counter > 0xfff {
				milli, counter = last+1, 0
			}
		} else {
			counter = uint16(raw[6]&0x07)<<8 | uint16(raw[7])
		}
		last = milli
		for i := range 6 {
			raw[i] = byte(milli >> (8 * (5 - i)))
		}
		raw[6] = 0x70 | byte(counter>>8)
		raw[7] = byte(counter)
		raw[8] = raw[8]&0x3f | 0x80
		return formatUUID(raw)
	}
}

// DerivedID returns the id of a record that is the same thing wherever it is written
// down, made from a name of it: a UUIDv8 (RFC 9562, section 5.8) of the name's SHA-256.
// Written down on two laptops, it is one record.
func DerivedID(name string) ID {
	digest := sha256.Sum256([]byte("anxun " + name))
	raw := [16]byte(digest[:16])
	raw[6] = raw[6]&0x0f | 0x80
	raw[8] = raw[8]&0x3f | 0x80
	return formatUUID(raw)
}

func formatUUID(raw [16]byte) ID {
	var text [36]byte
	hex.Encode(text[0:8], raw[0:4])
	text[8] = '-'
	hex.Encode(text[9:13], raw[4:6])
	text[13] = '-'
	hex.Encode(text[14:18], raw[6:8])
	text[18] = '-'
	hex.Encode(text[19:23], raw[8:10])
	text[23] = '-'
	hex.Encode(text[24:36], raw[10:16])
	return ID(text[:])
}
