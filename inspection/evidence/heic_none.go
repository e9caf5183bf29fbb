//go:build !nodynamic

package evidence

import (
	"context"
	"image"
)

// CanShowHEIC reports whether this build decodes HEIC. Without it such photos are
// kept as they are, but not shown. The tag nodynamic builds the decoder in.
const CanShowHEIC = false

func decodeHEIC(context.Context, []byte) (image.Image, error) { return nil, errNoCodec }
