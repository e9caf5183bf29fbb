package inspectiontest

import (
	"time"

	"anxun/inspection"
)

func testCorrectionsAndSeals(s *suite) {
	s.findings()
	correction := func(id string, minutes int, visit inspection.ID) inspection.Correction {
		return ACorrection(func(c *inspection.Correction) {
			c.ID, c.InspectionID, c.At = inspection.ID(id), visit, day(0).Add(time.Duration(minutes)*time.Minute)
		})
	}
	seal := func(round int, visit inspection.ID) inspection.Seal {
		return ASeal(func(e *inspection.Seal) {
			e.ID, e.InspectionID, e.Round = inspection.SealID(visit, round, "device"), visit, round
		})
	}
	s.put(correction("c1", 9, "v1"), correction("c2", 3, "v1"), correction("c3", 1, "v2"), seal(2, "v1"), seal(10, "v1"), seal(1, "v1"), seal(1, "v2"))
	corrections := read(s, func(r inspection.Reader) ([]inspection.Correction, error) { return r.Corrections(s.ctx, "v1") })
	wantNames(s, "corrections", corrections, func(c inspection.Correction) string { return string(c.ID) }, "c2", "c1")
	seals := read(s, func(r inspection.Reader) ([]inspection.Seal, error) { return r.Seals(s.ctx, "v1") })
	wantNames(s, "seals", seals, func(e inspection.Seal) string { return string(e.ID) }, "v1/1/device", "v1/2/device", "v1/10/device")
	for name, record := range map[string]inspection.Record{
		"seal of no inspection": seal(1, "nothing"), "correction of no inspection": correction("c9", 0, "nothing"),
		"unknown cause":  ASeal(func(e *inspection.Seal) { e.Cause = "whim" }),
		"without result": ACorrection(func(c *inspection.Correction) { c.NewResult = inspection.ResultNone }),
	} {
		if _, err := s.tryPut(record); inspection.CodeOf(err) != inspection.CodeInvalid {
			s.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
	s.signedHeads()
}

// signedHeads looks that a head is the end of the journal, within an Update too, and
// that its signature holds for nothing else.
func (s *suite) signedHeads() {
	all := s.journal("")
	last := all[len(all)-1]
	head := read(s, func(r inspection.Reader) (inspection.SignedHead, error) { return r.SignedHead(s.ctx, "月报") })
	key := read(s, func(r inspection.Reader) (string, error) { return r.Setting(s.ctx, inspection.SettingDeviceKey) })
	if head.Sequence != last.Sequence || head.Hash != last.Hash || head.Time != last.Time || head.PublicKey != key || head.Statement != "月报" || !head.Signed() {
		s.Errorf("got %+v after entry %+v", head, last)
	}
	for name, change := range map[string]func(*inspection.SignedHead){
		"sequence": func(h *inspection.SignedHead) { h.Sequence++ }, "hash": func(h *inspection.SignedHead) { h.Hash = "0" + h.Hash[1:] + "1" },
		"time": func(h *inspection.SignedHead) { h.Time += "1" }, "statement": func(h *inspection.SignedHead) { h.Statement = "年报" },
		"device": func(h *inspection.SignedHead) { h.Device = "x" }, "key": func(h *inspection.SignedHead) { h.PublicKey = h.PublicKey[2:] + "00" },
		"signature": func(h *inspection.SignedHead) { h.Signature = "" },
	} {
		changed := head
		if change(&changed); changed.Signed() {
			s.Errorf("the signature holds although the %s was changed", name)
		}
	}
	_, err := s.store.Update(s.ctx, actor, func(w inspection.Writer) error {
		if err := w.Put(s.ctx, inspection.Setting{Name: "a", Value: "head"}); err != nil {
			return err
		}
		own, err := w.SignedHead(s.ctx, "")
		if own.Sequence != last.Sequence+1 || own.Hash == last.Hash || !own.Signed() {
			s.Errorf("within an update: %+v after entry %d", own, last.Sequence)
		}
		return err
	})
	if err != nil {
		s.Error(err)
	}
}
