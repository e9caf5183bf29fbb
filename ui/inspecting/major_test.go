package inspecting

import (
	"context"
	"slices"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// institution is a 养老机构 that every item can concern; near is a place just beside the rule.
func institution(p *inspection.Place) {
	p.ID, p.Code, p.Name, p.SubKind, p.Beds = "", "YL-901", "晚晴养老院", inspection.SubKindInstitution, 60
	p.Features = inspection.Features()
}

var nearMisses = map[string]func(*inspection.Place){
	"day care centre":                 func(p *inspection.Place) { p.SubKind = inspection.SubKindDayCare },
	"embedded with nine beds":         func(p *inspection.Place) { p.SubKind, p.Beds = inspection.SubKindEmbedded, 9 },
	"combined, beds unknown":          func(p *inspection.Place) { p.SubKind, p.Beds = inspection.SubKindComplex, 0 },
	"institution without overnight":   func(p *inspection.Place) { p.Features = without(p.Features, inspection.FeatureLodging) },
	"sub-kind not recorded":           func(p *inspection.Place) { p.SubKind = "" },
	"institution with too few (nine)": func(p *inspection.Place) { p.Beds = 9 },
}

func without(features []inspection.Feature, one inspection.Feature) []inspection.Feature {
	return slices.DeleteFunc(slices.Clone(features), func(f inspection.Feature) bool { return f == one })
}

// ruled lists the built-in items with an escalation rule.
func ruled(t *testing.T, o *office) (items []inspection.Item) {
	t.Helper()
	lists, err := o.service.CurrentChecklists(context.Background())
	o.must(t, err)
	for _, list := range lists {
		for _, item := range list.Items() {
			if item.Escalation != nil {
				items = append(items, item)
			}
		}
	}
	if len(items) < 15 {
		t.Fatalf("only %d items have a rule", len(items))
	}
	return items
}

// failing opens an inspection of a new place in which the item failed; false if the item does not concern the place.
func (o *office) failing(t *testing.T, item inspection.Item, change ...func(*inspection.Place)) (*desk, bool) {
	t.Helper()
	place, err := o.service.SavePlace(context.Background(), "张建国", inspectiontest.APlace(change...))
	o.must(t, err)
	o.place = place
	d := newDesk(t, o, o.start(t, item.Code.ChecklistCode()).ID)
	if _, found := d.sheet.where[item.Code]; !found {
		return d, false
	}
	d.SelectItem(item.Code)
	d.HandleKey("2")
	d.Describe("情形属实")
	d.FlushText()
	return d, true
}

// shopOrCare is a place that the item concerns.
func shopOrCare(item inspection.Item) func(*inspection.Place) {
	if item.Code.ChecklistCode() == "RF" {
		return func(p *inspection.Place) {
			p.ID, p.Code, p.PlaceKind, p.SubKind = "", "SH-901", inspection.PlaceShop, inspection.SubKindRestaurant
			p.Features, p.Elders = []inspection.Feature{inspection.FeatureFood}, 0
		}
	}
	return institution
}

// Each rule of the built-in checklists at a place it binds.
func TestEachRuleWhereItBinds(t *testing.T) {
	for _, item := range ruled(t, newOffice(t)) {
		t.Run(string(item.Code), func(t *testing.T) {
			d, concerned := newOffice(t).failing(t, item, shopOrCare(item))
			if !concerned {
				t.Fatal("the item does not concern the place")
			}
			assist := d.view.state.Panel.Hazard.Assist
			if !assist.Shown || assist.Text != item.Escalation.Text || assist.Basis == "" || assist.Advice == "" {
				t.Fatalf("%+v", assist)
			}
			if item.Escalation.Severity != "major" {
				refers(t, d, item)
				return
			}
			if !assist.Major || len(assist.Clauses) == 0 {
				t.Fatalf("%+v", assist)
			}
			confirms(t, d, item)
		})
	}
}

// confirms grades the failure 重大, which takes a question and its answer.
func confirms(t *testing.T, d *desk, item inspection.Item) {
	t.Helper()
	d.SetSeverity(inspection.SeverityMajor)
	ask := d.view.state.Major
	if ask == nil || ask.Text != item.Escalation.Text || ask.Basis == "" || d.stored(t).Hazards[item.Code].Severity == inspection.SeverityMajor {
		t.Fatalf("asked %+v", ask)
	}
	d.CancelMajor()
	if d.view.state.Panel.Hazard.Severity == inspection.SeverityMajor {
		t.Fatal("graded without a yes")
	}
	d.AskMajor()
	d.ConfirmMajor()
	panel := d.view.state.Panel.Hazard
	if d.stored(t).Hazards[item.Code].Severity != inspection.SeverityMajor || !panel.Assist.Marked || d.view.state.Major != nil {
		t.Fatalf("stored %+v", d.stored(t).Hazards[item.Code])
	}
	if panel.NotFixable != "重大隐患不能当场销号，须整改后复查" {
		t.Errorf("on the spot: %q", panel.NotFixable)
	}
}

// refers marks the failure 疑似重大 and leads to the department that may judge.
func refers(t *testing.T, d *desk, item inspection.Item) {
	t.Helper()
	assist := d.view.state.Panel.Hazard.Assist
	if assist.Major || assist.Department == "" {
		t.Fatalf("%+v", assist)
	}
	d.SetSeverity(inspection.SeverityMajor)
	d.AskMajor()
	if d.view.state.Major != nil || d.stored(t).Hazards[item.Code].Severity == inspection.SeverityMajor {
		t.Fatal("重大 is offered where no standard provides it")
	}
	d.SetSuspected(true)
	if stored := d.stored(t).Hazards[item.Code]; !stored.Suspected || !d.view.state.Panel.Hazard.Assist.Marked {
		t.Fatalf("stored %+v", stored)
	}
}

// Each rule at places just beside it: the failure is referred, never graded 重大.
func TestEachRuleJustBeside(t *testing.T) {
	for _, item := range ruled(t, newOffice(t)) {
		if item.Code.ChecklistCode() == "RF" {
			continue // no standard names 重大 for shops; see TestNoRuleNoAssistant
		}
		for name, near := range nearMisses {
			t.Run(string(item.Code)+" "+name, func(t *testing.T) {
				d, concerned := newOffice(t).failing(t, item, institution, near)
				if concerned { // items for residents only do not concern such a place at all
					refers(t, d, item)
				}
			})
		}
	}
}

func TestNoRuleNoAssistant(t *testing.T) {
	d := failed(t, "RF", "CF")
	d.severe(t, inspection.SeverityGeneral)
	if assist := d.view.state.Panel.Hazard.Assist; assist.Shown {
		t.Errorf("%+v", assist)
	}
	o := newOffice(t)
	for _, item := range ruled(t, o) {
		if item.Code.ChecklistCode() != "RF" {
			continue
		}
		// Beside the rule: a courtyard, to which items about shops do not apply.
		d, concerned := newOffice(t).failing(t, item, func(p *inspection.Place) {
			p.ID, p.Code, p.PlaceKind, p.SubKind, p.Features, p.Elders = "", "LY-901", inspection.PlaceCourtyard, "", nil, 0
		})
		if concerned {
			refers(t, d, item)
		}
	}
}
