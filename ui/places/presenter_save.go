package places

import (
	"context"

	"anxun/inspection"
	"anxun/ui/task"
)

// store saves the place after all savings before it, so that the last thing written is the last thing stored.
func (p *Presenter) store(place inspection.Place) {
	p.dirty = false
	p.orders = append(p.orders, order{p.form, place})
	if !p.saving {
		p.saveNext()
	}
}

func (p *Presenter) saveNext() {
	if len(p.orders) == 0 {
		later := p.later
		p.later = nil
		for _, do := range later {
			do()
		}
		return
	}
	next := p.orders[0]
	p.orders = p.orders[1:]
	p.saving = true
	by, place := p.host.Person(), next.place
	place.ID = next.form.Place.ID // a new place has its id since the saving before
	var saved inspection.Place
	p.host.Run("save place", func(ctx context.Context, _ task.Progress) (err error) {
		saved, err = p.service.SavePlace(ctx, by, place)
		return err
	}, func(err error) {
		p.saving = false
		p.conclude(next.form, saved, err)
		p.saveNext()
	})
}

// conclude takes over the outcome of one saving.
func (p *Presenter) conclude(form *Form, saved inspection.Place, err error) {
	if err == nil {
		form.Place.ID, form.Failure, form.Saved = saved.ID, "", p.host.Now()
	}
	if form != p.form { // another place is looked at by now
		p.host.ShowError(err)
		return
	}
	switch {
	case inspection.CodeOf(err) == inspection.CodeConflict:
		form.Problems[FieldCode] = p.host.ErrorText(err)
	case err != nil:
		form.Failure, p.dirty = p.host.ErrorText(err), true
	default:
		p.stored = saved
		if form.New {
			form.New = false
			p.look()
		}
	}
	p.view.RenderForm(form)
}
