package inspection

import "time"

// ReportIssue 已出报表 is one report that was made: what was asked for, what it held, and
// a digest of its data, so that making it again can say whether the data changed. The
// file itself is not kept.
type ReportIssue struct {
	ID         ID
	No         string // as printed, e.g. 桐街检报K7〔2026〕3号
	Year       int
	Number     int          // 1, 2, 3 … without gaps per year and laptop
	Department DepartmentID // empty for a custom report
	CustomID   ID           // empty for a department's report
	Name       string       // of the department or of the custom report, as it was then
	From, To   Day
	Photos     string // size of the photos, as the export was asked for
	File       string // name of the file without its folder
	Program    string // name and version
	Issued     time.Time
	IssuedBy   string

	SHA256      string // over the data, see ReportRows.SHA256; lower-case hexadecimal
	Inspections int    // rows
	Answers     int
	Hazards     int
	Overdue     int
	Rows        int    // of a custom report
	Content     string // the digest of each row, as ReportRows.Encode writes them
	Sample      bool   // it held made-up data
}

// SameSubject reports whether both issues are of the same report and period.
func (r ReportIssue) SameSubject(other ReportIssue) bool {
	return r.Department == other.Department && r.CustomID == other.CustomID && r.From == other.From && r.To == other.To
}

// Kind implements Record.
func (r ReportIssue) Kind() RecordKind { return KindReportIssue }

// Key implements Record.
func (r ReportIssue) Key() ID { return r.ID }

// Fields implements Record.
func (r ReportIssue) Fields() Fields {
	return Fields{"no": r.No, "year": fieldInt(r.Year), "number": fieldInt(r.Number), "department": string(r.Department), "custom": string(r.CustomID),
		"name": r.Name, "from": string(r.From), "to": string(r.To), "photos": r.Photos, "file": r.File, "program": r.Program,
		"issued": FormatInstant(r.Issued), "issued_by": r.IssuedBy, "sha256": r.SHA256, "inspections": fieldInt(r.Inspections),
		"answers": fieldInt(r.Answers), "hazards": fieldInt(r.Hazards), "overdue": fieldInt(r.Overdue), "rows": fieldInt(r.Rows),
		"content": r.Content, "sample": fieldBool(r.Sample)}
}

// DecodeReportIssue builds a ReportIssue from its stored fields.
func DecodeReportIssue(key ID, fields Fields) (ReportIssue, error) {
	r := fieldReader{kind: KindReportIssue, key: key, fields: fields}
	return ReportIssue{ID: key, No: fields["no"], Year: r.int("year"), Number: r.int("number"), Department: DepartmentID(fields["department"]),
		CustomID: ID(fields["custom"]), Name: fields["name"], From: Day(fields["from"]), To: Day(fields["to"]), Photos: fields["photos"],
		File: fields["file"], Program: fields["program"], Issued: r.instant("issued"), IssuedBy: fields["issued_by"], SHA256: fields["sha256"],
		Inspections: r.int("inspections"), Answers: r.int("answers"), Hazards: r.int("hazards"), Overdue: r.int("overdue"), Rows: r.int("rows"),
		Content: fields["content"], Sample: r.bool("sample")}, r.err
}
