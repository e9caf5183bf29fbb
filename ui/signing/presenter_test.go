package signing

import (
	"context"
	"errors"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
)

func TestEverybodySigns(t *testing.T) {
	p, view, host, _ := present(t, finished(t))
	p.Enter("inspection-1")
	rows := view.state.Rows
	if len(rows) != 3 || rows[0].Name != "张建国" || rows[0].Detail != "应急管理 · 豫A010203" || rows[2].Name != "王院长" || view.state.Summary != "还有 3 人未签名" {
		t.Fatalf("state %+v", view.state)
	}
	for i, in := range []Input{{}, {}, {Name: "王院长"}} {
		p.Begin(i, false)
		in.Picture, in.Enough = ink(t), true
		p.Confirm(in)
		if view.state.Pad != nil || !view.state.Rows[i].Signed {
			t.Fatalf("row %d: %+v, pad %+v", i, view.state.Rows[i], view.state.Pad)
		}
	}
	if !view.state.Done || view.state.Summary != "已全部签署" {
		t.Errorf("summary %q", view.state.Summary)
	}
	if picture, err := p.ReadPicture(context.Background(), view.state.Rows[1].Picture, 480); err != nil || picture.Bounds().Dx() != 400 {
		t.Errorf("reading a signature: %v", err)
	}
	p.Remove(0)
	if view.state.Rows[0].Signed || view.state.Done || len(host.toasts) != 1 {
		t.Errorf("after taking one off: %+v", view.state.Rows[0])
	}
	p.OpenDocuments()
	if len(host.went) != 1 || host.went[0] != (nav.Route{Page: nav.Documents, Arg: "inspection:inspection-1"}) {
		t.Errorf("went to %v", host.went)
	}
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	p, view, _, files := present(t, finished(t))
	p.Enter("inspection-1")
	p.Begin(0, true)
	if view.state.Pad != nil {
		t.Fatal("an inspector can refuse")
	}
	for _, c := range []struct {
		refusal bool
		in      Input
		field   string
	}{
		{false, Input{Name: "王院长"}, "pad"},
		{false, Input{Name: "王院长", Picture: ink(t)}, "pad"},
		{false, Input{Name: " ", Picture: ink(t), Enough: true}, "name"},
		{true, Input{Name: "王院长", Witness: "赵静"}, "reason"},
		{true, Input{Name: "王院长", Reason: "有异议"}, "witness"},
		{true, Input{Name: "王院长", Reason: "有异议", Witness: "赵静", Picture: ink(t)}, "pad"},
	} {
		p.Begin(2, c.refusal)
		p.Confirm(c.in)
		if pad := view.state.Pad; pad == nil || pad.Field != c.field || pad.Problem == "" || pad.Saving {
			t.Errorf("%+v gives %+v", c.in, pad)
		}
		p.Cancel()
	}
	files.fail = errors.New("disk full")
	p.Begin(0, false)
	p.Confirm(Input{Picture: ink(t), Enough: true})
	if pad := view.state.Pad; pad == nil || pad.Problem == "" || pad.Saving {
		t.Errorf("a picture that cannot be kept: %+v", pad)
	}
	if view.state.Rows[0].Signed {
		t.Error("signed although the picture was not kept")
	}
}

func TestRefusal(t *testing.T) {
	p, view, _, _ := present(t, finished(t))
	p.Enter("inspection-1")
	p.Begin(2, true)
	p.Confirm(Input{Name: "王院长", Reason: "对第 2 项有异议", Witness: "网格员赵静"})
	row := view.state.Rows[2]
	if !row.Refused || row.Signed || row.Picture != "" || !strings.Contains(row.Status, "对第 2 项有异议") || !strings.Contains(row.Status, "赵静") {
		t.Fatalf("row %+v, pad %+v", row, view.state.Pad)
	}
	p.Begin(2, true)
	p.Confirm(Input{Name: "王院长", Reason: "有异议", Witness: "王院长"})
	if pad := view.state.Pad; pad == nil || !strings.Contains(pad.Problem, "见证人") {
		t.Errorf("the witness is who refuses: %+v", pad)
	}
}

func TestDraftsAndUnknownInspections(t *testing.T) {
	p, view, _, _ := present(t, finished(t))
	p.Enter("draft")
	if view.state.Problem == "" || len(view.state.Rows) != 3 {
		t.Errorf("draft: %+v", view.state)
	}
	if p.Begin(0, false); view.state.Pad != nil {
		t.Error("a draft can be signed")
	}
	p.Enter("nothing")
	if view.state.Problem == "" || len(view.state.Rows) != 0 || !view.state.Loaded {
		t.Errorf("unknown: %+v", view.state)
	}
	p.service = failing{}
	p.Enter("inspection-1")
	if view.state.Problem == "" {
		t.Error("a store that cannot be read is not told")
	}
}

type failing struct{ Service }

func (failing) View(context.Context, func(inspection.Reader) error) error {
	return errors.New("disk gone")
}
