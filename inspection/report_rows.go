package inspection

import (
	"bytes"
	"cmp"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"slices"
	"strings"
)

// ReportPart says what a ReportRow stands for.
type ReportPart string

// The parts of a report's data.
const (
	PartInspection ReportPart = "inspection" // what was recorded of an inspection
	PartAnswers    ReportPart = "answers"    // all its answers that the report shows
	PartHazard     ReportPart = "hazard"
	PartPlace      ReportPart = "place"
)

// ReportRow is the digest of one record, or of the answers of one inspection, as they
// stood in a report. No is the number of the inspection or hazard, or the code of the
// place.
type ReportRow struct {
	Part   ReportPart
	No     string
	Digest string // the first half of a SHA-256, in hexadecimal
}

// ReportDigest is the SHA-256 over the rows, each as "part number digest" on a line, by
// part and number. What the day of making decides, such as days overdue, is in no row.
func ReportDigest(rows []ReportRow) string {
	sum := sha256.New()
	_, _ = io.WriteString(sum, rowLines(rows)) // a hash takes everything
	return hex.EncodeToString(sum.Sum(nil))
}

// RowDigest is the digest of one row that consists of the given texts.
func RowDigest(texts ...string) string {
	sum := sha256.New()
	for _, text := range texts {
		_, _ = io.WriteString(sum, text)
		_, _ = sum.Write([]byte{0})
	}
	return hex.EncodeToString(sum.Sum(nil)[:sha256.Size/2])
}

func rowLines(rows []ReportRow) string {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, compareRows)
	var text strings.Builder
	for _, row := range rows {
		text.WriteString(string(row.Part) + "\t" + row.No + "\t" + row.Digest + "\n")
	}
	return text.String()
}

func compareRows(a, b ReportRow) int {
	return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.No, b.No), cmp.Compare(a.Digest, b.Digest))
}

// keptDigest is how much of a row's digest is kept to tell later which rows changed:
// 64 bits. The digest of the whole report is over the longer ones.
const keptDigest = 16

// EncodeReportRows writes rows compactly: some 16 bytes each. Digests are shortened.
func EncodeReportRows(rows []ReportRow) string {
	if len(rows) == 0 {
		return ""
	}
	short := make([]ReportRow, len(rows))
	for i, row := range rows {
		row.Digest = row.Digest[:min(len(row.Digest), keptDigest)]
		short[i] = row
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		panic("inspection: " + err.Error()) // the level is right
	}
	_, _ = io.WriteString(w, rowLines(short)) // a buffer takes everything
	_ = w.Close()
	return base64.StdEncoding.EncodeToString(packed.Bytes())
}

// maxReportRows bounds what DecodeReportRows unpacks, in bytes: some ten million rows.
const maxReportRows = 400 << 20

// DecodeReportRows reads what EncodeReportRows wrote. Anything else is CodeDamaged.
func DecodeReportRows(content string) ([]ReportRow, error) {
	packed, err := base64.StdEncoding.DecodeString(content)
	if err != nil {
		return nil, Wrap(err, CodeDamaged, "error.report_content_damaged")
	}
	if len(packed) == 0 {
		return nil, nil
	}
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxReportRows))
	if err != nil {
		return nil, Wrap(err, CodeDamaged, "error.report_content_damaged")
	}
	var rows []ReportRow
	for line := range strings.Lines(string(text)) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(parts) != 3 {
			return nil, &Error{Code: CodeDamaged, Key: "error.report_content_damaged"}
		}
		rows = append(rows, ReportRow{ReportPart(parts[0]), parts[1], parts[2]})
	}
	return rows, nil
}

// RowChange says what happened to a row between two issues.
type RowChange string

// The changes.
const (
	RowAdded   RowChange = "added"
	RowRemoved RowChange = "removed"
	RowChanged RowChange = "changed"
)

// ReportChange is one record that a report shows differently than the issue before.
type ReportChange struct {
	Part   ReportPart `json:"part"`
	No     string     `json:"no"`
	Change RowChange  `json:"change"`
}

// CompareReportRows lists what changed from before to after, by part and number. The
// answers of an inspection that came or went are not listed beside the inspection.
func CompareReportRows(before, after []ReportRow) []ReportChange {
	type key struct {
		part ReportPart
		no   string
	}
	short := func(row ReportRow) string { return row.Digest[:min(len(row.Digest), keptDigest)] }
	old := make(map[key]string, len(before))
	for _, row := range before {
		old[key{row.Part, row.No}] = short(row)
	}
	var changes []ReportChange
	moved := map[string]bool{} // inspections that came or went
	note := func(k key, change RowChange) {
		moved[k.no] = moved[k.no] || k.part == PartInspection && change != RowChanged
		changes = append(changes, ReportChange{k.part, k.no, change})
	}
	for _, row := range after {
		k := key{row.Part, row.No}
		digest, known := old[k]
		delete(old, k)
		if !known {
			note(k, RowAdded)
		} else if digest != short(row) {
			note(k, RowChanged)
		}
	}
	for k := range old {
		note(k, RowRemoved)
	}
	changes = slices.DeleteFunc(changes, func(c ReportChange) bool { return c.Part == PartAnswers && moved[c.No] })
	slices.SortFunc(changes, func(a, b ReportChange) int { return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.No, b.No)) })
	return changes
}
