//go:build hub && unix

package postgres_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/hub/hubtest/cluster"
	"anxun/inspection/hub/postgres"
)

// TestTheServerMustProveWhoItIs reaches a server over TCP.
func TestTheServerMustProveWhoItIs(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	port, err := cluster.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	keyFile, certificateFile, err := cluster.Certificate(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	secure, err := cluster.StartTCP(ctx, port, keyFile, certificateFile, "fsync=off")
	if err != nil {
		t.Fatal(err)
	}
	defer secure.Close()
	address := func(host, more string) postgres.Options {
		return postgres.Options{DSN: fmt.Sprintf("postgres://owner@%s:%d/postgres%s", host, port, more), Office: "x"}
	}
	trusted := "?sslrootcert=" + certificateFile
	for _, test := range []struct{ name, host, more, key string }{
		{"verified", "localhost", trusted, "error.hub_not_set_up"}, // it got as far as asking
		{"nobody vouches for it", "localhost", "", "error.hub_certificate"},
		{"another name", "127.0.0.1", trusted, "error.hub_certificate"},
		{"weaker, as the address says", "127.0.0.1", "?sslmode=require", "error.hub_not_set_up"},
	} {
		if _, err := postgres.Open(ctx, address(test.host, test.more)); keyOf(err) != test.key {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if _, err := postgres.Init(ctx, address("localhost", trusted), postgres.SetUp{Office: "x", Role: "anxun", Clock: now}); err != nil {
		t.Error(err)
	}
	if _, err := postgres.Open(ctx, address("localhost", trusted)); inspection.CodeOf(err) != inspection.CodeInvalid || keyOf(err) != "error.hub_not_member" {
		t.Errorf("%v", err)
	}
}
