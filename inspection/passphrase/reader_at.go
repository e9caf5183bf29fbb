package passphrase

import (
	"errors"
	"io"
	"strings"

	"filippo.io/age"

	"anxun/inspection"
)

// NewReaderAt returns what an encrypted file of the given size holds, and how much that is, for reading at any place
// without a decrypted copy on the disk. A passphrase that does not fit is CodeInvalid with the key error.passphrase_wrong, an
// empty one error.passphrase_needed; a file that is none or was cut off is refused at once, what was changed gives
// CodeDamaged when it is read.
func NewReaderAt(in io.ReaderAt, size int64, passphrase string) (content io.ReaderAt, length int64, err error) {
	identity, err := age.NewScryptIdentity(Normal(passphrase))
	if err != nil {
		return nil, 0, inspection.Wrap(err, inspection.CodeInvalid, "error.passphrase_needed")
	}
	identity.SetMaxWorkFactor(workFactor)
	plain, length, err := age.DecryptReaderAt(in, size, identity)
	switch {
	case err == nil:
		return readerAt{plain}, length, nil
	case errors.Is(err, age.ErrIncorrectIdentity) && !strings.Contains(err.Error(), "not passphrase-encrypted"):
		return nil, 0, inspection.Wrap(err, inspection.CodeInvalid, "error.passphrase_wrong")
	}
	return nil, 0, inspection.Wrap(err, inspection.CodeInvalid, "error.passphrase_foreign")
}

// readerAt tells what does not decrypt as damage.
type readerAt struct{ in io.ReaderAt }

// ReadAt implements io.ReaderAt.
func (r readerAt) ReadAt(p []byte, offset int64) (int, error) {
	n, err := r.in.ReadAt(p, offset)
	if err != nil && !errors.Is(err, io.EOF) {
		err = inspection.Wrap(err, inspection.CodeDamaged, "error.passphrase_damaged")
	}
	return n, err
}
