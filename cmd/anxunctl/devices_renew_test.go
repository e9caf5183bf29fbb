package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anxun/inspection"
)

// copied is the desk's data folder, as it is now, on another computer.
func (d *desk) copied(machine string) *desk {
	d.Helper()
	dir := d.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "data"), os.DirFS(d.data)); err != nil {
		d.Fatal(err)
	}
	return &desk{T: d.T, dir: dir, data: filepath.Join(dir, "data"), runs: d.runs, machine: &inspection.Machine{System: "same image", Board: machine}}
}

func newDeskOn(t *testing.T, machine string) *desk {
	d := newDesk(t)
	d.machine = &inspection.Machine{System: "same image", Board: machine}
	d.ok("init", "--sample")
	return d
}

func TestACopyOnAnotherComputerAsksBeforeItWrites(t *testing.T) {
	a := newDeskOn(t, "A")
	a.inspected()
	b := a.copied("B")
	if message := b.failing(exitFailed, "role", "set", "manager"); !strings.Contains(message, "devices moved") || !strings.Contains(message, "devices renew") {
		t.Errorf("%s", message)
	}
	b.ok("hazards", "list") // to look is never refused
	t.Run("the old one is no longer used", func(t *testing.T) {
		b := a.copied("B")
		b.ok("devices", "moved")
		b.ok("role", "set", "manager")
		if b.code() != a.code() {
			t.Error("it is another laptop now")
		}
	})
	t.Run("the old one is still used", func(t *testing.T) {
		b.failing(exitUsage, "devices", "renew")
		var renewed renewedDocument
		b.json(&renewed, "devices", "renew", "--yes")
		if renewed.Before.Code != a.code() || renewed.Now.Code != b.code() || renewed.Now.Code == a.code() || renewed.Kept != 0 || len(renewed.Renumbered) != 0 {
			t.Errorf("%+v", renewed)
		}
		b.ok("role", "set", "manager")
		first, second := a.again(), b.again()
		exchanged(t, a, b)
		exchanged(t, b, a)
		for _, d := range []*desk{a, b} {
			for _, no := range []string{first, second} {
				d.ok("inspections", "show", no)
			}
			d.ok("verify")
		}
	})
}

// again records the inspection of the contract once more.
func (d *desk) again() string {
	d.Helper()
	d.photo("exit.jpg")
	var recorded struct {
		No string `json:"no"`
	}
	d.json(&recorded, "inspect", "--answers", d.file("answers.yaml", contractAnswers), "--again")
	return recorded.No
}

// exchanged hands everything from one laptop to another, which compares the code.
func exchanged(t *testing.T, from, to *desk) {
	t.Helper()
	path := from.path("all.anxun")
	from.ok("bundle", "export", "--out", path, "--all")
	if code, _, message := to.run("bundle", "import", path, "--yes", "--accept", from.fingerprint()); code != exitDone {
		t.Fatalf("import: %s", message)
	}
}

// Both wrote under one name before anybody noticed.
func TestACopyThatWasUsedIsHealed(t *testing.T) {
	a := newSampleDesk(t)
	a.inspected()
	b := a.copied("B")
	b.machine = nil
	first, second := a.again(), b.again()
	if first != second {
		t.Fatalf("the trial proves nothing: %s and %s", first, second)
	}
	c := a.beside()
	exchanged(t, a, c)
	path := c.path("back.anxun")
	c.ok("bundle", "export", "--out", path, "--all")
	message := b.failing(exitFailed, "bundle", "import", path, "--yes", "--accept", c.fingerprint())
	_, since, found := strings.Cut(message, "--since ")
	since, _, _ = strings.Cut(since, " ")
	if !found {
		t.Fatalf("no remedy in: %s", message)
	}
	b.failing(exitFailed, "devices", "renew", "--since", "999999", "--yes")
	var renewed renewedDocument
	b.json(&renewed, "devices", "renew", "--since", since, "--yes")
	if renewed.Kept == 0 || len(renewed.Renumbered) != 2 || renewed.Renumbered[0].Before != second {
		t.Fatalf("%+v", renewed)
	}
	b.ok("verify")
	second = renewed.Renumbered[0].Now
	b.ok("bundle", "import", path, "--yes", "--accept", c.fingerprint())
	exchanged(t, b, c)
	exchanged(t, c, a)
	for _, d := range []*desk{a, b, c} {
		var rows []struct {
			No string `json:"no"`
		}
		d.json(&rows, "inspections", "list")
		var numbers []string
		for _, row := range rows {
			numbers = append(numbers, row.No)
		}
		if text := strings.Join(numbers, " "); len(rows) != 3 || !strings.Contains(text, first) || !strings.Contains(text, second) {
			t.Errorf("%s has the inspections %s, want %s and %s among three", d.code(), text, first, second)
		}
		if code, text, _ := d.run("verify"); code != exitDone {
			t.Errorf("%s: %s", d.code(), text)
		}
	}
}
