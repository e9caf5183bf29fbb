package sqlite

import (
	"context"

	"anxun/inspection"
)

func signaturesQuery() string {
	return "SELECT " + recordColumns(inspection.KindSignature, "") + " FROM signatures WHERE inspection = ? AND removed = 0 ORDER BY signed, id"
}

// Signatures implements inspection.Reader.
func (r *session) Signatures(ctx context.Context, inspectionID inspection.ID) ([]inspection.Signature, error) {
	return list(ctx, r, inspection.KindSignature, signaturesQuery(), []any{string(inspectionID)}, inspection.DecodeSignature)
}
