package assets_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"anxun/assets"
)

// releaseDay is the day for which the content was checked and published.
const releaseDay = "2026-11-22"

// lastKnownChange is the latest day on which a document of the library is known to
// give way to another (GB/T 13869-2026). No item may lose its last basis by then.
const lastKnownChange = "2027-02-01"

func oneOf(value string, allowed ...string) bool { return slices.Contains(allowed, value) }

func TestLibrary(t *testing.T) {
	c := load(t)
	for _, d := range c.documents {
		if d.Title == "" || d.Cite == "" || d.Checked == "" {
			t.Errorf("%s: title, cite or checked is missing", d.ID)
		}
		if !oneOf(d.Kind, "law", "regulation", "rule", "standard", "local", "notice") {
			t.Errorf("%s: kind %q", d.ID, d.Kind)
		}
		if !oneOf(d.Status, "in_force", "superseded", "to_check") {
			t.Errorf("%s: status %q", d.ID, d.Status)
		}
		for _, day := range []string{d.From, d.Until, d.Checked} {
			if day != "" && len(day) != len("2006-01-02") {
				t.Errorf("%s: day %q", d.ID, day)
			}
		}
		if over := d.Until != "" && d.Until < releaseDay; over != (d.Status == "superseded") {
			t.Errorf("%s: status %q does not fit its last day %q", d.ID, d.Status, d.Until)
		}
		for _, cl := range d.Clauses {
			checkClause(t, d, cl)
		}
	}
}

func checkClause(t *testing.T, d document, cl clause) {
	t.Helper()
	if !strings.HasPrefix(cl.ID, d.ID+"/") {
		t.Errorf("clause %q is not named after its document %q", cl.ID, d.ID)
	}
	switch cl.Level {
	case "V":
		if cl.Clause == "" {
			t.Errorf("%s: verified in full text but without a clause", cl.ID)
		}
	case "V2":
		if cl.Clause == "" && cl.Gist == "" {
			t.Errorf("%s: neither clause nor gist says what was read", cl.ID)
		}
	case "D":
		if cl.Clause != "" {
			t.Errorf("%s: only the document was checked, but it names %s", cl.ID, cl.Clause)
		}
	default:
		t.Errorf("%s: level %q", cl.ID, cl.Level)
	}
}

// A document that ended must name the one that took its place, so that a user of
// an old citation finds the new one.
func TestSupersededDocumentsNameTheirReplacement(t *testing.T) {
	c := load(t)
	for _, d := range c.documents {
		if d.Status != "superseded" && d.Until == "" {
			continue
		}
		next, found := c.documents[d.ReplacedBy]
		if !found {
			t.Errorf("%s ended on %q but names no known replacement (%q)", d.ID, d.Until, d.ReplacedBy)
			continue
		}
		if d.Until == "" || next.From == "" || d.Until >= next.From {
			t.Errorf("%s until %q and %s from %q overlap or leave it open", d.ID, d.Until, next.ID, next.From)
		}
	}
}

func TestChecklists(t *testing.T) {
	c := load(t)
	var codes []string
	for _, list := range c.checklists {
		codes = append(codes, list.Code)
		if list.Slug == "" || list.Title == "" || list.Version < 1 || list.Order < 1 || list.Published == "" || len(list.Kinds) == 0 {
			t.Errorf("%s: slug, title, version, published or kinds is missing", list.Code)
		}
		if n := len(list.Sections); n < 4 || n > 7 {
			t.Errorf("%s: %d sections", list.Code, n)
		}
		checkApplies(t, list.Code, list.Applies)
		for _, s := range list.Sections {
			if s.Title == "" || len(s.Items) == 0 {
				t.Errorf("%s: section %q is empty or has no title", list.Code, s.Title)
			}
			for _, i := range s.Items {
				if !strings.HasPrefix(i.Code, list.Code+"-") {
					t.Errorf("%s stands in list %s", i.Code, list.Code)
				}
			}
		}
	}
	want := []string{"CE", "CF", "CR", "CS", "RE", "RF", "RI", "RO", "RS"}
	if slices.Sort(codes); !slices.Equal(codes, want) {
		t.Errorf("lists %v, want %v", codes, want)
	}
	if len(c.items) < 235 {
		t.Errorf("%d items, want at least the 235 of the base catalogue", len(c.items))
	}
}

func TestItems(t *testing.T) {
	c := load(t)
	for code, i := range c.items {
		if i.Text == "" || i.Method == "" || i.Remedy == "" || len(i.Findings) == 0 {
			t.Errorf("%s: text, method, remedy or findings is missing", code)
		}
		for _, f := range i.Findings {
			if f.Text == "" || f.Remedy == "" || f.Text == i.Text {
				t.Errorf("%s: finding %q has no wording or remedy of its own", code, f.Text)
			}
		}
		if !oneOf(i.Severity, "general", "serious") {
			t.Errorf("%s: severity %q", code, i.Severity)
		}
		if !oneOf(i.Photo, "none", "required") {
			t.Errorf("%s: photo %q", code, i.Photo)
		}
		if days := i.Deadline.Rule == "days"; !oneOf(i.Deadline.Rule, "immediate", "same_day", "days") ||
			days != (i.Deadline.Days > 0) || i.Deadline.Days > 60 {
			t.Errorf("%s: deadline %+v", code, i.Deadline)
		}
		if i.Key != strings.Contains(i.Point, "*") {
			t.Errorf("%s: key %v does not fit point %q", code, i.Key, i.Point)
		}
		checkApplies(t, code, i.Applies)
		c.checkDepartments(t, code, i.Departments)
		c.checkBasis(t, code, i.Basis)
	}
}

