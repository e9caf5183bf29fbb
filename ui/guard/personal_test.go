package guard

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/ui/task"
)

// What no log may hold, whatever goes wrong while it is worked with.
var personal = []string{"张建国", "13700000001", "晚晴照料中心", "二层东侧堆放轮椅", "桐柏路18号", "豫A010203", "secret-2026", "exit-Zhang.jpg", "王院长"}

type person struct{ Name, Phone string }

// faultOf claims to be an error of the runtime.
type faultOf string

func (f faultOf) Error() string { return string(f) }
func (faultOf) RuntimeError()   {}

// angry cannot even be written.
type angry struct{ person }

func (a angry) Error() string { panic("写不出 " + a.Name) }

// faults are ways of failing with personal data at hand.
func faults() map[string]func(data string) {
	return map[string]func(string){
		"a text":                  func(data string) { panic(data) },
		"a struct":                func(data string) { panic(person{data, data}) },
		"a pointer":               func(data string) { panic(&person{data, data}) },
		"an error of the program": func(data string) { panic(inspection.NotFound("error.place_unknown", "name", data)) },
		"a wrapped error":         func(data string) { panic(fmt.Errorf("saving %s: %w", data, errors.New(data))) },
		"joined errors":           func(data string) { panic(errors.Join(errors.New(data), fs.ErrNotExist)) },
		"a file that is missing": func(data string) {
			_, err := os.Open(filepath.Join(data, data))
			panic(err)
		},
		"a number that is none": func(data string) {
			_, err := strconv.Atoi(data + "x")
			panic(err)
		},
		"JSON that is none": func(data string) { panic(json.Unmarshal([]byte(strconv.Quote(data)), new(int))) },
		"a day that is none": func(data string) {
			_, err := time.Parse(time.DateOnly, data)
			panic(err)
		},
		"a fault that looks like the runtime's": func(data string) { panic(faultOf(data)) },
		"an error that cannot be written":       func(data string) { panic(angry{person{data, data}}) },
		"a wrong type":                          func(data string) { _ = any(data).(fmt.Stringer) },
		"a key that cannot be one":              func(data string) { _ = map[any]int{}[[]string{data}] },
		"an index": func(data string) {
			var none []string
			_ = none[len(data)]
		},
		"nothing there": func(data string) {
			var none *person
			none.Name = data
		},
		"a panic while panicking": func(data string) {
			defer func() { panic(fmt.Sprint("again ", recover())) }()
			panic(data)
		},
	}
}

// Whatever fails, in the window or in the background, and whatever it was working with: the log says where, and nothing
// that a person wrote.
func TestNothingPersonalIsLogged(t *testing.T) {
	for name, fail := range faults() {
		t.Run(name, func(t *testing.T) {
			log := NewLog(t.TempDir(), "1.2.3", time.Now)
			defer Report(func(value any, stack []byte) { write(t, log, "window", value, stack) })()
			for _, data := range personal {
				if Call(func() { fail(data) }) {
					t.Fatal("it did not fail")
				}
				inBackground(t, log, func() { fail(data) })
			}
			content, err := os.ReadFile(filepath.Join(log.Dir(), File))
			if err != nil {
				t.Fatal(err)
			}
			for _, data := range personal {
				if strings.Contains(string(content), data) {
					t.Errorf("the log holds %q", data)
				}
			}
			if strings.Count(string(content), "guard.faults.func") < 2*len(personal) {
				t.Errorf("the log does not say where:\n%.2000s", content)
			}
		})
	}
}

func write(t *testing.T, log *Log, label string, value any, stack []byte) {
	t.Helper()
	if err := log.Write(label, value, stack); err != nil {
		t.Error(err)
	}
}

// inBackground does what background work and the shell do with a panic.
func inBackground(t *testing.T, log *Log, fail func()) {
	t.Helper()
	var err error
	func() {
		defer func() {
			if value := recover(); value != nil {
				err = &task.PanicError{Label: "page", Value: value, Stack: debug.Stack()}
			}
		}()
		fail()
	}()
	var crash *task.PanicError
	if !errors.As(err, &crash) {
		t.Fatal("it did not fail")
	}
	write(t, log, crash.Label, crash.Value, crash.Stack)
}

// The label of background work stands in the log, so it is written by us and never made of data.
func TestLabelsAreWords(t *testing.T) {
	found := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 3 {
				return true
			}
			if method, ok := call.Fun.(*ast.SelectorExpr); !ok || method.Sel.Name != "Run" && method.Sel.Name != "Do" {
				return true
			}
			found++
			switch label := call.Args[0].(type) {
			case *ast.BasicLit:
			case *ast.Ident:
				if label.Name != "label" { // handed on
					t.Errorf("%s: the label %s", path, label.Name)
				}
			default:
				t.Errorf("%s: a label that is made of something", path)
			}
			return true
		})
		return nil
	})
	if err != nil || found < 40 {
		t.Errorf("%d labels were looked at, %v", found, err)
	}
}
