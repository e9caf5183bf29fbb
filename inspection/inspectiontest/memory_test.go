package inspectiontest_test

import (
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func TestMemory(t *testing.T) {
	inspectiontest.RunStoreTests(t, func(*testing.T) inspection.Store { return inspectiontest.NewMemory(nil) })
}
