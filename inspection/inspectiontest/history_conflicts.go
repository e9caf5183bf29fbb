package inspectiontest

import (
	"fmt"
	"slices"

	"anxun/inspection"
)

// openConflicts lists the conflicts over fields that a laptop reports.
func openConflicts(h *history, l *laptop) []string {
	var found []string
	conflicts, err := l.Conflicts(h.ctx)
	h.must(err)
	for _, c := range conflicts {
		if c.ConflictKind == inspection.ConflictField && !ownMatter(c.RecordKind, c.Field) { // 整改期限 follows from steps as well
			found = append(found, fmt.Sprintf("%s %s %s", c.RecordKind, c.Record, c.Field))
		}
	}
	slices.Sort(found)
	return found
}

// everyConflict lists every conflict that a laptop reports, of whatever kind.
func everyConflict(h *history, l *laptop) []string {
	var found []string
	conflicts, err := l.Conflicts(h.ctx)
	h.must(err)
	for _, c := range conflicts {
		found = append(found, string(c.ID)+" "+c.Fields()["sides"])
	}
	slices.Sort(found)
	return found
}
