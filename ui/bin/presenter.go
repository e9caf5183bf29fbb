// Package bin is the page 回收站: what people took off, who did and when, and bringing it back.
package bin

import (
	"context"

	"anxun/inspection"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// Service is what the page needs of the product.
type Service interface {
	Bin(ctx context.Context) ([]inspection.BinEntry, error)
	RestoreFromBin(ctx context.Context, by string, id inspection.ID) (inspection.BinEntry, error)
}

// Host is what the page needs of the window, apart from anything that is drawn.
type Host interface {
	Catalog() *i18n.Catalog
	T(key string, args ...any) string
	ErrorText(err error) string
	ShowError(err error)
	Toast(text string)
	Go(route nav.Route)
	// ExportList asks where a list goes and writes it.
	ExportList(name string, headers []string, rows func(ctx context.Context, yield func([]any) error) error)
	Run(label string, work func(ctx context.Context, p task.Progress) error, done func(error)) task.Handle
	Person() string
}

// View shows a State.
type View interface {
	Render(State)
}

// State is everything the page shows.
type State struct {
	Loaded   bool
	Rows     []Row
	Selected int // index in Rows; -1 for none
	Working  bool
}

// Row is one thing in the bin.
type Row struct {
	ID      inspection.ID
	Kind    string
	Name    string
	Of      string
	By      string
	At      string
	Blocked string // why it cannot be brought back now; empty if it can
}

// Current is the selected row.
func (s State) Current() (Row, bool) {
	if s.Selected < 0 || s.Selected >= len(s.Rows) {
		return Row{}, false
	}
	return s.Rows[s.Selected], true
}

// Presenter decides what the page shows. Its methods belong to the goroutine of the user interface.
type Presenter struct {
	host    Host
	service Service
	view    View
	loads   *task.Latest
	state   State
}

// NewPresenter returns the presenter of view.
func NewPresenter(host Host, service Service, view View) *Presenter {
	return &Presenter{host: host, service: service, view: view, loads: task.NewLatest(host.Run), state: State{Selected: -1}}
}

// Load reads the bin anew. The selected row stays selected as long as it is there.
func (p *Presenter) Load() {
	var entries []inspection.BinEntry
	p.loads.Do("bin", func(ctx context.Context, _ task.Progress) (err error) {
		entries, err = p.service.Bin(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		before, _ := p.state.Current()
		p.state.Loaded, p.state.Rows, p.state.Selected = true, nil, -1
		for i, entry := range entries {
			p.state.Rows = append(p.state.Rows, p.row(entry))
			if entry.ID == before.ID {
				p.state.Selected = i
			}
		}
		if p.state.Selected < 0 && len(entries) > 0 {
			p.state.Selected = 0
		}
		p.view.Render(p.state)
	})
}

func (p *Presenter) row(entry inspection.BinEntry) Row {
	row := Row{ID: entry.ID, Kind: p.host.T("bin.kind." + string(entry.Kind)), Name: p.name(entry), Of: entry.Of, By: entry.By,
		At: p.host.Catalog().DayTime(entry.At.In(inspection.Zone))}
	if entry.Blocked != nil {
		row.Blocked = p.host.ErrorText(entry.Blocked)
	}
	return row
}

func (p *Presenter) name(entry inspection.BinEntry) string {
	if entry.Kind == inspection.BinSample {
		return p.host.T("bin.sample", "places", entry.Sample.Places, "inspections", entry.Sample.Inspections, "hazards", entry.Sample.Hazards)
	}
	return entry.Name
}

// Select chooses a row.
func (p *Presenter) Select(i int) {
	p.state.Selected = i
	p.view.Render(p.state)
}

// Restore brings the selected thing back. What cannot be brought back now is told why.
func (p *Presenter) Restore() {
	row, selected := p.state.Current()
	if !selected || p.state.Working {
		return
	}
	p.state.Working = true
	p.view.Render(p.state)
	by := p.host.Person()
	p.host.Run("restore", func(ctx context.Context, _ task.Progress) error {
		_, err := p.service.RestoreFromBin(ctx, by, row.ID)
		return err
	}, func(err error) {
		p.state.Working = false
		if err != nil {
			p.view.Render(p.state)
			p.host.ShowError(err)
			return
		}
		p.host.Toast(p.host.T("bin.restored", "name", row.Name))
		p.Load()
	})
}

// Settings goes back to the page that led here.
func (p *Presenter) Settings() { p.host.Go(nav.Route{Page: nav.Settings}) }
