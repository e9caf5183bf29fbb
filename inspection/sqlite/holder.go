package sqlite

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"anxun/inspection"
)

// holder is who has a data folder open for writing. It stands in a file beside the lock,
// on one line: "anxun, 4711, DESKTOP-7, 2026-11-20 09:05, 张建国".
type holder struct {
	program string
	process string // its number
	host    string // name of the computer
	since   string // to the minute, in the zone of the offices
	person  string // who uses the laptop, or the account if that is not set yet
}

// unknown stands for what is not known of a holder.
const unknown = "?"

func newHolder(clock inspection.Clock, person string) holder {
	host, err := os.Hostname()
	if err != nil {
		host = unknown
	}
	return holder{program: strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"), process: fmt.Sprint(os.Getpid()), host: host,
		since: clock().In(inspection.Zone).Format("2006-01-02 15:04"), person: person}
}

// account is the name under which the program runs.
func account() string {
	current, err := user.Current()
	if err != nil || current.Username == "" {
		return unknown
	}
	return current.Username
}

// String implements fmt.Stringer.
func (h holder) String() string {
	return strings.Join([]string{h.program, h.process, h.host, h.since, h.person}, holderSeparator)
}

const holderSeparator = ", "

// parseHolder reads a line; what an older version does not say is not known.
func parseHolder(line string) holder {
	parts := strings.SplitN(line, holderSeparator, 5)
	for len(parts) < 5 {
		parts = append(parts, unknown)
	}
	return holder{parts[0], parts[1], parts[2], parts[3], parts[4]}
}

// args are the values for a sentence.
func (h holder) args() []any {
	return []any{"program", h.program, "process", h.process, "host", h.host, "since", h.since, "person", h.person}
}

func writeHolder(dir string, h holder) error {
	return fileError(os.WriteFile(filepath.Join(dir, lockInfoFile), []byte(h.String()), 0o600), dir)
}

// readHolder returns who holds the lock, every part "?" when that is not known: the
// holder may just be starting.
func readHolder(dir string) holder {
	for range 3 {
		if text, err := os.ReadFile(filepath.Join(dir, lockInfoFile)); err == nil && len(text) > 0 {
			return parseHolder(string(text))
		}
		time.Sleep(10 * time.Millisecond)
	}
	return holder{unknown, unknown, unknown, unknown, unknown}
}
