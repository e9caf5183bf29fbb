package form

import (
	"bytes"
	"image"
	_ "image/jpeg" // the formats that every spreadsheet program shows
	_ "image/png"

	"anxun/inspection"
)

// maxPixels is how many pixels a picture may have; one of more would keep a
// spreadsheet program busy.
const maxPixels = 60_000_000

// NewPicture looks at the bytes of a JPEG or PNG file, upright, for a document. name
// stands in errors.
func NewPicture(name string, data []byte) (*Picture, error) {
	header, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || int64(header.Width)*int64(header.Height) > maxPixels {
		return nil, &inspection.Error{Code: inspection.CodeInvalid, Key: "error.form_picture", Args: []any{"file", name}, Err: err}
	}
	return &Picture{Data: data, Format: format, Width: header.Width, Height: header.Height}, nil
}
