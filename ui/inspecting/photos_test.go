package inspecting

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// failed opens an inspection and fails its first item with a description.
func failed(t *testing.T, lists ...string) *desk {
	t.Helper()
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, lists...).ID)
	d.HandleKey("2")
	d.Describe("安全出口上锁")
	d.FlushText()
	return d
}

func (d *desk) photoPanel() PhotoPanel { return d.view.state.Panel.Hazard.Photos }

// needsPhoto selects the first item that asks for a photo and fails it.
func (d *desk) needsPhoto(t *testing.T) inspection.ItemCode {
	t.Helper()
	for _, part := range d.sheet.Parts {
		for _, item := range part.Items {
			if item.Photo == inspection.PhotoRequired {
				d.SelectItem(item.Code)
				d.HandleKey("2")
				d.Describe("配电箱前堆放纸箱")
				d.FlushText()
				return item.Code
			}
		}
	}
	t.Fatal("no item asks for a photo")
	return ""
}

func TestPhotosAreAttachedAndReminderEnds(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	code := d.needsPhoto(t)
	if d.photoPanel().Wanted == "" {
		t.Fatal("nobody asks for the photo")
	}
	d.HandleKey(nav.KeyF3)
	if len(d.view.asked) != 1 || d.view.asked[0] != inspection.EvidenceBefore {
		t.Fatalf("F3 asked for %v", d.view.asked)
	}
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg", "/sd/b.jpg"})
	if panel := d.photoPanel(); len(panel.Before) != 2 || panel.Wanted != "" || panel.Total != 0 {
		t.Fatalf("%+v", panel)
	}
	if n := d.stored(t).Photos[code]; n != 2 {
		t.Fatalf("stored %d photos", n)
	}
	d.AskFinish()
	for _, check := range d.view.state.Finish.Reminders {
		if check.Item == code && check.Issue == d.Words.T("remark.photo_missing") {
			t.Error("the reminder stays")
		}
	}
	again := newDesk(t, o, d.id)
	again.SelectItem(code)
	if len(again.photoPanel().Before) != 2 {
		t.Error("the photos are not there after opening again")
	}
}

func TestBadFilesGiveOneSentenceEach(t *testing.T) {
	d := failed(t, "CF")
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/bad1.jpg", "/sd/a.jpg", "/sd/bad2.jpg", "/sd/b.jpg"})
	panel := d.photoPanel()
	if len(panel.Before) != 2 || len(panel.Problems) != 2 {
		t.Fatalf("%+v", panel)
	}
	if !strings.Contains(panel.Problems[0], "bad1.jpg") || strings.Contains(panel.Problems[0], "/sd/") {
		t.Errorf("sentence %q", panel.Problems[0])
	}
	d.DismissPhotoProblems()
	if len(d.photoPanel().Problems) != 0 {
		t.Error("the sentences stay")
	}
}

func TestSamePhotoIsAddedOnce(t *testing.T) {
	d := failed(t, "CF")
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg", "/other/a.jpg"})
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg"})
	if n := len(d.photoPanel().Before); n != 1 {
		t.Fatalf("%d photos", n)
	}
	if len(d.view.toasts) != 2 {
		t.Errorf("said %q", d.view.toasts)
	}
}

// orderly notices a photo that gets a record before its file is durable.
type orderly struct {
	*faulty
	t      *testing.T
	photos *fakePhotos
	calls  int
}

func (s *orderly) AddPhotos(ctx context.Context, by string, id inspection.ID, photos []inspection.Evidence) error {
	s.calls++
	for _, photo := range photos {
		if !s.photos.durable[photo.Name] {
			s.t.Errorf("%s is on the record before it is durable", photo.Name)
		}
	}
	return s.faulty.AddPhotos(ctx, by, id, photos)
}

func TestManyPhotosAreAttachedWhileTheyCome(t *testing.T) {
	d := failed(t, "CF")
	service := &orderly{faulty: d.faulty, t: t, photos: d.photos}
	d.Service = service
	var paths []string
	for i := range 35 {
		paths = append(paths, fmt.Sprintf("/sd/%02d.jpg", i))
	}
	d.AddPhotos(inspection.EvidenceBefore, paths)
	if service.calls != 4 || len(d.photoPanel().Before) != 35 {
		t.Fatalf("%d transactions, %d photos", service.calls, len(d.photoPanel().Before))
	}
}

func TestImportShowsProgressAndHoldsThePage(t *testing.T) {
	d := failed(t, "CF")
	code := d.code()
	runner := &task.Manual{}
	d.runner = runner
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg", "/sd/b.jpg"})
	d.AddPhotos(inspection.EvidenceAfter, []string{"/sd/c.jpg"})
	if panel := d.photoPanel(); panel.Total != 3 || panel.Done != 0 {
		t.Fatalf("%+v", panel)
	}
	if err := d.Leave(); err == nil {
		t.Fatal("the page may be left while photos are on their way")
	}
	d.Next() // filling goes on
	runner.Run()
	d.SelectItem(code)
	if panel := d.photoPanel(); panel.Total != 0 || len(panel.Before) != 2 || len(panel.After) != 1 {
		t.Fatalf("%+v", panel)
	}
	if err := d.Leave(); err != nil {
		t.Fatal(err)
	}
}

