//go:build realwindow

package realwindow

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for something to appear before it fails. The
// software renderer on a busy machine is slow; a test that passes never waits
// this long.
const patience = 120 * time.Second

// display is an X server of its own with a window manager. A fresh one for each
// test, because GLFW does not survive a stale window manager.
type display struct {
	t    *testing.T
	name string
}

func newDisplay(t *testing.T, width, height int, options ...string) *display {
	t.Helper()
	d := &display{t: t}
	for range 5 {
		d.name = d.serve(width, height, options...)
		if d.reachable() {
			d.start(d.command("openbox"))
			return d
		}
	}
	t.Fatal("no X server could be reached")
	return nil
}

// serve starts a server on a free number, with more options if there are any, and returns its name.
func (d *display) serve(width, height int, options ...string) string {
	d.t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		d.t.Fatal(err)
	}
	defer read.Close()
	server := exec.Command("Xvfb", append([]string{"-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp", "-noreset"}, options...)...)
	server.ExtraFiles = []*os.File{write}
	d.start(server)
	write.Close()
	// The server writes the number and the end of the line apart and ends if nobody reads the second.
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		d.t.Fatalf("Xvfb did not come up: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

func (d *display) reachable() bool {
	for range 100 { // a busy machine takes seconds to bring a server up
		if d.command("xdotool", "getdisplaygeometry").Run() == nil {
			return true
		}
		time.Sleep(100 * time.Millisecond)
	}
	return false
}

// start runs a program until the test ends.
func (d *display) start(command *exec.Cmd) {
	d.t.Helper()
	if err := command.Start(); err != nil {
		d.t.Fatalf("starting %s: %v", command.Path, err)
	}
	d.t.Cleanup(func() {
		// Asked to end, an X server takes its lock and socket away. It may be gone already, which is what is wanted.
		_ = command.Process.Signal(syscall.SIGTERM)
		timer := time.AfterFunc(3*time.Second, func() { _ = command.Process.Kill() })
		defer timer.Stop()
		_ = command.Wait()
	})
}

func (d *display) command(name string, arguments ...string) *exec.Cmd {
	command := exec.Command(name, arguments...)
	command.Env = append(os.Environ(), "DISPLAY="+d.name, "LIBGL_ALWAYS_SOFTWARE=1", "LC_ALL=C.UTF-8", "WAYLAND_DISPLAY=")
	return command
}

func (d *display) run(name string, arguments ...string) string {
	d.t.Helper()
	output, err := d.command(name, arguments...).CombinedOutput()
	if err != nil {
		d.t.Fatalf("%s %s: %v\n%s", name, strings.Join(arguments, " "), err, output)
	}
	return strings.TrimSpace(string(output))
}

// window is a running Anxun.
type window struct {
	*display
	process *exec.Cmd
	home    string // the person's home folder
	id      string
	log     *bytes.Buffer
	done    chan error
}

// open starts the program on the data folder and waits for its window.
func (d *display) open(data string, arguments ...string) *window {
	d.t.Helper()
	return d.show(d.command(program("anxun"), append([]string{"--data", data}, arguments...)...))
}

// openWithInputMethod starts the program in a session of its own with the Chinese
// input method libpinyin switched on.
func (d *display) openWithInputMethod(data string) *window {
	d.t.Helper()
	const script = `ibus-daemon -x -r &
for i in $(seq 60); do ibus engine libpinyin && break; sleep 0.2; done
for i in $(seq 100); do xprop -root XIM_SERVERS | grep -q ibus && break; sleep 0.2; done
# One set before there is a window to type into may be lost.
(for i in $(seq 8); do sleep 1; ibus engine libpinyin; done
until [ "$(ibus engine)" = libpinyin ]; do ibus engine libpinyin; sleep 0.2; done; touch "$HOME/libpinyin-is-on") &
exec "$0" --data "$1"`
	command := d.command("dbus-run-session", "--", "bash", "-c", script, program("anxun"), data)
	command.Env = append(command.Env, "LC_ALL=zh_CN.UTF-8", "XMODIFIERS=@im=ibus")
	w := d.show(command)
	sign := filepath.Join(w.home, "libpinyin-is-on")
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		if _, err := os.Stat(sign); err == nil {
			break
		}
		if time.Now().After(deadline) {
			w.shot("failure")
			d.t.Fatal("libpinyin did not come on")
		}
	}
	w.awaitCandidates()
	return w
}

