package export

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"anxun/inspection"
)

// TestPackageIsWhole checks the parts of each workbook against each other: content
// types, relationships and names.
func TestPackageIsWhole(t *testing.T) {
	store := fixture(t)
	for _, department := range fixtureDepartments[:4] {
		t.Run(string(department.ID), func(t *testing.T) {
			file, _ := writeFixture(t, store, fixtureRequest(department.ID))
			parts := readParts(t, file)
			checkContentTypes(t, parts)
			for name := range parts {
				if strings.HasSuffix(name, ".rels") {
					checkTargets(t, parts, name)
				}
				if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
					checkWellFormed(t, name, parts[name])
				}
			}
			book := open(t, file)
			checkNames(t, book)
			sheets := book.GetSheetList()
			slices.Sort(sheets)
			if len(slices.Compact(sheets)) != 7 {
				t.Errorf("sheets %v", sheets)
			}
		})
	}
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

func checkWellFormed(t *testing.T, name string, content []byte) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(string(content)))
	for {
		if _, err := decoder.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

func checkContentTypes(t *testing.T, parts map[string][]byte) {
	t.Helper()
	var types struct {
		Default []struct {
			Extension string `xml:",attr"`
		}
		Override []struct {
			PartName string `xml:",attr"`
		}
	}
	if err := xml.Unmarshal(parts["[Content_Types].xml"], &types); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, part := range types.Override {
		name := strings.TrimPrefix(part.PartName, "/")
		if _, present := parts[name]; !present {
			t.Errorf("content type of %s, which does not exist", name)
		}
		known[name] = true
	}
	for name := range parts {
		byExtension := slices.ContainsFunc(types.Default, func(d struct {
			Extension string `xml:",attr"`
		}) bool {
			return strings.TrimPrefix(path.Ext(name), ".") == d.Extension && d.Extension != "xml"
		})
		if !known[name] && !byExtension && name != "[Content_Types].xml" {
			t.Errorf("%s has no content type", name)
		}
	}
}

// checkTargets checks that every relationship of a .rels part leads to a part.
func checkTargets(t *testing.T, parts map[string][]byte, name string) {
	t.Helper()
	var relationships struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:",attr"`
		}
	}
	if err := xml.Unmarshal(parts[name], &relationships); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, r := range relationships.Relationship {
		target := strings.TrimPrefix(r.Target, "/")
		if !strings.HasPrefix(r.Target, "/") {
			target = path.Join(path.Dir(path.Dir(name)), r.Target)
		}
		if _, present := parts[target]; !present || ids[r.ID] {
			t.Errorf("%s: %s leads to %s", name, r.ID, target)
		}
		ids[r.ID] = true
	}
}

var anchorColumns = regexp.MustCompile(`<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:to><xdr:col>(\d+)</xdr:col>`)

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
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	for i := 1; i < len(spans); i++ {
		if spans[i][0] <= spans[i-1][1] {
			t.Errorf("a chart over columns %v covers the one from column %d", spans[i-1], spans[i][0])
		}
	}
}
