package inspection

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
)

// Attestation 作者签名 is a laptop's signature over a piece of its own journal: the entries
// that it hands to others, by their hashes. It travels with them, whoever forwards them, so
// nobody can alter the work of somebody else or invent any. The hashes stand one by one, so
// that entries can be checked that come alone.
type Attestation struct {
	ID       ID
	Code     string // of the laptop, for people who do not know it yet
	Person   string
	From, To int64      // the sequences that it speaks of; what is handed on of them is all in Hashes
	Hashes   string     // shortened hashes of the entries, one after the other, base64
	Head     SignedHead // Device is the author
}

// shortHash is how many bytes of an entry's hash are kept: who wants to pass another entry
// off for it has to find one among 2^128.
const shortHash = 16

// blockOfEntries is how many entries one attestation speaks of at most.
const blockOfEntries = 500

// Kind implements Record.
func (a Attestation) Kind() RecordKind { return KindAttestation }

// Key implements Record.
func (a Attestation) Key() ID { return a.ID }

// Fields implements Record.
func (a Attestation) Fields() Fields {
	return Fields{"code": a.Code, "person": a.Person, "from": fieldInt(int(a.From)), "to": fieldInt(int(a.To)), "hashes": a.Hashes, "device": a.Head.Device,
		"sequence": fieldInt(int(a.Head.Sequence)), "hash": a.Head.Hash, "time": string(a.Head.Time), "key": a.Head.PublicKey, "signature": a.Head.Signature}
}

// DecodeAttestation builds an Attestation from its stored fields.
func DecodeAttestation(key ID, fields Fields) (Attestation, error) {
	r := fieldReader{kind: KindAttestation, key: key, fields: fields}
	a := Attestation{ID: key, Code: fields["code"], Person: fields["person"], From: int64(r.int("from")), To: int64(r.int("to")), Hashes: fields["hashes"],
		Head: SignedHead{Device: fields["device"], Sequence: int64(r.int("sequence")), Hash: fields["hash"], Time: HybridTime(fields["time"]),
			PublicKey: fields["key"], Signature: fields["signature"]}}
	a.Head.Statement = a.statement()
	return a, r.err
}

// statement is what is signed together with the head: everything the attestation says.
func (a Attestation) statement() string {
	digest := sha256.Sum256([]byte(a.Hashes))
	return fmt.Sprintf("attestation %q %q %d-%d %s", a.Code, a.Person, a.From, a.To, hex.EncodeToString(digest[:]))
}

// SignedBy reports whether the signature is right and by this key; "" stands for any.
func (a Attestation) SignedBy(key string) bool {
	return (key == "" || a.Head.PublicKey == key) && a.From >= 1 && a.From <= a.To && a.Head.Signed()
}

// Hashes of an attestation, to be asked for entries.
type attested map[[shortHash]byte]bool

// entries reads the list; nil for one that is none.
func (a Attestation) entries() attested {
	raw, err := base64.StdEncoding.DecodeString(a.Hashes)
	if err != nil || len(raw)%shortHash != 0 {
		return nil
	}
	list := make(attested, len(raw)/shortHash)
	for ; len(raw) > 0; raw = raw[shortHash:] {
		list[[shortHash]byte(raw)] = true
	}
	return list
}

func (l attested) has(hash string) bool {
	short, err := hex.DecodeString(hash)
	return err == nil && len(short) >= shortHash && l[[shortHash]byte(short)]
}

// errNotYet ends reading when it is known what was asked.
var errNotYet = errors.New("there is something to attest")

// Attest signs what this laptop wrote and did not sign yet, before it is handed over.
func (s *Service) Attest(ctx context.Context, by string) error {
	waiting := false
	err := s.store.View(ctx, func(r Reader) (err error) {
		waiting, err = unattested(ctx, r)
		return err
	})
	if err != nil || !waiting {
		return err
	}
	return s.update(ctx, by, func(w Writer) error {
		attestations, err := AttestOwn(ctx, w)
		for _, attestation := range attestations {
			if err == nil {
				err = w.Put(ctx, attestation)
			}
		}
		return err
	})
}

