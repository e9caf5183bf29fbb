package inspection

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Change 变更 is one entry of the journal: which fields of one record changed, from
// what to what, by whom, when and on which device. Entries form a chain: each
// carries the hash of the one before, so none can be altered, dropped or
// swapped without the chain breaking.
type Change struct {
	Sequence    int64  // 1, 2, 3 … without gaps on one device
	Transaction int64  // entries made together carry the same number: the Sequence of the first
	Device      string // id of the device
	Time        HybridTime
	Actor       string // the person
	RecordKind  RecordKind
	Record      ID
	Fields      []FieldChange
	Previous    string // Hash of the entry before; empty for the first
	Hash        string
}

// ComputeHash returns the hash the entry must carry: SHA-256, in hexadecimal, over
// the JSON array of everything else in a fixed order.
func (c Change) ComputeHash() string {
	fields := c.Fields
	if fields == nil {
		fields = []FieldChange{}
	}
	content, err := json.Marshal([]any{c.Previous, c.Sequence, c.Transaction, c.Device, string(c.Time), c.Actor, c.RecordKind, c.Record, fields})
	if err != nil {
		panic("inspection: encoding a change: " + err.Error()) // strings and integers always encode
	}
	digest := sha256.Sum256(content)
	return hex.EncodeToString(digest[:])
}

// HybridTime is a hybrid logical clock reading: wall time to the millisecond and a
// counter, in a text form that sorts in the order of events, for example
// "2026-11-20T01:05:00.000Z.0001". It never runs backwards on a device, even
// when the wall clock does.
type HybridTime string

const hybridLayout = "2006-01-02T15:04:05.000Z"

// NextHybridTime returns the reading that follows last at wall time now.
func NextHybridTime(last HybridTime, now time.Time) HybridTime {
	wall := now.UTC().Format(hybridLayout)
	if len(last) != len(hybridLayout)+5 || wall > string(last[:len(hybridLayout)]) {
		return HybridTime(wall + ".0000")
	}
	wall = string(last[:len(hybridLayout)])
	counter, err := hex.DecodeString(string(last[len(hybridLayout)+1:]))
	if err != nil || len(counter) != 2 {
		return HybridTime(wall + ".0001")
	}
	number := uint16(counter[0])<<8 | uint16(counter[1])
	if number == 0xffff { // carry into the wall part rather than wrap
		instant, parseErr := time.Parse(hybridLayout, wall)
		if parseErr != nil {
			instant = now.UTC()
		}
		return HybridTime(instant.Add(time.Millisecond).Format(hybridLayout) + ".0000")
	}
	number++
	return HybridTime(wall + "." + hex.EncodeToString([]byte{byte(number >> 8), byte(number)}))
}

// Instant returns the wall time of the reading.
func (h HybridTime) Instant() time.Time {
	if len(h) < len(hybridLayout) {
		return time.Time{}
	}
	t, err := time.Parse(hybridLayout, string(h[:len(hybridLayout)]))
	if err != nil {
		return time.Time{}
	}
	return t
}
