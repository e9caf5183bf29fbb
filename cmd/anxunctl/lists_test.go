package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestListsAreSavedAsShown saves both lists in both kinds of files and compares the
// numbers of the records with what is printed.
func TestListsAreSavedAsShown(t *testing.T) {
	d := newDesk(t)
	d.ok("generate", "--inspections", "6", "--seed", "3")
	for _, list := range []string{"hazards", "inspections"} {
		var shown []struct {
			No string `json:"no"`
		}
		d.json(&shown, list, "list")
		var want []string
		for _, one := range shown {
			want = append(want, one.No)
		}
		if len(want) < 2 {
			t.Fatalf("%s: only %d to list", list, len(want))
		}
		workbook, text := filepath.Join(d.dir, list+".xlsx"), filepath.Join(d.dir, list+".csv")
		d.ok(list, "list", "--out", workbook)
		d.ok(list, "list", "--out", text)
		if got := firstColumn(t, workbookRows(t, workbook)); !slices.Equal(got, want) {
			t.Errorf("%s: workbook holds %v, shown %v", list, got, want)
		}
		if got := firstColumn(t, textRows(t, text)); !slices.Equal(got, want) {
			t.Errorf("%s: text holds %v, shown %v", list, got, want)
		}
		if code, _, _ := d.run(list, "list", "--out", text); code != exitFailed {
			t.Errorf("%s: an existing file was replaced unasked: %d", list, code)
		}
		d.ok(list, "list", "--out", text, "--overwrite")
		if code, _, log := d.run(list, "list", "--out", filepath.Join(d.dir, "x.pdf")); code != exitFailed || !strings.Contains(log, ".csv") {
			t.Errorf("%s: exit %d, %s", list, code, log)
		}
	}
}

// TestSavedHazardsSayWhoTheyWereGivenTo, one hazard of all.
func TestSavedHazardsSayWhoTheyWereGivenTo(t *testing.T) {
	d := newDesk(t)
	d.ok("generate", "--inspections", "6", "--seed", "3")
	var shown []struct {
		No string `json:"no"`
	}
	d.json(&shown, "hazards", "list")
	d.ok("assign", "hazard", shown[1].No, "--to", "张建国", "--by", "刘主任")
	workbook := filepath.Join(d.dir, "given.xlsx")
	d.ok("hazards", "list", "--out", workbook)
	rows := workbookRows(t, workbook)
	at := slices.Index(rows[0], "交办给")
	if at < 0 {
		t.Fatalf("columns %v", rows[0])
	}
	for i, row := range rows[1:] {
		if want := map[bool]string{true: "张建国"}[i == 1]; row[at] != want {
			t.Errorf("%s was given to %q, want %q", row[0], row[at], want)
		}
	}
}

func workbookRows(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows(file.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func textRows(t *testing.T, path string) [][]string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// firstColumn gives the first values below the header.
func firstColumn(t *testing.T, rows [][]string) []string {
	t.Helper()
	var values []string
	for _, row := range rows[1:] {
		values = append(values, row[0])
	}
	return values
}

// TestReportWithPhotos takes a photo from the command line into the cell of a report,
// through the real store.
func TestReportWithPhotos(t *testing.T) {
	d := newDesk(t)
	d.ok("generate", "--inspections", "60", "--seed", "3")
	var open []struct {
		No string `json:"no"`
	}
	d.json(&open, "hazards", "list", "--status", "open", "--dept", "emergency")
	photo := d.photo("after.png")
	d.ok("hazards", "submit", open[0].No, "--by", "王院长", "--note", "已清理", "--photo", photo)
	for size, pictures := range map[string]int{"none": 0, "thumbnail": 1, "report": 1, "original": 1} {
		shown := 0
		for _, department := range []string{"emergency", "market", "civil", "urban"} {
			out := filepath.Join(d.dir, size+department+".xlsx")
			d.ok("report", "--dept", department, "--from", "2020-01-01", "--to", "2026-12-31", "--out", out, "--photos", size)
			shown = max(shown, countPictures(t, out))
		}
		if shown != pictures {
			t.Errorf("%s: %d pictures, want %d", size, shown, pictures)
		}
	}
	if code, _, _ := d.run("report", "--dept", "market", "--from", "2020-01-01", "--to", "2026-12-31", "--out", "x.xlsx", "--photos", "huge"); code != exitUsage {
		t.Errorf("a size that does not exist gives exit %d", code)
	}
}

func countPictures(t *testing.T, path string) int {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cells, err := file.GetPictureCells("隐患台账")
	if err != nil {
		t.Fatal(err)
	}
	return len(cells)
}

// TestExplain needs no data folder.
func TestExplain(t *testing.T) {
	d := newDesk(t)
	if out := d.ok("report", "--explain"); !strings.Contains(out, "整改率：已销号÷（隐患总数－已移交）") {
		t.Errorf("explained %s", out)
	}
	var definitions []map[string]any
	d.json(&definitions, "report", "--explain", "--dept", "urban")
	if len(definitions) < 20 {
		t.Errorf("%d definitions", len(definitions))
	}
	if _, err := os.Stat(d.data); !os.IsNotExist(err) {
		t.Errorf("the data folder was made: %v", err)
	}
}
