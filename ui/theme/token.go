package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Token names a colour by its use. The value depends on the variant (light, dark or sunlight) that is shown.
type Token int

// The colours of Anxun. A …Tint is the pale surface behind text of the tone; On… is the text on a surface filled with
// the full tone.
const (
	Background  Token = iota // the page
	Card                     // surfaces that lie on the page
	Line                     // hairlines that only divide
	Border                   // the edge of a control; 3:1 against the surface
	Ink                      // text
	Muted                    // secondary text
	Disabled                 // text of what cannot be used now
	Primary                  // actions and selection
	PrimaryTint              // the selected row, the current page in the rail
	OnPrimary                // text on Primary
	Pass                     // 符合, 已销号
	PassTint                 // behind Pass
	OnPass                   // text on Pass
	Fail                     // 不符合, 逾期, 重大
	FailTint                 // behind Fail
	OnFail                   // text on Fail
	Warn                     // 今日到期, 较大
	WarnTint                 // behind Warn
	OnWarn                   // text on Warn
	Neutral                  // 不适用, 一般
	NeutralTint              // behind Neutral
	OnNeutral                // text on Neutral
	Focus                    // the ring around what has the keyboard
	Hover                    // laid over a surface under the pointer (translucent)
	ScrollBar                // the handle of a scroll bar: 3:1 against surface and track, but no darker, or it reads as a divider
	Shade                    // the soft edge where a list goes on out of sight (translucent)
	Scrim                    // laid over the window under a sheet (translucent)
	Toast                    // surface of a short message
	OnToast                  // text on Toast
	tokenCount
)

// shades is a colour in the light, the dark and the sunlight variant, as 0xRRGGBB or, where alpha matters, 0xRRGGBBAA.
type shades struct{ light, dark, sunlight color.NRGBA }

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func rgba(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 24), G: uint8(hex >> 16), B: uint8(hex >> 8), A: uint8(hex)}
}

// palette is tuned so that every text and surface that meet reach WCAG AA (4.5:1), and AAA (7:1) in sunlight;
// theme_test.go proves it. In sunlight all surfaces are white and every division is a dark line: a pale grey is not seen
// outdoors.
var palette = [tokenCount]shades{
	Background:  {rgb(0xF4F6F7), rgb(0x12191C), rgb(0xFFFFFF)},
	Card:        {rgb(0xFFFFFF), rgb(0x1B2428), rgb(0xFFFFFF)},
	Line:        {rgb(0xE1E7EA), rgb(0x2C383E), rgb(0x6B7A82)},
	Border:      {rgb(0x7C8B93), rgb(0x6C7C85), rgb(0x1B2A30)},
	Ink:         {rgb(0x1B2A30), rgb(0xE6EDF0), rgb(0x000000)},
	Muted:       {rgb(0x56666E), rgb(0x9DACB3), rgb(0x263238)},
	Disabled:    {rgb(0x7A898F), rgb(0x7C8B92), rgb(0x5C6A71)},
	Primary:     {rgb(0x12636B), rgb(0x4DB3BC), rgb(0x00444C)},
	PrimaryTint: {rgb(0xE3F0F1), rgb(0x1D3A3E), rgb(0xCFEBEE)},
	OnPrimary:   {rgb(0xFFFFFF), rgb(0x0B2225), rgb(0xFFFFFF)},
	Pass:        {rgb(0x27713F), rgb(0x6CC794), rgb(0x0B4A22)},
	PassTint:    {rgb(0xE4F3EA), rgb(0x1C3527), rgb(0xDDF3E4)},
	OnPass:      {rgb(0xFFFFFF), rgb(0x0B2216), rgb(0xFFFFFF)},
	Fail:        {rgb(0xB9342A), rgb(0xF0857B), rgb(0x8B0F08)},
	FailTint:    {rgb(0xFBE9E7), rgb(0x43221F), rgb(0xFFE3E0)},
	OnFail:      {rgb(0xFFFFFF), rgb(0x2B0D0A), rgb(0xFFFFFF)},
	Warn:        {rgb(0x8A5200), rgb(0xF0B860), rgb(0x5F3700)},
	WarnTint:    {rgb(0xFFF3DF), rgb(0x3E3019), rgb(0xFFEFCF)},
	OnWarn:      {rgb(0xFFFFFF), rgb(0x2A1D05), rgb(0xFFFFFF)},
	Neutral:     {rgb(0x56636A), rgb(0xA3B1B8), rgb(0x2B373D)},
	NeutralTint: {rgb(0xEBEFF1), rgb(0x2A353A), rgb(0xE6EBED)},
	OnNeutral:   {rgb(0xFFFFFF), rgb(0x141C20), rgb(0xFFFFFF)},
	Focus:       {rgb(0x0E7C88), rgb(0x7FD6DE), rgb(0x005A66)},
	Hover:       {rgba(0x12636B12), rgba(0x9FE3EA14), rgba(0x00444C1F)},
	ScrollBar:   {rgb(0x7D8A91), rgb(0x738087), rgb(0x37474F)},
	Shade:       {rgba(0x0C151916), rgba(0x00000040), rgba(0x00000030)},
	Scrim:       {rgba(0x0C151966), rgba(0x00000099), rgba(0x00000099)},
	Toast:       {rgb(0x24353C), rgb(0xDCE5E9), rgb(0x000000)},
	OnToast:     {rgb(0xFFFFFF), rgb(0x16201F), rgb(0xFFFFFF)},
}

// In returns the colour of t in the given Fyne variant.
func (t Token) In(variant fyne.ThemeVariant) color.Color {
	switch variant {
	case variantDark:
		return palette[t].dark
	case variantSunlight:
		return palette[t].sunlight
	default:
		return palette[t].light
	}
}

// Name returns the Fyne colour name of t, for Fyne's own widgets, rich text and themed resources. Only our Theme knows
// such names.
func (t Token) Name() fyne.ThemeColorName { return tokenNames[t] }

var tokenNames, tokensByName = nameTokens()

func nameTokens() ([tokenCount]fyne.ThemeColorName, map[fyne.ThemeColorName]Token) {
	texts := [tokenCount]string{"background", "card", "line", "border", "ink", "muted", "disabled", "primary",
		"primaryTint", "onPrimary", "pass", "passTint", "onPass", "fail", "failTint", "onFail", "warn", "warnTint",
		"onWarn", "neutral", "neutralTint", "onNeutral", "focus", "hover", "scrollBar", "shade", "scrim", "toast", "onToast"}
	var names [tokenCount]fyne.ThemeColorName
	byName := make(map[fyne.ThemeColorName]Token, tokenCount)
	for i, text := range texts {
		names[i] = fyne.ThemeColorName("anxun." + text)
		byName[names[i]] = Token(i)
	}
	return names, byName
}
