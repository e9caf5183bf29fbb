//go:build unix

package cluster

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
	"strconv"
	"syscall"
	"time"
)

// FreePort returns a port of localhost that nobody listens on.
func FreePort() (int, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return free.Addr().(*net.TCPAddr).Port, free.Close()
}

// Certificate writes a key and a certificate that signs itself, for localhost, into dir. It is good for an hour.
func Certificate(dir string) (keyFile, certificateFile string, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", "", err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return "", "", err
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return "", "", err
	}
	keyFile, certificateFile = filepath.Join(dir, "server.key"), filepath.Join(dir, "server.crt")
	for path, block := range map[string]*pem.Block{keyFile: {Type: "PRIVATE KEY", Bytes: encoded}, certificateFile: {Type: "CERTIFICATE", Bytes: signed}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			return "", "", err
		}
	}
	return keyFile, certificateFile, nil
}

// RequirePassword gives a role a password, which from then on everybody is asked for who comes over TCP. On the socket the
// server trusts everybody as before.
func (c *Cluster) RequirePassword(ctx context.Context, role, password string) error {
	const rules = "local all all trust\nhostssl all all all scram-sha-256\n"
	if err := os.WriteFile(filepath.Join(c.data(), "pg_hba.conf"), []byte(rules), 0o600); err != nil { // stays the server's
		return err
	}
	command := "ALTER ROLE " + role + " PASSWORD '" + password + "'; SELECT pg_reload_conf()"
	output, err := c.program(ctx, "psql", "-h", c.Dir, "-p", strconv.Itoa(c.port), "-U", "owner", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-c", command).CombinedOutput()
	if err != nil {
		return fmt.Errorf("psql: %w: %s", err, output)
	}
	return nil
}

// Freeze stops all processes of the server where they are, as a machine that hangs; Thaw lets them go on.
func (c *Cluster) Freeze() error { return c.Signal(syscall.SIGSTOP) }

// Thaw ends Freeze.
func (c *Cluster) Thaw() error { return c.Signal(syscall.SIGCONT) }
