package preference

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

func TestDefaults(t *testing.T) {
	f, err := Open(filepath.Join(t.TempDir(), "missing"))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Values(); got.Theme != "light" || got.TextScale != 1 || got.Width != defaultWidth || got.Height != defaultHeight {
		t.Errorf("defaults = %+v", got)
	}
}

func TestChangeIsRead(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new")
	f, _ := Open(folder)
	if err := f.Change(func(v *Values) { v.Theme, v.TextScale, v.Page = "dark", 1.25, "places" }); err != nil {
		t.Fatal(err)
	}
	again, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(again.Values(), f.Values()) {
		t.Errorf("read %+v, wrote %+v", again.Values(), f.Values())
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 {
		t.Errorf("folder holds %v (%v), want only the file", files, err)
	}
}

func TestDamagedFileIsPutAside(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, FileName)
	if err := os.WriteFile(path, []byte("{half"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(folder)
	if err == nil {
		t.Error("a damaged file gave no error")
	}
	if f.Values().Theme != "light" {
		t.Errorf("values = %+v", f.Values())
	}
	if kept, err := os.ReadFile(path + ".bak"); err != nil || string(kept) != "{half" {
		t.Errorf("backup = %q, %v", kept, err)
	}
}

func TestImpossibleValues(t *testing.T) {
	folder := t.TempDir()
	text := `{"theme":"pink","text_scale":9,"width":10,"height":99999}`
	if err := os.WriteFile(filepath.Join(folder, FileName), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Values(); !reflect.DeepEqual(got, (Values{}).usable()) {
		t.Errorf("values = %+v", got)
	}
}

func TestUnwritableFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f, _ := Open(file)
	if err := f.Change(func(v *Values) { v.Page = "home" }); err == nil {
		t.Error("writing below a file gave no error")
	}
}
