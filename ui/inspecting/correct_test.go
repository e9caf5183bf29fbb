//go:build test

package inspecting

import (
	"context"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/ui/nav"
	"anxun/ui/uitest"
)

// finished opens an inspection that was finished with every item 符合.
func finishedDesk(t *testing.T) *desk {
	t.Helper()
	o := newOffice(t)
	visit := o.start(t, "CF")
	sheet, err := o.service.Worksheet(context.Background(), visit.ID)
	o.must(t, err)
	for _, part := range sheet.Parts {
		for _, item := range part.Items {
			_, err := o.service.GiveAnswer(context.Background(), "张建国", inspection.AnswerInput{InspectionID: visit.ID, Item: item.Code, Result: inspection.ResultPass})
			o.must(t, err)
		}
	}
	_, err = o.service.Finish(context.Background(), "张建国", visit.ID, inspection.FinishInput{})
	o.must(t, err)
	d := newDesk(t, o, visit.ID)
	return d
}

func TestCorrectAFinishedAnswer(t *testing.T) {
	d := finishedDesk(t)
	code := d.code()
	if !d.view.state.Panel.Correctable {
		t.Fatal("a finished answer cannot be corrected")
	}
	d.HandleKey(nav.KeyF2)
	ask := d.view.state.Correct
	if ask == nil || ask.Code != code || ask.Result != inspection.ResultPass || ask.Ready {
		t.Fatalf("%+v", ask)
	}
	if d.HandleKey("2") {
		t.Error("a key reached the list below the sheet")
	}
	d.SetCorrect(inspection.ResultNA, "", "", "看错一行")
	d.Correct()
	if ask := d.view.state.Correct; ask == nil || ask.Problem == "" || ask.Busy {
		t.Fatalf("不适用 without a reason was not refused: %+v", ask)
	}
	d.SetCorrect(inspection.ResultNA, "", "无此设施", "看错一行")
	d.Correct()
	if d.view.state.Correct != nil {
		t.Fatalf("the sheet stays: %+v", d.view.state.Correct)
	}
	if got := d.stored(t).Answers[code]; got.Result != inspection.ResultNA || got.Note != "无此设施" {
		t.Errorf("stored %+v", got)
	}
	row := d.view.state.Rows[d.view.state.Selected]
	if row.Code != code || row.Result != inspection.ResultNA || !strings.Contains(row.Missing, "已更正") || !strings.Contains(row.Missing, "符合") {
		t.Errorf("%+v", row)
	}
}

func TestDraftsAreNotCorrected(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, o, o.start(t, "CF").ID)
	d.AskCorrect()
	if d.view.state.Correct != nil || d.view.state.Panel.Correctable {
		t.Error("a draft is answered again, not corrected")
	}
}

func TestCorrectInTheWindow(t *testing.T) {
	uitest.NewApp(t)
	d := finishedDesk(t)
	b := openScreen(t, d.office, d.id, screenSize)
	b.press("F2")
	b.screen.presenter.SetCorrect(inspection.ResultFail, "", "通道堆物", "复看照片")
	uitest.Render(t, b.window, "correct")
	uitest.HasText(t, b.window, "更正理由", "原结果：符合。原结果和更正理由一并保留。")
	b.screen.presenter.Correct()
	uitest.Render(t, b.window, "corrected")
	uitest.HasText(t, b.window, "更正")
}
