//go:build realwindow

package realwindow

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"anxun/inspection/hub/hubtest/cluster"
	"anxun/inspection/hub/postgres"
)

const (
	hubOffice   = "Tongbai"
	hubPassword = "eight-Words"
)

// officeServer starts a server that asks for a password over an encrypted connection, as an office's would, and returns it with the
// address that is written down for the laptops.
func officeServer(t *testing.T) (*cluster.Cluster, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	port, err := cluster.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	keyFile, certificateFile, err := cluster.Certificate(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	server, err := cluster.StartTCP(ctx, port, keyFile, certificateFile, "fsync=off")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	owner := fmt.Sprintf("host=%s port=%d user=owner dbname=postgres", server.Dir, port)
	if _, err := postgres.Init(ctx, postgres.Options{DSN: owner}, postgres.SetUp{Office: hubOffice, Role: "anxun", Clock: time.Now}); err != nil {
		t.Fatal(err)
	}
	if err := server.RequirePassword(ctx, "anxun", hubPassword); err != nil {
		t.Fatal(err)
	}
	return server, fmt.Sprintf("postgres://anxun@localhost:%d/postgres?sslrootcert=%s", port, certificateFile)
}

// exchanged is what a laptop keeps of how its last exchange went.
type exchanged struct {
	Success time.Time `json:"last_success"`
	Try     time.Time `json:"last_try"`
	Failure *struct {
		Key string `json:"key"`
	} `json:"failure"`
}

// lastExchange reads it; zero if there was none.
func lastExchange(t *testing.T, data string) (e exchanged) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, "hub.json"))
	if err != nil {
		return e
	}
	if err := json.Unmarshal(text, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// succeeds waits for an exchange that succeeds after since.
func (w *window) succeeds(data string, since time.Time) {
	w.t.Helper()
	w.until("an exchange", func() bool { return lastExchange(w.t, data).Success.After(since) })
}

// fails waits for an exchange that fails with the key after since.
func (w *window) fails(data, key string, since time.Time) {
	w.t.Helper()
	w.until("failing with "+key, func() bool {
		e := lastExchange(w.t, data)
		return e.Failure != nil && e.Failure.Key == key && e.Try.After(since)
	})
}

// toServer goes to the tab of the server, where the keyboard is in the first field to be filled in.
func (w *window) toServer() {
	w.t.Helper()
	w.keys("ctrl+8")
	w.await("数据交换")
	w.keys("F5")
	w.settle()
}

// join puts the server to use by keys.
func (w *window) join(data, address string) {
	w.t.Helper()
	w.toServer()
	w.text(address)
	w.keys("Tab", "ctrl+a")
	w.text(hubOffice)
	w.keys("Tab")
	w.text(hubPassword)
	since := time.Now()
	w.keys("Return")
	w.succeeds(data, since)
}

// answer answers n items of the inspection that the window is at the first of, and comes back to the server's tab.
func (w *window) answer(n int) {
	w.t.Helper()
	w.keys("ctrl+2")
	w.await("检查")
	w.resume()
	for range n {
		w.keys("1")
	}
	w.settle()
	w.toServer()
}

// passed counts the answers of the only unfinished inspection of the place that the test fills.
func passed(t *testing.T, data, no string) int {
	t.Helper()
	for _, v := range read[[]visit](t, data, "inspections", "list") {
		if v.No == no {
			return v.Counts.Pass
		}
	}
	return -1
}

// newest returns the number of the inspection that is in after and not in before.
func newest(t *testing.T, before, after []visit) string {
	t.Helper()
	known := map[string]bool{}
	for _, v := range before {
		known[v.No] = true
	}
	for _, v := range after {
		if !known[v.No] {
			return v.No
		}
	}
	t.Fatal("no inspection was begun")
	return ""
}

// TestTheOfficeServerFromTwoWindows lets two windows share a server by keys only, from writing down where it is to what one writes coming
// to the other.
func TestTheOfficeServerFromTwoWindows(t *testing.T) {
	_, address := officeServer(t)
	folder := t.TempDir()
	a, b := filepath.Join(folder, "data"), filepath.Join(folder, "other")
	anxunctl(t, a, "demo", "--out", folder)
	anxunctl(t, b, "init")
	light(t, a)
	light(t, b)
	first := newDisplay(t, 1366, 768).open(a)
	first.toServer()
	first.text(address)
	first.keys("Tab", "ctrl+a")
	first.text(hubOffice)
	first.keys("Tab")
	first.text("wrong")
	first.keys("Return")
	time.Sleep(time.Second)
	first.settle()
	first.picture("hub-denied")
	if e := lastExchange(t, a); !e.Try.IsZero() {
		t.Errorf("a server that refused the password is in use: %+v", e)
	}
	first.keys("ctrl+a")
	first.text(hubPassword)
	since := time.Now()
	first.keys("Return")
	first.succeeds(a, since)
	first.picture("hub-used")

	second := newDisplay(t, 1366, 768).open(b)
	second.welcome(hubOffice, "Li")
	second.join(b, address)
	have := read[[]visit](t, b, "inspections", "list")
	if want := read[[]visit](t, a, "inspections", "list"); len(have) != len(want) || len(have) == 0 {
		t.Fatalf("%d inspections arrived of %d", len(have), len(want))
	}
	second.begin("YL-006")
	second.keys("1", "1", "1")
	second.settle()
	no := newest(t, have, read[[]visit](t, b, "inspections", "list"))
	second.toServer()
	second.exchangeNow(b)
	first.exchangeNow(a)
	first.until("the other's answers", func() bool { return passed(t, a, no) == 3 })
	first.close()
	second.close()
	anxunctl(t, a, "verify")
	anxunctl(t, b, "verify")
}

// exchangeNow presses 立即同步 and waits until it is done.
func (w *window) exchangeNow(data string) {
	w.t.Helper()
	since := time.Now()
	w.keys("ctrl+Return")
	w.succeeds(data, since)
}

// TestTheOfficeServerHangsOrIsGone answers in a window while the server hangs, while it is gone, and while the window is closed in the
// middle. Each is told, the exchange goes on by itself when the server is back, and nothing is lost. The password, which this system has
// no keyring for, is asked for after a start.
func TestTheOfficeServerHangsOrIsGone(t *testing.T) {
	server, address := officeServer(t)
	folder := t.TempDir()
	data, other := filepath.Join(folder, "data"), filepath.Join(folder, "other")
	for _, dir := range []string{data, other} {
		anxunctl(t, dir, "init", "--sample")
	}
	light(t, data)
	t.Setenv("ANXUN_HUB_PASSWORD", hubPassword)
	anxunctl(t, data, "inspect", "--answers", begun(t, folder), "--by", "Li")
	anxunctl(t, data, "hub", "sync", "--dsn", address, "--office", hubOffice, "--remember", "--by", "Li")
	if err := os.Unsetenv("ANXUN_HUB_PASSWORD"); err != nil {
		t.Fatal(err)
	}
	no := read[[]visit](t, data, "inspections", "list")[0].No
	display := newDisplay(t, 1366, 768)
	w := display.open(data)
	w.welcome(hubOffice, "Li")
	w.giveHubPassword(data)

	must(t, server.Freeze())
	since := time.Now()
	w.answer(2)
	w.keys("ctrl+Return")
	w.settle()
	w.picture("hub-running")
	w.fails(data, "error.hub_unreachable", since)
	w.picture("hub-hanging")
	since = time.Now()
	must(t, server.Thaw())
	w.succeeds(data, since) // by itself

	must(t, server.Stop())
	since = time.Now()
	w.keys("ctrl+Return")
	w.fails(data, "error.hub_unreachable", since)
	w.answer(1)
	time.Sleep(3 * time.Second) // what waits is counted a moment after a change
	w.settle()
	w.picture("hub-gone")
	since = time.Now()
	must(t, server.Run(t.Context()))
	w.succeeds(data, since)

	must(t, server.Freeze())
	w.answer(1)
	w.keys("ctrl+Return") // runs until the server counts as gone
	closing := time.Now()
	w.close()
	if took := time.Since(closing); took > patience/4 {
		t.Errorf("a window beside a server that hangs took %s to close", took)
	}
	must(t, server.Thaw())
	anxunctl(t, data, "verify")

	w = display.open(data)
	w.giveHubPassword(data)
	w.picture("hub-settled")
	w.close()
	t.Setenv("ANXUN_HUB_PASSWORD", hubPassword)
	anxunctl(t, other, "hub", "sync", "--dsn", address, "--office", hubOffice, "--by", "Zhang")
	if here, there := passed(t, data, no), passed(t, other, no); here != 5 || there != here {
		t.Errorf("%d answers here and %d at the other, want 5", here, there)
	}
	anxunctl(t, data, "verify")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// begun writes the file of an inspection with one answer and returns its path.
func begun(t *testing.T, folder string) string {
	t.Helper()
	const text = `place: YL-006
checklists: [CR]
started: 2026-11-20T09:05:00+08:00
inspectors: [{name: Li, dept: civil}]
answers:
  CR-01: {result: pass}
`
	path := filepath.Join(folder, "begun.yaml")
	must(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// giveHubPassword waits until the window has been asked for the password, and gives it by keys.
func (w *window) giveHubPassword(data string) {
	w.t.Helper()
	w.until("being asked for the password", func() bool {
		e := lastExchange(w.t, data)
		return e.Failure != nil && e.Failure.Key == "error.hub_password_needed"
	})
	w.picture("hub-asked")
	w.toServer()
	w.picture("hub-password")
	since := time.Now()
	w.text(hubPassword)
	w.keys("Return")
	w.succeeds(data, since)
}
