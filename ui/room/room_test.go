package room

import (
	"errors"
	"testing"
)

type drive struct {
	free   int64
	err    error
	hazard Hazard
}

func (d drive) Free() (int64, error) { return d.free, d.err }
func (d drive) Unsafe() Hazard       { return d.hazard }

func TestWarnings(t *testing.T) {
	for _, test := range []struct {
		drive drive
		want  string
	}{
		{drive{free: Little}, ""},
		{drive{free: Little - 1}, "room.little"},
		{drive{err: errors.ErrUnsupported}, ""},
		{drive{free: 1 << 40, hazard: Network}, "room.network"},
		{drive{free: 1 << 40, hazard: Synced}, "room.synced"},
		{drive{free: 5 << 20, hazard: Synced}, "room.little"},
	} {
		if key, _ := Look(test.drive).Message(); key != test.want {
			t.Errorf("%+v: %q, want %q", test.drive, key, test.want)
		}
	}
}
