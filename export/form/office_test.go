//go:build office

package form

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"anxun/inspection"
)

// officeFonts maps the fonts of the documents to the one that is embedded in the
// program, so that a machine without Chinese fonts can lay pages out.
const officeFonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir>
<alias binding="same"><family>宋体</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>
<alias binding="same"><family>黑体</family><prefer><family>Noto Sans CJK SC</family></prefer></alias></fontconfig>`

// toPDF lets LibreOffice print workbooks, all in one run.
func toPDF(t *testing.T, files ...string) string {
	t.Helper()
	folder := t.TempDir()
	fonts, err := filepath.Abs("../../assets/fonts")
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(folder, "fonts.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, officeFonts, fonts, filepath.Join(folder, "cache")), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "out")
	arguments := append([]string{"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless", "--convert-to", "pdf", "--outdir", out}, files...)
	command := exec.Command("soffice", arguments...)
	command.Env = append(os.Environ(), "FONTCONFIG_FILE="+config, "HOME="+folder)
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, output)
	}
	return out
}

var pageCount = regexp.MustCompile(`Pages:\s+(\d+)`)

// printed is the text of a PDF without white space, and its pages.
func printed(t *testing.T, file string) (text, pages string) {
	t.Helper()
	// In the order in which it was drawn, the lines of a cell follow each other.
	output, err := exec.Command("pdftotext", "-raw", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	info, err := exec.Command("pdfinfo", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	match := pageCount.FindSubmatch(info)
	if match == nil {
		t.Fatalf("%s has no pages", file)
	}
	return withoutSpace(string(output)), string(match[1])
}

func withoutSpace(text string) string { return strings.Join(strings.Fields(text), "") }

// wantAllTexts looks on the pages for the text of every cell of the visible sheets.
func wantAllTexts(t *testing.T, workbook, text string) {
	t.Helper()
	file := openBook(t, readFile(t, workbook))
	for _, sheet := range file.GetSheetList() {
		if visible, err := file.GetSheetVisible(sheet); err != nil || !visible {
			continue
		}
		rows, err := file.GetRows(sheet)
		must(t, err)
		for r, row := range rows {
			for c, value := range row {
				if !strings.Contains(text, withoutSpace(value)) {
					t.Errorf("%s %s!%s is not wholly on the pages: %q", filepath.Base(workbook), sheet, cellName(r+1, c+1), value)
				}
			}
		}
	}
}

// TestPagesShowEverything prints every form and looks for every text on the pages.
// With ANXUN_SCREENS set, the pages are kept there as pictures.
func TestPagesShowEverything(t *testing.T) {
	want := map[inspection.FormKind]string{inspection.FormRecord: "5", inspection.FormNotice: "5", inspection.FormReview: "2", inspection.FormTransfer: "3",
		inspection.FormDepartmentRecord: "3", inspection.FormDepartmentOrder: "3", inspection.FormDepartmentReview: "2", inspection.FormFoodResult: "4"}
	files := map[inspection.FormKind]string{}
	var all []string
	for _, kind := range drawnKinds() {
		files[kind] = writeForm(t, kind, valuesOf(t, kind, 6))
		all = append(all, files[kind])
	}
	out := toPDF(t, all...)
	for _, kind := range drawnKinds() {
		file := filepath.Join(out, builtIn[kind]+".pdf")
		text, pages := printed(t, file)
		if pages != want[kind] {
			t.Errorf("%s has %s pages, want %s", kind, pages, want[kind])
		}
		if strings.Contains(text, "{{") {
			t.Errorf("%s shows a placeholder", kind)
		}
		wantAllTexts(t, files[kind], text)
		keepPages(t, file, builtIn[kind])
	}
}

// TestLongFormsShowEverything prints a record and a notice with many items and texts
// far longer than a page.
func TestLongFormsShowEverything(t *testing.T) {
	record := valuesOf(t, inspection.FormRecord, 60)
	record.set("经过", "情况", longText(4000), "依据", longText(900))
	record.set("对象", "名称", longText(90), "地址", longText(120))
	notice := valuesOf(t, inspection.FormNotice, 40)
	for i, row := range notice.Lists["问题"].Rows {
		row["描述"] = Value{Text: fmt.Sprintf("第%d项：%s", i+1, longText(40+30*i))}
		row["依据"] = Value{Text: longText(10 * i)}
	}
	files := []string{writeForm(t, inspection.FormRecord, record), writeForm(t, inspection.FormNotice, notice)}
	out := toPDF(t, files...)
	for i, name := range []string{"C1.pdf", "C2.pdf"} {
		text, _ := printed(t, filepath.Join(out, name))
		wantAllTexts(t, files[i], text)
	}
}

func keepPages(t *testing.T, file, code string) {
	t.Helper()
	folder := os.Getenv("ANXUN_SCREENS")
	if folder == "" {
		return
	}
	if output, err := exec.Command("pdftoppm", "-r", "72", "-l", "2", "-png", file, filepath.Join(folder, "form-"+code)).CombinedOutput(); err != nil {
		t.Errorf("pdftoppm: %v\n%s", err, output)
	}
}
