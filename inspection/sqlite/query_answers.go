package sqlite

import (
	"context"
	"database/sql"
	"time"

	"anxun/inspection"
)

const answerColumns = `a.item, a.checklist, a.result, a.value, a.note, a.origin, a."by", a.at`

// scanAnswer reads answerColumns, and the columns after them into extra. Answers
// are read by the hundred thousand, so they do not go through Fields.
func scanAnswer(rows *sql.Rows, answer *inspection.Answer, extra ...any) error {
	var at string
	pointers := append(make([]any, 0, 12), &answer.Item, &answer.Checklist, &answer.Result, &answer.Value, &answer.Note, &answer.Origin, &answer.By, &at)
	if err := rows.Scan(append(pointers, extra...)...); err != nil {
		return err
	}
	var err error
	if answer.At, err = inspection.ParseInstant(at); err != nil {
		return &inspection.Error{Code: inspection.CodeDamaged, Key: "error.record_damaged", Err: err,
			Args: []any{"kind", string(inspection.KindAnswer), "record", string(answer.Key()), "field", "at"}}
	}
	return nil
}

// Answer implements inspection.Reader. A taken-back answer is found, with
// ResultNone.
func (r *session) Answer(ctx context.Context, inspectionID inspection.ID, item inspection.ItemCode) (inspection.Answer, error) {
	return one(ctx, r, inspection.KindAnswer, inspection.AnswerID(inspectionID, item), inspection.DecodeAnswer, "error.answer_not_found")
}

const answersOfInspection = "SELECT " + answerColumns + " FROM answers a WHERE a.inspection = ? AND a.result <> '' ORDER BY a.item"

// Answers implements inspection.Reader.
func (r *session) Answers(ctx context.Context, inspectionID inspection.ID) ([]inspection.Answer, error) {
	var answers []inspection.Answer
	err := r.query(ctx, answersOfInspection, []any{string(inspectionID)}, func(rows *sql.Rows) error {
		answer := inspection.Answer{InspectionID: inspectionID}
		err := scanAnswer(rows, &answer)
		answers = append(answers, answer)
		return err
	})
	return answers, r.store.errorFor(err, "reading answers")
}

func eachAnswerQuery(filter inspection.InspectionFilter) (string, []any) {
	w := inspectionWhere(filter)
	return "SELECT i.id, i.no, i.place, i.started" + fromInspections + w.sql() + inspectionStreamOrder(filter) + paged, page(w.args, filter.Limit, filter.Offset)
}

// EachAnswer implements inspection.Reader. Limit and Offset of the filter count
// inspections. The answers of each inspection are read with one statement that
// stays prepared, which is faster than repeating the inspection in every row of
// a join and needs no sorting.
func (r *session) EachAnswer(ctx context.Context, filter inspection.InspectionFilter, fn func(inspection.AnswerRow) error) error {
	text, args := eachAnswerQuery(filter)
	err := r.query(ctx, text, args, func(rows *sql.Rows) error {
		var row inspection.AnswerRow
		var started string
		if err := rows.Scan(&row.InspectionID, &row.InspectionNo, &row.PlaceID, &started); err != nil {
			return err
		}
		var err error
		if row.Started, err = inspection.ParseInstant(started); err != nil {
			return err
		}
		return r.answersOf(ctx, row, fn)
	})
	return unpassed(err, func(err error) error { return r.store.errorFor(err, "reading answers") })
}

func (r *session) answersOf(ctx context.Context, row inspection.AnswerRow, fn func(inspection.AnswerRow) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return r.query(context.WithoutCancel(ctx), answersOfInspection, []any{string(row.InspectionID)}, func(rows *sql.Rows) error {
		if err := scanAnswer(rows, &row.Answer); err != nil {
			return err
		}
		return passed(fn(row))
	})
}

// lastAnswers goes through the visits of one place only, newest first.
const lastAnswers = "SELECT " + answerColumns + ", i.id, i.no, i.started FROM inspections i CROSS JOIN answers a ON a.inspection = i.id " +
	"WHERE i.place = ? AND i.status = 'finished' AND i.removed = 0 AND i.finished < ? AND a.result <> ''" + newestFirst

// LastAnswers implements inspection.Reader. The newest answer is the one of the
// visit that started last.
func (r *session) LastAnswers(ctx context.Context, placeID inspection.ID, before time.Time) (map[inspection.ItemCode]inspection.LastAnswer, error) {
	last := map[inspection.ItemCode]inspection.LastAnswer{}
	err := r.query(ctx, lastAnswers, []any{string(placeID), inspection.FormatInstant(before)}, func(rows *sql.Rows) error {
		var answer inspection.LastAnswer
		var started string
		if err := scanAnswer(rows, &answer.Answer, &answer.InspectionID, &answer.InspectionNo, &started); err != nil {
			return err
		}
		if _, newer := last[answer.Item]; newer {
			return nil
		}
		var err error
		answer.Started, err = inspection.ParseInstant(started)
		last[answer.Item] = answer
		return err
	})
	return last, r.store.errorFor(err, "reading the last answers")
}
