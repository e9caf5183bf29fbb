// Package photos is the adapter between the window's pages and package evidence: pages know neither files nor
// decoders, evidence knows no pages.
package photos

import (
	"context"
	"image"
	"sync"

	"anxun/inspection"
	"anxun/inspection/evidence"
)

// Photos gives the pages what they need of an evidence store. It is safe for concurrent use.
type Photos struct {
	store *evidence.Store

	mutex   sync.Mutex // of the watcher, which is used by one at a time
	folder  string
	watcher *evidence.Watcher
}

// New returns the adapter of a store.
func New(store *evidence.Store) *Photos { return &Photos{store: store} }

// Import makes many photos durable, see evidence.Store.Import. each is called once per file, in the order given and on
// the caller's goroutine: with a photo that a record may refer to, or with an error of one sentence.
func (p *Photos) Import(ctx context.Context, paths []string, each func(path string, photo inspection.Evidence, err error)) error {
	return p.store.Import(ctx, paths, nil, func(r evidence.ImportResult) { each(r.Path, r.Evidence, r.Err) })
}

// Picture returns a photo upright, with its longer side at most side pixels. Small sides come from the kept thumbnails,
// which are quick to read.
func (p *Photos) Picture(ctx context.Context, photo inspection.Evidence, side int) (image.Image, error) {
	if side <= evidence.ThumbnailSide {
		return p.store.Thumbnail(ctx, photo)
	}
	return p.store.Full(ctx, photo, side)
}

// Keep makes a picture durable that was made in the window, such as a signature.
func (p *Photos) Keep(_ context.Context, name string, data []byte) (inspection.Evidence, error) {
	return p.store.AddBytes(name, data)
}

// Look looks into a folder once and calls offer for each photo that is new there since the folder was first looked
// into, on the caller's goroutine: nothing is stored. Another folder begins anew.
func (p *Photos) Look(ctx context.Context, folder string, offer func(path string, photo inspection.Evidence, err error)) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.watcher == nil || p.folder != folder {
		p.folder, p.watcher = folder, evidence.NewWatcher(p.store, folder)
	}
	offers, err := p.watcher.Poll(ctx)
	for _, o := range offers {
		offer(o.Path, o.Evidence, o.Err)
	}
	return err
}
