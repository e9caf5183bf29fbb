package documents

import (
	"context"
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
	folder  string
	person  string
	openErr error
	went    []nav.Route
	errors  []error
	toasts  []string
	opened  []string
}

func newHost(t testing.TB) *fakeHost {
	t.Helper()
	catalog, err := i18n.New(i18n.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	return &fakeHost{catalog: catalog, folder: t.TempDir(), person: "张建国"}
}

func (h *fakeHost) T(key string, args ...any) string { return h.catalog.T(key, args...) }
func (h *fakeHost) ErrorText(err error) string       { return h.catalog.Error(err) }
func (h *fakeHost) Go(route nav.Route)               { h.went = append(h.went, route) }
func (h *fakeHost) ShowError(err error)              { h.errors = append(h.errors, err) }
func (h *fakeHost) Toast(text string)                { h.toasts = append(h.toasts, text) }
func (h *fakeHost) Person() string                   { return h.person }
func (h *fakeHost) Folder() string                   { return h.folder }
func (h *fakeHost) OpenPath(path string) error {
	h.opened = append(h.opened, path)
	return h.openErr
}
func (h *fakeHost) Run(label string, work func(context.Context, task.Progress) error, done func(error)) task.Handle {
	return task.Inline{}.Go(label, work, done)
}

// fakeIssuer numbers documents as the service does and writes nothing.
type fakeIssuer struct {
	service *inspection.Service
	orders  []Order
	fail    error
	refuse  error // what is wrong with a template
}

func (f *fakeIssuer) CheckTemplate(context.Context, Order) error { return f.refuse }

func (f *fakeIssuer) Issue(ctx context.Context, order Order) (Made, error) {
	f.orders = append(f.orders, order)
	if f.fail != nil {
		return Made{}, f.fail
	}
	document, err := f.service.IssueDocument(ctx, order.By, order.Kind, order.Subject)
	if err != nil {
		return Made{}, err
	}
	document, err = f.service.DocumentPrinted(ctx, order.By, document.ID, "abc")
	return Made{Path: order.Out, No: document.No, Prints: document.Prints, Photos: 2, Skipped: []string{"坏.jpg"}}, err
}

type fakeView struct{ state State }

func (v *fakeView) Render(s State) { v.state = s }

// finished is a service with a finished inspection and a hazard of it.
func finished(t testing.TB) *inspection.Service {
	t.Helper()
	clock := inspectiontest.FixedClock(inspectiontest.Noon)
	memory := inspectiontest.NewMemory(clock)
	_, err := memory.Update(context.Background(), "test", func(w inspection.Writer) error {
		for _, record := range []inspection.Record{inspectiontest.APlace(), inspectiontest.AChecklist(),
			inspection.Setting{Name: inspection.SettingOffice, Value: "桐柏路街道办事处"},
			inspection.Setting{Name: inspection.SettingDeviceCode, Value: "K7"},
			inspectiontest.AnInspection(func(i *inspection.Inspection) {
				i.Status, i.Finished = inspection.StatusFinished, i.Started.Add(time.Hour)
			}), inspectiontest.AHazard()} {
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

func present(t testing.TB) (*Presenter, *fakeView, *fakeHost, *fakeIssuer) {
	host, service := newHost(t), finished(t)
	issuer := &fakeIssuer{service: service}
	p, view := NewPresenter(host, service, issuer), &fakeView{}
	p.Attach(view)
	return p, view, host, issuer
}

// hazardArg is the route to the documents of the hazard.
var hazardArg = "hazard:" + string(inspection.HazardID("inspection-1", "CF-01"))
