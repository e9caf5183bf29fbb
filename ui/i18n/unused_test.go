package i18n

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// builtKeys are beginnings of keys whose end is not written where the key is asked for: each stands for all keys that begin with
// it. A beginning that the code joins with + or hands to Sprintf need not be here.
var builtKeys = []string{"hazard.request.", "history.capacity.", "history.origin."} // of a table in ui/wording

// Every message is asked for somewhere: its key, or the beginning that the rest of the key is joined to, is a literal in the code.
func TestEveryMessageIsUsed(t *testing.T) {
	whole, beginnings := usedKeys(sources(t, "inspection", "export", "ui", "cmd", "assets"))
	c := mustLoad(t, Chinese)
	needed := map[string]bool{}
	for _, key := range c.Keys() {
		begins := func(beginning string) bool { return strings.HasPrefix(key, beginning) }
		if whole[key] || slices.ContainsFunc(beginnings, begins) {
			continue
		}
		at := slices.IndexFunc(builtKeys, begins)
		if at < 0 {
			t.Errorf("nothing asks for the message %q", key)
			continue
		}
		needed[builtKeys[at]] = true
	}
	for _, beginning := range builtKeys {
		if !needed[beginning] {
			t.Errorf("no message needs the beginning %q any more", beginning)
		}
	}
}

// usedKeys returns the string literals of the code, and those of them that something is joined to and that end like the
// beginning of a key.
func usedKeys(files map[string]*ast.File) (whole map[string]bool, beginnings []string) {
	whole = map[string]bool{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if sum, ok := n.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
				if text, ok := literal(sum.X); ok {
					beginnings = append(beginnings, text)
				}
			}
			if e, ok := n.(ast.Expr); ok {
				if text, ok := literal(e); ok {
					whole[text] = true
					if before, _, found := strings.Cut(text, "%"); found {
						beginnings = append(beginnings, before)
					}
				}
			}
			return true
		})
	}
	// "cli." alone would stand for everything that the command line says.
	beginnings = slices.DeleteFunc(beginnings, func(text string) bool {
		return strings.ContainsAny(text, " /") || strings.Count(text, ".") < 1 || !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "_")
	})
	slices.Sort(beginnings)
	return whole, slices.Compact(beginnings)
}
