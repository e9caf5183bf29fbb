package inspection

import (
	"bufio"
	"cmp"
	"compress/flate"
	"encoding/base64"
	"encoding/hex"
	"io"
	"iter"
	"slices"
	"strings"
)

// maxReportRows bounds what DecodeReportRows unpacks, in bytes: some ten million rows.
const maxReportRows = 400 << 20

// DecodeReportRows reads what ReportRows.Encode wrote, row by row, by part and number. Of the
// digests the first bytes are there. Anything else ends with CodeDamaged.
func DecodeReportRows(content string) iter.Seq2[ReportRow, error] {
	damaged := func(err error) error { return Wrap(err, CodeDamaged, "error.report_content_damaged") }
	return func(yield func(ReportRow, error) bool) {
		if content == "" {
			return
		}
		packed := flate.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(content)))
		lines := bufio.NewScanner(io.LimitReader(packed, maxReportRows))
		var last ReportRow
		for lines.Scan() {
			row, ok := parseReportRow(lines.Text())
			if !ok || comparePlaces(last, row) > 0 {
				yield(ReportRow{}, damaged(nil))
				return
			}
			if last = row; !yield(row, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(ReportRow{}, damaged(err))
		}
	}
}

func parseReportRow(line string) (ReportRow, bool) {
	parts := strings.Split(line, "\t")
	if len(parts) != 3 || len(parts[2]) != 2*keptDigest {
		return ReportRow{}, false
	}
	row := ReportRow{Part: ReportPart(parts[0]), No: parts[1]}
	_, err := hex.Decode(row.Digest[:], []byte(parts[2]))
	return row, err == nil
}

// comparePlaces orders rows by part and number.
func comparePlaces(a, b ReportRow) int {
	return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.No, b.No))
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

// ChangesSince lists what changed since an earlier report, of which content is kept as Encode
// wrote it, by part and number. The answers of an inspection that came or went are not
// listed beside the inspection. Errors: CodeDamaged.
func (r *ReportRows) ChangesSince(content string) ([]ReportChange, error) {
	next, stop := iter.Pull2(DecodeReportRows(content))
	defer stop()
	var changes []ReportChange
	note := func(row ReportRow, change RowChange) {
		changes = append(changes, ReportChange{row.Part, row.No, change})
	}
	before, err, more := next()
	for _, i := range r.order() {
		packed := r.at(i)
		row := ReportRow{Part: r.parts[packed.part], No: string(r.no(packed)), Digest: packed.digest}
		for more && err == nil && comparePlaces(before, row) < 0 {
			note(before, RowRemoved)
			before, err, more = next()
		}
		switch {
		case err != nil:
			return nil, err
		case !more || comparePlaces(before, row) != 0:
			note(row, RowAdded)
			continue
		case !slices.Equal(before.Digest[:keptDigest], row.Digest[:keptDigest]):
			note(row, RowChanged)
		}
		before, err, more = next()
	}
	for ; more && err == nil; before, err, more = next() {
		note(before, RowRemoved)
	}
	if err != nil {
		return nil, err
	}
	moved := map[string]bool{} // inspections that came or went
	for _, change := range changes {
		moved[change.No] = moved[change.No] || change.Part == PartInspection && change.Change != RowChanged
	}
	return slices.DeleteFunc(changes, func(c ReportChange) bool { return c.Part == PartAnswers && moved[c.No] }), nil
}
