package inspectiontest

import (
	"context"

	"anxun/inspection"
)

// IssuedDocument implements inspection.Reader.
func (r *memoryReader) IssuedDocument(_ context.Context, id inspection.ID) (inspection.IssuedDocument, error) {
	return one(r, inspection.KindDocument, id, inspection.DecodeIssuedDocument, "error.document_not_found")
}

// IssuedDocuments implements inspection.Reader.
func (r *memoryReader) IssuedDocuments(_ context.Context, filter inspection.DocumentFilter) ([]inspection.IssuedDocument, error) {
	return all(r, inspection.KindDocument, inspection.DecodeIssuedDocument, func(d inspection.IssuedDocument) bool {
		return is(filter.FormKind, d.FormKind) && is(filter.InspectionID, d.InspectionID) && is(filter.HazardID, d.HazardID)
	}, func(a, b inspection.IssuedDocument) int { return a.Issued.Compare(b.Issued) })
}
