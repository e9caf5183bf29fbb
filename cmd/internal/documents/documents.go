// Package documents lets the screen 文书 issue documents without knowing how they are made.
package documents

import (
	"context"
	"os"
	"path/filepath"

	"anxun/cmd/internal/paper"
	"anxun/cmd/internal/setup"
	"anxun/inspection"
	"anxun/ui/documents"
)

// Issuer issues documents from what a session stores. It implements documents.Issuer and is safe for concurrent use.
type Issuer struct{ session *setup.Session }

var _ documents.Issuer = (*Issuer)(nil)

// New returns the issuer of a session.
func New(session *setup.Session) *Issuer { return &Issuer{session: session} }

// CheckTemplate implements documents.Issuer.
func (i *Issuer) CheckTemplate(ctx context.Context, order documents.Order) error {
	return paper.Check(ctx, i.session, paper.Order{Kind: order.Kind, Subject: order.Subject, Template: order.Template, By: order.By})
}

// Issue implements documents.Issuer. The folder of the file is made if it is missing.
func (i *Issuer) Issue(ctx context.Context, order documents.Order) (documents.Made, error) {
	if err := os.MkdirAll(filepath.Dir(order.Out), 0o755); err != nil {
		return documents.Made{}, inspection.Wrap(err, inspection.CodeUnwritable, "error.folder_unwritable", "folder", filepath.Dir(order.Out))
	}
	issued, err := paper.Issue(ctx, i.session, paper.Order{Kind: order.Kind, Subject: order.Subject, Template: order.Template, Out: order.Out,
		Overwrite: order.Overwrite, By: order.By})
	if err != nil {
		return documents.Made{}, err
	}
	return documents.Made{Path: issued.Path, No: issued.Document.No, Prints: issued.Document.Prints, Photos: issued.Photos, Skipped: issued.Skipped}, nil
}
