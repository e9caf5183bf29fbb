package inspection

import "testing"

func TestKnowledge(t *testing.T) {
	k := Knowledge{}
	k.Add("b", 1, 5)
	k.Add("a", 7, 9)
	k.Add("b", 8, 8)
	k.Add("b", 6, 7)
	k.Add("a", 20, 19) // empty
	if got, want := k.String(), "a:7-9;b:1-8"; got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	for _, c := range []struct {
		device   string
		sequence int64
		want     bool
	}{{"a", 6, false}, {"a", 7, true}, {"a", 9, true}, {"a", 10, false}, {"b", 1, true}, {"c", 1, false}} {
		if got := k.Has(c.device, c.sequence); got != c.want {
			t.Errorf("Has(%s, %d) = %t", c.device, c.sequence, got)
		}
	}
	other, err := ParseKnowledge("a:1-8,12;b:3;c:1")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := k.Missing(other).String(), "a:1-6,12;c:1"; got != want {
		t.Errorf("missing %s, want %s", got, want)
	}
	if k.Covers(other) || !other.Covers(Knowledge{"a": {{2, 3}}}) {
		t.Error("Covers is wrong")
	}
	for _, bad := range []string{"a", "a:0", "a:5-4", ":1", "a:x"} {
		if _, err := ParseKnowledge(bad); CodeOf(err) != CodeInvalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
