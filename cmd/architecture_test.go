// Package cmd_test holds the tests that look at the program as a whole.
package cmd_test

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// goPackage is what `go list -json` tells of a package.
type goPackage struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func listPackages(t *testing.T, arguments ...string) []goPackage {
	t.Helper()
	command := exec.Command("go", append([]string{"list", "-e", "-tags", "migrated_fynedo", "-json=ImportPath,Imports,Deps"}, arguments...)...)
	command.Dir = ".."
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	output, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []goPackage
	decoder := json.NewDecoder(strings.NewReader(string(output)))
	for {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// layer is a rule of the import direction: packages under Of may import, of our
// own packages, only those under May, and of foreign ones none in Never.
type layer struct {
	Of    string
	May   []string
	Never []string
}

const (
	fyne    = "fyne.io/fyne"
	durable = "anxun/inspection/durable"
)

// features are the screens. They know neither each other nor the shell.
var features = []string{"home", "inspections", "inspecting", "hazards", "places", "checklists", "reports", "settings", "signing", "documents", "search", "bin", "history", "tour", "unlock", "exchange"}

func layers() []layer {
	sql, excel := []string{"database/sql", "modernc.org/sqlite"}, "github.com/xuri/excelize"
	rules := []layer{
		{Of: "anxun/inspection/durable", May: nil, Never: append([]string{fyne, excel}, sql...)},
		{Of: "anxun/inspection/sqlite", May: []string{"anxun/inspection", durable}, Never: []string{fyne, excel}},
		{Of: "anxun/inspection/evidence", May: []string{"anxun/inspection", durable}, Never: []string{fyne, excel, "database/sql"}},
		{Of: "anxun/inspection/spreadsheet", May: []string{"anxun/inspection", durable}, Never: []string{fyne, "database/sql"}},
		{Of: "anxun/inspection/exchange", May: []string{"anxun/inspection", durable, "anxun/inspection/passphrase"}, Never: append([]string{fyne, excel}, sql...)},
		{Of: "anxun/inspection/passphrase", May: []string{"anxun/inspection"}, Never: append([]string{fyne, excel}, sql...)},
		{Of: "anxun/inspection/hub", May: []string{"anxun/inspection", "anxun/inspection/hub"}, Never: append([]string{fyne, excel}, sql...)},
		{Of: "anxun/inspection/inspectiontest", May: []string{"anxun/inspection"}, Never: []string{fyne, excel, "database/sql"}},
		{Of: "anxun/export", May: []string{"anxun/inspection", durable, "anxun/export"}, Never: append([]string{fyne}, sql...)},
		{Of: "anxun/assets", May: nil, Never: []string{fyne, excel, "database/sql"}},
		{Of: "anxun/ui/i18n", May: []string{"anxun/assets"}, Never: []string{fyne}},
		{Of: "anxun/ui/task", May: nil, Never: []string{fyne}},
		{Of: "anxun/ui/guard", May: nil, Never: []string{fyne}},
		{Of: "anxun/ui/nav", May: nil, Never: []string{fyne}},
		{Of: "anxun/ui/wording", May: []string{"anxun/inspection", "anxun/ui/i18n"}, Never: []string{fyne}},
		{Of: "anxun/ui/album", May: []string{"anxun/inspection", "anxun/ui/task"}, Never: []string{fyne}},
		{Of: "anxun/ui/theme", May: []string{"anxun/assets"}},
		{Of: "anxun/ui/page", May: []string{"anxun/ui/nav"}},
		{Of: "anxun/ui/caret", May: nil},
		{Of: "anxun/ui/uikit", May: []string{"anxun/assets", "anxun/ui/caret", "anxun/ui/theme", "anxun/ui/i18n", "anxun/ui/task", "anxun/ui/nav", "anxun/ui/page", "anxun/ui/guard", "anxun/ui/pinyin", "anxun/ui/uikit"}},
	}
	shared := []string{"anxun/inspection", "anxun/assets", "anxun/ui/nav", "anxun/ui/page", "anxun/ui/task", "anxun/ui/theme", "anxun/ui/uikit", "anxun/ui/i18n", "anxun/ui/pinyin", "anxun/ui/find", "anxun/ui/table", "anxun/ui/preference", "anxun/ui/filters", "anxun/ui/assign", "anxun/ui/sample", "anxun/ui/wording", "anxun/ui/album"}
	for _, feature := range features {
		name := "anxun/ui/" + feature
		rules = append(rules, layer{Of: name, May: append(slices.Clone(shared), name), Never: append([]string{excel}, sql...)})
	}
	return rules
}

func under(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// allowed reports whether a package of ours may be imported: "anxun/inspection" means
// that very package, as its sub-packages are adapters of it.
func allowed(path string, may []string) bool {
	return slices.ContainsFunc(may, func(root string) bool {
		return path == root || root != "anxun/inspection" && under(path, root)
	})
}

func TestImportDirection(t *testing.T) {
	for _, p := range listPackages(t, "./...") {
		for _, rule := range layers() {
			if !under(p.ImportPath, rule.Of) {
				continue
			}
			for _, path := range p.Imports {
				if under(path, "anxun") && !allowed(path, rule.May) {
					t.Errorf("%s imports %s", p.ImportPath, path)
				}
				for _, never := range rule.Never {
					if under(path, never) || strings.HasPrefix(path, never+"/") || path == never {
						t.Errorf("%s imports %s", p.ImportPath, path)
					}
				}
			}
		}
		checkExclusive(t, p)
	}
}

// checkExclusive checks the libraries that belong to a few packages only.
func checkExclusive(t *testing.T, p goPackage) {
	t.Helper()
	exclusive := map[string][]string{
		"database/sql":             {"anxun/inspection/sqlite"},
		"modernc.org/sqlite":       {"anxun/inspection/sqlite"},
		"github.com/xuri/excelize": {"anxun/export", "anxun/inspection/spreadsheet"},
		"filippo.io/age":           {"anxun/inspection/passphrase"},
		"github.com/jackc/pgx":     {"anxun/inspection/hub/postgres"},
		"golang.org/x/crypto":      {"anxun/cmd/internal/password"},
		"fyne.io/fyne/v2/app":      {"anxun/cmd/anxun", "anxun/cmd/internal/barewindow"},
		"fyne.io/fyne":             {"anxun/ui", "anxun/cmd/anxun", "anxun/cmd/internal/barewindow"},
	}
	for _, path := range p.Imports {
		for library, owners := range exclusive {
			if !under(path, library) {
				continue
			}
			if !slices.ContainsFunc(owners, func(owner string) bool { return under(p.ImportPath, owner) }) {
				t.Errorf("%s imports %s, which belongs to %v", p.ImportPath, path, owners)
			}
		}
	}
}

func TestInspectionUsesOnlyTheStandardLibrary(t *testing.T) {
	for _, p := range listPackages(t, "./inspection") {
		for _, path := range p.Imports {
			if strings.Contains(strings.Split(path, "/")[0], ".") || under(path, "anxun") {
				t.Errorf("inspection imports %s", path)
			}
		}
	}
}

func TestCommandLineHasNoWindowInIt(t *testing.T) {
	for _, p := range listPackages(t, "./cmd/anxunctl") {
		for _, path := range p.Deps {
			if under(path, fyne) || strings.HasPrefix(path, "github.com/go-gl") {
				t.Errorf("anxunctl depends on %s", path)
			}
		}
	}
}

// TestPresentersKnowNoFyne reads the files themselves, because presenters share a
// package with their views.
func TestPresentersKnowNoFyne(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("../ui", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasPrefix(entry.Name(), "presenter") || !strings.HasSuffix(path, ".go") {
			return err
		}
		seen++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			if imported, err := strconv.Unquote(spec.Path.Value); err != nil || under(imported, fyne) {
				t.Errorf("%s imports %s", path, spec.Path.Value)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Error("no presenter was found: the test looks in the wrong place")
	}
}
