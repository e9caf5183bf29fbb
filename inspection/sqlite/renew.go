package sqlite

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
	"anxun/inspection/durable"
)

// renewedKey is where a new key lies until the identity that it belongs to is committed.
const renewedKey = keyFile + ".new"

// Renew implements inspection.Renewing.
func (s *Store) Renew(ctx context.Context, actor string, since int64, fn func(w inspection.Writer, before string) error) ([]inspection.Change, error) {
	if s.readOnly {
		return s.Update(ctx, actor, nil) // which says why it cannot
	}
	path := filepath.Join(s.dir, renewedKey)
	key, err := makeKey(path, s.random)
	if err != nil {
		return nil, fileError(err, s.dir)
	}
	changes, err := s.transact(ctx, actor, func(w *writer) error { return w.renew(ctx, since, key, fn) })
	if err != nil {
		return nil, err // whose key the new one is, is found out when the folder is opened the next time
	}
	return changes, fileError(errors.Join(os.Rename(path, filepath.Join(s.dir, keyFile)), durable.SyncFolder(s.dir)), s.dir)
}

// settleKey ends a renewal that broke off: the new key takes its place if its identity was
// committed, else it is of no use.
func (s *Store) settleKey(stored string) error {
	path := filepath.Join(s.dir, renewedKey)
	key, err := loadKey(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil && !errors.Is(err, errNoKey):
		return err
	case key == nil || hex.EncodeToString(key.Public().(ed25519.PublicKey)) != stored:
		return os.Remove(path)
	}
	return errors.Join(os.Rename(path, filepath.Join(s.dir, keyFile)), durable.SyncFolder(s.dir))
}

// renew begins another identity inside a transaction.
func (w *writer) renew(ctx context.Context, since int64, key ed25519.PrivateKey, fn func(w inspection.Writer, before string) error) error {
	all, err := w.own(ctx)
	if err != nil {
		return err
	}
	before := all[len(all)-1]
	if since == 0 {
		since = before.to
	}
	if since < before.from { // what a former renewal took for the original's
		before = ownerOf(all, since)
	}
	if since < max(before.from, 2) || since > before.claimed {
		return inspection.Invalid("error.renew_since", "since", since, "from", 2, "to", w.head.sequence)
	}
	known, err := w.Known(ctx)
	if err != nil {
		return err
	}
	code, err := w.freeCode(ctx)
	if err != nil {
		return err
	}
	// The original signs what it wrote itself; what was written until the copy is signed here.
	var attested []inspection.Attestation
	if before.device == w.device {
		if attested, err = w.attestUntil(ctx, since); err != nil {
			return err
		}
	}
	w.device, w.key = string(w.store.ids()), key
	if err := w.exec(ctx, "UPDATE meta SET device = ? WHERE id = 1", w.device); err != nil {
		return w.store.errorFor(err, "naming the device")
	}
	for _, setting := range []inspection.Setting{{Name: inspection.SettingDeviceKey, Value: hex.EncodeToString(key.Public().(ed25519.PublicKey))},
		{Name: inspection.SettingDeviceCode, Value: code}} {
		if err := w.Put(ctx, setting); err != nil {
			return err
		}
	}
	w.begins = len(w.changes) // what was its own matter is not merged
	if err := w.handOver(ctx, before, since, known); err != nil {
		return err
	}
	w.begins, w.mine = len(w.changes), nil
	for _, attestation := range attested {
		if err := w.Put(ctx, attestation); err != nil {
			return err
		}
	}
	return fn(w, before.device)
}

// signed reports whether records of the kind carry a signature of the laptop.
func signed(kind inspection.RecordKind) bool {
	return kind == inspection.KindSeal || kind == inspection.KindAttestation
}

// attestUntil signs, still under the former identity, what it wrote up to an entry.
func (w *writer) attestUntil(ctx context.Context, since int64) ([]inspection.Attestation, error) {
	return inspection.AttestOwn(ctx, until{w, since})
}

// until is a reader of the journal up to an entry.
type until struct {
	*writer
	last int64
}

// EachOwn implements inspection.Reader.
func (u until) EachOwn(ctx context.Context, after int64, fn func(inspection.Change) error) error {
	return u.writer.EachOwn(ctx, after, func(change inspection.Change) error {
		if change.Sequence > u.last {
			return nil
		}
		return fn(change)
	})
}

// freeCode draws two characters that nobody known here has in the numbers.
func (w *writer) freeCode(ctx context.Context) (string, error) {
	for range 1000 {
		code, err := newDeviceCode(w.store.random)
		if err != nil {
			return "", err
		}
		var taken int
		number := "_____-" + code + "-%"
		_, err = w.queryRow(ctx, "SELECT EXISTS (SELECT 1 FROM devices WHERE code = ?) OR EXISTS (SELECT 1 FROM settings WHERE name = ? AND value = ?)"+
			" OR EXISTS (SELECT 1 FROM inspections WHERE no LIKE ?) OR EXISTS (SELECT 1 FROM hazards WHERE no LIKE ?)",
			[]any{code, string(inspection.SettingDeviceCode), code, number, number}, &taken)
		if err != nil {
			return "", w.store.errorFor(err, "looking for a code of the laptop")
		}
		if taken == 0 {
			return code, nil
		}
	}
	return "", inspection.Conflict("error.renew_no_code")
}

