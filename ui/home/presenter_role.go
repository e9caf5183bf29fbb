package home

import (
	"context"
	"strings"

	"anxun/inspection"
	"anxun/ui/nav"
)

// MineLine is one thing that was given to the person on this laptop.
type MineLine struct {
	Title  string
	Detail string
	Action string // the verb of its button

	route nav.Route
}

// readMine reads for what the laptop is used and what its person was given.
func (o *Overview) readMine(ctx context.Context, r inspection.Reader) error {
	var err error
	if o.role, err = inspection.ReadRole(ctx, r); err != nil || o.person == "" {
		return err
	}
	assigned, err := inspection.ReadAssigned(ctx, r, o.person)
	if err != nil {
		return err
	}
	for _, one := range assigned {
		if !one.Done {
			o.mine = append(o.mine, one)
		}
	}
	if o.role == inspection.RoleManager {
		conflicts, err := r.Conflicts(ctx, false)
		o.conflicts = len(conflicts)
		return err
	}
	return nil
}

// reviewerFirst lists what waits for a review before what is still to be put right.
func reviewerFirst(ctx context.Context, r inspection.Reader, todo inspection.HazardFilter) ([]inspection.HazardRow, error) {
	todo.Statuses = []inspection.HazardStatus{inspection.HazardSubmitted}
	rows, err := r.Hazards(ctx, todo)
	if err != nil || len(rows) >= todo.Limit {
		return rows, err
	}
	todo.Statuses, todo.Limit = []inspection.HazardStatus{inspection.HazardOpen}, todo.Limit-len(rows)
	open, err := r.Hazards(ctx, todo)
	return append(rows, open...), err
}

func (p *Presenter) showMine(found Overview) {
	t := p.host.Catalog().T
	for _, one := range found.mine[:min(len(found.mine), maxMine)] {
		p.state.Mine = append(p.state.Mine, p.mineLine(one))
	}
	if more := len(found.mine) - len(p.state.Mine); more > 0 {
		p.state.MoreMine = t("home.mine.more", "n", more)
	}
	if found.conflicts > 0 {
		p.state.Clash = t("home.conflicts", "n", found.conflicts)
	}
}

func (p *Presenter) mineLine(one inspection.Assigned) MineLine {
	t := p.host.Catalog().T
	line := MineLine{Title: one.Name}
	detail := []string{t("home.mine." + string(one.RecordKind)), one.No}
	switch one.RecordKind {
	case inspection.KindPlace:
		line.Action, line.route = t("home.mine.inspect"), nav.Route{Page: nav.Start, Arg: string(one.Record)}
	case inspection.KindInspection:
		line.Action, line.route = t("home.resume"), nav.Route{Page: nav.Inspecting, Arg: string(one.Record)}
	default:
		detail = append(detail[:1], one.Place, t("home.mine.due", "day", string(one.Due)))
		line.Action, line.route = t("home.mine.see"), nav.Route{Page: nav.Hazards, Arg: "id:" + string(one.Record)}
	}
	if one.Note != "" {
		detail = append(detail, one.Note)
	}
	line.Detail = strings.Join(detail, " · ")
	return line
}

// Mine goes on with something that was given to the person on this laptop.
func (p *Presenter) Mine(line MineLine) { p.host.Go(line.route) }

// Reports shows the page of reports.
func (p *Presenter) Reports() { p.host.Go(nav.Route{Page: nav.Reports}) }
