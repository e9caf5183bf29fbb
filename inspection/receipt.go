package inspection

import (
	"fmt"
	"time"
)

// Receipt 接收记录 says what a laptop received from another, and what it knew from then
// on. Receipts travel with the entries, so that everybody can tell whether the author
// of an entry knew another: only what neither knew of the other is a conflict. It is
// always the first record of its transaction; everything after it in the same
// transaction was made by merging and is not handed on, since every laptop merges by
// itself with the same outcome.
type Receipt struct {
	ID       ID
	Device   string // who received
	Sequence int64  // of the entry that this receipt is in the journal of Device
	From     string // device that handed it over
	Via      Via
	Made     time.Time
	By       string
	Known    Knowledge // of Device from then on, its own entries left out
	Entries  int       // that were new
	Digest   string    // SHA-256 over their hashes in the order of arrival, hexadecimal; empty if none were
	Clock    int       // seconds by which the sender's clock was ahead, as far as that shows; 0 if it was not
}

// ReceiptID returns the id of a receipt.
func ReceiptID(device string, sequence int64) ID { return ID(fmt.Sprintf("%s/%d", device, sequence)) }

// Kind implements Record.
func (r Receipt) Kind() RecordKind { return KindReceipt }

// Key implements Record.
func (r Receipt) Key() ID { return r.ID }

// Fields implements Record.
func (r Receipt) Fields() Fields {
	return Fields{"device": r.Device, "sequence": fieldInt(int(r.Sequence)), "from": r.From, "via": string(r.Via), "made": FormatInstant(r.Made),
		"by": r.By, "known": r.Known.String(), "entries": fieldInt(r.Entries), "digest": r.Digest, "clock": fieldInt(r.Clock)}
}

// DecodeReceipt builds a Receipt from its stored fields.
func DecodeReceipt(key ID, fields Fields) (Receipt, error) {
	r := fieldReader{kind: KindReceipt, key: key, fields: fields}
	known, err := ParseKnowledge(fields["known"])
	if err != nil {
		r.fail("known")
	}
	return Receipt{ID: key, Device: fields["device"], Sequence: int64(r.int("sequence")), From: fields["from"], Via: Via(fields["via"]),
		Made: r.instant("made"), By: fields["by"], Known: known, Entries: r.int("entries"), Digest: fields["digest"], Clock: r.int("clock")}, r.err
}
