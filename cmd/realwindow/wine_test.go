//go:build realwindow && wine

package realwindow

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// wine is a Windows of its own, with the built programs for Windows.
type wine struct {
	t      *testing.T
	prefix string
	home   string // where the folders 文档, 桌面 and so on of the Windows person lie
	dist   string
}

// newWine makes a Windows in a temporary folder. Its Wine is that of Debian 12, which lacks the one function of
// bcryptprimitives.dll that every Go program calls; a library with that function is built with mingw.
func newWine(t *testing.T) *wine {
	t.Helper()
	dist, err := filepath.Abs(filepath.Join("..", "..", "dist"))
	if err != nil {
		t.Fatal(err)
	}
	w := &wine{t: t, prefix: filepath.Join(t.TempDir(), "windows"), home: t.TempDir(), dist: dist}
	d := newDisplay(t, 1366, 768)
	w.must(w.command(d, "wineboot", "--init"))
	t.Cleanup(func() { w.shutDown(d) })
	w.shutDown(d)
	system := filepath.Join(w.prefix, "drive_c", "windows", "system32")
	w.must(exec.Command("x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s", "-o", filepath.Join(system, "bcryptprimitives.dll"),
		filepath.Join("testdata", "bcryptprimitives.c"), "-ladvapi32"))
	return w
}

// shutDown ends this Windows. The next program starts it again, on its own display.
func (w *wine) shutDown(d *display) {
	w.t.Helper()
	var none *exec.ExitError // Wine's way to say that it was not running
	if err := w.command(d, "wineserver", "--kill").Run(); err != nil && !errors.As(err, &none) {
		w.t.Fatal(err)
	}
	w.must(w.command(d, "wineserver", "--wait"))
}

// on returns a new display for this Windows, which is shut down again before the display goes.
func (w *wine) on(t *testing.T, width, height int, options ...string) *display {
	t.Helper()
	d := newDisplay(t, width, height, options...)
	t.Cleanup(func() { w.shutDown(d) })
	return d
}

// command is a program of Windows, or one of Wine's own, on the display.
func (w *wine) command(d *display, name string, arguments ...string) *exec.Cmd {
	command := d.command(name, arguments...)
	if strings.HasSuffix(name, ".exe") {
		command = d.command("wine", append([]string{name}, arguments...)...)
	}
	command.Env = append(command.Env, "HOME="+w.home, "WINEPREFIX="+w.prefix, "WINEARCH=win64", "WINEDEBUG=-all", "WINEDLLOVERRIDES=mscoree,mshtml,winemenubuilder.exe=",
		"LC_ALL=zh_CN.UTF-8")
	return command
}

// must runs the command and returns what it printed.
func (w *wine) must(command *exec.Cmd) string {
	w.t.Helper()
	output, err := command.CombinedOutput()
	if err != nil {
		w.t.Fatalf("%s: %v\n%s", strings.Join(command.Args, " "), err, output)
	}
	return string(output)
}

// open starts the program for Windows on a data folder of this machine and waits for its window.
func (w *wine) open(d *display, data string) *window {
	d.t.Helper()
	return d.show(w.command(d, filepath.Join(w.dist, "anxun.exe"), "--data", windowsPath(data)))
}

// windowsPath names a file of this machine as Windows programs under Wine see it.
func windowsPath(path string) string { return `Z:` + strings.ReplaceAll(path, "/", `\`) }

// TestWindowsProgram starts the program for Windows and does an inspection and its report by keys; what it stored and
// wrote is looked at by the command line of this machine and by openpyxl. Then the same on a Windows without OpenGL,
// where it says so. One Windows serves all, because making it takes longer than anything else.
func TestWindowsProgram(t *testing.T) {
	w := newWine(t)
	t.Run("inspection and report by keys", w.inspects)
	t.Run("no OpenGL is told", w.explains)
	t.Run("the input method is told where the caret is", w.placesCandidates)
	t.Run("command line", w.verifies)
}

func (w *wine) inspects(t *testing.T) {
	data := filepath.Join(t.TempDir(), "安巡 数据")
	anxunctl(t, data, "init", "--sample")
	program := w.open(w.on(t, 1366, 768), data)
	program.home = w.home
	program.welcome("Tongbai", "Zhang")
	program.picture("windows-home")
	program.begin("YL-006")
	program.keys("1", "1", "2")
	program.settle()
	program.text("boxes in front of the panel")
	program.keys("Escape")
	program.settle()
	program.picture("windows-filling")
	open := read[[]visit](t, data, "inspections", "list")
	if len(open) != 1 {
		t.Fatalf("stored: %+v", open)
	}
	program.keys("Return") // the next item without an answer
	for range open[0].Counts.Open {
		program.keys("1")
	}
	program.settle()
	program.finish()
	file := program.exportReport()
	program.picture("windows-report")
	program.close()

	done := read[[]visit](t, data, "inspections", "list")
	if len(done) != 1 || done[0].Status != "finished" || done[0].Counts.Open != 0 || done[0].Counts.Fail != 1 {
		t.Errorf("at the end: %+v", done)
	}
	checkWorkbook(t, file)
	const rows = `import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(book.sheetnames[0], sum(1 for row in book["隐患台账"].iter_rows(values_only=True) if "boxes in front of the panel" in row))`
	output, err := exec.Command("/usr/bin/python3", "-c", rows, file).CombinedOutput()
	if err != nil || strings.TrimSpace(string(output)) != "汇总 1" {
		t.Errorf("openpyxl: %v %s", err, output)
	}
	anxunctl(t, data, "verify")
}

// finish goes through what is shown at the end of an inspection, back to 工作台. How many steps that takes depends on how
// fast the machine draws them, so each is given time.
func (w *window) finish() {
	w.t.Helper()
	for range 12 {
		w.keys("ctrl+Return")
		time.Sleep(time.Second)
		w.settle()
		if strings.Contains(w.title(), "工作台") {
			return
		}
	}
	w.shot("failure")
	w.t.Fatal("the inspection was not finished")
}

// explains starts the program on a display without OpenGL.
func (w *wine) explains(t *testing.T) {
	d := w.on(t, 1000, 700, "-extension", "GLX")
	program := w.command(d, filepath.Join(w.dist, "anxun.exe"), "--data", windowsPath(t.TempDir()))
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }()
	d.dismiss(`安巡打不开窗口`, "windows-no-opengl", ended, 1)
}

// placesCandidates runs the tests of package caret as a program of Windows.
func (w *wine) placesCandidates(t *testing.T) {
	test := filepath.Join(t.TempDir(), "caret.exe")
	build := exec.Command("go", "test", "-c", "-tags", "migrated_fynedo,test", "-o", test, "anxun/ui/caret")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	output, err := w.command(w.on(t, 800, 600), test, "-test.v").CombinedOutput()
	if err != nil || !strings.Contains(string(output), "--- PASS: TestInputMethodIsToldWhereTheCaretIs") {
		t.Errorf("%v\n%s", err, output)
	}
}

// verifies runs the command line of Windows.
func (w *wine) verifies(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据")
	anxunctl(t, data, "init", "--sample")
	output, err := w.command(w.on(t, 800, 600), filepath.Join(w.dist, "anxunctl.exe"), "verify", "--data", windowsPath(data)).CombinedOutput()
	if err != nil {
		t.Errorf("anxunctl.exe verify: %v\n%s", err, output)
	}
}
