package sqlite

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"

	"anxun/inspection"
)

// readers is how many Views can run at the same time; further ones wait.
const readers = 4

// Store implements inspection.Store. It is safe for concurrent use.
type Store struct {
	dir      string
	clock    inspection.Clock
	lock     *flock.Flock
	readOnly bool
	beside   bool        // only read, while another Anxun writes
	opened   os.FileInfo // the file of the database when it was opened

	// Set only while something foreign is verified.
	databaseAt string // the file, when it is read from a copy or is not the one in dir
	headsAt    string // the file of heads
	single     bool   // a file without a folder: evidence and heads need not be beside it
	expected   Expected

	writePool *sql.DB
	readPool  *sql.DB
	idle      chan *connection // readers at rest; nil stands for one not yet opened

	updating chan struct{} // held by the one Update that runs
	writer   *connection
	head     head // of the journal; only the holder of updating touches it

	key   ed25519.PrivateKey // nil where it is not at hand
	heads *headLog           // nil in a store that is only read, or that is being made

	ids    inspection.IDs // for another identity, see Renew
	random io.Reader

	mutex  sync.Mutex // guards device, key and code
	device string
	code   string
}

var _ inspection.Store = (*Store)(nil)

// head is the end of the journal chain. It is cached, which is safe because the
// lock keeps every other writer out, and stored in table meta in the same
// transaction as the entries, so that a journal cut short is noticed.
type head struct {
	sequence int64
	hash     string
	time     inspection.HybridTime
}

// Device returns the id of this device (a UUID) and its two-character code, which
// keeps the numbers given out by different laptops apart.
func (s *Store) Device() (id, code string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.device, s.code
}

// Dir returns the absolute path of the data folder.
func (s *Store) Dir() string { return s.dir }

// Moved reports whether the folder no longer has the database that was opened: a backup
// was put in its place, or the drive is gone.
func (s *Store) Moved() bool {
	now, err := os.Stat(filepath.Join(s.dir, databaseFile))
	return err != nil || s.opened != nil && !os.SameFile(s.opened, now)
}

// Beside reports whether the store only reads what another Anxun writes.
func (s *Store) Beside() bool { return s.beside }

// openConnections opens the pools, and the writer unless the store is read-only.
func (s *Store) openConnections(ctx context.Context, path string, how access) (err error) {
	s.updating = make(chan struct{}, 1)
	s.idle = make(chan *connection, readers)
	for range readers {
		s.idle <- nil
	}
	reading := how
	if how == accessWrite {
		reading = accessQuery
		if s.writePool, err = openPool(path, accessWrite, 1); err != nil {
			return err
		}
		if s.writer, err = newConnection(ctx, s.writePool); err != nil {
			return err
		}
	}
	s.readPool, err = openPool(path, reading, readers)
	return err
}

// closeConnections waits for running Views and the running Update to end.
func (s *Store) closeConnections() error {
	var problems []error
	if s.readPool != nil {
		for range readers {
			if reader := <-s.idle; reader != nil {
				problems = append(problems, reader.close())
			}
		}
		problems = append(problems, s.readPool.Close())
		s.readPool = nil
	}
	if s.writer != nil {
		s.updating <- struct{}{}
		problems = append(problems, s.writer.close())
		s.writer = nil
	}
	if s.writePool != nil {
		problems = append(problems, s.writePool.Close()) // the last one out folds the -wal file into the database
		s.writePool = nil
	}
	return errors.Join(problems...)
}

// Close implements inspection.Store. It waits for running Views and Updates; the
// store must not be used afterwards. Closing twice does nothing.
func (s *Store) Close() error {
	s.mutex.Lock()
	lock := s.lock
	s.lock = nil
	s.mutex.Unlock()
	if lock == nil {
		return nil
	}
	err := s.errorFor(s.closeConnections(), "closing the database")
	if err == nil {
		err = s.end()
	}
	return errors.Join(err, releaseLock(s.dir, lock, s.readOnly))
}

// View implements inspection.Store.
func (s *Store) View(ctx context.Context, fn func(inspection.Reader) error) error {
	return s.view(ctx, func(reader *session) error { return fn(reader) })
}

func (s *Store) view(ctx context.Context, fn func(*session) error) (err error) {
	if err := ctx.Err(); err != nil { // select would choose at random
		return err
	}
	var c *connection
	select {
	case c = <-s.idle:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.idle <- c }()
	if c == nil {
		if c, err = newConnection(ctx, s.readPool); err != nil {
			return s.errorFor(err, "opening the database for reading")
		}
	}
	if err := c.exec(ctx, "BEGIN"); err != nil {
		return s.errorFor(err, "beginning to read")
	}
	defer func() {
		// A connection that cannot end its transaction is of no more use.
		ending := c.exec(context.WithoutCancel(ctx), "ROLLBACK")
		if ending == nil {
			ending = c.trim()
		}
		if ending != nil {
			err = errors.Join(err, s.errorFor(ending, "ending to read"), c.close())
			c = nil
		}
	}()
	return fn(&session{store: s, connection: c})
}

// session answers questions inside one transaction. It implements
// inspection.Reader.
type session struct {
	store *Store
	*connection
	mine []identity // see own
}

var _ inspection.Reader = (*session)(nil)

// loadDevice reads who this device is and where the journal ends.
func (s *Store) loadDevice(ctx context.Context, c *connection) error {
	var time string
	found, err := c.queryRow(ctx, "SELECT device, sequence, hash, time FROM meta WHERE id = 1", nil, &s.device, &s.head.sequence, &s.head.hash, &time)
	if err != nil {
		return s.errorFor(err, "reading the device")
	}
	if !found {
		return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.data_damaged", Args: []any{"dir", s.dir}}
	}
	s.head.time = inspection.HybridTime(time)
	_, err = c.queryRow(ctx, "SELECT value FROM settings WHERE name = ?", []any{string(inspection.SettingDeviceCode)}, &s.code)
	return s.errorFor(err, "reading the device code")
}

// deviceCodeLetters leaves out 0, 1, I, L and O, which are taken for each other.
const deviceCodeLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// newDeviceCode draws two letters, each with the same chance.
func newDeviceCode(random io.Reader) (string, error) {
	const fair = 256 / len(deviceCodeLetters) * len(deviceCodeLetters)
	code := make([]byte, 0, 2)
	for one := make([]byte, 1); len(code) < 2; {
		if _, err := io.ReadFull(random, one); err != nil {
			return "", err
		}
		if int(one[0]) < fair {
			code = append(code, deviceCodeLetters[int(one[0])%len(deviceCodeLetters)])
		}
	}
	return string(code), nil
}
