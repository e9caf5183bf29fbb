package inspectiontest

import "anxun/inspection"

// testOwnEntries receives what the store wrote itself: it is known, unless the folder was
// copied or restored meanwhile.
func testOwnEntries(s *suite) {
	own := s.put(APlace())[0]
	receive := func(entry inspection.Change) (added bool, err error) {
		_, err = s.store.Update(s.ctx, actor, func(w inspection.Writer) error {
			if err := w.Put(s.ctx, inspection.Receipt{ID: "r", Device: own.Device, Sequence: own.Sequence + 1, Via: inspection.ViaBundle, Made: Noon}); err != nil {
				return err
			}
			added, err = w.Receive(s.ctx, entry)
			return err
		})
		return added, err
	}
	if added, err := receive(own); added || err != nil {
		s.Errorf("an own entry on its way back: %v, %v", added, err)
	}
	other := own
	other.Actor = "李敏"
	other.Hash = other.ComputeHash()
	_, err := receive(other)
	s.wantCode(err, inspection.CodeConflict)
	later := own
	later.Sequence += 1000
	later.Hash = later.ComputeHash()
	_, err = receive(later)
	s.wantCode(err, inspection.CodeConflict)
}
