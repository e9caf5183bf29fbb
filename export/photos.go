package export

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"

	"anxun/inspection"
)

// PhotoSize says how large the photos of a report are stored. On paper and on the
// screen they take the same place; the size decides how far one can zoom in, and how
// large the file gets.
type PhotoSize string

// The sizes.
const (
	PhotoNone      PhotoSize = "none"      // no photos
	PhotoThumbnail PhotoSize = "thumbnail" // 480 pixels on the longer side
	PhotoReport    PhotoSize = "report"    // 1024 pixels on the longer side
	PhotoOriginal  PhotoSize = "original"  // as taken
)

// PhotoSizes lists the sizes from the smallest.
func PhotoSizes() []PhotoSize {
	return []PhotoSize{PhotoNone, PhotoThumbnail, PhotoReport, PhotoOriginal}
}

// LongSide is the length of the longer side in pixels; 0 for photos as taken and for
// none. A photo that is smaller stays as it is.
func (s PhotoSize) LongSide() int {
	switch s {
	case PhotoThumbnail:
		return 480
	case PhotoReport:
		return 1024
	}
	return 0
}

// Pictures opens the photos that a report shows. A report asks for each photo once, for
// several at the same time, from goroutines of its own.
type Pictures interface {
	// Open returns the photo in the size, upright and, except as taken, marked with what
	// it shows. Errors: CodeNotFound when its file is missing; any other when it cannot
	// be used. The report then says so in the photo's cell and goes on.
	Open(ctx context.Context, photo Photo, size PhotoSize) (Picture, error)
}

// Photo is a photo with the hazard that it shows.
type Photo struct {
	inspection.Evidence
	Hazard inspection.HazardRow
}

// key tells which photos are one picture of a workbook. A photo as taken is the same
// whatever it shows; a marked one belongs to its hazard.
func (p Photo) key(size PhotoSize) string {
	if size == PhotoOriginal {
		return p.SHA256
	}
	return string(p.ID) + "/" + p.SHA256
}

// Picture is an opened photo. Its reader is closed by who opened it.
type Picture struct {
	io.ReadCloser
	Format        string // "jpg" or "png", which every spreadsheet program shows
	Width, Height int    // pixels
}

// wanted reports whether the report shows photos.
func (s PhotoSize) wanted() bool { return s != PhotoNone && s != "" }

// validatePhotos checks that photos can be had when they are asked for.
func (r Request) validatePhotos() error {
	if r.Photos != "" && !slices.Contains(PhotoSizes(), r.Photos) || r.Photos.wanted() && r.Pictures == nil {
		return inspection.Invalid("error.export_photos", "size", string(r.Photos))
	}
	return nil
}

// photoLayout is how much room a photo has in its cell.
type photoLayout struct {
	column float64 // width of the column, in characters
	height float64 // of the row, in points
}

// layout of a size: photos that one can zoom into get more room on paper, too. The
// height holds a photo 4 wide by 3 high with the band of its mark.
func (s PhotoSize) layout() photoLayout {
	if s == PhotoThumbnail {
		return photoLayout{column: 18, height: 84}
	}
	return photoLayout{column: 24, height: 109}
}

// The titles of the columns that hold photos.
const (
	titleBefore = "整改前照片"
	titleAfter  = "整改后照片"
)

// hazardColumnsWith gives the columns of 隐患台账, with room for photos of a size.
func hazardColumnsWith(size PhotoSize) []column {
	columns := slices.Clone(hazardColumns)
	if !size.wanted() {
		return columns
	}
	for i := range columns {
		if columns[i].title == titleBefore || columns[i].title == titleAfter {
			columns[i].width, columns[i].look = size.layout().column, lookCaption
		}
	}
	return columns
}

// photoCell is what a cell for photos shows: a picture, words, or both.
type photoCell struct {
	image *image
	value any
}

// photoFault is a photo that could not be shown.
type photoFault struct{ hazard, name, reason string }

// photoCounts is what 数据说明 says about the photos.
type photoCounts struct {
	recorded int // of the hazards in the sheet
	shown    int
	faults   []photoFault
}