// show runs the command and waits for its window.
func (d *display) show(command *exec.Cmd) *window {
	d.t.Helper()
	w := &window{display: d, process: command, home: d.t.TempDir(), log: &bytes.Buffer{}, done: make(chan error, 1)}
	if err := os.Mkdir(filepath.Join(w.home, ".cache"), 0o700); err != nil {
		d.t.Fatal(err)
	}
	command.Env = append(command.Env, "HOME="+w.home, "XDG_CONFIG_HOME="+filepath.Join(w.home, ".config"))
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Stdout, command.Stderr = w.log, w.log
	command.WaitDelay = 5 * time.Second // what a session leaves behind may hold the pipes open
	if err := command.Start(); err != nil {
		d.t.Fatal(err)
	}
	go func() { w.done <- command.Wait() }()
	d.t.Cleanup(func() {
		// Everything that the session started, gone already in the usual case.
		_ = syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
		if d.t.Failed() {
			d.t.Logf("program output:\n%s", w.log)
		}
	})
	deadline := time.Now().Add(patience)
	for w.id == "" {
		if time.Now().After(deadline) {
			w.shot("failure")
			d.t.Fatal("the window did not appear")
		}
		time.Sleep(100 * time.Millisecond)
		output, err := d.command("xdotool", "search", "--onlyvisible", "--name", "安巡|Anxun").Output()
		if err == nil && len(output) > 0 {
			w.id = strings.Fields(string(output))[0]
		}
	}
	// xdotool returns an error until the window manager has mapped the window.
	for d.command("xdotool", "windowactivate", "--sync", w.id).Run() != nil && time.Now().Before(deadline) {
		time.Sleep(100 * time.Millisecond)
	}
	w.settle()
	return w
}

// program returns the path of a built program, from ANXUN_BIN or bin/.
func program(name string) string {
	if dir := os.Getenv("ANXUN_BIN"); dir != "" {
		return filepath.Join(dir, name)
	}
	path, err := filepath.Abs(filepath.Join("..", "..", "bin", name))
	if err != nil {
		return name
	}
	return path
}

func (w *window) title() string {
	output, err := w.command("xdotool", "getwindowname", w.id).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(output))
}

