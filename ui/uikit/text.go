package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"anxun/ui/theme"
)

// Style says how a Text looks.
type Style struct {
	Size  float32 // of the type scale in ui/theme
	Bold  bool
	Token theme.Token
}

// The styles of the type scale.
var (
	StyleFigure  = Style{theme.TextFigure, true, theme.Ink}
	StyleTitle   = Style{theme.TextTitle, true, theme.Ink}
	StyleHeading = Style{theme.TextHeading, true, theme.Ink}
	StyleLead    = Style{theme.TextLead, false, theme.Ink}
	StyleBody    = Style{theme.TextBody, false, theme.Ink}
	StyleStrong  = Style{theme.TextBody, true, theme.Ink}
	StyleMuted   = Style{theme.TextBody, false, theme.Muted}
	StyleCaption = Style{theme.TextCaption, false, theme.Muted}
)

// lineGap is the height of a line as a multiple of the text size, tighter than the font's own 1.45.
const lineGap = 1.4

// Text shows words. By default it is one line that ends in an ellipsis where there is no room; NewParagraph wraps.
type Text struct {
	widget.BaseWidget
	text     string
	style    Style
	wrap     bool
	maxLines int
	align    fyne.TextAlign

	struck bool
	lines  []*canvas.Text
	width  float32 // that the lines were broken for
}

// NewText returns one line of text that may be squeezed to nothing and then ends in an ellipsis.
func NewText(text string, style Style) *Text {
	t := &Text{text: text, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// NewParagraph returns text that wraps to the width it is given, at most maxLines lines (0: as many as needed).
func NewParagraph(text string, style Style, maxLines int) *Text {
	t := NewText(text, style)
	t.wrap, t.maxLines = true, maxLines
	return t
}

// NewTitle returns the title of a page.
func NewTitle(text string) *Text { return NewText(text, StyleTitle) }

// NewHeading returns the heading of a card or panel.
func NewHeading(text string) *Text { return NewText(text, StyleHeading) }

// NewBody returns wrapped text of normal size.
func NewBody(text string) *Text { return NewParagraph(text, StyleBody, 0) }

// NewCaption returns one line of small secondary text.
func NewCaption(text string) *Text { return NewText(text, StyleCaption) }

// Strike draws a line through the words: they say what had no effect. The words around have to say so, too.
func (t *Text) Strike() *Text { t.struck = true; return t }

// Text returns the full text, without line breaks or ellipsis.
func (t *Text) Text() string { return t.text }

// SetText changes the words.
func (t *Text) SetText(text string) {
	if t.text == text {
		return
	}
	t.text = text
	t.Refresh()
}

// SetStyle changes size, weight and colour.
func (t *Text) SetStyle(style Style) {
	if t.style == style {
		return
	}
	t.style = style
	t.Refresh()
}

// SetToken changes the colour only.
func (t *Text) SetToken(token theme.Token) {
	style := t.style
	style.Token = token
	t.SetStyle(style)
}

// SetAlign aligns the lines in the width of the text.
func (t *Text) SetAlign(align fyne.TextAlign) *Text {
	t.align = align
	t.Refresh()
	return t
}

// Resize breaks the lines anew where the width changed.
func (t *Text) Resize(size fyne.Size) {
	changed := size.Width != t.width
	t.BaseWidget.Resize(size)
	if changed && t.width != size.Width {
		t.Refresh()
	}
}

// HeightFor returns the height that the text needs at a width. Layouts of this package use it to lay out in one pass.
func (t *Text) HeightFor(width float32) float32 {
	if !t.wrap {
		return t.lineHeight()
	}
	return t.lineHeight() * float32(len(t.broken(width)))
}

// Natural returns the width of the text on one line.
func (t *Text) Natural() float32 { return t.measure(t.text) }

func (t *Text) lineHeight() float32 { return theme.Scaled(t.style.Size) * lineGap }

func (t *Text) measure(s string) float32 { return quickWidth(s, t.style.Size, t.style.Bold) }

func (t *Text) broken(width float32) []string {
	if width <= 0 {
		return []string{t.text}
	}
	if !t.wrap {
		return []string{Ellipsize(t.text, width, t.measure)}
	}
	return Wrap(t.text, width, t.maxLines, t.measure)
}

// CreateRenderer draws one canvas text per line.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{widget: t}
	p.update = func() {}
	p.layout = func(size fyne.Size) {
		t.width = size.Width
		broken := t.broken(size.Width)
		for len(t.lines) < len(broken) {
			t.lines = append(t.lines, canvas.NewText("", transparent))
		}
		t.lines = t.lines[:len(broken)]
		p.objects = p.objects[:0]
		high := t.lineHeight()
		for i, words := range broken {
			l := t.lines[i]
			setLine(l, words, t.style.Size, t.style.Bold, t.style.Token)
			l.Alignment = t.align
			natural := l.MinSize().Height
			place(l, 0, float32(i)*high+(high-natural)/2, size.Width, natural)
			p.objects = append(p.objects, l)
			if t.struck {
				through := canvas.NewLine(theme.Color(t.style.Token))
				middle := float32(i)*high + high/2 + 1
				through.Position1, through.Position2 = fyne.NewPos(0, middle), fyne.NewPos(t.measure(words), middle)
				p.objects = append(p.objects, through)
			}
		}
	}
	p.minSize = func() fyne.Size {
		if !t.wrap {
			return fyne.NewSize(min(t.Natural(), theme.Scaled(t.style.Size)*2), t.lineHeight())
		}
		return fyne.NewSize(theme.Scaled(t.style.Size)*2, t.HeightFor(t.width))
	}
	return p
}
