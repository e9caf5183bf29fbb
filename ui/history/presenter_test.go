package history

import (
	"context"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
	"anxun/ui/i18n"
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

// Every field that can be shown has words in both languages.
func TestEveryFieldHasWords(t *testing.T) {
	records := []inspection.Record{inspection.Place{}, inspection.Inspection{}, inspection.Answer{}, inspection.Hazard{}, inspection.Action{},
		inspection.Evidence{}, inspection.Signature{}, inspection.Correction{}, inspection.Inspector{}, inspection.Setting{}}
	for _, language := range i18n.Languages() {
		words, err := i18n.New(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, record := range records {
			for _, field := range Shown(record.Kind(), record.Fields()) {
				if key := "history.field." + string(record.Kind()) + "." + field; words.T(key) == key {
					t.Errorf("%s: no words for %s", language, key)
				}
			}
		}
	}
}
