package inspectiontest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"anxun/inspection"
)

// local are the kinds and settings that are each laptop's own matter.
func local(kind inspection.RecordKind, key inspection.ID, fields inspection.Fields) bool {
	switch kind {
	case inspection.KindDevice, inspection.KindReceipt, inspection.KindConflict:
		return true
	case inspection.KindSetting:
		return !inspection.Change{RecordKind: kind, Record: key}.Shared()
	case inspection.KindSeal:
		return fields["cause"] == string(inspection.SealMerge)
	case inspection.KindAnswer:
		return fields["result"] == "" // taken back, or never counted
	}
	return false
}

// keptToItself reports whether a copy signed the record under the name of the original: it is
// never handed on.
func (l *laptop) keptToItself(h *history, r inspection.Reader, kind inspection.RecordKind, key inspection.ID) bool {
	if !l.copied || kind != inspection.KindSeal && kind != inspection.KindAttestation {
		return false
	}
	entries, err := r.Entries(h.ctx, kind, key)
	h.must(err)
	return len(entries) == 0
}

// stateLines lists every shared record with its fields.
func stateLines(h *history, l *laptop) []string {
	var lines []string
	h.must(l.View(h.ctx, func(r inspection.Reader) error {
		journal, err := r.Journal(h.ctx, "", 0)
		if err != nil {
			return err
		}
		seen := map[string]bool{}
		for _, change := range journal {
			name := string(change.RecordKind) + " " + string(change.Record)
			if seen[name] {
				continue
			}
			seen[name] = true
			fields, err := r.RecordFields(h.ctx, change.RecordKind, change.Record)
			if err != nil {
				return err
			}
			if local(change.RecordKind, change.Record, fields) || l.keptToItself(h, r, change.RecordKind, change.Record) {
				continue
			}
			maps.DeleteFunc(fields, func(_, value string) bool { return value == "" })
			content, err := json.Marshal(fields)
			if err != nil {
				return err
			}
			lines = append(lines, name+" "+string(content))
		}
		return nil
	}))
	slices.Sort(lines)
	return lines
}

func stateHash(h *history, l *laptop) string {
	digest := sha256.Sum256([]byte(strings.Join(stateLines(h, l), "\n")))
	return hex.EncodeToString(digest[:])
}

func diffStates(a, b []string) string {
	var text strings.Builder
	for _, line := range a {
		if !slices.Contains(b, line) {
			text.WriteString("- " + line + "\n")
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			text.WriteString("+ " + line + "\n")
		}
	}
	return text.String()
}
