package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"

	"github.com/bep/imagemeta"
	"golang.org/x/image/webp"
)

// format is a kind of picture; its value is the file name ending.
type format string

const (
	formatJPEG format = "jpg"
	formatPNG  format = "png"
	formatWebP format = "webp"
	formatHEIC format = "heic"
)

// header is what the first bytes of a picture say. Pixels are those in the file,
// before the camera's orientation is applied.
type header struct {
	format        format
	width, height int
}

// sniff tells the format by the content; names lie.
func sniff(data []byte) (format, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return formatJPEG, true
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return formatPNG, true
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return formatWebP, true
	case len(data) >= 12 && string(data[4:8]) == "ftyp" && heicBrand(data):
		return formatHEIC, true
	}
	return "", false
}

// heicBrand reports whether the file says it holds a still picture coded as HEVC: as
// its own brand, or among the compatible ones when it is a "mif1" container.
func heicBrand(data []byte) bool {
	known := map[string]bool{"heic": true, "heix": true, "heim": true, "heis": true}
	major := string(data[8:12])
	if known[major] {
		return true
	}
	size := int(uint32At(data))
	if major != "mif1" || size > len(data) {
		return false
	}
	for i := 16; i+4 <= size; i += 4 {
		if known[string(data[i:i+4])] {
			return true
		}
	}
	return false
}

var errFormat = errors.New("not a picture of a known format")

// readHeader reads format and pixels and decodes none of them.
func readHeader(data []byte) (h header, err error) {
	// The decoders read foreign bytes; one that stumbles must cost one photo, not
	// the import of three hundred.
	defer func() {
		if fault := recover(); fault != nil {
			h, err = header{}, fmt.Errorf("reading the header: %v", fault)
		}
	}()
	format, known := sniff(data)
	if !known {
		return header{}, errFormat
	}
	var config image.Config
	switch format {
	case formatJPEG:
		config, err = jpeg.DecodeConfig(bytes.NewReader(data))
	case formatPNG:
		config, err = png.DecodeConfig(bytes.NewReader(data))
	case formatWebP:
		config, err = webp.DecodeConfig(bytes.NewReader(data))
	case formatHEIC:
		var result imagemeta.DecodeResult
		result, err = imagemeta.Decode(imagemeta.Options{R: bytes.NewReader(data), ImageFormat: imagemeta.HEIF, Sources: imagemeta.CONFIG})
		config.Width, config.Height = result.ImageConfig.Width, result.ImageConfig.Height
	}
	if err != nil {
		return header{}, err
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > maxSide || config.Height > maxSide {
		return header{}, fmt.Errorf("%d×%d pixels: %w", config.Width, config.Height, errFormat)
	}
	return header{format: format, width: config.Width, height: config.Height}, nil
}

// maxSide keeps the product of two sides within an int64. No format here allows more
// than 2^31-1.
const maxSide = 1<<31 - 1
