package password

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"anxun/inspection/inspectiontest"
)

// The work of the program, which tests make less of, is what RFC 9106, section 4, recommends where a first choice of 2 GB is too
// much: 3 passes over 64 MB in 4 lanes, a salt of 128 bits and a tag of 256.
func TestTheWorkIsWhatTheRFCRecommends(t *testing.T) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "work.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			value, err := types.Eval(set, nil, token.NoPos, types.ExprString(spec.Values[0]))
			if err != nil {
				t.Fatal(err)
			}
			got[spec.Names[0].Name] = value.Value.String()
		}
		return true
	})
	for name, want := range map[string]string{"passes": fmt.Sprint(maxPasses), "memory": fmt.Sprint(maxMemory), "threads": fmt.Sprint(maxThreads)} {
		if got[name] != want {
			t.Errorf("%s is %s, want %s", name, got[name], want)
		}
	}
	if maxPasses != 3 || maxMemory != 1<<16 || maxThreads != 4 || saltSize*8 != 128 || digestSize*8 != 256 {
		t.Errorf("%d passes, %d KB, %d lanes, a salt of %d bytes, a digest of %d", maxPasses, maxMemory, maxThreads, saltSize, digestSize)
	}
}

// BenchmarkCheck measures unlocking. It does the work of the program only without the tag test:
// go test -tags migrated_fynedo,nodynamic -run '^$' -bench Check ./cmd/internal/password
func BenchmarkCheck(b *testing.B) {
	dir := b.TempDir()
	if err := Set(dir, "晚晴 2026 安巡"); err != nil {
		b.Fatal(err)
	}
	check := func() {
		if err := Check(dir, "晚晴 2026 安巡"); err != nil {
			b.Fatal(err)
		}
	}
	peak := inspectiontest.Peak(check)
	b.ReportAllocs()
	for b.Loop() {
		check()
	}
	b.ReportMetric(float64(peak>>20), "peak-MB")
}
