package export

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"slices"
	"time"

	"anxun/inspection"
)

// digest keeps a digest of each record that a report shows, so that making the report
// again can say what changed. It is over what stands in the cells. Left out is what
// other records or the day of making decide: running numbers, counts of results, days
// overdue. Photos are left out too, so that their size does not matter.
type digest struct {
	rows    inspection.ReportRows
	visit   *visit // whose answers pass by
	no      string // its number
	answers hash.Hash
}

// The columns that no digest covers, as said above.
var (
	inspectionDerived = []string{"应查项", "符合", "不符合", "不适用", "数值", "未查", "符合率", "隐患数", "本期第几次"}
	hazardDerived     = []string{"序号", "逾期天数", titleBefore, titleAfter}
)

// record adds the digest of a row of a table.
func (d *digest) record(part inspection.ReportPart, no string, columns []column, values []any, without []string) {
	texts := make([]string, 0, len(values))
	for i, value := range values {
		if !slices.Contains(without, columns[i].title) {
			texts = append(texts, canonical(value))
		}
	}
	d.rows.Add(inspection.ReportRow{Part: part, No: no, Digest: inspection.DigestOf(texts...)})
}

// answer adds an answer. The answers of an inspection follow each other, by item.
func (d *digest) answer(v *visit, answer *inspection.AnswerRow) {
	if d.visit != v {
		d.endVisit()
		d.visit, d.no, d.answers = v, answer.InspectionNo, sha256.New()
	}
	for _, text := range []string{string(answer.Checklist), string(answer.Item), string(answer.Result), answer.Value, answer.Note} {
		_, _ = io.WriteString(d.answers, text) // a hash takes everything
		_, _ = d.answers.Write([]byte{0})
	}
}

// endVisit keeps the digest of the answers that passed by.
func (d *digest) endVisit() {
	if d.visit != nil {
		d.rows.Add(inspection.ReportRow{Part: inspection.PartAnswers, No: d.no, Digest: inspection.RowDigest(d.answers.Sum(nil)[:len(inspection.RowDigest{})])})
	}
	d.visit = nil
}

// canonical writes the value of a cell so that equal values give equal text.
func canonical(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case toned:
		return canonical(v.value)
	case time.Time:
		return inspection.FormatInstant(v)
	}
	return fmt.Sprint(value)
}

// Changes says how a report differs from the issue before it.
type Changes struct {
	No     string                    `json:"no"` // of that issue
	Issued time.Time                 `json:"issued"`
	Rows   []inspection.ReportChange `json:"rows"`            // by part and number; empty if nothing changed
	Items  map[string][]string       `json:"items,omitempty"` // by inspection, the items that were answered anew
}

// maxDetailed is for how many inspections the items that changed are looked up.
const maxDetailed = 50

// compare compares what was written with the issue before; nil if there is none.
func (r Request) compare(ctx context.Context, rows *inspection.ReportRows) (*Changes, error) {
	if r.Previous.ID == "" {
		return nil, nil
	}
	changed, err := rows.ChangesSince(r.Previous.Content)
	if err != nil {
		return nil, err
	}
	changes := &Changes{No: r.Previous.No, Issued: r.Previous.Issued, Rows: changed}
	for _, row := range changes.Rows {
		if row.Part != inspection.PartAnswers || r.AnsweredSince == nil || len(changes.Items) == maxDetailed {
			continue
		}
		items, err := r.AnsweredSince(ctx, row.No, r.Previous.Issued)
		if err != nil {
			return nil, err
		}
		if len(items) > 0 && changes.Items == nil {
			changes.Items = map[string][]string{}
		}
		for _, item := range items {
			changes.Items[row.No] = append(changes.Items[row.No], string(item))
		}
	}
	return changes, nil
}

// partTerms names the parts of a report's data.
var partTerms = map[inspection.ReportPart]string{
	inspection.PartInspection: "检查", inspection.PartAnswers: "检查结果", inspection.PartHazard: "隐患", inspection.PartPlace: "检查对象",
	partDefinition: "报表设置",
}

// changeTerms says what happened to a row.
var changeTerms = map[inspection.RowChange]string{
	inspection.RowAdded: "新增", inspection.RowRemoved: "不再列入", inspection.RowChanged: "内容有变",
}

// ChangeText says in words what happened to which kind of record, e.g. "隐患内容有变".
func ChangeText(change inspection.ReportChange) string {
	return partTerms[change.Part] + changeTerms[change.Change]
}
