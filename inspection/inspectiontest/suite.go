package inspectiontest

import (
	"context"
	"slices"
	"testing"
	"time"

	"anxun/inspection"
)

// RunStoreTests checks that a store keeps the contract of inspection.Store. open
// makes a new, empty store that holds nothing but the code and the public key of its
// device; the suite closes it.
func RunStoreTests(t *testing.T, open func(t *testing.T) inspection.Store) {
	groups := []struct {
		name string
		run  func(*suite)
	}{
		{"records are read back as they were put", testRoundTrip},
		{"missing records", testMissing},
		{"equal records change nothing", testNoChange},
		{"published checklists", testPublished},
		{"refused records", testRefused},
		{"references", testReferences},
		{"journal", testJournal},
		{"own entries on their way back", testOwnEntries},
		{"failed updates", testFailedUpdates},
		{"panic in an update", testPanic},
		{"own writes are visible", testOwnWrites},
		{"ended context", testContext},
		{"views during an update", testConcurrentViews},
		{"places", testPlaces},
		{"small lists", testSmallLists},
		{"inspections", testInspections},
		{"scores", testScores},
		{"answers", testAnswers},
		{"last answers", testLastAnswers},
		{"streams", testStreams},
		{"item results", testItemResults},
		{"hazards", testHazards},
		{"orders of hazards", testHazardOrders},
		{"counts of hazards", testHazardCounts},
		{"hazards that repeat", testRepeated},
		{"orders of inspections", testInspectionOrders},
		{"fields of a kind", testFields},
		{"actions and evidence", testActionsAndEvidence},
		{"actions at the same time", testSameTime},
		{"signatures", testSignatures},
		{"corrections and seals", testCorrectionsAndSeals},
		{"issued documents", testIssuedDocuments},
		{"custom reports", testCustomReports},
		{"report issues", testReportIssues},
	}
	for _, group := range groups {
		t.Run(group.name, func(t *testing.T) {
			store := open(t)
			t.Cleanup(func() {
				if err := store.Close(); err != nil {
					t.Errorf("closing the store: %v", err)
				}
			})
			group.run(&suite{T: t, ctx: t.Context(), store: store})
		})
	}
}

// suite is one test with its store and the short ways to use it.
type suite struct {
	*testing.T
	ctx   context.Context
	store inspection.Store
}

const actor = "张建国"

// put stores the records in one transaction and returns its journal entries.
func (s *suite) put(records ...inspection.Record) []inspection.Change {
	s.Helper()
	changes, err := s.tryPut(records...)
	if err != nil {
		s.Fatalf("putting: %v", err)
	}
	return changes
}

func (s *suite) tryPut(records ...inspection.Record) ([]inspection.Change, error) {
	return s.store.Update(s.ctx, actor, func(w inspection.Writer) error {
		for _, record := range records {
			if err := w.Put(s.ctx, record); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *suite) view(fn func(inspection.Reader) error) {
	s.Helper()
	if err := s.store.View(s.ctx, fn); err != nil {
		s.Fatalf("viewing: %v", err)
	}
}

func (s *suite) journal(record inspection.ID) []inspection.Change {
	s.Helper()
	return read(s, func(r inspection.Reader) ([]inspection.Change, error) { return r.Journal(s.ctx, record, 0) })
}

func (s *suite) wantCode(err error, code inspection.Code) {
	s.Helper()
	if got := inspection.CodeOf(err); got != code {
		s.Errorf("got error %v with code %q, want code %q", err, got, code)
	}
}

// read runs one query.
func read[T any](s *suite, query func(inspection.Reader) (T, error)) T {
	s.Helper()
	var result T
	s.view(func(r inspection.Reader) (err error) {
		result, err = query(r)
		return err
	})
	return result
}

// wantSame compares two records field by field.
func (s *suite) wantSame(got, want inspection.Record) {
	s.Helper()
	if got.Key() != want.Key() {
		s.Errorf("got key %q, want %q", got.Key(), want.Key())
	}
	for _, field := range inspection.Diff(want.Fields(), got.Fields()) {
		s.Errorf("%s %s, field %s: got %q, want %q", want.Kind(), want.Key(), field.Field, field.New, field.Old)
	}
}

// wantNames compares the names of rows, in order.
func wantNames[T any](s *suite, what string, rows []T, name func(T) string, want ...string) {
	s.Helper()
	var got []string
	for _, row := range rows {
		got = append(got, name(row))
	}
	if !slices.Equal(got, want) {
		s.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func day(n int) time.Time { return Noon.AddDate(0, 0, n) }
