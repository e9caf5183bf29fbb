package evidence

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"

	"anxun/inspection"
)

const (
	// ThumbnailSide is the longest side of a thumbnail in pixels.
	ThumbnailSide = 480
	// thumbnailQuality makes a thumbnail of about 30 KB.
	thumbnailQuality = 82
)

// Thumbnail returns the photo upright and at most ThumbnailSide pixels wide and high.
// The first time it decodes the original, later it reads the small picture it kept.
// It works, waits and reads files in the caller's goroutine, so a screen calls it
// from its background runner. A photo that is missing or damaged gives an error with
// one sentence; a file that was damaged after its thumbnail was made still has one.
func (s *Store) Thumbnail(ctx context.Context, e inspection.Evidence) (image.Image, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cached := s.thumbnailPath(e)
	if small, ok := readThumbnail(cached); ok {
		return small, nil
	}
	small, err := s.picture(ctx, e, ThumbnailSide)
	if err != nil {
		return nil, err
	}
	keepThumbnail(small, cached)
	return small, nil
}

// Full returns the photo upright and at most side pixels wide and high; 0 means its
// own size, which for a large photo takes some 50 MB for as long as it is held.
func (s *Store) Full(ctx context.Context, e inspection.Evidence, side int) (image.Image, error) {
	return s.picture(ctx, e, side)
}

func (s *Store) thumbnailPath(e inspection.Evidence) string {
	if s.Path(e) == "" {
		return ""
	}
	return filepath.Join(s.cache, e.SHA256[:2], e.SHA256+".jpg")
}

// maxThumbnailFile bounds what is read back: the cache may hold anything.
const maxThumbnailFile = 2 << 20

func readThumbnail(path string) (image.Image, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxThumbnailFile {
		return nil, false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width > ThumbnailSide || config.Height > ThumbnailSide {
		return nil, false
	}
	small, err := jpeg.Decode(bytes.NewReader(data))
	return small, err == nil
}

// keepThumbnail writes the cache. A cache that cannot be written, as on a read-only
// disk, only costs time, so its failure concerns nobody.
func keepThumbnail(small image.Image, path string) {
	var data bytes.Buffer
	if err := jpeg.Encode(&data, small, &jpeg.Options{Quality: thumbnailQuality}); err != nil {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return
	}
	_ = writeWhole(data.Bytes(), path, false)
}
