package assets_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"testing"
	"unicode/utf8"

	"anxun/assets"
)

// The types repeat the JSON contract on purpose: the test must notice when a file
// no longer fits it, whatever the loader tolerates.
type (
	document struct {
		ID         string   `json:"id"`
		Title      string   `json:"title"`
		Cite       string   `json:"cite"`
		Number     string   `json:"number"`
		Issuer     string   `json:"issuer"`
		Kind       string   `json:"kind"`
		From       string   `json:"from"`
		Until      string   `json:"until"`
		ReplacedBy string   `json:"replaced_by"`
		Status     string   `json:"status"`
		Source     string   `json:"source"`
		Checked    string   `json:"checked"`
		Note       string   `json:"note"`
		Clauses    []clause `json:"clauses"`
	}
	clause struct {
		ID     string `json:"id"`
		Clause string `json:"clause"`
		Level  string `json:"level"`
		From   string `json:"from"`
		Until  string `json:"until"`
		Gist   string `json:"gist"`
	}
	department struct {
		ID        string `json:"id"`
		Name      string `json:"name"`
		Short     string `json:"short"`
		HasReport bool   `json:"has_report"`
	}
	applies struct {
		Residential bool     `json:"residential"`
		AnyFeatures []string `json:"any_features"`
		AllFeatures []string `json:"all_features"`
		SubKinds    []string `json:"subkinds"`
		NotSubKinds []string `json:"not_subkinds"`
	}
	item struct {
		Code     string   `json:"code"`
		Text     string   `json:"text"`
		Method   string   `json:"method"`
		Basis    []string `json:"basis"`
		Severity string   `json:"severity"`
		Deadline struct {
			Rule string `json:"rule"`
			Days int    `json:"days"`
		} `json:"deadline"`
		Departments []string `json:"departments"`
		Photo       string   `json:"photo"`
		Applies     *applies `json:"applies"`
		Escalation  *struct {
			Severity string   `json:"severity"`
			Text     string   `json:"text"`
			Basis    []string `json:"basis"`
			ReferTo  string   `json:"refer_to"`
		} `json:"escalation"`
		Key      bool   `json:"key"`
		Point    string `json:"point"`
		Findings []struct {
			Text   string `json:"text"`
			Remedy string `json:"remedy"`
		} `json:"findings"`
		Remedy string `json:"remedy"`
		Hint   string `json:"hint"`
	}
	section struct {
		Title string `json:"title"`
		Items []item `json:"items"`
	}
	checklist struct {
		Code      string    `json:"code"`
		Slug      string    `json:"slug"`
		Title     string    `json:"title"`
		Order     int       `json:"order"`
		Version   int       `json:"version"`
		Published string    `json:"published"`
		Kinds     []string  `json:"kinds"`
		Applies   *applies  `json:"applies"`
		Note      string    `json:"note"`
		Sections  []section `json:"sections"`
	}
)

// content is everything the package embeds, parsed.
type content struct {
	documents   map[string]document
	clauses     map[string]clause
	owner       map[string]document // clause id → its document
	departments map[string]department
	checklists  []checklist
	items       map[string]item
}

func decode(t *testing.T, files fs.FS, name string, into any) {
	t.Helper()
	data, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(data) {
		t.Errorf("%s: not UTF-8", name)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if decoder.More() {
		t.Errorf("%s: something follows the JSON value", name)
	}
}

func names(t *testing.T, files fs.FS, dir string) []string {
	t.Helper()
	found, err := fs.Glob(files, path.Join(dir, "*.json"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no files in %s: %v", dir, err)
	}
	return found
}

func load(t *testing.T) content {
	t.Helper()
	c := content{documents: map[string]document{}, clauses: map[string]clause{}, owner: map[string]document{},
		departments: map[string]department{}, items: map[string]item{}}
	for _, name := range names(t, assets.BasisLibrary, "basis") {
		if path.Base(name) == "departments.json" {
			var list []department
			decode(t, assets.BasisLibrary, name, &list)
			for _, d := range list {
				unique(t, c.departments, d.ID, d)
			}
			continue
		}
		var list []document
		decode(t, assets.BasisLibrary, name, &list)
		for _, d := range list {
			unique(t, c.documents, d.ID, d)
			for _, cl := range d.Clauses {
				unique(t, c.clauses, cl.ID, cl)
				c.owner[cl.ID] = d
			}
		}
	}
	for _, name := range names(t, assets.Checklists, "checklists") {
		var list checklist
		decode(t, assets.Checklists, name, &list)
		if path.Base(name) != list.Code+".json" {
			t.Errorf("%s holds list %q", name, list.Code)
		}
		c.checklists = append(c.checklists, list)
		for _, s := range list.Sections {
			for _, i := range s.Items {
				unique(t, c.items, i.Code, i)
			}
		}
	}
	return c
}

func unique[V any](t *testing.T, into map[string]V, id string, value V) {
	t.Helper()
	if _, twice := into[id]; twice || id == "" {
		t.Errorf("id %q is empty or occurs twice", id)
	}
	into[id] = value
}

// inForce reports whether the clause was in force on the day; its own days
// override the document's, and an empty day is open.
func (c content) inForce(id, day string) bool {
	from, until := c.owner[id].From, c.owner[id].Until
	if own := c.clauses[id].From; own != "" {
		from = own
	}
	if own := c.clauses[id].Until; own != "" {
		until = own
	}
	return (from == "" || from <= day) && (until == "" || day <= until)
}

// inForceDocuments lists the ids of the documents the item rests on that day.
func (c content) inForceDocuments(code, day string) []string {
	var ids []string
	for _, id := range c.items[code].Basis {
		if c.inForce(id, day) {
			ids = append(ids, c.owner[id].ID)
		}
	}
	return ids
}
