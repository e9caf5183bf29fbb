package inspection

import (
	"context"
	"slices"
)

// DocumentGap is something a document will lack when it is made now.
type DocumentGap string

// The gaps.
const (
	GapOffice     DocumentGap = "office"     // the name of the office is not set
	GapMark       DocumentGap = "mark"       // the mark in front of document numbers is not set
	GapSignatures DocumentGap = "signatures" // not everybody has signed; places are left for signing by hand
	GapReview     DocumentGap = "review"     // nobody has reviewed the hazard yet
	GapTransfer   DocumentGap = "transfer"   // the hazard was not transferred yet
	GapHazards    DocumentGap = "hazards"    // nothing was found that could be notified
	GapLayout     DocumentGap = "layout"     // the layout of 2016 is not compared with the department's present one
)

// DocumentOffer is a document that can be made about a subject, or why it cannot.
type DocumentOffer struct {
	Kind     FormKind
	Subject  DocumentSubject
	Document IssuedDocument // with its number if it was issued before, else without
	Problem  error          // why it cannot be made now, nil if it can
	Gaps     []DocumentGap
	Unsigned int // who still has to sign, for GapSignatures
}

// DocumentOffers lists the documents about a subject, the street's own first. For a
// hazard those about the inspection it was found in follow. Nothing is issued.
func (s *Service) DocumentOffers(ctx context.Context, subject DocumentSubject) ([]DocumentOffer, error) {
	var offers []DocumentOffer
	err := s.store.View(ctx, func(r Reader) error {
		visit := subject.InspectionID
		if subject.HazardID != "" {
			hazard, err := r.Hazard(ctx, subject.HazardID)
			if err != nil {
				return err
			}
			visit = hazard.InspectionID
		}
		subjects := []DocumentSubject{{HazardID: subject.HazardID}, {InspectionID: visit}}
		for _, about := range subjects {
			if about == (DocumentSubject{}) {
				continue
			}
			for _, kind := range FormKinds() {
				if kind.OfHazard() != (about.HazardID != "") {
					continue
				}
				offer, err := s.offer(ctx, r, kind, about, visit)
				if err != nil {
					return err
				}
				offers = append(offers, offer)
			}
		}
		return nil
	})
	return offers, err
}

// offer looks at one document. Only what forbids it is a Problem; that the data cannot
// be read is an error.
func (s *Service) offer(ctx context.Context, r Reader, kind FormKind, subject DocumentSubject, visit ID) (DocumentOffer, error) {
	offer := DocumentOffer{Kind: kind, Subject: subject}
	document, err := s.draftDocument(ctx, r, kind, subject)
	if CodeOf(err) == CodeConflict {
		offer.Problem = err
		return offer, nil
	}
	if err != nil {
		return offer, err
	}
	known, err := r.IssuedDocument(ctx, document.ID)
	switch {
	case err == nil:
		document = known
	case CodeOf(err) != CodeNotFound:
		return offer, err
	}
	offer.Document = document
	if visit != "" {
		sheet, err := ReadSignatures(ctx, r, visit)
		if err != nil {
			return offer, err
		}
		offer.Unsigned = sheet.Missing()
	}
	offer.Gaps, err = documentGaps(ctx, r, offer)
	return offer, err
}

func documentGaps(ctx context.Context, r Reader, offer DocumentOffer) (gaps []DocumentGap, err error) {
	for _, needed := range []struct {
		setting ID
		gap     DocumentGap
	}{{SettingOffice, GapOffice}, {SettingOfficeMark, GapMark}} {
		value, err := r.Setting(ctx, needed.setting)
		if err != nil {
			return nil, err
		}
		if value == "" && (needed.gap != GapMark || !offer.Document.Sample) {
			gaps = append(gaps, needed.gap)
		}
	}
	if offer.Subject.HazardID != "" {
		actions, err := r.Actions(ctx, offer.Subject.HazardID)
		if err != nil {
			return nil, err
		}
		done := func(kinds ...ActionKind) bool {
			return slices.ContainsFunc(actions, func(a Action) bool { return slices.Contains(kinds, a.ActionKind) })
		}
		switch {
		case offer.Kind == FormTransfer && !done(ActionTransfer):
			gaps = append(gaps, GapTransfer)
		case offer.Kind != FormTransfer && !done(ActionPass, ActionFail, ActionFixed):
			gaps = append(gaps, GapReview)
		}
		return gaps, nil
	}
	if offer.Kind == FormNotice || offer.Kind == FormDepartmentOrder {
		n, err := r.CountHazards(ctx, HazardFilter{InspectionID: offer.Subject.InspectionID})
		if err != nil {
			return nil, err
		}
		if n == 0 {
			gaps = append(gaps, GapHazards)
		}
	}
	if offer.Kind == FormFoodResult {
		gaps = append(gaps, GapLayout)
	}
	if offer.Unsigned > 0 {
		gaps = append(gaps, GapSignatures)
	}
	return gaps, nil
}
