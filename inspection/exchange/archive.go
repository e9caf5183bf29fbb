package exchange

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"

	"anxun/inspection"
)

// archive writes the ZIP archive of a bundle as a stream. What it signs is the SHA-256 of everything before the comment of
// the archive, the photos' own bytes left out, as those are named by their SHA-256. So every byte of the file counts, and
// yet a bundle of many gigabytes of photos is proven by reading what little else is in it. The signature is the comment.
type archive struct {
	out     io.Writer
	zip     *zip.Writer
	digest  hash.Hash
	leftOut bool   // the bytes of a photo pass
	closing bool   // the last two bytes are held back
	held    []byte // these
	written int64
}

func newArchive(out io.Writer) *archive {
	a := &archive{out: out, digest: sha256.New()}
	a.zip = zip.NewWriter(sink{a})
	a.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 6) })
	return a
}

// sink is where the ZIP writer writes to.
type sink struct{ *archive }

// Write implements io.Writer.
func (s sink) Write(p []byte) (int, error) {
	a, content := s.archive, p
	if a.closing {
		content = append(a.held, p...)
		keep := max(0, len(content)-2)
		a.held = append([]byte(nil), content[keep:]...)
		content = content[:keep]
	}
	if !a.leftOut {
		a.digest.Write(content)
	}
	n, err := a.out.Write(content)
	a.written += int64(n)
	if err != nil {
		return 0, err
	}
	return len(p), nil
}

// create begins a file that is compressed.
func (a *archive) create(name string) (io.Writer, error) {
	return a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
}

// addPhoto adds a photo as it is; the ZIP writer's buffer is emptied at both ends, so that what is left out of the digest is
// the photo and nothing else.
func (a *archive) addPhoto(name string, data []byte) error {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		return err
	}
	if err := a.zip.Flush(); err != nil {
		return err
	}
	a.leftOut = true
	_, err = w.Write(data)
	err = errors.Join(err, a.zip.Flush())
	a.leftOut = false
	return err
}

// finish writes the end of the archive and the signature that sign makes of the digest.
func (a *archive) finish(sign func(digest string) ([]byte, error)) error {
	if err := a.zip.Flush(); err != nil {
		return err
	}
	a.closing = true
	if err := a.zip.Close(); err != nil {
		return err
	}
	comment, err := sign(hex.EncodeToString(a.digest.Sum(nil)))
	if err != nil {
		return err
	}
	// In place of the two bytes that said that there is no comment.
	end := append(binary.LittleEndian.AppendUint16(nil, uint16(len(comment))), comment...)
	n, err := a.out.Write(end)
	a.written += int64(n)
	return err
}

// signature is the comment of the archive: a signed head of the sender's journal, whose statement names the digest.
type signature struct {
	Device    string                `json:"device"`
	Sequence  int64                 `json:"sequence"`
	Hash      string                `json:"hash"`
	Time      inspection.HybridTime `json:"time"`
	Statement string                `json:"statement"`
	Key       string                `json:"key"`
	Signature string                `json:"signature"`
}

// statement is what is signed of a bundle of a version of the format.
func statement(version int, digest string) string {
	return fmt.Sprintf("%s %d %s", formatName, version, digest)
}

func encodeSignature(h inspection.SignedHead) ([]byte, error) {
	content, err := json.Marshal(signature{h.Device, h.Sequence, h.Hash, h.Time, h.Statement, h.PublicKey, h.Signature})
	if err == nil && len(content) > maxSignature {
		err = fmt.Errorf("a signature of %d bytes", len(content))
	}
	return content, err
}

// decodeSignature reads a signature. Only the one way of writing it counts, so that no byte of it can change.
func decodeSignature(comment []byte) (inspection.SignedHead, error) {
	var s signature
	if err := json.Unmarshal(comment, &s); err != nil {
		return inspection.SignedHead{}, err
	}
	head := inspection.SignedHead{Device: s.Device, Sequence: s.Sequence, Hash: s.Hash, Time: s.Time, Statement: s.Statement,
		PublicKey: s.Key, Signature: s.Signature}
	canonical, err := encodeSignature(head)
	if err == nil && (string(canonical) != string(comment) || s.Signature != strings.ToLower(s.Signature)) {
		err = errors.New("the signature is not written as signatures are")
	}
	return head, err
}
