package guard

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"sync"
	"time"
)

// Folder is the name of the folder of the log in the data folder, and File that of the newest log in it.
const (
	Folder = "logs"
	File   = "errors.log"
)

const (
	maxLog  = 256 << 10 // bytes after which a new file is begun
	maxLogs = 3         // older files kept, as errors.log.1 …
)

// Log writes panics to a file that may be handed on: it holds the version of the program, the kind of fault and where in
// the program it happened, and never a value, since that may be what a person wrote. It is safe for concurrent use.
type Log struct {
	dir     string
	version string
	clock   func() time.Time
	mu      sync.Mutex
}

// NewLog returns the log of a data folder. Nothing is written until there is something to write.
func NewLog(data, version string, clock func() time.Time) *Log {
	return &Log{dir: filepath.Join(data, Folder), version: version, clock: clock}
}

// Dir returns the path of the folder.
func (l *Log) Dir() string { return l.dir }

// Write appends one panic. label names the work in which it happened.
func (l *Log) Write(label string, value any, stack []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return fmt.Errorf("making the folder of the log: %w", err)
	}
	path := filepath.Join(l.dir, File)
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		if err := rotate(path); err != nil {
			return fmt.Errorf("beginning a new log: %w", err)
		}
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("opening the log: %w", err)
	}
	_, err = fmt.Fprintf(file, "%s anxun %s %s/%s %s: %s\n%s\n", l.clock().UTC().Format(time.RFC3339), l.version, runtime.GOOS, runtime.GOARCH,
		label, Kind(value), stack)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("writing the log: %w", err)
	}
	return nil
}

// Kind names what a panic was about. The words of the runtime hold numbers and types only; any other value may be what a
// person wrote and is named by its type.
func Kind(value any) string {
	if fault, ok := value.(runtime.Error); ok {
		of := reflect.TypeOf(value)
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if of.PkgPath() == "runtime" {
			return fault.Error()
		}
	}
	return fmt.Sprintf("%T", value)
}

func rotate(path string) error {
	for n := maxLogs; n > 0; n-- {
		older, newer := fmt.Sprintf("%s.%d", path, n), fmt.Sprintf("%s.%d", path, n-1)
		if n == 1 {
			newer = path
		}
		if err := os.Rename(newer, older); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
