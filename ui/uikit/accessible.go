package uikit

import "fyne.io/fyne/v2"

// What a screen reader hears of the controls, where the program is built with the tag accessibility; docs/accessibility.md tells how far
// Fyne 2.8.1 carries it. Words that colour or place give on the screen are said: which chip is on, how many an entry of the rail counts.

// AccessibilityLabel is the words of the button and its key.
func (b *Button) AccessibilityLabel() string { return said(b.text, b.hint) }

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the words with the count, and a tick where the chip is on.
func (c *Chip) AccessibilityLabel() string {
	if c.selected {
		return said(c.label(), "✓")
	}
	return c.label()
}

// AccessibilityRole implements fyne.Accessible.
func (c *Chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the words and what stands at the right of them.
func (n *NavItem) AccessibilityLabel() string { return said(n.text, n.note) }

// AccessibilityRole implements fyne.Accessible.
func (n *NavItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// AccessibilityLabel is the whole text, also where there is room for its beginning only.
func (t *Text) AccessibilityLabel() string { return t.text }

// AccessibilityRole implements fyne.Accessible.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the proposed wording.
func (p *Phrase) AccessibilityLabel() string { return p.words.text }

// AccessibilityRole implements fyne.Accessible.
func (p *Phrase) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the choice that is on.
func (g *ToggleGroup) AccessibilityLabel() string {
	if g.chosen >= len(g.options) {
		return ""
	}
	return said(g.options[g.chosen].Text, "✓")
}

// AccessibilityRole implements fyne.Accessible.
func (g *ToggleGroup) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the name of the field, what is wrong with it or helps, and what is written in it.
func (f *Field) AccessibilityLabel() string {
	text := ""
	if entry, ok := f.control.(interface{ AccessibleText() string }); ok {
		text = entry.AccessibleText()
	}
	return said(f.label, text, f.message.text)
}

// AccessibilityRole implements fyne.Accessible.
func (f *Field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibleText is what a field says of the entry in it.
func (e *Entry) AccessibleText() string {
	if e.Text == "" {
		return e.hint
	}
	return e.Text
}

// said joins the parts that say something.
func said(parts ...string) string {
	all := ""
	for _, part := range parts {
		switch {
		case part == "":
		case all == "":
			all = part
		default:
			all += "，" + part
		}
	}
	return all
}
