package exchange

import (
	"context"
	"strings"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
	"anxun/ui/wording"
)

// ConflictsState is everything the tab 合并冲突 shows.
type ConflictsState struct {
	Loaded   bool
	Rows     []ConflictRow // conflicts of one record follow one another
	Selected int           // -1 for none
	Chosen   int           // side that is to stand; -1 as long as nobody chose
	Problem  string
	Working  bool
}

// ConflictRow is one conflict in words.
type ConflictRow struct {
	ID       inspection.ID
	Kind     inspection.ConflictKind
	KindText string
	Record   string // such as 隐患 Y2026-K7-0001
	Place    string
	Field    string
	Question string // what is to be decided
	Sides    []Side

	record recordRef
}

// recordRef is where a conflict can be looked at.
type recordRef struct {
	kind inspection.RecordKind
	id   inspection.ID
}

// Side is what one laptop wrote.
type Side struct {
	Value  string
	Note   string // of a step
	Who    string
	When   string
	Device string
	Stands bool
	Place  inspection.ID // of two places with one code
}

// Current is the selected conflict.
func (s ConflictsState) Current() (ConflictRow, bool) {
	if s.Selected < 0 || s.Selected >= len(s.Rows) {
		return ConflictRow{}, false
	}
	return s.Rows[s.Selected], true
}

// NeedsReason reports whether a reason has to be given for what is chosen.
func (s ConflictsState) NeedsReason() bool {
	row, selected := s.Current()
	return selected && row.Kind == inspection.ConflictLate && s.Chosen == 1
}

// ConflictsView shows a ConflictsState.
type ConflictsView interface {
	RenderConflicts(ConflictsState)
	// ClearReason empties the entry of the reason.
	ClearReason()
}

// ConflictsPresenter decides what the tab shows. Its methods belong to the goroutine of the user interface.
type ConflictsPresenter struct {
	host    Host
	service Service
	view    ConflictsView
	loads   *task.Latest
	state   ConflictsState
}

// NewConflictsPresenter returns the presenter of view.
func NewConflictsPresenter(host Host, service Service, view ConflictsView) *ConflictsPresenter {
	return &ConflictsPresenter{host: host, service: service, view: view, loads: task.NewLatest(host.Run), state: ConflictsState{Selected: -1, Chosen: -1}}
}

// Load reads what waits for a person. What is selected and chosen stays as long as it is there.
func (p *ConflictsPresenter) Load() {
	var rows []ConflictRow
	p.loads.Do("exchange.conflicts", func(ctx context.Context, _ task.Progress) error {
		open, err := p.service.Conflicts(ctx)
		if err != nil || len(open) == 0 {
			return err
		}
		return p.service.View(ctx, func(r inspection.Reader) (err error) {
			rows, err = p.words(ctx, r, open)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.host.ShowError(err)
			return
		}
		p.show(rows)
	})
}

func (p *ConflictsPresenter) show(rows []ConflictRow) {
	before, _ := p.state.Current()
	at, chosen := min(max(p.state.Selected, 0), len(rows)-1), p.state.Chosen
	p.state.Loaded, p.state.Rows, p.state.Selected, p.state.Chosen = true, grouped(rows), at, -1
	for i, row := range p.state.Rows {
		if row.ID == before.ID {
			p.state.Selected, p.state.Chosen = i, chosen
		}
	}
	p.view.RenderConflicts(p.state)
}

// grouped brings conflicts of one record together, records in the order of their first conflict.
func grouped(rows []ConflictRow) []ConflictRow {
	var order []recordRef
	of := map[recordRef][]ConflictRow{}
	for _, row := range rows {
		if of[row.record] == nil {
			order = append(order, row.record)
		}
		of[row.record] = append(of[row.record], row)
	}
	var all []ConflictRow
	for _, record := range order {
		all = append(all, of[record]...)
	}
	return all
}

// Select shows a conflict.
func (p *ConflictsPresenter) Select(i int) {
	if i == p.state.Selected {
		return
	}
	p.state.Selected, p.state.Chosen, p.state.Problem = i, -1, ""
	p.view.ClearReason()
	p.view.RenderConflicts(p.state)
}

// Choose says which side is to stand.
func (p *ConflictsPresenter) Choose(side int) {
	row, selected := p.state.Current()
	if !selected || side < 0 || side >= len(row.Sides) || row.Kind == inspection.ConflictAction || row.Kind == inspection.ConflictCode {
		return
	}
	p.state.Chosen, p.state.Problem = side, ""
	p.view.RenderConflicts(p.state)
}

// Settle settles the selected conflict as chosen.
func (p *ConflictsPresenter) Settle(note string) {
	row, selected := p.state.Current()
	side := p.state.Chosen
	switch {
	case !selected || p.state.Working || row.Kind == inspection.ConflictCode || p.host.ReadOnly():
		return
	case row.Kind == inspection.ConflictAction:
		side = 0
	case side < 0:
		p.problem(p.host.T("exchange.conflict.choose_first"))
		return
	case p.state.NeedsReason() && strings.TrimSpace(note) == "":
		p.problem(p.host.T("exchange.conflict.reason_missing"))
		return
	}
	p.state.Working = true
	p.view.RenderConflicts(p.state)
	by := p.host.Person()
	p.host.Run("settle", func(ctx context.Context, _ task.Progress) error { return p.service.Settle(ctx, by, row.ID, side, note) }, func(err error) {
		p.state.Working = false
		if err != nil && inspection.CodeOf(err) != inspection.CodeNotFound {
			p.problem(p.host.ErrorText(err))
			return
		}
		if err == nil {
			p.host.Toast(p.host.T("exchange.conflict.settled", "record", row.Record))
		}
		p.state.Chosen, p.state.Problem = -1, ""
		p.view.ClearReason()
		p.Load()
	})
}

func (p *ConflictsPresenter) problem(text string) {
	p.state.Problem = text
	p.view.RenderConflicts(p.state)
}

// Open leads to the record.
func (p *ConflictsPresenter) Open() {
	if row, selected := p.state.Current(); selected {
		p.open(row.record)
	}
}

func (p *ConflictsPresenter) open(record recordRef) {
	switch record.kind {
	case inspection.KindPlace:
		p.host.Go(nav.Route{Page: nav.Places, Arg: string(record.id)})
	case inspection.KindHazard:
		p.host.Go(nav.Route{Page: nav.Hazards, Arg: string(record.id)})
	case inspection.KindInspection:
		p.host.Go(nav.Route{Page: nav.Inspecting, Arg: string(record.id)})
	case inspection.KindSetting, inspection.KindInspector:
		p.host.Go(nav.Route{Page: nav.Settings})
	default:
		p.host.Go(nav.Route{Page: nav.Changes, Arg: string(record.kind) + ":" + string(record.id)})
	}
}

// OpenPlace leads to one of two places with one code.
func (p *ConflictsPresenter) OpenPlace(id inspection.ID) {
	p.host.Go(nav.Route{Page: nav.Places, Arg: string(id)})
}

// words puts conflicts into words.
func (p *ConflictsPresenter) words(ctx context.Context, r inspection.Reader, open []inspection.OpenConflict) ([]ConflictRow, error) {
	names, err := readDeviceNames(ctx, r, p.host.T)
	if err != nil {
		return nil, err
	}
	w := conflictWords{Writer: wording.NewWriter(r, p.host.Catalog(), p.host.Departments()), r: r, host: p.host, devices: names}
	rows := make([]ConflictRow, len(open))
	for i, conflict := range open {
		rows[i] = w.row(ctx, conflict)
	}
	return rows, nil
}
