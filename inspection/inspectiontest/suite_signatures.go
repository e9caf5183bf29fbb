package inspectiontest

import (
	"time"

	"anxun/inspection"
)

func testSignatures(s *suite) {
	s.findings()
	signature := func(id string, minutes int, change func(*inspection.Signature)) inspection.Signature {
		return ASignature(func(g *inspection.Signature) {
			g.ID, g.InspectionID, g.Signed = inspection.ID(id), "v1", day(0).Add(time.Duration(minutes)*time.Minute)
			change(g)
		})
	}
	s.put(
		signature("g1", 5, func(*inspection.Signature) {}),
		signature("g2", 1, func(g *inspection.Signature) { g.Capacity, g.Refused, g.SHA256 = inspection.SignerUnit, true, "" }),
		signature("g3", 2, func(g *inspection.Signature) { g.Removed = true }),
		signature("g4", 3, func(g *inspection.Signature) { g.InspectionID = "v2" }),
	)
	found := read(s, func(r inspection.Reader) ([]inspection.Signature, error) { return r.Signatures(s.ctx, "v1") })
	wantNames(s, "signatures", found, func(g inspection.Signature) string { return string(g.ID) }, "g2", "g1")
	if _, err := s.tryPut(signature("g5", 0, func(g *inspection.Signature) { g.Capacity = "owner" })); err == nil {
		s.Error("an unknown capacity was stored")
	}
	if _, err := s.tryPut(signature("g6", 0, func(g *inspection.Signature) { g.InspectionID = "nothing" })); err == nil {
		s.Error("a signature of no inspection was stored")
	}
}
