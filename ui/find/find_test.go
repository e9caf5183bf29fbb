package find

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

const by = "张建国"

func newService(t testing.TB, records ...inspection.Record) *inspection.Service {
	t.Helper()
	library, err := inspection.ParseLibrary()
	if err != nil {
		t.Fatal(err)
	}
	clock := inspectiontest.FixedClock(inspectiontest.Noon)
	store := inspectiontest.NewMemory(clock)
	_, err = store.Update(context.Background(), by, func(w inspection.Writer) error {
		for _, record := range records {
			if err := w.Put(context.Background(), record); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return inspection.NewService(store, library, clock, inspectiontest.SequentialIDs())
}

func loaded(t testing.TB, service Service) *Index {
	t.Helper()
	x := New(service)
	t.Cleanup(x.Close)
	if err := x.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	return x
}

func place(id, code, name string) inspection.Place {
	return inspectiontest.APlace(func(p *inspection.Place) {
		p.ID, p.Code, p.Name = inspection.ID(id), code, name
		p.Address, p.Community, p.Operator, p.Manager = "", "", "", "解院长"
	})
}

func hazard(id, placeID, no, text string) inspection.Hazard {
	return inspectiontest.AHazard(func(h *inspection.Hazard) {
		h.ID, h.PlaceID, h.No, h.Description = inspection.ID(id), inspection.ID(placeID), no, text
		h.InspectionID, h.Item, h.Responsible = "", "CF-09", "单国强"
	})
}

func sample(t testing.TB) *inspection.Service {
	return newService(t, place("p1", "YL-001", "西流湖日间照料中心"), place("p2", "YL-002", "祭城路养老服务站"),
		hazard("h1", "p1", "Y2026-K7-0001", "灭火器压力不足"), hazard("h2", "p2", "Y2026-K7-0002", "二层安全出口堆放轮椅"),
		hazard("h3", "p1", "Y2026-K7-0003", "消防通道被占用"),
		inspectiontest.AnInspection(func(i *inspection.Inspection) {
			i.ID, i.PlaceID, i.No = "v1", "p1", "J2026-K7-0001"
			i.Inspectors = []inspection.Inspector{{Name: "任长霞"}}
		}))
}

func TestWhatPeopleType(t *testing.T) {
	x := loaded(t, sample(t))
	for _, test := range []struct {
		kind Kind
		text string
		want []inspection.ID
	}{
		{Places, "xlh日间", []inspection.ID{"p1"}}, {Places, "YL-00", []inspection.ID{"p1", "p2"}}, {Places, "zhacheng", []inspection.ID{"p2"}},
		{Places, "xiey", []inspection.ID{"p1", "p2"}}, {Places, "没有", []inspection.ID{}},
		{Hazards, "消防", []inspection.ID{"h3"}}, {Hazards, "mhq", []inspection.ID{"h1"}}, {Hazards, "shangq 出口", []inspection.ID{"h2"}},
		{Hazards, "xlh", []inspection.ID{"h1", "h3"}}, {Hazards, "西流湖 td", []inspection.ID{"h3"}}, {Hazards, "y2026-k7-0002", []inspection.ID{"h2"}},
		{Hazards, "cf-09", []inspection.ID{"h1", "h2", "h3"}}, {Inspections, "rencx", []inspection.ID{"v1"}}, {Inspections, "xlh", []inspection.ID{"v1"}},
	} {
		if got, ready := x.All(test.kind, test.text); !ready || !slices.Equal(got, test.want) {
			t.Errorf("%s %q: %v, want %v", test.kind, test.text, got, test.want)
		}
	}
}

func TestTheBestComeFirst(t *testing.T) {
	x := loaded(t, newService(t, place("a", "1", "北嵩山路店"), place("b", "2", "嵩山路"), place("c", "3", "嵩山路口值守点"), place("d", "4", "嵩山路口值守点二")))
	got := x.Search("ssl", 3)
	want := []Hits{{Kind: Places, IDs: []inspection.ID{"b", "d", "c"}, Total: 4}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestTheIndexFollowsCommits(t *testing.T) {
	service := sample(t)
	x := loaded(t, service)
	ctx := context.Background()
	renamed := place("p1", "YL-001", "中原西路日间照料中心")
	if _, err := service.SavePlace(ctx, by, renamed); err != nil {
		t.Fatal(err)
	}
	fresh, err := service.ReportHazard(ctx, by, inspection.NewHazard{PlaceID: "p2", Description: "燃气软管老化", Severity: inspection.SeverityGeneral,
		Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]inspection.ID{"xlh": {}, "zyxl": {"h1", "h3"}, "rqrg": {fresh.ID}} {
		if got, _ := x.All(Hazards, text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	renamed.Removed = true
	if _, err := service.SavePlace(ctx, by, renamed); err != nil {
		t.Fatal(err)
	}
	if got, _ := x.All(Places, "zyxl"); len(got) != 0 {
		t.Errorf("a place taken off the register is found: %v", got)
	}
}

func TestWhatIsCommittedBeforeLoadingIsFound(t *testing.T) {
	service := sample(t)
	x := New(service)
	defer x.Close()
	if _, ready := x.All(Places, "x"); ready || x.Ready() {
		t.Error("ready before it was read")
	}
	if _, err := service.SavePlace(context.Background(), by, place("p1", "YL-001", "桐柏路站")); err != nil {
		t.Fatal(err)
	}
	if err := x.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got, _ := x.All(Places, "tongbai"); !slices.Equal(got, []inspection.ID{"p1"}) {
		t.Errorf("%v", got)
	}
}

func TestManyChangesDoNotGrowTheIndex(t *testing.T) {
	g := &group{}
	for i := range 200_000 {
		g.put("id", -1, false, fmt.Sprintf("第%d次改名", i))
	}
	if got := newMatcher("199999", &group{}).all(g); len(got) != 1 || len(g.letters) > 1<<18 {
		t.Errorf("%v, %d letters", got, len(g.letters))
	}
}

// trial fills an index with as many hazards as a busy district has in years, each described in words of its own.
func trial(hazards int) *Index {
	random := rand.New(rand.NewPCG(1, 2))
	parts := []string{"安全出口", "疏散通道", "灭火器", "配电箱", "燃气软管", "消火栓", "厨房", "轮椅", "堆放杂物", "压力不足", "未张贴标识", "门被锁闭",
		"二层东侧", "一层西侧", "电动自行车", "飞线充电", "应急照明不亮", "台账缺失", "健康证过期", "生熟未分开", "防护罩破损", "私拉乱接"}
	chars := []rune("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经")
	text := func() string {
		s := ""
		for range 3 {
			s += parts[random.IntN(len(parts))] + string(chars[random.IntN(len(chars))]) + string(chars[random.IntN(len(chars))])
		}
		return s
	}
	gs := groups{}
	for _, kind := range Kinds() {
		gs[kind] = &group{}
	}
	for i := range 10_000 {
		gs[Places].put(inspection.ID(fmt.Sprintf("p%06d", i)), -1, false, fmt.Sprintf("YL-%04d", i), parts[i%len(parts)]+"街道日间照料中心", "郑州市中原区建设西路甲8号", "西流湖社区", "晚晴养老", "张建国")
	}
	for i := range 50_000 {
		gs[Inspections].put(inspection.ID(fmt.Sprintf("v%06d", i)), int32(i%10_000), false, "任长霞", "李敏", fmt.Sprintf("J2026-K7-%05d", i))
	}
	for i := range hazards {
		gs[Hazards].put(inspection.ID(fmt.Sprintf("h%06d-0000-7000-8000-000000000000/CF-%02d", i, i%40)), int32(i%10_000), false, fmt.Sprintf("Y2026-K7-%05d", i), fmt.Sprintf("CF-%02d", i%40), text(), "单国强")
	}
	return &Index{groups: gs, ready: true}
}

// BenchmarkKey is what one key in the search of the program costs with 200,000 hazards, 50,000 inspections and 10,000
// places: looking for what was typed so far in everything.
func BenchmarkKey(b *testing.B) {
	x := trial(200_000)
	for _, text := range []string{"x", "xf", "xlh日间", "zhangjg", "消防", "轮椅", "Y2026-K7-19", "anquanchukou", "mhq", "mhqyl", "xlh mhq", "没有这个词"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				x.Search(text, 8)
			}
		})
	}
}

// BenchmarkMemory reports what the index of 200,000 hazards takes.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		began := time.Now()
		x := trial(200_000)
		took := time.Since(began)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB")
		b.ReportMetric(float64(took.Milliseconds()), "ms-build")
		runtime.KeepAlive(x)
	}
}
