package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"anxun/cmd/internal/setup"
	"anxun/ui/i18n"
)

func TestUsage(t *testing.T) {
	d := newSampleDesk(t)
	for _, args := range [][]string{
		{"nope"}, {"places"}, {"places", "nope"}, {"places", "show"}, {"places", "show", "A", "B"}, {"places", "list", "--nope"}, {"--nope"},
		{"places", "list", "--kind"}, {"places", "list", "--kind", "ship"}, {"inspections", "list", "--from", "2026-13-01"}, {"inspections", "list", "--status", "x"},
		{"hazards", "list", "--status", "open,x"}, {"hazards", "list", "--severity", "x"}, {"hazards", "list", "--dept", "x"}, {"report"},
		{"report", "--dept", "fire", "--from", "2026-11-01", "--to", "2026-11-30", "--out", "x.xlsx"}, {"generate"}, {"generate", "--inspections", "many"},
		{"generate", "--inspections", "0"}, {"demo"}, {"backup"}, {"journal", "--limit", "-1"}, {"places", "list", "--lang", "fr"}, {"help", "nope"},
		{"places", "template"}, {"places", "export"}, {"checklists", "export", "CF"},
	} {
		message := d.failing(exitUsage, args...)
		if strings.Contains(message, "‹") || strings.Count(message, "\n") != 1 {
			t.Errorf("%v: %q", args, message)
		}
	}
}

func TestFlagsStandAnywhere(t *testing.T) {
	d := newSampleDesk(t)
	want := d.ok("places", "show", "YL-001", "--json")
	for _, args := range [][]string{
		{"--json", "places", "show", "YL-001"}, {"places", "show", "--json", "YL-001"}, {"--lang=zh-Hans", "places", "show", "YL-001", "-json"},
		{"places", "show", "--json=true", "--", "YL-001"}, {"--by", "places", "places", "show", "--json", "YL-001"},
	} {
		if got := d.ok(args...); got != want {
			t.Errorf("%v printed\n%s", args, got)
		}
	}
}

func TestErrorsForPrograms(t *testing.T) {
	d := newSampleDesk(t)
	for _, test := range []struct {
		code string
		exit int
		args []string
	}{
		{"not_found", exitFailed, []string{"places", "show", "XX", "--json"}},
		{"usage", exitUsage, []string{"--json", "places", "show"}},
		{"not_found", exitFailed, []string{"inspections", "show", "XX", "--json"}},
		{"not_found", exitFailed, []string{"hazards", "show", "XX", "--json"}},
		{"not_found", exitFailed, []string{"checklists", "show", "XX", "--json"}},
		{"not_found", exitFailed, []string{"journal", "--record", "XX", "--json"}},
	} {
		code, out, log := d.run(test.args...)
		var document struct {
			Error struct{ Code, Message string }
		}
		decode(t, log, &document)
		if code != test.exit || out != "" || document.Error.Code != test.code || document.Error.Message == "" {
			t.Errorf("%v: exit %d, %q, %q", test.args, code, out, log)
		}
	}
}

func TestHelpNamesEveryCommandInBothLanguages(t *testing.T) {
	for _, language := range i18n.Languages() {
		catalog, err := i18n.New(language)
		if err != nil {
			t.Fatal(err)
		}
		var out, log bytes.Buffer
		if code := run(context.Background(), []string{"--lang", language, "help"}, testEnvironment(), &out, &log); code != exitDone {
			t.Fatal(log.String())
		}
		for _, one := range commands() {
			if !strings.Contains(out.String(), one.name) || !catalog.Has(one.summary) {
				t.Errorf("%s: %s has no help", language, one.name)
			}
			flags := flag.NewFlagSet("", flag.ContinueOnError)
			(&call{}).declare(flags)
			if one.flags != nil {
				one.flags(flags)
			}
			flags.VisitAll(func(f *flag.Flag) {
				if f.Usage != "" && !catalog.Has(f.Usage) {
					t.Errorf("%s: --%s has no help", language, f.Name)
				}
			})
			var text bytes.Buffer
			if code := run(context.Background(), append(strings.Fields(one.name), "--help", "--lang", language), testEnvironment(), &text, &log); code != exitDone || strings.Contains(text.String(), "‹") {
				t.Errorf("help of %s: %s", one.name, text.String())
			}
		}
	}
}

