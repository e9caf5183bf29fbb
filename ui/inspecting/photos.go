package inspecting

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"anxun/inspection"
	"anxun/ui/task"
)

const (
	// attachEvery is how many durable photos are put on the record in one transaction.
	attachEvery = 10
	// progressSteps is about how often the progress of one set is shown: drawing the page for each of 300 photos
	// takes longer than reading them.
	progressSteps = 60
	// maxPhotoProblems bounds the sentences kept about files that cannot be used.
	maxPhotoProblems = 50
)

// importing is one set of files on its way to a hazard.
type importing struct {
	code     inspection.ItemCode
	hazard   inspection.ID
	role     inspection.EvidenceRole
	by       string
	paths    []string
	done     int
	fresh    []inspection.Evidence // durable, not on the record yet
	seen     map[string]bool       // by SHA-256
	attached int
	twice    int // the hazard had them already
	handle   task.Handle
}

// AddPhotos puts photos on the record of the selected failed item, one after the other in the background: each is made
// durable first and then attached. A file that cannot be used gives one sentence, and the rest goes on.
func (p *Presenter) AddPhotos(role inspection.EvidenceRole, paths []string) {
	item, ok := p.editable()
	if !ok || len(paths) == 0 {
		return
	}
	hazard, ok := p.openHazard()
	if !ok {
		return
	}
	p.flushText()
	seen := map[string]bool{}
	for _, photo := range p.sheet.photos[item.Code] {
		if photo.Role == role {
			seen[photo.SHA256] = true
		}
	}
	delete(p.photoProblems, item.Code)
	p.imports = append(p.imports, &importing{code: item.Code, hazard: hazard.ID, role: role, by: p.by(), paths: slices.Clone(paths), seen: seen})
	if len(p.imports) == 1 {
		p.startImport(p.imports[0])
	}
	p.render()
}

// startImport begins with one set. Its hazard may still be in the save queue: what attaches the photos goes through
// that queue as well and so comes after it.
func (p *Presenter) startImport(set *importing) {
	handle := p.Run("inspecting.photos", func(ctx context.Context, _ task.Progress) error {
		return p.Photos.Import(ctx, set.paths, func(path string, photo inspection.Evidence, err error) {
			p.Post(func() { p.imported(set, path, photo, err) })
		})
	}, func(err error) { p.importEnded(set, err) })
	set.handle = handle
}

func (p *Presenter) imported(set *importing, path string, photo inspection.Evidence, err error) {
	set.done++
	switch {
	case err != nil:
		p.photoProblem(set.code, err, path)
	case set.seen[photo.SHA256]:
		set.twice++
	default:
		set.seen[photo.SHA256] = true
		photo.Role = set.role
		set.fresh = append(set.fresh, photo)
		if len(set.fresh) >= attachEvery {
			p.attach(set)
		}
	}
	if set.done%max(1, len(set.paths)/progressSteps) == 0 {
		p.render()
	}
}

// photoProblem keeps one sentence about a file. The window names the file without its folders, which everybody knows
// who has just chosen it.
func (p *Presenter) photoProblem(code inspection.ItemCode, err error, path string) {
	if len(p.photoProblems[code]) < maxPhotoProblems {
		p.photoProblems[code] = append(p.photoProblems[code], p.Words.ErrorText(withoutFolder(err, path)))
	}
}

func withoutFolder(err error, path string) error {
	var known *inspection.Error
	if !errors.As(err, &known) {
		return err
	}
	short := *known
	short.Args = slices.Clone(known.Args)
	for i, arg := range short.Args {
		if text, ok := arg.(string); ok && text == path {
			short.Args[i] = filepath.Base(path)
		}
	}
	return &short
}

// attach queues what is durable. The records are read back in the same job, as the store gives the photos their ids.
func (p *Presenter) attach(set *importing) {
	photos := set.fresh
	if len(photos) == 0 {
		return
	}
	set.fresh = nil
	set.attached += len(photos)
	written := false
	var stored []inspection.Evidence
	p.enqueue(Job{
		Write: func(ctx context.Context) (err error) {
			if !written {
				if err := p.Service.AddPhotos(ctx, set.by, set.hazard, photos); err != nil {
					return err
				}
				written = true
			}
			stored, err = p.Service.Photos(ctx, set.hazard)
			return err
		},
		Saved: func() { p.sheet.takePhotos(set.code, stored) },
		Refused: func(err error) {
			p.photoProblem(set.code, err, "")
		},
	})
}

func (p *Presenter) importEnded(set *importing, err error) {
	p.attach(set)
	if err != nil && !errors.Is(err, context.Canceled) {
		p.photoProblem(set.code, err, "")
	}
	if set.twice > 0 {
		p.View.Toast(p.Words.T("inspecting.photo.twice", "n", set.twice))
	}
	p.imports = slices.DeleteFunc(p.imports, func(i *importing) bool { return i == set })
	if len(p.imports) > 0 {
		p.startImport(p.imports[0])
	}
	p.render()
}

// CancelPhotos stops adding photos. Those that are durable already are put on the record.
func (p *Presenter) CancelPhotos() {
	if len(p.imports) == 0 {
		return
	}
	p.imports = p.imports[:1]
	if handle := p.imports[0].handle; handle != nil {
		handle.Cancel()
	}
	p.render()
}

// DismissPhotoProblems forgets the sentences about files of the selected item.
func (p *Presenter) DismissPhotoProblems() {
	if item, ok := p.current(); ok {
		delete(p.photoProblems, item.Code)
		p.render()
	}
}

