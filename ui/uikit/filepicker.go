package uikit

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

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

// FolderMemory remembers where the person was; the settings keep it.
type FolderMemory interface {
	LastFolder() string
	SetLastFolder(dir string)
	RecentFolders() []string // the last one first
}

// DialogPicker is the FilePicker of production.
type DialogPicker struct {
	window  fyne.Window
	memory  FolderMemory
	catalog *i18n.Catalog
	start   task.Start
}

// NewDialogPicker returns a picker for w. memory may be nil. start reads folders in the background.
func NewDialogPicker(w fyne.Window, memory FolderMemory, catalog *i18n.Catalog, start task.Start) *DialogPicker {
	return &DialogPicker{window: w, memory: memory, catalog: catalog, start: start}
}

// OpenFile implements FilePicker.
func (p *DialogPicker) OpenFile(extensions []string, done func(path string)) {
	p.ask(asksFile, extensions, "", func(paths []string) { done(paths[0]) })
}

// OpenFiles implements FilePicker.
func (p *DialogPicker) OpenFiles(extensions []string, done func(paths []string)) {
	p.ask(asksFiles, extensions, "", done)
}

// SaveFile implements FilePicker. Before a file is replaced the person is asked.
func (p *DialogPicker) SaveFile(name string, done func(path string)) {
	p.ask(asksSave, nil, name, func(paths []string) { done(paths[0]) })
}

// OpenFolder implements FilePicker.
func (p *DialogPicker) OpenFolder(done func(path string)) {
	p.ask(asksFolder, nil, "", func(paths []string) { done(paths[0]) })
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

// recent lists the folders that the person used last. Whether they are still there is seen when one is entered: looking now would wait
// for a network drive that does not answer.
func (p *DialogPicker) recent() []string {
	if p.memory == nil {
		return nil
	}
	return p.memory.RecentFolders()
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
