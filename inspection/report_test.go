package inspection_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"anxun/inspection"
)

func row(part inspection.ReportPart, no string, texts ...string) inspection.ReportRow {
	return inspection.ReportRow{Part: part, No: no, Digest: inspection.DigestOf(texts...)}
}

func collect(rows ...inspection.ReportRow) *inspection.ReportRows {
	collected := &inspection.ReportRows{}
	for _, row := range rows {
		collected.Add(row)
	}
	return collected
}

func TestWhatChangedBetweenTwoReports(t *testing.T) {
	before := []inspection.ReportRow{row(inspection.PartInspection, "J1", "a"), row(inspection.PartAnswers, "J1", "pass"),
		row(inspection.PartInspection, "J2", "b"), row(inspection.PartAnswers, "J2", "pass"), row(inspection.PartHazard, "Y1", "open"), row(inspection.PartHazard, "Y2", "open")}
	after := []inspection.ReportRow{row(inspection.PartHazard, "Y2", "open"), row(inspection.PartHazard, "Y1", "closed"), row(inspection.PartInspection, "J1", "a"),
		row(inspection.PartAnswers, "J1", "fail"), row(inspection.PartInspection, "J3", "c"), row(inspection.PartAnswers, "J3", "pass")}
	want := []inspection.ReportChange{
		{Part: inspection.PartAnswers, No: "J1", Change: inspection.RowChanged}, {Part: inspection.PartHazard, No: "Y1", Change: inspection.RowChanged},
		{Part: inspection.PartInspection, No: "J2", Change: inspection.RowRemoved}, {Part: inspection.PartInspection, No: "J3", Change: inspection.RowAdded},
	}
	got, err := collect(after...).ChangesSince(collect(before...).Encode())
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestRowDigestsKeepTextsApart(t *testing.T) {
	if inspection.DigestOf("ab", "c") == inspection.DigestOf("a", "bc") {
		t.Error("two rows with other cells are the same")
	}
}

// TestManyReportRows has more rows, and longer numbers, than one block holds.
func TestManyReportRows(t *testing.T) {
	before, after := &inspection.ReportRows{}, &inspection.ReportRows{}
	const rows = 5000
	for i := range rows {
		before.Add(row(inspection.PartHazard, fmt.Sprintf("Y2026-K7-%05d", i), "open"))
		state := "open"
		if i == 4321 {
			state = "closed"
		}
		after.Add(row(inspection.PartHazard, fmt.Sprintf("Y2026-K7-%05d", rows-1-i), state))
	}
	long := strings.Repeat("长", 10_000)
	after.Add(row(inspection.PartPlace, long))
	want := []inspection.ReportChange{{Part: inspection.PartHazard, No: "Y2026-K7-00678", Change: inspection.RowChanged}, {Part: inspection.PartPlace, No: long, Change: inspection.RowAdded}}
	got, err := after.ChangesSince(before.Encode())
	if err != nil || !slices.Equal(got, want) || after.Len() != rows+1 {
		t.Errorf("%d rows, changes %.200v, %v", after.Len(), got, err)
	}
}

// TestKeptDigestsStayReadable compares with what an earlier version of the program kept.
func TestKeptDigestsStayReadable(t *testing.T) {
	rows := collect(row(inspection.PartInspection, "J2026-K7-0001", "x"), row(inspection.PartHazard, "Y2026-K7-0001", "y"))
	if got := rows.SHA256(); got != "71d173ba926048ca81aa116da4a1d1e84410d6fd95c62c31aa7a2b05a98b52fa" {
		t.Errorf("digest %s", got)
	}
	if got := rows.Encode(); got != "ykisSixK4Yw0MjAy0/U21zUwMDDkNEs0N01JNE1JNEhOMbIwseTKzCsuSE0uyczP4/RCUWlokmZhZJpklJSUbGyUkmLBBQgAAP//" {
		t.Errorf("kept as %s", got)
	}
}

func TestReportRowsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := []inspection.ReportPart{inspection.PartInspection, inspection.PartAnswers, inspection.PartHazard, inspection.PartPlace}
		rows := rapid.SliceOfDistinct(rapid.Custom(func(t *rapid.T) inspection.ReportRow {
			return row(rapid.SampledFrom(parts).Draw(t, "part"), rapid.StringMatching(`[A-Z0-9\-检]{1,12}`).Draw(t, "no"), rapid.String().Draw(t, "text"))
		}), func(r inspection.ReportRow) string { return string(r.Part) + r.No }).Draw(t, "rows")
		read := 0
		for _, err := range inspection.DecodeReportRows(collect(rows...).Encode()) {
			if read++; err != nil {
				t.Fatal(err)
			}
		}
		changes, err := collect(rows...).ChangesSince(collect(rows...).Encode())
		if err != nil || len(changes) != 0 || read != len(rows) {
			t.Fatalf("%v came back as %d rows with changes %v, %v", rows, read, changes, err)
		}
		shuffled := rapid.Permutation(rows).Draw(t, "order")
		if collect(rows...).SHA256() != collect(shuffled...).SHA256() {
			t.Fatal("the digest depends on the order")
		}
	})
}