// RemovePhoto takes a photo off the record of the selected item. Its file and the journal keep it.
func (p *Presenter) RemovePhoto(id inspection.ID) {
	item, ok := p.editable()
	if !ok {
		return
	}
	code, hazard, by := item.Code, p.sheet.Hazards[item.Code].ID, p.by()
	var stored []inspection.Evidence
	p.enqueue(Job{
		Write: func(ctx context.Context) (err error) {
			if err := p.Service.RemovePhoto(ctx, by, hazard, id); err != nil {
				return err
			}
			stored, err = p.Service.Photos(ctx, hazard)
			return err
		},
		Saved: func() {
			p.sheet.takePhotos(code, stored)
			p.View.Toast(p.Words.T("inspecting.photo.removed"))
		},
		Refused: func(err error) { p.photoProblem(code, err, "") },
	})
	p.render()
}

// Photo finds a photo of this inspection by its id.
func (p *Presenter) Photo(id inspection.ID) (inspection.Evidence, bool) {
	if p.sheet == nil {
		return inspection.Evidence{}, false
	}
	for _, photos := range p.sheet.photos {
		for _, photo := range photos {
			if photo.ID == id {
				return photo, true
			}
		}
	}
	return inspection.Evidence{}, false
}

// photoPanel describes the photos of a hazard.
func (p *Presenter) photoPanel(item inspection.Item, hazard inspection.Hazard) PhotoPanel {
	code := item.Code
	panel := PhotoPanel{Problems: p.photoProblems[code], CanAdd: p.phase == Filling && hazard.Status == inspection.HazardOpen}
	for _, photo := range p.sheet.photos[code] {
		shown := p.photoState(photo, hazard)
		if photo.Role == inspection.EvidenceAfter {
			panel.After = append(panel.After, shown)
		} else {
			panel.Before = append(panel.Before, shown)
		}
		if shown.Mark != "" && !slices.Contains(panel.Marks, shown.Mark) {
			panel.Marks = append(panel.Marks, shown.Mark)
		}
	}
	for _, set := range p.imports {
		panel.Done += set.done
		panel.Total += len(set.paths)
	}
	if item.Photo == inspection.PhotoRequired && p.sheet.Photos[code] == 0 {
		panel.Wanted = p.Words.T("inspecting.photo_wanted")
	}
	if panel.CanAdd {
		panel.Offers, panel.Older, panel.FolderProblem = p.offerState()
	}
	return panel
}

func (p *Presenter) photoState(photo inspection.Evidence, hazard inspection.Hazard) Photo {
	visit := p.sheet.Inspection
	parts := []string{p.Words.T("inspecting.photo.untimed")}
	if !photo.Taken.IsZero() {
		key := "inspecting.photo.taken"
		if photo.TakenAssumed {
			key = "inspecting.photo.taken_assumed"
		}
		parts[0] = p.Words.T(key, "time", clock(photo.Taken))
	}
	if photo.Latitude != "" {
		parts = append(parts, p.Words.T("inspecting.photo.position", "latitude", photo.Latitude, "longitude", photo.Longitude))
	}
	parts = append(parts, p.Words.T("inspecting.photo.added", "name", photo.AddedBy), photo.Name)
	return Photo{ID: photo.ID, Caption: joinDot(parts...), Mark: p.photoMark(photo, hazard, visit)}
}

// photoMark says in words what is odd about when a photo was taken.
func (p *Presenter) photoMark(photo inspection.Evidence, hazard inspection.Hazard, visit inspection.Inspection) string {
	span := p.span(photo.DifferenceTo(visit).Abs())
	switch inspection.FlagPhoto(photo, hazard, visit) {
	case inspection.PhotoBeforeVisit:
		return p.Words.T("inspecting.photo.before_visit", "span", span)
	case inspection.PhotoAfterVisit:
		return p.Words.T("inspecting.photo.after_visit", "span", span)
	case inspection.PhotoTooOld:
		return p.Words.T("inspecting.photo.too_old")
	}
	return ""
}

// span writes a length of time roughly, as people would say it.
func (p *Presenter) span(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d >= day:
		return p.Words.T("inspecting.span.days", "n", int(d/day))
	case d >= time.Hour:
		return p.Words.T("inspecting.span.hours", "n", int(d/time.Hour))
	}
	return p.Words.T("inspecting.span.minutes", "n", int(d/time.Minute))
}

// photosWaiting counts the files that were not looked at yet.
func (p *Presenter) photosWaiting() int {
	n := 0
	for _, set := range p.imports {
		n += len(set.paths) - set.done
	}
	return n
}

// AskPhotos asks which files are to be added to the selected failed item.
func (p *Presenter) AskPhotos(role inspection.EvidenceRole) {
	if _, ok := p.editable(); !ok {
		return
	}
	if _, ok := p.openHazard(); ok {
		p.View.ChoosePhotos(role)
	}
}

// openHazard returns the hazard of the selected item if photos can be added to it, and otherwise says why not.
func (p *Presenter) openHazard() (inspection.Hazard, bool) {
	item, _ := p.current()
	hazard, found := p.sheet.Hazards[item.Code]
	switch {
	case p.sheet.Answers[item.Code].Result != inspection.ResultFail || !found:
		p.View.Toast(p.Words.T("inspecting.photo.no_hazard"))
	case hazard.Status != inspection.HazardOpen:
		p.View.Toast(p.Words.T("inspecting.photo.closed"))
	default:
		return hazard, true
	}
	return inspection.Hazard{}, false
}