// unattested reports whether there is work that is not signed. Receipts and attestations
// alone are none, or laptops would sign each other's signatures for ever.
func unattested(ctx context.Context, r Reader) (bool, error) {
	last, err := lastAttested(ctx, r)
	if err != nil {
		return false, err
	}
	err = r.EachOwn(ctx, last, func(entry Change) error {
		if entry.RecordKind != KindReceipt && entry.RecordKind != KindAttestation {
			return errNotYet
		}
		return nil
	})
	if errors.Is(err, errNotYet) {
		return true, nil
	}
	return false, err
}

// lastAttested is the last entry that is signed with the present key. With another key
// everything is signed anew, since nobody may know the former one.
func lastAttested(ctx context.Context, r Reader) (int64, error) {
	own, err := r.SignedHead(ctx, "")
	if err != nil {
		return 0, err
	}
	last := int64(0)
	err = r.EachAttestation(ctx, own.Device, 1, maxSequence, func(a Attestation) error {
		if a.Head.PublicKey == own.PublicKey {
			last = max(last, a.To)
		}
		return nil
	})
	return last, err
}

const maxSequence = 1 << 62

// AttestOwn makes the attestations of everything under the present identity that has none.
func AttestOwn(ctx context.Context, r Reader) ([]Attestation, error) {
	last, err := lastAttested(ctx, r)
	if err != nil {
		return nil, err
	}
	b := attesting{from: last + 1}
	for name, target := range map[ID]*string{SettingDeviceCode: &b.code, SettingOperator: &b.person} {
		if *target, err = r.Setting(ctx, name); err != nil {
			return nil, err
		}
	}
	sign := func() error { return b.sign(ctx, r) }
	err = r.EachOwn(ctx, last, func(entry Change) error {
		short, err := hex.DecodeString(entry.Hash)
		if err != nil || len(short) < shortHash {
			return Wrap(err, CodeDamaged, "error.journal_damaged", "sequence", entry.Sequence)
		}
		b.hashes = append(b.hashes, short[:shortHash]...)
		b.to = entry.Sequence
		if len(b.hashes) == blockOfEntries*shortHash {
			return sign()
		}
		return ctx.Err()
	})
	if err == nil && len(b.hashes) > 0 {
		err = sign()
	}
	return b.made, err
}

// attesting gathers hashes into attestations.
type attesting struct {
	code, person string
	from, to     int64
	hashes       []byte
	made         []Attestation
}

func (b *attesting) sign(ctx context.Context, r Reader) error {
	a := Attestation{Code: b.code, Person: b.person, From: b.from, To: b.to, Hashes: base64.StdEncoding.EncodeToString(b.hashes)}
	head, err := r.SignedHead(ctx, a.statement())
	if err != nil || head.Signature == "" { // without the key at hand nothing can be signed
		return err
	}
	a.Head = head
	a.ID = ID(fmt.Sprintf("%s/%d-%d/%s", head.Device, a.From, a.To, head.Signature[:16]))
	b.made = append(b.made, a)
	b.from, b.hashes = b.to+1, nil
	return nil
}

// knownDevices are the laptops that this one knows, by their ids.
func knownDevices(ctx context.Context, r Reader) (map[string]Device, error) {
	devices, err := r.Devices(ctx)
	known := map[string]Device{}
	for _, device := range devices {
		known[device.ID] = device
	}
	return known, err
}

// AttestingKey is the key that the laptop must sign its entries with; "" while nobody
// compared it.
func (d Device) AttestingKey() string {
	if d.Accepted {
		return d.PublicKey
	}
	return ""
}

// AuthorCheck compares received entries of one laptop with what it signed.
type AuthorCheck struct {
	Signed   int64    // entries that the author's signature lists
	Forged   []Change // that the author's signature speaks of, and does not list
	Unsigned []Change // that no signature speaks of, at most a hundred
	Waiting  int64    // how many these are
	Attests  bool     // the author signs what it hands over
}