func FuzzDecodeReportRows(f *testing.F) {
	f.Add(collect(row(inspection.PartHazard, "Y1", "x")).Encode())
	f.Add("AAAA")
	f.Fuzz(func(t *testing.T, content string) {
		if _, err := collect(row(inspection.PartHazard, "Y1", "x")).ChangesSince(content); err != nil && inspection.CodeOf(err) != inspection.CodeDamaged {
			t.Errorf("%q gives %v", content, err)
		}
	})
}

func TestNamedReports(t *testing.T) {
	o := newOffice(t)
	save := func(change func(*inspection.CustomReport)) (inspection.CustomReport, error) {
		report := inspection.CustomReport{Name: " 逾期隐患 ", Table: inspection.TableHazards, Columns: []string{"no"}}
		change(&report)
		return o.SaveCustomReport(t.Context(), inspectorName, report)
	}
	kept, err := save(func(*inspection.CustomReport) {})
	if err != nil || kept.Name != "逾期隐患" || kept.ID == "" || kept.MadeBy != inspectorName {
		t.Fatalf("kept %+v, %v", kept, err)
	}
	for name, c := range map[string]struct {
		change func(*inspection.CustomReport)
		want   inspection.Code
	}{
		"the same name": {func(*inspection.CustomReport) {}, inspection.CodeConflict},
		"no name":       {func(c *inspection.CustomReport) { c.Name = " " }, inspection.CodeInvalid},
		"a long name":   {func(c *inspection.CustomReport) { c.Name = strings.Repeat("长", 41) }, inspection.CodeInvalid},
		"no columns":    {func(c *inspection.CustomReport) { c.Name, c.Columns = "x", nil }, inspection.CodeInvalid},
		"unknown table": {func(c *inspection.CustomReport) { c.Name, c.Table = "x", "weather" }, inspection.CodeInvalid},
		"unknown compare": {func(c *inspection.CustomReport) {
			c.Name, c.Filters = "x", []inspection.ReportFilter{{Compare: "like"}}
		}, inspection.CodeInvalid},
	} {
		if _, err := save(c.change); inspection.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	kept.Name = "十一月逾期"
	if _, err := o.SaveCustomReport(t.Context(), inspectorName, kept); err != nil {
		t.Fatal(err)
	}
	if found, err := o.CustomReport(t.Context(), "十一月逾期"); err != nil || found.ID != kept.ID {
		t.Errorf("found %+v, %v", found, err)
	}
	for range 2 {
		if err := o.RemoveCustomReport(t.Context(), inspectorName, kept.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.CustomReport(t.Context(), "十一月逾期"); inspection.CodeOf(err) != inspection.CodeNotFound {
		t.Errorf("after removing: %v", err)
	}
}

func TestReportsAreNumberedWithoutGaps(t *testing.T) {
	o := newOffice(t)
	propose := func() (proposed, before inspection.ReportIssue) {
		err := o.View(t.Context(), func(r inspection.Reader) (err error) {
			proposed, before, err = inspection.ProposeIssue(t.Context(), r, o.Now, inspection.ReportIssue{Department: "civil", From: "2026-11-01", To: "2026-11-30"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return proposed, before
	}
	first, before := propose()
	if again, _ := propose(); before.ID != "" || first.Number != 1 || again.No != first.No {
		t.Errorf("proposed %s and %s, before %+v", first.No, again.No, before)
	}
	kept, err := o.IssueReport(t.Context(), inspectorName, first)
	if err != nil || kept.ID == "" || kept.IssuedBy != inspectorName {
		t.Fatalf("kept %+v, %v", kept, err)
	}
	if _, err := o.IssueReport(t.Context(), inspectorName, first); inspection.CodeOf(err) != inspection.CodeConflict {
		t.Errorf("the same number twice: %v", err)
	}
	if second, before := propose(); second.Number != 2 || before.ID != kept.ID {
		t.Errorf("then %s, before %s", second.No, before.No)
	}
}
