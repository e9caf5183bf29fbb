package uikit

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/theme"
)

// asks is what a file dialog asks for.
type asks int

const (
	asksFile asks = iota
	asksFiles
	asksSave
	asksFolder
)

// fileDialog lets a person choose files or a folder by keys alone: a path field that completes what is typed by the list below it, and the
// list, which arrows move in. Fyne's own dialogs answer to the mouse only, and choose one file at a time.
type fileDialog struct {
	picker     *DialogPicker
	asks       asks
	extensions []string
	done       func(paths []string)

	dir    string
	all    []fileRow       // of the folder
	rows   []fileRow       // those that go with what is typed
	chosen map[string]bool // by path, so that the choice survives going to another folder
	reads  *task.Latest
	looks  *task.Latest // at where a file is to be written

	modal  *Modal
	where  *Entry // the folder, and the beginning of a name in it
	typed  string // that beginning
	missed bool   // nothing goes with it
	name   *Entry // of the file to be written; nil where none is
	field  *Field
	empty  *Text
	table  *Table[fileRow]
	take   *Button
}

// ask opens a dialog. name is proposed for a file to be written.
func (p *DialogPicker) ask(what asks, extensions []string, name string, done func(paths []string)) {
	d := &fileDialog{picker: p, asks: what, extensions: extensions, done: done, chosen: map[string]bool{}, reads: task.NewLatest(p.start), looks: task.NewLatest(p.start)}
	if what == asksSave {
		d.name = NewEntry()
		d.name.SetText(name)
		if extension := filepath.Ext(name); extension != "" {
			d.extensions = []string{extension}
		}
	}
	d.open()
	d.begin()
}

func (d *fileDialog) t(key string, args ...any) string { return d.picker.catalog.T(key, args...) }

