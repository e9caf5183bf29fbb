package sqlite

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// killRounds is more for make torture.
var killRounds = flag.Int("kill.rounds", 20, "how often TestKill kills the writing process")

// roundsPerFolder is how many rounds of kills one folder goes through.
const roundsPerFolder = 25

// killVariable names the data folder for the process that is to be killed.
const killVariable = "ANXUN_KILL_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killVariable); dir != "" {
		writeUntilKilled(dir)
	}
	if dir := os.Getenv(receiveVariable); dir != "" {
		receiveUntilKilled(dir)
	}
	code := m.Run()
	if err := removeBenchFolder(); err != nil {
		fmt.Println(err)
		code = 1
	}
	os.Exit(code)
}

// writeUntilKilled answers items one by one and prints each after its commit.
func writeUntilKilled(dir string) {
	ctx := context.Background()
	s, err := Open(ctx, dir, Options{})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	for n := s.head.sequence; err == nil; n++ {
		_, err = s.Update(ctx, "张建国", func(w inspection.Writer) error { return w.Put(ctx, killAnswer(n)) })
		if err == nil {
			fmt.Println("saved", n)
		}
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// killAnswer is the n-th answer: items are answered again and again.
func killAnswer(n int64) inspection.Answer {
	return inspectiontest.AnAnswer(func(a *inspection.Answer) {
		a.Item = inspection.ItemCode(fmt.Sprintf("CF-%02d", n%90))
		a.Note, a.At = fmt.Sprint(n), inspectiontest.Noon.Add(time.Duration(n)*time.Millisecond)
	})
}

// TestKill kills the writing process at any moment and looks that every answer it
// reported as saved is there, and that the data agrees with itself.
func TestKill(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, saved := "", int64(0)
	for round := range *killRounds {
		if round%roundsPerFolder == 0 { // what was written before is verified in each round
			dir = folder(t, inspectiontest.AnInspection())
		}
		written, last := killRound(t, program, dir)
		if written == 0 {
			t.Fatalf("round %d: nothing was written before the kill", round)
		}
		saved += written
		checkSurvivors(t, dir, last)
	}
	t.Logf("\n%d rounds of kill -9, %d answers reported as saved, none lost", *killRounds, saved)
}

// killRound returns how many answers were reported as saved, and the last one.
func killRound(t *testing.T, program, dir string) (written, last int64) {
	t.Helper()
	command := exec.Command(program)
	command.Env = append(os.Environ(), killVariable+"="+dir)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var timer *time.Timer
	for lines := bufio.NewScanner(output); lines.Scan(); {
		number, ok := strings.CutPrefix(lines.Text(), "saved ")
		if !ok {
			t.Errorf("the writing process says %q", lines.Text())
			continue
		}
		if timer == nil { // the moment of the kill counts from the first answer
			timer = time.AfterFunc(time.Duration(1+rand.IntN(60))*time.Millisecond, func() { _ = command.Process.Kill() })
		}
		written++
		if _, err := fmt.Sscan(number, &last); err != nil {
			t.Errorf("half a line: %q", lines.Text())
		}
	}
	var exit *exec.ExitError
	if err := command.Wait(); !errors.As(err, &exit) || exit.Exited() && !killedOnWindows(exit) {
		t.Fatalf("the writing process was not killed: %v", err)
	}
	return written, last
}

// killedOnWindows reports how a killed process looks there: it exited with 1.
func killedOnWindows(exit *exec.ExitError) bool {
	return os.PathSeparator == '\\' && exit.ExitCode() == 1
}

func checkSurvivors(t *testing.T, dir string, acknowledged int64) {
	t.Helper()
	s := openNew(t, dir)
	ctx := t.Context()
	newest := int64(-1)
	err := s.View(ctx, func(r inspection.Reader) error {
		answers, err := r.Answers(ctx, "inspection-1")
		for _, answer := range answers {
			var number int64
			if _, err := fmt.Sscan(answer.Note, &number); err != nil {
				return err
			}
			newest = max(newest, number)
		}
		return err
	})
	report, verifyErr := s.Verify(ctx, nil)
	if err := errors.Join(err, verifyErr, s.Close()); err != nil {
		t.Fatal(err)
	}
	// One more than was acknowledged may be there: killed between commit and word.
	if newest < acknowledged || newest > acknowledged+1 {
		t.Errorf("the newest answer is %d, reported as saved was %d", newest, acknowledged)
	}
	if !report.OK() {
		t.Errorf("after the kill: %v", report.Problems)
	}
}
