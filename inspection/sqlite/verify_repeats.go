package sqlite

import (
	"context"
	"database/sql"

	"anxun/inspection"
)

// repeatedWrongly finds hazards whose mark of repeating does not follow from the others. The mark is no field of a record and so in no
// entry of the journal.
const repeatedWrongly = `SELECT id FROM hazards h WHERE repeated <> (item > '' AND EXISTS (SELECT 1 FROM hazards e WHERE e.place = h.place
	AND e.item = h.item AND e.withdrawn = 0 AND e.removed = 0 AND e.found < h.found AND e.inspection <> h.inspection)) ORDER BY id`

func (v *verification) repeats(ctx context.Context) error {
	err := v.query(ctx, repeatedWrongly, nil, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		if err == nil {
			v.found("problem.repeated_differs", "kind", string(inspection.KindHazard), "record", id)
		}
		return err
	})
	return v.store.errorFor(err, "checking which hazards repeat")
}
