package reports

import (
	"context"

	"anxun/inspection"
	"anxun/ui/task"
)

// Exporter counts and writes the workbooks of the departments.
type Exporter interface {
	Archive

	// Count says what the workbook of the department for the days from to to, both inclusive, would hold.
	Count(ctx context.Context, department inspection.DepartmentID, from, to inspection.Day) (Counts, error)
	// Export writes it with photos of one of PhotoSizes, in the name of by, telephone and identity numbers in full only if personal
	// is set, and records it. CodeConflict means that the file exists
	// and overwrite is not set, CodeBusy that it is open in a spreadsheet program. After an error nothing of the workbook remains
	// and an existing file is as it was.
	Export(ctx context.Context, by, path string, department inspection.DepartmentID, from, to inspection.Day,
		photoSize string, personal, overwrite bool, progress task.Progress) (Summary, error)
}

// Counts is what a workbook would hold.
type Counts struct {
	Inspections, Places         int
	Pass, Fail, NA, Value       int // answered items of the department by result
	Hazards                     int // found in the period
	General, Serious, Suspected int
	Major                       int
	Awaiting, Submitted, Closed int // of these hazards, by their state now
	Transferred, Shelved        int
	Overdue                     int // at the moment, those found before the period included
	Drafts, Void                int // inspections left out

	Files []File // one for each of PhotoSizes
}

// PhotoSizes lists how large the photos in 隐患台账 may be stored, by id, the smallest first. Their names are translated as
// reports.photos.ID.
func PhotoSizes() []string { return []string{"none", "thumbnail", "report", "original"} }

// usualPhotos is the size that is chosen at first.
const usualPhotos = "thumbnail"

// File is an estimate of a file that is not written yet.
type File struct {
	PhotoSize string
	Photos    int // that it would hold
	Bytes     int64
}

// File finds the estimate for a size of photos; a zero File before there is one.
func (c Counts) File(photoSize string) File {
	for _, file := range c.Files {
		if file.PhotoSize == photoSize {
			return file
		}
	}
	return File{}
}

// Items is the number of answered items.
func (c Counts) Items() int { return c.Pass + c.Fail + c.NA + c.Value }

// Empty reports whether the workbook would have no row.
func (c Counts) Empty() bool { return c.Inspections == 0 && c.Hazards == 0 && c.Overdue == 0 }

// Sheet is one sheet of a written workbook and its number of rows.
type Sheet struct {
	Name string
	Rows int
}

// Summary says what was written.
type Summary struct {
	Path   string
	Size   int64 // bytes
	Sheets []Sheet

	No            string // number of this issue; empty if it was not recorded
	RecordProblem error  // why it was not recorded, although the file is there
	Before        string // number of the issue before of the same report and period; empty if there is none
	Changed       string // what changed since then, in words
}

// Rows is the number of rows of all sheets.
func (s Summary) Rows() int {
	rows := 0
	for _, sheet := range s.Sheets {
		rows += sheet.Rows
	}
	return rows
}
