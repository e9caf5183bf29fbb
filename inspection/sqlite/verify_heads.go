package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"anxun/inspection"
)

// setBack is by how much the computer's clock may stand behind the journal's time
// before that is worth a notice: clocks are put right by seconds all the time.
const setBack = 2 * time.Minute

// claim is what a signed head says of the journal: this entry has this hash.
type claim struct {
	hash string
	who  string // what the head belongs to, for people
}

// keys reads which keys the device has had. The journal itself says so, and its chain
// is verified.
func (v *verification) keys(ctx context.Context) error {
	v.keyFrom = map[string]int64{}
	text := "SELECT " + journalColumns + " FROM journal WHERE kind = ? AND record = ? ORDER BY sequence"
	all, err := v.own(ctx)
	if err != nil {
		return err
	}
	err = v.query(ctx, text, []any{string(inspection.KindSetting), string(inspection.SettingDeviceKey)}, func(rows *sql.Rows) error {
		change, _, _, err := v.scan(rows)
		if err != nil {
			return err
		}
		for _, field := range change.Fields {
			v.keyFrom[field.New] = change.Sequence
			v.report.Key = field.New
			renewed := slices.ContainsFunc(all[1:], func(one identity) bool { return one.from == change.Sequence })
			if renewed {
				v.notice("notice.identity_renewed", "sequence", change.Sequence, "time", change.Time.Instant().In(inspection.Zone).Format(time.DateTime))
			} else if field.Old != "" {
				v.notice("notice.key_replaced", "sequence", change.Sequence, "time", change.Time.Instant().In(inspection.Zone).Format(time.DateTime),
					"key", field.New)
			}
		}
		return nil
	})
	if want := strings.ToLower(v.store.expected.Key); want != "" && want != v.report.Key {
		v.found("problem.key_differs", "want", want, "key", v.report.Key)
	}
	v.claim(v.store.expected.Sequence, strings.ToLower(v.store.expected.Hash), "--head")
	return v.store.errorFor(err, "reading the keys of the device")
}

// firstKey is the entry that put the first key on record, 0 if none did. Only from
// there on is anything sealed and are heads kept.
func (v *verification) firstKey() int64 {
	var first int64
	for _, sequence := range v.keyFrom {
		if first == 0 || sequence < first {
			first = sequence
		}
	}
	return first
}

// trusted reports whether the head is signed with a key of this device, under the identity
// that it had at that entry.
func (v *verification) trusted(h inspection.SignedHead) bool {
	_, known := v.keyFrom[h.PublicKey]
	return known && h.Signed() && v.ours(h)
}

// ours reports whether the head speaks of the journal of this folder. The end of one
// identity's part is also the beginning of the next one's; the present one has no end.
func (v *verification) ours(h inspection.SignedHead) bool {
	present := v.mine[len(v.mine)-1]
	return h.Device == present.device && h.Sequence >= present.from-1 ||
		slices.ContainsFunc(v.mine, func(one identity) bool {
			return one.device == h.Device && h.Sequence >= one.from-1 && h.Sequence <= one.to
		})
}

// foreigner reports whether a seal with this head may be another laptop's: one of another
// name, or one of a former identity after the folder was copied, since both wrote under it.
func (v *verification) foreigner(h inspection.SignedHead) bool {
	at := slices.IndexFunc(v.mine, func(one identity) bool { return one.device == h.Device })
	return at < 0 || at < len(v.mine)-1 && h.Sequence > v.mine[at].claimed
}

func (v *verification) claim(sequence int64, hash, who string) {
	if sequence == 0 {
		return
	}
	if v.claims == nil {
		v.claims = map[int64][]claim{}
	}
	v.claims[sequence] = append(v.claims[sequence], claim{hash: hash, who: who})
}

