package uikit

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/theme"
)

// fileRow is one line of the dialog for several files.
type fileRow struct {
	name     string
	folder   bool
	size     int64
	modified time.Time
}

// severalDialog lets a person choose several files of one folder, which Fyne's dialogs do not. Folders come first, then
// files, the newest first: what is looked for was mostly made a moment ago.
type severalDialog struct {
	picker     *DialogPicker
	extensions []string
	done       func(paths []string)

	dir    string
	rows   []fileRow
	chosen map[string]bool // by path, so that the choice survives going to another folder
	reads  *task.Latest

	modal *Modal
	where *Text
	empty *Text
	table *Table[fileRow]
	take  *Button
}

// Several lets the picker ask for several files at once. start reads folders in the background.
func (p *DialogPicker) Several(catalog *i18n.Catalog, start task.Start) *DialogPicker {
	p.catalog, p.start = catalog, start
	return p
}

// OpenFiles implements FilePicker.
func (p *DialogPicker) OpenFiles(extensions []string, done func(paths []string)) {
	if p.start == nil {
		p.OpenFile(extensions, func(path string) { done([]string{path}) })
		return
	}
	d := &severalDialog{picker: p, extensions: extensions, done: done, chosen: map[string]bool{}, reads: task.NewLatest(p.start)}
	d.open()
	d.read(p.firstFolder)
}

// firstFolder is where the person was last, else the pictures, else home.
func (p *DialogPicker) firstFolder() string {
	var candidates []string
	if p.memory != nil {
		candidates = append(candidates, p.memory.LastFolder())
	}
	for _, place := range usualFolders() {
		candidates = append(candidates, place.dir)
	}
	for _, dir := range candidates {
		if info, err := os.Stat(dir); err == nil && info.IsDir() && dir != "" {
			return dir
		}
	}
	return string(filepath.Separator)
}

// usualFolder is a place where files of people are.
type usualFolder struct{ key, dir string }

// usualFolders lists those that there are. Desktops of Linux name them in the person's
// language and say so in user-dirs.dirs; elsewhere they have their English names.
func usualFolders() []usualFolder {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	named := userDirs(home)
	folders := []usualFolder{}
	for _, place := range []struct{ key, name, variable string }{
		{"files.pictures", "Pictures", "XDG_PICTURES_DIR"},
		{"files.downloads", "Downloads", "XDG_DOWNLOAD_DIR"},
		{"files.desktop", "Desktop", "XDG_DESKTOP_DIR"},
	} {
		dir := cmp.Or(named[place.variable], filepath.Join(home, place.name))
		if info, err := os.Stat(dir); err == nil && info.IsDir() && dir != home {
			folders = append(folders, usualFolder{place.key, dir})
		}
	}
	return append(folders, usualFolder{"files.home", home})
}

// userDirs reads where the desktop keeps its folders (xdg-user-dirs); nothing where
// there is no such file.
func userDirs(home string) map[string]string {
	config := cmp.Or(os.Getenv("XDG_CONFIG_HOME"), filepath.Join(home, ".config"))
	text, err := os.ReadFile(filepath.Join(config, "user-dirs.dirs"))
	if err != nil {
		return nil // most systems have none, and the English names do
	}
	dirs := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if name, value, found := strings.Cut(strings.TrimSpace(line), "="); found {
			dirs[name] = strings.Replace(strings.Trim(value, `"`), "$HOME", home, 1)
		}
	}
	return dirs
}

func (d *severalDialog) open() {
	t := d.picker.catalog.T
	d.where, d.empty = NewText("", StyleMuted), NewText("", StyleMuted)
	d.table = NewTable([]Column[fileRow]{
		{Title: t("files.name"), Flex: 1, Width: 200, Cell: d.nameCell},
		{Title: t("files.modified"), Width: 150, Text: func(r fileRow) string { return r.modified.Format("2006-01-02 15:04") }},
		{Title: t("files.size"), Width: 90, Text: func(r fileRow) string {
			if r.folder {
				return ""
			}
			return Bytes(r.size)
		}},
	})
	d.table.SetRowHeight(44)
	d.table.SetEmpty(d.empty)
	d.table.OnTapped = func(_ int, row fileRow) { d.press(row) }
	d.table.OnActivated = func(_ int, row fileRow) { d.press(row) }
	up := NewButton(t("files.up"), Secondary, func() { d.enter(filepath.Dir(d.dir)) }).Icon(theme.IconArrowLeft).Hint("Backspace")
	row := Flow(theme.Space8, up)
	for _, place := range usualFolders() {
		row.Add(NewButton(t(place.key), Secondary, func() { d.enter(place.dir) }))
	}
	for _, drive := range drives() {
		row.Add(NewButton(driveName(drive), Secondary, func() { d.enter(drive) }))
	}
	all := NewButton(t("files.all"), Secondary, d.chooseAll)
	d.take = NewButton("", Primary, d.finish).Hint("Ctrl+Enter")
	body := VFill(theme.Space8, 2, row, d.where, d.table)
	d.modal = ShowSheet(d.picker.window.Canvas(), Sheet{Title: t("files.title"), Body: body, Width: 860, Height: 470, OnKey: d.key, Focus: d.table,
		OnClose: d.reads.Drop,
		Actions: []*Button{NewButton(d.picker.words.Cancel, Secondary, func() { d.modal.Close() }), all, d.take}})
	d.count()
}

