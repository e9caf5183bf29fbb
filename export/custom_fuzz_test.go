package export

import (
	"testing"

	"anxun/inspection"
)

// FuzzCheckCustom reads any fields as a report that somebody put together.
func FuzzCheckCustom(f *testing.F) {
	f.Add("hazards", "no,status", `[{"column":"due","compare":"at_least","value":"2026-11-20"}]`, "status")
	f.Add("places", "", `[{"column":"area","compare":"is","value":"1e999"}]`, "")
	f.Add("answers", "no,,", `[{"column":"","compare":""}]`, "no")
	f.Fuzz(func(t *testing.T, table, columns, filters, group string) {
		report, err := inspection.DecodeCustomReport("r", inspection.Fields{"table": table, "columns": columns, "filters": filters, "group": group})
		if err != nil {
			return
		}
		if err := CheckCustom(report); err != nil && inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("no sentence: %v", err)
		}
	})
}
