package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"hash"

	"anxun/inspection"
)

// foreign reports whether the head is soundly signed by another laptop, with the key that
// is on record for it if there is one.
func (v *verification) foreign(h inspection.SignedHead) bool {
	if v.others == nil {
		v.others = map[string]string{}
		devices, err := v.Devices(context.Background())
		if err != nil {
			return false
		}
		for _, device := range devices {
			v.others[device.ID] = device.PublicKey
		}
	}
	key, known := v.others[h.Device]
	return h.Signed() && (!known || key == "" || key == h.PublicKey)
}

// receipts reads from the journal what this folder wrote down of each delivery, by sequence.
// The table is not asked: in a folder that was copied it may hold a receipt of the original
// under the same name.
func (v *verification) receipts(ctx context.Context) (map[int64]inspection.Receipt, error) {
	said, fields := map[int64]inspection.Receipt{}, inspection.Fields{}
	err := v.query(ctx, journalOfKind, []any{string(inspection.KindReceipt)}, func(rows *sql.Rows) error {
		change, _, _, err := v.scan(rows)
		if err != nil || inspection.ReceiptID(change.Device, change.Transaction) != change.Record {
			return err // another laptop's
		}
		if change.Sequence == change.Transaction {
			fields = inspection.Fields{}
		}
		for _, field := range change.Fields {
			fields[field.Field] = field.New
		}
		receipt, err := inspection.DecodeReceipt(change.Record, fields)
		if err == nil {
			said[change.Transaction] = receipt
		}
		return nil // one that cannot be read is named where the records are replayed
	})
	return said, v.store.errorFor(err, "reading the receipts")
}

// received compares the entries of other laptops with what the receipts in the journal,
// whose chain is verified by itself, say of them.
func (v *verification) received(ctx context.Context) error {
	said, err := v.receipts(ctx)
	if err != nil {
		return err
	}
	var current int64
	var sum hash.Hash
	count := 0
	finish := func() {
		if current == 0 {
			return
		}
		receipt := said[current]
		if count != receipt.Entries || hex.EncodeToString(sum.Sum(nil)) != receipt.Digest {
			v.found("problem.received_differs", "sequence", current, "expected", receipt.Entries, "actual", count)
		}
		delete(said, current)
	}
	err = v.query(ctx, "SELECT "+receivedColumns+", receipt FROM received ORDER BY arrival", nil, func(rows *sql.Rows) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var receipt int64
		change, content, err := scanStored(rows, &receipt)
		if err != nil && inspection.CodeOf(err) != inspection.CodeDamaged {
			return err
		}
		if err != nil || change.Hash != change.ComputeHash() || !asWritten(change, content) {
			v.found("problem.received_altered", "device", change.Device, "sequence", change.Sequence)
		}
		if receipt != current {
			finish()
			current, count, sum = receipt, 0, sha256.New()
		}
		count++
		sum.Write([]byte(change.Hash))
		return nil
	})
	finish()
	for sequence, receipt := range said {
		if receipt.Entries > 0 {
			v.found("problem.received_differs", "sequence", sequence, "expected", receipt.Entries, "actual", 0)
		}
	}
	return v.store.errorFor(err, "reading what was received")
}
