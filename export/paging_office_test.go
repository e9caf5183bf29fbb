//go:build office

package export

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// latinFonts leaves LibreOffice the font with the widest digits among those that stand in for a
// missing one.
const latinFonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>%s</cachedir></fontconfig>`

var (
	sheetPart    = regexp.MustCompile(`^xl/worksheets/sheet(\d+)\.xml$`)
	fixedScale   = regexp.MustCompile(`<pageSetup [^>]*scale="\d+"`)
	manualBreaks = regexp.MustCompile(`<rowBreaks count="(\d+)"`)
	besideOther  = regexp.MustCompile(`<pageSetup [^>]*fitToWidth="(\d+)"`)
	leftFoot     = regexp.MustCompile(`&amp;L&amp;9&amp;A`)
)

// TestPagesEndWhereWeSay prints every workbook and compares the pages of the sheets that are cut into
// pages, 汇总 among them, with the breaks that were worked out: LibreOffice must neither add pages nor
// need a second one beside, with Chinese fonts and without.
func TestPagesEndWhereWeSay(t *testing.T) {
	store, a := withPhotos(t)
	photos, _ := writeFixture(t, store, photoRequest(a))
	files := append(workbooks(t), photos)
	folder := t.TempDir()
	var marked []string
	var want []map[string]int
	for i, file := range files {
		to := filepath.Join(folder, fmt.Sprintf("%d.xlsx", i))
		marked, want = append(marked, to), append(want, withNumberedFeet(t, file, to))
		if pages, isPaged := want[i]["1"]; isPaged && pages < 2 || len(want[i]) == 0 {
			t.Errorf("%s: %v, 汇总 has no breaks", file, want[i])
		}
	}
	for name, fonts := range map[string]string{"the program's font": embeddedFonts(t), "no Chinese font": latinFonts} {
		out := convertWith(t, fonts, "pdf", marked...)
		for i := range marked {
			got := pagesOfSheets(t, filepath.Join(out, fmt.Sprintf("%d.pdf", i)))
			if sheets := len(open(t, files[i]).GetSheetList()); len(got) != sheets {
				t.Errorf("%s, %s: %d sheets were printed, want %d", name, filepath.Base(files[i]), len(got), sheets)
			}
			for sheet, pages := range want[i] {
				if got[sheet] != pages {
					t.Errorf("%s, %s: sheet %s takes %d pages, want %d", name, filepath.Base(files[i]), sheet, got[sheet], pages)
				}
			}
		}
	}
}

// withNumberedFeet copies a workbook and lets its pages end with the number of their sheet instead
// of its name, which prints as boxes without Chinese fonts. It returns how many pages the sheets are to
// take that are cut into pages.
func withNumberedFeet(t *testing.T, file, to string) map[string]int {
	t.Helper()
	pages := map[string]int{}
	rewrite(t, file, to, func(name string, content []byte) []byte {
		part := sheetPart.FindStringSubmatch(name)
		if part == nil {
			return content
		}
		if fixedScale.Match(content) {
			pages[part[1]] = 1
			if match := manualBreaks.FindSubmatch(content); match != nil {
				breaks, err := strconv.Atoi(string(match[1]))
				if err != nil {
					t.Fatal(err)
				}
				pages[part[1]] += breaks
			}
		}
		if match := besideOther.FindSubmatch(content); match != nil { // and few rows
			pages[part[1]] = int(match[1][0] - '0')
		}
		if !leftFoot.Match(content) {
			t.Fatalf("%s: %s has no foot", file, name)
		}
		return leftFoot.ReplaceAll(content, []byte("&amp;L&amp;9SHEET "+part[1]))
	})
	return pages
}

// pagesOfSheets counts the pages by the number at their foot.
func pagesOfSheets(t *testing.T, file string) map[string]int {
	t.Helper()
	output, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]int{}
	for page := range bytes.SplitSeq(output, []byte("\f")) {
		lines := strings.Split(strings.TrimSpace(string(page)), "\n")
		if foot := strings.Fields(lines[len(lines)-1]); len(foot) > 1 && foot[0] == "SHEET" {
			pages[foot[1]]++
		}
	}
	return pages
}
