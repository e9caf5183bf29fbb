package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"anxun/inspection"
)

// identity is one name under which this laptop wrote its journal. There is one, unless the
// data folder was copied and the copy took another identity, see Renew.
type identity struct {
	device  string
	from    int64 // its first entry in the journal of this folder
	to      int64 // and its last one
	claimed int64 // up to here the entries are the device's own; what follows up to to was written in the copy
	known   int64 // its first entry as others know it: what the copy wrote is handed on under the identity that followed
}

// whole is the ranges of entries that the journal holds in the name of the device.
func (i identity) has(sequence int64) bool { return sequence >= i.from && sequence <= i.claimed }

// identities are those of this folder, oldest first; the last one is the present one. They
// follow from the journal: each begins by putting its key on record.
func (r *session) identities(ctx context.Context) ([]identity, error) {
	end, device, err := r.storedHead(ctx)
	if err != nil {
		return nil, err
	}
	var all []identity
	text := "SELECT device, sequence FROM journal WHERE kind = ? AND record = ? ORDER BY sequence"
	err = r.query(ctx, text, []any{string(inspection.KindSetting), string(inspection.SettingDeviceKey)}, func(rows *sql.Rows) error {
		var next identity
		err := rows.Scan(&next.device, &next.from)
		if n := len(all); err == nil && (n == 0 || all[n-1].device != next.device) {
			all = append(all, next)
		}
		return err
	})
	if err != nil {
		return nil, r.store.errorFor(err, "reading the identities of the laptop")
	}
	if len(all) == 0 || all[len(all)-1].device != device { // it has no key yet
		all = append(all, identity{device: device, from: 1})
	}
	all[0].from = 1
	for i := range all {
		all[i].to = end.sequence
		if i+1 < len(all) {
			all[i].to = all[i+1].from - 1
		}
		all[i].claimed, all[i].known = all[i].to, all[i].from
	}
	return all, r.renewals(ctx, all)
}

// renewals finds in the receipts how much each former identity kept of what it wrote.
func (r *session) renewals(ctx context.Context, all []identity) error {
	if len(all) < 2 {
		return nil
	}
	text := "SELECT " + recordColumns(inspection.KindReceipt, "") + " FROM receipts WHERE via = ? ORDER BY device, sequence"
	receipts, err := list(ctx, r, inspection.KindReceipt, text, []any{string(inspection.ViaRenewal)}, inspection.DecodeReceipt)
	if err != nil {
		return err
	}
	named := func(device string) int {
		return slices.IndexFunc(all, func(one identity) bool { return one.device == device })
	}
	for _, receipt := range receipts {
		before, now := named(receipt.From), named(receipt.Device)
		if before < 0 || now <= before {
			continue // another laptop's
		}
		all[now].known = min(all[now].known, receipt.Sequence)
		if ranges := receipt.Known[receipt.From]; len(ranges) > 0 {
			all[before].claimed = min(all[before].claimed, ranges[len(ranges)-1].To)
		}
	}
	return nil
}

// own is the identities, read once in a session.
func (r *session) own(ctx context.Context) (_ []identity, err error) {
	if r.mine == nil {
		r.mine, err = r.identities(ctx)
	}
	return r.mine, err
}

// ownerOf returns the identity that an entry of this folder's journal stands under.
func ownerOf(all []identity, sequence int64) identity {
	for _, one := range all {
		if sequence <= one.to {
			return one
		}
	}
	return all[len(all)-1]
}

// copied are the ranges of the journal that were written in a copy under the name of the
// original; they were handed on under the identity that followed.
func copied(all []identity) (ranges []inspection.SequenceRange) {
	for _, one := range all {
		if one.claimed < one.to {
			ranges = append(ranges, inspection.SequenceRange{From: one.claimed + 1, To: one.to})
		}
	}
	return ranges
}

func within(ranges []inspection.SequenceRange, sequence int64) bool {
	return slices.ContainsFunc(ranges, func(r inspection.SequenceRange) bool { return sequence >= r.From && sequence <= r.To })
}

// ownReceipts are the receipts that this folder wrote as part of its own journal and
// handed on as such, oldest first.
func (r *session) ownReceipts(ctx context.Context) ([]inspection.Receipt, error) {
	all, err := r.own(ctx)
	if err != nil {
		return nil, err
	}
	var receipts []inspection.Receipt
	for _, one := range all {
		of, err := r.receiptsOf(ctx, one.device)
		if err != nil {
			return nil, err
		}
		for _, receipt := range of {
			if one.has(receipt.Sequence) {
				receipts = append(receipts, receipt)
			}
		}
	}
	return receipts, nil
}
