package sqlite

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"anxun/inspection"
)

// columnType is how a field, which is text in inspection.Fields, is stored.
type columnType int

const (
	textColumn  columnType = iota
	flagColumn             // "1" and "" as 1 and 0
	wholeColumn            // decimal as INTEGER, "" as NULL
	realColumn             // decimal as REAL, "" as NULL
)

type column struct {
	field string // name of the field and of the column
	typ   columnType
}

// table describes where the records of one kind are kept. The statements of the
// write path and of verification are made from it, so a new field needs a line
// here and a migration, nothing else.
type table struct {
	kind    inspection.RecordKind
	name    string
	keys    []string
	columns []column

	selectOne string // all columns by key
	upsert    string // keys, then columns
	selectAll string // keys, then columns, ordered by key
}

// tables lists the table of every kind.
var tables = map[inspection.RecordKind]*table{
	inspection.KindSetting:   newTable(inspection.KindSetting, "settings", "name", "value"),
	inspection.KindPlace:     newTable(inspection.KindPlace, "places", "id", "code name kind subkind address community operator manager phone area:real beds:int elders:int features note sample:flag removed:flag"),
	inspection.KindChecklist: newTable(inspection.KindChecklist, "checklists", "ref", "code version:int title published content digest"),
	inspection.KindInspector: newTable(inspection.KindInspector, "inspectors", "id", "name department certificate inactive:flag"),
	inspection.KindInspection: newTable(inspection.KindInspection, "inspections", "id", "no place status started finished checklists inspectors departments "+
		"accompanied_by note incomplete_reason void_reason sample:flag removed:flag"),
	inspection.KindAnswer: newTable(inspection.KindAnswer, "answers", "inspection item", "checklist result value note origin by at"),
	inspection.KindHazard: newTable(inspection.KindHazard, "hazards", "id", "no place inspection item checklist description basis severity suspected:flag "+
		"departments status found found_by due immediate:flag responsible standard remedy rework:int submitted_by closed_by closed transfer_to "+
		"shelved_until request request_until requested_by accountability measures funds time_limit contingency withdrawn:flag sample:flag removed:flag"),
	inspection.KindAction: newTable(inspection.KindAction, "actions", "id", "hazard kind from_status to_status by at note until target set_aside:flag"),
	inspection.KindEvidence: newTable(inspection.KindEvidence, "evidence", "id", "hazard action role sha256 format name size:int width:int height:int "+
		"added added_by removed:flag taken taken_assumed:flag latitude longitude orientation:int"),
	inspection.KindDocument: newTable(inspection.KindDocument, "documents", "id", "no kind year:int number:int inspection hazard round:int issued issued_by "+
		"prints:int printed sha256 sample:flag"),
	inspection.KindSignature: newTable(inspection.KindSignature, "signatures", "id", "inspection capacity signer refused:flag reason witness sha256 format size:int "+
		"width:int height:int signed by removed:flag"),
	inspection.KindCustomReport: newTable(inspection.KindCustomReport, "custom_reports", "id", "name table columns filters group made made_by removed:flag"),
	inspection.KindReportIssue: newTable(inspection.KindReportIssue, "report_issues", "id", "no year:int number:int department custom name from to photos file "+
		"program issued issued_by sha256 inspections:int answers:int hazards:int overdue:int rows:int content sample:flag"),
	inspection.KindCorrection: newTable(inspection.KindCorrection, "corrections", "id", "inspection item reason by at old_result old_value old_note old_by old_at "+
		"new_result new_value new_note"),
	inspection.KindSeal: newTable(inspection.KindSeal, "seals", "id", "inspection round:int cause made by content answers:int hazards:int evidence signatures "+
		"corrections device sequence:int hash time key signature"),
	inspection.KindReceipt:     newTable(inspection.KindReceipt, "receipts", "id", "device sequence:int from via made by known entries:int digest clock:int"),
	inspection.KindDevice:      newTable(inspection.KindDevice, "devices", "id", "code office person key accepted:flag accepted_by accepted_at blocked:flag seen known"),
	inspection.KindDecision:    newTable(inspection.KindDecision, "decisions", "id", "record_kind record field value note by at"),
	inspection.KindConflict:    newTable(inspection.KindConflict, "conflicts", "id", "kind record_kind record field sides settled:flag noted"),
	inspection.KindAssignment:  newTable(inspection.KindAssignment, "assignments", "id", "record_kind record person note by at"),
	inspection.KindAttestation: newTable(inspection.KindAttestation, "attestations", "id", "code person from:int to:int hashes device sequence:int hash time key signature"),
}

