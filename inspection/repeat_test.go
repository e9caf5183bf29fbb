package inspection_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

func TestSimilarity(t *testing.T) {
	for _, test := range []struct {
		name, a, b string
		want       bool
	}{
		{"the same words", "二层东侧安全出口堆放轮椅", "二层东侧安全出口堆放轮椅", true},
		{"another thing in the same way", "二层东侧安全出口堆放轮椅", "二层东侧安全出口堆放纸箱", true},
		{"parts in another order", "二层东侧，安全出口堆放轮椅", "安全出口堆放轮椅（二层东侧）", true},
		{"full width and blanks", "配电箱ＡＬ1 未上锁", "配电箱al1未上锁", true},
		{"another fault of the same object", "二层东侧安全出口堆放轮椅", "一层西侧安全出口上锁", false},
		{"another object with the same fault", "厨房灭火器压力不足", "活动室喷淋水压不足", false},
		{"common words only", "未按规定张贴公示", "未按规定记录台账", false},
		{"too short to tell", "漏电", "漏电", false},
		{"nothing", "", "", false},
		{"one character each", "脏", "脏", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			value, shared := inspection.Similarity(test.a, test.b)
			if inspection.Similar(test.a, test.b) != test.want {
				t.Errorf("similarity %.2f, shared %q", value, shared)
			}
			back, _ := inspection.Similarity(test.b, test.a)
			if back != value || value < 0 || value > 1 {
				t.Errorf("%.2f one way, %.2f the other", value, back)
			}
		})
	}
	if _, shared := inspection.Similarity("安全出口堆放轮椅", "安全出口上锁"); !slices.Equal(shared, []string{"安全", "全出", "出口"}) {
		t.Errorf("the explanation is %q", shared)
	}
}

