package uikit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"anxun/ui/theme"
)

// NavItem is one entry of a navigation list: the rail (icon, words, count) or the sections of a checklist (no icon).
type NavItem struct {
	pressable
	text     string
	icon     theme.IconName
	note     string // count or progress at the right
	noteTone Tone
	selected bool
	stacked  bool // words below the icon, for a narrow rail
}

// NewNavItem returns an entry; icon may be empty.
func NewNavItem(icon theme.IconName, text string, onTapped func()) *NavItem {
	n := &NavItem{text: text, icon: icon}
	n.init(n, onTapped)
	return n
}

// SetCount shows a count in the fail colour, nothing for 0.
func (n *NavItem) SetCount(count int) {
	if count <= 0 {
		n.SetNote("", ToneFail)
		return
	}
	n.SetNote(itoa(count), ToneFail)
}

// SetNote shows short words at the right, such as 3/6.
func (n *NavItem) SetNote(note string, tone Tone) {
	if n.note != note || n.noteTone != tone {
		n.note, n.noteTone = note, tone
		n.Refresh()
	}
}

// SetSelected marks the entry as the current one.
func (n *NavItem) SetSelected(on bool) {
	if n.selected != on {
		n.selected = on
		n.Refresh()
	}
}

// SetStacked puts the words, smaller, below the icon, for a rail that must be narrow.
func (n *NavItem) SetStacked(on bool) {
	if n.stacked != on {
		n.stacked = on
		n.Refresh()
	}
}

// StackedWidth is how wide the entry is with the words below the icon.
func (n *NavItem) StackedWidth() float32 {
	return measure(n.text, theme.TextCaption, true).Width + 2*theme.Space4
}

// Selected reports whether the entry is the current one.
func (n *NavItem) Selected() bool { return n.selected }

// Text returns the words.
func (n *NavItem) Text() string { return n.text }

// CreateRenderer draws the entry.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	back, around := box(theme.Radius), box(theme.Radius+3)
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	words, note := line(n.text, theme.TextLead, false, theme.Ink), line("", theme.TextCaption, true, theme.Fail)
	second := line("", theme.TextLead, false, theme.Ink)
	note.Alignment = fyne.TextAlignTrailing
	ink := func() theme.Token {
		if n.selected {
			return theme.Primary
		}
		return theme.Ink
	}
	update := func() {
		back.FillColor = transparent
		if n.selected {
			back.FillColor = theme.Color(theme.PrimaryTint)
		} else if n.hovered {
			back.FillColor = theme.Color(theme.Hover)
		}
		size := theme.TextLead
		if n.stacked {
			size = theme.TextCaption
		}
		setLine(words, n.text, size, n.selected, ink())
		setLine(second, second.Text, size, n.selected, ink())
		setLine(note, n.note, theme.TextCaption, true, n.noteTone.Text())
		icon.Hidden = n.icon == ""
		if n.icon != "" {
			icon.Resource = theme.Icon(n.icon, ink())
		}
		ring(around, n.focused)
	}
	minSize := func() fyne.Size {
		if n.stacked {
			return fyne.NewSize(48, theme.Scaled(theme.NavHeight))
		}
		return fyne.NewSize(96, theme.Scaled(theme.NavHeight))
	}
	layout := func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		placeRing(around, size)
		x, side := float32(12), theme.Scaled(theme.IconSize)
		if n.stacked {
			n.placeStacked(size, side, icon, words, second, note)
			return
		}
		if n.icon != "" {
			place(icon, x, (size.Height-side)/2, side, side)
			x += side + 10
		}
		right := note.MinSize()
		place(note, size.Width-12-right.Width, (size.Height-right.Height)/2-lift(note), right.Width, right.Height)
		room := size.Width - x - 12
		if n.note != "" {
			room -= right.Width + 6
		}
		n.placeWords(size, x, room, words, second)
	}
	return newPainter(n, update, minSize, layout, back, icon, words, second, note, around)
}

// placeStacked puts the words below the icon and the count, if there is one, at the corner of the icon.
func (n *NavItem) placeStacked(size fyne.Size, side float32, icon *canvas.Image, words, second, note *canvas.Text) {
	words.Text, second.Text = Ellipsize(n.text, size.Width, func(s string) float32 { return measure(s, theme.TextCaption, n.selected).Width }), ""
	if n.noteTone != ToneFail {
		note.Text = "" // a key; it stands in the guide
	}
	text, count := words.MinSize(), note.MinSize()
	top := (size.Height - side - text.Height) / 2
	place(icon, (size.Width-side)/2, top+1, side, side)
	place(words, (size.Width-text.Width)/2, top+side-lift(words), text.Width, text.Height)
	place(note, min((size.Width+side)/2+2, size.Width-count.Width), top-theme.Space4, count.Width, count.Height)
}

// placeWords writes the words in one line, or in two where one is too short: both fit into the height of an entry.
func (n *NavItem) placeWords(size fyne.Size, x, room float32, first, second *canvas.Text) {
	first.TextSize, second.TextSize = theme.Scaled(theme.TextLead), theme.Scaled(theme.TextLead)
	if wide := measure(n.text, theme.TextLead, n.selected).Width; wide > room && !strings.ContainsFunc(n.text, breaks) {
		// One word is not broken; it is written a little smaller.
		first.Text, second.Text = n.text, ""
		first.TextSize *= max(room/wide, 0.8)
		h := first.MinSize().Height
		place(first, x, (size.Height-h)/2-lift(first), room, h)
		return
	}
	lines := Wrap(n.text, room, 2, func(s string) float32 { return quickWidth(s, theme.TextLead, n.selected) })
	first.Text, second.Text = lines[0], ""
	h := first.MinSize().Height
	if len(lines) == 1 {
		place(first, x, (size.Height-h)/2-lift(first), room, h)
		return
	}
	second.Text = lines[1]
	step := theme.Scaled(theme.TextLead) * 1.27
	place(first, x, (size.Height-h-step)/2-lift(first), room, h)
	place(second, x, (size.Height-h+step)/2-lift(second), room, h)
}

// breaks reports whether a line may end at r: at a space or at any Chinese character.
func breaks(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Han, r) }
