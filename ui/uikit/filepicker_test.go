package uikit_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// TestDialogsOpen opens each of Fyne's dialogs as the window does and chooses or gives up.
func TestDialogsOpen(t *testing.T) {
	uitest.NewApp(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "模板.xlsx"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w, _ := uitest.Window(t, uikit.NewTitle(""), fyne.NewSize(1000, 700))
	memory := &lastFolder{dir}
	picker := uikit.NewDialogPicker(w, memory, uikit.PickerWords{Open: "打开", Save: "保存", Cancel: "取消"}, func(err error) { t.Error(err) })
	got := ""
	choose := func(path string) { got = path }
	for _, dialog := range []struct {
		open          func()
		confirm, want string
	}{
		{func() { picker.SaveFile("文书.xlsx", choose) }, "保存", filepath.Join(dir, "文书.xlsx")},
		{func() { picker.OpenFolder(choose) }, "打开", dir},
		{func() { picker.OpenFile([]string{".xlsx"}, choose) }, "取消", ""},
	} {
		got = ""
		dialog.open()
		uitest.Settle(w)
		if w.Canvas().Overlays().Top() == nil {
			t.Fatalf("no dialog with %q", dialog.confirm)
		}
		uitest.TapText(t, w, dialog.confirm)
		uitest.Settle(w)
		if got != dialog.want || w.Canvas().Overlays().Top() != nil {
			t.Errorf("%s gives %q, want %q; still open: %v", dialog.confirm, got, dialog.want, w.Canvas().Overlays().Top() != nil)
		}
	}
}
