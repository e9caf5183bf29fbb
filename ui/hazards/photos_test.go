package hazards

import (
	"context"
	"errors"
	"image"
	"image/color"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// fakePhotos takes every file but those whose names end in .txt.
type fakePhotos struct{ tint map[string]color.Color }

func (f *fakePhotos) Import(_ context.Context, paths []string, each func(string, inspection.Evidence, error)) error {
	for _, path := range paths {
		if strings.HasSuffix(path, ".txt") {
			each(path, inspection.Evidence{}, inspection.Invalid("error.photo_no_picture", "file", path))
			continue
		}
		name := filepath.Base(path)
		each(path, inspection.Evidence{SHA256: strings.Repeat("ab", 28) + (name + "00000000")[:8], Format: "jpg", Name: name, Size: 9, Width: 4, Height: 3}, nil)
	}
	return nil
}

func (f *fakePhotos) Picture(_ context.Context, photo inspection.Evidence, side int) (image.Image, error) {
	tint, known := f.tint[photo.SHA256]
	if !known {
		tint = color.RGBA{R: 0x90, G: 0xa0, B: 0x98, A: 0xff}
	}
	if photo.SHA256 == "" {
		return nil, errors.New("no such photo")
	}
	picture := image.NewRGBA(image.Rect(0, 0, min(side, 800), min(side, 800)*3/4))
	for i := 0; i < len(picture.Pix); i += 4 {
		r, g, b, _ := tint.RGBA()
		picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2], picture.Pix[i+3] = byte(r>>8), byte(g>>8), byte(b>>8), 0xff
	}
	return picture, nil
}

