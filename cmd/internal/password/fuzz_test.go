package password

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"anxun/inspection"
)

// FuzzCheck reads any text as the file of the start password: it opens nothing and is told in a sentence.
func FuzzCheck(f *testing.F) {
	good := stored{Version: version, Algorithm: algorithm, Passes: passes, Memory: memory, Threads: threads, Salt: []byte("0123456789abcdef")}
	good.Digest = good.digest("晚晴 2026 安巡")
	text, err := json.Marshal(good)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add(text[:len(text)/2])
	f.Add([]byte(`{"version":1,"algorithm":"argon2id","passes":4294967295,"memory_kb":8,"threads":1,"salt":"MDEyMzQ1Njc=","digest":""}`))
	f.Add([]byte(`{"version":1,"algorithm":"argon2id","passes":1,"memory_kb":4294967295,"threads":255,"salt":null,"digest":[]}`))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(filepath.Join(dir, FileName), content, 0o600); err != nil {
			t.Fatal(err)
		}
		err := Check(dir, "another password")
		if code := inspection.CodeOf(err); err == nil || code != inspection.CodeInvalid && code != inspection.CodeDamaged {
			t.Errorf("%q opens it, or no sentence: %v", content, err)
		}
		if !IsSet(dir) {
			t.Error("it counts as none")
		}
	})
}
