package nav

import "testing"

func TestHistory(t *testing.T) {
	var h History
	if _, ok := h.Current(); ok || h.CanBack() || h.CanForward() {
		t.Fatal("an empty history is not empty")
	}
	if _, ok := h.Back(); ok {
		t.Fatal("went back from nothing")
	}
	a, b, c := Route{Page: Home}, Route{Hazards, "7"}, Route{Places, ""}
	h.Visit(a)
	h.Keep("as a was")
	h.Visit(b)
	h.Visit(b)
	if h.State() != "" {
		t.Errorf("a new visit looks like %q", h.State())
	}
	if r, ok := h.Back(); !ok || r != a || h.State() != "as a was" {
		t.Fatalf("Back = %v %v, as %q", r, ok, h.State())
	}
	if r, ok := h.Forward(); !ok || r != b {
		t.Fatalf("Forward = %v %v", r, ok)
	}
	h.Back()
	h.Visit(c)
	if h.CanForward() {
		t.Error("a visit keeps what lay ahead")
	}
	h.Replace(b)
	if r, _ := h.Current(); r != b {
		t.Errorf("after Replace the current route is %v", r)
	}
}

func TestHistoryIsBounded(t *testing.T) {
	var h History
	for i := range 3 * maxHistory {
		h.Visit(Route{Home, string(rune('a' + i%26))})
	}
	n := 0
	for h.CanBack() {
		h.Back()
		n++
	}
	if n != maxHistory-1 {
		t.Errorf("%d steps back", n)
	}
}

func TestKey(t *testing.T) {
	if n, ok := Key("3").Digit(); !ok || n != 3 {
		t.Error("3 is no digit")
	}
	for _, k := range []Key{"A", "F3", "", "12"} {
		if _, ok := k.Digit(); ok {
			t.Errorf("%q is a digit", k)
		}
	}
	if !KeyF12.IsFunction() || Key("F").IsFunction() || Key("Forward").IsFunction() {
		t.Error("IsFunction is wrong")
	}
	if Ctrl(KeyEnter) != "Ctrl+Enter" || Alt(KeyLeft) != "Alt+Left" || !Ctrl("K").HasModifier() || Key("+").HasModifier() {
		t.Error("combinations are wrong")
	}
}