func (d *fileDialog) open() {
	d.where, d.empty = NewEntry(), NewText("", StyleMuted)
	d.where.OnChanged = d.completing
	d.where.OnKey = d.pathKey
	d.buildTable()
	parts := []fyne.CanvasObject{d.folders(), HFill(theme.Space8, 0, d.where, NewKeyHint("F4")), d.table}
	var focus fyne.Focusable = d.table
	if d.name != nil {
		d.name.OnSubmitted = func(string) { d.finish() }
		d.field = NewField(d.t("files.name"), d.name)
		d.name.OnChanged = func(string) { d.field.SetError(""); d.count() }
		parts, focus = append(parts, d.field), d.name
	}
	d.take = NewButton("", Primary, d.finish).Hint("Ctrl+Enter")
	actions := []*Button{NewButton(d.t("common.cancel"), Secondary, func() { d.modal.Close() })}
	switch d.asks {
	case asksFiles:
		actions = append(actions, NewButton(d.t("files.all"), Secondary, d.chooseAll))
	case asksSave, asksFolder:
		actions = append(actions, NewButton(d.t("files.new_folder"), Secondary, d.askNewFolder).Hint("F7"))
	}
	d.modal = ShowSheet(d.picker.window.Canvas(), Sheet{Title: d.title(), Body: VFill(theme.Space8, 2, parts...), Width: 860, Height: 480, OnKey: d.key,
		Focus: focus, OnClose: func() { d.reads.Drop(); d.looks.Drop() }, Actions: append(actions, d.take)})
	if d.name != nil {
		d.name.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	d.count()
}

func (d *fileDialog) title() string {
	return d.t([...]string{asksFile: "files.title.open", asksFiles: "files.title", asksSave: "files.title.save", asksFolder: "files.title.folder"}[d.asks])
}

func (d *fileDialog) buildTable() {
	d.table = NewTable([]Column[fileRow]{
		{Title: d.t("files.name"), Flex: 1, Width: 200, Cell: d.nameCell},
		{Title: d.t("files.modified"), Width: 150, Text: func(r fileRow) string { return r.modified.Format("2006-01-02 15:04") }},
		{Title: d.t("files.size"), Width: 90, Text: func(r fileRow) string {
			if r.folder {
				return ""
			}
			return Bytes(r.size)
		}},
	})
	d.table.SetRowHeight(44)
	d.table.SetEmpty(d.empty)
	d.table.OnTapped = func(_ int, row fileRow) { d.press(row, false) }
	d.table.OnActivated = func(_ int, row fileRow) { d.press(row, true) }
	d.table.OnSelected = func(int, fileRow) { d.count() }
}

// folders are the ways to other folders: up, those used last, the usual ones and what is plugged in.
func (d *fileDialog) folders() fyne.CanvasObject {
	row := Flow(theme.Space8, NewButton(d.t("files.up"), Secondary, func() { d.enter(filepath.Dir(d.dir)) }).Icon(theme.IconArrowLeft).Hint("Backspace"))
	known := map[string]bool{}
	add := func(text, dir string) {
		if !known[dir] {
			known[dir] = true
			row.Add(NewButton(text, Secondary, func() { d.enter(dir) }))
		}
	}
	for _, place := range usualFolders() {
		add(d.t(place.key), place.dir)
	}
	for _, drive := range drives() {
		add(driveName(drive), drive)
	}
	for _, dir := range d.picker.recent() {
		add(d.t("files.recent", "name", driveName(dir)), dir)
	}
	return row
}

func (d *fileDialog) nameCell(row fileRow) Cell {
	switch {
	case row.folder:
		return Cell{Text: row.name, Icon: theme.IconFolder}
	case d.chosen[filepath.Join(d.dir, row.name)]:
		return Cell{Text: row.name, Icon: theme.IconCheck, Tone: TonePrimary}
	}
	return Cell{Text: row.name, Icon: theme.IconFile}
}

func (d *fileDialog) key(k nav.Key) bool {
	switch {
	case k == nav.KeySpace && d.table.Selected() >= 0 && d.asks == asksFiles:
		d.press(d.table.Row(d.table.Selected()), true)
	case k == nav.KeyF4:
		d.focus(d.where)
	case k == "Backspace":
		d.enter(filepath.Dir(d.dir))
	case k == nav.KeyF7 && (d.asks == asksSave || d.asks == asksFolder):
		d.askNewFolder()
	default:
		return d.table.HandleKey(k)
	}
	return true
}

// press opens a folder, or does with a file what is asked for: chooses it or gives its choice up, takes its name. A single file is taken by
// key; a tap selects it, so that a slip of the finger takes nothing.
func (d *fileDialog) press(row fileRow, byKey bool) {
	path := filepath.Join(d.dir, row.name)
	switch {
	case row.folder:
		d.enter(path)
	case d.asks == asksSave:
		d.name.SetText(row.name)
		d.focus(d.name)
	case d.asks == asksFile && byKey:
		d.hand(path)
	case d.asks == asksFiles:
		if d.chosen[path] {
			delete(d.chosen, path)
		} else {
			d.chosen[path] = true
		}
		d.show()
	}
}

func (d *fileDialog) focus(on fyne.Focusable) { d.picker.window.Canvas().Focus(on) }

func (d *fileDialog) chooseAll() {
	for _, row := range d.rows {
		if !row.folder {
			d.chosen[filepath.Join(d.dir, row.name)] = true
		}
	}
	d.show()
}

// enter goes to a folder at once: what is typed next is meant there, though what lies in it may come later, or never from a network drive
// that does not answer.
func (d *fileDialog) enter(dir string) {
	d.typed = ""
	d.where.SetTextQuietly(withSeparator(dir))
	d.where.ToEnd()
	d.read(dir)
}

// begin finds the folder to begin in.
func (d *fileDialog) begin() {
	var dir string
	d.reads.Do("files.first", func(context.Context, task.Progress) error {
		dir = d.picker.firstFolder()
		return nil
	}, func(error) { d.enter(dir) })
}

// read reads a folder in the background.
func (d *fileDialog) read(dir string) {
	d.dir, d.all = dir, nil
	d.narrow()
	d.empty.SetText(d.t("common.loading"))
	d.count()
	var rows []fileRow
	d.reads.Do("files", func(context.Context, task.Progress) (err error) {
		rows, err = readFolder(dir, d.extensions, d.asks == asksFolder)
		return err
	}, func(err error) {
		d.empty.SetText(d.t(d.nothing()))
		if err != nil {
			rows = nil
			d.empty.SetText(d.t("files.unreadable"))
		}
		d.all = rows
		d.narrow()
		d.table.Select(min(0, len(d.rows)-1))
		d.count()
	})
}

func (d *fileDialog) nothing() string {
	switch d.asks {
	case asksFiles:
		return "files.none"
	case asksFolder:
		return "files.none.folder"
	default:
		return "files.none.file"
	}
}

func (d *fileDialog) show() {
	d.table.SetRows(d.rows)
	d.count()
}

// count says on the main button what it takes and whether there is anything to be taken.
func (d *fileDialog) count() {
	text, ready := d.t("common.open"), d.selectedFile() != ""
	switch d.asks {
	case asksFiles:
		text, ready = d.t("files.take", "n", len(d.chosen)), len(d.chosen) > 0
	case asksSave:
		text, ready = d.t("common.save"), d.name.Text != "" && d.dir != ""
	case asksFolder:
		text, ready = d.t("files.take_folder"), d.dir != ""
	}
	d.take.SetText(text)
	d.take.SetEnabled(ready)
	if d.modal != nil {
		d.modal.Refresh()
	}
}

// selectedFile is the path of the file that is selected, "" for none.
func (d *fileDialog) selectedFile() string {
	if i := d.table.Selected(); i >= 0 && i < len(d.rows) && !d.rows[i].folder {
		return filepath.Join(d.dir, d.rows[i].name)
	}
	return ""
}
