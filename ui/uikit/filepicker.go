package uikit

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"anxun/ui/i18n"
	"anxun/ui/task"
)

// FilePicker asks a person for files and folders. The callbacks get file system paths and are not called when the
// person gave up. Reading and writing is up to the caller, so that an existing file is replaced only by a complete one.
type FilePicker interface {
	// OpenFile asks for an existing file; extensions such as ".xlsx" limit the choice, none allows all.
	OpenFile(extensions []string, done func(path string))
	// OpenFiles asks for one or more existing files of a folder.
	OpenFiles(extensions []string, done func(paths []string))
	// SaveFile asks where to write, proposing name. The file is not created.
	SaveFile(name string, done func(path string))
	// OpenFolder asks for an existing folder.
	OpenFolder(done func(path string))
}

// FolderMemory remembers where the person was last; the settings keep it.
type FolderMemory interface {
	LastFolder() string
	SetLastFolder(dir string)
}

// DialogPicker is the FilePicker of production, on Fyne's own dialogs at four fifths of the window.
type DialogPicker struct {
	window fyne.Window
	memory FolderMemory
	report func(error)
	words  PickerWords

	catalog *i18n.Catalog // with start, for several files; nil until Several
	start   task.Start
}

// PickerWords are the words on the buttons of the dialogs.
type PickerWords struct{ Open, Save, Cancel string }

// NewDialogPicker returns a picker for w. memory may be nil; report gets errors of the dialogs, such as a folder that
// cannot be read.
func NewDialogPicker(w fyne.Window, memory FolderMemory, words PickerWords, report func(error)) *DialogPicker {
	return &DialogPicker{window: w, memory: memory, words: words, report: report}
}

// OpenFile implements FilePicker.
func (p *DialogPicker) OpenFile(extensions []string, done func(path string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			p.report(err)
			return
		}
		if r == nil {
			return
		}
		path := r.URI().Path()
		if err := r.Close(); err != nil {
			p.report(err)
			return
		}
		p.chosen(path, done)
	}, p.window)
	if len(extensions) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(extensions))
	}
	d.SetConfirmText(p.words.Open)
	p.show(d)
}

// SaveFile asks for the folder with a dialog of folders and joins the name: Fyne's own save dialog would create or
// empty the file before anything is written.
func (p *DialogPicker) SaveFile(name string, done func(path string)) {
	p.folder(p.words.Save, func(dir string) { done(filepath.Join(dir, name)) })
}

// OpenFolder implements FilePicker.
func (p *DialogPicker) OpenFolder(done func(path string)) { p.folder(p.words.Open, done) }

func (p *DialogPicker) folder(confirm string, done func(dir string)) {
	d := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		if err != nil {
			p.report(err)
			return
		}
		if dir == nil {
			return
		}
		if p.memory != nil {
			p.memory.SetLastFolder(dir.Path())
		}
		done(filepath.FromSlash(dir.Path()))
	}, p.window)
	d.SetConfirmText(confirm)
	p.show(d)
}

func (p *DialogPicker) show(d *dialog.FileDialog) {
	d.SetDismissText(p.words.Cancel)
	if p.memory != nil {
		if dir := p.memory.LastFolder(); dir != "" {
			// A folder that is gone, such as an unplugged disk, is no error: the dialog then starts at home.
			if at, err := storage.ListerForURI(storage.NewFileURI(dir)); err == nil {
				d.SetLocation(at)
			}
		}
	}
	size := p.window.Canvas().Size()
	d.Show() // first: Fyne makes the dialog here, and resizing one that is not made is a nil pointer
	d.Resize(fyne.NewSize(size.Width*0.8, size.Height*0.8))
}

func (p *DialogPicker) chosen(path string, done func(string)) {
	path = filepath.FromSlash(path)
	if p.memory != nil {
		p.memory.SetLastFolder(filepath.Dir(path))
	}
	done(path)
}

// FakePicker answers with prepared paths, for tests. An empty answer stands for a person who gave up.
type FakePicker struct {
	File, Save, Folder string
	Files              []string
	Asked              []string // what was asked: the extensions joined, the proposed name, or "folder"
}

// OpenFile implements FilePicker.
func (p *FakePicker) OpenFile(extensions []string, done func(path string)) {
	asked := ""
	for _, e := range extensions {
		asked += e
	}
	p.answer(asked, p.File, done)
}

// OpenFiles implements FilePicker.
func (p *FakePicker) OpenFiles(extensions []string, done func(paths []string)) {
	p.Asked = append(p.Asked, strings.Join(extensions, ""))
	if len(p.Files) > 0 {
		done(p.Files)
	}
}

// SaveFile implements FilePicker.
func (p *FakePicker) SaveFile(name string, done func(path string)) { p.answer(name, p.Save, done) }

// OpenFolder implements FilePicker.
func (p *FakePicker) OpenFolder(done func(path string)) { p.answer("folder", p.Folder, done) }

func (p *FakePicker) answer(asked, path string, done func(string)) {
	p.Asked = append(p.Asked, asked)
	if path != "" {
		done(path)
	}
}
