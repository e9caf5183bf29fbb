package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const startPassword = "晚晴 2026 安巡"

// runWith runs one command line with variables set and, if answers is not nil, somebody who types.
func (d *desk) runWith(variables map[string]string, answers []string, args ...string) (code int, stdout, stderr string) {
	d.Helper()
	var out, log bytes.Buffer
	d.runs++
	env, now := testEnvironment(), noon.Add(time.Duration(d.runs)*time.Second)
	env.clock = func() time.Time { return now }
	env.Getenv = func(name string) string { return variables[name] }
	if answers != nil {
		env.askSecret = func(string) (string, bool, error) {
			if len(answers) == 0 {
				return "", false, errors.New("nobody answers")
			}
			answer := answers[0]
			answers = answers[1:]
			return answer, true, nil
		}
	}
	code = run(context.Background(), append([]string{"--data", d.data}, args...), env, &out, &log)
	return code, out.String(), log.String()
}

func TestTheStartPassword(t *testing.T) {
	d := newSampleDesk(t)
	if code, out, log := d.runWith(nil, []string{startPassword, "something else"}, "password", "set"); code != exitFailed || !strings.Contains(log, "不一致") {
		t.Errorf("two different ones: %d %s%s", code, out, log)
	}
	if code, _, log := d.run("password", "set"); code != exitUsage || !strings.Contains(log, "--new-password-file") {
		t.Errorf("nobody to ask: %d %s", code, log)
	}
	if code, _, log := d.runWith(map[string]string{"ANXUN_NEW_PASSWORD": "短"}, nil, "password", "set"); code != exitFailed || !strings.Contains(log, "至少 8 个字符") {
		t.Errorf("a short one: %d %s", code, log)
	}
	d.ok("places", "list") // none of these set it
	if code, out, log := d.runWith(nil, []string{startPassword, startPassword}, "password", "set"); code != exitDone || !strings.Contains(out, "不加密") {
		t.Fatalf("%d %s%s", code, out, log)
	}
	file := d.file("secret.txt", startPassword+"\r\nmore\n")
	for _, test := range []struct {
		name      string
		variables map[string]string
		answers   []string
		args      []string
		code      int
		says      string
	}{
		{"nothing given", nil, nil, []string{"places", "list"}, exitUsage, "ANXUN_PASSWORD"},
		{"a wrong variable", map[string]string{"ANXUN_PASSWORD": "wrong"}, nil, []string{"places", "list"}, exitFailed, "密码不对"},
		{"the variable", map[string]string{"ANXUN_PASSWORD": startPassword}, nil, []string{"places", "list"}, exitDone, "YL-"},
		{"the file", nil, nil, []string{"--password-file", file, "places", "list"}, exitDone, "YL-"},
		{"the file, behind", nil, nil, []string{"places", "list", "--password-file=" + file}, exitDone, "YL-"},
		{"no file", nil, nil, []string{"places", "list", "--password-file", filepath.Join(d.dir, "none")}, exitFailed, "找不到文件"},
		{"typed", nil, []string{startPassword}, []string{"places", "list"}, exitDone, "YL-"},
		{"typed wrong", nil, []string{"wrong"}, []string{"places", "list"}, exitFailed, "密码不对"},
		{"verify", nil, nil, []string{"verify"}, exitUsage, "ANXUN_PASSWORD"},
		{"rescue", nil, nil, []string{"rescue", "--out", filepath.Join(d.dir, "rescued")}, exitUsage, "ANXUN_PASSWORD"},
		{"restore", nil, nil, []string{"restore", d.data}, exitUsage, "ANXUN_PASSWORD"},
		{"another one without the present one", map[string]string{"ANXUN_NEW_PASSWORD": "another one"}, nil, []string{"password", "set"}, exitUsage, "ANXUN_PASSWORD"},
		{"status", map[string]string{"ANXUN_PASSWORD": startPassword}, nil, []string{"password", "status"}, exitDone, "已设置"},
	} {
		code, out, log := d.runWith(test.variables, test.answers, test.args...)
		if code != test.code || !strings.Contains(out+log, test.says) {
			t.Errorf("%s: exit %d, want %d: %s%s", test.name, code, test.code, out, log)
		}
		if strings.Contains(out+log, startPassword) {
			t.Errorf("%s: the password is printed", test.name)
		}
	}
	if code, _, log := d.runWith(map[string]string{"ANXUN_PASSWORD": startPassword}, nil, "password", "remove"); code != exitDone {
		t.Errorf("removing: %d %s", code, log)
	}
	d.ok("places", "list")
}

func TestEncryptedBackups(t *testing.T) {
	d := newSampleDesk(t)
	stick := filepath.Join(d.dir, "stick")
	key := map[string]string{"ANXUN_BACKUP_PASSWORD": startPassword}
	if code, _, log := d.run("backup", "--out", stick, "--encrypt"); code != exitUsage || !strings.Contains(log, "ANXUN_BACKUP_PASSWORD") {
		t.Errorf("nobody to ask: %d %s", code, log)
	}
	code, out, log := d.runWith(key, nil, "backup", "--out", stick, "--encrypt", "--json")
	var made struct {
		Out       string
		Encrypted bool
	}
	if code != exitDone {
		t.Fatal(log)
	}
	decode(t, out, &made)
	if !made.Encrypted || !strings.HasSuffix(made.Out, ".tar.age") {
		t.Fatalf("%+v", made)
	}
	for _, args := range [][]string{{"verify", made.Out}, {"restore", stick}} {
		if code, _, log := d.run(args...); code != exitUsage || !strings.Contains(log, "ANXUN_BACKUP_PASSWORD") {
			t.Errorf("%v without the password: %d %s", args, code, log)
		}
		if code, _, log := d.runWith(nil, []string{"something else"}, args...); code != exitFailed || !strings.Contains(log, "密码不对") {
			t.Errorf("%v with a wrong one: %d %s", args, code, log)
		}
		if code, out, log := d.runWith(key, nil, args...); code != exitDone {
			t.Errorf("%v: %d %s%s", args, code, out, log)
		}
	}
	d.ok("places", "list")
}

// With a start password a backup is encrypted with it, unless that is not wanted, and restoring keeps it.
func TestBackupsAreEncryptedWithTheStartPassword(t *testing.T) {
	d := newSampleDesk(t)
	open := map[string]string{"ANXUN_PASSWORD": startPassword}
	if code, _, log := d.runWith(map[string]string{"ANXUN_NEW_PASSWORD": startPassword}, nil, "password", "set"); code != exitDone {
		t.Fatal(log)
	}
	stick, plain := filepath.Join(d.dir, "stick"), filepath.Join(d.dir, "plain")
	if code, out, log := d.runWith(open, nil, "backup", "--out", stick); code != exitDone || !strings.Contains(out, "已加密") {
		t.Fatalf("%d %s%s", code, out, log)
	}
	if code, out, log := d.runWith(open, nil, "backup", "--out", plain, "--plain"); code != exitDone || strings.Contains(out, "已加密") {
		t.Errorf("%d %s%s", code, out, log)
	}
	if code, _, log := d.runWith(open, nil, "backup", "--out", plain, "--plain", "--encrypt"); code != exitUsage {
		t.Errorf("both: %d %s", code, log)
	}
	if code, _, log := d.runWith(open, nil, "restore", stick); code != exitDone {
		t.Fatalf("%d %s", code, log)
	}
	if code, _, _ := d.run("places", "list"); code != exitUsage {
		t.Error("restoring took the start password away")
	}
	if code, _, log := d.runWith(open, nil, "places", "list"); code != exitDone {
		t.Error(log)
	}
}
