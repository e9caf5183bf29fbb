package sqlite

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

var (
	powerAnswers = flag.Int("power.answers", 14, "how many answers TestPowerLoss gives")
	powerStates  = flag.Int("power.states", 1, "how many random states TestPowerLoss makes at each point, besides the two extremes")
	powerEvery   = flag.Int("power.every", 8, "TestPowerLoss looks at every so many points")
	powerFails   = flag.Int("power.fails", 3, "how many failing syncs TestFailedSync tries")
	powerSeed    = flag.Uint64("power.seed", 1, "the seed of both")
)

// sector is what a disk writes whole or not at all.
const sector = 512

// disk is what lies on the disk: files by name.
type disk map[string][]byte

func readDisk(t *testing.T, dir string) disk {
	t.Helper()
	d := disk{}
	for _, name := range []string{databaseFile, databaseFile + "-wal"} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			d[name] = content
		} else if !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	return d
}

func (d disk) write(op fileOp) {
	content := d[op.file]
	if end := int(op.offset) + len(op.data); end > len(content) {
		content = append(content, make([]byte, end-len(content))...)
	}
	copy(content[op.offset:], op.data)
	d[op.file] = content
}

func (d disk) apply(op fileOp) {
	switch op.kind {
	case opWrite:
		d.write(op)
	case opTruncate:
		content := d[op.file]
		if int(op.offset) > len(content) {
			content = append(content, make([]byte, int(op.offset)-len(content))...)
		}
		d[op.file] = content[:op.offset]
	case opDelete:
		delete(d, op.file)
	}
}

// cut returns what may be on the disk when the power fails after the first count
// operations: what was synced, and of the rest what keep lets through. Writes are torn
// at sectors.
func (d disk) cut(ops []fileOp, count int, keep func() bool) disk {
	after := disk{}
	for name, content := range d {
		after[name] = slices.Clone(content)
	}
	synced, lost := map[string]int{}, map[int]bool{}
	pending := map[string][]int{}
	for i, op := range ops[:count] {
		switch op.kind {
		case opSync:
			synced[op.file], pending[op.file] = i, nil
		case opLostSync: // the system dropped what was waiting and will not try again
			for _, waiting := range pending[op.file] {
				lost[waiting] = true
			}
			pending[op.file] = nil
		case opWrite, opTruncate, opDelete:
			pending[op.file] = append(pending[op.file], i)
		}
	}
	for i, op := range ops[:count] {
		if last, any := synced[op.file]; any && i < last && !lost[i] {
			after.apply(op)
			continue
		}
		after.torn(op, lost[i], keep)
	}
	return after
}

// torn applies an operation that was not synced, or parts of it.
func (d disk) torn(op fileOp, lost bool, keep func() bool) {
	if op.kind != opWrite {
		if keep() && !lost {
			d.apply(op)
		}
		return
	}
	for start := 0; start < len(op.data); {
		end := min(len(op.data), start+sector-int(op.offset+int64(start))%sector)
		if keep() && !lost {
			d.write(fileOp{file: op.file, offset: op.offset + int64(start), data: op.data[start:end]})
		}
		start = end
	}
}

// rebuild writes the state into a new folder.
func (d disk) rebuild(t *testing.T, source, target string, heads int64) {
	t.Helper()
	problems := []error{os.MkdirAll(target, 0o700)}
	for name, content := range d {
		problems = append(problems, os.WriteFile(filepath.Join(target, name), content, 0o600))
	}
	key, err := os.ReadFile(filepath.Join(source, keyFile))
	problems = append(problems, err, os.WriteFile(filepath.Join(target, keyFile), key, 0o600))
	lines, err := os.ReadFile(filepath.Join(source, headsFile))
	problems = append(problems, err, os.WriteFile(filepath.Join(target, headsFile), lines[:min(int64(len(lines)), heads)], 0o600))
	if err := errors.Join(problems...); err != nil {
		t.Fatal(err)
	}
}

// answerOn gives answers one by one and notes each that was confirmed. Errors are
// counted: they are what a failing sync must lead to.
func answerOn(t *testing.T, dir string, count int, pragmas ...string) (refused int) {
	t.Helper()
	s, err := Open(t.Context(), dir, testOptions())
	if err != nil {
		return count
	}
	// Fold in often, so that this is among what is interrupted.
	for _, pragma := range append(pragmas, "PRAGMA wal_autocheckpoint = 12") {
		if _, err := s.writer.conn.ExecContext(t.Context(), pragma); err != nil {
			t.Fatal(err)
		}
	}
	for n := range count {
		if err := tryPut(t, s, killAnswer(int64(n))); err != nil {
			refused++
			continue
		}
		theFault.note(fileOp{kind: opConfirmed, offset: int64(n)})
	}
	if err := s.Close(); err != nil {
		refused++
	}
	return refused
}

// confirmed returns the newest answer that was confirmed within the first operations.
func confirmed(ops []fileOp, count int) (newest map[inspection.ItemCode]int64) {
	newest = map[inspection.ItemCode]int64{}
	for _, op := range ops[:count] {
		if op.kind == opConfirmed {
			newest[killAnswer(op.offset).Item] = op.offset
		}
	}
	return newest
}

