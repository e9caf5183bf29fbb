package inspection_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"anxun/inspection/inspectiontest"
)

// TestAnyOrderOfBundlesConverges plays histories on stores in memory. In full:
// ANXUN_HISTORIES=10000 go test ./inspection -run AnyOrder -v
func TestAnyOrderOfBundlesConverges(t *testing.T) {
	count := 120
	if text := os.Getenv("ANXUN_HISTORIES"); text != "" {
		var err error
		if count, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	inspectiontest.RunHistories(t, count, func(_ *testing.T, clock *inspectiontest.Clock, n int) inspectiontest.DeviceStore {
		return inspectiontest.NewMemoryDevice(clock.Now, fmt.Sprintf("laptop-%d", n), string(rune('A'+n))+"7")
	})
}

func TestReceiptsAreForwarded(t *testing.T) {
	inspectiontest.RunForwarding(t, func(_ *testing.T, clock *inspectiontest.Clock, n int) inspectiontest.DeviceStore {
		return inspectiontest.NewMemoryDevice(clock.Now, fmt.Sprintf("laptop-%d", n), string(rune('A'+n))+"7")
	})
}
