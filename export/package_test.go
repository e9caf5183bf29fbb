package export

import (
	"archive/zip"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"anxun/export/exporttest"
	"anxun/inspection"
)

// sound checks the structure of a workbook.
func sound(t *testing.T, file string) {
	t.Helper()
	problems, err := exporttest.Problems(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Errorf("%s: %s", filepath.Base(file), problem)
	}
}

func TestWorkbooksAreSound(t *testing.T) {
	store := fixture(t)
	for _, department := range fixtureDepartments[:4] {
		file, _ := writeFixture(t, store, fixtureRequest(department.ID))
		book := open(t, file)
		checkNames(t, book)
		if sheets := book.GetSheetList(); len(sheets) != 7 {
			t.Errorf("%s: sheets %v", department.ID, sheets)
		}
	}
	sound(t, writeSplit(t, store))
}

func readParts(t *testing.T, file string) map[string][]byte {
	t.Helper()
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	parts := map[string][]byte{}
	for _, entry := range archive.File {
		if _, twice := parts[entry.Name]; twice {
			t.Errorf("%s occurs twice", entry.Name)
		}
		reader, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[entry.Name], err = io.ReadAll(reader); err != nil {
			t.Fatal(err)
		}
		if err := reader.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

var anchorColumns = regexp.MustCompile(`<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:to><xdr:col>(\d+)</xdr:col><xdr:colOff>(\d+)</xdr:colOff>`)

// TestChartsStandBesideEachOther guards against Excelize working out the size of a chart in
// another way: none may cover its neighbour.
func TestChartsStandBesideEachOther(t *testing.T) {
	file, _ := writeFixture(t, fixture(t), fixtureRequest(inspection.DepartmentCivil))
	found := anchorColumns.FindAllSubmatch(readParts(t, file)["xl/drawings/drawing1.xml"], -1)
	if len(found) != 3 {
		t.Fatalf("%d charts, want 3", len(found))
	}
	spans := make([][2]int, len(found))
	for i, match := range found {
		for side := range 2 {
			column, err := strconv.Atoi(string(match[1+side]))
			if err != nil {
				t.Fatal(err)
			}
			spans[i][side] = column
		}
		if string(match[3]) == "0" { // it ends with the column before
			spans[i][1]--
		}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	for i := 1; i < len(spans); i++ {
		if spans[i][0] <= spans[i-1][1] {
			t.Errorf("a chart over columns %v covers the one from column %d", spans[i-1], spans[i][0])
		}
	}
}
