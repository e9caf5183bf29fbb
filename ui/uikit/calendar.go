package uikit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/theme"
)

// OpenCalendar shows the month below the field; arrows, Page Up and Down move, Enter chooses, Escape closes.
func (f *DateField) OpenCalendar() {
	c := canvasFor(f)
	if c == nil {
		return
	}
	day := f.today()
	if f.last != "" {
		if t, err := time.Parse(dayFormat, f.last); err == nil {
			day = t
		}
	}
	cal := &monthView{field: f, cursor: day}
	cal.ExtendBaseWidget(cal)
	f.calendar = openOverlay(c, newDropCard(Pad(theme.Space8, theme.Space8, cal)), false, page.KeyFunc(func(k nav.Key) bool {
		if k == nav.KeyEscape {
			f.calendar.close()
		}
		return true
	}))
	f.calendar.outside = f.calendar.close
	f.calendar.arrange = f.calendar.below(f, cal.MinSize().AddWidthHeight(24, 24), false)
	f.calendar.show()
	c.Focus(cal)
}

// monthView shows the days of one month; Monday comes first, as on Chinese office calendars.
type monthView struct {
	widget.BaseWidget
	field   *DateField
	cursor  time.Time // the marked day; its month is shown
	focused bool
}

const monthRows, monthColumns = 6, 7

// first returns the Monday on or before the first of the month.
func (m *monthView) first() time.Time {
	start := time.Date(m.cursor.Year(), m.cursor.Month(), 1, 0, 0, 0, 0, time.UTC)
	return start.AddDate(0, 0, -(int(start.Weekday())+6)%7)
}

func (m *monthView) move(months, days int) {
	if months != 0 {
		// The 31st stays in the month that was asked for, at its last day.
		first := time.Date(m.cursor.Year(), m.cursor.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
		last := first.AddDate(0, 1, -1).Day()
		m.cursor = first.AddDate(0, 0, min(m.cursor.Day(), last)-1)
	}
	m.cursor = m.cursor.AddDate(0, 0, days)
	m.Refresh()
}

func (m *monthView) choose(day time.Time) {
	m.field.calendar.close()
	m.field.take(day.Format(dayFormat))
}

// FocusGained marks that arrows move the day.
func (m *monthView) FocusGained() { m.focused = true; m.Refresh() }

// FocusLost removes the mark.
func (m *monthView) FocusLost() { m.focused = false; m.Refresh() }

// TypedRune does nothing; days are chosen by arrows.
func (m *monthView) TypedRune(rune) {}

// TypedKey moves by day, week or month, and chooses on Enter.
func (m *monthView) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		m.move(0, -1)
	case fyne.KeyRight:
		m.move(0, 1)
	case fyne.KeyUp:
		m.move(0, -7)
	case fyne.KeyDown:
		m.move(0, 7)
	case fyne.KeyPageUp:
		m.move(-1, 0)
	case fyne.KeyPageDown:
		m.move(1, 0)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.choose(m.cursor)
	default:
		passKey(m, ev)
	}
}

func (m *monthView) side() float32 { return theme.Scaled(34) }

func (m *monthView) head() float32 { return theme.Scaled(36) }

// Tapped chooses the day under the pointer.
func (m *monthView) Tapped(ev *fyne.PointEvent) {
	y := ev.Position.Y - m.head() - m.side()
	column, row := int(ev.Position.X/m.side()), int(y/m.side())
	if y < 0 || column < 0 || column >= monthColumns || row >= monthRows {
		return
	}
	m.choose(m.first().AddDate(0, 0, row*monthColumns+column))
}

// CreateRenderer draws month, weekdays and days.
func (m *monthView) CreateRenderer() fyne.WidgetRenderer {
	title := line("", theme.TextBody, true, theme.Ink)
	title.Alignment = fyne.TextAlignCenter
	before, after := newIconTap(theme.IconChevronLeft, func() { m.move(-1, 0) }), newIconTap(theme.IconChevron, func() { m.move(1, 0) })
	mark, today := box(theme.RadiusSmall+2), box(theme.RadiusSmall+2)
	objects := []fyne.CanvasObject{mark, today, title, before, after}
	weekdays, days := make([]*canvas.Text, monthColumns), make([]*canvas.Text, monthRows*monthColumns)
	for i := range weekdays {
		weekdays[i] = line("", theme.TextCaption, false, theme.Muted)
		weekdays[i].Alignment = fyne.TextAlignCenter
		objects = append(objects, weekdays[i])
	}
	for i := range days {
		days[i] = line("", theme.TextBody, false, theme.Ink)
		days[i].Alignment = fyne.TextAlignCenter
		objects = append(objects, days[i])
	}
	update := func() {
		setLine(title, m.field.catalog.Month(m.cursor), theme.TextBody, true, theme.Ink)
		for i, w := range weekdays {
			setLine(w, m.field.catalog.ShortWeekday(time.Weekday((i+1)%7)), theme.TextCaption, false, theme.Muted)
		}
		mark.FillColor = theme.Color(theme.Primary)
		paint(today, transparent, theme.Color(theme.Primary), theme.Hairline)
		m.fill(days)
	}
	minSize := func() fyne.Size {
		return fyne.NewSize(m.side()*monthColumns, m.head()+m.side()*(monthRows+1))
	}
	layout := func(size fyne.Size) { m.layout(size, title, before, after, mark, today, weekdays, days) }
	return newPainter(m, update, minSize, layout, objects...)
}

func (m *monthView) fill(days []*canvas.Text) {
	first := m.first()
	for i, d := range days {
		day := first.AddDate(0, 0, i)
		token := theme.Ink
		switch {
		case day.Format(dayFormat) == m.cursor.Format(dayFormat):
			token = theme.OnPrimary
		case day.Month() != m.cursor.Month():
			token = theme.Muted
		}
		setLine(d, itoa(day.Day()), theme.TextBody, token == theme.OnPrimary, token)
	}
}

func (m *monthView) layout(size fyne.Size, title *canvas.Text, before, after *iconTap, mark, today *canvas.Rectangle, weekdays, days []*canvas.Text) {
	head, side := m.head(), m.side()
	h := title.MinSize().Height
	place(title, 0, (head-h)/2, size.Width, h)
	place(before, 0, (head-side)/2, side, side)
	place(after, side*(monthColumns-1), (head-side)/2, side, side)
	centre := func(t *canvas.Text, column int, y float32) {
		h := t.MinSize().Height
		place(t, float32(column)*side, y+(side-h)/2, side, h)
	}
	for i, w := range weekdays {
		centre(w, i, head)
	}
	now := m.field.today().Format(dayFormat)
	today.Hidden = true
	for i, d := range days {
		x, y := float32(i%monthColumns)*side, head+side*float32(i/monthColumns+1)
		centre(d, i%monthColumns, y)
		day := m.first().AddDate(0, 0, i).Format(dayFormat)
		if day == m.cursor.Format(dayFormat) {
			place(mark, x+2, y+2, side-4, side-4)
		}
		if day == now {
			today.Hidden = false
			place(today, x+2, y+2, side-4, side-4)
		}
	}
}