func TestTheStateOfTheFolder(t *testing.T) {
	t.Run("missing", func(t *testing.T) {
		d := newDesk(t)
		d.failing(exitFailed, "places", "list")
		if _, err := os.Stat(d.data); !os.IsNotExist(err) {
			t.Error("looking made a folder")
		}
	})
	t.Run("not writable", func(t *testing.T) {
		d := newDesk(t)
		d.data = filepath.Join(d.file("plain", "a file"), "data")
		d.failing(exitFailed, "init")
	})
	t.Run("open elsewhere", func(t *testing.T) {
		d := newSampleDesk(t)
		other, err := setup.Open(context.Background(), setup.Options{Dir: d.data, Clock: testEnvironment().clock})
		if err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"init"}, {"generate", "--inspections", "1"}, {"demo", "--out", d.path("out")}, {"rescue", "--out", d.path("new")},
			{"verify", filepath.Join(d.data, "anxun.db")}} {
			d.failing(exitLocked, args...)
		}
		for _, args := range [][]string{{"places", "list"}, {"hazards", "list"}, {"inspections", "list"}, {"journal"}, {"verify"}, {"backup", "--out", d.path("backups")},
			{"report", "--dept", "civil", "--from", "2026-11-01", "--to", "2026-11-30", "--out", d.path("report.xlsx")}} {
			d.ok(args...)
		}
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
		d.ok("places", "list")
	})
	t.Run("newer", func(t *testing.T) {
		d := newSampleDesk(t)
		path := filepath.Join(d.data, "anxun.db")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		binary.BigEndian.PutUint32(data[60:], 9999) // user_version (SQLite file format, 1.3)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"places", "list"}, {"init"}} {
			d.failing(exitFailed, args...)
		}
		// A newer Anxun would have signed what it left; this is somebody's doing.
		if code, out, _ := d.run("verify"); code != exitDamage || !strings.Contains(out, "anxun.db") {
			t.Errorf("exit %d: %s", code, out)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, data) {
			t.Error("the newer database was touched")
		}
	})
	t.Run("damaged", func(t *testing.T) {
		d := newSampleDesk(t)
		path := filepath.Join(d.data, "anxun.db")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		// A name in the table and in the journal: only one of the two is changed.
		changed := bytes.Replace(data, []byte("烩面馆"), []byte("烩面店"), 1)
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, _ := d.run("verify", "--json")
		var report struct {
			OK       bool
			Problems []struct{ Key, Message string }
		}
		decode(t, out, &report)
		if code != exitDamage || report.OK || len(report.Problems) == 0 {
			t.Errorf("exit %d: %s", code, out)
		}
		if err := os.WriteFile(path, []byte("no database at all, but long enough to look at"), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, _ := d.run("verify"); code != exitDamage || !strings.Contains(out, "anxun.db") {
			t.Errorf("exit %d: %s", code, out)
		}
		d.failing(exitFailed, "places", "list")
	})
}

func TestBackupAndVersion(t *testing.T) {
	d := newSampleDesk(t)
	var backup struct {
		Out  string
		Size int64
	}
	d.json(&backup, "backup", "--out", d.path("copy.db"))
	if info, err := os.Stat(backup.Out); err != nil || info.Size() != backup.Size || backup.Size == 0 {
		t.Error(err, backup)
	}
	d.failing(exitFailed, "backup", "--out", d.path("copy.db"))
	var version struct{ Program, Version string }
	if d.json(&version, "version"); version.Program != "anxunctl" || version.Version != setup.Version {
		t.Errorf("%+v", version)
	}
}

// TestNothingNeedsCgo looks at every package the program is made of.
func TestNothingNeedsCgo(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}} {{len .CgoFiles}}{{end}}", ".")
	list.Env = append(os.Environ(), "CGO_ENABLED=1")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) != 2 {
			continue
		}
		if fields[1] != "0" || strings.HasPrefix(fields[0], "fyne.io/") {
			t.Errorf("anxunctl contains %s with %s files of cgo", fields[0], fields[1])
		}
	}
}
