package signing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/i18n"
	"anxun/ui/nav"
	"anxun/ui/task"
)

// fakeHost is the window as the presenter sees it.
type fakeHost struct {
	catalog *i18n.Catalog
	went    []nav.Route
	errors  []error
	toasts  []string
}

func newHost(t testing.TB) *fakeHost {
	t.Helper()
	catalog, err := i18n.New(i18n.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	return &fakeHost{catalog: catalog}
}

func (h *fakeHost) T(key string, args ...any) string { return h.catalog.T(key, args...) }
func (h *fakeHost) ErrorText(err error) string       { return h.catalog.Error(err) }
func (h *fakeHost) Go(route nav.Route)               { h.went = append(h.went, route) }
func (h *fakeHost) ShowError(err error)              { h.errors = append(h.errors, err) }
func (h *fakeHost) Toast(text string)                { h.toasts = append(h.toasts, text) }
func (h *fakeHost) Person() string                   { return "张建国" }
func (h *fakeHost) Now() time.Time                   { return inspectiontest.Noon }
func (h *fakeHost) Departments() []inspection.Department {
	return []inspection.Department{{ID: "emergency", Name: "应急管理", Short: "应急"}, {ID: "civil", Name: "民政", Short: "民政"}}
}
func (h *fakeHost) Run(label string, work func(context.Context, task.Progress) error, done func(error)) task.Handle {
	return task.Inline{}.Go(label, work, done)
}

// fakeFiles keeps pictures in memory.
type fakeFiles struct {
	kept map[string][]byte
	fail error
}

func (f *fakeFiles) Keep(_ context.Context, name string, data []byte) (inspection.Evidence, error) {
	if f.fail != nil {
		return inspection.Evidence{}, f.fail
	}
	sha := fmt.Sprintf("%064x", len(f.kept)+1)
	f.kept[sha] = data
	return inspection.Evidence{SHA256: sha, Format: "png", Name: name, Size: len(data), Width: 400, Height: 160}, nil
}

func (f *fakeFiles) Picture(_ context.Context, file inspection.Evidence, _ int) (image.Image, error) {
	data, known := f.kept[file.SHA256]
	if !known {
		return nil, errors.New("no such picture")
	}
	return png.Decode(bytes.NewReader(data))
}

type fakeView struct{ state State }

func (v *fakeView) Render(s State) { v.state = s }

// finished is a service with a finished inspection by two people and a draft.
func finished(t testing.TB) *inspection.Service {
	t.Helper()
	clock := inspectiontest.FixedClock(inspectiontest.Noon)
	memory := inspectiontest.NewMemory(clock)
	people := []inspection.Inspector{{Name: "张建国", Department: "emergency", Certificate: "豫A010203"}, {Name: "李敏", Department: "civil"}}
	_, err := memory.Update(context.Background(), "test", func(w inspection.Writer) error {
		for _, record := range []inspection.Record{inspectiontest.APlace(), inspectiontest.AChecklist(),
			inspectiontest.AnInspection(func(i *inspection.Inspection) {
				i.Status, i.Finished, i.Inspectors, i.AccompaniedBy = inspection.StatusFinished, i.Started.Add(time.Hour), people, "王院长"
			}),
			inspectiontest.AnInspection(func(i *inspection.Inspection) { i.ID, i.No, i.Inspectors = "draft", "J2026-K7-0002", people })} {
			if err := w.Put(context.Background(), record); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return inspection.NewService(memory, nil, clock, inspectiontest.SequentialIDs())
}

// ink is a picture as the pad gives it.
func ink(t testing.TB) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewNRGBA(image.Rect(0, 0, 400, 160))); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func present(t testing.TB, service *inspection.Service) (*Presenter, *fakeView, *fakeHost, *fakeFiles) {
	host, files := newHost(t), &fakeFiles{kept: map[string][]byte{}}
	p, view := NewPresenter(host, service, files, host.Departments), &fakeView{}
	p.Attach(view)
	return p, view, host, files
}
