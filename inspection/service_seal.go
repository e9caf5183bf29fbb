package inspection

import "context"

// Seals lists the seals of an inspection, oldest first.
func (s *Service) Seals(ctx context.Context, inspectionID ID) ([]Seal, error) {
	var seals []Seal
	err := s.store.View(ctx, func(r Reader) (err error) {
		seals, err = r.Seals(ctx, inspectionID)
		return err
	})
	return seals, err
}

// SignedHead returns the present end of the journal, signed by this device together
// with the statement, for printing on what leaves the office. Where the folder is only
// looked at from elsewhere, the private key is not at hand and Signature is empty.
func (s *Service) SignedHead(ctx context.Context, statement string) (SignedHead, error) {
	var head SignedHead
	err := s.store.View(ctx, func(r Reader) (err error) {
		head, err = r.SignedHead(ctx, statement)
		return err
	})
	return head, err
}

// SealRecorded seals a finished inspection within the transaction that recorded it,
// for programs that put many records themselves. A draft is left alone.
func (s *Service) SealRecorded(ctx context.Context, w Writer, by string, inspectionID ID) error {
	return s.seal(ctx, w, by, inspectionID, SealFinish)
}

// seal seals an inspection anew after its content changed. Drafts, and hazards of no
// inspection, have nothing to seal. It must be the last change of its transaction.
func (s *Service) seal(ctx context.Context, w Writer, by string, inspectionID ID, cause SealCause) error {
	return s.sealAs(ctx, w, by, inspectionID, cause, false)
}

// sealAs seals an inspection; always also where its content is what the newest seal says.
func (s *Service) sealAs(ctx context.Context, w Writer, by string, inspectionID ID, cause SealCause, always bool) error {
	if inspectionID == "" {
		return nil
	}
	visit, err := w.Inspection(ctx, inspectionID)
	if err != nil || visit.Status == StatusDraft {
		return err
	}
	before, err := w.Seals(ctx, inspectionID)
	if err != nil {
		return err
	}
	var known *Seal
	if len(before) > 0 && cause != SealFinish && cause != SealCorrect { // photos of the putting right stay outside
		known = &before[len(before)-1]
	}
	if known != nil && cause == SealRestore { // what was sealed before it was taken off is sealed again
		known = &Seal{Evidence: everSealed(before)}
	}
	seal, err := ReadSealContent(ctx, w, inspectionID, known)
	if err != nil {
		return err
	}
	if !always && len(before) > 0 && before[len(before)-1].Matches(seal) {
		return nil // nothing of what is sealed has changed
	}
	head, err := w.SignedHead(ctx, "")
	if err != nil {
		return err
	}
	seal.Round = 1
	if len(before) > 0 {
		seal.Round = before[len(before)-1].Round + 1
	}
	seal.ID = SealID(inspectionID, seal.Round, head.Device)
	seal.Cause, seal.By, seal.Made = cause, by, s.clock()
	if seal.Head, err = w.SignedHead(ctx, seal.statement()); err != nil {
		return err
	}
	return w.Put(ctx, seal)
}

// everSealed lists the photos that any of the seals names.
func everSealed(seals []Seal) []ID {
	var photos []ID
	for _, seal := range seals {
		photos = append(photos, seal.Evidence...)
	}
	return photos
}
