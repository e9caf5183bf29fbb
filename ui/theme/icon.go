package theme

import (
	"fmt"
	"path"
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

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
	IconUser        IconName = "user"
	IconLock        IconName = "lock"
)

var icons sync.Map // IconName → fyne.Resource

// Icon returns the icon drawn in the colour of token, following the variant that is shown. An unknown name is a
// mistake in the program and panics.
func Icon(name IconName, token Token) fyne.Resource {
	return fynetheme.NewColoredResource(iconSource(name), token.Name())
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
