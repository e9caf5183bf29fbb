package hazards

import (
	"context"
	"fmt"
	"image"
	"strings"

	"anxun/inspection"
	"anxun/ui/album"
)

// Photo is a photo of the hazard, or one that is being added.
type Photo struct {
	ID      string // what ReadPhoto knows it by
	Caption string // when it was taken and by whom it was added
	Mark    string // what is odd about when it was taken, "" for nothing
}

// ReadPhoto reads a photo of the state. It may be called from any goroutine.
func (p *Presenter) ReadPhoto(ctx context.Context, id string, side int) (image.Image, error) {
	return p.photos.Picture(ctx, p.shelf.Get(id), side)
}

// photo puts a stored photo on the shelf and tells about it.
func (p *Presenter) photo(w words, e inspection.Evidence, src source) Photo {
	id := string(e.ID)
	p.shelf.Put(id, e)
	return Photo{ID: id, Caption: w.photoCaption(e), Mark: w.photoMark(inspection.FlagPhoto(e, src.hazard, src.visit))}
}

// photoCaption says when the camera took it, if it says so, and who added it.
func (w words) photoCaption(e inspection.Evidence) string {
	const layout = "2006-01-02 15:04"
	added := strings.TrimSpace(e.Added.In(inspection.Zone).Format(layout) + " " + e.AddedBy)
	if e.Taken.IsZero() {
		return w.t("hazards.photo.added", "added", added)
	}
	return w.t("hazards.photo.taken", "taken", e.Taken.In(inspection.Zone).Format(layout), "added", added)
}

func (w words) photoMark(flag inspection.PhotoFlag) string {
	if flag == inspection.PhotoPlausible {
		return ""
	}
	return w.t("hazards.photo.flag." + string(flag))
}

// AddPhotos reads files into the form that is open; for a form without photos it says what to do. A file that is no
// photo is told and does not keep the others out.
func (p *Presenter) AddPhotos(paths []string) {
	form := p.state.Form
	if form == nil || !form.AskPhotos {
		p.host.Toast(p.host.T("hazards.photo.no_form"))
		return
	}
	if form.Saving {
		return
	}
	p.changeForm(func(f *Form) { f.Reading += len(paths); f.PhotoProblem = "" })
	turn := form.turn
	album.ReadFiles(p.host.Run, p.photos, "hazards.photos", paths, func(read album.Read) {
		if p.state.Form == nil || p.state.Form.turn != turn {
			return // the form was closed; a file without a record does no harm
		}
		p.changeForm(func(f *Form) {
			f.Reading -= len(paths)
			p.addToForm(f, read.Photos)
			f.PhotoProblem = read.Problem(p.host)
		})
	})
}

// addToForm puts photos into a form, each once.
func (p *Presenter) addToForm(f *Form, added []inspection.Evidence) {
	for _, photo := range added {
		id := fmt.Sprintf("new/%s", photo.SHA256)
		known := false
		for _, other := range f.photos {
			known = known || other.SHA256 == photo.SHA256
		}
		if known {
			continue
		}
		p.shelf.Put(id, photo)
		photo.Role = inspection.EvidenceAfter
		f.photos = append(f.photos, photo)
		f.Photos = append(f.Photos, Photo{ID: id, Caption: photo.Name, Mark: p.words().photoMark(inspection.FlagPhoto(photo, p.record, inspection.Inspection{}))})
	}
}

// DropPhoto takes a photo out of the form again.
func (p *Presenter) DropPhoto(i int) {
	if f := p.state.Form; f == nil || f.Saving || i < 0 || i >= len(f.Photos) {
		return
	}
	p.changeForm(func(f *Form) {
		f.Photos = append(append([]Photo{}, f.Photos[:i]...), f.Photos[i+1:]...)
		f.photos = append(append([]inspection.Evidence{}, f.photos[:i]...), f.photos[i+1:]...)
	})
}

// changeForm shows a changed copy of the form, as views compare forms by identity.
func (p *Presenter) changeForm(change func(*Form)) {
	form := *p.state.Form
	change(&form)
	p.state.Form = &form
	p.render()
}
