package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// noon is the present of the tests.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, inspection.Zone)

// desk is a data folder with a command line in front of it.
type desk struct {
	*testing.T
	dir  string // for files
	data string
	runs int // a second passes with each

	machine *inspection.Machine // the computer it stands on; nil if nobody cares
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	dir := t.TempDir()
	return &desk{T: t, dir: dir, data: filepath.Join(dir, "data")}
}

// newSampleDesk is one with the sample register.
func newSampleDesk(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	d.ok("init", "--sample")
	return d
}

func testEnvironment() environment {
	return environment{clock: func() time.Time { return noon }, Environment: setup.Environment{
		Getenv: func(string) string { return "" }, System: "linux",
		Executable: func() (string, error) { return "", errors.New("none") },
		Home:       func() (string, error) { return "", errors.New("none") },
	}}
}

// run runs one command line on the data folder.
func (d *desk) run(args ...string) (code int, stdout, stderr string) {
	d.Helper()
	var out, log bytes.Buffer
	d.runs++
	env, now := testEnvironment(), noon.Add(time.Duration(d.runs)*time.Second)
	env.clock = func() time.Time { return now }
	if d.machine != nil {
		env.machine = func() inspection.Machine { return *d.machine }
	}
	code = run(context.Background(), append([]string{"--data", d.data}, args...), env, &out, &log)
	return code, out.String(), log.String()
}

func (d *desk) ok(args ...string) string {
	d.Helper()
	code, out, log := d.run(args...)
	if code != exitDone {
		d.Fatalf("%v: exit %d: %s", args, code, log)
	}
	return out
}

// json runs a command with --json and decodes its document.
func (d *desk) json(into any, args ...string) {
	d.Helper()
	decode(d.T, d.ok(append(args, "--json")...), into)
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("no JSON: %v\n%s", err, text)
	}
	if decoder.More() {
		t.Fatalf("more than one document:\n%s", text)
	}
}

// failing runs a command that must fail and returns its message.
func (d *desk) failing(code int, args ...string) string {
	d.Helper()
	got, _, log := d.run(args...)
	if got != code || log == "" {
		d.Fatalf("%v: exit %d, want %d: %q", args, got, code, log)
	}
	return log
}

// journal counts the entries, so that a test can show that nothing was changed.
func (d *desk) journal() int {
	d.Helper()
	var entries []any
	d.json(&entries, "journal")
	return len(entries)
}

func (d *desk) file(name, content string) string {
	d.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		d.Fatal(err)
	}
	return path
}

func (d *desk) photo(name string) string {
	d.Helper()
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
		d.Fatal(err)
	}
	return d.file(name, data.String())
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, name) }

// contractAnswers is the example of the contract.
const contractAnswers = `place: YL-003            # code of the place
checklists: [CF, CE]     # CR CF CE CS RO RF RE RS RI
started: 2026-11-20T09:05:00+08:00
inspectors: [{name: 张建国, dept: emergency, certificate: "豫A010203"}, {name: 李敏, dept: civil}]
accompanied_by: 王院长
default: pass            # for items not listed; leave out to leave them unanswered
answers:
  CF-09: {result: fail, note: 二层东侧安全出口堆放轮椅, severity: serious, due: 2026-11-20, responsible: 王院长, photos: [exit.jpg]}
  CF-15: {result: na, note: 未设消防控制室}
finish: true
`
