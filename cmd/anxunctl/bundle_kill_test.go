package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"
)

// importing takes the bundle in by a program of its own, which is killed after a while; 0 lets it end. It reports whether what it brought
// was printed, and how long it took.
func (d *desk) importing(path, fingerprint string, kill time.Duration) (confirmed bool, took time.Duration) {
	d.Helper()
	program, err := os.Executable()
	if err != nil {
		d.Fatal(err)
	}
	command := exec.Command(program, "bundle", "import", path, "--accept", fingerprint, "--yes", "--json", "--data", d.data)
	command.Env = append(os.Environ(), killVariable+"=1")
	var out, log bytes.Buffer
	command.Stdout, command.Stderr = &out, &log
	began := time.Now()
	if err := command.Start(); err != nil {
		d.Fatal(err)
	}
	if kill > 0 {
		timer := time.AfterFunc(kill, func() { _ = command.Process.Kill() }) // it may have ended
		defer timer.Stop()
	}
	if err := command.Wait(); err != nil && command.ProcessState.Exited() {
		d.Fatalf("the import ended with %v: %s", err, log.String())
	}
	var taken outcomeDocument
	confirmed = json.Unmarshal(out.Bytes(), &taken) == nil
	if confirmed && !taken.Applied {
		d.Errorf("%+v", taken)
	}
	return confirmed, time.Since(began)
}

// held is what of the sender's work a laptop holds.
func (d *desk) held() (visits, hazards string) {
	d.Helper()
	return d.ok("inspections", "list", "--json"), d.ok("hazards", "list", "--json")
}

// TestAKilledImportIsTakenInWholeOrNotAtAll kills imports at random moments, at the photos, at the entries and at the merge: the folder opens
// again and verifies, holds all that the bundle brings or nothing of it, and taking the bundle in again completes it.
func TestAKilledImportIsTakenInWholeOrNotAtAll(t *testing.T) {
	a := newSampleDesk(t)
	a.ok("generate", "--inspections", "40", "--seed", "7")
	a.inspected()
	path, fingerprint := a.path("out.anxun"), a.fingerprint()
	a.ok("bundle", "export", "--out", path, "--all")
	wantVisits, wantHazards := a.held()

	whole := a.beside()
	confirmed, usual := whole.importing(path, fingerprint, 0)
	if visits, hazards := whole.held(); !confirmed || visits != wantVisits || hazards != wantHazards {
		t.Fatal("an import that is left alone does not bring everything")
	}

	kills, before := 0, 0
	for round := range max(1, *killRounds/2) {
		b := a.beside()
		noVisits, noHazards := b.held()
		for attempt := range 3 { // one folder is killed several times
			confirmed, _ := b.importing(path, fingerprint, 1+time.Duration(rand.Int64N(int64(usual))))
			visits, hazards := b.held()
			isAll, isNone := visits == wantVisits && hazards == wantHazards, visits == noVisits && hazards == noHazards
			switch {
			case !isAll && !isNone:
				t.Errorf("round %d: half of it is there", round)
			case confirmed && !isAll:
				t.Errorf("round %d: it was confirmed and is not there", round)
			}
			if !confirmed {
				kills++
			}
			if isNone {
				before++
			}
			if code, report := b.verify(); code != exitDone || !report.OK {
				t.Errorf("round %d, attempt %d: %+v", round, attempt, report)
			}
		}
		if confirmed, _ := b.importing(path, fingerprint, 0); !confirmed {
			t.Errorf("round %d: not taken in at last", round)
		}
		if visits, hazards := b.held(); visits != wantVisits || hazards != wantHazards {
			t.Errorf("round %d: taking it in again does not complete it", round)
		}
		if code, report := b.verify(); code != exitDone || !report.OK {
			t.Errorf("round %d: %+v", round, report)
		}
	}
	t.Logf("\n%d imports killed, %d of them before anything was taken in", kills, before)
	if kills == 0 {
		t.Error("no import was killed")
	}
}