// putHazards stores a place, its visits and hazards as they are.
func putHazards(t *testing.T, hazards ...inspection.Hazard) inspection.Store {
	t.Helper()
	ctx := context.Background()
	store := inspectiontest.NewMemory(nil)
	_, err := store.Update(ctx, "张建国", func(w inspection.Writer) error {
		records := []inspection.Record{inspectiontest.APlace(), inspectiontest.APlace(func(p *inspection.Place) { p.ID, p.Code = "place-2", "YL-002" })}
		for _, hazard := range hazards {
			records = append(records, hazard)
		}
		for _, record := range records {
			if err := w.Put(ctx, record); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// pastHazard was found so many days before Noon in a visit of its own.
func pastHazard(id inspection.ID, daysAgo int, item inspection.ItemCode, description string) inspection.Hazard {
	return inspectiontest.AHazard(func(h *inspection.Hazard) {
		h.ID, h.No, h.InspectionID, h.Item, h.Description = id, "Y2026-K7-"+string(id), "visit-"+id, item, description
		h.Found = inspectiontest.Noon.AddDate(0, 0, -daysAgo)
	})
}

func names[T any](rows []T, name func(T) inspection.ID) []inspection.ID {
	var ids []inspection.ID
	for _, row := range rows {
		ids = append(ids, name(row))
	}
	return ids
}

func TestFindRepeats(t *testing.T) {
	now := pastHazard("now", 0, "CF-01", "二层东侧安全出口堆放轮椅")
	closed := pastHazard("closed", 60, "CF-01", "一层通道停放电动车")
	closed.Status, closed.ClosedBy, closed.Closed = inspection.HazardClosed, "李敏", inspectiontest.Noon.AddDate(0, 0, -58)
	elsewhere := pastHazard("elsewhere", 10, "CF-01", now.Description)
	elsewhere.PlaceID = "place-2"
	withdrawn := pastHazard("withdrawn", 5, "CF-01", now.Description)
	withdrawn.Withdrawn = true
	sameVisit := pastHazard("same-visit", 0, "CF-02", "二层东侧安全出口堆放杂物")
	sameVisit.InspectionID, sameVisit.Found = now.InspectionID, now.Found.Add(-time.Minute)
	store := putHazards(t, now, closed, elsewhere, withdrawn, sameVisit,
		pastHazard("newer", 30, "CF-01", "三层楼梯间堆放纸箱"),
		pastHazard("alike", 20, "", "二层东侧安全出口堆放纸箱"),
		pastHazard("alike-old", 90, "CR-02", "二层东侧安全出口堆放纸箱"),
		pastHazard("near-miss", 15, "", "一层西侧安全出口上锁"),
		pastHazard("later", -3, "CF-01", now.Description))
	err := store.View(t.Context(), func(r inspection.Reader) error {
		repeats, err := inspection.FindRepeats(t.Context(), r, now)
		if err != nil {
			return err
		}
		same := names(repeats.Same, func(h inspection.HazardRow) inspection.ID { return h.ID })
		alike := names(repeats.Alike, func(h inspection.AlikeHazard) inspection.ID { return h.ID })
		if !slices.Equal(same, []inspection.ID{"newer", "closed"}) || !slices.Equal(alike, []inspection.ID{"alike", "alike-old"}) {
			t.Errorf("same %q, alike %q", same, alike)
		}
		if !repeats.Any() || repeats.Same[1].ClosedBy != "李敏" || len(repeats.Alike[0].Shared) < 3 || repeats.Alike[0].Similarity < inspection.SimilarFrom {
			t.Errorf("%+v", repeats)
		}
		first, err := inspection.FindRepeats(t.Context(), r, pastHazard("x", 200, "CF-01", now.Description))
		if first.Any() {
			t.Errorf("the first of all has earlier ones: %+v", first)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestListRepeats(t *testing.T) {
	elsewhere := pastHazard("e1", 10, "CF-01", "")
	elsewhere.PlaceID = "place-2"
	store := putHazards(t, elsewhere,
		pastHazard("a1", 30, "CF-01", ""), pastHazard("a2", 20, "CF-01", ""), pastHazard("a3", 10, "CF-01", ""),
		pastHazard("b1", 30, "CF-02", ""), pastHazard("b2", 20, "CF-02", ""),
		pastHazard("c1", 30, "CF-03", ""), pastHazard("d1", 5, "", "x"), pastHazard("d2", 4, "", "x"))
	err := store.View(t.Context(), func(r inspection.Reader) error {
		groups, err := inspection.ListRepeats(t.Context(), r, inspection.HazardFilter{})
		if err != nil {
			return err
		}
		if len(groups) != 2 || groups[0].Item != "CF-01" || groups[1].Item != "CF-02" || groups[0].PlaceCode != "YL-001" {
			t.Fatalf("%+v", groups)
		}
		if ids := names(groups[0].Hazards, func(h inspection.HazardRow) inspection.ID { return h.ID }); !slices.Equal(ids, []inspection.ID{"a3", "a2", "a1"}) {
			t.Error(ids)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestChangesSinceLast(t *testing.T) {
	answer := func(result inspection.Result, value string) inspection.Answer {
		return inspection.Answer{Result: result, Value: value}
	}
	last := func(result inspection.Result, value string) inspection.LastAnswer {
		return inspection.LastAnswer{Answer: answer(result, value), InspectionNo: "J1"}
	}
	sheet := inspection.Worksheet{Answers: map[inspection.ItemCode]inspection.Answer{}, Last: map[inspection.ItemCode]inspection.LastAnswer{}}
	tests := []struct {
		item      inspection.ItemCode
		now, last inspection.Result
		want      inspection.ItemChangeKind
	}{
		{"A-1", "pass", "pass", ""},
		{"A-2", "fail", "pass", inspection.ChangeFailed},
		{"A-3", "fail", "fail", inspection.ChangeStill},
		{"A-4", "pass", "fail", inspection.ChangePutRight},
		{"A-5", "na", "pass", inspection.ChangeOther},
		{"A-6", "", "fail", ""},
		{"A-7", "pass", "", inspection.ChangeFirst},
		{"A-8", "fail", "", inspection.ChangeFailed},
		{"A-9", "value", "value", inspection.ChangeOther},
	}
	part := inspection.WorksheetPart{}
	for _, test := range tests {
		part.Items = append(part.Items, inspection.Item{Code: test.item})
		if test.now != "" {
			sheet.Answers[test.item] = answer(test.now, "2")
		}
		if test.last != "" {
			value := "2"
			if test.last == inspection.ResultValue {
				value = "1"
			}
			sheet.Last[test.item] = last(test.last, value)
		}
	}
	sheet.Parts = []inspection.WorksheetPart{part}
	got := map[inspection.ItemCode]inspection.ItemChangeKind{}
	for _, change := range sheet.ChangesSinceLast() {
		got[change.Item] = change.Kind
	}
	for _, test := range tests {
		if got[test.item] != test.want {
			t.Errorf("%s: %q now, %q before: %q, want %q", test.item, test.now, test.last, got[test.item], test.want)
		}
	}
	sheet.Last = nil
	if changes := sheet.ChangesSinceLast(); changes != nil {
		t.Errorf("a first visit: %+v", changes)
	}
}
