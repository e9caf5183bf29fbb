package exchange

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/task"
	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// Shell is what the page needs of the window.
type Shell interface {
	Host
	Window() fyne.Window
	Files() uikit.FilePicker
	OpenPath(path string) error
	// ExportList asks where a list goes and writes it.
	ExportList(name string, headers []string, rows func(ctx context.Context, yield func([]any) error) error)
}

// The tabs; a route names one in its argument.
const (
	TabSend      = "send"
	TabConflicts = "conflicts"
	TabReceipts  = "receipts"
	TabDevices   = "devices"
	TabHub       = "hub"
)

var tabs = []string{TabSend, TabConflicts, TabReceipts, TabDevices, TabHub}

// New returns the page. hub may be nil where no server can be used.
func New(shell Shell, service Service, bundles Bundles, hub Hub) page.Page {
	v := &view{shell: shell, tab: TabSend, bodies: map[string]fyne.CanvasObject{}}
	v.send = newSendView(v, service, bundles)
	v.receive = newReceiveView(v, bundles)
	v.conflicts = newConflictsView(v, service)
	v.receipts = newReceiptsView(v, service)
	v.devices = newDevicesView(v, service)
	v.hub = newHubView(v, hub)
	v.build()
	return v
}

type view struct {
	shell     Shell
	tab       string
	content   fyne.CanvasObject
	chips     *uikit.ChipGroup
	body      *fyne.Container
	bodies    map[string]fyne.CanvasObject
	hint      *uikit.Text
	send      *sendView
	receive   *receiveView
	conflicts *conflictsView
	receipts  *receiptsView
	devices   *devicesView
	hub       *hubView
	work      uikit.WorkDialog
}

// Title implements page.Page.
func (v *view) Title() string { return v.shell.T("shell.nav.exchange") }

// Content implements page.Page.
func (v *view) Content() fyne.CanvasObject { return v.content }

// Enter implements page.Page.
func (v *view) Enter(arg string) {
	for _, tab := range tabs {
		if arg == tab {
			v.show(tab)
			return
		}
	}
	v.show(v.tab)
}

// Refresh implements page.Refresher.
func (v *view) Refresh() { v.load() }

// Close implements page.Closer.
func (v *view) Close() { v.hub.presenter.Close() }

// DropFiles implements page.DropTarget.
func (v *view) DropFiles(_, _ float32, paths []string) {
	var bundles []string
	for _, path := range paths {
		if strings.EqualFold(filepath.Ext(path), Ending) {
			bundles = append(bundles, path)
		}
	}
	if len(bundles) == 0 {
		v.shell.Toast(v.shell.T("exchange.drop.foreign"))
		return
	}
	v.receive.presenter.Receive(bundles...)
}

// State implements page.Keeper.
func (v *view) State() string { return v.tab }

// Restore implements page.Keeper.
func (v *view) Restore(state string) {
	for _, tab := range tabs {
		if state == tab {
			v.tab = tab
		}
	}
}

// HandleKey implements page.KeyHandler.
func (v *view) HandleKey(k nav.Key) bool {
	switch k {
	case nav.KeyF9:
		v.show(TabConflicts)
		return true
	case nav.KeyF2:
		v.show(TabSend)
		v.shell.Window().Canvas().Focus(v.send.path)
		return true
	case nav.KeyF5:
		v.show(TabHub)
		v.hub.focus()
		return true
	case nav.KeyF3:
		v.show(TabSend)
		v.shell.Window().Canvas().Focus(v.receive.path)
		return true
	}
	switch v.tab {
	case TabConflicts:
		return v.conflicts.handleKey(k)
	case TabReceipts:
		return v.receipts.table.HandleKey(k)
	case TabDevices:
		return v.devices.table.HandleKey(k)
	case TabHub:
		return v.hub.handleKey(k)
	case TabSend:
		if k == nav.Ctrl(nav.KeyEnter) {
			v.send.press()
			return true
		}
	}
	return false
}

func (v *view) build() {
	t := v.shell.T
	v.chips = uikit.NewChipGroup(false, func(selected []string) {
		if v.show(selected[0]); v.tab == TabHub {
			v.hub.focus()
		}
	})
	for _, tab := range tabs {
		v.chips.Add(tab, t("exchange.tab."+tab), -1)
	}
	v.bodies[TabSend] = uikit.Columns(14, v.send.object, v.receive.object)
	v.bodies[TabConflicts] = v.conflicts.object
	v.bodies[TabReceipts] = v.receipts.object
	v.bodies[TabDevices] = v.devices.object
	v.bodies[TabHub] = v.hub.object
	v.hint = uikit.NewParagraph("", uikit.StyleMuted, 2)
	v.body = container.NewStack(v.bodies[v.tab])
	head := uikit.HFill(theme.Space12, 1, uikit.NewTitle(v.Title()), container.NewStack(), uikit.NewText("", uikit.StyleBody))
	v.content = uikit.Pad(theme.Space24, theme.Space12, uikit.VFill(14, 3, container.New(&atLeast{theme.ControlHeight}, head), v.chips, v.hint, v.body))
}

// show brings a tab to the front.
func (v *view) show(tab string) {
	v.hub.wanted = false
	v.shell.Window().Canvas().Unfocus() // a field of the tab before must not take the keys of this one
	v.tab = tab
	v.chips.Select(tab)
	v.hint.SetText(v.shell.T("exchange.hint." + tab))
	v.body.Objects[0] = v.bodies[tab]
	v.content.Refresh()
	v.load()
}

// load reads what the tab shows, and how many conflicts there are.
func (v *view) load() {
	v.conflicts.presenter.Load()
	switch v.tab {
	case TabSend:
		v.send.presenter.Load()
	case TabReceipts:
		v.receipts.presenter.Load()
	case TabDevices:
		v.devices.presenter.Load()
	case TabHub:
		v.hub.presenter.Load()
	}
}

// Work implements SendView and ReceiveView.
func (v *view) Work(title string, handle task.Handle) {
	v.work.Follow(v.shell.Window().Canvas(), v.shell.Catalog(), title, handle)
}

func card(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return uikit.NewCard(uikit.VStack(theme.Space12, append([]fyne.CanvasObject{uikit.NewHeading(title)}, parts...)...))
}

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// atLeast keeps the head as high as on pages with buttons in it.
type atLeast struct{ height float32 }

func (a *atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (a *atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	return fyne.NewSize(m.Width, max(m.Height, theme.Scaled(a.height)))
}
