package uikit

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"anxun/ui/guard"
	"anxun/ui/nav"
	"anxun/ui/page"
)

// sameStroke is the time within which a typed digit belongs to the key event of the same stroke. The two events come
// from one operating system event, or through an input method one after the other, with the window drawn in between,
// which takes long on a slow machine. Each stroke begins with its own key event, so a long time confuses no two strokes.
const sameStroke = time.Second

// KeyRouter hands the keys of one window to whoever should have them: the topmost sheet, else the page, else the
// bindings of the window. Digits, arrows and page keys arrive only while no text is being written; function keys and
// combinations with Ctrl or Alt always, except the editing ones (Ctrl+A C V X Y Z), of which Ctrl+Z and Ctrl+Y arrive while no
// text is being written.
type KeyRouter struct {
	canvas   fyne.Canvas
	page     page.KeyHandler
	sheets   []page.KeyHandler
	bindings map[nav.Key]func()
	now      func() time.Time

	struck   rune // the digit whose key event was handled last
	struckAt time.Time
}

var routers sync.Map // fyne.Canvas → *KeyRouter

// NewKeyRouter takes over the keys of a window's canvas. Close gives them back.
func NewKeyRouter(c fyne.Canvas) *KeyRouter {
	r := &KeyRouter{canvas: c, bindings: map[nav.Key]func(){}, now: time.Now}
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { r.TypedKey(ev) })
	c.SetOnTypedRune(func(char rune) { r.TypedRune(char) })
	for _, s := range windowShortcuts() {
		c.AddShortcut(s, func(pressed fyne.Shortcut) { r.TypedShortcut(pressed) })
	}
	routers.Store(c, r)
	return r
}

// Close stops routing. Call it when the window closes.
func (r *KeyRouter) Close() {
	r.canvas.SetOnTypedKey(nil)
	r.canvas.SetOnTypedRune(nil)
	for _, s := range windowShortcuts() {
		r.canvas.RemoveShortcut(s)
	}
	routers.Delete(r.canvas)
}

// SetPage makes h the page that gets keys; nil for none.
func (r *KeyRouter) SetPage(h page.KeyHandler) { r.page = h }

// Bind calls f for k wherever the page does not use k itself, for keys that mean the same everywhere.
func (r *KeyRouter) Bind(k nav.Key, f func()) { r.bindings[k] = f }

// PushSheet lets h have all keys until the returned function is called; page and bindings below get none.
func (r *KeyRouter) PushSheet(h page.KeyHandler) (pop func()) {
	entry := &sheetKeys{h}
	r.sheets = append(r.sheets, entry)
	return func() {
		for i, s := range r.sheets {
			if s == page.KeyHandler(entry) {
				r.sheets = append(r.sheets[:i], r.sheets[i+1:]...)
				return
			}
		}
	}
}

// sheetKeys gives each pushed handler an identity of its own, since functions cannot be compared.
type sheetKeys struct{ page.KeyHandler }

// Dispatch hands k to the first that uses it and reports whether one did. A key whose handler panicked was used.
func (r *KeyRouter) Dispatch(k nav.Key) (used bool) {
	whole := guard.Call(func() { used = r.dispatch(k) })
	return used || !whole
}

func (r *KeyRouter) dispatch(k nav.Key) bool {
	stroke()
	if k == "" {
		return false
	}
	if coverOf(r.canvas) != nil {
		return true // nothing below it may be reached
	}
	if n := len(r.sheets); n > 0 {
		return r.sheets[n-1].HandleKey(k)
	}
	if r.page != nil && r.page.HandleKey(k) {
		return true
	}
	if f := r.bindings[k]; f != nil {
		f()
		return true
	}
	return false
}

// TypedKey takes a key event that no control has used.
func (r *KeyRouter) TypedKey(ev *fyne.KeyEvent) bool {
	k := keyOf(ev.Name)
	if n, isDigit := k.Digit(); isDigit {
		r.struck = rune('0' + n)
		// Counted from the end: drawing a page may take longer than the time between the two events.
		defer func() { r.struckAt = r.now() }()
	}
	return r.Dispatch(k)
}

// TypedRune takes a character that no control has used. An input method may swallow the key event of a digit and send
// only the character, half or full width; without one, both come. Either way the digit counts once.
func (r *KeyRouter) TypedRune(char rune) bool {
	if char >= '０' && char <= '９' {
		char = char - '０' + '0'
	}
	if char < '0' || char > '9' {
		return false
	}
	if r.struck == char && r.now().Sub(r.struckAt) < sameStroke {
		r.struck = 0
		return true
	}
	return r.Dispatch(nav.Key(string(char)))
}

// TypedShortcut takes a combination with Ctrl or Alt.
func (r *KeyRouter) TypedShortcut(s fyne.Shortcut) bool {
	switch pressed := s.(type) {
	case *desktop.CustomShortcut:
		return r.Dispatch(shortcutKey(pressed))
	case *fyne.ShortcutUndo:
		return r.Dispatch(nav.Ctrl("Z"))
	case *fyne.ShortcutRedo:
		return r.Dispatch(nav.Ctrl("Y"))
	case *fyne.ShortcutSelectAll, *fyne.ShortcutCopy:
		return r.Dispatch(editingKey(s))
	}
	return false
}

// routerFor returns the router of the window that o is in, nil if there is none.
func routerFor(o fyne.CanvasObject) *KeyRouter {
	if c := canvasFor(o); c != nil {
		if r, ok := routers.Load(c); ok {
			return r.(*KeyRouter)
		}
		return nil
	}
	// Fyne knows the window of an object only once it was painted, but a control may get keys before that: shown and
	// given the keyboard by the very stroke whose character comes next.
	var found *KeyRouter
	routers.Range(func(_, r any) bool {
		if focused := r.(*KeyRouter).canvas.Focused(); focused != nil && any(focused) == any(o) {
			found = r.(*KeyRouter)
		}
		return found == nil
	})
	return found
}

// passKey gives a key that the control o does not use to the window.
func passKey(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	if r := routerFor(o); r != nil {
		r.TypedKey(ev)
	}
}

func passRune(o fyne.CanvasObject, char rune) {
	if r := routerFor(o); r != nil {
		r.TypedRune(char)
	}
}

// passShortcut reports whether the window used the combination.
func passShortcut(o fyne.CanvasObject, s fyne.Shortcut) bool {
	r := routerFor(o)
	return r != nil && r.TypedShortcut(s)
}
