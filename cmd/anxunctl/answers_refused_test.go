package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

const goodAnswers = `place: YL-003
checklists: [CF, CE]
started: 2026-11-20T09:05:00+08:00
inspectors: [{name: 张建国, dept: emergency, certificate: "豫A010203"}]
default: pass
answers:
  CF-09: {result: fail, note: 二层东侧安全出口堆放轮椅, severity: serious, due: 2026-11-20, photos: [exit.jpg]}
  CF-15: {result: na, note: 未设消防控制室}
finish: true
`

func readAnswers(path string) error {
	_, err := answersReader{path: path, tell: error.Error}.read()
	return err
}

// An answers file is written by hand or by another program. What is wrong with it is told with its line, in less than
// 64 MB.
func TestHostileFiles(t *testing.T) {
	folder := t.TempDir()
	var files []inspectiontest.Hostile
	add := func(name, text, key string) {
		path := filepath.Join(folder, fmt.Sprintf("%04d.yaml", len(files)))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, inspectiontest.Hostile{Name: name, Size: len(text), Key: key, Accepted: name == cutOff, Read: func() error { return readAnswers(path) }})
	}
	laughs := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		laughs += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 9), ","))
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(goodAnswers)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(goodAnswers, "place:", "地点:", 1))
	if err != nil {
		t.Fatal(err)
	}
	add("aliases that grow (billion laughs)", "place: x\n"+laughs, "")
	add("80,000 anchors", "place: "+strings.Repeat("&a ", 80_000)+"x", "")
	add("an alias of itself", "place: &a [*a]\n", "")
	add("lists 250,000 deep", "place: "+strings.Repeat("[", 250_000), "error.answers_yaml")
	add("mappings 60,000 deep", strings.Repeat("{a: ", 60_000), "error.answers_yaml")
	add("lists 5,000 deep, closed", "place: "+strings.Repeat("[", 5000)+strings.Repeat("]", 5000), "")
	add("indentation 700 deep", indented(700), "")
	add("20,000 answers", manyKeys(20_000), "")
	add("one text of 255 KB, then a mistake", "place: "+strings.Repeat("a", 255<<10)+"\nplace: b\n", "")
	add("a list of 130,000", "checklists: ["+strings.Repeat("x,", 130_000)+"]\nwrong: 1\n", "")
	add("5 MB", strings.Repeat("# \n", 5<<20/3), "error.file_too_large")
	add("nothing", "", "")
	add("a remark only", "# nothing\n", "")
	add("two documents", goodAnswers+"---\n"+goodAnswers, "")
	add("text in GBK", gbk, "")
	add("text in UTF-16, a foreign key", wide, "")
	add("control characters", "place: \x00\x01\x02", "error.answers_yaml")
	add("a tag that makes objects", "place: !!python/object/apply:os.system [ls]\n", "")
	add("a workbook", "PK\x03\x04\x00\x00", "error.answers_yaml")
	long := goodAnswers + strings.Repeat("# 说明\n", 2000)
	for cut := 1; cut < 500; cut += 7 {
		add(cutOff, long[:cut], "")
	}
	inspectiontest.RefuseAll(t, "answers", files)
}

func indented(depth int) string {
	var text strings.Builder
	for i := range depth {
		text.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return text.String()
}

func manyKeys(n int) string {
	var text strings.Builder
	text.WriteString("answers:\n")
	for i := range n {
		fmt.Fprintf(&text, "  A%d: x\n", i)
	}
	return text.String()
}

// cutOff is the one case that may be read: a YAML file that ends early at the end of a line is a whole one. Without its
// finish: true it stays a draft.
const cutOff = "cut off every seven bytes"

// FuzzAnswers feeds any text to the reader of answers files.
func FuzzAnswers(f *testing.F) {
	f.Add(goodAnswers)
	f.Add("a: &a [x]\nb: *a\n")
	f.Add("--- \n...\n---\n")
	f.Add("place: [")
	f.Add("# nothing\n")
	path := filepath.Join(f.TempDir(), "a.yaml")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := answersReader{path: path, tell: error.Error}.read()
		if err != nil {
			if inspection.CodeOf(err) != inspection.CodeInvalid {
				t.Errorf("no sentence: %v", err)
			}
			return
		}
		if file.place.text == "" || len(file.checklists) == 0 || len(file.inspectors) == 0 || file.startedAt.IsZero() {
			t.Errorf("accepted without what is needed: %+v", file)
		}
	})
}
