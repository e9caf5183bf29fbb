package export

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anxun/inspection"
)

// everything is all text of a workbook, or of a text file.
func everything(t *testing.T, path string) string {
	t.Helper()
	if filepath.Ext(path) != ".xlsx" {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var text strings.Builder
	for _, file := range archive.File {
		content, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&text, content); err != nil {
			t.Fatal(err)
		}
	}
	return text.String()
}

const (
	fixedNumber  = "037160000001" // of the place in the fixture
	mobileNumber = "13812345678"
	identity     = "41010219400101123X"
)

// numbered is the fixture with numbers in free texts, too.
func numbered(t *testing.T) inspection.Store {
	t.Helper()
	store := fixture(t)
	for _, record := range fixtureHazards() {
		if hazard, ok := record.(inspection.Hazard); ok {
			hazard.Description += "，联系人电话" + mobileNumber + "，老人身份证 " + identity
			put(t, store, hazard)
		}
	}
	return store
}

func TestNumbersOfPeopleAreHiddenUnlessAskedFor(t *testing.T) {
	store := numbered(t)
	digests := map[inspection.DepartmentID]string{}
	for _, shown := range []bool{false, true} {
		for _, department := range []inspection.DepartmentID{"emergency", "civil"} {
			request := fixtureRequest(department)
			request.Personal = shown
			path, summary := writeFixture(t, store, request)
			text := everything(t, path)
			for number, hidden := range map[string]string{mobileNumber: "138****5678", identity: "410102********123X"} {
				if strings.Contains(text, number) != shown || strings.Contains(text, hidden) == shown && number == identity {
					t.Errorf("%s, shown %v: %s", department, shown, number)
				}
			}
			if department == "civil" && (strings.Contains(text, fixedNumber) != shown || strings.Contains(text, "0371****0001") == shown) {
				t.Errorf("the number of the place, shown %v", shown)
			}
			if !strings.Contains(text, "王院长") {
				t.Errorf("%s: the person responsible is gone", department)
			}
			if digests[department] == "" {
				digests[department] = summary.SHA256
			}
			if summary.SHA256 != digests[department] {
				t.Errorf("%s: hiding numbers changes the digest of the data", department)
			}
		}
	}
}

func TestNumbersInCustomReportsAndListsAreHidden(t *testing.T) {
	store := numbered(t)
	for _, ending := range []string{".xlsx", ".csv"} {
		for _, shown := range []bool{false, true} {
			path := filepath.Join(t.TempDir(), "a"+ending)
			report := inspection.CustomReport{Name: "名册", Table: inspection.TablePlaces, Columns: []string{"place_name", phoneColumn}}
			if _, err := writeCustom(t, store, path, report, func(r *CustomRequest) { r.Personal = shown }); err != nil {
				t.Fatal(err)
			}
			if text := everything(t, path); strings.Contains(text, fixedNumber) != shown {
				t.Errorf("%s, shown %v", ending, shown)
			}
			list := List{Name: "清单", Headers: []string{"说明"}, Overwrite: true, Personal: shown}
			rows := func(yield func([]any, error) bool) { yield([]any{"电话 " + mobileNumber}, nil) }
			if _, err := Table(t.Context(), path, list, rows); err != nil {
				t.Fatal(err)
			}
			if text := everything(t, path); strings.Contains(text, mobileNumber) != shown {
				t.Errorf("list %s, shown %v", ending, shown)
			}
		}
	}
}
