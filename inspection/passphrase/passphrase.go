// Package passphrase encrypts files that leave the laptop, with a passphrase and nothing else: backups on a stick and
// what is carried from one laptop to another. The format is age (age-encryption.org/v1, scrypt and ChaCha20-Poly1305),
// so whoever has the passphrase can also read a file with the public program "age -d", without Anxun.
//
// A file made with a passphrase can be neither read nor made by anybody who does not have it. Without the passphrase
// nothing can be recovered; there is no second key.
package passphrase

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"anxun/inspection"
)

const (
	// Ending is the ending of the name of an encrypted file.
	Ending = ".age"
	// MinLength is how many characters a new passphrase has at least.
	MinLength = 8
	// MaxLength is how many bytes one has at most: what is longer is a file taken for a passphrase.
	MaxLength = 1024

	// maxFactor is the most work, as a logarithm, that a file may ask for. One that asks for more is refused before any of it
	// is done.
	maxFactor = 17

	intro = "age-encryption.org/v1\n"
)

// Check tells whether a new passphrase may be used: CodeInvalid if it is too short or far too long.
func Check(passphrase string) error {
	switch {
	case utf8.RuneCountInString(Normal(passphrase)) < MinLength:
		return inspection.Invalid("error.passphrase_short", "n", MinLength)
	case len(passphrase) > MaxLength:
		return inspection.Invalid("error.passphrase_long", "n", MaxLength)
	}
	return nil
}

// Normal gives what was typed with another input method, in full-width letters for example, the same bytes (NFKC).
func Normal(passphrase string) string { return norm.NFKC.String(passphrase) }

// Encrypted reports whether a file that begins with head is an encrypted one. Some 30 bytes are enough.
func Encrypted(head []byte) bool { return strings.HasPrefix(string(head), intro) }

// NewWriter returns a writer that writes to out what is written to it, encrypted. The file is whole only after Close,
// which does not close out. It takes 128 MB of memory for some tenths of a second. An empty passphrase is CodeInvalid.
func NewWriter(out io.Writer, passphrase string) (io.WriteCloser, error) {
	recipient, err := age.NewScryptRecipient(Normal(passphrase))
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.passphrase_needed")
	}
	recipient.SetWorkFactor(workFactor)
	return age.Encrypt(out, recipient)
}

// NewReader returns a reader of what an encrypted file holds. A passphrase that does not fit is CodeInvalid with the key
// error.passphrase_wrong, an empty one error.passphrase_needed; a file that is none or asks for more work than ours do is
// CodeInvalid, too. What was changed or cut off gives CodeDamaged while reading; what was read before that is as it was
// written.
func NewReader(in io.Reader, passphrase string) (io.Reader, error) {
	identity, err := age.NewScryptIdentity(Normal(passphrase))
	if err != nil {
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.passphrase_needed")
	}
	identity.SetMaxWorkFactor(maxFactor)
	content, err := age.Decrypt(in, identity)
	switch {
	case err == nil:
		return reader{content}, nil
	case errors.Is(err, age.ErrIncorrectIdentity) && !strings.Contains(err.Error(), "not passphrase-encrypted"):
		return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.passphrase_wrong")
	}
	return nil, inspection.Wrap(err, inspection.CodeInvalid, "error.passphrase_foreign")
}

// reader tells what does not decrypt as damage.
type reader struct{ in io.Reader }

// Read implements io.Reader.
func (r reader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	if err != nil && !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = inspection.Wrap(err, inspection.CodeDamaged, "error.passphrase_damaged")
	}
	return n, err
}
