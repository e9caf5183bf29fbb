package uikit

import (
	"container/list"
	"image"
)

// RecentPhotos returns a loader that keeps the thumbnails shown last, so that going back and forth between items reads
// none of them twice. Larger pictures are not kept: one may take 50 MB. It belongs to the goroutine of the user
// interface.
func RecentPhotos(load PhotoLoader, keep int) PhotoLoader {
	kept, order := map[string]*list.Element{}, list.New() // most recent first
	type entry struct {
		id      string
		picture image.Image
	}
	return func(id string, side int, done func(image.Image, string)) func() {
		if side > PhotoThumb {
			return load(id, side, done)
		}
		if known := kept[id]; known != nil {
			order.MoveToFront(known)
			done(known.Value.(entry).picture, "")
			return func() {}
		}
		return load(id, side, func(picture image.Image, problem string) {
			if picture != nil && kept[id] == nil {
				kept[id] = order.PushFront(entry{id, picture})
				if order.Len() > keep {
					delete(kept, order.Remove(order.Back()).(entry).id)
				}
			}
			done(picture, problem)
		})
	}
}
