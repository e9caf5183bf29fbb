//go:build test

package uikit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"anxun/ui/nav"
	"anxun/ui/page"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
)

// TestUndoKeys: Fyne has events of its own for Ctrl+Z and Ctrl+Y. They reach the page, from an entry only where the
// page takes back more than the entry's text.
func TestUndoKeys(t *testing.T) {
	uitest.NewApp(t)
	entry := uikit.NewEntry()
	window, router := uitest.Window(t, entry, fyne.NewSize(300, 100))
	var got []nav.Key
	router.SetPage(page.KeyFunc(func(k nav.Key) bool { got = append(got, k); return true }))
	router.TypedShortcut(&fyne.ShortcutUndo{})
	router.TypedShortcut(&fyne.ShortcutRedo{})
	if want := []nav.Key{nav.Ctrl("Z"), nav.Ctrl("Y")}; !slices.Equal(got, want) {
		t.Fatalf("the page got %q", got)
	}
	window.Canvas().Focus(entry)
	uitest.Type(window, "通道")
	entry.TypedShortcut(&fyne.ShortcutUndo{})
	if entry.Text == "通道" {
		t.Error("the entry did not take its text back")
	}
	var asked []bool
	entry.OnUndo = func(again bool) { asked = append(asked, again) }
	entry.TypedShortcut(&fyne.ShortcutUndo{})
	entry.TypedShortcut(&fyne.ShortcutRedo{})
	if !slices.Equal(asked, []bool{false, true}) || len(got) != 2 {
		t.Errorf("asked %v, page %q", asked, got)
	}
}