func (c content) checkDepartments(t *testing.T, code string, ids []string) {
	t.Helper()
	if len(ids) == 0 {
		t.Errorf("%s: no department", code)
	}
	for _, id := range ids {
		if _, known := c.departments[id]; !known {
			t.Errorf("%s: department %q is not in departments.json", code, id)
		}
	}
}

func (c content) checkBasis(t *testing.T, code string, ids []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, id := range ids {
		if _, known := c.clauses[id]; !known {
			t.Errorf("%s: basis %q is not in the library", code, id)
		}
		if seen[id] {
			t.Errorf("%s: basis %q twice", code, id)
		}
		seen[id] = true
	}
	for _, day := range []string{releaseDay, lastKnownChange} {
		firm := func(id string) bool { return c.inForce(id, day) && c.owner[id].Status == "in_force" }
		if !slices.ContainsFunc(ids, firm) {
			t.Errorf("%s: none of its bases %v is certain to be in force on %s", code, ids, day)
		}
	}
}

func checkApplies(t *testing.T, code string, a *applies) {
	t.Helper()
	if a == nil {
		return
	}
	features := []string{"lodging", "canteen", "meals", "gas", "elevator", "control_room", "medical", "food",
		"charging", "property", "construction"}
	care := []string{"institution", "embedded", "complex", "day_care", "home_station", "meal_site"}
	shop := []string{"restaurant", "retail", "service", "workshop"}
	subKinds := care
	if strings.HasPrefix(code, "R") {
		subKinds = shop
	}
	for _, f := range slices.Concat(a.AnyFeatures, a.AllFeatures) {
		if !slices.Contains(features, f) {
			t.Errorf("%s: unknown feature %q", code, f)
		}
	}
	for _, s := range slices.Concat(a.SubKinds, a.NotSubKinds) {
		if !slices.Contains(subKinds, s) {
			t.Errorf("%s: unknown sub-kind %q", code, s)
		}
	}
	if a.Residential && strings.HasPrefix(code, "R") {
		t.Errorf("%s: residential outside the care lists", code)
	}
}

// Only the criteria for 养老机构 were read word for word; elsewhere a grave finding is
// referred, never graded 重大.
func TestEscalations(t *testing.T) {
	c := load(t)
	major := map[string]string{"CR-27": "4-i4", "CR-28": "5-i1", "CR-29": "4-i1", "CR-33": "5-i3",
		"CF-20": "4-i3", "CF-27": "4-i2", "CS-01": "5-i2"}
	for code, i := range c.items {
		e := i.Escalation
		if e == nil {
			if major[code] != "" {
				t.Errorf("%s: escalation to 重大 is missing", code)
			}
			continue
		}
		if !oneOf(e.Severity, "major", "suspected") || e.Text == "" {
			t.Errorf("%s: escalation %+v", code, *e)
		}
		c.checkDepartments(t, code, []string{e.ReferTo})
		c.checkBasis(t, code, e.Basis)
		if e.Severity != "major" {
			continue
		}
		if want := "care-major-criteria-2023/" + major[code]; !slices.Contains(e.Basis, want) || major[code] == "" {
			t.Errorf("%s: 重大 by %v, which no criterion that was read supports", code, e.Basis)
		}
		for _, id := range e.Basis {
			if c.clauses[id].Level != "V" {
				t.Errorf("%s: 重大 needs a basis read in full, %s is %s", code, id, c.clauses[id].Level)
			}
		}
	}
}

// The Ecological Code replaced several laws on 2026-08-15; an inspection cites what was in
// force on its day.
func TestBasesFollowTheDayOfInspection(t *testing.T) {
	c := load(t)
	old := []string{"air-pollution-law", "noise-pollution-law", "solid-waste-law", "environmental-protection-law"}
	for code, want := range map[string]string{"RO-20": "air-pollution-law", "RO-21": "air-pollution-law",
		"RO-22": "noise-pollution-law", "RO-23": "noise-pollution-law", "RS-16": "air-pollution-law"} {
		for _, day := range []string{"2026-08-01", "2026-08-14"} {
			got := c.inForceDocuments(code, day)
			if !slices.Contains(got, want) || slices.Contains(got, "ecological-code") {
				t.Errorf("%s on %s rests on %v, want %s and not yet the code", code, day, got, want)
			}
		}
		for _, day := range []string{"2026-08-15", releaseDay} {
			got := c.inForceDocuments(code, day)
			if !slices.Contains(got, "ecological-code") {
				t.Errorf("%s on %s rests on %v, want the code", code, day, got)
			}
		}
	}
	for code := range c.items {
		if slices.ContainsFunc(c.inForceDocuments(code, releaseDay), func(id string) bool { return slices.Contains(old, id) }) {
			t.Errorf("%s still cites a repealed law on %s", code, releaseDay)
		}
	}
}

func TestNothingUncheckedIsEmbedded(t *testing.T) {
	forbidden := []string{"UNVERIFIED", "⚠", "未核", "TODO", "XX", "××"}
	for dir, files := range map[string]fs.FS{"basis": assets.BasisLibrary, "checklists": assets.Checklists} {
		for _, name := range names(t, files, dir) {
			data, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range forbidden {
				if strings.Contains(string(data), word) {
					t.Errorf("%s contains %q", name, word)
				}
			}
		}
	}
}

func TestDepartments(t *testing.T) {
	c := load(t)
	var reporting []string
	for _, d := range c.departments {
		if d.Name == "" || d.Short == "" {
			t.Errorf("%s: no name", d.ID)
		}
		if d.HasReport {
			reporting = append(reporting, d.ID)
		}
	}
	slices.Sort(reporting)
	if want := []string{"civil", "emergency", "market", "urban"}; !slices.Equal(reporting, want) {
		t.Errorf("departments with reports %v, want %v", reporting, want)
	}
}