// wantSurvived opens a state and looks that every confirmed answer is there, that there
// is at most one more, and that everything agrees with itself.
func wantSurvived(t *testing.T, dir string, want map[inspection.ItemCode]int64) error {
	t.Helper()
	s, err := Open(t.Context(), dir, testOptions())
	if err != nil {
		return err
	}
	got := map[inspection.ItemCode]int64{}
	err = s.View(t.Context(), func(r inspection.Reader) error {
		answers, err := r.Answers(t.Context(), "inspection-1")
		for _, answer := range answers {
			var number int64
			if _, err := fmt.Sscan(answer.Note, &number); err != nil {
				return err
			}
			got[answer.Item] = number
		}
		return err
	})
	report, verifyErr := s.Verify(t.Context(), nil)
	if err := errors.Join(err, verifyErr, s.Close()); err != nil {
		return err
	}
	if !report.OK() {
		return fmt.Errorf("verify: %v", report.Problems)
	}
	for item, number := range want {
		if got[item] < number {
			return fmt.Errorf("answer %d of %s was confirmed, stored is %d", number, item, got[item])
		}
	}
	return nil
}

// lossTable counts the states that were looked at.
type lossTable struct {
	points, states, lost int
	complain             func(format string, args ...any)
}

// tryStates looks at what may be left at the points of a recording.
func (l *lossTable) tryStates(t *testing.T, before disk, dir string, ops []fileOp, every int, random *rand.Rand) {
	root := t.TempDir()
	for count := 0; count <= len(ops); count++ {
		boundary := count > 0 && (ops[count-1].kind == opSync || ops[count-1].kind == opConfirmed) || count == len(ops)
		if count%every != 0 && !boundary {
			continue
		}
		l.points++
		heads := int64(1 << 40)
		if count > 0 && count < len(ops) {
			heads = ops[count-1].heads
		} else if count == 0 && len(ops) > 0 {
			heads = ops[0].heads
		}
		want := confirmed(ops, count)
		var last disk
		for variant := range 2 + *powerStates {
			keep := func() bool { return variant == 0 || variant > 1 && random.IntN(2) == 0 }
			state := before.cut(ops, count, keep)
			if last != nil && variant == 1 && maps.EqualFunc(last, state, bytes.Equal) {
				break // nothing was waiting, so there is only one state
			}
			last = state
			target := filepath.Join(root, fmt.Sprintf("%d-%d", count, variant))
			state.rebuild(t, dir, target, heads)
			l.states++
			if err := wantSurvived(t, target, want); err != nil {
				l.lost++
				l.complain("after operation %d of %d, variant %d: %v", count, len(ops), variant, err)
			}
			if err := os.RemoveAll(target); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestPowerLoss cuts the power after every operation on the files, with everything that
// was not synced lost, or kept, or torn.
func TestPowerLoss(t *testing.T) {
	f := fault()
	random := rand.New(rand.NewPCG(*powerSeed, 11))
	dir := folder(t, inspectiontest.AnInspection())
	before := readDisk(t, dir)
	f.watch(dir, nil)
	refused := answerOn(t, dir, *powerAnswers)
	ops := f.stop()
	if refused != 0 || len(confirmed(ops, len(ops))) == 0 {
		t.Fatalf("%d answers were refused, %d operations", refused, len(ops))
	}
	table := lossTable{complain: t.Errorf}
	table.tryStates(t, before, dir, ops, *powerEvery, random)
	t.Logf("\n%d answers, %d operations on the files, power cut at %d points, %d states opened, %d with a loss",
		*powerAnswers, len(ops), table.points, table.states, table.lost)
}

// TestPowerLossIsFoundWhereItMayHappen looks that the trial can fail: with
// synchronous=NORMAL, which Anxun does not use, confirmed answers are lost.
func TestPowerLossIsFoundWhereItMayHappen(t *testing.T) {
	f := fault()
	dir := folder(t, inspectiontest.AnInspection())
	before := readDisk(t, dir)
	f.watch(dir, nil)
	answerOn(t, dir, 6, "PRAGMA synchronous = NORMAL")
	ops := f.stop()
	table := lossTable{complain: func(string, ...any) {}}
	table.tryStates(t, before, dir, ops, 1<<30, rand.New(rand.NewPCG(1, 1)))
	if table.lost == 0 {
		t.Errorf("no loss was found in %d states", table.states)
	}
	t.Logf("with synchronous=NORMAL: %d states opened, %d with a loss", table.states, table.lost)
}

// TestFailedSync lets one sync after the other fail. What the system was told to sync
// then counts as lost for good. The answer must be refused, everything confirmed before
// and after must survive a power cut.
func TestFailedSync(t *testing.T) {
	f := fault()
	random := rand.New(rand.NewPCG(*powerSeed, 13))
	table, refusals := lossTable{complain: t.Errorf}, 0
	for n := range *powerFails {
		dir := folder(t, inspectiontest.AnInspection())
		before := readDisk(t, dir)
		f.watch(dir, func(sync int) bool { return sync == n })
		refused := answerOn(t, dir, *powerAnswers)
		ops := f.stop()
		failed := slices.ContainsFunc(ops, func(op fileOp) bool { return op.kind == opLostSync })
		if failed && refused == 0 {
			t.Logf("sync %d failed and nobody was told: it belonged to folding in, which is tried again", n)
		}
		refusals += refused
		table.tryStates(t, before, dir, ops, 1<<30, random)
	}
	t.Logf("\n%d failing syncs, %d answers refused, power cut at %d points, %d states opened, %d with a loss",
		*powerFails, refusals, table.points, table.states, table.lost)
}
