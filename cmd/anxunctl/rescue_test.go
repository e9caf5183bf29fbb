package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRescueOfADamagedFolder(t *testing.T) {
	d, no := finishedDesk(t)
	shown := d.ok("inspections", "show", no, "--json")
	path := filepath.Join(d.data, "anxun.db")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(content []byte) {
		t.Helper()
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(append(make([]byte, 4096), content[4096:]...)) // the first page is blank
	damaged := fingerprint(t, d.data)
	d.failing(exitFailed, "inspections", "list")
	out := d.ok("rescue", "--out", d.path("rescued"))
	if !strings.Contains(out, "没有丢失任何内容") || fingerprint(t, d.data) != damaged {
		t.Errorf("%s", out)
	}
	d.failing(exitFailed, "rescue", "--out", d.path("rescued"))
	if again := d.ok("--data", d.path("rescued"), "inspections", "show", no, "--json"); again != shown {
		t.Errorf("before\n%s\nafter\n%s", shown, again)
	}

	write(content[:len(content)*9/10])
	code, out, _ := d.run("rescue", "--out", d.path("cut"))
	if code != exitDamage || !strings.Contains(out, "丢失：变更记录第") {
		t.Errorf("exit %d: %s", code, out)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"rescue", "--out", d.path("gone")}, {"init"}, {"places", "list"}} {
		if message := d.failing(exitFailed, args...); !strings.Contains(message, "从备份恢复") {
			t.Errorf("%v: %s", args, message)
		}
	}
}
