package form

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anxun/assets"
	"anxun/export/exporttest"
	"anxun/inspection"
)

var update = flag.Bool("update", false, "write the golden files and docs/forms.md anew")

// golden compares text with a file, or writes the file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		must(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want := string(readFile(t, path))
	if got == want {
		return
	}
	lines, wanted := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(lines), len(wanted)) {
		var g, w string
		if i < len(lines) {
			g = lines[i]
		}
		if i < len(wanted) {
			w = wanted[i]
		}
		if g != w {
			t.Fatalf("%s, line %d:\n got  %s\n want %s\nrun with -update if the change is meant", filepath.Base(path), i+1, g, w)
		}
	}
}

// TestFormsAreAsSeen compares the cells, merged cells, heights and pictures of every
// built-in form, filled, with what was looked at.
func TestFormsAreAsSeen(t *testing.T) {
	for _, kind := range drawnKinds() {
		t.Run(builtIn[kind], func(t *testing.T) {
			file := writeForm(t, kind, valuesOf(t, kind, 4))
			problems, err := exporttest.Problems(file)
			must(t, err)
			for _, problem := range problems {
				t.Error(problem)
			}
			data := readFile(t, file)
			golden(t, filepath.Join("testdata", builtIn[kind]+".golden.tsv"), dump(t, data))
		})
	}
}

func dump(t *testing.T, data []byte) string {
	t.Helper()
	file := openBook(t, data)
	var out strings.Builder
	for _, sheet := range file.GetSheetList() {
		visible, err := file.GetSheetVisible(sheet)
		must(t, err)
		fmt.Fprintf(&out, "%s\tvisible %v\n", sheet, visible)
		rows, err := file.GetRows(sheet)
		must(t, err)
		for r, row := range rows {
			height, err := file.GetRowHeight(sheet, r+1)
			must(t, err)
			fmt.Fprintf(&out, "%s\t%d\t%.1f", sheet, r+1, height)
			for c, value := range row {
				if value != "" {
					fmt.Fprintf(&out, "\t%s=%s", columnName(c+1), strings.ReplaceAll(value, "\n", `\n`))
				}
			}
			out.WriteString("\n")
		}
		merges, err := file.GetMergeCells(sheet)
		must(t, err)
		var areas []string
		for _, m := range merges {
			areas = append(areas, m[0])
		}
		pictures, err := file.GetPictureCells(sheet)
		must(t, err)
		slices.Sort(pictures)
		fmt.Fprintf(&out, "%s\tmerged %s\n%s\tpictures %s\n", sheet, strings.Join(areas, " "), sheet, strings.Join(pictures, " "))
	}
	for _, name := range file.GetDefinedName() {
		fmt.Fprintf(&out, "%s\t%s\n", name.Name, name.RefersTo)
	}
	return out.String()
}

// TestNoPlaceholderIsLeft looks through every part of every filled form.
func TestNoPlaceholderIsLeft(t *testing.T) {
	for _, kind := range drawnKinds() {
		for name, content := range partsOf(t, readFile(t, writeForm(t, kind, valuesOf(t, kind, 4)))) {
			if strings.HasPrefix(name, "xl/worksheets/") && strings.Contains(content, "{{") {
				t.Errorf("%s: %s still holds a placeholder", builtIn[kind], name)
			}
		}
	}
}

// TestStreetFormsOrderNothing keeps words out of the street's forms that only an
// authority may use.
func TestStreetFormsOrderNothing(t *testing.T) {
	for _, kind := range []inspection.FormKind{inspection.FormRecord, inspection.FormNotice, inspection.FormReview, inspection.FormTransfer} {
		text := dump(t, readFile(t, writeForm(t, kind, valuesOf(t, kind, 2))))
		for _, word := range []string{"责令", "指令", "处罚款", "行政强制", "查封", "停产停业", "行政执法人员"} {
			if strings.Contains(text, word) {
				t.Errorf("%s says %s", builtIn[kind], word)
			}
		}
	}
}

func TestEmptySheetsAreHidden(t *testing.T) {
	values := Record(testSheet(2), testSource(t, inspection.FormRecord)) // no photos
	file := openBook(t, readFile(t, writeForm(t, inspection.FormRecord, values)))
	if visible, err := file.GetSheetVisible("照片"); err != nil || visible {
		t.Errorf("the sheet of photos is visible without photos (%v)", err)
	}
}

func TestEveryKindHasATemplate(t *testing.T) {
	for _, kind := range inspection.FormKinds() {
		if _, err := BuiltIn(assets.Forms, kind); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if Title(kind) == "" {
			t.Errorf("%s has no title", kind)
		}
	}
}

func TestNoticeNeedsHazards(t *testing.T) {
	sheet := testSheet(0)
	if _, err := Notice(sheet, testSource(t, inspection.FormNotice)); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("got %v", err)
	}
}

// TestCatalogueIsComplete checks that each kind has exactly the placeholders that the
// catalogue lists.
func TestCatalogueIsComplete(t *testing.T) {
	for _, kind := range inspection.FormKinds() {
		values := valuesOf(t, kind, 3)
		names := map[string]bool{}
		for _, entity := range For(SubjectOf(kind)) {
			names[entity.Name] = true
			list, isList := values.Lists[entity.Name]
			if isList != entity.List {
				t.Errorf("%s: list %v", entity.Name, isList)
			}
			for _, field := range entity.Fields {
				if _, single := values.Groups[entity.Name][field.Name]; single == entity.List || entity.List && !list.has(field.Name) {
					t.Errorf("%s: {{%s.%s}} is missing", kind, entity.Name, field.Name)
				}
				if field.Meaning == "" {
					t.Errorf("{{%s.%s}} is not explained", entity.Name, field.Name)
				}
			}
		}
		if len(names) != len(values.Groups)+len(values.Lists) {
			t.Errorf("%s has entities that the catalogue does not list", kind)
		}
	}
}

// TestDocumentation keeps docs/forms.md as the catalogue is.
func TestDocumentation(t *testing.T) {
	var out bytes.Buffer
	WriteDocumentation(&out)
	golden(t, filepath.Join("..", "..", "docs", "forms.md"), out.String())
}

// TestFoodItemsAreCounted as the official table does: those that were judged, with
// their numbers there, and nothing ticked that a person has to decide.
func TestFoodItemsAreCounted(t *testing.T) {
	values := FoodResult(testFoodSheet(3), testSource(t, inspection.FormFoodResult))
	want := map[string]string{"项数": "3", "重点项": "2", "重点项序号": "*2.1、*2.3", "一般项": "1", "一般项序号": "2.2"}
	for field, text := range want {
		if got := values.Groups["食品"][field].Text; got != text {
			t.Errorf("%s is %q, want %q", field, got, text)
		}
	}
	text := dump(t, readFile(t, writeForm(t, inspection.FormFoodResult, values)))
	for _, wanted := range []string{"□符合　　　□基本符合　　　□不符合", "□通过　　　□书面限期整改", "2016年"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("the form does not say %s", wanted)
		}
	}
	if strings.Contains(text, checkedBox) {
		t.Error("a box is ticked")
	}
	other := testSheet(3)
	source := testSource(t, inspection.FormFoodResult)
	fire := FoodResult(other, source.withPhotos(t, foundHazards(other)...))
	if fire.Groups["食品"]["项数"].Text != "0" || len(fire.Lists["附图"].Rows) > 0 || len(fire.Lists["问题"].Rows) > 0 {
		t.Errorf("what other checklists found is shown: %v", fire.Groups["食品"])
	}
}