func TestCancelKeepsWhatIsDurable(t *testing.T) {
	d := failed(t, "CF")
	runner := &task.Manual{}
	d.runner = runner
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg", "/sd/b.jpg"})
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/c.jpg"})
	d.imported(d.imports[0], "/sd/a.jpg", inspection.Evidence{SHA256: "1", Format: "jpg", Name: "a.jpg"}, nil)
	d.CancelPhotos()
	runner.Run()
	if panel := d.photoPanel(); panel.Total != 0 || len(panel.Before) != 1 || len(panel.Problems) != 0 {
		t.Fatalf("%+v", panel)
	}
}

func TestPhotosWaitForTheirHazardOnAFullDisk(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.faulty.breakWith(errDiskFull)
	d.HandleKey("2")
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg"})
	if d.view.state.Saving.State != SavingFailed || len(d.photoPanel().Before) != 0 {
		t.Fatalf("%+v", d.view.state.Saving)
	}
	d.faulty.breakWith(nil)
	d.Retry()
	if n := d.stored(t).Photos[d.code()]; n != 1 || len(d.photoPanel().Before) != 1 {
		t.Fatalf("stored %d", n)
	}
}

func TestPhotosBelongToFailedItems(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg"})
	d.HandleKey(nav.KeyF3)
	if len(d.photos.durable) != 0 || len(d.view.toasts) != 2 || len(d.view.asked) != 0 {
		t.Fatalf("%v, said %q", d.photos.durable, d.view.toasts)
	}
}

func TestRemovedPhotoLeavesThePanel(t *testing.T) {
	d := failed(t, "CF")
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg", "/sd/b.jpg"})
	d.RemovePhoto(d.photoPanel().Before[0].ID)
	if panel := d.photoPanel(); len(panel.Before) != 1 || !strings.Contains(panel.Before[0].Caption, "b.jpg") {
		t.Fatalf("%+v", panel)
	}
	if n := d.stored(t).Photos[d.code()]; n != 1 {
		t.Errorf("stored %d", n)
	}
}

func TestFailingAgainBringsThePhotosBack(t *testing.T) {
	d := failed(t, "CF")
	code := d.code()
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/a.jpg"})
	d.HandleKey("1")
	again := newDesk(t, d.office, d.id)
	again.SelectItem(code)
	again.HandleKey("2")
	if n := len(again.photoPanel().Before); n != 1 {
		t.Fatalf("%d photos", n)
	}
}

func TestTimeAndPlaceOfPhotos(t *testing.T) {
	d := failed(t, "CF")
	visit := d.sheet.Inspection.Started
	d.photos.taken["now.jpg"] = visit.Add(10 * time.Minute)
	d.photos.taken["old.jpg"] = visit.Add(-75 * time.Hour)
	d.photos.taken["late.jpg"] = visit.Add(5 * time.Hour)
	d.AddPhotos(inspection.EvidenceBefore, []string{"/sd/now.jpg", "/sd/old.jpg", "/sd/late.jpg", "/sd/none.jpg"})
	marks := map[string]string{}
	for _, photo := range d.photoPanel().Before {
		if !strings.Contains(photo.Caption, "34.747251") {
			t.Errorf("no position in %q", photo.Caption)
		}
		name := photo.Caption[strings.LastIndex(photo.Caption, " ")+1:]
		marks[name] = photo.Mark
	}
	want := map[string]string{"now.jpg": "", "none.jpg": "", "old.jpg": "拍摄时间早于检查 3 天，请核对", "late.jpg": "拍摄时间晚于检查 5 小时，请核对"}
	for name, mark := range want {
		if marks[name] != mark {
			t.Errorf("%s is marked %q, want %q", name, marks[name], mark)
		}
	}
	if n := len(d.photoPanel().Marks); n != 2 {
		t.Errorf("%d sentences", n)
	}
}

func TestNewPhotosOfTheFolderAreOffered(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	if d.photos.looked != 0 {
		t.Fatal("no folder was chosen and it is looked into")
	}
	d.folder = "/phone"
	visit := d.sheet.Inspection.Started
	d.photos.taken["1.jpg"], d.photos.taken["2.jpg"], d.photos.taken["old.jpg"] = visit.Add(time.Minute), visit.Add(2*time.Minute), visit.Add(-50*time.Hour)
	d.Open(d.id)
	d.HandleKey("2")
	d.photos.arrived = []string{"/phone/1.jpg", "/phone/2.jpg", "/phone/old.jpg", "/phone/bad.jpg"}
	d.timers.advance(lookEvery)
	panel := d.photoPanel()
	if len(panel.Offers) != 2 || panel.Offers[0].Name != "2.jpg" || panel.Older != 1 {
		t.Fatalf("%+v", panel)
	}
	d.TakeOffers("/phone/1.jpg")
	if panel = d.photoPanel(); len(panel.Offers) != 1 || len(panel.Before) != 1 {
		t.Fatalf("%+v", panel)
	}
	d.IgnoreOffers("/phone/2.jpg")
	if len(d.photoPanel().Offers) != 0 {
		t.Error("what is not wanted is still offered")
	}
	d.photos.folder = inspection.Invalid("error.import_folder", "folder", "/phone")
	d.timers.advance(lookEvery)
	if d.photoPanel().FolderProblem == "" {
		t.Error("the folder is gone and nobody says so")
	}
	looked := d.photos.looked
	d.must(t, d.Leave())
	d.timers.advance(10 * lookEvery)
	if d.photos.looked != looked {
		t.Error("the folder is looked into although the page was left")
	}
}
