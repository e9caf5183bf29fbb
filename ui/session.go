package ui

import (
	"context"

	"anxun/inspection"
	"anxun/ui/documents"
	"anxun/ui/exchange"
	"anxun/ui/inspecting"
	"anxun/ui/places"
	"anxun/ui/recovery"
	"anxun/ui/reports"
	"anxun/ui/settings"
	"anxun/ui/signing"
	"anxun/ui/verify"
)

// Session is what the program works with once the data folder is open.
type Session struct {
	Service     *inspection.Service
	Departments []inspection.Department
	// Workbook reads and writes spreadsheets of places.
	Workbook places.Workbook
	// LoadSample puts the sample register into the data folder, in the name of a person.
	LoadSample func(ctx context.Context, by string) error
	// Holidays reads a file of official holidays.
	Holidays settings.ReadFile
	// Photos keeps and reads photos.
	Photos inspecting.Photos
	// Signatures keeps and reads the pictures of signatures.
	Signatures signing.Files
	// Documents makes the printed documents.
	Documents documents.Issuer
	// Reports counts and writes the workbooks of the departments.
	Reports reports.Exporter
	// Check looks in the background whether what was added since the last time agrees with the journal and what was
	// signed, and returns how much does not; nil for none.
	Check func(ctx context.Context) (found int, err error)
	// Verify looks at everything, see ui/verify; nil where that is not offered.
	Verify verify.Verify
	// Lists writes the lists of the pages as plain tables.
	Lists Lists
	// Bundles makes and reads the files in which work travels between laptops.
	Bundles exchange.Bundles
	// Hub is the office's server; nil where none can be used.
	Hub exchange.Hub
	// Backups makes backups; nil if there are none to be made.
	Backups recovery.Maker
	// ReadOnly says that the data are only looked at, beside another window that has them open for writing.
	ReadOnly bool
	// Follow tells the subscribers of Service what that window committed since the last time; nil unless ReadOnly.
	Follow func(ctx context.Context) error
	// Close ends the use of the data folder.
	Close func() error
}

// Opener opens the data folder, making it if it is missing. It runs in the background.
type Opener func(ctx context.Context) (*Session, error)
