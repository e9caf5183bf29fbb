package inspection

import (
	"encoding/json"
	"time"
)

// ReportTable says which records a custom report lists.
type ReportTable string

// The tables of custom reports.
const (
	TableInspections ReportTable = "inspections" // 检查
	TableAnswers     ReportTable = "answers"     // 检查项结果
	TableHazards     ReportTable = "hazards"     // 隐患
	TablePlaces      ReportTable = "places"      // 检查对象
)

// ReportTables lists the tables in the order in which they are offered.
func ReportTables() []ReportTable {
	return []ReportTable{TableInspections, TableAnswers, TableHazards, TablePlaces}
}

// Comparison is how a filter compares a column with its value.
type Comparison string

// The comparisons. Numbers and days are compared as such, text letter by letter.
const (
	CompareIs       Comparison = "is"
	CompareIsNot    Comparison = "is_not"
	CompareContains Comparison = "contains"
	CompareLacks    Comparison = "lacks" // does not contain
	CompareAtLeast  Comparison = "at_least"
	CompareAtMost   Comparison = "at_most"
	CompareEmpty    Comparison = "empty"
	CompareFilled   Comparison = "filled"
)

// Comparisons lists every comparison.
func Comparisons() []Comparison {
	return []Comparison{CompareIs, CompareIsNot, CompareContains, CompareLacks, CompareAtLeast, CompareAtMost, CompareEmpty, CompareFilled}
}

// NeedsValue reports whether the comparison compares with something.
func (c Comparison) NeedsValue() bool { return c != CompareEmpty && c != CompareFilled }

// ReportFilter keeps the rows whose column compares as said. All filters of a report
// must hold.
type ReportFilter struct {
	Column  string     `json:"column"`
	Compare Comparison `json:"compare"`
	Value   string     `json:"value,omitempty"`
}

// CustomReport 自定义报表 is a table that somebody put together and named. Which columns
// there are is known to package export. A removed one stays on record.
type CustomReport struct {
	ID      ID
	Name    string
	Table   ReportTable
	Columns []string // in the order shown; at least one
	Filters []ReportFilter
	Group   string // column whose equal values stand together with a subtotal; empty for none
	Made    time.Time
	MadeBy  string
	Removed bool
}

// Kind implements Record.
func (c CustomReport) Kind() RecordKind { return KindCustomReport }

// Key implements Record.
func (c CustomReport) Key() ID { return c.ID }

// Fields implements Record.
func (c CustomReport) Fields() Fields {
	filters := ""
	if len(c.Filters) > 0 {
		text, err := json.Marshal(c.Filters)
		if err != nil {
			panic("inspection: filters of a report: " + err.Error()) // they are text only
		}
		filters = string(text)
	}
	return Fields{"name": c.Name, "table": string(c.Table), "columns": fieldList(c.Columns), "filters": filters, "group": c.Group,
		"made": FormatInstant(c.Made), "made_by": c.MadeBy, "removed": fieldBool(c.Removed)}
}

// DecodeCustomReport builds a CustomReport from its stored fields.
func DecodeCustomReport(key ID, fields Fields) (CustomReport, error) {
	r := fieldReader{kind: KindCustomReport, key: key, fields: fields}
	c := CustomReport{ID: key, Name: fields["name"], Table: ReportTable(fields["table"]), Columns: parseList[string](fields["columns"]),
		Group: fields["group"], Made: r.instant("made"), MadeBy: fields["made_by"], Removed: r.bool("removed")}
	if text := fields["filters"]; text != "" && json.Unmarshal([]byte(text), &c.Filters) != nil {
		r.fail("filters")
	}
	return c, r.err
}
