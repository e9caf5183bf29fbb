package form

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // the formats a photo or signature may have

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"anxun/inspection"
)

// The limits for pictures. The pixels are read from the header first: a file of few
// bytes can claim so many that decoding it takes gigabytes.
const (
	maxPixels   = 60_000_000
	photoSide   = 1400 // pixels of the longer side; 200 dots per inch over half a page
	jpegQuality = 82
)

// NewPicture makes a picture for a document from the bytes of a JPEG, PNG or WebP file:
// turned upright and made small enough for print. name stands in errors.
func NewPicture(name string, data []byte) (*Picture, error) {
	header, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || int64(header.Width)*int64(header.Height) > maxPixels {
		return nil, unusable(name, err)
	}
	turn := 1
	if format == "jpeg" {
		turn = orientation(data)
	}
	if turn == 1 && format != "webp" && max(header.Width, header.Height) <= photoSide {
		return &Picture{Data: data, Format: format, Width: header.Width, Height: header.Height}, nil
	}
	source, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, unusable(name, err)
	}
	upright := turned(shrink(source), turn)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, upright, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, unusable(name, err)
	}
	return &Picture{Data: out.Bytes(), Format: "jpeg", Width: upright.Rect.Dx(), Height: upright.Rect.Dy()}, nil
}

func unusable(name string, err error) error {
	return &inspection.Error{Code: inspection.CodeInvalid, Key: "error.form_picture", Args: []any{"file", name}, Err: err}
}

// shrink brings the longer side to photoSide, on white: JPEG knows no transparency.
func shrink(source image.Image) *image.RGBA {
	size := source.Bounds().Size()
	w, h := size.X, size.Y
	if side := max(w, h); side > photoSide {
		w, h = max(1, w*photoSide/side), max(1, h*photoSide/side)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(out, out.Rect, source, source.Bounds(), draw.Over, nil)
	return out
}

// turned carries out an EXIF orientation, 1 to 8.
func turned(source *image.RGBA, turn int) *image.RGBA {
	if turn <= 1 || turn > 8 {
		return source
	}
	w, h := source.Rect.Dx(), source.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if turn >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch turn {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			out.SetRGBA(tx, ty, source.RGBAAt(x, y))
		}
	}
	return out
}

// orientation reads the EXIF orientation of a JPEG; 1, upright, if it names none.
func orientation(data []byte) int {
	for at := 2; at+4 <= len(data) && data[at] == 0xFF; {
		length := int(binary.BigEndian.Uint16(data[at+2:]))
		if length < 2 || data[at+1] == 0xDA || at+2+length > len(data) {
			break
		}
		if body := data[at+4 : at+2+length]; data[at+1] == 0xE1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return orientationTag(body[6:])
		}
		at += 2 + length
	}
	return 1
}

// orientationTag looks for tag 0x0112 in the first directory of a TIFF header.
func orientationTag(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	count := int64(order.Uint16(tiff[at:]))
	for entry := at + 2; count > 0 && entry+12 <= int64(len(tiff)); entry, count = entry+12, count-1 {
		if order.Uint16(tiff[entry:]) == 0x0112 {
			if turn := int(order.Uint16(tiff[entry+8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 1
		}
	}
	return 1
}
