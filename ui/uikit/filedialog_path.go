package uikit

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/pinyin"
)

func withSeparator(dir string) string {
	if strings.HasSuffix(dir, string(filepath.Separator)) {
		return dir
	}
	return dir + string(filepath.Separator)
}

// splitPath takes what is typed apart into a folder and the beginning of a name in it. What does not begin at a root is meant within the
// folder shown; ~ is the person's home.
func splitPath(text, shown string) (dir, beginning string) {
	text = filepath.FromSlash(strings.TrimSpace(text))
	if home, err := os.UserHomeDir(); err == nil && (text == "~" || strings.HasPrefix(text, "~"+string(filepath.Separator))) {
		text = withSeparator(home) + strings.TrimPrefix(text[1:], string(filepath.Separator))
	}
	if !filepath.IsAbs(text) {
		text = withSeparator(shown) + text
	}
	dir, beginning = filepath.Split(text)
	return filepath.Clean(dir), beginning
}

// completing follows what is typed into the path field: the list shows what it may become. Another folder is read as soon as it is named whole.
func (d *fileDialog) completing(text string) {
	dir, beginning := splitPath(text, d.dir)
	d.typed = beginning
	if dir != d.dir {
		d.read(dir)
		return
	}
	d.narrow()
	d.table.Select(min(0, len(d.rows)-1))
	d.count()
}

// narrow leaves the rows that go with what is typed: those that begin with it first, then what it stands for in pinyin.
func (d *fileDialog) narrow() {
	d.rows = d.all
	if d.typed != "" {
		var begin, others []fileRow
		for _, row := range d.all {
			switch {
			case strings.HasPrefix(strings.ToLower(row.name), strings.ToLower(d.typed)):
				begin = append(begin, row)
			case pinyin.Match(row.name, d.typed):
				others = append(others, row)
			}
		}
		d.rows = slices.Concat(begin, others)
		if len(d.rows) == 0 {
			d.missed = true
			d.empty.SetText(d.noSuch())
		}
	} else if len(d.all) > 0 || d.missed {
		d.missed = false
		d.empty.SetText(d.t(d.nothing()))
	}
	d.table.SetRows(d.rows)
}

// noSuch says that nothing goes with what is typed. A file of another kind may well be there, and is not listed.
func (d *fileDialog) noSuch() string {
	ending := strings.ToLower(filepath.Ext(d.typed))
	known := func(extension string) bool { return strings.HasPrefix(extension, ending) }
	if ending == "" || len(d.extensions) == 0 || slices.ContainsFunc(d.extensions, known) {
		return d.t("files.no_such")
	}
	return d.t("files.other_kind", "kinds", strings.Join(d.extensions, " "))
}

// pathKey moves in the list while a path is typed. Enter takes the row selected: a folder is entered, and typing goes on in it.
func (d *fileDialog) pathKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		return d.table.HandleKey(nav.Key(keyOf(name)))
	case fyne.KeyReturn, fyne.KeyEnter:
		if d.typed == "" {
			d.focus(d.table) // the folder is shown: on into the list
		} else if i := d.table.Selected(); i >= 0 && i < len(d.rows) {
			d.press(d.rows[i], true)
		}
		return true
	}
	return false
}
