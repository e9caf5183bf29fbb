package finding

import (
	"context"
	"image"

	"anxun/inspection"
	"anxun/ui/album"
)

// ReadPhoto reads a photo of the state. It may be called from any goroutine.
func (p *Presenter) ReadPhoto(ctx context.Context, id string, side int) (image.Image, error) {
	return p.photos.Picture(ctx, p.shelf.Get(id), side)
}

// AddPhotos reads files into the form, each once. A file that is no photo is told and does not keep the others out.
func (p *Presenter) AddPhotos(paths []string) {
	if len(paths) == 0 || p.state.Saving {
		return
	}
	p.state.Reading += len(paths)
	p.clear("photos")
	p.render()
	turn := p.turn
	album.ReadFiles(p.host.Run, p.photos, "finding.photos", paths, func(read album.Read) {
		if turn != p.turn {
			return // another form is shown; a file without a record does no harm
		}
		p.state.Reading -= len(paths)
		p.take(read.Photos)
		if problem := read.Problem(p.host); problem != "" {
			p.state.Problems = map[string]string{"photos": problem}
		}
		p.keep()
		p.render()
	})
}

func (p *Presenter) take(added []inspection.Evidence) {
	for _, photo := range added {
		known := false
		for _, other := range p.draft.Photos {
			known = known || other["sha256"] == photo.SHA256
		}
		if !known {
			p.draft.Photos = append(p.draft.Photos, photo.Fields())
		}
	}
	p.showPhotos()
}

func (p *Presenter) showPhotos() {
	p.state.Photos = nil
	now := p.host.Now()
	for _, photo := range p.draft.evidence() {
		photo.Role = inspection.EvidenceBefore
		p.shelf.Put(photo.SHA256, photo)
		mark := ""
		if flag := inspection.FlagPhoto(photo, inspection.Hazard{Found: now}, inspection.Inspection{}); flag != inspection.PhotoPlausible {
			mark = p.host.T("hazards.photo.flag." + string(flag))
		}
		p.state.Photos = append(p.state.Photos, Photo{ID: photo.SHA256, Caption: photo.Name, Mark: mark})
	}
}

// DropPhoto takes a photo out of the form again.
func (p *Presenter) DropPhoto(i int) {
	if p.state.Saving || i < 0 || i >= len(p.draft.Photos) {
		return
	}
	p.draft.Photos = append(append([]inspection.Fields{}, p.draft.Photos[:i]...), p.draft.Photos[i+1:]...)
	p.showPhotos()
	p.keep()
	p.render()
}
