package sqlite

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"

	"anxun/inspection"
)

// The full figures are in docs/reliability.md; make tamper runs them.
var (
	tamperMutations = flag.Int("tamper.mutations", 2*len(mutations), "how many random mutations TestTampering makes")
	tamperClean     = flag.Int("tamper.clean", 9, "how many clean folders TestTampering verifies")
	tamperSeed      = flag.Uint64("tamper.seed", 1, "the seed of TestTampering")
)

// perFolder is how many mutations are made on copies of one generated folder.
const perFolder = 100

// tally counts what became of one kind of mutation.
type tally struct {
	made, named, exactly int // exactly: by more than the digest of the whole file
	unnamed              []uint64
	by                   map[string]int
}

// TestTampering makes random mutations on copies of generated folders: each must be
// named. Clean folders, closed and killed ones, must give no alarm.
func TestTampering(t *testing.T) {
	results := map[string]*tally{}
	var mutex sync.Mutex
	work := make(chan uint64)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for block := range work {
				tamperBlock(t, block, results, &mutex)
			}
		})
	}
	for block := 0; block*perFolder < *tamperMutations; block++ {
		work <- uint64(block)
	}
	close(work)
	workers.Wait()
	alarms := cleanFolders(t)
	printTally(t, results, alarms)
}

// tamperBlock mutates copies of one folder.
func tamperBlock(t *testing.T, block uint64, results map[string]*tally, mutex *sync.Mutex) {
	root, err := os.MkdirTemp("", "anxun-tamper-")
	if err != nil {
		t.Error(err)
		return
	}
	defer os.RemoveAll(root)
	base := filepath.Join(root, "base")
	if err := trialFolder(t.Context(), base, *tamperSeed<<32+block); err != nil {
		t.Errorf("making a folder: %v", err)
		return
	}
	for i := range min(perFolder, *tamperMutations-int(block)*perFolder) {
		number := int(block)*perFolder + i
		m := mutations[number%len(mutations)]
		seed := *tamperSeed<<32 + uint64(number)
		dir := filepath.Join(root, fmt.Sprint(i))
		report, err := mutated(t, base, dir, m, seed)
		if err != nil {
			t.Errorf("%s, seed %d: %v", m.name, seed, err)
			continue
		}
		mutex.Lock()
		count(results, m, seed, report)
		mutex.Unlock()
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	}
}

func mutated(t *testing.T, base, dir string, m mutation, seed uint64) (VerifyReport, error) {
	if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
		return VerifyReport{}, err
	}
	random := rand.New(rand.NewPCG(seed, 3))
	if err := m.make(&vandal{ctx: t.Context(), dir: dir, random: random}); err != nil {
		return VerifyReport{}, err
	}
	return VerifyPath(t.Context(), dir, Options{}, nil)
}

func count(results map[string]*tally, m mutation, seed uint64, report VerifyReport) {
	r := results[m.name]
	if r == nil {
		r = &tally{by: map[string]int{}}
		results[m.name] = r
	}
	r.made++
	named, exactly := false, false
	for _, problem := range report.Problems {
		r.by[problem.Key]++
		named = true
		exactly = exactly || problem.Key != "problem.file_changed"
	}
	for _, notice := range report.Notices {
		r.by[notice.Key]++
		named = named || m.notice == notice.Key
		exactly = exactly || m.notice == notice.Key
	}
	if exactly {
		r.exactly++
	}
	if named && (exactly || m.raw) {
		r.named++
	} else {
		r.unnamed = append(r.unnamed, seed)
	}
}

// cleanFolders returns how many of the clean folders gave an alarm. A third was
// killed: copied while it was open, with what it had not yet folded in.
func cleanFolders(t *testing.T) (alarms int) {
	for i := range *tamperClean {
		root := t.TempDir()
		dir := filepath.Join(root, "a")
		if err := trialFolder(t.Context(), dir, *tamperSeed<<40+uint64(i)); err != nil {
			t.Errorf("making a folder: %v", err)
			continue
		}
		if i%3 == 2 {
			left, err := leftOpen(t, dir, filepath.Join(root, "b"))
			if err != nil {
				t.Error(err)
				continue
			}
			dir = left
		}
		report, err := VerifyPath(t.Context(), dir, Options{}, nil)
		if err != nil || !report.OK() || report.Seals == 0 || report.Heads == 0 {
			alarms++
			t.Errorf("clean folder %d: %v, %+v", i, err, report)
		}
		if err := os.RemoveAll(root); err != nil {
			t.Error(err)
		}
	}
	return alarms
}

// leftOpen changes something in dir and copies it while it is open, as it would be
// found after a kill.
func leftOpen(t *testing.T, dir, target string) (string, error) {
	s, err := Open(t.Context(), dir, Options{})
	if err != nil {
		return "", err
	}
	_, err = s.Update(t.Context(), "张建国", func(w inspection.Writer) error {
		return w.Put(t.Context(), inspection.Setting{Name: inspection.SettingOffice, Value: "桐柏路街道办事处"})
	})
	if err != nil {
		return "", err
	}
	if err := os.CopyFS(target, os.DirFS(dir)); err != nil {
		return "", err
	}
	return target, s.Close()
}

func printTally(t *testing.T, results map[string]*tally, alarms int) {
	var text bytes.Buffer
	table := tabwriter.NewWriter(&text, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "mutation\tmade\tnamed\tnot by the file's digest alone\tmost often named as")
	total := tally{}
	for _, m := range mutations {
		r := results[m.name]
		if r == nil {
			continue
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%s\n", m.name, r.made, r.named, r.exactly, most(r.by))
		total.made, total.named, total.exactly = total.made+r.made, total.named+r.named, total.exactly+r.exactly
		if len(r.unnamed) > 0 {
			t.Errorf("%s: %d of %d were not named, seeds %v", m.name, len(r.unnamed), r.made, r.unnamed[:min(5, len(r.unnamed))])
		}
	}
	fmt.Fprintf(table, "all\t%d\t%d\t%d\t\n", total.made, total.named, total.exactly)
	fmt.Fprintf(table, "clean folders\t%d\t%d false alarms\t\t\n", *tamperClean, alarms)
	if err := table.Flush(); err != nil {
		t.Error(err)
	}
	t.Log("\n" + text.String())
}

// most lists the three findings made most often.
func most(by map[string]int) string {
	keys := make([]string, 0, len(by))
	for key := range by {
		if key != "problem.file_changed" {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b string) int { return by[b] - by[a] })
	for i, key := range keys {
		keys[i] = strings.TrimPrefix(key, "problem.")
	}
	return strings.Join(keys[:min(3, len(keys))], ", ")
}
