package uikit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/i18n"
	"anxun/ui/theme"
)

const dayFormat = "2006-01-02"

// DateField is an entry for a day as 2026-11-20, with a calendar and a step of one day by the buttons or by Up and Down. Digits alone (20261120) and other separators (2026.11.20, 2026/11/20) are understood and put in order when the
// keyboard leaves.
type DateField struct {
	widget.BaseWidget
	// OnChanged gets each new valid day as YYYY-MM-DD, and "" when the field was emptied.
	OnChanged func(day string)

	catalog  *i18n.Catalog
	today    func() time.Time
	entry    *Entry
	min, max string
	last     string
	problem  string
	calendar *overlay
}

// NewDateField returns an empty field. today is the clock of the program.
func NewDateField(c *i18n.Catalog, today func() time.Time, onChanged func(day string)) *DateField {
	f := &DateField{OnChanged: onChanged, catalog: c, today: today, entry: NewEntry()}
	f.entry.SetPlaceHolder(c.T("date.hint"))
	f.entry.OnFocus = func(gained bool) {
		if !gained {
			f.tidy()
		}
	}
	f.entry.OnSubmitted = func(string) { f.tidy() }
	f.entry.OnChanged = func(string) { f.check(false) }
	f.entry.ActionItem = HStack(0, newIconTap(theme.IconMinus, func() { f.Step(-1) }),
		newIconTap(theme.IconPlus, func() { f.Step(1) }), newIconTap(theme.IconCalendar, f.OpenCalendar), Pad(2, 0, VStack(0)))
	f.entry.OnKey = f.key
	f.ExtendBaseWidget(f)
	return f
}

// SetRange limits the days that are taken, each as YYYY-MM-DD or "" for no limit.
func (f *DateField) SetRange(min, max string) { f.min, f.max = min, max; f.check(false) }

// Day returns the day as YYYY-MM-DD, "" while what is written is empty or wrong.
func (f *DateField) Day() string {
	if f.problem != "" {
		return ""
	}
	return f.last
}

// SetDay shows a day (YYYY-MM-DD or "") without calling OnChanged.
func (f *DateField) SetDay(day string) {
	f.last, f.problem = day, ""
	f.entry.SetTextQuietly(day)
	f.Refresh()
}

// Problem returns what is wrong with what is written, "" if nothing is. Put it below the control with Field.SetError.
func (f *DateField) Problem() string { return f.problem }

// Entry returns the entry inside, for focus order and tests.
func (f *DateField) Entry() *Entry { return f.entry }

// Step moves the day by n days, from today where the field is empty.
func (f *DateField) Step(n int) {
	from := f.today()
	if f.last != "" {
		if day, err := time.Parse(dayFormat, f.last); err == nil {
			from = day
		}
		from = from.AddDate(0, 0, n)
	}
	f.take(from.Format(dayFormat))
}

// take does what typing the day does.
func (f *DateField) take(day string) {
	f.entry.SetTextQuietly(day)
	f.check(true)
	f.entry.Refresh()
}

func (f *DateField) key(name fyne.KeyName) bool {
	if name == fyne.KeyDown || name == fyne.KeyUp {
		step := 1
		if name == fyne.KeyDown {
			step = -1
		}
		f.Step(step)
		return true
	}
	return false
}

// check reads the entry; with final an unfinished date is a mistake too.
func (f *DateField) check(final bool) {
	text := f.entry.Text
	day, ok := ParseDay(text)
	problem := ""
	switch {
	case text == "":
		day = ""
	case !ok && (final || len([]rune(text)) >= len(dayFormat)):
		problem = f.catalog.T("date.invalid", "example", f.today().Format(dayFormat))
	case !ok:
		return // still being written
	case f.min != "" && day < f.min:
		problem = f.catalog.T("date.too_early", "day", f.min)
	case f.max != "" && day > f.max:
		problem = f.catalog.T("date.too_late", "day", f.max)
	}
	f.problem = problem
	if problem == "" && day != f.last {
		f.last = day
		if f.OnChanged != nil {
			f.OnChanged(day)
		}
	}
	f.Refresh()
}

// tidy writes the day in the usual form once the keyboard has left.
func (f *DateField) tidy() {
	f.check(true)
	if f.problem == "" {
		f.entry.SetTextQuietly(f.last)
	}
}

// ParseDay reads a day written as 2026-11-20, 2026-1-5, 20261120 or with . / 年月日 between, half or full width. It returns
// YYYY-MM-DD and whether it is a day of the calendar in the years 2000 to 2099.
func ParseDay(text string) (day string, ok bool) {
	var fields []string
	current := ""
	for _, r := range text {
		if r >= '０' && r <= '９' {
			r = r - '０' + '0'
		}
		if r >= '0' && r <= '9' {
			current += string(r)
		} else if current != "" {
			fields = append(fields, current)
			current = ""
		}
	}
	if current != "" {
		fields = append(fields, current)
	}
	if len(fields) == 1 && len(fields[0]) == 8 {
		fields = []string{fields[0][:4], fields[0][4:6], fields[0][6:]}
	}
	if len(fields) != 3 {
		return "", false
	}
	t, err := time.Parse("2006-1-2", fields[0]+"-"+fields[1]+"-"+fields[2])
	if err != nil || t.Year() < 2000 || t.Year() > 2099 {
		return "", false
	}
	return t.Format(dayFormat), true
}

// CreateRenderer shows the entry with its buttons.
func (f *DateField) CreateRenderer() fyne.WidgetRenderer {
	minSize := func() fyne.Size {
		return fyne.NewSize(measure("2026-11-20", theme.TextBody, false).Width+theme.Scaled(3*28+24), f.entry.MinSize().Height)
	}
	layout := func(size fyne.Size) { place(f.entry, 0, 0, size.Width, size.Height) }
	return newPainter(f, func() { f.entry.SetFault(f.problem != "") }, minSize, layout, f.entry)
}
