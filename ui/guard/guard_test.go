package guard

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAPanicEndsOneCall(t *testing.T) {
	var got []any
	stop := Report(func(value any, stack []byte) {
		got = append(got, value)
		if !strings.Contains(string(stack), "TestAPanicEndsOneCall") {
			t.Error("the stack does not say where")
		}
	})
	if Call(func() { panic("one") }) {
		t.Error("a call that panicked counts as whole")
	}
	if !Call(func() {}) {
		t.Error("a call that ended does not count as whole")
	}
	stop()
	if len(got) != 1 || got[0] != "one" {
		t.Errorf("reported %v", got)
	}
	defer func() {
		if recover() != "two" {
			t.Error("without anybody to tell, the panic was swallowed")
		}
	}()
	Call(func() { panic("two") })
}

func TestTheLogHoldsNoPersonalData(t *testing.T) {
	dir := t.TempDir()
	log := NewLog(dir, "1.2.3", func() time.Time { return time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC) })
	values := []any{"张建国 13700000000", map[string]string{"name": "张建国"}}
	func() {
		defer func() { values = append(values, recover()) }()
		var none []int
		_ = none[len(values)]
	}()
	for _, value := range values {
		if err := log.Write("page", value, []byte("goroutine 1")); err != nil {
			t.Fatal(err)
		}
	}
	content, err := os.ReadFile(filepath.Join(dir, Folder, File))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2026-11-25T08:00:00Z anxun 1.2.3 ", "page: string\n", "map[string]string", "index out of range [2] with length 0", "goroutine 1"} {
		if !strings.Contains(string(content), want) {
			t.Errorf("the log lacks %q:\n%s", want, content)
		}
	}
	if strings.Contains(string(content), "张") || strings.Contains(string(content), "137") {
		t.Errorf("the log holds personal data:\n%s", content)
	}
}

func TestLogsAreRotated(t *testing.T) {
	dir := t.TempDir()
	log := NewLog(dir, "1", time.Now)
	stack := []byte(strings.Repeat("x", maxLog))
	for range maxLogs + 4 {
		if err := log.Write("page", "x", stack); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(log.Dir())
	if err != nil || len(files) != maxLogs+1 {
		t.Errorf("%d files, %v", len(files), err)
	}
}

func TestALogThatCannotBeWrittenIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := NewLog(file, "1", time.Now).Write("page", "x", nil); err == nil {
		t.Error("no error")
	}
}
