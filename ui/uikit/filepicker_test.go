package uikit_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/task"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// dialogs is a window with a picker in a folder of its own: 台账/, 照片/IMG.jpg, 模板.xlsx, 说明.txt.
type dialogs struct {
	t      *testing.T
	window fyne.Window
	picker *uikit.DialogPicker
	memory *lastFolder
	dir    string
	got    string
}

func newDialogs(t *testing.T) *dialogs {
	t.Helper()
	uitest.NewApp(t)
	d := &dialogs{t: t, dir: t.TempDir()}
	for _, name := range []string{"台账", "照片"} {
		if err := os.Mkdir(filepath.Join(d.dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"模板.xlsx", "说明.txt", "照片/IMG.jpg"} {
		if err := os.WriteFile(filepath.Join(d.dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d.window, _ = uitest.Window(t, uikit.NewTitle(""), fyne.NewSize(1366, 768))
	d.memory = &lastFolder{d.dir}
	d.picker = uikit.NewDialogPicker(d.window, d.memory, uitest.Catalog(t), task.Inline{}.Go)
	return d
}

func (d *dialogs) choose(path string) { d.got = path }

func (d *dialogs) press(keys ...fyne.KeyName) {
	for _, key := range keys {
		uitest.Press(d.window, key)
	}
	uitest.Settle(d.window)
}

// path goes to the path field and writes into it.
func (d *dialogs) path(text string) {
	d.press(fyne.KeyF4)
	entry, ok := d.window.Canvas().Focused().(*uikit.Entry)
	if !ok {
		d.t.Fatalf("%T has the keyboard", d.window.Canvas().Focused())
	}
	entry.SetText(text)
	uitest.Settle(d.window)
}

func (d *dialogs) want(path string, open bool) {
	d.t.Helper()
	if d.got != path || (d.window.Canvas().Overlays().Top() != nil) != open {
		d.t.Errorf("got %q, want %q; still open: %v", d.got, path, d.window.Canvas().Overlays().Top() != nil)
	}
}

func TestOpenFileByKeys(t *testing.T) {
	d := newDialogs(t)
	d.picker.OpenFile([]string{".xlsx"}, d.choose)
	uitest.Settle(d.window)
	uitest.HasText(t, d.window, "台账", "照片", "模板.xlsx")
	if uitest.FindText(d.window, "说明.txt") != nil {
		t.Error("shows a file that is not asked for")
	}
	d.press(fyne.KeyEnd, fyne.KeyReturn)
	d.want(filepath.Join(d.dir, "模板.xlsx"), false)
	d.got = ""
	d.picker.OpenFile([]string{".xlsx"}, d.choose)
	d.press(fyne.KeyEscape)
	d.want("", false)
}

func TestPathIsCompleted(t *testing.T) {
	d := newDialogs(t)
	d.picker.OpenFile([]string{".jpg", ".xlsx"}, d.choose)
	d.path(filepath.Join(d.dir, "zhaop")) // 照片, by pinyin
	uitest.HasText(t, d.window, "照片")
	if uitest.FindText(d.window, "台账") != nil {
		t.Error("what does not go with what is typed is shown")
	}
	uitest.Render(t, d.window, "file-path")
	d.press(fyne.KeyReturn) // into it
	uitest.HasText(t, d.window, filepath.Join(d.dir, "照片")+string(filepath.Separator), "IMG.jpg")
	d.path(filepath.Join(d.dir, "照片", "nothing"))
	uitest.HasText(t, d.window, "没有这样的文件或文件夹")
	d.path(filepath.Join(d.dir, "照片", "nothing.xl")) // may become one that is taken
	uitest.HasText(t, d.window, "没有这样的文件或文件夹")
	d.path(filepath.Join(d.dir, "照片", "notes.docx"))
	uitest.HasText(t, d.window, "这里只能选 .jpg .xlsx 文件")
	d.path(filepath.Join(d.dir, "照片", "img"))
	d.press(fyne.KeyReturn)
	d.want(filepath.Join(d.dir, "照片", "IMG.jpg"), false)
	if d.memory.dir != filepath.Join(d.dir, "照片") {
		t.Errorf("remembers %s", d.memory.dir)
	}
}

func TestFolderByKeys(t *testing.T) {
	d := newDialogs(t)
	d.picker.OpenFolder(d.choose)
	uitest.Settle(d.window)
	if uitest.FindText(d.window, "模板.xlsx") != nil {
		t.Error("shows files where a folder is asked for")
	}
	d.press(fyne.KeyHome, fyne.KeyReturn) // into the first
	uitest.TapText(t, d.window, "选用这个文件夹")
	d.want(filepath.Join(d.dir, "台账"), false)
	d.picker.OpenFolder(d.choose)
	d.press(fyne.KeyF7)
	uitest.Type(d.window, "留底")
	d.press(fyne.KeyReturn)
	uitest.TapText(t, d.window, "选用这个文件夹")
	d.want(filepath.Join(d.dir, "台账", "留底"), false)
}

func TestSaveAsksBeforeItReplaces(t *testing.T) {
	d := newDialogs(t)
	d.picker.SaveFile("文书.xlsx", d.choose)
	uitest.Settle(d.window)
	uitest.Render(t, d.window, "file-save")
	d.press(fyne.KeyReturn)
	d.want(filepath.Join(d.dir, "文书.xlsx"), false)

	d.got = ""
	d.picker.SaveFile("模板.xlsx", d.choose)
	d.press(fyne.KeyReturn)
	uitest.HasText(t, d.window, "替换已有文件？")
	d.press(fyne.KeyReturn) // once too often: kept
	d.want("", true)
	d.press(fyne.KeyReturn)
	uitest.TapText(t, d.window, "替换")
	d.want(filepath.Join(d.dir, "模板.xlsx"), false)
}

func TestNamesOfFilesToBeWritten(t *testing.T) {
	for name, want := range map[string]string{"台账清单": "台账清单.xlsx", "a.csv": "a.csv", "照片/清单.xlsx": "照片/清单.xlsx", "a?b": "", " ": "", "没有/清单.xlsx": "", "照片": "照片.xlsx"} {
		d := newDialogs(t)
		d.picker.SaveFile("x.xlsx", d.choose)
		d.window.Canvas().Focused().(*uikit.Entry).SetText(name)
		d.press(fyne.KeyReturn)
		if want != "" {
			want = filepath.Join(d.dir, want)
		}
		d.want(want, want == "")
	}
}
