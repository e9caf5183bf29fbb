package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type restored struct {
	Data, Aside    string
	Rows           int64
	Evidence_files int
	Missing        []string
}

func (d *desk) backUp(out string) (set struct {
	Out            string
	Size, Sequence int64
	Evidence_files int
	Records        map[string]int
}) {
	d.Helper()
	d.json(&set, "backup", "--out", out)
	return set
}

func evidenceFiles(t *testing.T, folder string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(filepath.Join(folder, "evidence"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, path)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestRestoreBringsBackWhatWasThereAndKeepsWhatIs(t *testing.T) {
	d, no := finishedDesk(t)
	stick := d.path("U 盘 [1]")
	set := d.backUp(stick)
	if set.Evidence_files != 1 || set.Records["inspection"] != 1 || set.Records["hazard"] == 0 || len(evidenceFiles(t, stick)) != 1 {
		t.Fatalf("%+v", set)
	}
	if code, report := d.verify(set.Out); code != exitDone || len(report.Notices) != 0 {
		t.Errorf("the backup: exit %d, %+v", code, report)
	}
	before := d.ok("inspections", "show", no, "--json")
	d.photo("exit.jpg")
	d.ok("inspect", "--again", "--answers", d.file("again.yaml", contractAnswers))
	present := fingerprint(t, d.data)

	var r restored
	d.json(&r, "restore", stick)
	if r.Data != d.data || r.Rows == 0 || r.Evidence_files != 1 {
		t.Errorf("%+v", r)
	}
	if kept := strings.ReplaceAll(fingerprint(t, r.Aside), r.Aside, d.data); kept != present {
		t.Errorf("the former data folder is not what it was:\n%s\n%s", kept, present)
	}
	if code, report := d.verify(); code != exitDone || len(report.Notices) != 0 {
		t.Errorf("what was restored: exit %d, %+v", code, report)
	}
	if after := d.ok("inspections", "show", no, "--json"); after != before {
		t.Errorf("the inspection before\n%s\nand after\n%s", before, after)
	}
	if list := d.ok("inspections", "list"); strings.Count(list, "YL-003") != 1 {
		t.Errorf("the inspection after the backup is still listed:\n%s", list)
	}
	d.ok("inspect", "--again", "--answers", d.file("b.yaml", contractAnswers)) // the work goes on
	if code, report := d.verify(); code != exitDone {
		t.Errorf("after working on: %+v", report)
	}
}

func TestASecondBackupAddsOnlyNewEvidence(t *testing.T) {
	d, _ := finishedDesk(t)
	stick := d.path("stick")
	d.backUp(stick)
	photo := evidenceFiles(t, stick)[0]
	first, err := os.Stat(photo)
	if err != nil {
		t.Fatal(err)
	}
	d.backUp(stick)
	second, err := os.Stat(photo)
	if err != nil || !os.SameFile(first, second) || len(evidenceFiles(t, stick)) != 1 {
		t.Errorf("the photo was written again: %v", err)
	}
	if sets, err := filepath.Glob(filepath.Join(stick, "anxun-*-manual-*.db")); err != nil || len(sets) != 2 {
		t.Errorf("backups: %v, %v", sets, err)
	}
}

func TestRestoreOfALostFolder(t *testing.T) {
	d, no := finishedDesk(t)
	d.backUp(d.path("stick"))
	if err := os.RemoveAll(d.data); err != nil {
		t.Fatal(err)
	}
	var r restored
	d.json(&r, "restore", d.path("stick"))
	if r.Aside != "" {
		t.Errorf("aside: %q", r.Aside)
	}
	d.ok("inspections", "show", no)
}

func TestRestoreRefusesWhatIsNoSoundBackup(t *testing.T) {
	d, _ := finishedDesk(t)
	set := d.backUp(d.path("stick"))
	content, err := os.ReadFile(set.Out)
	if err != nil {
		t.Fatal(err)
	}
	damage := func(change func([]byte) []byte) {
		if err := os.WriteFile(set.Out, change(append([]byte(nil), content...)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	present := fingerprint(t, d.data)
	refused := func(want string, args ...string) {
		t.Helper()
		if message := d.failing(exitFailed, append([]string{"restore"}, args...)...); !strings.Contains(message, want) {
			t.Errorf("%v: %s", args, message)
		}
		if left, _ := filepath.Glob(d.data + ".*"); len(left) != 0 || fingerprint(t, d.data) != present {
			t.Errorf("%v left %v, or changed the data folder", args, left)
		}
	}
	damage(func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
	refused("改动或已损坏", set.Out)
	damage(func(b []byte) []byte { return b[:len(b)/2] })
	refused("改动或已损坏", d.path("stick"))
	refused("没有安巡的备份", d.path("nothing"))
	refused("不是安巡", d.file("foreign.db", "no database"))

	damage(func(b []byte) []byte { return b })
	if err := os.RemoveAll(d.path("stick/evidence")); err != nil {
		t.Fatal(err)
	}
	d.ok("restore", set.Out) // the photo is still in the present folder
	for _, folder := range []string{d.path("stick"), d.data} {
		if err := os.RemoveAll(filepath.Join(folder, "evidence")); err != nil {
			t.Fatal(err)
		}
	}
	present = fingerprint(t, d.data)
	if code, out, _ := d.run("restore", set.Out); code != exitDamage || !strings.Contains(out, "缺少证据文件") || fingerprint(t, d.data) != present {
		t.Errorf("exit %d: %s", code, out)
	}
	d.ok("restore", set.Out, "--with-problems")
}

func TestBackupWithMissingEvidenceSaysSo(t *testing.T) {
	d, _ := finishedDesk(t)
	photo := evidenceFiles(t, d.data)[0]
	if err := os.Truncate(photo, 100); err != nil {
		t.Fatal(err)
	}
	out := d.ok("backup", "--out", d.path("stick"))
	if !strings.Contains(out, "1 个证据文件，未能备份") || len(evidenceFiles(t, d.path("stick"))) != 0 {
		t.Errorf("%s", out)
	}
}