// CheckAuthor looks at what was received of a laptop in the ranges; key is the one that it
// must sign with, "" for any. Memory does not grow with the number of entries.
func CheckAuthor(ctx context.Context, r Reader, device, key string, ranges []SequenceRange) (AuthorCheck, error) {
	c := AuthorCheck{}
	spoken := Knowledge{}
	err := r.EachAttestation(ctx, device, 1, maxSequence, func(a Attestation) error {
		if !a.SignedBy(key) {
			return nil
		}
		c.Attests = true
		if !slices.ContainsFunc(ranges, func(one SequenceRange) bool { return one.From <= a.To && one.To >= a.From }) {
			return nil
		}
		list := a.entries()
		fresh := spoken.Missing(Knowledge{device: {{a.From, a.To}}}) // what two speak of is looked at once
		spoken.Add(device, a.From, a.To)
		for _, one := range fresh[device] {
			if err := c.listed(ctx, r, device, key, one, ranges, list); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return c, err
	}
	for _, one := range spoken.Missing(Knowledge{device: ranges})[device] {
		err := r.EachReceived(ctx, device, one.From, one.To, func(entry Change) error {
			if entry.RecordKind == KindAttestation { // is signed by itself
				return nil
			}
			if c.Waiting++; len(c.Unsigned) < 100 {
				c.Unsigned = append(c.Unsigned, entry)
			}
			return nil
		})
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

// listed looks at the entries that an attestation speaks of.
func (c *AuthorCheck) listed(ctx context.Context, r Reader, device, key string, one SequenceRange, ranges []SequenceRange, list attested) error {
	for _, asked := range ranges {
		err := r.EachReceived(ctx, device, max(one.From, asked.From), min(one.To, asked.To), func(entry Change) error {
			if list.has(entry.Hash) {
				c.Signed++
				return nil
			}
			other, err := listedElsewhere(ctx, r, device, key, entry)
			if other {
				c.Signed++
			} else if err == nil {
				c.Forged = append(c.Forged, Change{Device: entry.Device, Sequence: entry.Sequence, RecordKind: entry.RecordKind, Record: entry.Record})
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// listedElsewhere asks every attestation that speaks of an entry.
func listedElsewhere(ctx context.Context, r Reader, device, key string, entry Change) (found bool, err error) {
	err = r.EachAttestation(ctx, device, entry.Sequence, entry.Sequence, func(a Attestation) error {
		found = found || a.SignedBy(key) && a.entries().has(entry.Hash)
		return nil
	})
	return found, err
}

// checkAuthors refuses a delivery with entries that their author did not write. What comes
// from the author itself is vouched for by the delivery. Through the hub, where pages end
// anywhere, the signature may follow later.
func (s *Service) checkAuthors(ctx context.Context, w Writer, d Delivery, fresh Knowledge) error {
	known, err := knownDevices(ctx, w)
	if err != nil {
		return err
	}
	for device, ranges := range fresh {
		author := known[device]
		c, err := CheckAuthor(ctx, w, device, author.AttestingKey(), ranges)
		if err != nil {
			return err
		}
		name := author.Code
		if name == "" {
			name = device
		}
		if len(c.Forged) > 0 {
			return Conflict("error.entry_forged", "device", name, "sequence", c.Forged[0].Sequence, "code", d.From.Code, "person", d.From.Person)
		}
		if c.Attests && c.Waiting > 0 && d.Via == ViaBundle && d.From.ID != device {
			return Conflict("error.entry_unsigned", "device", name, "sequence", c.Unsigned[0].Sequence, "code", d.From.Code, "person", d.From.Person)
		}
		if author.ID == "" {
			if err := s.introduceAuthor(ctx, w, device); err != nil {
				return err
			}
		}
	}
	return nil
}

// introduceAuthor remembers the card of an author that nobody here knows, so that a person
// can compare its code; until then any key may be shown.
func (s *Service) introduceAuthor(ctx context.Context, w Writer, id string) error {
	var card DeviceCard
	err := w.EachAttestation(ctx, id, 1, maxSequence, func(a Attestation) error {
		if card.ID == "" && a.SignedBy("") {
			card = DeviceCard{ID: id, Code: a.Code, Person: a.Person, PublicKey: a.Head.PublicKey}
		}
		return nil
	})
	if err != nil || card.ID == "" {
		return err
	}
	return w.Put(ctx, Device{DeviceCard: card, Known: Knowledge{}})
}