// newTable reads the short form "field field:type …".
func newTable(kind inspection.RecordKind, name, keys, columns string) *table {
	t := &table{kind: kind, name: name, keys: strings.Fields(keys)}
	types := map[string]columnType{"": textColumn, "flag": flagColumn, "int": wholeColumn, "real": realColumn}
	for _, text := range strings.Fields(columns) {
		field, typ, _ := strings.Cut(text, ":")
		t.columns = append(t.columns, column{field: field, typ: types[typ]})
	}
	t.prepareTexts()
	return t
}

func (t *table) prepareTexts() {
	var where, set []string
	for _, key := range t.keys {
		where = append(where, quote(key)+" = ?")
	}
	for _, c := range t.columns {
		set = append(set, quote(c.field)+" = excluded."+quote(c.field))
	}
	keys := t.list("", t.keys)
	all := keys + ", " + t.columnList("")
	t.selectOne = fmt.Sprintf("SELECT %s FROM %s WHERE %s", t.columnList(""), t.name, strings.Join(where, " AND "))
	t.selectAll = fmt.Sprintf("SELECT %s FROM %s ORDER BY %s", all, t.name, keys)
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(t.keys)+len(t.columns)), ", ")
	t.upsert = fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s", t.name, all, marks, keys, strings.Join(set, ", "))
}

// columnList lists the columns for a SELECT, each after the prefix, e.g. "h.".
func (t *table) columnList(prefix string) string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.field
	}
	return t.list(prefix, names)
}

func (t *table) list(prefix string, names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = prefix + quote(name)
	}
	return strings.Join(quoted, ", ")
}

// named finds the columns of the fields.
func (t *table) named(fields []string) ([]column, error) {
	found := make([]column, len(fields))
	for i, field := range fields {
		at := slices.IndexFunc(t.columns, func(c column) bool { return c.field == field })
		if at < 0 {
			return nil, fmt.Errorf("reading %s: there is no field %q", t.kind, field)
		}
		found[i] = t.columns[at]
	}
	return found, nil
}

func quote(name string) string { return `"` + name + `"` }

// keyArgs takes a record's key apart into the values of the key columns.
func (t *table) keyArgs(key inspection.ID) []any {
	if t.kind == inspection.KindAnswer {
		inspectionID, item := inspection.SplitAnswerID(key)
		return []any{string(inspectionID), string(item)}
	}
	return []any{string(key)}
}

// key puts a record's key together from the values of the key columns.
func (t *table) key(values []any) inspection.ID {
	if t.kind == inspection.KindAnswer {
		return inspection.AnswerID(inspection.ID(asText(values[0])), inspection.ItemCode(asText(values[1])))
	}
	return inspection.ID(asText(values[0]))
}

// columnArgs gives the values of all columns for the fields. A field that has no
// column is a fault of the program: it would be lost.
func (t *table) columnArgs(fields inspection.Fields) ([]any, error) {
	args := make([]any, len(t.columns))
	present := 0
	for i, c := range t.columns {
		text, ok := fields[c.field]
		if ok {
			present++
		}
		value, err := c.value(text)
		if err != nil {
			return nil, fmt.Errorf("storing field %s of a %s: %w", c.field, t.kind, err)
		}
		args[i] = value
	}
	if present != len(fields) {
		return nil, fmt.Errorf("storing a %s: it has %d fields, of which %d have a column", t.kind, len(fields), present)
	}
	return args, nil
}

func (c column) value(text string) (any, error) {
	switch {
	case c.typ == textColumn:
		return text, nil
	case c.typ == flagColumn:
		if text == "1" {
			return int64(1), nil
		}
		return int64(0), nil
	case text == "":
		return nil, nil
	case c.typ == wholeColumn:
		return strconv.ParseInt(text, 10, 64)
	default:
		return strconv.ParseFloat(text, 64)
	}
}

// fields turns scanned column values back into fields.
func (t *table) fields(values []any) inspection.Fields {
	fields := make(inspection.Fields, len(t.columns))
	for i, c := range t.columns {
		fields[c.field] = c.text(values[i])
	}
	return fields
}

func (c column) text(value any) string {
	if c.typ == flagColumn {
		if value == int64(1) {
			return "1"
		}
		return ""
	}
	return asText(value)
}

// asText writes a scanned value in the canonical form of inspection.Fields.
func asText(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case int64:
		return strconv.FormatInt(value, 10)
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	default:
		return ""
	}
}
