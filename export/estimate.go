package export

import (
	"context"

	"anxun/inspection"
)

// Estimation says how large a report will be, before it is written.
type Estimation struct {
	Photos  int   `json:"photos"`  // different photos that would be stored
	Unknown int   `json:"unknown"` // of them, photos whose size is not recorded; counted as average ones
	Bytes   int64 `json:"bytes"`   // of the file; photos decide it, and their content by how much it is off
}

// What the parts of a file take, in bytes: medians of reports written from the sample
// and from generated data.
const (
	bytesOfBook       = 30_000
	bytesOfInspection = 60
	bytesOfAnswer     = 70
	bytesOfHazard     = 120
	bytesOfAnchor     = 300 // in the row and in 照片, with the links
	// A pixel of a photo in JPEG at the qualities used here.
	bytesPerPixel = 0.17
	// A photo without recorded size counts as one of a phone.
	usualWidth, usualHeight, usualBytes = 4000, 3000, 3_000_000
)

// Estimate works out how large the file of a request will be, without opening a photo
// or writing anything. Request.Pictures may be nil. Errors: as Count.
func Estimate(ctx context.Context, request Request, source Source) (Estimation, error) {
	counts, err := Count(ctx, request, source)
	if err != nil {
		return Estimation{}, err
	}
	if request.Photos == "" {
		request.Photos = PhotoNone
	}
	estimations, err := Estimates(ctx, request, source, counts)
	return estimations[request.Photos], err
}

// Estimates is Estimate for every size of photos at once, for a person to choose from.
// counts are those of the request.
func Estimates(ctx context.Context, request Request, source Source, counts Counts) (map[PhotoSize]Estimation, error) {
	bytes := int64(bytesOfBook + counts.Inspections*bytesOfInspection + counts.Answers*bytesOfAnswer + (counts.Hazards+counts.Overdue)*bytesOfHazard)
	guesses := map[PhotoSize]*estimating{}
	for _, size := range PhotoSizes() {
		guesses[size] = &estimating{Estimation: Estimation{Bytes: bytes}, size: size, known: map[string]bool{}}
	}
	catalog, err := loadCatalog(ctx, source, request.Department)
	if err != nil {
		return nil, err
	}
	period, err := loadPeriod(ctx, source, request, catalog)
	if err != nil {
		return nil, err
	}
	within := map[inspection.ID]bool{} // the hazards that the report shows
	err = source.EachHazard(ctx, hazardFilter, func(row inspection.HazardRow) error {
		if period.judge(request, &row) == hazardWithin && request.sees(&row) {
			within[row.ID] = true
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	err = eachHazardPhotos(ctx, source, func(id inspection.ID, photos []inspection.Evidence) {
		if !within[id] {
			return
		}
		for _, role := range []inspection.EvidenceRole{inspection.EvidenceBefore, inspection.EvidenceAfter} {
			for _, guess := range guesses {
				if picked := pick(photos, role); len(picked) > 0 && guess.size.wanted() {
					guess.addPhoto(picked[0])
				}
			}
		}
	})
	estimations := map[PhotoSize]Estimation{}
	for size, guess := range guesses {
		estimations[size] = guess.Estimation
	}
	return estimations, err
}

// eachHazardPhotos hands over the photos of each hazard, read with one query. The slice is used again.
func eachHazardPhotos(ctx context.Context, source Source, fn func(inspection.ID, []inspection.Evidence)) error {
	var photos []inspection.Evidence
	err := source.EachEvidence(ctx, func(photo inspection.Evidence) error {
		if len(photos) > 0 && photos[0].HazardID != photo.HazardID {
			fn(photos[0].HazardID, photos)
			photos = photos[:0]
		}
		photos = append(photos, photo)
		return ctx.Err()
	})
	if err == nil && len(photos) > 0 {
		fn(photos[0].HazardID, photos)
	}
	return err
}

// estimating is the estimation of one size on the way.
type estimating struct {
	Estimation
	size  PhotoSize
	known map[string]bool // by Photo.key
}

func (e *estimating) addPhoto(evidence inspection.Evidence) {
	photo := Photo{Evidence: evidence}
	e.Bytes += bytesOfAnchor
	key := photo.key(e.size)
	if e.known[key] {
		return
	}
	e.known[key] = true
	e.Photos++
	width, height, bytes := photo.Width, photo.Height, photo.Size
	if width <= 0 || height <= 0 || bytes <= 0 {
		width, height, bytes = usualWidth, usualHeight, usualBytes
		e.Unknown++
	}
	if side := e.size.LongSide(); side > 0 && max(width, height) > side {
		width, height = fit(width, height, side, side)
		bytes = int(float64(width*height) * bytesPerPixel)
	}
	e.Bytes += int64(bytes)
}
