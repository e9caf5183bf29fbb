package export

import "github.com/xuri/excelize/v2"

// look is what a cell holds, which decides number format and alignment.
type look int

const (
	lookText    look = iota // wrapped text, left
	lookCode                // short text, centred
	lookDay                 // date
	lookTime                // time of day
	lookClock               // day of the year and time
	lookInteger             // whole number
	lookRate                // share, shown as per cent
	lookDecimal             // number with one decimal
	lookNumber              // number as it is
	lookStamp               // date and time of day

	lookTitle   // title of a sheet
	lookNote    // small grey line under a title
	lookHeader  // column header
	lookSection // heading of a block of the summary
	lookLabel   // caption of a key figure
	lookFigure  // key figure: whole number
	lookFigureRate
	lookFigureDecimal
	lookPlain   // wrapped text without borders
	lookSign    // signature line
	lookCaption // words at the foot of a cell with a picture
)

// tone is the colour that goes with a word; it never stands alone.
type tone int

const (
	toneNone  tone = iota
	toneGood       // closed, pass
	toneWarn       // serious
	toneBad        // major, overdue, fail
	toneQuiet      // not applicable, sample
	toneTotal      // sum rows
)

// The colours: one restrained hue and three signal colours dark enough to read on
// white and on a black-and-white print.
const (
	colourPrimary = "12636B"
	colourTint    = "DCE9EA"
	colourFaint   = "F3F8F8"
	colourBorder  = "B5C4C6"
	colourGrey    = "5F6B6D"
	colourGood    = "1F6B45"
	colourWarn    = "8A5200"
	colourBad     = "A32020"
)

// The fonts exist on every Chinese Windows and are mapped by WPS and LibreOffice.
const (
	fontBody  = "宋体"
	fontTitle = "黑体"
)

const bodySize = 10 // points

// styleKey names one cell style.
type styleKey struct {
	look look
	tone tone
}

// style returns the workbook's id for a look in a tone, making it at first use.
func (b *book) style(look look, tone tone) (int, error) {
	key := styleKey{look, tone}
	if id, made := b.styles[key]; made {
		return id, nil
	}
	style := layout(look)
	paint(style, tone)
	id, err := b.file.NewStyle(style)
	if err != nil {
		return 0, err
	}
	b.styles[key] = id
	return id, nil
}

// layout gives everything but the tone's colours.
func layout(look look) *excelize.Style {
	style := &excelize.Style{
		Font:      &excelize.Font{Family: fontBody, Size: bodySize},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	}
	switch look {
	case lookTitle, lookNote, lookSection, lookPlain, lookSign:
		layoutWithoutGrid(style, look)
		return style
	case lookHeader, lookLabel:
		style.Font = &excelize.Font{Family: fontTitle, Size: bodySize, Color: colourPrimary}
		style.Fill = solid(colourTint)
	case lookFigure, lookFigureRate, lookFigureDecimal:
		style.Font = &excelize.Font{Family: fontBody, Size: 16, Bold: true, Color: colourPrimary}
	case lookText:
		style.Alignment.Horizontal = "left"
	case lookCaption:
		style.Font.Size, style.Font.Color = 8, colourGrey
		style.Alignment.Vertical = "bottom"
	}
	setFormat(style, look)
	style.Border = grid()
	return style
}

func layoutWithoutGrid(style *excelize.Style, look look) {
	switch look {
	case lookTitle:
		style.Font = &excelize.Font{Family: fontTitle, Size: 16}
	case lookNote:
		style.Font = &excelize.Font{Family: fontBody, Size: 9, Color: colourGrey}
	case lookSection:
		style.Font = &excelize.Font{Family: fontTitle, Size: 12, Color: colourPrimary}
		style.Alignment.Horizontal = "left"
	default:
		style.Alignment.Horizontal = "left"
	}
}

// setFormat chooses the number format. Text cells are of the format "text", so that
// a code keeps its zeros and "=…" stays text even after it was edited by hand.
func setFormat(style *excelize.Style, look look) {
	custom := func(format string) { style.CustomNumFmt = &format }
	switch look {
	case lookText, lookCode, lookCaption:
		style.NumFmt = 49
	case lookDay:
		custom("yyyy-mm-dd")
	case lookClock:
		custom("mm-dd hh:mm")
	case lookStamp:
		custom("yyyy-mm-dd hh:mm")
	case lookTime:
		custom("hh:mm")
	case lookInteger, lookFigure:
		style.NumFmt = 1
	case lookRate, lookFigureRate:
		custom("0.0%")
	case lookDecimal, lookFigureDecimal:
		custom("0.0")
	}
}

// paint adds the tone.
func paint(style *excelize.Style, tone tone) {
	switch tone {
	case toneGood:
		style.Font.Color = colourGood
	case toneWarn:
		style.Font.Color, style.Font.Bold = colourWarn, true
		style.Fill = solid("FDF3DF")
	case toneBad:
		style.Font.Color, style.Font.Bold = colourBad, true
		style.Fill = solid("FBE9E7")
	case toneQuiet:
		style.Font.Color = colourGrey
	case toneTotal:
		style.Font.Bold = true
		style.Fill = solid(colourFaint)
	}
}

func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

func grid() []excelize.Border {
	borders := make([]excelize.Border, 0, 4)
	for _, side := range []string{"left", "right", "top", "bottom"} {
		borders = append(borders, excelize.Border{Type: side, Color: colourBorder, Style: 1})
	}
	return borders
}

// gradeTone, statusTone and resultTone go with the words of terms.go.
func gradeTone(grade string) tone {
	switch grade {
	case "较大":
		return toneWarn
	case "重大", suspectedMajor:
		return toneBad
	}
	return toneNone
}

func statusTone(status string) tone {
	if status == "已销号" {
		return toneGood
	}
	return toneNone
}