// meet compares an entry with what signed heads say of it.
func (v *verification) meet(change inspection.Change) {
	for _, c := range v.claims[change.Sequence] {
		if c.hash != change.Hash {
			v.found("problem.journal_rewritten", "sequence", change.Sequence, "source", c.who)
		}
	}
	delete(v.claims, change.Sequence)
}

// unmet names the entries that signed heads speak of and the journal does not have.
func (v *verification) unmet(last head) {
	sequences := make([]int64, 0, len(v.claims))
	for sequence := range v.claims {
		sequences = append(sequences, sequence)
	}
	slices.Sort(sequences)
	for _, sequence := range sequences {
		for _, c := range v.claims[sequence] {
			v.found("problem.journal_cut", "sequence", sequence, "source", c.who, "actual", last.sequence)
		}
	}
}

// readHeads reads the file of heads. A single copy of a database may have none.
func (v *verification) readHeads(s *Store) error {
	lines, digests, damaged, err := readHeads(s.headsPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fileError(err, s.dir)
	}
	v.lines = lines
	if damaged > 0 {
		v.found("problem.heads_unreadable", "n", damaged)
		return nil // what follows would only repeat it
	}
	previous := ""
	for i, line := range lines {
		if line.Number != int64(i+1) || line.Previous != previous {
			v.found("problem.heads_gap", "n", i+1)
			break
		}
		previous = digests[i]
	}
	return nil
}

func (s *Store) headsPath() string {
	if s.headsAt != "" {
		return s.headsAt
	}
	return filepath.Join(s.dir, headsFile)
}

// headClaims checks the lines of the file of heads and notes what they say.
func (v *verification) headClaims(context.Context) error {
	first := v.firstKey()
	if len(v.lines) == 0 {
		switch {
		case v.store.single:
			v.notice("notice.no_heads")
		case first > 0:
			v.found("problem.heads_missing", "file", headsFile)
		}
		return nil
	}
	if first > 0 && v.lines[0].Sequence >= first {
		v.found("problem.heads_cut", "file", headsFile)
	}
	var before time.Time
	for _, line := range v.lines {
		v.report.Heads++
		if !v.trusted(line.signed()) {
			v.found("problem.head_unsigned", "n", line.Number)
			continue
		}
		v.claim(line.Sequence, line.Hash, headsFile)
		at, _ := time.Parse(time.RFC3339Nano, line.At)
		v.clock(at, before, line.Time, line.Sequence)
		before = at
	}
	v.ending(v.lines[len(v.lines)-1])
	return nil
}

// clock names a computer clock that stood behind an earlier reading.
func (v *verification) clock(at, before time.Time, journal inspection.HybridTime, sequence int64) {
	latest := journal.Instant()
	if before.After(latest) {
		latest = before
	}
	if at.Add(setBack).Before(latest) {
		v.notice("notice.clock_back", "sequence", sequence, "at", at.In(inspection.Zone).Format(time.DateTime),
			"time", latest.In(inspection.Zone).Format(time.DateTime))
	}
}

// ending looks whether the journal ends where the last line says it must. A session
// that was killed leaves no closing line, but leaves other traces.
func (v *verification) ending(last headLine) {
	switch {
	case last.Cause.ends():
		if v.head.sequence > last.Sequence {
			v.found("problem.heads_behind", "sequence", last.Sequence, "actual", v.head.sequence)
		}
	case v.store.unclean():
		if v.store.readOnly && !v.store.beside {
			v.notice("notice.not_closed", "sequence", last.Sequence)
		}
	default:
		v.found("problem.heads_end_missing", "file", headsFile)
	}
}

// unclean reports whether the folder is in use or was left without being closed.
func (s *Store) unclean() bool {
	if !s.readOnly || s.beside {
		return true // by ourselves, or by who writes
	}
	info, err := os.Stat(s.database() + "-wal")
	if err == nil && info.Size() > 0 {
		return true
	}
	present, _ := exists(filepath.Join(filepath.Dir(s.database()), lockInfoFile))
	return present
}
