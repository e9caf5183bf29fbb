package uikit

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"anxun/ui/task"
	"anxun/ui/theme"
)

// finish takes what is chosen.
func (d *fileDialog) finish() {
	switch d.asks {
	case asksFile:
		if path := d.selectedFile(); path != "" {
			d.hand(path)
		}
	case asksFiles:
		// In the order of their names, which is the order in which cameras count.
		paths := make([]string, 0, len(d.chosen))
		for path := range d.chosen {
			paths = append(paths, path)
		}
		slices.Sort(paths)
		d.hand(paths...)
	case asksSave:
		d.save()
	case asksFolder:
		d.remember(d.dir)
		d.modal.Close()
		d.done([]string{d.dir})
	}
}

func (d *fileDialog) remember(dir string) {
	if d.picker.memory != nil {
		d.picker.memory.SetLastFolder(dir)
	}
}

// hand closes the dialog and hands the files over.
func (d *fileDialog) hand(paths ...string) {
	d.remember(d.dir)
	d.modal.Close()
	d.done(paths)
}

// unusable are the characters that no file name on Windows may have; files travel.
const unusable = `<>:"|?*`

// target makes the path of the file to be written out of the name field: a whole path is taken as it is, the extension proposed is added
// where there is none.
func (d *fileDialog) target() (path, problem string) {
	name := strings.TrimSpace(d.name.Text)
	dir, base := splitPath(name, d.dir)
	switch {
	case base == "":
		return "", d.t("files.name_missing")
	case strings.ContainsAny(base, unusable):
		return "", d.t("files.name_unusable", "characters", unusable)
	case filepath.Ext(base) == "" && len(d.extensions) == 1:
		base += d.extensions[0]
	}
	return filepath.Join(dir, base), ""
}

// save asks before a file is replaced.
func (d *fileDialog) save() {
	if d.dir == "" {
		return // where to begin is not known yet
	}
	path, problem := d.target()
	d.field.SetError(problem)
	d.modal.Refresh()
	if problem != "" {
		d.focus(d.name)
		return
	}
	var there, folder, missing bool
	d.looks.Do("files.target", func(context.Context, task.Progress) error {
		info, err := os.Stat(path)
		there, folder = err == nil, err == nil && info.IsDir()
		_, err = os.Stat(filepath.Dir(path))
		missing = errors.Is(err, fs.ErrNotExist)
		return nil
	}, func(error) {
		switch {
		case folder:
			d.enter(path)
		case missing:
			d.field.SetError(d.t("files.folder_missing", "folder", filepath.Dir(path)))
			d.modal.Refresh()
		case there:
			d.askReplace(path)
		default:
			d.write(path)
		}
	})
}

// write remembers where and hands the path over.
func (d *fileDialog) write(path string) {
	d.dir = filepath.Dir(path)
	d.hand(path)
}

// askReplace has the keyboard on the button that keeps the file: Enter pressed once too often replaces nothing.
func (d *fileDialog) askReplace(path string) {
	var sheet *Modal
	keep := NewButton(d.t("files.keep"), Secondary, func() { sheet.Close(); d.focus(d.name) })
	replace := NewButton(d.t("files.replace"), Danger, func() { sheet.Close(); d.write(path) })
	sheet = ShowSheet(d.picker.window.Canvas(), Sheet{Title: d.t("files.replace_title"), Body: NewBody(d.t("files.replace_text", "name", filepath.Base(path))),
		Actions: []*Button{keep, replace}, Focus: keep})
}

// askNewFolder makes a folder in the one shown and enters it.
func (d *fileDialog) askNewFolder() {
	name := NewEntry()
	field := NewField(d.t("files.name"), name)
	var sheet *Modal
	create := func() {
		text := strings.TrimSpace(name.Text)
		if text == "" || strings.ContainsAny(text, unusable+`/\`) {
			field.SetError(d.t("files.name_unusable", "characters", unusable+`/\`))
			sheet.Refresh()
			return
		}
		path := filepath.Join(d.dir, text)
		d.looks.Do("files.folder", func(context.Context, task.Progress) error { return os.MkdirAll(path, 0o755) }, func(err error) {
			if err != nil {
				field.SetError(d.t("files.folder_refused"))
				sheet.Refresh()
				return
			}
			sheet.Close()
			d.focus(d.table)
			d.enter(path)
		})
	}
	name.OnSubmitted = func(string) { create() }
	sheet = ShowSheet(d.picker.window.Canvas(), Sheet{Title: d.t("files.new_folder"), Body: VStack(theme.Space8, field), Focus: name,
		Actions: []*Button{NewButton(d.t("common.cancel"), Secondary, func() { sheet.Close(); d.focus(d.table) }), NewButton(d.t("files.create"), Primary, create)}})
}