// pick orders the photos of a role by how well they show the hazard: the first one
// from before and the last one from after.
func pick(photos []inspection.Evidence, role inspection.EvidenceRole) []inspection.Evidence {
	var picked []inspection.Evidence
	for _, photo := range photos {
		if photo.Role == role && !photo.Removed {
			picked = append(picked, photo)
		}
	}
	if role == inspection.EvidenceAfter {
		slices.Reverse(picked)
	}
	return picked
}

// queuedHazard is a row of 隐患台账 whose photos are being read while the rows before it
// are written.
type queuedHazard struct {
	row           inspection.HazardRow
	place         *inspection.Place
	before, after []inspection.Evidence
}

// queueHazard begins to read the photos of a hazard and writes the hazard that has
// waited longest.
func (r *report) queueHazard(ctx context.Context, row *inspection.HazardRow, place *inspection.Place) error {
	next := queuedHazard{row: *row, place: place}
	if r.request.Photos.wanted() {
		photos, err := r.source.Evidence(ctx, row.ID)
		if err != nil {
			return err
		}
		next.before, next.after = pick(photos, inspection.EvidenceBefore), pick(photos, inspection.EvidenceAfter)
		for _, picked := range [][]inspection.Evidence{next.before, next.after} {
			if len(picked) > 0 {
				r.book.media.prefetch(ctx, r.request, Photo{picked[0], *row})
			}
		}
	}
	r.queue = append(r.queue, next)
	return r.writeQueued(ctx, runtime.GOMAXPROCS(0))
}

// writeQueued writes waiting hazards until so many are left.
func (r *report) writeQueued(ctx context.Context, left int) error {
	for len(r.queue) > left {
		next := r.queue[0]
		r.queue = r.queue[1:]
		if err := r.writeHazard(ctx, &next); err != nil {
			return err
		}
	}
	return nil
}

// writeHazard writes a row of 隐患台账 with one photo of each role.
func (r *report) writeHazard(ctx context.Context, hazard *queuedHazard) error {
	row := &hazard.row
	before, err := r.photoCell(ctx, row, hazard.before)
	if err != nil {
		return err
	}
	after, err := r.photoCell(ctx, row, hazard.after)
	if err != nil {
		return err
	}
	cells := []titledPhoto{{titleBefore, before}, {titleAfter, after}}
	height := 0.0
	for _, cell := range cells {
		if cell.image != nil {
			height = r.request.Photos.layout().height
		}
	}
	if err := r.hazards.addTall(height, r.hazardRow(row, hazard.place, before.value, after.value)...); err != nil {
		return err
	}
	for _, cell := range cells {
		if err := r.layPhoto(row, cell); err != nil {
			return err
		}
	}
	return nil
}

// titledPhoto is a cell for photos with the title of its column.
type titledPhoto struct {
	title string
	photoCell
}

// layPhoto lays a photo over its cell in the row of 隐患台账 written last, and shows it large
// in 照片.
func (r *report) layPhoto(row *inspection.HazardRow, cell titledPhoto) error {
	if cell.image == nil {
		return nil
	}
	s, column := r.hazards.parts[len(r.hazards.parts)-1], r.hazards.index(cell.title)
	alt := altText(row.No, row.Description)
	large, err := r.gallery.add(cell.image, photoWords(row, cell.title), alt, linkTo(s.name, column, s.next-1))
	if err != nil {
		return err
	}
	return s.picture(column-1, r.request.Photos.layout(), cell.photoCell, pictureText{alt: alt, link: large, tip: "点击看大图"})
}

// photoCell shows the first of the photos that can be used.
func (r *report) photoCell(ctx context.Context, row *inspection.HazardRow, photos []inspection.Evidence) (photoCell, error) {
	r.photos.recorded += len(photos)
	reason := ""
	for _, photo := range photos {
		image, err := r.book.media.add(ctx, r.request, Photo{photo, *row})
		if err == nil {
			r.photos.shown++
			cell := photoCell{image: image}
			if len(photos) > 1 {
				cell.value = fmt.Sprintf("共%d张", len(photos))
			}
			return cell, nil
		}
		if reason = photoReason(err); reason == "" {
			return photoCell{}, err
		}
		r.photos.faults = append(r.photos.faults, photoFault{row.No, photo.Name, reason})
	}
	if len(photos) == 0 {
		return photoCell{}, nil
	}
	return photoCell{value: toned{reason, toneBad}}, nil
}
