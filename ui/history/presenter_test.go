package history

import (
	"context"
	"slices"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/uitest/fakehost"
)

type seen struct{ state State }

func (v *seen) Render(s State) { v.state = s }

// corrected is a finished inspection with one answer that was corrected, and its place.
func corrected(t *testing.T, clock inspection.Clock) (*inspection.Service, inspection.Inspection) {
	t.Helper()
	ctx := context.Background()
	list := inspectiontest.AChecklist()
	service := fakehost.NewService(t, clock, list, inspectiontest.APlace())
	outcome, err := service.RecordInspection(ctx, "张建国", inspection.RecordedInspection{Finish: true, IncompleteReason: "停电",
		NewInspection: inspection.NewInspection{PlaceID: inspectiontest.APlace().ID, Checklists: []string{list.Code}, Started: inspectiontest.Noon,
			Inspectors: []inspection.Inspector{{Name: "张建国", Department: inspection.DepartmentEmergency}}},
		Answers: []inspection.RecordedAnswer{{Item: "CF-01", Result: inspection.ResultPass}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := service.Correct(ctx, "李敏", inspection.CorrectionInput{InspectionID: outcome.Inspection.ID, Item: "CF-01",
		Result: inspection.ResultNA, Note: "无此设施", Reason: "录入有误"}); err != nil {
		t.Fatal(err)
	}
	return service, outcome.Inspection
}

func TestHistoryInWords(t *testing.T) {
	host, view := fakehost.New(t), &seen{}
	service, visit := corrected(t, host.Clock)
	NewPresenter(host, service, view).Load(inspection.KindInspection, visit.ID)
	find := func(record, field string, isNew bool) Row {
		t.Helper()
		for _, row := range view.state.Rows {
			if row.Record == record && row.Field == field && row.New == isNew {
				return row
			}
		}
		t.Fatalf("no row %s %s in %+v", record, field, view.state.Rows)
		return Row{}
	}
	changed := find("检查项 CF-01", "结果", false)
	if changed.From != "符合" || changed.To != "不适用" || changed.Who != "李敏" || !changed.Corrected {
		t.Errorf("%+v", changed)
	}
	if reason := find("更正", "更正理由", true); reason.To != "录入有误" || !reason.Corrected {
		t.Errorf("%+v", reason)
	}
	place := inspectiontest.APlace()
	if began := find("检查", "检查对象", true); began.To != place.Code+" "+place.Name || began.Corrected || !strings.HasPrefix(began.Device, "本机") {
		t.Errorf("%+v", began)
	}
	if people := find("检查", "检查人员", true); people.To != "张建国" {
		t.Errorf("%+v", people)
	}
	if status := find("检查", "状态", false); status.From != "进行中" || status.To != "已完成" {
		t.Errorf("%+v", status)
	}
}

func TestHistoryOfNothing(t *testing.T) {
	host, view := fakehost.New(t), &seen{}
	NewPresenter(host, fakehost.NewService(t, host.Clock), view).Load(inspection.KindInspection, "nothing")
	if view.state.Problem == "" || view.state.Loaded {
		t.Errorf("%+v", view.state)
	}
}

// What came from another laptop stands there as its author wrote it, and so does how a conflict was settled.
func TestHistoryOfTwoLaptops(t *testing.T) {
	ctx, host, view := context.Background(), fakehost.New(t), &seen{}
	place := inspectiontest.APlace()
	own := fakehost.NewLaptop(t, host.Clock, "laptop-k7", "K7", place)
	other := fakehost.NewLaptop(t, host.Clock, "laptop-p4", "P4")
	fakehost.Carry(t, own, other)
	call := func(service *inspection.Service, by, phone string) {
		t.Helper()
		place.Phone = phone
		if _, err := service.SavePlace(ctx, by, place); err != nil {
			t.Fatal(err)
		}
	}
	call(own, "张建国", "0371-1")
	call(other, "李敏", "0371-2")
	fakehost.Carry(t, other, own)
	open, err := own.Conflicts(ctx)
	if err != nil || len(open) != 1 {
		t.Fatalf("%+v %v", open, err)
	}
	if err := own.Settle(ctx, "王强", open[0].ID, 0, "已电话核实"); err != nil {
		t.Fatal(err)
	}
	NewPresenter(host, own, view).Load(inspection.KindPlace, place.ID)
	var told []string
	for _, row := range view.state.Rows {
		if row.Field == "电话" && !row.New {
			told = append(told, row.Who+" "+row.Device+" "+row.To)
		}
	}
	for _, want := range []string{"张建国 本机 K7 0371-1", "李敏 电脑 P4 0371-2", "王强 本机 K7 " + open[0].Sides[0].Value + "（已电话核实）"} {
		if !slices.Contains(told, want) {
			t.Errorf("%q is not told: %q", want, told)
		}
	}
}
