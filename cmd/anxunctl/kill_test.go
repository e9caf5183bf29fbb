package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// killRounds is more for make torture.
var killRounds = flag.Int("kill.rounds", 6, "how often TestKilledCommands kills a command")

// killVariable makes the test program the command line itself, for TestKilledCommands.
const killVariable = "ANXUN_KILL_TEST_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(killVariable) != "" {
		environment := testEnvironment()
		environment.clock = time.Now
		os.Exit(run(context.Background(), os.Args[1:], environment, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// killed is what TestKilledCommands knows to be confirmed.
type killed struct {
	*desk
	program     string
	inspections []string // numbers that were printed
	submitted   []string // hazards whose submission was printed
	kills       int
	patience    time.Duration // until a kill, at most
}

// How the longest wait before a kill follows the machine: the first command is not killed, and
// its time is measured; then a command that was killed in vain makes the wait longer and one that
// was confirmed shorter, so that about every second one is confirmed, however slow the machine is.
const (
	longer  = 1.25
	shorter = 0.8
)

// TestKilledCommands kills commands at any moment and looks that what they confirmed
// is there with its photos, that nothing is half there, and that the data verify.
func TestKilledCommands(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	k := &killed{desk: newSampleDesk(t), program: program}
	for round := range *killRounds {
		k.inspect(round)
		k.submit(round)
		k.survived(round)
	}
	t.Logf("\n%d rounds: %d commands killed, %d inspections and %d actions confirmed, none lost", *killRounds, k.kills, len(k.inspections), len(k.submitted))
}

// start runs a command that is killed after a random time and decodes what it printed,
// if it came to that.
func (k *killed) start(into any, args ...string) (confirmed bool) {
	k.Helper()
	command := exec.Command(k.program, append(args, "--json", "--data", k.data)...)
	command.Env = append(os.Environ(), killVariable+"=1")
	var out, log bytes.Buffer
	command.Stdout, command.Stderr = &out, &log
	if err := command.Start(); err != nil {
		k.Fatal(err)
	}
	began := time.Now()
	if k.patience > 0 {
		defer time.AfterFunc(time.Duration(rand.Int64N(int64(k.patience))), func() { _ = command.Process.Kill() }).Stop()
	}
	err := command.Wait()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		if exit.Exited() && exit.ExitCode() != exitFailed {
			k.Fatalf("%v: %v: %s", args, err, log.String())
		}
		if exit.Exited() {
			k.Fatalf("%v was refused: %s", args, log.String())
		}
		k.kills++
	}
	// What is printed whole was confirmed, even if the kill came after.
	confirmed = out.Len() > 0 && json.Unmarshal(out.Bytes(), into) == nil
	if k.patience == 0 {
		k.patience = 2 * time.Since(began)
	} else if confirmed {
		k.patience = time.Duration(shorter * float64(k.patience))
	} else {
		k.patience = time.Duration(longer * float64(k.patience))
	}
	return confirmed
}

func (k *killed) inspect(round int) {
	k.Helper()
	photo := filepath.Base(k.photo(fmt.Sprintf("photo-%d.jpg", round)))
	started := noon.AddDate(0, 0, -30).Add(time.Duration(round) * time.Minute).Format(time.RFC3339)
	answers := strings.NewReplacer("2026-11-20T09:05:00+08:00", started, "exit.jpg", photo, ", due: 2026-11-20", "").Replace(contractAnswers)
	var recorded struct{ No string }
	if k.start(&recorded, "inspect", "--answers", k.file("killed.yaml", answers)) {
		k.inspections = append(k.inspections, recorded.No)
	}
}

// open lists the numbers of open hazards.
func (k *killed) open(status string) []string {
	k.Helper()
	var rows []struct{ No string }
	k.json(&rows, "hazards", "list", "--status", status)
	var numbers []string
	for _, row := range rows {
		numbers = append(numbers, row.No)
	}
	return numbers
}

func (k *killed) submit(round int) {
	k.Helper()
	open := k.open("open")
	if len(open) == 0 {
		return
	}
	no := open[rand.IntN(len(open))]
	var done any
	if k.start(&done, "hazards", "submit", no, "--by", "王院长", "--note", "已清理", "--photo", k.photo(fmt.Sprintf("after-%d.jpg", round))) {
		k.submitted = append(k.submitted, no)
	}
}

func (k *killed) survived(round int) {
	k.Helper()
	code, report := k.verify()
	if code != exitDone || !report.OK {
		k.Fatalf("round %d: %+v", round, report)
	}
	var rows []struct {
		No, Status string
		Counts     struct{ Pass, Fail, NA int }
	}
	k.json(&rows, "inspections", "list")
	there := map[string]bool{}
	for _, row := range rows {
		there[row.No] = row.Status == "finished" && row.Counts.Fail == 1 && row.Counts.NA == 1 && row.Counts.Pass > 0
		if !there[row.No] {
			k.Errorf("round %d: %+v is half there", round, row)
		}
	}
	for _, no := range k.inspections {
		if !there[no] {
			k.Errorf("round %d: inspection %s was confirmed and is lost", round, no)
		}
	}
	submitted := k.open("submitted")
	for _, no := range k.submitted {
		if !slices.Contains(submitted, no) {
			k.Errorf("round %d: hazard %s was confirmed as submitted and is not", round, no)
		}
	}
}
