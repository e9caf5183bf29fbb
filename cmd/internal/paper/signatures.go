package paper

import (
	"context"
	"os"

	"anxun/cmd/internal/setup"
	"anxun/export/form"
	"anxun/inspection"
)

// signatures reads what was signed under an inspection. A picture whose file is missing
// leaves its place for signing by hand; so do documents of a hazard, whose subject names
// no inspection: what was signed at the visit says nothing about a later review.
func signatures(ctx context.Context, session *setup.Session, visit inspection.ID) (form.Signatures, error) {
	if visit == "" {
		return form.Signatures{}, nil
	}
	sheet, err := session.Service.Signatures(ctx, visit)
	if err != nil {
		return form.Signatures{}, err
	}
	picture := func(s inspection.Signature) *form.Picture {
		if !s.HasPicture() {
			return nil
		}
		data, err := os.ReadFile(session.Evidence.Path(s.File()))
		if err != nil {
			return nil
		}
		shown, err := form.NewPicture(s.Signer, data)
		if err != nil {
			return nil
		}
		return shown
	}
	var found form.Signatures
	for _, signature := range sheet.Inspectors {
		found.Inspectors = append(found.Inspectors, picture(signature))
	}
	if !sheet.Unit.Refused {
		found.Unit = picture(sheet.Unit)
		return found, nil
	}
	found.Witness = picture(sheet.Unit)
	found.Refusal = sheet.Unit.Signer + "拒绝签字：" + sheet.Unit.Reason + "。见证人：" + sheet.Unit.Witness
	return found, nil
}
