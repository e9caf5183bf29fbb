package inspecting

import (
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"anxun/ui/theme"
	"anxun/ui/uikit"
)

// sectionList is the list at the left, or, where that would leave too little room for the items, a field above them that
// names the section and opens the list.
type sectionList struct {
	field   *uikit.SelectField
	narrow  *fyne.Container // the field with the distances around it
	content *container.Scroll
	column  *fyne.Container
	onTap   func(index int)
	shown   []Section // what the entries were made for
	entries []*uikit.NavItem
}

func newSectionList(onTap func(int)) *sectionList {
	l := &sectionList{onTap: onTap, column: uikit.VStack(theme.Space2)}
	l.content = container.NewVScroll(uikit.Pad(theme.Space8, theme.Space12, l.column))
	l.field = uikit.NewSelectField("", nil, func(o uikit.Option) {
		if index, err := strconv.Atoi(o.ID); err == nil {
			onTap(index)
		}
	})
	l.narrow = uikit.Pad(theme.Space12, theme.Space8, l.field)
	return l
}

func (l *sectionList) render(state State) {
	same := func(a, b Section) bool { return a.List == b.List && a.Title == b.Title && a.Leftover == b.Leftover }
	if !slices.EqualFunc(l.shown, state.Sections, same) {
		l.rebuild(state.Sections)
	}
	l.shown = state.Sections
	for i, section := range state.Sections {
		l.entries[i].SetNote(sectionNote(section))
		l.entries[i].SetSelected(i == state.Section)
	}
	l.reveal(state.Section)
	l.renderField(state)
}

// renderField names the section with how far it is; the picker names the checklist of each too.
func (l *sectionList) renderField(state State) {
	options := make([]uikit.Option, len(state.Sections))
	list := ""
	for i, section := range state.Sections {
		if section.List != "" {
			list = section.List
		}
		note, _ := sectionNote(section)
		options[i] = uikit.Option{ID: strconv.Itoa(i), Text: section.Title + "  " + note, Sub: list}
		if section.Leftover {
			options[i].Sub = ""
		}
	}
	l.field.SetOptions(options)
	l.field.SetSelectedID(strconv.Itoa(state.Section))
}

func (l *sectionList) rebuild(sections []Section) {
	l.column.RemoveAll()
	l.entries = nil
	for i, section := range sections {
		if section.List != "" {
			l.column.Add(uikit.Pad(theme.Space12, theme.Space4, uikit.NewParagraph(section.List, uikit.StyleCaption, 2)))
		}
		entry := uikit.NewNavItem("", section.Title, func() { l.onTap(i) })
		l.entries = append(l.entries, entry)
		l.column.Add(entry)
	}
	l.content.ScrollToTop()
	l.content.Refresh()
}

// sectionNote says how far a section is; × is how 不符合 is ticked on paper.
func sectionNote(section Section) (string, uikit.Tone) {
	if section.Leftover {
		return fmt.Sprint(section.Total), uikit.ToneFail
	}
	note := fmt.Sprintf("%d/%d", section.Answered, section.Total)
	switch {
	case section.Fails > 0:
		return fmt.Sprintf("×%d  %s", section.Fails, note), uikit.ToneFail
	case section.Answered == section.Total:
		return note, uikit.TonePass
	}
	return note, uikit.ToneNeutral
}

// reveal scrolls the selected entry into view.
func (l *sectionList) reveal(index int) {
	if index < 0 || index >= len(l.entries) {
		return
	}
	entry := l.entries[index]
	top, bottom := entry.Position().Y, entry.Position().Y+entry.Size().Height+2*theme.Space12
	switch view := l.content.Size().Height; {
	case view <= 0:
		return
	case top < l.content.Offset.Y:
		l.content.Offset.Y = max(top-theme.Space24, 0)
	case bottom > l.content.Offset.Y+view:
		l.content.Offset.Y = bottom - view
	default:
		return
	}
	l.content.Refresh()
}
