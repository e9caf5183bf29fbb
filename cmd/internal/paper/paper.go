// Package paper issues documents: it gives one its number, gathers what it shows from
// the data folder, fills the template and records what was produced. Both programs
// use it, so they behave the same.
package paper

import (
	"context"
	"io"
	"slices"

	"anxun/assets"
	"anxun/cmd/internal/setup"
	"anxun/export"
	"anxun/export/form"
	"anxun/inspection"
)

// Order says which document is wanted.
type Order struct {
	Kind      inspection.FormKind
	Subject   inspection.DocumentSubject
	Template  string // file of the office's own template; empty for the built-in one
	Out       string
	Overwrite bool
	By        string
}

// Issued is what was produced.
type Issued struct {
	Document inspection.IssuedDocument
	Path     string
	Photos   int
	Skipped  []string // names of photos whose files could not be shown
}

// Check says what is wrong with the order's template or subject, if anything, and makes nothing.
func Check(ctx context.Context, session *setup.Session, order Order) error {
	_, _, err := try(ctx, session, order)
	return err
}

// try fills the template with what there is and throws the document away.
func try(ctx context.Context, session *setup.Session, order Order) (*work, *form.Template, error) {
	template, err := openTemplate(order)
	if err != nil {
		return nil, nil, err
	}
	w := &work{session: session, order: order}
	if err := w.gather(ctx); err != nil {
		return nil, nil, err
	}
	values, err := w.values()
	if err != nil {
		return nil, nil, err
	}
	return w, template, template.Fill(io.Discard, values)
}

// Issue makes the document. Whatever can be wrong with template, subject or target is
// found before a number is allotted; a number that was allotted stays with its
// subject, so trying again continues where it stopped.
func Issue(ctx context.Context, session *setup.Session, order Order) (Issued, error) {
	w, template, err := try(ctx, session, order)
	if err != nil {
		return Issued{}, err
	}
	if err := export.CheckTarget(order.Out, order.Overwrite); err != nil {
		return Issued{}, err
	}
	if w.source.Document, err = session.Service.IssueDocument(ctx, order.By, order.Kind, order.Subject); err != nil {
		return Issued{}, err
	}
	values, err := w.values()
	if err != nil {
		return Issued{}, err
	}
	digest, err := template.Write(ctx, order.Out, order.Overwrite, values)
	if err != nil {
		return Issued{}, err
	}
	document, err := session.Service.DocumentPrinted(ctx, order.By, w.source.Document.ID, digest)
	return Issued{Document: document, Path: order.Out, Photos: w.photos, Skipped: w.skipped}, err
}

func openTemplate(order Order) (*form.Template, error) {
	if order.Template != "" {
		return form.Open(order.Template)
	}
	return form.BuiltIn(assets.Forms, order.Kind)
}

// work is one document being made.
type work struct {
	session *setup.Session
	order   Order
	source  form.Source
	sheet   inspection.Worksheet
	file    form.HazardFile
	shots   []export.Photo // still to be opened
	photos  int
	skipped []string
}

func (w *work) values() (form.Values, error) {
	switch w.order.Kind {
	case inspection.FormReview, inspection.FormDepartmentReview:
		return form.Review(w.file, w.source), nil
	case inspection.FormTransfer:
		return form.Transfer(w.file, w.source), nil
	case inspection.FormNotice, inspection.FormDepartmentOrder:
		return form.Notice(w.sheet, w.source)
	}
	if w.order.Kind == inspection.FormFoodResult {
		return form.FoodResult(w.sheet, w.source), nil
	}
	return form.Record(w.sheet, w.source), nil
}

// gather reads everything the document may show.
func (w *work) gather(ctx context.Context) error {
	w.source = form.Source{Library: w.session.Library, Departments: w.session.Departments, Now: w.session.Clock(),
		Photos: map[inspection.ID][]form.Photo{}}
	var err error
	if w.source.Signatures, err = signatures(ctx, w.session, w.order.Subject.InspectionID); err != nil {
		return err
	}
	if err := w.session.Service.View(ctx, func(r inspection.Reader) error { return w.read(ctx, r) }); err != nil {
		return err
	}
	if !w.order.Kind.OfHazard() {
		if w.sheet, err = w.session.Service.Worksheet(ctx, w.order.Subject.InspectionID); err != nil {
			return err
		}
	}
	if w.order.Kind == inspection.FormFoodResult {
		w.sheet = form.FoodPart(w.sheet)
		w.shots = slices.DeleteFunc(w.shots, func(shot export.Photo) bool {
			return w.sheet.Hazards[shot.Hazard.Item].ID != shot.HazardID
		})
	}
	return w.openPhotos(ctx)
}

func (w *work) read(ctx context.Context, r inspection.Reader) (err error) {
	for name, to := range map[inspection.ID]*string{inspection.SettingOffice: &w.source.Office, inspection.SettingOfficePhone: &w.source.Phone,
		inspection.SettingIssuingName: &w.source.Issuer.Name} {
		if *to, err = r.Setting(ctx, name); err != nil {
			return err
		}
	}
	visit := w.order.Subject.InspectionID
	var hazards []inspection.HazardRow
	if w.order.Kind.OfHazard() {
		if visit, err = w.readHazard(ctx, r); err != nil {
			return err
		}
		hazards = []inspection.HazardRow{{Hazard: w.file.Hazard, PlaceCode: w.file.Place.Code, PlaceName: w.file.Place.Name, InspectionNo: w.file.Visit.No}}
	} else if hazards, err = r.Hazards(ctx, inspection.HazardFilter{InspectionID: visit}); err != nil {
		return err
	}
	if visit != "" {
		if w.source.Related, err = r.IssuedDocuments(ctx, inspection.DocumentFilter{InspectionID: visit}); err != nil {
			return err
		}
	}
	for _, hazard := range hazards {
		if err := w.readPhotos(ctx, r, hazard); err != nil {
			return err
		}
	}
	return nil
}

// readHazard reads the hazard with its place, visit and steps.
func (w *work) readHazard(ctx context.Context, r inspection.Reader) (visit inspection.ID, err error) {
	if w.file.Hazard, err = r.Hazard(ctx, w.order.Subject.HazardID); err != nil {
		return "", err
	}
	if w.file.Place, err = r.Place(ctx, w.file.Hazard.PlaceID); err != nil {
		return "", err
	}
	if visit = w.file.Hazard.InspectionID; visit != "" {
		if w.file.Visit, err = r.Inspection(ctx, visit); err != nil {
			return "", err
		}
	}
	w.file.Actions, err = r.Actions(ctx, w.file.Hazard.ID)
	return visit, err
}
