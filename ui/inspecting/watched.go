package inspecting

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"time"

	"anxun/inspection"
)

// lookEvery is how often the folder is looked into in which a phone's photos arrive. A photo is offered at the second
// look that finds it unchanged.
const lookEvery = 2 * time.Second

// watching is the folder of new photos as it was last looked into.
type watching struct {
	turn    int // counts starts and stops, so that a late look of an old one is dropped
	cancel  func()
	offers  []offered
	problem error
}

type offered struct {
	path  string
	photo inspection.Evidence
}

// watch begins to look into the folder of new photos, if one was chosen on this laptop.
func (p *Presenter) watch() {
	p.stopWatching()
	if p.phase == Filling && p.PhotoFolder() != "" {
		p.look(p.watching.turn)
	}
}

func (p *Presenter) stopWatching() {
	p.watching.turn++
	if p.watching.cancel != nil {
		p.watching.cancel()
		p.watching.cancel = nil
	}
}

// look looks once, in the background, and then waits for the next time.
func (p *Presenter) look(turn int) {
	folder := p.PhotoFolder()
	var found []offered
	var bad []error
	p.Load(func(ctx context.Context) error {
		return p.Photos.Look(ctx, folder, func(path string, photo inspection.Evidence, err error) {
			if err != nil {
				bad = append(bad, withoutFolder(err, path))
				return
			}
			found = append(found, offered{path, photo})
		})
	}, func(err error) {
		// What was found is kept even when nobody watches any more: it is not offered a second time.
		p.watching.offers = append(p.watching.offers, found...)
		if turn != p.watching.turn {
			return
		}
		changed := len(found) > 0 || (err == nil) != (p.watching.problem == nil)
		p.watching.problem = err
		for _, problem := range bad {
			p.View.Toast(p.Words.ErrorText(problem))
		}
		if changed {
			p.render()
		}
		p.watching.cancel = p.Later(lookEvery, func() { p.look(turn) })
	})
}

// offerState lists the new photos, newest first, and counts those that were taken well before this visit: an old folder
// must not flood the panel.
func (p *Presenter) offerState() (offers []Offer, older int, problem string) {
	if p.watching.problem != nil {
		problem = p.Words.ErrorText(p.watching.problem)
	}
	since := p.sheet.Inspection.Started.Add(-inspection.PhotoTolerance)
	var recent []offered
	for _, o := range p.watching.offers {
		if o.photo.Taken.IsZero() || o.photo.Taken.After(since) {
			recent = append(recent, o)
		} else {
			older++
		}
	}
	slices.SortStableFunc(recent, func(a, b offered) int {
		return cmp.Or(b.photo.Taken.Compare(a.photo.Taken), cmp.Compare(b.path, a.path))
	})
	for _, o := range recent {
		offer := Offer{Path: o.path, Name: filepath.Base(o.path)}
		if !o.photo.Taken.IsZero() {
			offer.Taken = o.photo.Taken.In(inspection.Zone).Format("15:04")
		}
		offers = append(offers, offer)
	}
	return offers, older, problem
}

// TakeOffers puts new photos of the watched folder on the record of the selected item; IgnoreOffers is for those that
// nobody wants.
func (p *Presenter) TakeOffers(paths ...string) {
	item, ok := p.editable()
	if !ok || p.sheet.Answers[item.Code].Result != inspection.ResultFail || p.sheet.Hazards[item.Code].Status != inspection.HazardOpen {
		return
	}
	p.forgetOffers(paths)
	p.AddPhotos(inspection.EvidenceBefore, paths)
}

// IgnoreOffers takes photos off the list of new ones. Their files stay where they are.
func (p *Presenter) IgnoreOffers(paths ...string) {
	p.forgetOffers(paths)
	p.render()
}

func (p *Presenter) forgetOffers(paths []string) {
	p.watching.offers = slices.DeleteFunc(p.watching.offers, func(o offered) bool { return slices.Contains(paths, o.path) })
}
