package theme

import (
	"bytes"
	"fmt"
	"path"
	"sync"

	"fyne.io/fyne/v2"

	"anxun/assets"
)

// IconName names a file of assets/icons without its ending.
type IconName string

// The icons.
const (
	IconHome        IconName = "home"
	IconInspect     IconName = "inspect"
	IconHazard      IconName = "hazard"
	IconPlace       IconName = "place"
	IconChecklist   IconName = "checklist"
	IconReport      IconName = "report"
	IconSettings    IconName = "settings"
	IconSearch      IconName = "search"
	IconPlus        IconName = "plus"
	IconMinus       IconName = "minus"
	IconCheck       IconName = "check"
	IconClose       IconName = "close"
	IconWarning     IconName = "warning"
	IconClock       IconName = "clock"
	IconCalendar    IconName = "calendar"
	IconFolder      IconName = "folder"
	IconFile        IconName = "file"
	IconPhoto       IconName = "photo"
	IconArrowRight  IconName = "arrow-right"
	IconArrowLeft   IconName = "arrow-left"
	IconChevron     IconName = "chevron"
	IconChevronLeft IconName = "chevron-left"
	IconChevronDown IconName = "chevron-down"
	IconFilter      IconName = "filter"
	IconDownload    IconName = "download"
	IconUpload      IconName = "upload"
	IconUndo        IconName = "undo"
	IconRedo        IconName = "redo"
	IconUser        IconName = "user"
	IconLock        IconName = "lock"
	IconExchange    IconName = "exchange"
)

// themedIcon recolours the strokes of an icon; Fyne's own themed resources recolour fills only. Its name changes with the
// colour, because Fyne keeps drawn pictures by name.
type themedIcon struct {
	source fyne.Resource
	token  Token
}

func (i themedIcon) hex() string {
	r, g, b, _ := Color(i.token).RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// Name is different for each colour.
func (i themedIcon) Name() string { return i.hex()[1:] + "-" + i.source.Name() }

// Content is the drawing in the colour that token has now.
func (i themedIcon) Content() []byte {
	return bytes.ReplaceAll(i.source.Content(), []byte("#000000"), []byte(i.hex()))
}

var icons sync.Map // IconName → fyne.Resource

// Icon returns the icon drawn in the colour of token, following the variant that is shown. An unknown name is a
// mistake in the program and panics.
func Icon(name IconName, token Token) fyne.Resource {
	return themedIcon{source: iconSource(name), token: token}
}

func iconSource(name IconName) fyne.Resource {
	if res, ok := icons.Load(name); ok {
		return res.(fyne.Resource)
	}
	file := path.Join("icons", string(name)+".svg")
	data, err := assets.Icons.ReadFile(file)
	if err != nil {
		panic(fmt.Sprintf("theme: no icon %q", name))
	}
	res := fyne.NewStaticResource(string(name)+".svg", data)
	icons.Store(name, res)
	return res
}

// AppIcon returns the icon of the program for windows and task bars.
func AppIcon() fyne.Resource {
	data, err := assets.Icons.ReadFile("icons/app.png")
	if err != nil {
		panic("theme: the app icon is not embedded")
	}
	return fyne.NewStaticResource("app.png", data)
}
