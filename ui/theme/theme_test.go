package theme

import (
	"image/color"
	"math"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/encoding/simplifiedchinese"

	"anxun/assets"
)

// luminance and contrast follow WCAG 2.2, 1.4.3.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	channel := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(r) + 0.7152*channel(g) + 0.0722*channel(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	surfaces := []Token{Background, Card}
	type meeting struct{ text, surface Token }
	var text []meeting
	for _, s := range surfaces {
		for _, ink := range []Token{Ink, Muted, Primary, Pass, Fail, Warn, Neutral} {
			text = append(text, meeting{ink, s})
		}
	}
	text = append(text, meeting{Ink, PrimaryTint}, meeting{Muted, PrimaryTint}, meeting{Primary, PrimaryTint}, meeting{Warn, PrimaryTint},
		meeting{Fail, PrimaryTint}, meeting{Pass, PrimaryTint}, meeting{Pass, PassTint}, meeting{Fail, FailTint}, meeting{Warn, WarnTint},
		meeting{Neutral, NeutralTint}, meeting{Ink, NeutralTint}, meeting{OnPrimary, Primary}, meeting{OnPass, Pass}, meeting{OnFail, Fail},
		meeting{OnWarn, Warn}, meeting{OnNeutral, Neutral}, meeting{OnToast, Toast})
	marks := []meeting{{Focus, Card}, {Focus, Background}, {Border, Card}, {Border, Background}, {Primary, Card}, {Disabled, Card}, {Disabled, NeutralTint},
		{ScrollBar, Card}, {ScrollBar, Background}, {ScrollBar, NeutralTint}}
	for name, variant := range map[string]fyne.ThemeVariant{"light": variantLight, "dark": variantDark, "sunlight": variantSunlight} {
		need := 4.5
		if variant == variantSunlight {
			need = 7 // AAA
		}
		for _, m := range text {
			if got := contrast(m.text.In(variant), m.surface.In(variant)); got < need {
				t.Errorf("%s: %s on %s has %.2f:1, text needs %g:1", name, m.text.Name(), m.surface.Name(), got, need)
			}
		}
		for _, m := range marks {
			if got := contrast(m.text.In(variant), m.surface.In(variant)); got < 3 {
				t.Errorf("%s: %s on %s has %.2f:1, a mark needs 3:1", name, m.text.Name(), m.surface.Name(), got)
			}
		}
	}
}

func TestThemeAnswersFyneAndTokens(t *testing.T) {
	for _, test := range []struct {
		mode   Mode
		system fyne.ThemeVariant
		want   fyne.ThemeVariant
	}{{System, variantDark, variantDark}, {System, variantLight, variantLight}, {Light, variantDark, variantLight},
		{Dark, variantLight, variantDark}, {Sunlight, variantDark, variantSunlight}, {Mode("odd"), variantDark, variantDark}} {
		th := New(test.mode, 1)
		if th.Color(fynetheme.ColorNameForeground, test.system) != Ink.In(test.want) || th.Color(Fail.Name(), test.system) != Fail.In(test.want) {
			t.Errorf("mode %q under variant %d shows the wrong colours", test.mode, test.system)
		}
	}
	seen := map[fyne.ThemeColorName]bool{}
	for token := range tokenCount {
		if token.Name() == "" || seen[token.Name()] {
			t.Errorf("token %d has no name of its own: %q", token, token.Name())
		}
		seen[token.Name()] = true
	}
}

func TestScaleIsBounded(t *testing.T) {
	for scale, want := range map[float32]float32{0: 1, 1: 1, 1.25: 1.25, 1.5: 1.5, 9: 2} {
		if got := New(Light, scale).Scale(); got != want {
			t.Errorf("New(%v).Scale() = %v, want %v", scale, got, want)
		}
	}
	if got := New(Light, 1.5).Size(fynetheme.SizeNameText); got != TextBody*1.5 {
		t.Errorf("text size %v", got)
	}
}

func TestFonts(t *testing.T) {
	has := func(data []byte, r rune) bool {
		font, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		index, err := font.GlyphIndex(nil, r)
		return err == nil && index != 0
	}
	for _, r := range "安巡检查㐂䶮𬱖·—…“”①℃㎡↑↓✓" {
		if !has(assets.FontRegular, r) {
			t.Errorf("regular lacks %c", r)
		}
	}
	for _, r := range "安巡桐柏路街道办事处隐患整改䶮·—…“”！？（）《》①℃↑↓✓" {
		if !has(assets.FontBold, r) {
			t.Errorf("bold lacks %c", r)
		}
	}
	if !BoldCovers("王院长 CF-09") || BoldCovers("㐂田") {
		t.Error("BoldCovers is wrong")
	}
	if TextStyle("㐂田", true).Bold || !TextStyle("王院长", true).Bold {
		t.Error("a name with a rare character must be drawn regular as a whole")
	}
	th := New(Light, 1)
	for _, style := range []fyne.TextStyle{{}, {Italic: true}, {Monospace: true}} {
		if th.Font(style) != regularFont {
			t.Errorf("%+v is not drawn in the embedded regular font", style)
		}
	}
	if th.Font(fyne.TextStyle{Bold: true}) != boldFont {
		t.Error("bold is not drawn in the embedded bold font")
	}
}

// The official table of common characters (通用规范汉字表, 8,105 characters) is not part of the program. Its first two levels
// are nearly GB 2312, which can be enumerated; of its third level those outside the basic Unicode block are listed.
func TestBoldCoversCommonCharacters(t *testing.T) {
	const rareInTable = "㑇㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
	if !BoldCovers(rareInTable) {
		t.Error("bold lacks characters of the third level")
	}
	n := 0
	for lead := 0xB0; lead <= 0xF7; lead++ {
		for trail := 0xA1; trail <= 0xFE; trail++ {
			text, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{byte(lead), byte(trail)})
			r, _ := utf8.DecodeRune(text)
			if err != nil || r == utf8.RuneError || r >= 0xE000 && r <= 0xF8FF {
				continue // not assigned
			}
			n++
			if !BoldCovers(string(r)) {
				t.Errorf("bold lacks %c", r)
			}
		}
	}
	if n != 6763 {
		t.Errorf("GB 2312 has 6,763 characters, %d were looked at", n)
	}
}

func TestIconsExist(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(New(Light, 1))
	for _, name := range []IconName{IconHome, IconInspect, IconHazard, IconPlace, IconChecklist, IconReport, IconSettings, IconSearch,
		IconPlus, IconMinus, IconCheck, IconClose, IconWarning, IconClock, IconCalendar, IconFolder, IconFile, IconPhoto, IconArrowRight,
		IconArrowLeft, IconChevron, IconChevronLeft, IconChevronDown, IconFilter, IconDownload, IconUpload, IconUndo, IconRedo, IconUser, IconLock} {
		if a, b := Icon(name, Ink), Icon(name, Fail); a.Name() == b.Name() || len(a.Content()) == 0 {
			t.Errorf("icon %q is not recoloured", name)
		}
	}
	if len(AppIcon().Content()) == 0 {
		t.Error("no app icon")
	}
}
