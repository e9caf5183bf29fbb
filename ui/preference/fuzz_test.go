package preference

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// FuzzOpen reads any text as the preferences: whatever it is, the window can be shown.
func FuzzOpen(f *testing.F) {
	f.Add(`{"language":"en","theme":"dark","text_scale":1.25,"width":1e30,"height":-1,"backups_kept":-5}`)
	f.Add(`{"filters":[{"page":"hazards","name":"逾期","state":"{"}]}`)
	f.Add("\xff\xfe{")
	f.Fuzz(func(t *testing.T, text string) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, FileName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		file, _ := Open(folder) // the error is for those who look for it
		v := file.Values()
		if !slices.Contains(Themes(), v.Theme) || !slices.Contains(TextScales(), v.TextScale) || v.BackupsKept < 1 ||
			!(v.Width >= MinWidth && v.Width <= maxSide && v.Height >= MinHeight && v.Height <= maxSide) {
			t.Errorf("%q gives %+v", text, v)
		}
		if err := file.Change(func(v *Values) { v.Language = "zh-Hans" }); err != nil {
			t.Errorf("it cannot be stored again: %v", err)
		}
	})
}
