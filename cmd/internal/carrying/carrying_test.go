package carrying

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/ui/exchange"
)

func session(t *testing.T) *setup.Session {
	t.Helper()
	s, err := setup.Open(t.Context(), setup.Options{Dir: filepath.Join(t.TempDir(), "data"), Clock: time.Now, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func silent(string, int64, int64) {}

// What one window sends, another shows beforehand, takes in, and shows as known from then on.
func TestBundlesBetweenTwoWindows(t *testing.T) {
	ctx, a, b := t.Context(), session(t), session(t)
	if err := setup.LoadSample(ctx, a.Service, "张建国"); err != nil {
		t.Fatal(err)
	}
	sender, receiver := NewBundles(a), NewBundles(b)
	folder := t.TempDir()
	path, err := sender.Propose(ctx, folder, "")
	if err != nil || filepath.Dir(path) != folder || filepath.Ext(path) != exchange.Ending {
		t.Fatalf("%s %v", path, err)
	}
	sent, err := sender.Send(ctx, "张建国", exchange.Wanted{Path: path, What: exchange.WhatAll, Passphrase: "geheim-geheim"}, silent)
	if err != nil || sent.Path != path || sent.Size == 0 {
		t.Fatalf("%+v %v", sent, err)
	}
	if last, err := sender.LastSent(ctx); err != nil || last.IsZero() {
		t.Errorf("%v %v", last, err)
	}
	if _, err := sender.Send(ctx, "张建国", exchange.Wanted{Path: path, What: exchange.WhatAll}, silent); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("replaced: %v", err)
	}
	if again, err := sender.Send(ctx, "张建国", exchange.Wanted{Path: path + "2", What: exchange.WhatPerson, Subject: "李敏"}, silent); inspection.CodeOf(err) != inspection.CodeNotFound {
		t.Errorf("for nobody: %+v %v", again, err)
	}
	var known *inspection.Error
	if _, err := receiver.Open(ctx, path, ""); !errors.As(err, &known) || known.Key != exchange.PassphraseNeeded {
		t.Fatalf("%v", err)
	}
	if _, err := receiver.Open(ctx, path, "geheim"); !errors.As(err, &known) || known.Key != exchange.PassphraseWrong {
		t.Fatalf("%v", err)
	}
	receive := func() exchange.Outcome {
		t.Helper()
		file, err := receiver.Open(ctx, path, "geheim-geheim")
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		outcome, err := file.Preview(ctx, "李敏", silent)
		if err != nil {
			t.Fatal(err)
		}
		if outcome.Unknown {
			if _, err := file.Import(ctx, "李敏", false, silent); inspection.CodeOf(err) != inspection.CodeConflict {
				t.Errorf("taken without comparing: %v", err)
			}
		}
		if _, err := file.Import(ctx, "李敏", outcome.Unknown, silent); err != nil {
			t.Fatal(err)
		}
		return outcome
	}
	if first := receive(); !first.Unknown || first.Nothing || first.New[inspection.KindPlace] == 0 {
		t.Errorf("%+v", first)
	}
	if second := receive(); second.Unknown || !second.Nothing {
		t.Errorf("%+v", second)
	}
}

// noKeyring has no secrets and keeps none.
type noKeyring struct{}

var errNoKeyring = errors.New("no keyring")

func (noKeyring) Get(string, string) (string, error) { return "", errNoKeyring }
func (noKeyring) Set(string, string, string) error   { return errNoKeyring }
func (noKeyring) Delete(string, string) error        { return errNoKeyring }

// Watching ends when it is said to, one by one.
func TestSeveralMayWatch(t *testing.T) {
	h := NewHub(session(t), func(string) string { return "" }, noKeyring{})
	t.Cleanup(h.Close)
	var first, second int
	stop := h.Watch(func(exchange.HubState) { first++ })
	h.Watch(func(exchange.HubState) { second++ })
	h.tell(hub.State{})
	stop()
	h.tell(hub.State{})
	if first != 1 || second != 2 {
		t.Errorf("told %d and %d times", first, second)
	}
}

// Without a server nothing runs; one that cannot be reached is told and tried again.
func TestServer(t *testing.T) {
	ctx, s := t.Context(), session(t)
	h := NewHub(s, func(string) string { return "" }, noKeyring{})
	t.Cleanup(h.Close)
	place, err := h.Place(ctx)
	if err != nil || place.Address != "" {
		t.Fatalf("%+v %v", place, err)
	}
	if err := h.Test(ctx, exchange.HubPlace{}, ""); inspection.CodeOf(err) != inspection.CodeInvalid {
		t.Errorf("%v", err)
	}
	gone := exchange.HubPlace{Address: "postgres://anxun@127.0.0.1:1/anxun?sslmode=disable", Office: "Office"}
	if err := h.Test(ctx, gone, "secret"); err == nil {
		t.Error("connected to nothing")
	}
	kept, err := h.Use(ctx, "张建国", gone, "secret")
	if kept || err != nil {
		t.Errorf("kept without a keyring: %t %v", kept, err)
	}
	states := make(chan exchange.HubState, 100)
	defer h.Watch(func(s exchange.HubState) { states <- s })()
	h.Run(time.Hour)
	deadline, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		select {
		case state := <-states:
			if state.Failure == nil || state.Running {
				continue
			}
			if state.NextTry.IsZero() {
				t.Errorf("not tried again: %+v", state)
			}
		case <-deadline.Done():
			t.Error("no failure was told")
		}
		break
	}
	if err := h.Forget(ctx, "张建国"); err != nil {
		t.Error(err)
	}
}
