package hubtest_test

import (
	"testing"

	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
)

func TestMemoryIsAHub(t *testing.T) {
	hubtest.Suite(t, func(*testing.T) func() hub.Hub {
		server := hubtest.NewServer("1")
		return func() hub.Hub { return server.Connect(nil) }
	})
}
