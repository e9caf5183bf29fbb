package inspection

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Knowledge says which journal entries of which devices a laptop has: by id of the
// device, the ranges of sequences. It is small, however many entries there are.
type Knowledge map[string][]SequenceRange

// SequenceRange is a range of journal entries of one device, both ends included.
type SequenceRange struct{ From, To int64 }

// Has reports whether the entry is known.
func (k Knowledge) Has(device string, sequence int64) bool {
	ranges := k[device]
	at, found := slices.BinarySearchFunc(ranges, sequence, func(r SequenceRange, sequence int64) int { return cmp.Compare(r.To, sequence) })
	return found || at < len(ranges) && ranges[at].From <= sequence
}

// Add adds a range of entries; an empty range adds nothing.
func (k Knowledge) Add(device string, from, to int64) {
	if to < from {
		return
	}
	merged := make([]SequenceRange, 0, len(k[device])+1)
	for _, r := range k[device] {
		if r.To < from-1 || r.From > to+1 {
			merged = append(merged, r)
			continue
		}
		from, to = min(from, r.From), max(to, r.To)
	}
	merged = append(merged, SequenceRange{from, to})
	slices.SortFunc(merged, func(a, b SequenceRange) int { return cmp.Compare(a.From, b.From) })
	k[device] = merged
}

// AddAll adds everything that other knows.
func (k Knowledge) AddAll(other Knowledge) {
	for device, ranges := range other {
		for _, r := range ranges {
			k.Add(device, r.From, r.To)
		}
	}
}

// Missing returns what other knows and k does not.
func (k Knowledge) Missing(other Knowledge) Knowledge {
	missing := Knowledge{}
	for device, ranges := range other {
		for _, r := range ranges {
			from := r.From
			for _, own := range k[device] {
				if own.To < from {
					continue
				}
				missing.Add(device, from, min(own.From-1, r.To))
				from = own.To + 1
			}
			missing.Add(device, from, r.To)
		}
	}
	return missing
}

// Covers reports whether k knows everything that other knows.
func (k Knowledge) Covers(other Knowledge) bool { return len(k.Missing(other)) == 0 }

// Clone returns a copy.
func (k Knowledge) Clone() Knowledge {
	clone := Knowledge{}
	clone.AddAll(k)
	return clone
}

// String writes the knowledge in its canonical form, for example
// "0193…d001:1-20,25;0193…d002:1-7": devices in alphabetical order.
func (k Knowledge) String() string {
	var text strings.Builder
	for _, device := range slices.Sorted(maps.Keys(k)) {
		if len(k[device]) == 0 {
			continue
		}
		if text.Len() > 0 {
			text.WriteByte(';')
		}
		text.WriteString(device)
		for i, r := range k[device] {
			text.WriteByte(":,"[min(i, 1)])
			text.WriteString(strconv.FormatInt(r.From, 10))
			if r.To > r.From {
				text.WriteString("-" + strconv.FormatInt(r.To, 10))
			}
		}
	}
	return text.String()
}

// maxKnowledge bounds the text of a Knowledge, in bytes. Ten laptops that exchanged
// thousands of single records need a hundredth of it.
const maxKnowledge = 1 << 20

// ParseKnowledge reads the canonical form; CodeInvalid for anything else and for a text
// of more than a megabyte.
func ParseKnowledge(text string) (Knowledge, error) {
	k := Knowledge{}
	if text == "" {
		return k, nil
	}
	if len(text) > maxKnowledge {
		return nil, Invalid("error.knowledge_unreadable", "text", text[:40]+"…")
	}
	for _, part := range strings.Split(text, ";") {
		device, list, found := strings.Cut(part, ":")
		if !found || device == "" {
			return nil, Invalid("error.knowledge_unreadable", "text", part)
		}
		for _, word := range strings.Split(list, ",") {
			first, last, span := strings.Cut(word, "-")
			if !span {
				last = first
			}
			from, errFrom := strconv.ParseInt(first, 10, 64)
			to, errTo := strconv.ParseInt(last, 10, 64)
			if errFrom != nil || errTo != nil || from < 1 || to < from {
				return nil, Invalid("error.knowledge_unreadable", "text", part)
			}
			k.Add(device, from, to)
		}
	}
	return k, nil
}
