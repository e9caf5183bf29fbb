package evidence

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/bep/imagemeta"

	"anxun/inspection"
)

// camera is what the camera wrote into a photo.
type camera struct {
	taken               time.Time
	assumed             bool
	latitude, longitude string
	orientation         int
}

func (c camera) addTo(photo *inspection.Evidence) {
	photo.Taken, photo.TakenAssumed = c.taken, c.assumed
	photo.Latitude, photo.Longitude, photo.Orientation = c.latitude, c.longitude, c.orientation
}

var metaFormats = map[format]imagemeta.ImageFormat{
	formatJPEG: imagemeta.JPEG, formatPNG: imagemeta.PNG, formatWebP: imagemeta.WebP, formatHEIC: imagemeta.HEIF,
}

// The EXIF tags that are read.
const (
	tagOrientation  = "Orientation"
	tagTaken        = "DateTimeOriginal"
	tagOffset       = "OffsetTimeOriginal"
	tagLatitude     = "GPSLatitude"
	tagLatitudeRef  = "GPSLatitudeRef"
	tagLongitude    = "GPSLongitude"
	tagLongitudeRef = "GPSLongitudeRef"
)

// maxTags bounds the reading of a hostile file. A phone writes about a hundred.
const maxTags = 2000

// readCamera reads the EXIF part. A photo without one, or with one that is damaged, is
// still a photo: what could be read before the damage counts.
func readCamera(data []byte, f format) camera {
	tags := map[string]any{}
	wanted := map[string]bool{tagOrientation: true, tagTaken: true, tagOffset: true, tagLatitude: true, tagLatitudeRef: true,
		tagLongitude: true, tagLongitudeRef: true}
	// The error is dropped on purpose, see above.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: metaFormats[f], Sources: imagemeta.EXIF, LimitNumTags: maxTags,
		// IFD1 describes the small picture inside the EXIF part.
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return wanted[tag.Tag] && !strings.HasPrefix(tag.Namespace, "IFD1") },
		HandleTag: func(tag imagemeta.TagInfo) error {
			tags[tag.Tag] = tag.Value
			return nil
		},
	})
	var c camera
	c.taken, c.assumed = takenAt(text(tags[tagTaken]), text(tags[tagOffset]))
	c.latitude, c.longitude = position(tags)
	if f != formatHEIC { // its decoder turns the picture itself, by the container
		c.orientation = orientation(tags[tagOrientation])
	}
	return c
}

func text(value any) string {
	s, _ := value.(string)
	return strings.TrimSpace(strings.Trim(s, "\x00"))
}

var offsetForm = regexp.MustCompile(`^[+-]\d\d:\d\d$`)

// takenAt reads EXIF's local time. The offset from UTC is a field of its own (EXIF 2.31,
// OffsetTimeOriginal) that older cameras lack: then the office's zone is assumed. The
// time is cut to the second.
func takenAt(local, offset string) (taken time.Time, assumed bool) {
	const layout = "2006:01:02 15:04:05"
	if offsetForm.MatchString(offset) {
		if taken, err := time.Parse(layout+"-07:00", local+offset); err == nil && sensible(taken) {
			return taken.UTC(), false
		}
	}
	taken, err := time.ParseInLocation(layout, local, inspection.Zone)
	if err != nil || !sensible(taken) {
		return time.Time{}, false
	}
	return taken.UTC(), true
}

// sensible refuses the times of a camera that was never set: zero, and the years
// before there was EXIF.
func sensible(t time.Time) bool { return t.Year() >= 1996 && t.Year() < 2200 }

// position reads degrees north and east, as text with six decimals (0.1 m). Both or
// none are given; 0°, 0° is what a receiver without a fix writes.
func position(tags map[string]any) (latitude, longitude string) {
	north, ok := degrees(tags[tagLatitude], text(tags[tagLatitudeRef]), "N", "S", 90)
	east, alsoOK := degrees(tags[tagLongitude], text(tags[tagLongitudeRef]), "E", "W", 180)
	if !ok || !alsoOK || north == 0 && east == 0 {
		return "", ""
	}
	return formatDegrees(north), formatDegrees(east)
}

func formatDegrees(value float64) string { return strconv.FormatFloat(value, 'f', 6, 64) }

func degrees(value any, reference, positive, negative string, limit float64) (float64, bool) {
	number, ok := value.(float64)
	if !ok || math.IsNaN(number) || math.Abs(number) > limit {
		return 0, false
	}
	switch reference {
	case positive:
		return number, true
	case negative:
		return -number, true
	default: // without it, the side of the world is not known
		return 0, false
	}
}

// orientation is 1 to 8, else 0.
func orientation(value any) int {
	number, err := strconv.Atoi(fmt.Sprint(value))
	if err != nil || number < 1 || number > 8 {
		return 0
	}
	return number
}
