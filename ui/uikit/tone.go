package uikit

import "anxun/ui/theme"

// Tone is the meaning of a coloured mark. Words always stand beside the colour.
type Tone int

// The tones.
const (
	ToneNeutral Tone = iota
	TonePrimary
	TonePass
	ToneFail
	ToneWarn
	ToneInk // plain text, for figures
)

// Text returns the token for text of the tone on a card or on its tint.
func (t Tone) Text() theme.Token {
	return [...]theme.Token{theme.Neutral, theme.Primary, theme.Pass, theme.Fail, theme.Warn, theme.Ink}[t]
}

// Tint returns the pale surface of the tone.
func (t Tone) Tint() theme.Token {
	return [...]theme.Token{theme.NeutralTint, theme.PrimaryTint, theme.PassTint, theme.FailTint, theme.WarnTint, theme.NeutralTint}[t]
}

// On returns the token for text on a surface filled with the tone.
func (t Tone) On() theme.Token {
	return [...]theme.Token{theme.OnNeutral, theme.OnPrimary, theme.OnPass, theme.OnFail, theme.OnWarn, theme.Card}[t]
}
