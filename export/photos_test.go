package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	goimage "image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// album is a Pictures for tests: photos by SHA-256.
type album struct {
	mutex  sync.Mutex
	photos map[string][]byte
	errs   map[string]error
	opened []string
	watch  func() // called at each opening
	differ bool   // each photo ends with its name
}

// Open implements Pictures.
func (a *album) Open(_ context.Context, e Photo, _ PhotoSize) (Picture, error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.opened = append(a.opened, e.SHA256)
	if a.watch != nil {
		a.watch()
	}
	if err := a.errs[e.SHA256]; err != nil {
		return Picture{}, err
	}
	content, known := a.photos[e.SHA256]
	if !known {
		return Picture{}, inspection.NotFound("error.evidence_missing", "file", e.Name)
	}
	read := io.Reader(bytes.NewReader(content))
	if a.differ {
		read = io.MultiReader(read, strings.NewReader(e.SHA256))
	}
	return Picture{ReadCloser: io.NopCloser(read), Format: e.Format, Width: e.Width, Height: e.Height}, nil
}

// photo draws a picture that no other number gives.
func photo(t *testing.T, number, width, height int, format string) []byte {
	t.Helper()
	picture := goimage.NewRGBA(goimage.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			picture.Set(x, y, color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), uint8(number * 37), 255})
		}
	}
	var out bytes.Buffer
	err := error(nil)
	if format == "png" {
		err = png.Encode(&out, picture)
	} else {
		err = jpeg.Encode(&out, picture, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withPhotos adds to the fixture: the first hazard has two photos from before, one
// from after; the second a missing one; the ad hoc one a damaged one from before and,
// from after, the same picture as the first.
func withPhotos(t *testing.T) (inspection.Store, *album) {
	t.Helper()
	store := fixture(t)
	a := &album{photos: map[string][]byte{}, errs: map[string]error{}}
	digest := func(n int) string { return fmt.Sprintf("%064x", n) }
	first, second := inspection.HazardID("i0001", "CF-01"), inspection.HazardID("i0001", "CF-03")
	var adhoc inspection.ID
	for _, record := range fixtureHazards() {
		if h, ok := record.(inspection.Hazard); ok && h.Severity == inspection.SeverityMajor {
			adhoc = h.ID
		}
	}
	var records []inspection.Record
	add := func(n int, hazard inspection.ID, role inspection.EvidenceRole) {
		records = append(records, inspectiontest.AnEvidence(func(e *inspection.Evidence) {
			e.ID, e.HazardID, e.ActionID, e.Role, e.SHA256 = inspection.ID(fmt.Sprint("e", len(records))), hazard, "", role, digest(n)
			e.Format, e.Name, e.Added = "jpg", fmt.Sprintf("IMG_%d.jpg", n), at("2026-11-03", "10:00")
			e.Size, e.Orientation = 240_000, 1
		}))
	}
	add(1, first, inspection.EvidenceBefore)
	add(2, first, inspection.EvidenceBefore)
	add(3, first, inspection.EvidenceAfter)
	add(4, second, inspection.EvidenceBefore)
	add(5, adhoc, inspection.EvidenceBefore)
	add(1, adhoc, inspection.EvidenceAfter)
	put(t, store, records...)
	a.photos[digest(1)], a.photos[digest(2)] = photo(t, 1, 400, 300, "jpg"), photo(t, 2, 300, 400, "jpg")
	a.photos[digest(3)], a.photos[digest(5)] = photo(t, 3, 300, 300, "png"), []byte("\xff\xd8\xffnot a picture")
	return store, a
}

func photoRequest(a *album) Request {
	request := fixtureRequest(inspection.DepartmentEmergency)
	request.Photos, request.Pictures = PhotoReport, a
	return request
}

func TestPhotosStandInTheirCells(t *testing.T) {
	store, a := withPhotos(t)
	path, _ := writeFixture(t, store, photoRequest(a))
	file := open(t, path)
	cells := map[string]int{}
	for row := headerRows + 1; row <= headerRows+3; row++ {
		for _, column := range []string{"Q", "R"} {
			pictures, err := file.GetPictures("隐患台账", fmt.Sprint(column, row))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range pictures {
				cells[fmt.Sprint(column, row)]++
				if !strings.HasPrefix(p.Format.AltText, "Y2026-K7-") {
					t.Errorf("alt text %q", p.Format.AltText)
				}
			}
		}
	}
	if want := "map[Q4:1 R4:1 R6:1]"; fmt.Sprint(cells) != want {
		t.Errorf("pictures in %v, want %s", cells, want)
	}
	for cell, want := range map[string]string{"Q4": "共2张", "R4": "", "Q5": "照片文件缺失", "Q6": "照片无法读取"} {
		if got, err := file.GetCellValue("隐患台账", cell); err != nil || got != want {
			t.Errorf("%s shows %q, want %q (%v)", cell, got, want, err)
		}
	}
	if height, err := file.GetRowHeight("隐患台账", 4); err != nil || height < PhotoReport.layout().height {
		t.Errorf("the row with photos is %v points high, %v", height, err)
	}
	notes := dump(t, path)
	for _, want := range []string{"IMG_4.jpg”未能显示：照片文件缺失", "IMG_5.jpg”未能显示：照片无法读取", "照片（报表尺寸）：隐患台账所列隐患共有照片 6 张", "共显示 3 张"} {
		if !strings.Contains(notes, want) {
			t.Errorf("数据说明 does not say %q", want)
		}
	}
}

// TestPhotosAreStoredOnce and whole, whatever Excelize does to its own pictures. A
// photo that shows two hazards is opened for each where it is marked, as the marks differ.
func TestPhotosAreStoredOnce(t *testing.T) {
	for size, want := range map[PhotoSize]struct{ stored, opened int }{PhotoOriginal: {2, 4}, PhotoReport: {2, 5}} {
		store, a := withPhotos(t)
		request := photoRequest(a)
		request.Photos = size
		path, _ := writeFixture(t, store, request)
		if stored := checkPictures(t, path, a); stored != want.stored || len(a.opened) != want.opened {
			t.Errorf("%s: %d pictures stored, opened %v", size, stored, a.opened)
		}
	}
}

// checkPictures compares the pictures of a workbook with the album and counts them.
func checkPictures(t *testing.T, path string, a *album) int {
	t.Helper()
	stored := 0
	for name, content := range readParts(t, path) {
		if !strings.HasPrefix(name, "xl/media/") {
			continue
		}
		stored++
		known := false
		for _, photo := range a.photos {
			known = known || bytes.Equal(photo, content)
		}
		if !known {
			t.Errorf("%s is not as it came", name)
		}
	}
	return stored
}

func TestPhotosKeepTheirAspect(t *testing.T) {
	for _, c := range []struct{ width, height int }{{400, 300}, {300, 400}, {6000, 100}, {1, 5000}, {20, 20}} {
		w, h := fit(c.width, c.height, 1_000_000, 500_000)
		if w > 1_000_000 || h > 500_000 || w < 999_999 && h < 499_999 {
			t.Errorf("%v becomes %d×%d", c, w, h)
		}
		if got, want := float64(w)/float64(h), float64(c.width)/float64(c.height); math.Abs(got/want-1) > 0.01 {
			t.Errorf("%v: aspect %v, want %v", c, got, want)
		}
	}
}

func TestPhotosOfOtherReportsAreNotRead(t *testing.T) {
	store, a := withPhotos(t)
	request := photoRequest(a)
	request.Department = inspection.DepartmentMarket
	writeFixture(t, store, request)
	if len(a.opened) > 0 {
		t.Errorf("opened %v", a.opened)
	}
}

func TestPhotosNeedPictures(t *testing.T) {
	for _, change := range []func(*Request){func(r *Request) { r.Photos = PhotoReport }, func(r *Request) { r.Photos = "huge" }} {
		_, err := writeTo(context.Background(), fixture(t), t.TempDir()+"/x.xlsx", change)
		wantError(t, err, inspection.CodeInvalid, "error.export_photos")
	}
}

// TestCancelledWhileAPhotoIsRead leaves nothing and is no fault of the photo.
func TestCancelledWhileAPhotoIsRead(t *testing.T) {
	store, a := withPhotos(t)
	ctx, cancel := context.WithCancel(context.Background())
	a.watch = cancel
	folder := t.TempDir()
	_, err := writeTo(ctx, store, folder+"/x.xlsx", func(r *Request) { r.Photos, r.Pictures = PhotoReport, a })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	wantOnly(t, folder)
}

// manyHazards is a Source with one photo for each of many hazards.
type manyHazards struct {
	inspection.Reader
	count int
}

func (m manyHazards) EachHazard(_ context.Context, _ inspection.HazardFilter, fn func(inspection.HazardRow) error) error {
	for i := range m.count {
		err := fn(inspection.HazardRow{Hazard: inspection.Hazard{ID: inspection.ID(fmt.Sprint(i)), No: fmt.Sprint("Y", i), PlaceID: "p1", Severity: inspection.SeverityGeneral,
			Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}, Status: inspection.HazardOpen, Found: at("2026-11-15", "08:00"), Due: "2026-12-31"}})
		if err != nil {
			return err
		}
	}
	return nil
}

func (m manyHazards) Evidence(_ context.Context, hazard inspection.ID) ([]inspection.Evidence, error) {
	return []inspection.Evidence{{SHA256: string(hazard), Role: inspection.EvidenceBefore, Format: "jpg", Width: 40, Height: 30, Size: 200_000}}, nil
}

// TestMemoryDoesNotGrowWithPhotos writes 400 MB of photos and looks at the heap on the
// way.
func TestMemoryDoesNotGrowWithPhotos(t *testing.T) {
	const photos, early = 2000, 200
	content := append(photo(t, 1, 40, 30, "jpg"), make([]byte, 200_000)...)
	a := &album{photos: map[string][]byte{}, differ: true}
	for i := range photos {
		a.photos[fmt.Sprint(i)] = content
	}
	var before, after uint64
	a.watch = func() {
		if n := len(a.opened); n == early || n == photos {
			var stats runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&stats)
			before, after = after, stats.HeapAlloc
		}
	}
	path := t.TempDir() + "/photos.xlsx"
	err := fixture(t).View(context.Background(), func(reader inspection.Reader) error {
		_, err := Write(context.Background(), path, photoRequest(a), manyHazards{reader, photos}, nil, fixtureDepartments, Noop{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() < photos*200_000 {
		t.Fatalf("%v %v", info, err)
	}
	if grown := int64(after) - int64(before); grown > 8<<20 {
		t.Errorf("the heap grew by %d bytes over %d photos", grown, photos-early)
	}
}

func TestEstimateIsNear(t *testing.T) {
	store, a := withPhotos(t)
	for _, c := range []struct {
		size   PhotoSize
		photos int
		low    int64
		high   int64
	}{{PhotoNone, 0, 20_000, 60_000}, {PhotoOriginal, 4, 4*240_000 + 20_000, 4*240_000 + 60_000}, {PhotoThumbnail, 5, 60_000, 250_000}} {
		request := photoRequest(a)
		request.Photos = c.size
		var got Estimation
		err := store.View(context.Background(), func(reader inspection.Reader) (err error) {
			got, err = Estimate(context.Background(), request, reader)
			return err
		})
		if err != nil || got.Bytes < c.low || got.Bytes > c.high || got.Photos != c.photos {
			t.Errorf("%s: %+v, %v; want %d photos, %d to %d bytes", c.size, got, err, c.photos, c.low, c.high)
		}
	}
	if len(a.opened) > 0 {
		t.Error("estimating opened a photo")
	}
}

// TestExcelizeStillWritesEmptySheets guards what assemble.go takes for granted.
func TestExcelizeStillWritesEmptySheets(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	files := collector{}
	file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return files })
	if buffer, err := file.WriteToBuffer(); err != nil || buffer.Len() != 0 {
		t.Fatalf("%v, %d bytes", err, buffer.Len())
	}
	paths, err := files.sheetPaths()
	if err != nil || files[paths["Sheet1"]] == nil {
		t.Errorf("%v %v", paths, err)
	}
	if err := files.addType("xl/drawings/x.xml", typeDrawing); err != nil || !strings.Contains(files[partTypes].String(), `PartName="/xl/drawings/x.xml"`) {
		t.Error(err)
	}
	if err := files.addPictureTypes(); err != nil {
		t.Error(err)
	}
	for _, extension := range []string{"jpeg", "png"} {
		if !strings.Contains(files[partTypes].String(), `Extension="`+extension+`"`) {
			t.Errorf("no content type for .%s", extension)
		}
	}
}
