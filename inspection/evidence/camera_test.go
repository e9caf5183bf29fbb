package evidence_test

import (
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/evidence"
)

func TestCamera(t *testing.T) {
	plain := encodeJPEG(t, corner(40, 30))
	instant := func(text string) time.Time {
		taken, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return taken.UTC()
	}
	for name, test := range map[string]struct {
		data exifData
		want inspection.Evidence
	}{
		"time with its offset": {exifData{taken: "2026:11:20 14:03:05", offset: "+08:00"},
			inspection.Evidence{Taken: instant("2026-11-20T14:03:05+08:00")}},
		"time of another zone": {exifData{taken: "2026:11:20 14:03:05", offset: "-05:30"},
			inspection.Evidence{Taken: instant("2026-11-20T14:03:05-05:30")}},
		"no offset: the office's zone, assumed": {exifData{taken: "2026:11:20 14:03:05"},
			inspection.Evidence{Taken: instant("2026-11-20T14:03:05+08:00"), TakenAssumed: true}},
		"blank offset": {exifData{taken: "2026:11:20 14:03:05", offset: "   :  "},
			inspection.Evidence{Taken: instant("2026-11-20T14:03:05+08:00"), TakenAssumed: true}},
		"a camera never set":      {exifData{taken: "0000:00:00 00:00:00"}, inspection.Evidence{}},
		"the epoch of the camera": {exifData{taken: "1970:01:01 00:00:00"}, inspection.Evidence{}},
		"no such day":             {exifData{taken: "2026:02:30 10:00:00", offset: "+08:00"}, inspection.Evidence{}},
		"position": {exifData{north: 34.747251, northRef: "N", east: 113.625368, eastRef: "E"},
			inspection.Evidence{Latitude: "34.747251", Longitude: "113.625368"}},
		"south and west": {exifData{north: 33.5, northRef: "S", east: 70.25, eastRef: "W"},
			inspection.Evidence{Latitude: "-33.500000", Longitude: "-70.250000"}},
		"a receiver without a fix": {exifData{northRef: "N", eastRef: "E"}, inspection.Evidence{}},
		"half a position":          {exifData{north: 34, northRef: "?", east: 113, eastRef: "E"}, inspection.Evidence{}},
		"off the earth":            {exifData{north: 134, northRef: "N", east: 113, eastRef: "E"}, inspection.Evidence{}},
		"orientation":              {exifData{orientation: 6}, inspection.Evidence{Orientation: 6}},
		"no such orientation":      {exifData{orientation: 9}, inspection.Evidence{}},
		"nothing":                  {exifData{}, inspection.Evidence{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := evidence.Check(save(t, "a.jpg", withEXIF(plain, test.data)))
			if err != nil {
				t.Fatal(err)
			}
			if !got.Taken.Equal(test.want.Taken) || got.TakenAssumed != test.want.TakenAssumed || got.Latitude != test.want.Latitude ||
				got.Longitude != test.want.Longitude || got.Orientation != test.want.Orientation {
				t.Errorf("got %v assumed %v, %q %q, orientation %d", got.Taken, got.TakenAssumed, got.Latitude, got.Longitude, got.Orientation)
			}
		})
	}
}

// A damaged EXIF part costs what it holds, not the photo.
func TestDamagedEXIF(t *testing.T) {
	data := withEXIF(encodeJPEG(t, corner(40, 30)), exifData{taken: "2026:11:20 14:03:05", orientation: 3})
	for i := 12; i < 40; i++ {
		broken := append([]byte{}, data...)
		broken[i] ^= 0xff
		if _, err := evidence.Check(save(t, "a.jpg", broken)); err != nil {
			t.Errorf("byte %d: %v", i, err)
		}
	}
}
