package evidence_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"testing"
)

// exifData is what a test camera writes.
type exifData struct {
	orientation uint16
	taken       string // 2026:11:20 14:03:05
	offset      string // +08:00
	north, east float64
	northRef    string
	eastRef     string
}

// tiffField is one entry of an image file directory.
type tiffField struct {
	tag, kind uint16
	count     uint32
	value     []byte
}

const (
	tiffASCII    = 2
	tiffShort    = 3
	tiffLong     = 4
	tiffRational = 5
)

func ascii(tag uint16, text string) tiffField {
	return tiffField{tag, tiffASCII, uint32(len(text) + 1), append([]byte(text), 0)}
}

func number(tag, kind uint16, value uint32) tiffField {
	field := tiffField{tag: tag, kind: kind, count: 1}
	if kind == tiffShort {
		field.value = binary.BigEndian.AppendUint16(nil, uint16(value))
	} else {
		field.value = binary.BigEndian.AppendUint32(nil, value)
	}
	return field
}

func degrees(tag uint16, value float64) tiffField {
	whole, rest := math.Modf(value)
	minutes, rest := math.Modf(rest * 60)
	field := tiffField{tag: tag, kind: tiffRational, count: 3}
	for _, pair := range [][2]uint32{{uint32(whole), 1}, {uint32(minutes), 1}, {uint32(math.Round(rest * 60 * 10000)), 10000}} {
		field.value = binary.BigEndian.AppendUint32(field.value, pair[0])
		field.value = binary.BigEndian.AppendUint32(field.value, pair[1])
	}
	return field
}

// directory writes an IFD that begins at the offset; values of more than four bytes
// follow it.
func directory(offset uint32, fields []tiffField) []byte {
	list := binary.BigEndian.AppendUint16(nil, uint16(len(fields)))
	var values []byte
	start := offset + 2 + 12*uint32(len(fields)) + 4
	for _, field := range fields {
		list = binary.BigEndian.AppendUint16(list, field.tag)
		list = binary.BigEndian.AppendUint16(list, field.kind)
		list = binary.BigEndian.AppendUint32(list, field.count)
		if len(field.value) <= 4 {
			list = append(list, append(field.value, 0, 0, 0, 0)[:4]...)
			continue
		}
		list = binary.BigEndian.AppendUint32(list, start+uint32(len(values)))
		values = append(values, field.value...)
	}
	return append(append(list, 0, 0, 0, 0), values...)
}

func tiff(data exifData) []byte {
	var main, camera, place []tiffField
	if data.orientation != 0 {
		main = append(main, number(0x0112, tiffShort, uint32(data.orientation)))
	}
	if data.taken != "" {
		camera = append(camera, ascii(0x9003, data.taken))
	}
	if data.offset != "" {
		camera = append(camera, ascii(0x9011, data.offset))
	}
	if data.northRef != "" {
		place = append(place, ascii(1, data.northRef), degrees(2, data.north), ascii(3, data.eastRef), degrees(4, data.east))
	}
	// The lengths of the parts do not depend on the offsets in them.
	mainLength := uint32(len(directory(8, append(main[:len(main):len(main)], number(0x8769, tiffLong, 0), number(0x8825, tiffLong, 0)))))
	cameraAt := 8 + mainLength
	placeAt := cameraAt + uint32(len(directory(cameraAt, camera)))
	main = append(main, number(0x8769, tiffLong, cameraAt), number(0x8825, tiffLong, placeAt))
	file := append([]byte("MM\x00\x2a"), 0, 0, 0, 8)
	file = append(file, directory(8, main)...)
	file = append(file, directory(cameraAt, camera)...)
	return append(file, directory(placeAt, place)...)
}

// withEXIF puts an EXIF part into a JPEG.
func withEXIF(plain []byte, data exifData) []byte {
	part := append([]byte("Exif\x00\x00"), tiff(data)...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(part)+2))
	return bytes.Join([][]byte{plain[:2], segment, part, plain[2:]}, nil)
}

// corner is a picture whose quarter at the top left is red and the rest white.
func corner(width, height int) *image.RGBA {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			picture.Set(x, y, color.White)
			if x < width/2 && y < height/2 {
				picture.Set(x, y, color.RGBA{R: 0xff, A: 0xff})
			}
		}
	}
	return picture
}

func encodeJPEG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var data bytes.Buffer
	if err := jpeg.Encode(&data, picture, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// red reports whether a pixel is red rather than white.
func red(picture image.Image, x, y int) bool {
	r, g, _, _ := picture.At(picture.Bounds().Min.X+x, picture.Bounds().Min.Y+y).RGBA()
	return r > 0x8000 && g < 0x8000
}
