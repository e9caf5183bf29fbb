package checklists

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/uitest/fakehost"
)

type shown struct {
	state State
	top   int
}

func (v *shown) Render(s State)   { v.state = s }
func (v *shown) ScrollTo(row int) { v.top = row }

// content is the built-in content, read from the files it is embedded from.
type content struct {
	lists   []inspection.Checklist
	library *inspection.Library
}

func (c content) CurrentChecklists(context.Context) ([]inspection.Checklist, error) {
	return c.lists, nil
}
func (c content) Library() *inspection.Library { return c.library }
func (c content) Deadlines(context.Context) (inspection.Deadlines, error) {
	return inspection.Deadlines{Policy: inspection.DefaultDeadlinePolicy()}, nil
}

func files(t *testing.T, pattern string) [][]byte {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %v %v", pattern, paths, err)
	}
	var all [][]byte
	for _, path := range paths {
		if filepath.Base(path) == "departments.json" {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	return all
}

func builtIn(t *testing.T) content {
	t.Helper()
	library, err := inspection.ParseLibrary(files(t, "../../assets/basis/*.json")...)
	if err != nil {
		t.Fatal(err)
	}
	c := content{library: library}
	for _, data := range files(t, "../../assets/checklists/*.json") {
		list, err := inspection.ParseChecklist(data)
		if err != nil {
			t.Fatal(err)
		}
		c.lists = append(c.lists, list)
	}
	return c
}

func newFixture(t *testing.T) (*Presenter, *shown, *fakehost.Host) {
	t.Helper()
	host, view := fakehost.New(t), &shown{}
	return NewPresenter(host, builtIn(t), view), view, host
}

func TestBrowse(t *testing.T) {
	p, view, _ := newFixture(t)
	p.Enter("")
	s := view.state
	if !s.Loaded || s.Scope != ScopeItems || len(s.Rows) < 235 || len(s.Scopes) != 11 || s.Detail == nil {
		t.Fatalf("%d rows, %d scopes, detail %v", len(s.Rows), len(s.Scopes), s.Detail)
	}
	total := 0
	for _, line := range s.Scopes[1 : len(s.Scopes)-1] {
		total += line.Count
	}
	if total != len(s.Rows) || s.Scopes[0].Count != total {
		t.Errorf("the lists hold %d items, all of them %d", total, len(s.Rows))
	}
	p.Show("CF")
	for _, row := range view.state.Rows {
		if !strings.HasPrefix(row.Code, "CF-") {
			t.Errorf("%s among CF", row.Code)
		}
	}
}

func TestRouteToAnItem(t *testing.T) {
	p, view, host := newFixture(t)
	p.Search("whatever")
	p.Enter("CF-09")
	s := view.state
	if s.Scope != "CF" || s.Selected < 0 || s.Detail == nil || s.Detail.Code != "CF-09" {
		t.Fatalf("scope %s, selected %d, detail %+v", s.Scope, s.Selected, s.Detail)
	}
	headings := map[string]bool{}
	for _, block := range s.Detail.Blocks {
		headings[block.Heading] = true
	}
	for _, key := range []string{"term.method", "term.basis", "term.department", "checklists.findings", "checklists.remedy"} {
		if !headings[host.T(key)] {
			t.Errorf("no block %q", host.T(key))
		}
	}
}

func TestSearch(t *testing.T) {
	p, view, _ := newFixture(t)
	p.Enter("")
	p.Show("CF")
	p.Search("mhq") // the initials of the extinguisher
	if view.state.Scope != ScopeItems || len(view.state.Rows) == 0 {
		t.Fatalf("scope %s, %d rows", view.state.Scope, len(view.state.Rows))
	}
	p.Search("55037") // a standard that bases name
	if len(view.state.Rows) == 0 {
		t.Error("no item was found by its basis")
	}
	p.Show(ScopeDocuments)
	if len(view.state.Rows) == 0 {
		t.Error("the document was not found")
	}
	p.Search("no such words")
	if len(view.state.Rows) != 0 || view.state.Detail != nil && view.state.Selected >= 0 {
		t.Errorf("%d rows", len(view.state.Rows))
	}
}

func TestSupersededDocumentsNameTheirReplacement(t *testing.T) {
	p, view, host := newFixture(t)
	p.Enter("")
	p.Show(ScopeDocuments)
	p.Select("noise-pollution-law")
	d := view.state.Detail
	if d == nil || d.Badges[0].Text != host.T("basis.status.superseded") || d.Blocks[0].Heading != host.T("checklists.replaced_by") {
		t.Fatalf("detail %+v", d)
	}
	if d.Blocks[0].Lines[0].Text == "ecological-code" {
		t.Error("the replacement is named by its id")
	}
}

// TestEverythingHasWords shows every item and document once: nothing may be missing from the translations.
func TestEverythingHasWords(t *testing.T) {
	p, view, _ := newFixture(t)
	p.Enter("")
	for _, scope := range []Scope{ScopeItems, ScopeDocuments} {
		p.Show(scope)
		for _, row := range view.state.Rows {
			p.selected = row.ID
			d := p.detail()
			if d == nil {
				t.Fatalf("%s has no detail", row.ID)
			}
			texts := []string{row.Badge, d.Title}
			for _, badge := range d.Badges {
				texts = append(texts, badge.Text)
			}
			for _, block := range d.Blocks {
				texts = append(texts, block.Heading)
				for _, line := range block.Lines {
					texts = append(texts, line.Text, line.Note)
				}
			}
			if all := strings.Join(texts, "\n"); strings.ContainsRune(all, '\u2039') {
				t.Errorf("%s: %s", row.ID, all)
			}
		}
	}
}
