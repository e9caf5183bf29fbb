package inspectiontest

import "anxun/inspection"

func testIssuedDocuments(s *suite) {
	document := func(id string, after int, change func(*inspection.IssuedDocument)) inspection.IssuedDocument {
		return AnIssuedDocument(func(d *inspection.IssuedDocument) {
			d.ID, d.Issued = inspection.ID(id), day(after)
			change(d)
		})
	}
	s.findings()
	s.put(
		document("d1", 3, func(d *inspection.IssuedDocument) { d.InspectionID = "v1" }),
		document("d2", 1, func(d *inspection.IssuedDocument) {
			d.FormKind, d.InspectionID, d.HazardID, d.Round = inspection.FormReview, "v1", "h1", 1
		}),
		document("d3", 1, func(d *inspection.IssuedDocument) {
			d.FormKind, d.InspectionID, d.HazardID, d.Round = inspection.FormTransfer, "", "h4", 1
		}),
	)
	for _, test := range []struct {
		name   string
		filter inspection.DocumentFilter
		want   []string
	}{
		{"all", inspection.DocumentFilter{}, []string{"d2", "d3", "d1"}},
		{"a kind", inspection.DocumentFilter{FormKind: inspection.FormNotice}, []string{"d1"}},
		{"an inspection", inspection.DocumentFilter{InspectionID: "v1"}, []string{"d2", "d1"}},
		{"a hazard", inspection.DocumentFilter{HazardID: "h4"}, []string{"d3"}},
		{"none", inspection.DocumentFilter{HazardID: "h2"}, nil},
	} {
		found := read(s, func(r inspection.Reader) ([]inspection.IssuedDocument, error) {
			return r.IssuedDocuments(s.ctx, test.filter)
		})
		wantNames(s, test.name, found, func(d inspection.IssuedDocument) string { return string(d.ID) }, test.want...)
	}
	if _, err := s.tryPut(document("d4", 0, func(d *inspection.IssuedDocument) { d.FormKind = "letter" })); err == nil {
		s.Error("an unknown kind of document was stored")
	}
}
