package uikit

import "anxun/ui/guard"

// TypedRune leaves out the character of a stroke that the window has used already: 2 answers 不符合 and moves the keyboard
// into the description, and the character of that same stroke arrives only then.
func (e *Entry) TypedRune(char rune) {
	stroke()
	e.composing = 0 // the input method gave its characters
	if r := routerFor(e.self); r != nil && r.spent(char) {
		return
	}
	e.write(char)
}

// spent reports whether the character belongs to the digit key that was handled last.
func (r *KeyRouter) spent(char rune) bool {
	if char >= '０' && char <= '９' {
		char = char - '０' + '0'
	}
	if r.struck == 0 || r.struck != char || r.now().Sub(r.struckAt) >= sameStroke {
		return false
	}
	r.struck = 0
	return true
}

func (e *Entry) write(r rune) { guard.Call(func() { e.Entry.TypedRune(r) }) }
