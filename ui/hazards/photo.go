package hazards

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // photos are JPEG,
	_ "image/png"  // PNG
	"io"
	"os"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // or WebP
)

// Limits of what is decoded. A photo of 50 million pixels takes some 75 MB while it is decoded; phones make 12 to 50.
const (
	maxPhotoBytes  = 64 << 20
	maxPhotoPixels = 50_000_000
	photoSide      = 720 // pixels of the longer side that is kept: enough for half a detail on a sharp screen
)

// What may be wrong with a photo.
var (
	errPhotoMissing  = errors.New("photo: no such file")
	errPhotoTooLarge = errors.New("photo: too large")
)

// loadPhoto reads a photo, turns it upright and scales it down so that its longer side has at most photoSide pixels.
func loadPhoto(ctx context.Context, path string) (image.Image, error) {
	data, err := readPhoto(path)
	if err != nil {
		return nil, err
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("photo: read the size: %w", err)
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > maxPhotoPixels/config.Height {
		return nil, errPhotoTooLarge
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	full, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("photo: decode: %w", err)
	}
	return upright(shrink(full, photoSide), orientation(data)), nil
}

func readPhoto(path string) ([]byte, error) {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, errPhotoMissing
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxPhotoBytes+1))
	if err == nil && len(data) > maxPhotoBytes {
		err = errPhotoTooLarge
	}
	return data, err
}

func shrink(full image.Image, side int) *image.RGBA {
	w, h := full.Bounds().Dx(), full.Bounds().Dy()
	if longer := max(w, h); longer > side {
		w, h = max(w*side/longer, 1), max(h*side/longer, 1)
	}
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), full, full.Bounds(), draw.Src, nil)
	return small
}

// upright undoes the rotation that the camera noted as EXIF orientation 1 to 8.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	turned := orientation >= 5
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if turned {
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			dx, dy := x, y
			switch orientation {
			case 2:
				dx = w - 1 - x
			case 3:
				dx, dy = w-1-x, h-1-y
			case 4:
				dy = h - 1 - y
			case 5:
				dx, dy = y, x
			case 6:
				dx, dy = h-1-y, x
			case 7:
				dx, dy = h-1-y, w-1-x
			case 8:
				dx, dy = y, w-1-x
			}
			dst.SetRGBA(dx, dy, src.RGBAAt(x, y))
		}
	}
	return dst
}

// orientation reads tag 0x0112 of the EXIF part of a JPEG file; 1, upright, where there is none. See Exif 2.32, 4.6.
func orientation(data []byte) int {
	const upright, app1, startOfScan = 1, 0xe1, 0xda
	for at := 2; at+4 <= len(data) && data[0] == 0xff && data[1] == 0xd8 && data[at] == 0xff; {
		marker, length := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		end := at + 2 + length
		if marker == startOfScan || length < 2 || end > len(data) {
			break
		}
		if segment := data[at+4 : end]; marker == app1 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")) {
			return tiffOrientation(segment[6:])
		}
		at = end
	}
	return upright
}

func tiffOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	first := uint64(order.Uint32(tiff[4:]))
	if first+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[first+2:]
	for range order.Uint16(tiff[first:]) {
		if len(entries) < 12 {
			break
		}
		if order.Uint16(entries) == 0x0112 {
			return int(order.Uint16(entries[8:]))
		}
		entries = entries[12:]
	}
	return 1
}
