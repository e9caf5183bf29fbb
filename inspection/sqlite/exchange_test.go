package sqlite

import (
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// Histories on real data folders end as they do in memory, and every folder verifies.
func TestAnyOrderOfBundlesConverges(t *testing.T) {
	inspectiontest.RunHistories(t, 6, openVerified)
}

func TestReceiptsAreForwarded(t *testing.T) { inspectiontest.RunForwarding(t, openVerified) }

func openVerified(t *testing.T, clock *inspectiontest.Clock, _ int) inspectiontest.DeviceStore {
	s, err := Open(t.Context(), t.TempDir(), Options{Clock: clock.Now, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	return verifiedAtClose{s, t}
}

// verifiedAtClose is a store that is verified before it is closed.
type verifiedAtClose struct {
	*Store
	t *testing.T
}

func (s verifiedAtClose) Close() error {
	report, err := s.Verify(s.t.Context(), nil)
	if err != nil {
		return err
	}
	for _, problem := range report.Problems {
		if problem.Key != "problem.evidence_missing" { // the photos of the histories have no files
			s.t.Errorf("%s %v", problem.Key, problem.Args)
		}
	}
	return s.Store.Close()
}

var _ inspection.Store = verifiedAtClose{}
