package export

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"anxun/inspection"
)

// hostileTexts are such as lists may hold.
var hostileTexts = []string{"=1+1", "+86 371", "-5", "@SUM(A1)", " =cmd|' /C calc'!A0", "\t=1", "\n=1", "＝1+1", "\u200B=1", "'=1", "=HYPERLINK(\"http://x\",\"y\")",
	"007", "O'Brien & <b>", "a,b;c", "say \"hi\"", " 前后空格 ", "行一\n行二", "𠮷㐂龘", "עברית", "😀", "_x000D_", "", "1e5"}

func someList(name string, headers ...string) List {
	return List{Name: name, Headers: headers, Program: "安巡 test", Now: fixtureNow}
}

func rowsOf(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func hostileRows() iter.Seq2[[]any, error] {
	var rows [][]any
	for i, text := range hostileTexts {
		rows = append(rows, []any{i, text})
	}
	return rowsOf(rows...)
}

func TestTableOfHostileText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "清单.xlsx")
	written, err := Table(context.Background(), path, someList("隐患[清单]*", "序号", "内容"), hostileRows())
	if err != nil || written.Rows != len(hostileTexts) || written.Size == 0 || written.Path != path {
		t.Fatalf("%+v %v", written, err)
	}
	file := open(t, path)
	if got := file.GetSheetList(); !slices.Equal(got, []string{"隐患清单"}) {
		t.Errorf("sheets %v", got)
	}
	for i, want := range hostileTexts {
		cell := fmt.Sprint("B", i+2)
		got, err := file.GetCellValue("隐患清单", cell, excelize.Options{RawCellValue: true})
		if err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
		if formula, err := file.GetCellFormula("隐患清单", cell); err != nil || formula != "" {
			t.Errorf("%s runs %q %v", cell, formula, err)
		}
	}
	sound(t, path)
}

func TestCSVOfHostileText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "清单.CSV")
	if _, err := Table(context.Background(), path, someList("清单", "=序号", "内容"), hostileRows()); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(content), "\uFEFF'=序号,内容\r\n") {
		t.Fatalf("begins with %.30q, %v", content, err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\uFEFF"))).ReadAll()
	if err != nil || len(records) != len(hostileTexts)+1 {
		t.Fatal(len(records), err)
	}
	for i, want := range hostileTexts {
		if got := records[i+1][1]; got != want && got != "'"+want {
			t.Errorf("%q came back as %q", want, got)
		}
	}
}

// TestGuardedTextNeverBeginsAFormula tries what nobody thought of.
func TestGuardedTextNeverBeginsAFormula(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		start := rapid.SampledFrom([]string{"", " ", "\t", "\n", "　", "\u00A0", "\u200B", "\uFEFF"})
		text := start.Draw(rt, "a") + start.Draw(rt, "b") + rapid.SampledFrom([]string{"=", "+", "-", "@", "＝", "＋", "－", "＠"}).Draw(rt, "sign") + rapid.String().Draw(rt, "rest")
		if got := guard(text); got != "'"+text {
			rt.Errorf("%q is not guarded: %q", text, got)
		}
	})
	for _, harmless := range []string{"", "a=1", "3-5", "豫A010203", "'x"} {
		if got := guard(harmless); got != harmless {
			t.Errorf("%q becomes %q", harmless, got)
		}
	}
}

func TestTableKeepsTypes(t *testing.T) {
	row := []any{"文本", -7, 2.5, inspection.Day("2026-11-03"), at("2026-11-03", "09:05"), nil, true, math.NaN(), inspection.Day(""), time.Time{}}
	headers := make([]string, len(row))
	for i := range headers {
		headers[i] = fmt.Sprint("列", i)
	}
	folder := t.TempDir()
	for _, name := range []string{"a.xlsx", "a.csv"} {
		if _, err := Table(context.Background(), filepath.Join(folder, name), someList("表", headers...), rowsOf(row)); err != nil {
			t.Fatal(err)
		}
	}
	file := open(t, filepath.Join(folder, "a.xlsx"))
	got, err := file.GetRows("表")
	if want := "[文本 -7 2.5 2026-11-03 2026-11-03 09:05  是]"; err != nil || fmt.Sprint(got[1]) != want {
		t.Errorf("row %v, want %s (%v)", got[1], want, err)
	}
	content, err := os.ReadFile(filepath.Join(folder, "a.csv"))
	if want := "文本,-7,2.5,2026-11-03,2026-11-03 09:05,,是,,,\r\n"; err != nil || !strings.HasSuffix(string(content), want) {
		t.Errorf("csv %q", content)
	}
}

func TestTableGoesOnInASecondSheet(t *testing.T) {
	for _, rows := range []int{0, 1, 9, 10, 250} {
		path := filepath.Join(t.TempDir(), "a.xlsx")
		all := func(yield func([]any, error) bool) {
			for i := range rows {
				if !yield([]any{i}, nil) {
					return
				}
			}
		}
		written, err := writeTable(context.Background(), path, someList("表", "序号"), all, 10)
		if err != nil || written.Rows != rows {
			t.Fatal(written, err)
		}
		file, next := open(t, path), 0
		if got, want := len(file.GetSheetList()), max(1, (rows+8)/9); got != want {
			t.Errorf("%d rows: %d sheets, want %d", rows, got, want)
		}
		for _, sheet := range file.GetSheetList() {
			lines, err := file.GetRows(sheet)
			if err != nil || len(lines) > 10 || lines[0][0] != "序号" {
				t.Fatal(sheet, lines, err)
			}
			for _, line := range lines[1:] {
				if line[0] != fmt.Sprint(next) {
					t.Errorf("row %s, want %d", line[0], next)
				}
				next++
			}
		}
		if next != rows {
			t.Errorf("%d rows came back, want %d", next, rows)
		}
	}
}

func TestFailedTableLeavesNothing(t *testing.T) {
	broken := errors.New("broken")
	for _, extension := range []string{"csv", "xlsx"} {
		folder := t.TempDir()
		path := filepath.Join(folder, "a."+extension)
		failing := func(yield func([]any, error) bool) {
			if yield([]any{1}, nil) {
				yield(nil, broken)
			}
		}
		_, err := Table(context.Background(), path, someList("表", "序号"), failing)
		if !errors.Is(err, broken) {
			t.Errorf("error %v", err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err = Table(ctx, path, someList("表", "序号"), rowsOf([]any{1}))
		wantError(t, err, inspection.CodeInternal, "error.cancelled")
		if _, err := Table(context.Background(), path, someList("表", "序号"), rowsOf([]any{1, 2})); err == nil {
			t.Error("a row with too many values was taken")
		}
		wantOnly(t, folder)
	}
	_, err := Table(context.Background(), filepath.Join(t.TempDir(), "a.txt"), someList("表", "序号"), rowsOf())
	wantError(t, err, inspection.CodeInvalid, "error.export_table_kind")
}

func TestSheetNames(t *testing.T) {
	for text, want := range map[string]string{"隐患": "隐患", "": "表", "''": "表", "a/b\\c:d*e?f[g]": "abcdefg", "'名'": "名", strings.Repeat("长", 40): strings.Repeat("长", 27),
		strings.Repeat("𠮷", 40): strings.Repeat("𠮷", 13), "行\n一": "行一"} {
		if got := sheetName(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}
