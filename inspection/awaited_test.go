package inspection_test

import (
	"testing"

	"anxun/inspection"
)

func TestWhichPhotosAreAwaited(t *testing.T) {
	const other = "0193b2a4-7c1e-7d3f-9a11-000000000001"
	for _, test := range []struct {
		setting  string
		sequence int64
		sha256   string
		want     bool
	}{
		{"", 1, "aa", false}, // no hub
		{"no JSON", 1, "aa", false},
		{`{"n":7}`, 1, "aa", true}, // nothing is settled yet
		{`{"settled":"` + other + `:1-5"}`, 5, "aa", false},
		{`{"settled":"` + other + `:1-5"}`, 6, "aa", true},
		{`{"settled":"` + other + `:1-5","awaited":[{"sha256":"aa"}]}`, 5, "aa", true},
		{`{"settled":"` + other + `:1-5","awaited":[{"sha256":"aa"}]}`, 5, "bb", false},
		{`{"settled":"?"}`, 1, "aa", true},
	} {
		if got := inspection.ReadHubPhotos(test.setting).Awaits(other, test.sequence, test.sha256); got != test.want {
			t.Errorf("%s, entry %d, %s: %v", test.setting, test.sequence, test.sha256, got)
		}
	}
}