func stored(t *testing.T, s *store, id inspection.ID) []inspection.Evidence {
	t.Helper()
	photos, err := s.service.Photos(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return photos
}

func TestSubmitWithPhotos(t *testing.T) {
	s := newStore(t)
	h := s.hazard("2026-11-20")
	host := newHost(t)
	p, view := present(t, s, host)
	p.AddPhotos([]string{"/a.jpg"})
	if len(host.toasts) != 1 {
		t.Errorf("dropping photos without a form told %v", host.toasts)
	}
	p.Enter("id:" + string(h.ID))
	p.Begin(inspection.ActionSubmit)
	p.AddPhotos([]string{"/photos/a.jpg", "/photos/notes.txt", "/photos/b.jpg", "/photos/a.jpg"})
	form := view.state.Form
	if len(form.Photos) != 2 || form.Reading != 0 || !strings.Contains(form.PhotoProblem, "notes.txt") {
		t.Fatalf("form %+v", form)
	}
	if picture, err := p.ReadPhoto(context.Background(), form.Photos[0].ID, 480); err != nil || picture.Bounds().Dx() != 480 {
		t.Errorf("reading a photo of the form: %v", err)
	}
	p.DropPhoto(0)
	p.Confirm(Input{Note: "已清理"})
	photos := stored(t, s, h.ID)
	if len(photos) != 1 || photos[0].Role != inspection.EvidenceAfter || photos[0].Name != "b.jpg" || photos[0].ActionID == "" {
		t.Errorf("stored %+v", photos)
	}
	if d := view.state.Detail; len(d.After) != 1 || d.Status != "待复查" {
		t.Errorf("shows %+v", d)
	}
}

func TestPhotosThatAreStillRead(t *testing.T) {
	s := newStore(t)
	h := s.hazard("2026-11-20", status(inspection.HazardSubmitted), func(h *inspection.Hazard) { h.SubmittedBy = "王院长" })
	host := newHost(t)
	p, view := present(t, s, host)
	p.Enter("id:" + string(h.ID))
	p.Begin(inspection.ActionPass)
	manual := &task.Manual{}
	host.start = manual.Go
	p.AddPhotos([]string{"/a.jpg"})
	p.Confirm(Input{})
	if f := view.state.Form; f == nil || f.Saving || f.Problem != "照片还在读取，请稍候。" || f.Reading != 1 {
		t.Fatalf("form %+v", f)
	}
	p.Cancel()
	manual.Run()
	if view.state.Form != nil {
		t.Error("the form came back")
	}
}

func TestPhotoCaptionsAndFlags(t *testing.T) {
	s := newStore(t)
	h := s.hazard("2026-11-20")
	evidence := func(id inspection.ID, change func(*inspection.Evidence)) inspection.Evidence {
		return inspectiontest.AnEvidence(func(e *inspection.Evidence) {
			e.ID, e.HazardID, e.ActionID = id, h.ID, ""
			change(e)
		})
	}
	s.put(evidence("p1", func(e *inspection.Evidence) { e.Taken = e.Added.Add(-72 * time.Hour) }),
		evidence("p2", func(e *inspection.Evidence) { e.Taken = time.Time{} }),
		evidence("p3", func(e *inspection.Evidence) {
			e.Role, e.Taken = inspection.EvidenceAfter, h.Found.Add(-48*time.Hour)
		}))
	p, view := present(t, s, newHost(t))
	p.Enter("id:" + string(h.ID))
	d := view.state.Detail
	if len(d.Before) != 2 || d.Before[0].Mark != "拍摄时间早于检查" || d.Before[0].Caption != "2026-11-17 12:00 拍摄 · 2026-11-20 12:00 张建国 存入" {
		t.Errorf("before %+v", d.Before)
	}
	if d.Before[1].Mark != "" || d.Before[1].Caption != "2026-11-20 12:00 张建国 存入" {
		t.Errorf("without a time %+v", d.Before[1])
	}
	if len(d.After) != 1 || d.After[0].Mark != "拍摄时间早于发现隐患" {
		t.Errorf("after %+v", d.After)
	}
}

func TestSomebodyElseWasQuicker(t *testing.T) {
	s := newStore(t)
	h := s.hazard("2026-11-20")
	host := newHost(t)
	p, view := present(t, s, host)
	p.Enter("id:" + string(h.ID))
	p.Begin(inspection.ActionSubmit)
	act := func(kind inspection.ActionKind, until inspection.Day) {
		t.Helper()
		if _, err := s.service.Act(context.Background(), h.ID, inspection.ActionInput{Action: kind, By: "李敏", Note: "配件未到", Until: until}, nil); err != nil {
			t.Fatal(err)
		}
	}
	act(inspection.ActionExtend, "2026-11-25")
	p.Refresh() // the window tells the page of every change
	if f := view.state.Form; f == nil || f.Stale || !strings.Contains(f.Problem, "李敏 申请延期至 11-25") {
		t.Fatalf("a change that leaves the action possible: %+v", f)
	}
	act(inspection.ActionSubmit, "")
	p.Confirm(Input{Note: "已清理"})
	f := view.state.Form
	if f == nil || !f.Stale || f.Saving || !strings.Contains(f.Problem, "李敏 提交整改") || f.Given == nil || f.Given.Note != "已清理" {
		t.Fatalf("after the conflict: %+v", f)
	}
	if view.state.Detail.Status != "待复查" {
		t.Errorf("the hazard was not read anew: %s", view.state.Detail.Status)
	}
	p.Confirm(Input{Note: "再试"})
	if view.state.Form.Saving || len(host.errors) != 0 {
		t.Error("a stale form was saved")
	}
}

func TestEditMeasures(t *testing.T) {
	s := newStore(t)
	h := s.hazard("2026-11-20", status(inspection.HazardSubmitted), severity(inspection.SeverityMajor))
	host := newHost(t)
	p, view := present(t, s, host)
	p.Enter("id:" + string(h.ID))
	if !p.HandleKey(nav.KeyF2) || view.state.Edit == nil {
		t.Fatal("F2 opens nothing")
	}
	var labels, texts []string
	for _, field := range view.state.Edit.Fields {
		labels, texts = append(labels, field.Label), append(texts, field.Text)
	}
	if !slices.Equal(labels, []string{"责任人", "整改标准", "整改要求", "落实责任", "落实措施", "落实资金", "落实时限", "落实预案"}) || texts[0] != "王院长" {
		t.Fatalf("%v %v", labels, texts)
	}
	long := slices.Clone(texts)
	long[4] = strings.Repeat("长", inspection.MaxTextLength+1)
	p.ConfirmEdit(long)
	if view.state.Edit == nil || view.state.Edit.Problem == "" {
		t.Error("a text that is too long was not told")
	}
	texts[4] = "停用并派人值守"
	p.ConfirmEdit(texts)
	if view.state.Edit != nil || len(host.toasts) != 1 {
		t.Fatalf("edit %+v, told %v", view.state.Edit, host.toasts)
	}
	if !slices.Contains(view.state.Detail.Task, Fact{"落实措施", "停用并派人值守"}) || !slices.Contains(view.state.Detail.Task, Fact{"五落实尚缺", "责任、资金、时限、预案"}) {
		t.Errorf("facts %v", view.state.Detail.Task)
	}
	p.BeginEdit()
	texts[4] = "另一种写法"
	if _, err := s.service.SaveMeasures(context.Background(), "李敏", h.ID, inspection.HazardMeasures{Measures: "停用并派人值守"}, inspection.HazardMeasures{Measures: "已更换"}); err != nil {
		t.Fatal(err)
	}
	p.ConfirmEdit(texts)
	if e := view.state.Edit; e == nil || !strings.Contains(e.Problem, "已更换") {
		t.Errorf("a conflict was not told: %+v", e)
	}
	p.CancelEdit()
	if view.state.Edit != nil {
		t.Error("the sheet stays")
	}
}

func TestRepeatsAreTold(t *testing.T) {
	s := newStore(t)
	s.put(inspectiontest.AnInspection(func(i *inspection.Inspection) {
		i.ID, i.No, i.Status = "old", "J2026-K7-0009", inspection.StatusFinished
	}))
	s.hazard("2026-10-12", status(inspection.HazardClosed), func(h *inspection.Hazard) {
		h.InspectionID, h.Found = "old", inspectiontest.Noon.AddDate(0, -1, -8)
		h.Closed = inspectiontest.Noon.AddDate(0, -1, -6)
	})
	now := s.hazard("2026-11-20")
	p, view := present(t, s, newHost(t))
	p.Enter(FilterRepeated)
	d := view.state.Detail
	if view.state.Total != 1 || d == nil || d.ID != now.ID || d.Times != 1 || len(d.Same) != 1 || d.Same[0].Text != "2026-10-12 发现，2026-10-14 由李敏销号 · Y2026-K7-0001" {
		t.Fatalf("shows %+v", d)
	}
	if view.state.Counts[FilterRepeated] != 1 {
		t.Errorf("counts %v", view.state.Counts)
	}
	p.OpenHazard(d.Same[0].ID)
}
