package spreadsheet

import (
	"encoding/json"
	"testing"

	"anxun/assets"
	"anxun/inspection"
)

// TestWordsAreThoseOfTheWindow keeps the register and the window to one vocabulary.
func TestWordsAreThoseOfTheWindow(t *testing.T) {
	data, err := assets.Translations.ReadFile("translations/zh-Hans/terms.json")
	if err != nil {
		t.Fatal(err)
	}
	var terms map[string]string
	if err := json.Unmarshal(data, &terms); err != nil {
		t.Fatal(err)
	}
	check := func(key, word string) {
		t.Helper()
		if terms[key] != word {
			t.Errorf("%s is %q in the window and %q in the register", key, terms[key], word)
		}
	}
	for _, kind := range inspection.PlaceKinds() {
		check("kind."+string(kind), wordFor(kindTerms, kind))
		for _, sub := range inspection.SubKindsOf(kind) {
			check("subkind."+string(sub), wordFor(subKindTerms, sub))
		}
	}
	for _, feature := range inspection.Features() {
		check("feature."+string(feature), wordFor(featureTerms, feature))
	}
}

func TestChecklistWorkbook(t *testing.T) {
	library, err := inspection.ParseLibrary()
	if err != nil {
		t.Fatal(err)
	}
	list := inspection.Checklist{Code: "CF", Title: "消防", Version: 1, Sections: []inspection.Section{{Title: "疏散", Items: []inspection.Item{
		{Code: "CF-01", Text: "=通道畅通", Severity: inspection.SeveritySerious, Deadline: inspection.DeadlineRule{Rule: inspection.DeadlineDays, Days: 3},
			Departments: []inspection.DepartmentID{"fire"}, Photo: inspection.PhotoRequired}}}}}
	path := t.TempDir() + "/CF.xlsx"
	if err := WriteChecklist(path, list, library, []inspection.Department{{ID: "fire", Short: "消防"}}, "2026-11-22", false); err != nil {
		t.Fatal(err)
	}
	book, err := openWorkbook(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for cell, want := range map[string]string{"A3": "CF-01", "B3": "疏散", "C3": "=通道畅通", "F3": "较大", "G3": "3 日", "H3": "消防", "I3": "须拍照"} {
		if got, err := book.GetCellValue(sheetChecklist, cell); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", cell, got, err, want)
		}
	}
}
