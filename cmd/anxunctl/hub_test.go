package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestWithoutAHubNothingChanges(t *testing.T) {
	d := newSampleDesk(t)
	var status struct {
		InUse bool `json:"in_use"`
	}
	d.json(&status, "hub", "status")
	if status.InUse {
		t.Error("a hub is in use")
	}
	if out := d.ok("hub", "status"); !strings.Contains(out, "未使用") {
		t.Error(out)
	}
	before := d.journal()
	if text := d.failing(exitFailed, "hub", "sync"); !strings.Contains(text, "未使用共享服务器") {
		t.Error(text)
	}
	if d.journal() != before {
		t.Error("something was written")
	}
}

func TestAHubThatIsNotThere(t *testing.T) {
	d := newSampleDesk(t)
	d.ok("init")
	dsn := "host=" + filepath.Join(d.dir, "nowhere") + " user=anxun dbname=office"
	text := d.failing(exitFailed, "hub", "sync", "--dsn", dsn, "--office", "桐柏路街道办事处", "--json")
	if !strings.Contains(text, `"unreachable"`) || !strings.Contains(text, "连接不上服务器") {
		t.Error(text)
	}
	code, out, _ := d.run("hub", "status", "--dsn", dsn, "--office", "桐柏路街道办事处", "--json")
	var status struct {
		Reachable *bool
		LastError struct{ Code, Message string } `json:"last_error"`
		Waiting   struct{ Entries int }
	}
	decode(t, out, &status)
	if code != exitFailed || status.Reachable == nil || *status.Reachable || status.LastError.Code != "unreachable" || status.Waiting.Entries == 0 {
		t.Errorf("%d, %+v", code, status)
	}
	var offline struct{ Reachable *bool }
	d.json(&offline, "hub", "status", "--dsn", dsn, "--office", "桐柏路街道办事处", "--offline")
	if offline.Reachable != nil {
		t.Error("it was asked")
	}
}

func TestHubCommandLines(t *testing.T) {
	d := newSampleDesk(t)
	for _, line := range []string{"hub", "hub init", "hub init --office x", "hub init --dsn x", "hub sync x", "hub status --fast"} {
		d.failing(exitUsage, strings.Fields(line)...)
	}
	for _, line := range []string{"hub sync --dsn postgres://[", "hub sync --dsn host=x", "hub init --dsn host=/nowhere --office x --role Bad-Role"} {
		d.failing(exitFailed, strings.Fields(line)...)
	}
	if text := d.failing(exitFailed, "hub", "sync", "--dsn", "postgres://anxun:secret@[/office", "--office", "x"); strings.Contains(text, "secret") {
		t.Errorf("the password is shown: %s", text)
	}
	script := d.ok("hub", "init", "--office", "桐柏路街道办事处", "--script")
	if !strings.Contains(script, "CREATE TABLE anxun_hub.entry") || !strings.Contains(script, "GRANT SELECT, INSERT ON anxun_hub.entry") || strings.Contains(script, "DELETE") {
		t.Error(script)
	}
	d.ok("hub", "forget")
}
