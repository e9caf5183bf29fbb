//go:build realwindow

package realwindow

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestTheProgramForScreenReadersStarts builds the program with the support of Fyne for screen readers, which the packages do without
// (docs/accessibility.md), and opens it with the bus of the screen readers running: it shows its first page, takes keys, stores what was
// written, and ends when it is closed.
func TestTheProgramForScreenReadersStarts(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 4*patience)
	defer cancel()
	folder := t.TempDir()
	path := filepath.Join(folder, "anxun")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags", "migrated_fynedo,nodynamic,x11,accessibility", "-o", path, "anxun/cmd/anxun")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	data := filepath.Join(folder, "data")
	anxunctl(t, data, "init", "--sample")
	d := newDisplay(t, 1366, 768)
	const script = `echo "$DBUS_SESSION_BUS_ADDRESS" >"$HOME/bus"; /usr/libexec/at-spi-bus-launcher --launch-immediately & sleep 1; exec "$0" --data "$1"`
	w := d.show(d.command("dbus-run-session", "--", "bash", "-c", script, path, data))
	w.welcome("Tongbai", "Zhang")
	w.begin("YL-006")
	w.keys("1", "1", "2")
	w.settle()
	w.text("boxes in front of the panel")
	w.keys("Escape")
	time.Sleep(time.Second) // what was written is stored a moment after the last character
	w.settle()
	w.picture("accessible")
	if n := w.heard(); n != "0" {
		t.Errorf("%s programs are on the bus of the screen readers: Fyne has learned it on Linux, and docs/accessibility.md must say so", n)
	}
	w.close()
	found := read[[]hazard](t, data, "hazards", "list")
	if len(found) != 1 || found[0].Description != "boxes in front of the panel" {
		t.Errorf("%+v", found)
	}
}

// heard asks the bus of the screen readers how many programs a screen reader would hear.
func (w *window) heard() string {
	w.t.Helper()
	session, err := os.ReadFile(filepath.Join(w.home, "bus"))
	if err != nil {
		w.t.Fatal(err)
	}
	ask := func(bus string, arguments ...string) string {
		command := exec.Command("dbus-send", append([]string{"--print-reply=literal", "--bus=" + bus}, arguments...)...)
		output, err := command.CombinedOutput()
		if err != nil {
			w.t.Fatalf("%v\n%s", err, output)
		}
		fields := strings.Fields(string(output))
		return fields[len(fields)-1]
	}
	bus := ask(strings.TrimSpace(string(session)), "--dest=org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
	return ask(bus, "--dest=org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root", "org.freedesktop.DBus.Properties.Get",
		"string:org.a11y.atspi.Accessible", "string:ChildCount")
}
