package main

import (
	"os"
	"strings"
	"testing"
)

var november = []string{"--from", "2026-11-01", "--to", "2026-11-30"}

func TestReportsAreNumberedAndCompared(t *testing.T) {
	d := newDesk(t)
	d.ok("generate", "--inspections", "40", "--seed", "3")
	period := []string{"--from", "2020-01-01", "--to", "2026-12-31", "--overwrite", "--out", d.path("r.xlsx")}
	var made struct {
		No, SHA256 string
		Changes    *struct {
			No   string
			Rows []struct{ Part, No, Change string }
		}
	}
	d.json(&made, append([]string{"report", "--dept", "civil"}, period...)...)
	first := made
	if !strings.HasSuffix(made.No, "1号") || len(made.SHA256) != 64 || made.Changes != nil {
		t.Fatalf("%+v", made)
	}
	var open []struct{ No string }
	d.json(&open, "hazards", "list", "--status", "open", "--dept", "civil")
	d.ok("hazards", "submit", open[0].No, "--by", "王院长", "--note", "已改")
	d.json(&made, append([]string{"report", "--dept", "civil"}, period...)...)
	if made.SHA256 == first.SHA256 || made.Changes == nil || made.Changes.No != first.No || len(made.Changes.Rows) != 1 || made.Changes.Rows[0].No != open[0].No {
		t.Errorf("%+v", made.Changes)
	}
	if out := d.ok(append([]string{"report", "--dept", "civil"}, period...)...); !strings.Contains(out, "3号") || !strings.Contains(out, "数据没有变化") {
		t.Error(out)
	}
	var issues []struct{ No, SHA256, Department string }
	d.json(&issues, "report", "history", "--dept", "civil")
	if len(issues) != 3 || issues[2].SHA256 != first.SHA256 || issues[0].Department != "civil" {
		t.Errorf("%+v", issues)
	}
	d.ok("verify")
}

func TestCustomReportsFromTheCommandLine(t *testing.T) {
	d := newSampleDesk(t)
	d.ok("report", "custom", "save", "社区对象", "--table", "places", "--columns", "place_code,place_name,beds", "--group", "community", "--filter", "place_kind is 养老服务场所")
	var reports []struct {
		Name, Table, Group string
		Filters            []map[string]string
	}
	d.json(&reports, "report", "custom", "list")
	if len(reports) != 1 || reports[0].Group != "community" || reports[0].Filters[0]["value"] != "养老服务场所" {
		t.Fatalf("%+v", reports)
	}
	if out := d.ok("report", "custom", "show", "社区对象"); !strings.Contains(out, "类别是“养老服务场所”") {
		t.Error(out)
	}
	out := d.path("o.csv")
	d.ok("report", "custom", "run", "社区对象", "--out", out)
	content, err := os.ReadFile(out)
	if err != nil || !strings.HasPrefix(string(content), "\uFEFF社区,对象编号,对象名称,床位\r\n") {
		t.Errorf("%.60q, %v", content, err)
	}
	d.ok(append([]string{"report", "custom", "run", "社区对象", "--out", d.path("o.xlsx")}, november...)...)
	d.failing(exitFailed, "report", "custom", "save", "x", "--table", "places", "--columns", "weather")
	d.failing(exitUsage, "report", "custom", "save", "x", "--table", "places", "--columns", "place_code", "--filter", "beds like 3")
	d.failing(exitFailed, "report", "custom", "run", "没有的", "--out", out)
	d.ok("report", "custom", "remove", "社区对象")
	if out := d.ok("report", "custom", "list"); !strings.Contains(out, "还没有") {
		t.Error(out)
	}
}
