package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/preference"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

func (s *Shell) buildWindow() {
	s.window = s.app.NewWindow(s.T("shell.app"))
	s.window.SetIcon(theme.AppIcon())
	s.window.SetMaster()
	s.window.SetPadded(false)
	s.window.SetContent(canvas.NewRectangle(theme.Color(theme.Background)))
	s.keys = uikit.NewKeyRouter(s.window.Canvas())
	s.bindKeys()
	s.makeFiles()
	values := s.options.Preferences.Values()
	s.window.Resize(fyne.NewSize(values.Width, values.Height))
	s.window.SetCloseIntercept(s.close)
	s.window.SetOnDropped(s.dropped)
}

// makeFiles makes the dialogs for files in the language shown.
func (s *Shell) makeFiles() {
	s.files = uikit.NewDialogPicker(s.window, folderMemory{s}, s.catalog, s.Run)
}

// showFrame puts rail and page area into the window.
func (s *Shell) showFrame() {
	s.rail = newRail(s)
	s.body = container.NewStack(canvas.NewRectangle(theme.Color(theme.Background)))
	s.host.SetContent(container.New(&frameLayout{s.rail}, minimum(), s.rail.object, s.withBanner(s.body)))
	s.showCounts()
}

// showOpening says what is waited for. On most days it is gone before it can be read.
func (s *Shell) showOpening() {
	busy := widget.NewProgressBarInfinite()
	text := uikit.NewText(s.T("shell.opening"), uikit.StyleMuted).SetAlign(fyne.TextAlignCenter)
	s.showMessage(uikit.VStack(theme.Space12, text, busy), 240)
}

// showMessage fills the window with one object of the given width at scale 1.
func (s *Shell) showMessage(content fyne.CanvasObject, width float32) {
	s.host.SetContent(container.NewStack(canvas.NewRectangle(theme.Color(theme.Background)), minimum(),
		uikit.Middle(width, content)))
}

// frameLayout puts the rail at the left and the page in the rest; the first object only sets the smallest size.
type frameLayout struct{ rail *rail }

func (f frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.rail.setNarrow(uikit.Narrow(size.Width))
	width := f.rail.width()
	objects[1].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(width, size.Height))
	objects[2].Move(fyne.NewPos(width, 0))
	objects[2].Resize(fyne.NewSize(size.Width-width, size.Height))
}

// MinSize does not ask the page: a page that is too small for its content scrolls, and one that asked for more would
// push the window over the edge of a small screen.
func (frameLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func minimum() fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(preference.MinWidth, preference.MinHeight))
	return r
}

// folderMemory keeps the folders of the last file dialogs with the preferences.
type folderMemory struct{ shell *Shell }

func (m folderMemory) LastFolder() string { return m.shell.Preferences().LastFolder }

func (m folderMemory) RecentFolders() []string { return m.shell.Preferences().RecentFolders }

func (m folderMemory) SetLastFolder(folder string) {
	m.shell.remember(func(v *preference.Values) { v.UsedFolder(folder) })
}