// handOver writes the receipt from which everybody sees what the new identity knew from the
// beginning, and turns what the copy wrote under the old name into entries of the new one.
func (w *writer) handOver(ctx context.Context, before identity, since int64, known inspection.Knowledge) error {
	delete(known, before.device)
	known.Add(before.device, before.known, since)
	receipt := inspection.Receipt{Device: w.device, Sequence: w.head.sequence + 1, From: before.device, Via: inspection.ViaRenewal,
		Made: w.store.clock(), By: w.actor, Known: known}
	receipt.ID = inspection.ReceiptID(receipt.Device, receipt.Sequence)
	t := &transcript{writer: w, before: before, since: since, receipt: receipt, sum: sha256.New(), receipts: map[inspection.ID]inspection.Fields{}}
	if since < before.to {
		if err := t.write(ctx); err != nil {
			return err
		}
	}
	if err := w.Put(ctx, t.receipt); err != nil {
		return err
	}
	for _, id := range t.order {
		received, err := inspection.DecodeReceipt(id, t.receipts[id])
		if err != nil {
			return err
		}
		if err := w.Put(ctx, received); err != nil {
			return err
		}
	}
	return nil
}

// transcript is what a copy wrote under the name of the original, written once more under
// its own name. It is kept like something received; the journal stays as it is.
type transcript struct {
	*writer
	before   identity
	since    int64
	receipt  inspection.Receipt // of the renewal, as it stands in the journal
	sum      hash.Hash
	previous string
	receipts map[inspection.ID]inspection.Fields
	order    []inspection.ID
}

func (t *transcript) write(ctx context.Context) error {
	if err := t.begin(ctx); err != nil {
		return err
	}
	text := "SELECT " + journalColumns + " FROM journal WHERE sequence > ? AND sequence <= ? AND " + authored + " ORDER BY sequence"
	err := t.query(ctx, text, []any{t.since, t.before.to}, func(rows *sql.Rows) error {
		change, err := scanChange(rows)
		if err != nil {
			return err
		}
		foreign := change.RecordKind == inspection.KindReceipt && inspection.ReceiptID(change.Device, change.Transaction) != change.Record
		if foreign || !change.Shared() || signed(change.RecordKind) { // what was signed as the original is signed anew
			return ctx.Err()
		}
		return t.entry(ctx, change)
	})
	t.receipt.Digest = hex.EncodeToString(t.sum.Sum(nil))
	return t.store.errorFor(err, "handing over what the copy wrote")
}

// begin writes what the new identity knew before the first of these entries.
func (t *transcript) begin(ctx context.Context) error {
	var last string
	if _, err := t.queryRow(ctx, "SELECT hash, time FROM journal WHERE sequence = ?", []any{t.since}, &t.previous, &last); err != nil {
		return t.store.errorFor(err, "reading the last entry before the copy")
	}
	known := inspection.Knowledge{}
	receipts, err := t.receiptsOf(ctx, t.before.device)
	if err != nil {
		return err
	}
	for _, receipt := range receipts {
		if receipt.Sequence <= t.since {
			known.AddAll(receipt.Known)
		}
	}
	known.Add(t.before.device, t.before.known, t.since)
	first := t.receipt
	first.Sequence, first.Known, first.ID = t.since, known, inspection.ReceiptID(t.device, t.since)
	return t.entry(ctx, inspection.Change{Sequence: t.since, Transaction: t.since, Time: inspection.HybridTime(last), Actor: t.actor,
		RecordKind: inspection.KindReceipt, Record: first.ID, Fields: inspection.Diff(nil, first.Fields())})
}

// entry keeps an entry under the new name.
func (t *transcript) entry(ctx context.Context, change inspection.Change) error {
	if change.RecordKind == inspection.KindReceipt {
		change = t.renamed(change)
	}
	change.Device, change.Previous = t.device, t.previous
	change.Hash = change.ComputeHash()
	t.previous = change.Hash
	t.receipt.Entries++
	t.sum.Write([]byte(change.Hash))
	return t.insertReceived(ctx, nil, change, t.receipt.Sequence)
}

// renamed makes a receipt of the old name one of the new name.
func (t *transcript) renamed(change inspection.Change) inspection.Change {
	change.Record = inspection.ReceiptID(t.device, change.Transaction)
	fields := t.receipts[change.Record]
	if fields == nil {
		fields = inspection.Fields{}
		t.receipts[change.Record], t.order = fields, append(t.order, change.Record)
	}
	changed := make([]inspection.FieldChange, len(change.Fields))
	for i, field := range change.Fields {
		if field.Field == "device" {
			field.New = t.device
		}
		changed[i], fields[field.Field] = field, field.New
	}
	change.Fields = changed
	return change
}
