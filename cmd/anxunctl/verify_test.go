package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fingerprint describes every file of a folder, so that a test can show that nothing
// was touched.
func fingerprint(t *testing.T, dir string) string {
	t.Helper()
	var text strings.Builder
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&text, "%s %x\n", path, sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// finishedDesk is one with the contract's inspection, finished.
func finishedDesk(t *testing.T) (d *desk, no string) {
	t.Helper()
	d = newSampleDesk(t)
	d.photo("exit.jpg")
	var recorded struct{ No string }
	d.json(&recorded, "inspect", "--answers", d.file("a.yaml", contractAnswers))
	return d, recorded.No
}

type verified struct {
	OK                bool
	Seals, Heads      int
	Sequence          int64
	Key, Hash         string
	Problems, Notices []struct {
		Key    string
		Values map[string]any
	}
}

func (d *desk) verify(args ...string) (code int, report verified) {
	d.Helper()
	code, out, log := d.run(append([]string{"verify", "--json"}, args...)...)
	if code != exitDone && code != exitDamage {
		d.Fatalf("exit %d: %s", code, log)
	}
	decode(d.T, out, &report)
	return code, report
}

func TestVerifyTouchesNothing(t *testing.T) {
	d, _ := finishedDesk(t)
	before := fingerprint(t, d.data)
	code, own := d.verify()
	if code != exitDone || own.Seals != 1 || own.Heads == 0 || len(own.Key) != 64 || len(own.Notices) != 0 {
		t.Errorf("exit %d, %+v", code, own)
	}
	if code, other := d.verify(d.data, "--key", own.Key, "--head", fmt.Sprintf("%d:%s", own.Sequence, own.Hash)); code != exitDone || !other.OK {
		t.Errorf("exit %d, %+v", code, other)
	}
	if after := fingerprint(t, d.data); after != before {
		t.Errorf("verifying changed the folder:\n%s\n%s", before, after)
	}
	for _, args := range [][]string{{"--key", strings.Repeat("0", 64)}, {"--head", "1:" + own.Hash}, {"--head", "99999:" + own.Hash}} {
		if code, report := d.verify(args...); code != exitDamage || len(report.Problems) != 1 {
			t.Errorf("%v: exit %d, %+v", args, code, report)
		}
	}
	d.failing(exitUsage, "verify", "--head", "12")
	d.failing(exitFailed, "verify", d.path("nothing"))
}

func TestVerifyABackup(t *testing.T) {
	d, _ := finishedDesk(t)
	copied := d.path("copy.db")
	d.ok("backup", "--out", copied)
	before := fingerprint(t, d.dir)
	code, report := d.verify(copied)
	if code != exitDone || report.Seals != 1 || len(report.Notices) != 0 {
		t.Errorf("exit %d, %+v", code, report)
	}
	if fingerprint(t, d.dir) != before {
		t.Error("verifying a backup changed it")
	}
	data, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	forged := strings.Replace(string(data), "未设消防控制室", "已设消防控制室", 1)
	if err := os.WriteFile(copied, []byte(forged), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, report := d.verify(copied); code != exitDamage || report.Problems[0].Values["record"] == "" {
		t.Errorf("a forged note: exit %d, %+v", code, report)
	}
}

func TestCorrectAFinishedInspection(t *testing.T) {
	d, no := finishedDesk(t)
	d.ok("inspections", "correct", no, "--item", "CF-15", "--result", "pass", "--reason", "控制室设在一层，首次未见", "--by", "李敏")
	var shown struct {
		Corrections []correctionDocument
		Answers     []answerDocument
	}
	d.json(&shown, "inspections", "show", no)
	if len(shown.Corrections) != 1 {
		t.Fatalf("%+v", shown.Corrections)
	}
	if k := shown.Corrections[0]; k.OldResult != "na" || k.OldNote != "未设消防控制室" || k.OldBy != "张建国" || k.NewResult != "pass" || k.By != "李敏" {
		t.Errorf("%+v", k)
	}
	for _, answer := range shown.Answers {
		if answer.Item == "CF-15" && (answer.Result != "pass" || answer.By != "李敏") {
			t.Errorf("%+v", answer)
		}
	}
	if text := d.ok("inspections", "show", no); !strings.Contains(text, "首次未见") {
		t.Error("the reason is not shown")
	}
	if code, report := d.verify(); code != exitDone || report.Seals != 2 {
		t.Errorf("exit %d, %+v", code, report)
	}
	d.failing(exitUsage, "inspections", "correct", no, "--item", "CF-15", "--result", "pass")
	d.failing(exitUsage, "inspections", "correct", no, "--item", "CF-15", "--result", "maybe", "--reason", "x")
	d.failing(exitFailed, "inspections", "correct", no, "--item", "CF-15", "--result", "pass", "--reason", "x")
	d.failing(exitFailed, "inspections", "correct", no, "--item", "CF-16", "--result", "na", "--reason", "x")
	d.failing(exitFailed, "inspections", "correct", "J0", "--item", "CF-15", "--result", "pass", "--reason", "x")
}
