package sqlite

import (
	"bufio"
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

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// receiveRounds is more for make torture.
var receiveRounds = flag.Int("kill.receives", 12, "how often TestKillWhileReceiving kills the receiving process")

// receiveVariable names the data folder for the process that receives until it is killed.
const receiveVariable = "ANXUN_KILL_TEST_RECEIVE"

// packed is a delivery that can be written to a file.
type packed struct {
	From    inspection.DeviceCard
	Base    inspection.Knowledge
	Covers  inspection.Knowledge
	Entries []inspection.Change
}

func (p packed) delivery() inspection.Delivery {
	return inspection.Delivery{From: p.From, Via: inspection.ViaBundle, Base: p.Base, Covers: p.Covers, Entries: replayed(p.Entries)}
}

// packDeliveries makes what another laptop hands over bit by bit: telephones of one place, and
// inspections with their hazards.
func packDeliveries(t *testing.T, path string) []packed {
	t.Helper()
	ctx, clock := t.Context(), &inspectiontest.Clock{}
	random := rand.New(rand.NewPCG(rand.Uint64(), 1))
	desk := &trialDesk{ctx: ctx, random: random, clock: clock}
	sender := desk.colleague("01930000-0000-7000-8000-00000000d00b", "B7", "李敏")
	desk.service = sender.Service
	if err := desk.register(); err != nil {
		t.Fatal(err)
	}
	var all []packed
	known := inspection.Knowledge{}
	for range 120 {
		for range random.IntN(2) * random.IntN(2) {
			clock.Advance(time.Minute)
			_, err := sender.RecordInspection(ctx, sender.person, inspection.RecordedInspection{Finish: true, IncompleteReason: "停电", Again: true,
				NewInspection: inspection.NewInspection{PlaceID: desk.place.ID, Checklists: []string{"CF"}, Started: clock.Now(),
					Inspectors: []inspection.Inspector{{Name: "李敏", Department: "civil"}}},
				Answers: []inspection.RecordedAnswer{{Item: "CF-01", Result: inspection.ResultFail, Note: "堆放轮椅"}, {Item: "CF-02", Result: inspection.ResultPass}}})
			if err != nil {
				t.Fatal(err)
			}
		}
		for range 1 + random.IntN(20) {
			if err := desk.telephone(sender.Service, sender.person); err != nil {
				t.Fatal(err)
			}
		}
		one := packed{Base: known.Clone()}
		covers, err := sender.EachEntry(ctx, inspection.Selection{Known: known}, func(c inspection.Change) error {
			one.Entries = append(one.Entries, c)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if one.From, err = sender.Card(ctx); err != nil {
			t.Fatal(err)
		}
		one.Covers, known = covers, covers.Clone()
		all = append(all, one)
	}
	content, err := json.Marshal(all)
	if err == nil {
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

const (
	deliveriesFile = "deliveries.json" // beside the data folder
	allReceived    = "all received"
)

// receiveUntilKilled takes in one delivery after the other, changing the same place in
// between, and prints each after its commit.
func receiveUntilKilled(dir string) {
	ctx := context.Background()
	err := func() error {
		content, err := os.ReadFile(filepath.Join(filepath.Dir(dir), deliveriesFile))
		if err != nil {
			return err
		}
		var deliveries []packed
		if err := json.Unmarshal(content, &deliveries); err != nil {
			return err
		}
		s, err := Open(ctx, dir, Options{Create: true})
		if err != nil {
			return err
		}
		return receiveAll(ctx, inspection.NewService(s, nil, time.Now, inspection.NewIDs(time.Now, nil)), deliveries)
	}()
	fmt.Println("error", err)
	os.Exit(1)
}

func receiveAll(ctx context.Context, service *inspection.Service, deliveries []packed) error {
	known, err := service.Known(ctx)
	if err != nil {
		return err
	}
	for n, one := range deliveries {
		if known.Covers(one.Covers) {
			continue
		}
		if _, err := service.Receive(ctx, "张建国", one.delivery(), nil); err != nil {
			return err
		}
		fmt.Println("received", n)
		if err := ownTelephone(ctx, service, n); err != nil {
			return err
		}
		fmt.Println("changed", n)
	}
	fmt.Println(allReceived)
	os.Exit(0)
	return nil
}

// ownTelephone contradicts what comes with the next delivery.
func ownTelephone(ctx context.Context, service *inspection.Service, n int) error {
	var places []inspection.Place
	err := service.View(ctx, func(r inspection.Reader) (err error) {
		places, err = r.Places(ctx, inspection.PlaceFilter{})
		return err
	})
	if err != nil {
		return err
	}
	places[0].Phone = fmt.Sprint("own ", n)
	_, err = service.SavePlace(ctx, "张建国", places[0])
	return err
}

// TestKillWhileReceiving kills a process that takes in deliveries and looks that each that
// it reported is there, that none is there in part, that what was changed in between is
// there, and that the data agree with themselves.
func TestKillWhileReceiving(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var deliveries []packed
	dir, received, entries := "", 0, 0
	for round, left := 0, 0; round < *receiveRounds; round++ {
		if left == 0 {
			dir, left = filepath.Join(t.TempDir(), "data"), roundsPerFolder
			deliveries = packDeliveries(t, filepath.Join(filepath.Dir(dir), deliveriesFile))
		}
		last, changed, all := receiveRound(t, program, dir)
		survived := checkReceived(t, dir, deliveries, last, changed)
		if left--; left == 0 || all || round == *receiveRounds-1 {
			left, received, entries = 0, received+last+1, entries+survived
		}
	}
	t.Logf("\n%d rounds of kill -9 while receiving, %d deliveries reported as received with %d entries, none lost, none there in part", *receiveRounds, received, entries)
}

// receiveRound returns the last delivery that was reported, or that was there before, the last
// own change, and whether all were received before the kill.
func receiveRound(t *testing.T, program, dir string) (last, changed int, all bool) {
	t.Helper()
	last, changed = -1, -1
	command := exec.Command(program)
	command.Env = append(os.Environ(), receiveVariable+"="+dir)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var timer *time.Timer
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if timer == nil { // the moment of the kill counts from the first delivery
			timer = time.AfterFunc(time.Duration(1+rand.IntN(150))*time.Millisecond, func() { _ = command.Process.Kill() })
		}
		word, number, _ := strings.Cut(lines.Text(), " ")
		var n int
		_, scanErr := fmt.Sscan(number, &n)
		switch {
		case lines.Text() == allReceived:
			all = true
		case word == "received" && scanErr == nil:
			last = n
		case word == "changed" && scanErr == nil:
			changed = n
		default:
			t.Fatalf("the receiving process says %q", lines.Text())
		}
	}
	var exit *exec.ExitError
	if err := command.Wait(); !all && (!errors.As(err, &exit) || exit.Exited() && !killedOnWindows(exit)) {
		t.Fatalf("the receiving process was not killed: %v", err)
	}
	return last, changed, all
}

// checkReceived returns how many entries were received altogether.
func checkReceived(t *testing.T, dir string, deliveries []packed, last, changed int) int {
	t.Helper()
	s := openNew(t, dir)
	ctx := t.Context()
	whole, there, own := 0, 0, []string{}
	err := s.View(ctx, func(r inspection.Reader) error {
		known, err := r.Known(ctx)
		if err != nil {
			return err
		}
		for whole < len(deliveries) && known.Covers(deliveries[whole].Covers) {
			there += len(deliveries[whole].Entries)
			whole++
		}
		places, err := r.Places(ctx, inspection.PlaceFilter{})
		if err != nil || len(places) == 0 {
			return err
		}
		entries, err := r.Entries(ctx, inspection.KindPlace, places[0].ID)
		for _, entry := range entries {
			for _, field := range entry.Fields {
				own = append(own, field.New)
			}
		}
		return err
	})
	var stored int
	countErr := s.view(ctx, func(r *session) error {
		_, err := r.queryRow(ctx, "SELECT count(*) FROM received", nil, &stored)
		return err
	})
	report, verifyErr := s.Verify(ctx, nil)
	if err := errors.Join(err, countErr, verifyErr, s.Close()); err != nil {
		t.Fatal(err)
	}
	// One more than was reported may be there: killed between commit and word.
	if whole < last+1 || whole > last+2 || stored != there {
		t.Errorf("%d deliveries were reported as received; there are %d, and %d entries of %d", last+1, whole, stored, there)
	}
	if changed >= 0 && !slices.Contains(own, fmt.Sprint("own ", changed)) {
		t.Errorf("own change %d is lost", changed)
	}
	if !report.OK() {
		t.Errorf("after the kill: %v", report.Problems)
	}
	return stored
}
