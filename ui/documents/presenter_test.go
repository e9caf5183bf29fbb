package documents

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
)

func TestWhatCanBeMadeAboutAnInspection(t *testing.T) {
	p, view, host, _ := present(t)
	p.Enter("inspection:inspection-1")
	rows := view.state.Rows
	if len(rows) != 5 || rows[0].Title != "现场检查记录" || rows[0].Problem != "" || rows[0].Number != "尚未编号，生成时自动取号" {
		t.Fatalf("rows %+v", rows)
	}
	if want := []string{"还有 3 人未签名，打印后留空供手签。"}; !slices.Equal(rows[0].Gaps, want) {
		t.Errorf("gaps %v, want %v", rows[0].Gaps, want)
	}
	if want := []string{"尚未设置文号前缀，文号将没有单位代字。"}; !slices.Equal(view.state.Office, want) {
		t.Errorf("the office lacks %v, want %v", view.state.Office, want)
	}
	if rows[3].Kind != inspection.FormDepartmentOrder || rows[3].Problem == "" {
		t.Errorf("an order of a department is offered: %+v", rows[3])
	}
	p.OpenSigning()
	p.OpenSettings()
	if want := []nav.Route{{Page: nav.Signing, Arg: "inspection-1"}, {Page: nav.Settings}}; !slices.Equal(host.went, want) {
		t.Errorf("went to %v", host.went)
	}
}

func TestAHazardComesWithItsInspection(t *testing.T) {
	p, view, _, _ := present(t)
	p.Enter(hazardArg)
	rows := view.state.Rows
	if len(rows) != 8 || rows[0].Kind != inspection.FormReview || !strings.HasPrefix(rows[0].About, "隐患 ") || !strings.HasPrefix(rows[4].About, "检查 ") {
		t.Fatalf("rows %+v", rows)
	}
	if len(rows[0].Gaps) == 0 || rows[0].Gaps[len(rows[0].Gaps)-1] != "还没有复查，复查意见留空。" {
		t.Errorf("gaps %v", rows[0].Gaps)
	}
}

func TestPrinting(t *testing.T) {
	p, view, host, issuer := present(t)
	p.Enter("inspection:inspection-1")
	p.UseTemplate(1, "/forms/告知单.xlsx")
	p.Print(1)
	if len(issuer.orders) != 1 {
		t.Fatalf("orders %+v, errors %v", issuer.orders, host.errors)
	}
	order := issuer.orders[0]
	if order.Kind != inspection.FormNotice || order.Template != "/forms/告知单.xlsx" || !order.Overwrite || order.By != "张建国" ||
		filepath.Dir(order.Out) != filepath.Join(host.folder, "documents") || strings.ContainsAny(filepath.Base(order.Out), `\/:*?"<>|`) {
		t.Errorf("order %+v", order)
	}
	if len(host.opened) != 1 || host.opened[0] != order.Out || len(host.toasts) != 1 {
		t.Errorf("opened %v, told %v", host.opened, host.toasts)
	}
	row := view.state.Rows[1]
	if !strings.Contains(row.Number, "已生成 1 次") || row.Template != "告知单.xlsx" {
		t.Errorf("afterwards %+v", row)
	}
	if d := view.state.Done; d == nil || !strings.Contains(d.Note, "坏.jpg") {
		t.Errorf("done %+v", d)
	}
	p.OpenFile()
	p.OpenFolder()
	if len(host.opened) != 3 || host.opened[2] != filepath.Dir(order.Out) {
		t.Errorf("opened %v", host.opened)
	}
	p.Print(3)
	if len(issuer.orders) != 1 {
		t.Error("a forbidden document was made")
	}
	p.UseTemplate(1, "")
	if view.state.Rows[1].Template != "" {
		t.Error("the own template stays")
	}
}

// TestATemplateThatCannotBeFilledIsRefused when it is chosen, not when the document is wanted, and the one before stays.
func TestATemplateThatCannotBeFilledIsRefused(t *testing.T) {
	p, view, host, issuer := present(t)
	p.Enter("inspection:inspection-1")
	p.UseTemplate(1, "/forms/告知单.xlsx")
	issuer.refuse = inspection.Invalid("error.form_no_placeholder", "file", "名册.xlsx")
	p.UseTemplate(1, "/forms/名册.xlsx")
	if len(host.errors) != 1 || view.state.Rows[1].Template != "告知单.xlsx" {
		t.Errorf("errors %v, template %q", host.errors, view.state.Rows[1].Template)
	}
}

func TestAnExistingFileIsReplacedOnlyWhenAsked(t *testing.T) {
	p, view, host, issuer := present(t)
	p.Enter("inspection:inspection-1")
	path := filepath.Join(host.folder, "记录.xlsx")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Save(0, strings.TrimSuffix(path, ".xlsx"))
	if q := view.state.Question; q == nil || q.Path != path || len(issuer.orders) != 0 {
		t.Fatalf("question %+v, orders %+v", view.state.Question, issuer.orders)
	}
	p.Replace(false)
	if len(issuer.orders) != 0 || view.state.Question != nil {
		t.Error("replaced although refused")
	}
	p.Save(0, path)
	p.Replace(true)
	if len(issuer.orders) != 1 || !issuer.orders[0].Overwrite || len(host.opened) != 0 || view.state.Done == nil {
		t.Errorf("orders %+v", issuer.orders)
	}
	p.Replace(true) // nothing is asked any more
}

func TestTroubleIsTold(t *testing.T) {
	p, view, host, issuer := present(t)
	p.Enter("inspection:nothing")
	if view.state.Problem == "" || len(view.state.Rows) != 0 {
		t.Errorf("an unknown inspection: %+v", view.state)
	}
	p.Enter("inspection:inspection-1")
	issuer.fail = errors.New("disk full")
	p.Print(0)
	if len(host.errors) != 1 || view.state.Working || view.state.Done != nil {
		t.Errorf("errors %v", host.errors)
	}
	issuer.fail, host.openErr = nil, errors.New("no program")
	p.Print(0)
	if len(host.errors) != 2 || view.state.Done == nil {
		t.Errorf("a document that no program opens: %v", host.errors)
	}
	host.person = ""
	p.Print(0)
	if len(host.errors) != 3 || len(issuer.orders) != 2 {
		t.Errorf("without a person: %v", host.errors)
	}
}
