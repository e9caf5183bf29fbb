package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"time"

	"anxun/cmd/internal/setup"
	"anxun/inspection"
)

// demoDays is how far back the reports of the demonstration reach.
const demoDays = 30

// demoCommand does the whole main job on the sample register. It works in --data or
// DIR/data, never in the user's own folder.
func demoCommand() command {
	out := ""
	return command{
		name: "demo", access: accessNone, summary: "cli.demo",
		flags: func(f *flag.FlagSet) { f.StringVar(&out, "out", "", "cli.flag.demo_out") },
		run: func(ctx context.Context, c *call) (err error) {
			if out == "" {
				return need("out")
			}
			if err := os.MkdirAll(out, 0o755); err != nil {
				return inspection.Wrap(err, inspection.CodeUnwritable, "error.folder_unwritable", "folder", out)
			}
			folder := cmp.Or(c.data, filepath.Join(out, "data"))
			if err := c.unlock(folder); err != nil {
				return err
			}
			if c.Session, err = setup.Open(ctx, setup.Options{Dir: folder, Clock: c.env.clock, Create: true}); err != nil {
				return err
			}
			defer func() { err = errors.Join(err, c.Session.Close()) }()
			if err := c.demonstrate(ctx); err != nil {
				return err
			}
			return c.demoReports(ctx, out)
		},
	}
}

// demoOffice sets what the window asks for on its first start, so that the
// demonstration can be opened in the window as it is.
func (c *call) demoOffice(ctx context.Context) error {
	for _, setting := range []inspection.Setting{
		{Name: inspection.SettingOffice, Value: "某街道办事处（示例）"},
		{Name: inspection.SettingOperator, Value: demoReviewer},
		{Name: inspection.SettingDepartment, Value: string(inspection.DepartmentEmergency)},
	} {
		if err := c.Service.SaveSetting(ctx, demoReviewer, setting.Name, setting.Value); err != nil {
			return err
		}
	}
	for _, person := range append(demoTeam, demoStreetTeam[0], inspection.Inspector{Name: demoReviewer, Department: inspection.DepartmentEmergency}) {
		if _, err := c.Service.SaveInspector(ctx, demoReviewer, person); err != nil {
			return err
		}
	}
	return nil
}

// demonstrate fills the folder. A folder that holds the demonstration already is left
// as it is, one with other data is refused.
func (c *call) demonstrate(ctx context.Context) error {
	filled, err := c.sampleOnly(ctx)
	if err != nil || filled {
		return err
	}
	if err := setup.LoadSample(ctx, c.Service, demoReviewer); err != nil {
		return err
	}
	if err := c.demoOffice(ctx); err != nil {
		return err
	}
	current, err := c.Service.CurrentChecklists(ctx)
	if err != nil {
		return err
	}
	for _, v := range demoVisits() {
		if err := c.demoVisit(ctx, v, current); err != nil {
			return err
		}
	}
	return c.demoAdHoc(ctx)
}

// sampleOnly reports whether there are inspections already. Real data are refused:
// made-up records do not belong among them.
func (c *call) sampleOnly(ctx context.Context) (filled bool, err error) {
	err = c.Service.View(ctx, func(r inspection.Reader) error {
		places, err := r.Places(ctx, inspection.PlaceFilter{IncludeRemoved: true})
		if err != nil {
			return err
		}
		if slices.ContainsFunc(places, func(p inspection.Place) bool { return !p.Sample }) {
			return inspection.Conflict("error.data_not_sample", "dir", c.Dir)
		}
		n, err := r.CountInspections(ctx, inspection.InspectionFilter{})
		filled = n > 0
		return err
	})
	return filled, err
}

func (c *call) demoVisit(ctx context.Context, v visit, current []inspection.Checklist) error {
	place, err := c.findPlace(ctx, v.place)
	if err != nil {
		return err
	}
	team := demoTeam
	if place.PlaceKind != inspection.PlaceCare {
		team = demoStreetTeam
	}
	started := c.Service.Today().Add(-v.daysAgo).Start().Add(time.Duration(v.hour)*time.Hour + 5*time.Minute)
	record := inspection.RecordedInspection{NewInspection: inspection.NewInspection{PlaceID: place.ID, Checklists: v.checklists, Inspectors: team,
		AccompaniedBy: place.Manager, Note: "示例检查。", Started: started, Sample: true}, Finish: !v.draft, Finished: started.Add(70 * time.Minute)}
	if len(v.open) > 0 {
		record.IncompleteReason = "天黑且有车辆占压，部分设施未能查看，改日补查。"
	}
	for _, code := range v.checklists {
		at := slices.IndexFunc(current, func(list inspection.Checklist) bool { return list.Code == code })
		if at < 0 {
			return inspection.NotFound("error.checklist_unknown", "code", code)
		}
		record.Answers = append(record.Answers, v.answers(current[at], place)...)
	}
	if v.draft { // left in the middle, to be resumed
		record.Answers = record.Answers[:len(record.Answers)/2]
	}
	outcome, err := c.Service.RecordInspection(ctx, team[0].Name, record)
	if err != nil {
		return err
	}
	for _, hazard := range outcome.Hazards {
		if err := c.demoHazard(ctx, v, hazard, photoWanted(current, hazard.Item)); err != nil {
			return err
		}
	}
	return nil
}

