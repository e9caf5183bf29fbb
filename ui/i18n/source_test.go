package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

var braces = regexp.MustCompile(`\{[a-z_]+\}`)

// placeholders returns the names in braces, each once, sorted.
func placeholders(message string) []string {
	names := braces.FindAllString(message, -1)
	slices.Sort(names)
	return slices.Compact(names)
}

// sources parses all Go files below the given folders of the repository, tests left out.
func sources(t *testing.T, dirs ...string) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	set := token.NewFileSet()
	for _, dir := range dirs {
		root := filepath.Join("..", "..", dir)
		if _, err := os.Stat(root); os.IsNotExist(err) {
			continue
		}
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
			files[path] = file
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// Every message that the window asks for by a literal key exists, with the values its placeholders need.
func TestKeysInUseExist(t *testing.T) {
	c := mustLoad(t, Chinese)
	for path, file := range sources(t, "ui", "cmd") {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			selector, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || selector.Sel.Name != "T" {
				return true
			}
			if key, ok := literal(call.Args[0]); ok {
				checkCall(t, c, path, key, call)
			}
			return true
		})
	}
}

func checkCall(t *testing.T, c *Catalog, path, key string, call *ast.CallExpr) {
	t.Helper()
	if !c.Has(key) {
		t.Errorf("%s: no message %q", path, key)
		return
	}
	if call.Ellipsis.IsValid() {
		return
	}
	given := map[string]bool{}
	for i := 1; i < len(call.Args); i += 2 {
		if name, ok := literal(call.Args[i]); ok {
			given["{"+name+"}"] = true
		}
	}
	for _, name := range placeholders(c.messages[key]) {
		if !given[name] {
			t.Errorf("%s: %q is asked for without %s", path, key, name)
		}
	}
}

var errorKey = regexp.MustCompile(`^(error|remark)\.[a-z_.]+[a-z]$`)

// Every error that the rest of the program can return has a sentence. Such keys are literals in a package without a
// window, so any literal that looks like one counts.
func TestErrorKeysExist(t *testing.T) {
	c := mustLoad(t, Chinese)
	for path, file := range sources(t, "inspection", "export", "ui", "cmd", "assets") {
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				if key, ok := literal(e); ok && errorKey.MatchString(key) && !c.Has(key) {
					t.Errorf("%s: no message %q", path, key)
				}
			}
			return true
		})
	}
}

// Words belong to the catalog: no string in the code of the window holds Chinese.
func TestNoChineseInCode(t *testing.T) {
	for path, file := range sources(t, "ui") {
		ast.Inspect(file, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			if text, ok := literal(e); ok && strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: the string %q belongs to the translations", path, text)
			}
			return true
		})
	}
}
