package places

import (
	"testing"

	"fyne.io/fyne/v2"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/page"
	"anxun/ui/uikit"
	"anxun/ui/uitest"
	"anxun/ui/uitest/fakehost"
)

type fakeShell struct {
	*fakehost.Host
	window fyne.Window
	files  uikit.FakePicker
}

func (s *fakeShell) Window() fyne.Window     { return s.window }
func (s *fakeShell) Files() uikit.FilePicker { return &s.files }

func newPage(t *testing.T, workbook Workbook) (*fakeShell, page.Page, *inspection.Service) {
	t.Helper()
	uitest.NewApp(t)
	shell := &fakeShell{Host: fakehost.New(t)}
	service := fakehost.NewService(t, shell.Clock, inspectiontest.APlace())
	p := New(shell, service, workbook)
	shell.window, _ = uitest.Window(t, p.Content(), uitest.Screen)
	p.Enter("")
	uitest.Settle(shell.window)
	return shell, p, service
}

func TestWindowListsAndShows(t *testing.T) {
	shell, p, _ := newPage(t, &fakeWorkbook{})
	place := inspectiontest.APlace()
	uitest.HasText(t, shell.window, place.Code, place.Name, shell.T("places.choose"))
	uitest.TapText(t, shell.window, place.Name)
	uitest.HasText(t, shell.window, shell.T("places.visits.none"), shell.T("home.begin"), shell.T("places.remove"))
	p.(page.Searcher).FocusSearch()
	if _, entry := shell.window.Canvas().Focused().(*uikit.Entry); !entry {
		t.Error("Ctrl+F does not reach the search")
	}
}

func TestWindowSavesWhatIsTypedWhenItIsLeft(t *testing.T) {
	shell, p, service := newPage(t, &fakeWorkbook{})
	uitest.TapText(t, shell.window, inspectiontest.APlace().Name)
	v := p.(*view)
	shell.window.Canvas().Focus(v.form.entries[FieldManager])
	v.form.entries[FieldManager].SetText("Wang")
	if err := p.(page.Leaver).Leave(); err != nil {
		t.Error(err)
	}
	f := &fixture{service: service}
	if got := f.stored(t, inspectiontest.APlace().ID).Manager; got != "Wang" {
		t.Errorf("stored %q", got)
	}
}

func TestWindowShowsWhatAnImportDid(t *testing.T) {
	shell, _, _ := newPage(t, &fakeWorkbook{register: goodAndWrong(
		inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "", "007" }))})
	shell.files.File = "x.xlsx"
	uitest.TapText(t, shell.window, shell.T("common.import"))
	uitest.HasText(t, shell.window, shell.T("places.import.ask", "wrong", 1), shell.T("places.import.wrong"))
	uitest.TapText(t, shell.window, shell.T("places.import.ask.good", "good", 1))
	uitest.HasText(t, shell.window, shell.T("places.import.done"), shell.T("places.import.created"))
}
