package finding

import (
	"context"
	"image"
	"sync"

	"anxun/inspection"
	"anxun/ui/task"
)

// shelf remembers the photos that are shown, by id, for readers in the background.
type shelf struct {
	mutex  sync.Mutex
	photos map[string]inspection.Evidence
}

func (s *shelf) put(photo inspection.Evidence) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.photos == nil {
		s.photos = map[string]inspection.Evidence{}
	}
	s.photos[photo.SHA256] = photo
}

func (s *shelf) get(id string) inspection.Evidence {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.photos[id]
}

// ReadPhoto reads a photo of the state. It may be called from any goroutine.
func (p *Presenter) ReadPhoto(ctx context.Context, id string, side int) (image.Image, error) {
	return p.photos.Picture(ctx, p.shelf.get(id), side)
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
	var added []inspection.Evidence
	var problems []error
	p.host.Run("finding.photos", func(ctx context.Context, _ task.Progress) error {
		return p.photos.Import(ctx, paths, func(_ string, photo inspection.Evidence, err error) {
			if err != nil {
				problems = append(problems, err)
				return
			}
			added = append(added, photo)
		})
	}, func(err error) {
		if turn != p.turn {
			return // another form is shown; a file without a record does no harm
		}
		if err != nil {
			problems = append(problems, err)
		}
		p.state.Reading -= len(paths)
		p.take(added)
		p.tell(problems)
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

func (p *Presenter) tell(problems []error) {
	if len(problems) == 0 {
		return
	}
	text := p.host.ErrorText(problems[0])
	if len(problems) > 1 {
		text = p.host.T("hazards.photo.problems", "n", len(problems), "first", text)
	}
	p.state.Problems = map[string]string{"photos": text}
}

func (p *Presenter) showPhotos() {
	p.state.Photos = nil
	now := p.host.Now()
	for _, photo := range p.draft.evidence() {
		photo.Role = inspection.EvidenceBefore
		p.shelf.put(photo)
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
