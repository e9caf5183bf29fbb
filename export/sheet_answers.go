package export

import (
	"context"

	"anxun/inspection"
)

var answerColumns = []column{
	{"检查编号", 14, lookCode},
	{"日期", 10.5, lookDay},
	{"对象编号", 8, lookCode},
	{"对象名称", 16, lookText},
	{"检查表", 16, lookText},
	{"分类", 11, lookText},
	{"检查项编号", 8, lookCode},
	{"检查项", 36, lookText},
	{"检查结果", 8, lookCode},
	{"说明", 22, lookText},
	{"依据（检查当日有效）", 36, lookText},
	{"等级", 6, lookCode},
	{"备注", 6, lookCode},
}

// writeAnswers fills 检查项结果.
func (r *report) writeAnswers(ctx context.Context) error {
	last, begun := inspection.ID(""), 0
	defer func() { r.progress.Add((len(r.period.visits) - begun) * answersWeigh) }() // those without answers
	return r.source.EachAnswer(ctx, r.request.answerFilter(), func(answer inspection.AnswerRow) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if answer.InspectionID != last {
			last, begun = answer.InspectionID, begun+1
			r.progress.Add(answersWeigh)
		}
		v, e := r.period.take(r.catalog, &answer)
		if v == nil {
			return nil
		}
		r.tally.addAnswer(v, e, answer.Result)
		r.digest.answer(v, &answer)
		if err := r.own.answer(v, e, &answer); err != nil {
			return err
		}
		return r.answers.add(answer.InspectionNo, v.day, v.place.Code, v.place.Name, e.checklist.Title, e.section, string(e.item.Code), e.item.Text,
			resultCell(answer.Result), answerNote(&answer), r.catalog.cite(e, v.day), severityTerms[e.item.Severity], sampleMark(v.sample))
	})
}

func resultCell(result inspection.Result) any {
	word := resultTerms[result]
	switch result {
	case inspection.ResultFail:
		return toned{word, toneBad}
	case inspection.ResultNA:
		return toned{word, toneQuiet}
	}
	return word
}

func answerNote(answer *inspection.AnswerRow) string {
	if answer.Result == inspection.ResultValue {
		return joinRemarks(answer.Value, answer.Note)
	}
	return answer.Note
}