// driveName is what people call a drive: its letter on Windows, elsewhere the name of what is plugged in.
func driveName(dir string) string {
	if name := filepath.Base(dir); name != string(filepath.Separator) {
		return name
	}
	return strings.TrimRight(dir, `\`)
}

func (d *severalDialog) nameCell(row fileRow) Cell {
	switch {
	case row.folder:
		return Cell{Text: "▸ " + row.name}
	case d.chosen[filepath.Join(d.dir, row.name)]:
		return Cell{Text: "✓ " + row.name, Tone: TonePrimary}
	}
	return Cell{Text: "　" + row.name}
}

func (d *severalDialog) key(k nav.Key) bool {
	switch {
	case k == nav.KeySpace && d.table.Selected() >= 0:
		d.press(d.table.Row(d.table.Selected()))
	case k == "Backspace":
		d.enter(filepath.Dir(d.dir))
	default:
		return d.table.HandleKey(k)
	}
	return true
}

// press opens a folder, chooses a file or gives its choice up.
func (d *severalDialog) press(row fileRow) {
	path := filepath.Join(d.dir, row.name)
	if row.folder {
		d.enter(path)
		return
	}
	if d.chosen[path] {
		delete(d.chosen, path)
	} else {
		d.chosen[path] = true
	}
	d.show()
}

func (d *severalDialog) chooseAll() {
	for _, row := range d.rows {
		if !row.folder {
			d.chosen[filepath.Join(d.dir, row.name)] = true
		}
	}
	d.show()
}

func (d *severalDialog) enter(dir string) { d.read(func() string { return dir }) }

// read reads a folder in the background: it may lie on a network drive that does not answer.
func (d *severalDialog) read(which func() string) {
	var dir string
	var rows []fileRow
	d.empty.SetText(d.picker.catalog.T("common.loading"))
	d.reads.Do("files", func(context.Context, task.Progress) (err error) {
		dir = which()
		rows, err = readFolder(dir, d.extensions)
		return err
	}, func(err error) {
		d.where.SetText(dir)
		d.empty.SetText(d.picker.catalog.T("files.none"))
		if err != nil {
			rows = nil
			d.empty.SetText(d.picker.catalog.T("files.unreadable"))
		}
		d.dir, d.rows = dir, rows
		d.table.SetRows(rows)
		d.table.Select(0)
		d.show()
	})
}

func readFolder(dir string, extensions []string) ([]fileRow, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var rows []fileRow
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		info, err := os.Stat(filepath.Join(dir, entry.Name())) // follows links
		if err != nil {
			continue // it went away, or leads nowhere
		}
		wanted := len(extensions) == 0 || slices.Contains(extensions, strings.ToLower(filepath.Ext(entry.Name())))
		if info.IsDir() || info.Mode().IsRegular() && wanted {
			rows = append(rows, fileRow{name: entry.Name(), folder: info.IsDir(), size: info.Size(), modified: info.ModTime()})
		}
	}
	slices.SortFunc(rows, func(a, b fileRow) int {
		if a.folder != b.folder {
			if a.folder {
				return -1
			}
			return 1
		}
		if a.folder {
			return cmp.Compare(a.name, b.name)
		}
		return cmp.Or(b.modified.Compare(a.modified), cmp.Compare(a.name, b.name))
	})
	return rows, nil
}

func (d *severalDialog) show() {
	d.table.SetRows(d.rows)
	d.count()
}

func (d *severalDialog) count() {
	d.take.SetText(d.picker.catalog.T("files.take", "n", len(d.chosen)))
	d.take.SetEnabled(len(d.chosen) > 0)
	d.modal.Refresh()
}

// finish hands the files over in the order of their names, which is the order in which cameras count.
func (d *severalDialog) finish() {
	paths := make([]string, 0, len(d.chosen))
	for path := range d.chosen {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	if d.picker.memory != nil {
		d.picker.memory.SetLastFolder(d.dir)
	}
	d.modal.Close()
	d.done(paths)
}
