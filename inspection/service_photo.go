package inspection

import "context"

// Photos lists the photos of a hazard, oldest first; removed ones are left out.
func (s *Service) Photos(ctx context.Context, hazardID ID) ([]Evidence, error) {
	var photos []Evidence
	err := s.store.View(ctx, func(r Reader) (err error) {
		photos, err = r.Evidence(ctx, hazardID)
		return err
	})
	return photos, err
}

// RemovePhoto takes a photo off the record of an open hazard. Its file, its record and
// the journal keep it; only lists and reports no longer show it. A photo that was
// given with an action is proof of that action and stays, as do all photos once the
// hazard is no longer open: CodeConflict. Removing it again changes nothing.
func (s *Service) RemovePhoto(ctx context.Context, by string, hazardID, photoID ID) error {
	return s.update(ctx, by, func(w Writer) error {
		hazard, err := w.Hazard(ctx, hazardID)
		if err != nil {
			return err
		}
		if hazard.Withdrawn || hazard.Status != HazardOpen {
			return Conflict("error.hazard_not_open", "no", hazard.No, "status", string(hazard.Status))
		}
		photos, err := w.Evidence(ctx, hazardID)
		if err != nil {
			return err
		}
		for _, photo := range photos {
			if photo.ID != photoID {
				continue
			}
			if photo.ActionID != "" {
				return Conflict("error.photo_of_action", "no", hazard.No)
			}
			photo.Removed = true
			if err := w.Put(ctx, photo); err != nil {
				return err
			}
			return s.seal(ctx, w, by, hazard.InspectionID, SealPhoto)
		}
		return nil
	})
}
