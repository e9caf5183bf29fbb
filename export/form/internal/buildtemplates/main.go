// Command buildtemplates draws the built-in templates of documents and writes them to
// a folder:
//
//	go run ./export/form/internal/buildtemplates assets/forms
//
// The templates are ordinary workbooks. They are kept with the sources, so that what
// is built into the program is what was looked at; a test compares the two.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/xuri/excelize/v2"
)

// designs says how each template is drawn.
var designs = map[string]func(*design){
	"C1": streetRecord, "C2": streetNotice, "C3": streetReview, "C4": streetTransfer,
	"A1": departmentRecord, "A3": departmentOrder, "A4": departmentReview, "B1": foodResult,
}

// codes lists the templates, in order.
func codes() []string {
	var all []string
	for code := range designs {
		all = append(all, code)
	}
	slices.Sort(all)
	return all
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: buildtemplates FOLDER")
		os.Exit(2)
	}
	for _, code := range codes() {
		data, err := build(code)
		if err == nil {
			err = os.WriteFile(filepath.Join(os.Args[1], code+".xlsx"), data, 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, code+":", err)
			os.Exit(1)
		}
	}
}

// build draws one template.
func build(code string) ([]byte, error) {
	d := &design{file: excelize.NewFile(), styles: map[look]int{}}
	defer func() { _ = d.file.Close() }()
	d.check(d.file.SetDocProps(&excelize.DocProperties{Title: code, Creator: "安巡", LastModifiedBy: "安巡",
		Created: "2026-11-22T00:00:00Z", Modified: "2026-11-22T00:00:00Z", Language: "zh-CN"}))
	d.check(d.file.SetDefaultFont(bodyFont))
	*d.file.Styles.Fonts.Font[0].Sz.Val = bodySize
	designs[code](d)
	if d.err != nil {
		return nil, d.err
	}
	var out bytes.Buffer
	err := d.file.Write(&out)
	return out.Bytes(), err
}
