package form

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anxun/assets"
	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

var now = inspectiontest.Noon.Add(50 * time.Hour)

// testLibrary has the clauses that the fixture cites.
func testLibrary(t testing.TB) *inspection.Library {
	t.Helper()
	library, err := inspection.ParseLibrary([]byte(`[
		{"id":"fire-law","title":"消防法","cite":"《消防法》","kind":"law","status":"in_force","clauses":[{"id":"fire-law/28","clause":"第二十八条","level":"V"}]},
		{"id":"work-safety-law","title":"安全生产法","cite":"《安全生产法》","kind":"law","status":"in_force","clauses":[{"id":"work-safety-law/102","clause":"第一百零二条","level":"V"}]}]`))
	if err != nil {
		t.Fatal(err)
	}
	return library
}

// testPicture is a picture of one colour, so that it is told apart when looked at.
func testPicture(t testing.TB, width, height int, shade uint8, format string) *Picture {
	t.Helper()
	source := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			source.SetRGBA(x, y, color.RGBA{shade, uint8(x * 255 / width), uint8(y * 255 / height), 255})
		}
	}
	var out bytes.Buffer
	var err error
	if format == "png" {
		err = png.Encode(&out, source)
	} else {
		err = jpeg.Encode(&out, source, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	picture, err := NewPicture("photo", out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// testSheet is a finished inspection with n failed items and as many others.
func testSheet(n int) inspection.Worksheet {
	list := inspectiontest.AChecklist(func(c *inspection.Checklist) {
		model := c.Sections[0].Items[0]
		c.Sections = []inspection.Section{{Title: "疏散"}}
		for i := range 2 * n {
			item := model
			item.Code = inspection.ItemCode(fmt.Sprintf("CF-%02d", i+1))
			item.Text = fmt.Sprintf("疏散通道、安全出口保持畅通，无占用、堵塞、封闭现象（第%d处）", i+1)
			c.Sections[0].Items = append(c.Sections[0].Items, item)
		}
	})
	visit := inspectiontest.AnInspection(func(i *inspection.Inspection) {
		i.Status, i.Finished = inspection.StatusFinished, i.Started.Add(70*time.Minute)
		i.Inspectors[1].Certificate = ""
		i.Note = "检查时有老人午休，未进入卧室。"
	})
	sheet := inspection.Worksheet{Inspection: visit, Place: inspectiontest.APlace(), Answers: map[inspection.ItemCode]inspection.Answer{},
		Hazards: map[inspection.ItemCode]inspection.Hazard{}, Photos: map[inspection.ItemCode]int{}}
	for i, item := range list.Items() {
		answer := inspectiontest.AnAnswer(func(a *inspection.Answer) { a.Item = item.Code })
		switch {
		case i < n:
			answer.Result = inspection.ResultFail
			sheet.Hazards[item.Code] = testHazard(i, item.Code)
		case i == n:
			answer.Result, answer.Note = inspection.ResultNA, "未设消防控制室"
		case i == n+1:
			answer.Result, answer.Value = inspection.ResultValue, "1.35"
		}
		sheet.Answers[item.Code] = answer
	}
	sheet.Parts = inspection.NewWorksheetParts([]inspection.Checklist{list}, sheet.Place, sheet.Answers)
	return sheet
}

func testHazard(i int, item inspection.ItemCode) inspection.Hazard {
	return inspectiontest.AHazard(func(h *inspection.Hazard) {
		h.ID, h.Item, h.No = inspection.HazardID("inspection-1", item), item, fmt.Sprintf("Y2026-K7-%04d", i+1)
		h.Description = fmt.Sprintf("%d号楼二层东侧安全出口被轮椅和纸箱堵塞，疏散宽度不足0.6米，夜间无照明。", i+1)
		h.Remedy = "立即清理通道内全部杂物，划出轮椅停放区；安排专人每班巡查并记录，确保疏散门常开、应急照明有效。"
		h.Due = h.Due.Add(i % 3)
		switch i % 4 {
		case 1:
			h.Severity = inspection.SeveritySerious
		case 2:
			h.Severity, h.Suspected = inspection.SeveritySerious, true
		case 3:
			h.Immediate, h.Status, h.Closed = true, inspection.HazardClosed, h.Found.Add(time.Hour)
		}
	})
}

func testSource(t testing.TB, kind inspection.FormKind) Source {
	t.Helper()
	document := inspectiontest.AnIssuedDocument(func(d *inspection.IssuedDocument) {
		d.FormKind, d.Round = kind, 1
		if kind == inspection.FormReview {
			d.No = "桐街检复K7〔2026〕7号"
		}
	})
	return Source{Office: "某某区桐柏路街道办事处", Phone: "0371-67000000", Document: document, Library: testLibrary(t), Now: now,
		Issuer:      inspection.Issuer{Department: "emergency", Name: "某某区应急管理局"},
		Related:     []inspection.IssuedDocument{document, {FormKind: inspection.FormRecord, No: "桐街检记K7〔2026〕5号"}, {FormKind: inspection.FormDepartmentOrder, No: "应急责改K7〔2026〕1号"}},
		Departments: []inspection.Department{{ID: "emergency", Name: "应急管理"}, {ID: "civil", Name: "民政"}, {ID: "fire", Name: "消防救援"}},
		Photos:      map[inspection.ID][]Photo{}}
}

// withPhotos gives each hazard a photo before, and the first two one after.
func (s Source) withPhotos(t testing.TB, hazards ...inspection.Hazard) Source {
	t.Helper()
	for i, h := range hazards {
		s.Photos[h.ID] = append(s.Photos[h.ID], Photo{inspectiontest.AnEvidence(), testPicture(t, 640, 480, uint8(20*i), "jpeg")})
		if i < 2 {
			after := inspectiontest.AnEvidence(func(e *inspection.Evidence) {
				e.Role, e.Added = inspection.EvidenceAfter, now
			})
			s.Photos[h.ID] = append(s.Photos[h.ID], Photo{after, testPicture(t, 360, 640, 200, "png")})
		}
	}
	s.Signatures = Signatures{Inspectors: []*Picture{testPicture(t, 300, 100, 0, "png"), testPicture(t, 300, 100, 60, "png")}, Unit: testPicture(t, 240, 120, 120, "png")}
	return s
}

func testFile() HazardFile {
	hazard := testHazard(1, "CF-01")
	step := func(kind inspection.ActionKind, hours int, by, note, target string) inspection.Action {
		return inspectiontest.AnAction(func(a *inspection.Action) {
			a.HazardID, a.ActionKind, a.By, a.Note, a.Target, a.At = hazard.ID, kind, by, note, target, inspectiontest.Noon.Add(time.Duration(hours)*time.Hour)
		})
	}
	sheet := testSheet(1)
	return HazardFile{Hazard: hazard, Place: sheet.Place, Visit: sheet.Inspection, Actions: []inspection.Action{
		step(inspection.ActionFind, 0, "张建国", "", ""), step(inspection.ActionSubmit, 20, "王院长", "轮椅已移至一层停放区，纸箱已清运。", ""),
		step(inspection.ActionFail, 26, "李敏", "应急照明仍未修复，通道内又堆放纸箱。", ""), step(inspection.ActionTransfer, 30, "张建国", "逾期未整改，超出街道职责。", "fire")}}
}

// testFoodSheet is an inspection with a food safety checklist: of 2n items every second
// one is a 重点项; the last has no number of the table and does not apply.
func testFoodSheet(n int) inspection.Worksheet {
	sheet := testSheet(n)
	for p := range sheet.Parts {
		part := &sheet.Parts[p]
		part.Food, part.List = true, "养老服务场所食品安全"
		for i := range part.Items {
			part.Items[i].Point = fmt.Sprintf("2.%d", i+1)
			if part.Items[i].KeyItem = i%2 == 0; part.Items[i].KeyItem {
				part.Items[i].Point = "*" + part.Items[i].Point
			}
		}
		if last := len(part.Items) - 1; last >= 0 {
			part.Items[last].Point = ""
			answer := sheet.Answers[part.Items[last].Code]
			answer.Result = inspection.ResultNA
			sheet.Answers[part.Items[last].Code] = answer
		}
	}
	sheet.Inspection.Inspectors[1].Certificate = "豫A010204"
	return sheet
}

// valuesOf makes the values of a kind from the fixture.
func valuesOf(t testing.TB, kind inspection.FormKind, n int) Values {
	t.Helper()
	source, sheet := testSource(t, kind), testSheet(n)
	switch kind {
	case inspection.FormReview, inspection.FormDepartmentReview:
		file := testFile()
		return Review(file, source.withPhotos(t, file.Hazard))
	case inspection.FormTransfer:
		file := testFile()
		return Transfer(file, source.withPhotos(t, file.Hazard))
	case inspection.FormNotice:
		values, err := Notice(sheet, source.withPhotos(t, foundHazards(sheet)...))
		if err != nil {
			t.Fatal(err)
		}
		return values
	case inspection.FormFoodResult:
		sheet = testFoodSheet(n)
		return FoodResult(sheet, source.withPhotos(t, foundHazards(sheet)...))
	}
	return Record(sheet, source.withPhotos(t, foundHazards(sheet)...))
}

// drawnKinds are the kinds that have a built-in template.
func drawnKinds() []inspection.FormKind {
	var kinds []inspection.FormKind
	for _, kind := range inspection.FormKinds() {
		if builtIn[kind] != "" {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// writeForm fills the built-in template of a kind.
func writeForm(t testing.TB, kind inspection.FormKind, values Values) string {
	t.Helper()
	template, err := BuiltIn(assets.Forms, kind)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), builtIn[kind]+".xlsx")
	if _, err := template.Write(t.Context(), path, false, values); err != nil {
		t.Fatal(err)
	}
	return path
}

// longText is Chinese text of n characters without repeated lines.
func longText(n int) string {
	var text strings.Builder
	for i := 0; text.Len() < 3*n; i++ {
		fmt.Fprintf(&text, "第%d段检查发现的情况记录如下，通道宽度%d毫米，", i+1, 600+i)
	}
	return string([]rune(text.String())[:n])
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
