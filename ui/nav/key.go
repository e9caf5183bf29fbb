package nav

import "strings"

// Key is a key or a combination as a page sees it: "1", "Up", "F6", "Ctrl+Enter", "Alt+Left". Modifiers come in the
// order Ctrl, Alt, Shift. Digits and letters are single upper-case characters whether or not an input method is on.
type Key string

// Keys that pages name often.
const (
	KeyUp       Key = "Up"
	KeyDown     Key = "Down"
	KeyLeft     Key = "Left"
	KeyRight    Key = "Right"
	KeyHome     Key = "Home"
	KeyEnd      Key = "End"
	KeyPageUp   Key = "PageUp"
	KeyPageDown Key = "PageDown"
	KeyEnter    Key = "Enter"
	KeyEscape   Key = "Escape"
	KeySpace    Key = "Space"
	KeyDelete   Key = "Delete"
	KeyF1       Key = "F1"
	KeyF2       Key = "F2"
	KeyF3       Key = "F3"
	KeyF4       Key = "F4"
	KeyF5       Key = "F5"
	KeyF6       Key = "F6"
	KeyF7       Key = "F7"
	KeyF8       Key = "F8"
	KeyF9       Key = "F9"
	KeyF10      Key = "F10"
	KeyF11      Key = "F11"
	KeyF12      Key = "F12"
)

// Ctrl returns k with the control key held.
func Ctrl(k Key) Key { return "Ctrl+" + k }

// Alt returns k with the alt key held.
func Alt(k Key) Key { return "Alt+" + k }

// Digit returns the value of a plain digit key and whether k is one.
func (k Key) Digit() (int, bool) {
	if len(k) == 1 && k[0] >= '0' && k[0] <= '9' {
		return int(k[0] - '0'), true
	}
	return 0, false
}

// IsFunction reports whether k is one of F1 to F12, which act even while text is being written.
func (k Key) IsFunction() bool {
	return len(k) >= 2 && k[0] == 'F' && strings.Trim(string(k[1:]), "0123456789") == ""
}

// HasModifier reports whether Ctrl or Alt is part of k.
func (k Key) HasModifier() bool { return strings.Contains(string(k), "+") && len(k) > 1 }