// await waits until the window's title contains the text. Every page sets it.
func (w *window) await(title string) {
	w.t.Helper()
	deadline := time.Now().Add(patience)
	for !strings.Contains(w.title(), title) {
		select {
		case err := <-w.done:
			w.t.Fatalf("the program ended (%v) while waiting for %q\n%s", err, title, w.log)
		default:
		}
		if time.Now().After(deadline) {
			w.shot("failure")
			w.t.Fatalf("title is %q; waited for %q", w.title(), title)
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.settle()
}

// caret is how many pixels may differ between two pictures that count as equal: a
// blinking caret is smaller.
const caret = 200

// settle waits until two pictures taken one after the other are equal.
func (w *window) settle() { w.t.Helper(); w.settleFrom(nil) }

// settleFrom is settle with the first picture taken already.
func (w *window) settleFrom(last []byte) {
	w.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		time.Sleep(120 * time.Millisecond)
		picture := w.pixels()
		if len(last) == len(picture) && differing(last, picture) < caret {
			return
		}
		last = picture
	}
}

// pixels takes a picture of the screen.
func (w *window) pixels() []byte {
	w.t.Helper()
	picture, err := w.command("import", "-window", "root", "-depth", "8", "rgb:-").Output()
	if err != nil {
		w.t.Fatalf("taking a picture: %v", err)
	}
	return picture
}

// differing counts the pixels that differ, of three bytes each.
func differing(a, b []byte) int {
	n := 0
	for i := 0; i+2 < len(a); i += 3 {
		if a[i] != b[i] || a[i+1] != b[i+1] || a[i+2] != b[i+2] {
			n++
		}
	}
	return n
}

// keys presses keys one after the other, in xdotool's names, e.g. "ctrl+n", "Return".
func (w *window) keys(names ...string) {
	w.t.Helper()
	for _, name := range names {
		w.run("xdotool", "key", "--clearmodifiers", name)
		time.Sleep(60 * time.Millisecond)
	}
}

// text types text.
func (w *window) text(text string) {
	w.t.Helper()
	w.run("xdotool", "type", "--delay", "25", text)
	time.Sleep(150 * time.Millisecond)
}

// click clicks at a point of the screen.
func (w *window) click(x, y int) {
	w.t.Helper()
	w.run("xdotool", "mousemove", fmt.Sprint(x), fmt.Sprint(y), "click", "1")
	time.Sleep(120 * time.Millisecond)
}

// picture takes a picture of the window into the folder of ANXUN_SCREENS, or else
// into the system's temporary folder.
func (w *window) picture(name string) { w.t.Helper(); w.photograph(w.id, name) }

// shot takes a picture of the whole screen.
func (w *window) shot(name string) { w.t.Helper(); w.photograph("root", name) }

func (w *window) photograph(what, name string) {
	w.t.Helper()
	dir := os.Getenv("ANXUN_SCREENS")
	if dir == "" {
		dir = filepath.Join(os.TempDir(), "anxun-screens")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		w.t.Error(err)
		return
	}
	path := filepath.Join(dir, name+".png")
	if output, err := w.command("import", "-window", what, "-strip", path).CombinedOutput(); err != nil {
		w.t.Errorf("picture %s: %v %s", name, err, output)
	}
}

// close asks the window to close, as a person does, and waits for the program.
func (w *window) close() {
	w.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		// A window manager that has only just started may not have given the window its focus yet.
		if w.command("xdotool", "windowactivate", "--sync", w.id, "key", "--clearmodifiers", "alt+F4").Run() != nil {
			time.Sleep(100 * time.Millisecond)
		}
		select {
		case err := <-w.done:
			if err != nil {
				w.t.Fatalf("the program ended with %v\n%s", err, w.log)
			}
			return
		case <-time.After(5 * time.Second):
		}
	}
	w.shot("failure")
	w.t.Fatal("the program did not end")
}

// kill ends the program as a power cut would, without asking it.
func (w *window) kill() {
	w.t.Helper()
	if err := syscall.Kill(-w.process.Process.Pid, syscall.SIGKILL); err != nil {
		w.t.Fatal(err)
	}
	<-w.done
}

// dismiss waits for the message with the title, takes its picture, closes it by Return, and waits until the program
// has ended with the exit code.
func (d *display) dismiss(title, name string, ended <-chan error, code int) {
	d.t.Helper()
	shown := &window{display: d}
	for deadline := time.Now().Add(patience); shown.id == ""; time.Sleep(100 * time.Millisecond) {
		if output, err := d.command("xdotool", "search", "--onlyvisible", "--name", title).Output(); err == nil && len(output) > 0 {
			shown.id = strings.Fields(string(output))[0]
			break
		}
		select {
		case err := <-ended:
			d.t.Fatalf("the program ended without a message: %v", err)
		default:
		}
		if time.Now().After(deadline) {
			shown.shot("failure")
			d.t.Fatal("no message was shown")
		}
	}
	shown.settle()
	shown.shot(name)
	for range 20 {
		shown.keys("Return")
		select {
		case err := <-ended:
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != code {
				d.t.Errorf("ended with %v, want exit code %d", err, code)
			}
			return
		case <-time.After(time.Second):
		}
	}
	d.t.Fatal("the program did not end after its message was closed")
}

// anxunctl runs the command line on a data folder and returns what it printed.
func anxunctl(t *testing.T, data string, arguments ...string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, program("anxunctl"), append(arguments, "--data", data)...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("anxunctl %s: %v\n%s%s", strings.Join(arguments, " "), err, output, stderr.String())
	}
	return output
}
