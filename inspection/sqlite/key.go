package sqlite

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
	"anxun/inspection/durable"
)

// keyFile holds the private key of the device: PKCS #8 in PEM, readable by its owner
// only. It proves which laptop wrote a journal; it keeps nothing secret, so it is not
// encrypted.
const (
	keyFile  = "anxun.key"
	keyBlock = "PRIVATE KEY"
)

// ensureKey loads the device's key, makes one where there is none, and sees to it that
// the public key is on record. A file that is no key is moved aside and never
// overwritten; the journal shows that another key follows.
func (s *Store) ensureKey(ctx context.Context, random io.Reader) (err error) {
	path := filepath.Join(s.dir, keyFile)
	var stored string
	if _, err := s.writer.queryRow(ctx, "SELECT value FROM settings WHERE name = ?", []any{string(inspection.SettingDeviceKey)}, &stored); err != nil {
		return s.errorFor(err, "reading the key of the device")
	}
	if err := s.settleKey(stored); err != nil {
		return fileError(err, s.dir)
	}
	s.key, err = loadKey(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNoKey) {
		return fileError(err, s.dir)
	}
	if errors.Is(err, errNoKey) {
		if err := os.Rename(path, path+".bad-"+s.clock().In(inspection.Zone).Format("20060102-150405")); err != nil {
			return fileError(err, s.dir)
		}
	}
	if s.key == nil {
		if s.key, err = makeKey(path, random); err != nil {
			return fileError(err, s.dir)
		}
	}
	public := hex.EncodeToString(s.key.Public().(ed25519.PublicKey))
	if stored == public {
		return nil
	}
	_, err = s.Update(ctx, programActor, func(w inspection.Writer) error {
		return w.Put(ctx, inspection.Setting{Name: inspection.SettingDeviceKey, Value: public})
	})
	return err
}

var errNoKey = errors.New("the file holds no Ed25519 key")

func loadKey(path string) (ed25519.PrivateKey, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(content)
	if block == nil || block.Type != keyBlock {
		return nil, errNoKey
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errors.Join(errNoKey, err)
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, errNoKey
	}
	return key, nil
}

// makeKey writes a new key durably: the file is whole or not there.
func makeKey(path string, random io.Reader) (ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, err
	}
	key := ed25519.NewKeyFromSeed(seed)
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	file, err := durable.Create(path)
	if err != nil {
		return nil, err
	}
	if err := durable.Finish(file, path, pem.Encode(file, &pem.Block{Type: keyBlock, Bytes: encoded})); err != nil {
		return nil, err
	}
	return key, nil
}
