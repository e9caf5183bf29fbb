package sqlite

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"anxun/inspection"
	"anxun/inspection/durable"
)

// headsFile lies beside the database and is only ever appended to: signed heads of the
// journal, one JSON object to a line. A journal that was cut short, or written anew
// from some entry on, no longer has the entries that the lines name.
const headsFile = "anxun.heads"

// headCause says when a line was written.
type headCause string

const (
	headOpen   headCause = "open"   // before the first change of a session
	headSeal   headCause = "seal"   // an inspection was sealed
	headClose  headCause = "close"  // the folder was closed: the journal ends here
	headBackup headCause = "backup" // in the copy that belongs to a backup: the journal of the copy ends here
)

// ends reports whether the journal ends exactly where the line says.
func (c headCause) ends() bool { return c == headClose || c == headBackup }

// headLine is one line.
type headLine struct {
	Number    int64                 `json:"n"` // 1, 2, 3 …
	Cause     headCause             `json:"cause"`
	At        string                `json:"at"` // by the clock of the computer, RFC 3339
	Device    string                `json:"device"`
	Sequence  int64                 `json:"sequence"`
	Hash      string                `json:"hash"`
	Time      inspection.HybridTime `json:"time"`
	Size      int64                 `json:"size,omitempty"`   // of the database file when it was closed
	Database  string                `json:"sha256,omitempty"` // of the database file when it was closed
	Previous  string                `json:"previous"`         // SHA-256 of the line before
	Key       string                `json:"key"`
	Signature string                `json:"signature"`
}

// signed returns the head that the line's signature is over.
func (l headLine) signed() inspection.SignedHead {
	content, err := json.Marshal([]any{l.Number, l.Cause, l.At, l.Size, l.Database, l.Previous})
	if err != nil {
		panic("sqlite: encoding a head: " + err.Error()) // strings and integers always encode
	}
	digest := sha256.Sum256(content)
	return inspection.SignedHead{Device: l.Device, Sequence: l.Sequence, Hash: l.Hash, Time: l.Time,
		Statement: "line " + hex.EncodeToString(digest[:]), PublicKey: l.Key, Signature: l.Signature}
}

// headLog appends to the file of heads.
type headLog struct {
	path     string
	number   int64  // of the last line
	previous string // digest of the last line
	begun    bool   // this session has written its first line
	unended  bool   // the last line is not one that ends a session: whoever wrote it was killed
	owed     bool   // a line could not be written; the next one makes up for it
}

// openHeadLog finds the end of the file. Half a line at the end is what a power cut
// leaves of one that nobody relied on yet; it is cut off.
func openHeadLog(path string) (*headLog, error) {
	log := &headLog{path: path}
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return log, nil
	}
	if err != nil {
		return nil, err
	}
	whole := content[:bytes.LastIndexByte(content, '\n')+1]
	if len(whole) < len(content) {
		if err := os.Truncate(path, int64(len(whole))); err != nil {
			return nil, err
		}
	}
	lines := bytes.Split(bytes.TrimSuffix(whole, []byte("\n")), []byte("\n"))
	if len(whole) == 0 {
		return log, nil
	}
	last := lines[len(lines)-1]
	var line headLine
	log.number, log.previous = int64(len(lines)), digestOf(last)
	if json.Unmarshal(last, &line) == nil { // an unreadable one is for verification to name
		log.number, log.unended = line.Number, !line.Cause.ends()
	}
	return log, nil
}

func digestOf(content []byte) string {
	digest := sha256.Sum256(content)
	return hex.EncodeToString(digest[:])
}

// append writes a line durably.
func (l *headLog) append(s *Store, cause headCause, end head, size int64, database string) error {
	line := headLine{Number: l.number + 1, Cause: cause, At: s.clock().UTC().Format(time.RFC3339Nano), Device: s.device,
		Sequence: end.sequence, Hash: end.hash, Time: end.time, Size: size, Database: database, Previous: l.previous}
	signed := line.signed().Sign(s.key)
	line.Key, line.Signature = signed.PublicKey, signed.Signature
	content, err := json.Marshal(line)
	if err != nil {
		return fmt.Errorf("encoding a head: %w", err)
	}
	if err := appendDurably(l.path, append(content, '\n')); err != nil {
		l.owed = true
		return fileError(err, filepath.Dir(l.path))
	}
	l.number, l.previous, l.owed = line.Number, digestOf(content), false
	return nil
}

func appendDurably(path string, content []byte) (err error) {
	present, err := exists(path)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	before, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := file.Write(content); err != nil {
		return errors.Join(err, file.Truncate(before)) // half a line must not stay
	}
	if err := file.Sync(); err != nil || present {
		return err
	}
	return durable.SyncFolder(filepath.Dir(path))
}

// begin writes the first line of a session, before its first change is committed:
// from then on the file of the database is no longer the one that was closed.
func (s *Store) begin() error {
	if s.heads == nil || s.heads.begun {
		return nil
	}
	if err := s.heads.append(s, headOpen, s.head, 0, ""); err != nil {
		return err
	}
	s.heads.begun = true
	return nil
}

// noticeSeal writes a line after a transaction that sealed an inspection. The
// transaction is on the disk already, so a failure here is no failure of it; the line
// that closes the session covers it.
func (s *Store) noticeSeal(changes []inspection.Change) {
	if s.heads == nil {
		return
	}
	for _, change := range changes {
		if change.RecordKind == inspection.KindSeal {
			_ = s.heads.append(s, headSeal, s.head, 0, "") // owed to the next line
			return
		}
	}
}

// end writes the last line of a session in which something was changed, after the
// database was closed. A session that only followed one that was killed closes the
// database in its place, and so writes its last line as well.
func (s *Store) end() error {
	if s.heads == nil || !s.heads.begun && !s.heads.unended {
		return nil
	}
	path := filepath.Join(s.dir, databaseFile)
	if present, err := exists(path + "-wal"); err != nil || present { // somebody else has it open
		return errors.Join(fileError(err, s.dir), s.heads.append(s, headClose, s.head, 0, ""))
	}
	digest, size, err := digestFile(path)
	if err != nil {
		return fileError(err, s.dir)
	}
	return s.heads.append(s, headClose, s.head, size, digest)
}

// readHeads reads the lines of a file. damaged counts lines that are none; half a line
// at the end is not one of them.
func readHeads(path string) (lines []headLine, digests []string, damaged int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	reader := bufio.NewReader(file)
	for {
		content, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return lines, digests, damaged, nil
		}
		if err != nil {
			return lines, digests, damaged, err
		}
		content = bytes.TrimSuffix(content, []byte("\n"))
		var line headLine
		decoder := json.NewDecoder(bytes.NewReader(content))
		decoder.DisallowUnknownFields()
		if decoder.Decode(&line) != nil {
			damaged++
			continue
		}
		// Only the one way of writing a line counts, so that no byte of it can change.
		if canonical, err := json.Marshal(line); err != nil || !bytes.Equal(canonical, content) {
			damaged++
			continue
		}
		lines, digests = append(lines, line), append(digests, digestOf(content))
	}
}
