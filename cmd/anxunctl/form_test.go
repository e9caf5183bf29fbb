package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"testing"

	"anxun/cmd/internal/paper"
)

type formResult struct {
	File     string
	No       string
	Number   int
	Reprints int
	SHA256   string `json:"sha256"`
	Photos   int
	Skipped  []string
	Sample   bool
}

// TestFormsOfAHazardFollowedToTheEnd issues every document of the street.
func TestFormsOfAHazardFollowedToTheEnd(t *testing.T) {
	d := newSampleDesk(t)
	hazard := d.recorded()
	var shown struct{ Inspection string }
	d.json(&shown, "hazards", "show", hazard)
	issue := func(out string, args ...string) formResult {
		t.Helper()
		var result formResult
		d.json(&result, append(append([]string{"form"}, args...), "--out", d.path(out))...)
		data, err := os.ReadFile(result.File)
		if err != nil {
			t.Fatal(err)
		}
		if digest := sha256.Sum256(data); hex.EncodeToString(digest[:]) != result.SHA256 {
			t.Errorf("%s: the hash is not that of the file", out)
		}
		return result
	}
	record := issue("record.xlsx", "record", "--inspection", shown.Inspection)
	notice := issue("notice.xlsx", "notice", "--inspection", shown.Inspection)
	if record.Number != 1 || notice.Number != 1 || record.Photos != 1 || !strings.HasSuffix(notice.No, "〔2026〕1号") || record.No == notice.No {
		t.Errorf("record %+v, notice %+v", record, notice)
	}
	d.ok("hazards", "submit", hazard, "--by", "王院长", "--note", "已清理", "--photo", d.path("exit.jpg"))
	review := issue("review.xlsx", "review", "--hazard", hazard)
	d.ok("hazards", "review", hazard, "--pass", "--by", "陈静")
	again := issue("review2.xlsx", "review", "--hazard", hazard)
	if again.No != review.No || again.Reprints != 1 || again.Photos != 2 {
		t.Errorf("reviewed: first %+v, then %+v", review, again)
	}
	if letter := issue("letter.xlsx", "transfer", "--hazard", hazard); letter.Number != 1 {
		t.Errorf("letter: %+v", letter)
	}
	d.ok("verify")
}

func TestRefusedFormsUseNoNumber(t *testing.T) {
	d := newSampleDesk(t)
	hazard := d.recorded()
	var shown struct{ Inspection string }
	d.json(&shown, "hazards", "show", hazard)
	taken, text := d.file("taken.xlsx", "mine"), d.file("text.xlsx", "no workbook")
	before := d.journal()
	for _, args := range [][]string{
		{"record", "--inspection", shown.Inspection, "--out", taken},
		{"record", "--inspection", shown.Inspection, "--out", d.path("none/x.xlsx")},
		{"record", "--inspection", shown.Inspection, "--out", d.path("x.xlsx"), "--template", text},
		{"record", "--inspection", shown.Inspection, "--out", d.path("x.xlsx"), "--template", d.path("absent.xlsx")},
		{"record", "--inspection", "J0000", "--out", d.path("x.xlsx")},
		{"transfer", "--hazard", "Y0000", "--out", d.path("x.xlsx")},
		{"dept-record", "--inspection", shown.Inspection, "--out", d.path("x.xlsx")},
		{"food-result", "--inspection", shown.Inspection, "--out", d.path("x.xlsx")},
		{"print", d.path("absent.xlsx")},
	} {
		if message := d.failing(exitFailed, append([]string{"form"}, args...)...); strings.Contains(message, "error.") || strings.Count(message, "\n") != 1 {
			t.Errorf("%v: not one sentence: %q", args, message)
		}
	}
	d.failing(exitUsage, "form", "record", "--out", d.path("x.xlsx"))
	d.failing(exitUsage, "form", "review", "--hazard", hazard)
	if after := d.journal(); after != before {
		t.Errorf("the journal grew from %d to %d entries", before, after)
	}
	if data, err := os.ReadFile(taken); err != nil || string(data) != "mine" {
		t.Errorf("the existing file was touched: %v", err)
	}
}

// TestFormWithAMissingPhoto leaves the photo out and says so.
func TestFormWithAMissingPhoto(t *testing.T) {
	d := newSampleDesk(t)
	hazard := d.recorded()
	var shown struct {
		Inspection string
		Photos     []struct{ File string }
	}
	d.json(&shown, "hazards", "show", hazard)
	if err := os.Remove(shown.Photos[0].File); err != nil {
		t.Fatal(err)
	}
	var result formResult
	d.json(&result, "form", "record", "--inspection", shown.Inspection, "--out", d.path("x.xlsx"))
	if !slices.Equal(result.Skipped, []string{"exit.jpg"}) || result.Photos != 0 {
		t.Errorf("%+v", result)
	}
}

func TestOpenCommands(t *testing.T) {
	for system, want := range map[string]string{"windows": "rundll32", "darwin": "open", "linux": "xdg-open"} {
		line := paper.OpenCommand(system, "文书 & 1.xlsx")
		if line[0] != want || line[len(line)-1] != "文书 & 1.xlsx" {
			t.Errorf("%s: %q", system, line)
		}
	}
}
