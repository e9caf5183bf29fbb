package sqlite

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// TestLibcVersion holds modernc.org/libc at the version that modernc.org/sqlite
// was generated with: the two are one compilation, and another version can break
// it at run time.
func TestLibcVersion(t *testing.T) {
	output, err := exec.Command("go", "list", "-m", "-json", "modernc.org/sqlite").Output()
	if err != nil {
		t.Fatal(err)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(output, &module); err != nil {
		t.Fatal(err)
	}
	libc := regexp.MustCompile(`(?m)^\s*modernc\.org/libc (v\S+)`)
	version := func(path string) string {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := libc.FindSubmatch(content)
		if found == nil {
			t.Fatalf("%s does not name modernc.org/libc", path)
		}
		return string(found[1])
	}
	ours, theirs := version(filepath.Join("..", "..", "go.mod")), version(filepath.Join(module.Dir, "go.mod"))
	if ours != theirs {
		t.Errorf("go.mod has modernc.org/libc %s; modernc.org/sqlite was made with %s", ours, theirs)
	}
}
