package sqlite

import (
	"context"

	"anxun/inspection"
)

// IssuedDocument implements inspection.Reader.
func (r *session) IssuedDocument(ctx context.Context, id inspection.ID) (inspection.IssuedDocument, error) {
	return one(ctx, r, inspection.KindDocument, id, inspection.DecodeIssuedDocument, "error.document_not_found")
}

func documentsQuery(filter inspection.DocumentFilter) (string, []any) {
	w := &where{}
	equal(w, "hazard", filter.HazardID)
	equal(w, "inspection", filter.InspectionID)
	equal(w, "kind", filter.FormKind)
	return "SELECT " + recordColumns(inspection.KindDocument, "") + " FROM documents" + w.sql() + " ORDER BY issued, id", w.args
}

// IssuedDocuments implements inspection.Reader.
func (r *session) IssuedDocuments(ctx context.Context, filter inspection.DocumentFilter) ([]inspection.IssuedDocument, error) {
	text, args := documentsQuery(filter)
	return list(ctx, r, inspection.KindDocument, text, args, inspection.DecodeIssuedDocument)
}
