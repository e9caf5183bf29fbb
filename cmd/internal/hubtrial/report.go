//go:build linux

package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/inspection/sqlite"
)

// holding is what a laptop holds in the end.
type holding struct {
	entries   int64
	visits    int
	hazards   int
	photos    int
	conflicts int
	state     [32]byte
	lost      []string
	problems  int
}

// report prints what every laptop holds and returns how many problems there are.
func (t *trial) report(ctx context.Context) (problems int, err error) {
	fmt.Println("exchanges:")
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "  what went wrong\texchanges\tof them broken off, all continued")
	for _, f := range allFaults {
		if count := t.faults[f]; count != nil {
			fmt.Fprintf(out, "  %s\t%d\t%d\n", f, count.rounds, count.hit)
		}
	}
	if !t.laptops[2].full {
		fmt.Fprintf(out, "  %s\tleft out: a disk of its own needs root\n", faultFull)
	}
	out.Flush()
	fmt.Printf("\nsaved by people: %d inspections, %d hazards, %d steps, %d photos\n\n", len(t.saved.inspections), len(t.saved.hazards), len(t.saved.steps), len(t.saved.photos))
	out = tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "laptop\tentries\tinspections\thazards\tphotos\tconflicts\tstate\tequal\tlost\tverify")
	var first holding
	for i, l := range t.laptops {
		h, err := t.holding(ctx, l)
		if err != nil {
			return 0, err
		}
		if i == 0 {
			first = h
		}
		equal := "yes"
		if h.state != first.state || h.conflicts != first.conflicts {
			equal = "NO"
			problems++
		}
		problems += len(h.lost) + h.problems
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\t%d\t%x\t%s\t%d\t%d problems\n", l.person, h.entries, h.visits, h.hazards, h.photos, h.conflicts, h.state[:4], equal, len(h.lost), h.problems)
		for _, what := range h.lost[:min(5, len(h.lost))] {
			fmt.Fprintln(os.Stderr, l.person, "lost", what)
		}
	}
	return problems, out.Flush()
}

func (t *trial) holding(ctx context.Context, l *laptop) (h holding, err error) {
	err = l.use(ctx, false, func(s *setup.Session) error {
		known, err := s.Service.Known(ctx)
		if err != nil {
			return err
		}
		for _, ranges := range known {
			for _, r := range ranges {
				h.entries += r.To - r.From + 1
			}
		}
		return s.Service.View(ctx, func(r inspection.Reader) error { return t.look(ctx, s, r, &h) })
	})
	if err != nil {
		return h, err
	}
	report, err := sqlite.VerifyPath(ctx, filepath.Join(l.dir, "data"), sqlite.Options{Clock: time.Now}, func(int64, int64) {})
	h.problems = int(report.ProblemCount)
	for _, problem := range report.Problems {
		fmt.Fprintln(os.Stderr, l.person, problem)
	}
	return h, err
}

// look counts, hashes, and searches for everything that was saved.
func (t *trial) look(ctx context.Context, s *setup.Session, r inspection.Reader, h *holding) (err error) {
	if h.visits, err = r.CountInspections(ctx, inspection.InspectionFilter{}); err != nil {
		return err
	}
	if h.hazards, err = r.CountHazards(ctx, inspection.HazardFilter{}); err != nil {
		return err
	}
	conflicts, err := r.Conflicts(ctx, false) // a settled one is known only where it was seen
	if err != nil {
		return err
	}
	h.conflicts = len(conflicts)
	for _, id := range t.saved.inspections {
		if _, err := r.Inspection(ctx, id); err != nil {
			h.lost = append(h.lost, "inspection "+string(id))
		}
	}
	for _, id := range t.saved.hazards {
		if _, err := r.Hazard(ctx, id); err != nil {
			h.lost = append(h.lost, "hazard "+string(id))
		}
	}
	for step, hazard := range t.saved.steps {
		steps, err := r.AllActions(ctx, hazard)
		if err != nil || !slices.ContainsFunc(steps, func(a inspection.Action) bool { return a.ID == step }) {
			h.lost = append(h.lost, "step "+string(step))
		}
	}
	for _, photo := range t.saved.photos {
		if !s.Evidence.Has(photo) {
			h.lost = append(h.lost, "photo "+photo.SHA256)
			continue
		}
		h.photos++
	}
	h.state, err = state(ctx, r)
	return err
}

// state is a hash over every record that laptops share.
func state(ctx context.Context, r inspection.Reader) (sum [32]byte, err error) {
	journal, err := r.Journal(ctx, "", 0)
	if err != nil {
		return sum, err
	}
	lines := map[string]string{}
	for _, change := range journal {
		name := string(change.RecordKind) + " " + string(change.Record)
		if _, seen := lines[name]; seen {
			continue
		}
		lines[name] = ""
		fields, err := r.RecordFields(ctx, change.RecordKind, change.Record)
		if err != nil {
			return sum, err
		}
		if own(change, fields) {
			continue
		}
		maps.DeleteFunc(fields, func(_, value string) bool { return value == "" })
		content, err := json.Marshal(fields)
		if err != nil {
			return sum, err
		}
		lines[name] = name + " " + string(content)
	}
	digest := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		if lines[name] != "" {
			fmt.Fprintln(digest, lines[name])
		}
	}
	return [32]byte(digest.Sum(nil)), nil
}

// own reports whether a record is this laptop's own matter, or what it found out by itself.
func own(change inspection.Change, fields inspection.Fields) bool {
	switch change.RecordKind {
	case inspection.KindDevice, inspection.KindReceipt, inspection.KindConflict:
		return true
	case inspection.KindSetting:
		return !change.Shared()
	case inspection.KindSeal:
		return fields["cause"] == string(inspection.SealMerge)
	}
	return false
}
