package inspection

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
)

// DocumentSubject is what a document is about: an inspection, or a hazard for the
// kinds that speak of one.
type DocumentSubject struct {
	InspectionID ID
	HazardID     ID
}

// IssueDocument gives the document its number: the next of its kind and year, or,
// when the same was issued before, the number it has. It prints nothing:
// DocumentPrinted is called when the file is there. A document about a draft, a void
// inspection or a withdrawn hazard gives CodeConflict, and so does a department's
// form that DepartmentFormProblem forbids.
//
// A number that was allotted stays with its subject even if printing then fails, so
// the series has no gaps and no doubles. Two laptops cannot ask each other for the
// next number, so the number carries the laptop's two characters.
func (s *Service) IssueDocument(ctx context.Context, by string, kind FormKind, subject DocumentSubject) (IssuedDocument, error) {
	var document IssuedDocument
	err := s.update(ctx, by, func(w Writer) (err error) {
		if document, err = s.draftDocument(ctx, w, kind, subject); err != nil {
			return err
		}
		known, err := w.IssuedDocument(ctx, document.ID)
		if err == nil {
			document = known
			return nil
		}
		if CodeOf(err) != CodeNotFound {
			return err
		}
		document.Issued, document.IssuedBy = s.clock(), by
		document.Year = document.Issued.In(Zone).Year()
		if document, err = numberDocument(ctx, w, document); err != nil {
			return err
		}
		return w.Put(ctx, document)
	})
	return document, err
}

// DocumentPrinted records that a file of the document was produced, with its hash.
func (s *Service) DocumentPrinted(ctx context.Context, by string, id ID, sha256 string) (IssuedDocument, error) {
	var document IssuedDocument
	err := s.update(ctx, by, func(w Writer) (err error) {
		if document, err = w.IssuedDocument(ctx, id); err != nil {
			return err
		}
		document.Prints++
		document.Printed, document.SHA256 = s.clock(), sha256
		return w.Put(ctx, document)
	})
	return document, err
}

// Issuer reads the department set by the office; zero if none is set.
func (s *Service) Issuer(ctx context.Context) (Issuer, error) {
	var issuer Issuer
	err := s.store.View(ctx, func(r Reader) (err error) {
		issuer, err = readIssuer(ctx, r)
		return err
	})
	return issuer, err
}

func readIssuer(ctx context.Context, r Reader) (Issuer, error) {
	department, err := r.Setting(ctx, SettingIssuingDepartment)
	if err != nil {
		return Issuer{}, err
	}
	name, err := r.Setting(ctx, SettingIssuingName)
	return Issuer{Department: DepartmentID(department), Name: name}, err
}

// draftDocument checks that the document may be issued and works out its id.
func (s *Service) draftDocument(ctx context.Context, r Reader, kind FormKind, subject DocumentSubject) (IssuedDocument, error) {
	document := IssuedDocument{FormKind: kind, InspectionID: subject.InspectionID, HazardID: subject.HazardID}
	if kind.word() == "" || kind.OfHazard() != (subject.HazardID != "") {
		return document, Invalid("error.form_subject", "kind", string(kind))
	}
	on := subject.InspectionID
	if kind.OfHazard() {
		hazard, err := r.Hazard(ctx, subject.HazardID)
		if err != nil {
			return document, err
		}
		if hazard.Withdrawn {
			return document, Conflict("error.form_withdrawn", "no", hazard.No)
		}
		actions, err := r.Actions(ctx, hazard.ID)
		if err != nil {
			return document, err
		}
		on, document.InspectionID, document.Sample = hazard.ID, hazard.InspectionID, hazard.Sample
		document.Round = DocumentRound(kind, hazard, actions)
	}
	document.ID = DocumentID(kind, on, document.Round)
	if document.InspectionID == "" {
		if FormDepartment(kind) != "" {
			return document, Conflict("error.form_no_inspection")
		}
		return document, nil
	}
	return s.checkVisit(ctx, r, document)
}

// checkVisit looks at the inspection that the document rests on.
func (s *Service) checkVisit(ctx context.Context, r Reader, document IssuedDocument) (IssuedDocument, error) {
	visit, err := r.Inspection(ctx, document.InspectionID)
	if err != nil {
		return document, err
	}
	document.Sample = document.Sample || visit.Sample
	if visit.Status != StatusFinished {
		return document, Conflict("error.form_not_finished", "no", visit.No)
	}
	if document.FormKind == FormFoodResult {
		if err := checkFoodVisit(ctx, r, visit); err != nil {
			return document, err
		}
	}
	issuer, err := readIssuer(ctx, r)
	if err != nil {
		return document, err
	}
	if err := DepartmentFormProblem(document.FormKind, issuer, visit.Inspectors); err != nil {
		return document, err
	}
	if document.FormKind != FormDepartmentReview {
		return document, nil
	}
	// A review opinion answers an order; without one there is nothing to answer.
	_, err = r.IssuedDocument(ctx, DocumentID(FormDepartmentOrder, visit.ID, 0))
	if CodeOf(err) == CodeNotFound {
		err = Conflict("error.form_order_missing", "no", visit.No)
	}
	return document, err
}

// checkFoodVisit makes sure that a food safety checklist was used.
func checkFoodVisit(ctx context.Context, r Reader, visit Inspection) error {
	for _, ref := range visit.Checklists {
		checklist, err := r.Checklist(ctx, ref)
		if err != nil {
			return err
		}
		if checklist.Food() {
			return nil
		}
	}
	return Conflict("error.form_no_food", "no", visit.No)
}

// DocumentRound tells which review or transfer of a hazard a document made now is
// about, from 1: the one being waited for, else the last one. It is 0 for documents
// about an inspection.
func DocumentRound(kind FormKind, hazard Hazard, actions []Action) int {
	round := 0
	for _, action := range actions {
		switch {
		case kind == FormTransfer && action.ActionKind == ActionTransfer,
			kind != FormTransfer && action.ActionKind.Review():
			round++
		}
	}
	switch {
	case !kind.OfHazard():
		return 0
	case kind != FormTransfer && hazard.Status == HazardSubmitted:
		return round + 1
	}
	return max(1, round)
}

// numberDocument allots the next number. Made-up data count in a series of their
// own: they must not use up official numbers.
func numberDocument(ctx context.Context, w Writer, document IssuedDocument) (IssuedDocument, error) {
	mark, err := w.Setting(ctx, SettingOfficeMark)
	if err != nil {
		return document, err
	}
	device, err := w.Setting(ctx, SettingDeviceCode)
	if err != nil {
		return document, err
	}
	series := "document." + string(document.FormKind)
	if document.Sample {
		mark, series = "示例", series+".sample"
	}
	name := ID(fmt.Sprintf("number.%s.%d", series, document.Year))
	text, err := w.Setting(ctx, name)
	if err != nil {
		return document, err
	}
	last, err := strconv.Atoi(cmp.Or(text, "0"))
	if err != nil {
		return document, Wrap(err, CodeDamaged, "error.record_damaged", "kind", string(KindSetting), "record", string(name), "field", "value")
	}
	document.Number = last + 1
	document.No = fmt.Sprintf("%s%s%s〔%d〕%d号", mark, document.FormKind.word(), device, document.Year, document.Number)
	return document, w.Put(ctx, Setting{Name: name, Value: strconv.Itoa(document.Number)})
}
