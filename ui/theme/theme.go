// Package theme is the look of Anxun: colours by use, sizes, the embedded Chinese font and the icons, as a fyne.Theme
// and as values for our own widgets.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

const (
	variantDark  = fynetheme.VariantDark
	variantLight = fynetheme.VariantLight
	// variantSunlight is ours alone; Fyne knows two variants and counts them from 0.
	variantSunlight fyne.ThemeVariant = 0x10
)

// Mode chooses the variant. Its values are stored in the settings.
type Mode string

// The modes. System follows the operating system; Sunlight has the strongest contrast, for use outdoors.
const (
	System   Mode = "system"
	Light    Mode = "light"
	Dark     Mode = "dark"
	Sunlight Mode = "sunlight"
)

// The text scales that the settings offer.
const (
	ScaleNormal  float32 = 1
	ScaleLarge   float32 = 1.25
	ScaleLarger  float32 = 1.5
	ScaleLargest float32 = 2 // needs a large window, see preference.RoomFor
)

// Theme is the look with one mode and one text scale. It never changes; to change the look give the app a new one with
// app.Settings().SetTheme.
type Theme struct {
	mode  Mode
	scale float32
	base  fyne.Theme
}

var _ fyne.Theme = (*Theme)(nil)

// New returns the look. An unknown mode is System; a scale outside 1 to 2 is brought to the nearer end.
func New(mode Mode, scale float32) *Theme {
	if mode != Light && mode != Dark && mode != Sunlight {
		mode = System
	}
	return &Theme{mode: mode, scale: min(max(scale, ScaleNormal), ScaleLargest), base: fynetheme.DefaultTheme()}
}

// Mode returns the mode given to New.
func (t *Theme) Mode() Mode { return t.mode }

// Scale returns the factor of all text sizes and of the heights that depend on them.
func (t *Theme) Scale() float32 { return t.scale }

func (t *Theme) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.mode {
	case Light:
		return variantLight
	case Dark:
		return variantDark
	case Sunlight:
		return variantSunlight
	default:
		return system
	}
}

// Color returns the colour of one of Fyne's names or of a Token's Name.
func (t *Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	variant := t.variant(system)
	if token, ours := tokensByName[name]; ours {
		return token.In(variant)
	}
	if token, mapped := fyneColors[name]; mapped {
		return token.In(variant)
	}
	if variant == variantSunlight {
		variant = variantLight
	}
	return t.base.Color(name, variant)
}

// fyneColors gives the parts that Fyne draws (entries, menus, dialogs, scroll bars) the same palette.
var fyneColors = map[fyne.ThemeColorName]Token{
	fynetheme.ColorNameBackground:          Background,
	fynetheme.ColorNameButton:              NeutralTint,
	fynetheme.ColorNameDisabledButton:      NeutralTint,
	fynetheme.ColorNameDisabled:            Disabled,
	fynetheme.ColorNameError:               Fail,
	fynetheme.ColorNameFocus:               PrimaryTint,
	fynetheme.ColorNameForeground:          Ink,
	fynetheme.ColorNameForegroundOnError:   OnFail,
	fynetheme.ColorNameForegroundOnPrimary: OnPrimary,
	fynetheme.ColorNameForegroundOnSuccess: OnPass,
	fynetheme.ColorNameForegroundOnWarning: OnWarn,
	fynetheme.ColorNameHeaderBackground:    Card,
	fynetheme.ColorNameHover:               Hover,
	fynetheme.ColorNameHyperlink:           Primary,
	fynetheme.ColorNameInputBackground:     Card,
	fynetheme.ColorNameInputBorder:         Border,
	fynetheme.ColorNameMenuBackground:      Card,
	fynetheme.ColorNameOverlayBackground:   Card,
	fynetheme.ColorNamePlaceHolder:         Muted,
	fynetheme.ColorNamePressed:             Hover,
	fynetheme.ColorNamePrimary:             Primary,
	fynetheme.ColorNameScrollBar:           ScrollBar,
	fynetheme.ColorNameScrollBarBackground: NeutralTint,
	fynetheme.ColorNameSelection:           PrimaryTint,
	fynetheme.ColorNameSeparator:           Line,
	fynetheme.ColorNameShadow:              Shade,
	fynetheme.ColorNameSuccess:             Pass,
	fynetheme.ColorNameWarning:             Warn,
}

// Font returns the embedded font: bold for bold styles, regular for all others, monospace and italic included, because
// those faces of Fyne have no Chinese and would mix two fonts in one line.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return t.base.Font(style)
	case style.Bold:
		return boldFont
	default:
		return regularFont
	}
}

// Icon returns Fyne's icon of that name; our own widgets use Icon of this package.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.base.Icon(name) }

// Size returns the sizes of Fyne's own widgets.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case fynetheme.SizeNameText:
		return TextBody * t.scale
	case fynetheme.SizeNameCaptionText:
		return TextCaption * t.scale
	case fynetheme.SizeNameSubHeadingText:
		return TextHeading * t.scale
	case fynetheme.SizeNameHeadingText:
		return TextTitle * t.scale
	case fynetheme.SizeNameInlineIcon:
		return IconSize * t.scale
	case fynetheme.SizeNamePadding:
		return Space4
	case fynetheme.SizeNameInnerPadding:
		return innerPadding * t.scale
	case fynetheme.SizeNameInputRadius, fynetheme.SizeNameButtonRadius, fynetheme.SizeNameMenuRadius,
		fynetheme.SizeNamePopupRadius:
		return Radius
	case fynetheme.SizeNameDialogRadius, fynetheme.SizeNameCardRadius:
		return RadiusLarge
	case fynetheme.SizeNameSelectionRadius:
		return RadiusSmall
	case fynetheme.SizeNameScrollBar:
		return scrollBarHovered
	case fynetheme.SizeNameScrollBarSmall:
		return scrollBarResting
	case fynetheme.SizeNameScrollBarRadius:
		return scrollBarHovered / 2
	default:
		return t.base.Size(name)
	}
}

// current returns our theme if the app wears it, else a light one of normal size, so that a widget never fails.
func current() (*Theme, fyne.ThemeVariant) {
	if app := fyne.CurrentApp(); app != nil {
		settings := app.Settings()
		if t, ours := settings.Theme().(*Theme); ours {
			return t, t.variant(settings.ThemeVariant())
		}
		return fallback, settings.ThemeVariant()
	}
	return fallback, variantLight
}

var fallback = New(System, ScaleNormal)

// Color returns the colour of token in what the app shows now.
func Color(token Token) color.Color {
	_, variant := current()
	return token.In(variant)
}

// Scaled returns size times the text scale of the app: for text sizes and for heights that hold text.
func Scaled(size float32) float32 {
	t, _ := current()
	return size * t.scale
}

// IsDark reports whether the dark variant is shown.
func IsDark() bool {
	_, variant := current()
	return variant == variantDark
}
