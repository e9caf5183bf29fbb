package inspection

import (
	"context"
	"strings"
)

// HazardMeasures is what may still be changed while a hazard is being put right: who
// does it, what must be reached and what is to be done, and the five 落实 of a major
// hazard.
type HazardMeasures struct {
	Responsible    string
	Standard       string
	Remedy         string
	Accountability string
	Measures       string
	Funds          string
	TimeLimit      string
	Contingency    string
}

// TakeMeasures returns what HazardMeasures holds of the hazard.
func (h Hazard) TakeMeasures() HazardMeasures {
	return HazardMeasures{Responsible: h.Responsible, Standard: h.Standard, Remedy: h.Remedy, Accountability: h.Accountability,
		Measures: h.Measures, Funds: h.Funds, TimeLimit: h.TimeLimit, Contingency: h.Contingency}
}

// SaveMeasures changes the measures of a hazard from what a person saw to what they
// want, in every state but closed. Only fields that the person changed are written, so
// two people who change different fields do not disturb each other; a field that
// somebody else changed in the meantime to something different gives CodeConflict and
// nothing is written. The journal keeps each change.
func (s *Service) SaveMeasures(ctx context.Context, by string, id ID, seen, want HazardMeasures) (Hazard, error) {
	var hazard Hazard
	err := s.update(ctx, by, func(w Writer) (err error) {
		if hazard, err = w.Hazard(ctx, id); err != nil {
			return err
		}
		if hazard.Withdrawn || !hazard.Status.Unresolved() {
			return Conflict("error.hazard_resolved", "no", hazard.No)
		}
		fields := []struct {
			stored     *string
			seen, want string
		}{
			{&hazard.Responsible, seen.Responsible, want.Responsible}, {&hazard.Standard, seen.Standard, want.Standard},
			{&hazard.Remedy, seen.Remedy, want.Remedy}, {&hazard.Accountability, seen.Accountability, want.Accountability},
			{&hazard.Measures, seen.Measures, want.Measures}, {&hazard.Funds, seen.Funds, want.Funds},
			{&hazard.TimeLimit, seen.TimeLimit, want.TimeLimit}, {&hazard.Contingency, seen.Contingency, want.Contingency},
		}
		for _, f := range fields {
			wanted := strings.TrimSpace(f.want)
			if wanted == strings.TrimSpace(f.seen) {
				continue
			}
			if *f.stored != f.seen && *f.stored != wanted {
				return Conflict("error.changed_meanwhile", "no", hazard.No, "text", *f.stored)
			}
			*f.stored = wanted
		}
		return w.Put(ctx, hazard)
	})
	return hazard, err
}
