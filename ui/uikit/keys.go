package uikit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"anxun/ui/nav"
)

// namedKeys translates Fyne's names where they differ from ours.
var namedKeys = map[fyne.KeyName]nav.Key{
	fyne.KeyUp: nav.KeyUp, fyne.KeyDown: nav.KeyDown, fyne.KeyLeft: nav.KeyLeft, fyne.KeyRight: nav.KeyRight,
	fyne.KeyHome: nav.KeyHome, fyne.KeyEnd: nav.KeyEnd, fyne.KeyPageUp: nav.KeyPageUp, fyne.KeyPageDown: nav.KeyPageDown,
	fyne.KeyReturn: nav.KeyEnter, fyne.KeyEnter: nav.KeyEnter, fyne.KeyEscape: nav.KeyEscape, fyne.KeySpace: nav.KeySpace,
	fyne.KeyDelete: nav.KeyDelete, fyne.KeyBackspace: "Backspace", fyne.KeyTab: "Tab", fyne.KeyInsert: "Insert",
}

// keyOf returns our name of a Fyne key, "" for modifiers and unknown keys.
func keyOf(name fyne.KeyName) nav.Key {
	if k, ok := namedKeys[name]; ok {
		return k
	}
	if len(name) == 1 || nav.Key(name).IsFunction() {
		return nav.Key(name)
	}
	return ""
}

func shortcutKey(s *desktop.CustomShortcut) nav.Key {
	k := keyOf(s.KeyName)
	if k == "" {
		return ""
	}
	if s.Modifier&fyne.KeyModifierShift != 0 {
		k = "Shift+" + k
	}
	if s.Modifier&fyne.KeyModifierAlt != 0 {
		k = nav.Alt(k)
	}
	if s.Modifier&fyne.KeyModifierShortcutDefault != 0 {
		k = nav.Ctrl(k)
	}
	return k
}

// editingKey returns our name of the combinations that Fyne keeps for editing and lists use too, "" for others.
func editingKey(s fyne.Shortcut) nav.Key {
	switch s.(type) {
	case *fyne.ShortcutSelectAll:
		return nav.Ctrl("A")
	case *fyne.ShortcutCopy:
		return nav.Ctrl("C")
	default:
		return ""
	}
}

// isEnter reports whether a key is one of the two Enter keys.
func isEnter(name fyne.KeyName) bool { return name == fyne.KeyReturn || name == fyne.KeyEnter }

// isPress reports whether a key presses a button that has the keyboard.
func isPress(name fyne.KeyName) bool { return isEnter(name) || name == fyne.KeySpace }

// windowShortcuts lists every combination that a page may want. Fyne calls only combinations that were registered.
func windowShortcuts() []fyne.Shortcut {
	var names []fyne.KeyName
	for c := 'A'; c <= 'Z'; c++ {
		names = append(names, fyne.KeyName(c))
	}
	for c := '0'; c <= '9'; c++ {
		names = append(names, fyne.KeyName(c))
	}
	for name := range namedKeys {
		if name != fyne.KeyTab {
			names = append(names, name)
		}
	}
	all := []fyne.Shortcut{&fyne.ShortcutSelectAll{}, &fyne.ShortcutCopy{}}
	for _, name := range names {
		for _, modifier := range []fyne.KeyModifier{fyne.KeyModifierShortcutDefault,
			fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift, fyne.KeyModifierAlt} {
			all = append(all, &desktop.CustomShortcut{KeyName: name, Modifier: modifier})
		}
	}
	// Fyne makes these two of Ctrl+Z and Ctrl+Y.
	return append(all, &fyne.ShortcutUndo{}, &fyne.ShortcutRedo{})
}
