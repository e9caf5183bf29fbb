package inspection

import "context"

// samples are the sample records that were taken off, or those that were not.
type samples struct {
	places, inspections, hazards []ID
	real                         int // records that are no sample data and not taken off
}

func (s samples) count() SampleCount {
	return SampleCount{Places: len(s.places), Inspections: len(s.inspections), Hazards: len(s.hazards)}
}

// readSamples looks for them. It reads three small fields of every record.
func readSamples(ctx context.Context, r Reader, removed bool) (samples, error) {
	var found samples
	for _, part := range []struct {
		kind RecordKind
		into *[]ID
	}{{KindPlace, &found.places}, {KindInspection, &found.inspections}, {KindHazard, &found.hazards}} {
		err := r.EachFields(ctx, part.kind, []string{"sample", "removed"}, func(id ID, fields Fields) error {
			switch {
			case fields["sample"] != "1":
				if fields["removed"] != "1" {
					found.real++
				}
			case (fields["removed"] == "1") == removed:
				*part.into = append(*part.into, id)
			}
			return nil
		})
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// SampleState tells what sample data the lists show, and whether they show anything
// else.
func (s *Service) SampleState(ctx context.Context) (SampleState, error) {
	var state SampleState
	err := s.store.View(ctx, func(r Reader) (err error) {
		state, err = ReadSampleState(ctx, r)
		return err
	})
	return state, err
}

// ReadSampleState is Service.SampleState for a caller that already reads.
func ReadSampleState(ctx context.Context, r Reader) (SampleState, error) {
	found, err := readSamples(ctx, r, false)
	state := SampleState{SampleCount: found.count()}
	state.Only = state.Any() && found.real == 0
	return state, err
}

// RemoveSample takes all sample data off in one transaction: the sample places, and
// the inspections and hazards that were recorded for them. Nothing lists, counts,
// reports or finds them any more; RestoreFromBin with BinSampleID brings them back.
// Finished inspections among them are sealed anew. Records that are not marked as
// sample data are not touched.
func (s *Service) RemoveSample(ctx context.Context, by string) (SampleCount, error) {
	return s.moveSamples(ctx, by, true)
}

func (s *Service) moveSamples(ctx context.Context, by string, off bool) (SampleCount, error) {
	var count SampleCount
	err := s.update(ctx, by, func(w Writer) error {
		found, err := readSamples(ctx, w, !off)
		if err != nil {
			return err
		}
		count = found.count()
		return s.putSamples(ctx, w, by, found, off)
	})
	return count, err
}

func (s *Service) putSamples(ctx context.Context, w Writer, by string, found samples, off bool) error {
	for _, id := range found.places {
		place, err := w.Place(ctx, id)
		if err == nil && !off {
			err = freeCode(ctx, w, place)
		}
		if err != nil {
			return err
		}
		place.Removed = off
		if err := w.Put(ctx, place); err != nil {
			return err
		}
	}
	sealed := found.inspections
	for _, id := range found.inspections {
		visit, err := w.Inspection(ctx, id)
		if err != nil {
			return err
		}
		visit.Removed = off
		if err := w.Put(ctx, visit); err != nil {
			return err
		}
	}
	for _, id := range found.hazards {
		hazard, err := w.Hazard(ctx, id)
		if err != nil {
			return err
		}
		hazard.Removed = off
		if err := w.Put(ctx, hazard); err != nil {
			return err
		}
		sealed = append(sealed, hazard.InspectionID)
	}
	return s.sealAll(ctx, w, by, sealed, off)
}

// sealAll seals the finished ones among the inspections. One that is named twice is
// sealed once, since its content does not change in between.
func (s *Service) sealAll(ctx context.Context, w Writer, by string, inspections []ID, off bool) error {
	cause := SealRestore
	if off {
		cause = SealRemove
	}
	for _, id := range inspections {
		if id == "" {
			continue
		}
		visit, err := w.Inspection(ctx, id)
		if err != nil {
			return err
		}
		if visit.Finished.IsZero() { // a draft that was set aside was never sealed
			continue
		}
		if err := s.seal(ctx, w, by, id, cause); err != nil {
			return err
		}
	}
	return nil
}
