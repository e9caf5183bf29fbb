package inspection

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
)

// Bin lists what people took off and may bring back, the newest first.
func (s *Service) Bin(ctx context.Context) ([]BinEntry, error) {
	var entries []BinEntry
	err := s.store.View(ctx, func(r Reader) error {
		lying, err := readBin(ctx, r)
		for _, one := range lying {
			entries = append(entries, one.BinEntry)
		}
		return err
	})
	return entries, err
}

// RestoreFromBin brings back what has the id in the bin: a normal change, which is in
// the journal. Nothing of that id in the bin gives CodeNotFound; what cannot be
// brought back now gives CodeConflict with the reason, and nothing changes.
func (s *Service) RestoreFromBin(ctx context.Context, by string, id ID) (BinEntry, error) {
	var restored BinEntry
	err := s.update(ctx, by, func(w Writer) error {
		lying, err := readBin(ctx, w)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(lying, func(one binned) bool { return one.ID == id })
		if at < 0 {
			return NotFound("error.bin_not_found", "record", string(id))
		}
		restored = lying[at].BinEntry
		if restored.Blocked != nil {
			return restored.Blocked
		}
		if restored.Kind == BinSample {
			found, err := readSamples(ctx, w, true)
			if err != nil {
				return err
			}
			return s.putSamples(ctx, w, by, found, false)
		}
		if err := w.Put(ctx, lying[at].back); err != nil {
			return err
		}
		return s.seal(ctx, w, by, lying[at].inspection, SealRestore)
	})
	return restored, err
}

// binned is an entry with what is stored to bring it back.
type binned struct {
	BinEntry
	back       Record
	inspection ID // to be sealed anew
}

func readBin(ctx context.Context, r Reader) ([]binned, error) {
	var lying []binned
	for _, read := range []func(context.Context, Reader) ([]binned, error){binnedSamples, binnedPlaces, binnedPhotos, binnedSignatures, binnedReports} {
		found, err := read(ctx, r)
		if err != nil {
			return nil, err
		}
		lying = append(lying, found...)
	}
	slices.SortStableFunc(lying, func(a, b binned) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(a.Of, b.Of)) })
	return lying, nil
}

// takenOff notes who took a record off and when, on whichever laptop: the newest entry
// of a person that says so.
func takenOff(ctx context.Context, r Reader, kind RecordKind, record ID, entry *BinEntry) error {
	changes, err := r.Entries(ctx, kind, record)
	var newest HybridTime
	for _, change := range changes {
		says := slices.ContainsFunc(change.Fields, func(f FieldChange) bool { return f.Field == "removed" && f.New == "1" })
		if says && change.Time > newest {
			newest = change.Time
			entry.By, entry.At = change.Actor, change.Time.Instant()
		}
	}
	return err
}

// removedOnes reads the records of a kind that were taken off.
func removedOnes[T Record](ctx context.Context, r Reader, kind RecordKind, decode func(ID, Fields) (T, error)) ([]T, error) {
	any := false
	err := r.EachFields(ctx, kind, []string{"removed"}, func(_ ID, fields Fields) error {
		any = any || fields["removed"] == "1"
		return nil
	})
	if err != nil || !any {
		return nil, err
	}
	var zero T
	var removed []T
	err = r.EachFields(ctx, kind, slices.Sorted(maps.Keys(zero.Fields())), func(id ID, fields Fields) error {
		if fields["removed"] != "1" {
			return nil
		}
		record, err := decode(id, fields)
		removed = append(removed, record)
		return err
	})
	return removed, err
}

func binnedSamples(ctx context.Context, r Reader) ([]binned, error) {
	found, err := readSamples(ctx, r, true)
	if err != nil || !found.count().Any() {
		return nil, err
	}
	one := binned{BinEntry: BinEntry{ID: BinSampleID, Kind: BinSample, Sample: found.count()}}
	for _, of := range []struct {
		kind RecordKind
		ids  []ID
	}{{KindHazard, found.hazards}, {KindInspection, found.inspections}, {KindPlace, found.places}} {
		if len(of.ids) == 0 {
			continue
		}
		if err := takenOff(ctx, r, of.kind, of.ids[0], &one.BinEntry); err != nil {
			return nil, err
		}
	}
	for _, id := range found.places {
		place, err := r.Place(ctx, id)
		if err == nil {
			err = freeCode(ctx, r, place)
		}
		if CodeOf(err) == CodeConflict {
			one.Blocked = err
		} else if err != nil {
			return nil, err
		}
	}
	return []binned{one}, nil
}

func binnedPlaces(ctx context.Context, r Reader) ([]binned, error) {
	places, err := removedOnes(ctx, r, KindPlace, DecodePlace)
	if err != nil {
		return nil, err
	}
	var lying []binned
	for _, place := range places {
		if place.Sample {
			continue
		}
		one := binned{BinEntry: BinEntry{ID: place.ID, Kind: BinPlace, Name: place.Name, Of: place.Code}}
		if one.Blocked = freeCode(ctx, r, place); one.Blocked != nil && CodeOf(one.Blocked) != CodeConflict {
			return nil, one.Blocked
		}
		place.Removed = false
		one.back = place
		if err := takenOff(ctx, r, KindPlace, place.ID, &one.BinEntry); err != nil {
			return nil, err
		}
		lying = append(lying, one)
	}
	return lying, nil
}

// freeCode looks that no other place on the register has the code of the place.
func freeCode(ctx context.Context, r Reader, place Place) error {
	holder, err := r.PlaceByCode(ctx, place.Code)
	if err != nil {
		return err
	}
	if holder.ID != place.ID && !holder.Removed {
		return Conflict("error.place_code_taken", "code", place.Code, "name", holder.Name)
	}
	return nil
}

func binnedReports(ctx context.Context, r Reader) ([]binned, error) {
	reports, err := removedOnes(ctx, r, KindCustomReport, DecodeCustomReport)
	if err != nil || len(reports) == 0 {
		return nil, err
	}
	present, err := r.CustomReports(ctx)
	if err != nil {
		return nil, err
	}
	var lying []binned
	for _, report := range reports {
		one := binned{BinEntry: BinEntry{ID: report.ID, Kind: BinReport, Name: report.Name}}
		if slices.ContainsFunc(present, func(other CustomReport) bool { return strings.EqualFold(other.Name, report.Name) }) {
			one.Blocked = Conflict("error.custom_report_name_taken", "name", report.Name)
		}
		report.Removed = false
		one.back = report
		if err := takenOff(ctx, r, KindCustomReport, report.ID, &one.BinEntry); err != nil {
			return nil, err
		}
		lying = append(lying, one)
	}
	return lying, nil
}
