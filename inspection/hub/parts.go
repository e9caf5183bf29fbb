package hub

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"anxun/inspection"
)

// Parts keeps the pieces of photos that are being fetched in a folder, which may be deleted at any time: what is missing
// is fetched again, and a photo is checked before it is used.
type Parts struct{ Dir string }

func (p Parts) path(hash string) string { return filepath.Join(p.Dir, filepath.Base(hash)+".part") }

// Size returns how many bytes are here, after cutting off what is no whole piece.
func (p Parts) Size(hash string, pieceSize int) (int64, error) {
	info, err := os.Stat(p.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, p.failed(err)
	}
	whole := info.Size() - info.Size()%int64(pieceSize)
	return whole, p.failed(os.Truncate(p.path(hash), whole))
}

// Append adds a piece.
func (p Parts) Append(hash string, piece []byte) error {
	if err := os.MkdirAll(p.Dir, 0o755); err != nil {
		return p.failed(err)
	}
	file, err := os.OpenFile(p.path(hash), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return p.failed(err)
	}
	_, err = file.Write(piece)
	return p.failed(errors.Join(err, file.Close()))
}

// Take returns all bytes and forgets them, sound or not.
func (p Parts) Take(hash string) ([]byte, error) {
	data, err := os.ReadFile(p.path(hash))
	if err != nil {
		return nil, p.failed(err)
	}
	return data, p.failed(os.Remove(p.path(hash)))
}

func (p Parts) failed(err error) error {
	return inspection.Wrap(err, inspection.CodeUnwritable, "error.hub_parts", "dir", p.Dir)
}
