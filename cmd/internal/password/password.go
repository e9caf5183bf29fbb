// Package password keeps the start password of a data folder. Only a digest of it is stored, from which it cannot be
// computed back: argon2id (RFC 9106) with a random salt.
//
// What it does: the program and anxunctl do not open the folder without it, and backups that leave the laptop are encrypted
// with it. What it does not do: the database and the photos in the folder are not encrypted; whoever can read the files of
// the account can read them with other programs. Removing the file removes the password and loses nothing.
package password

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/crypto/argon2"

	"anxun/inspection"
	"anxun/inspection/durable"
	"anxun/inspection/passphrase"
)

// FileName is the name of the file in the data folder.
const FileName = "anxun.password"

const (
	saltSize   = 16
	digestSize = 32
)

// The most that a file may ask for: one that asks for more was not made by Anxun. It is what work.go asks for, so that
// looking at a file takes no more than that, whatever is in it.
const (
	maxPasses  = 3
	maxMemory  = 64 << 10
	maxThreads = 4
	maxFile    = 4 << 10
)

// stored is the content of the file.
type stored struct {
	Version   int    `json:"version"`
	Algorithm string `json:"algorithm"`
	Passes    uint32 `json:"passes"`
	Memory    uint32 `json:"memory_kb"`
	Threads   uint8  `json:"threads"`
	Salt      []byte `json:"salt"`
	Digest    []byte `json:"digest"`
}

const (
	version   = 1
	algorithm = "argon2id"
)

func (s stored) digest(password string) []byte {
	return argon2.IDKey([]byte(passphrase.Normal(password)), s.Salt, s.Passes, s.Memory, s.Threads, digestSize)
}

func (s stored) sound() bool {
	return s.Version == version && s.Algorithm == algorithm && s.Passes >= 1 && s.Passes <= maxPasses && s.Threads >= 1 && s.Threads <= maxThreads &&
		s.Memory >= 8*uint32(s.Threads) && s.Memory <= maxMemory && len(s.Salt) >= 8 && len(s.Salt) <= 64 && len(s.Digest) == digestSize
}

// IsSet reports whether the data folder has a start password. A file that cannot be read counts as one.
func IsSet(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, FileName))
	return !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) // dir may be a single file
}

// Check compares a password with the one of the data folder; nil if it is the one, or if there is none.
//
// Errors: CodeInvalid with error.password_wrong; CodeDamaged if the file was damaged; CodeUnwritable if it cannot be read.
func Check(dir, password string) error {
	path := filepath.Join(dir, FileName)
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.password_file", "path", path)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxFile))
	if err != nil {
		return inspection.Wrap(err, inspection.CodeUnwritable, "error.password_file", "path", path)
	}
	s, err := parse(content)
	if err != nil {
		return inspection.Wrap(err, inspection.CodeDamaged, "error.password_file", "path", path)
	}
	if len(password) > passphrase.MaxLength || subtle.ConstantTimeCompare(s.digest(password), s.Digest) != 1 {
		return inspection.Invalid("error.password_wrong")
	}
	return nil
}

func parse(content []byte) (s stored, err error) {
	if err := json.Unmarshal(content, &s); err != nil {
		return s, err
	}
	if !s.sound() {
		return s, errors.New("not made by Anxun")
	}
	return s, nil
}

// Set gives the data folder a password, instead of the one it has. The caller has checked that one. A password that is too
// short is CodeInvalid.
func Set(dir, password string) error {
	if err := passphrase.Check(password); err != nil {
		return err
	}
	s := stored{Version: version, Algorithm: algorithm, Passes: passes, Memory: memory, Threads: threads, Salt: make([]byte, saltSize)}
	if _, err := rand.Read(s.Salt); err != nil {
		return err
	}
	s.Digest = s.digest(password)
	content, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, FileName)
	return inspection.Wrap(durable.WriteFile(path, append(content, '\n')), inspection.CodeUnwritable, "error.data_unwritable", "dir", dir)
}

// Remove takes the password away. The caller has checked it.
func Remove(dir string) error {
	err := os.Remove(filepath.Join(dir, FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return inspection.Wrap(err, inspection.CodeUnwritable, "error.data_unwritable", "dir", dir)
}