// photoWanted reports whether an item is to be photographed when it fails.
func photoWanted(lists []inspection.Checklist, code inspection.ItemCode) bool {
	return slices.ContainsFunc(lists, func(list inspection.Checklist) bool {
		item, known := list.Item(code)
		return known && item.Photo == inspection.PhotoRequired
	})
}

// answers gives one answer to every item that applies, other than those left open.
func (v visit) answers(list inspection.Checklist, place inspection.Place) []inspection.RecordedAnswer {
	var answers []inspection.RecordedAnswer
	for _, item := range list.Items() {
		failed := slices.IndexFunc(v.fails, func(f finding) bool { return f.item == item.Code })
		switch {
		case !item.Applies.To(place) || slices.Contains(v.open, item.Code):
		case failed >= 0:
			wording := item.Findings[0]
			answers = append(answers, inspection.RecordedAnswer{Item: item.Code, Result: inspection.ResultFail, Note: wording.Text,
				Severity: v.fails[failed].severity, Suspected: v.fails[failed].suspected, Remedy: wording.Remedy})
		case slices.Contains(v.na, item.Code):
			answers = append(answers, inspection.RecordedAnswer{Item: item.Code, Result: inspection.ResultNA, Note: "检查当日无此情形。"})
		default:
			answers = append(answers, inspection.RecordedAnswer{Item: item.Code, Result: inspection.ResultPass})
		}
	}
	return answers
}

// demoHazard lets a hazard live: drawings if it is to be photographed, the five 落实 for
// a major one, then its steps.
func (c *call) demoHazard(ctx context.Context, v visit, hazard inspection.Hazard, photographed bool) error {
	if hazard.Severity == inspection.SeverityMajor {
		details := hazard.Details()
		details.Accountability, details.Measures = hazard.Responsible+"负总责", "停用相关区域，增派值守，限期改造"
		details.Funds, details.TimeLimit, details.Contingency = "运营单位自筹", "按批准期限", "已制定专项处置方案并演练"
		if _, err := c.Service.DescribeHazard(ctx, "张建国", hazard.ID, details); err != nil {
			return err
		}
	}
	if photographed {
		if err := c.demoBefore(ctx, hazard.FoundBy, hazard); err != nil {
			return err
		}
	}
	for _, f := range v.fails {
		if f.item != hazard.Item {
			continue
		}
		found := inspection.DayOf(hazard.Found)
		for i, s := range f.steps {
			input := inspection.ActionInput{Action: s.action, By: s.by, Note: s.note, Target: s.target,
				At: hazard.Found.AddDate(0, 0, s.after).Add(time.Duration(i+1) * 30 * time.Minute)}
			if s.until > 0 {
				input.Until = found.Add(s.until)
			}
			var photos []inspection.Evidence
			if photographed && s.action == inspection.ActionSubmit {
				photo, err := c.demoPhoto(hazard.No+s.note, inspection.EvidenceAfter)
				if err != nil {
					return err
				}
				photos = append(photos, photo)
			}
			if _, err := c.Service.Act(ctx, hazard.ID, input, photos); err != nil {
				return err
			}
		}
	}
	return nil
}

// demoAdHoc reports two hazards outside any inspection; one is put right on the spot
// with a photo before and after.
func (c *call) demoAdHoc(ctx context.Context) error {
	yesterday := c.Service.Today().Add(-1).Start()
	shop, err := c.findPlace(ctx, "SH-004")
	if err != nil {
		return err
	}
	report := inspection.NewHazard{PlaceID: shop.ID, Description: "店内给电动自行车蓄电池充电，无人看管。", Severity: inspection.SeveritySerious,
		Departments: []inspection.DepartmentID{"fire", inspection.DepartmentEmergency}, Responsible: shop.Manager,
		Remedy: "立即停止店内充电，移至集中充电点。", Found: yesterday.Add(18 * time.Hour), Sample: true}
	if _, err := c.Service.ReportHazard(ctx, "刘洋", report); err != nil {
		return err
	}
	road, err := c.findPlace(ctx, "LD-002")
	if err != nil {
		return err
	}
	report = inspection.NewHazard{PlaceID: road.ID, Description: "人行道堆放装修垃圾，影响通行。", Severity: inspection.SeverityGeneral,
		Departments: []inspection.DepartmentID{inspection.DepartmentUrban}, Responsible: road.Manager, Remedy: "当场清理。",
		Found: yesterday.Add(8 * time.Hour), Sample: true}
	hazard, err := c.Service.ReportHazard(ctx, "刘洋", report)
	if err != nil {
		return err
	}
	var photos []inspection.Evidence
	for _, role := range []inspection.EvidenceRole{inspection.EvidenceBefore, inspection.EvidenceAfter} {
		photo, err := c.demoPhoto(hazard.No, role)
		if err != nil {
			return err
		}
		photos = append(photos, photo)
	}
	_, err = c.Service.Act(ctx, hazard.ID, inspection.ActionInput{Action: inspection.ActionFixed, By: "刘洋", FixedBy: road.Manager,
		Note: "责任人当场清理完毕。", At: yesterday.Add(9 * time.Hour)}, photos)
	return err
}
