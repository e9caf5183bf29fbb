//go:build hub && unix

package postgres_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/hub/hubtest/cluster"
	"anxun/inspection/hub/postgres"
)

// certificate writes a key and a certificate that signs itself, for localhost.
func certificate(t *testing.T, dir string) (keyFile, certificateFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	keyFile, certificateFile = filepath.Join(dir, "server.key"), filepath.Join(dir, "server.crt")
	for path, block := range map[string]*pem.Block{keyFile: {Type: "PRIVATE KEY", Bytes: encoded}, certificateFile: {Type: "CERTIFICATE", Bytes: signed}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return keyFile, certificateFile
}

// TestTheServerMustProveWhoItIs reaches a server over TCP.
func TestTheServerMustProveWhoItIs(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	keyFile, certificateFile := certificate(t, t.TempDir())
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
