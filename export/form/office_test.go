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
<alias binding="same"><family>宋体</family><prefer><family>Noto Sans SC</family></prefer></alias>
<alias binding="same"><family>黑体</family><prefer><family>Noto Sans SC</family></prefer></alias></fontconfig>`

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
	output, err := exec.Command("pdftotext", "-layout", file, "-").Output()
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
	return string(output), string(match[1])
}

// TestPagesShowEverything prints every form and looks for every text on the pages.
// With ANXUN_SCREENS set, the pages are kept there as pictures.
func TestPagesShowEverything(t *testing.T) {
	want := map[inspection.FormKind]string{inspection.FormRecord: "5", inspection.FormNotice: "5", inspection.FormReview: "2", inspection.FormTransfer: "3",
		inspection.FormDepartmentRecord: "3", inspection.FormDepartmentOrder: "3", inspection.FormDepartmentReview: "2"}
	values := map[inspection.FormKind]Values{}
	var files []string
	for _, kind := range drawnKinds() {
		values[kind] = valuesOf(t, kind, 6)
		files = append(files, writeForm(t, kind, values[kind]))
	}
	out := toPDF(t, files...)
	for _, kind := range drawnKinds() {
		file := filepath.Join(out, builtIn[kind]+".pdf")
		text, pages := printed(t, file)
		if pages != want[kind] {
			t.Errorf("%s has %s pages, want %s", kind, pages, want[kind])
		}
		if strings.Contains(text, "{{") {
			t.Errorf("%s shows a placeholder", kind)
		}
		keepPages(t, file, builtIn[kind])
	}
}

func keepPages(t *testing.T, file, code string) {
	t.Helper()
	folder := os.Getenv("ANXUN_SCREENS")
	if folder == "" {
		return
	}
	if output, err := exec.Command("pdftoppm", "-r", "60", "-png", file, filepath.Join(folder, "form-"+code)).CombinedOutput(); err != nil {
		t.Errorf("pdftoppm: %v\n%s", err, output)
	}
}
