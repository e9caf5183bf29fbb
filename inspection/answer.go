package inspection

import (
	"strings"
	"time"
)

// Result is what was found for an item.
type Result string

// The results. An item that has no answer has no Result; ResultNone takes an
// answer back.
const (
	ResultNone  Result = ""      // unanswered
	ResultPass  Result = "pass"  // 符合
	ResultFail  Result = "fail"  // 不符合
	ResultNA    Result = "na"    // 不适用, with a reason
	ResultValue Result = "value" // a measured or counted value, kept in Answer.Value
)

// Valid reports whether r is one of the results.
func (r Result) Valid() bool {
	switch r {
	case ResultNone, ResultPass, ResultFail, ResultNA, ResultValue:
		return true
	}
	return false
}

// Origin says how an answer was given, for the record.
type Origin string

// The origins.
const (
	OriginPerson  Origin = ""        // given for this item by a person
	OriginDefault Origin = "default" // given by "default" in an answers file
	OriginSection Origin = "section" // given for all that remained in a section at once
)

// Answer 检查结果 is the result for one item of one inspection.
type Answer struct {
	InspectionID ID
	Item         ItemCode
	Checklist    ChecklistRef // the version in which the item was read
	Result       Result
	Value        string // for ResultValue
	Note         string // reason for 不适用, or a remark
	Origin       Origin
	By           string
	At           time.Time
}

// AnswerID returns the id of the answer to an item in an inspection. It is composed,
// so that the same question answered on two laptops is one record.
func AnswerID(inspectionID ID, item ItemCode) ID { return inspectionID + "/" + ID(item) }

// SplitAnswerID takes an answer's id apart.
func SplitAnswerID(id ID) (ID, ItemCode) {
	inspectionID, item, _ := strings.Cut(string(id), "/")
	return ID(inspectionID), ItemCode(item)
}

// Kind implements Record.
func (a Answer) Kind() RecordKind { return KindAnswer }

// Key implements Record.
func (a Answer) Key() ID { return AnswerID(a.InspectionID, a.Item) }

// Fields implements Record.
func (a Answer) Fields() Fields {
	return Fields{"checklist": string(a.Checklist), "result": string(a.Result), "value": a.Value, "note": a.Note,
		"origin": string(a.Origin), "by": a.By, "at": FormatInstant(a.At)}
}

// DecodeAnswer builds an Answer from its stored fields.
func DecodeAnswer(key ID, fields Fields) (Answer, error) {
	r := fieldReader{kind: KindAnswer, key: key, fields: fields}
	inspectionID, item := SplitAnswerID(key)
	return Answer{InspectionID: inspectionID, Item: item, Checklist: ChecklistRef(fields["checklist"]),
		Result: Result(fields["result"]), Value: fields["value"], Note: fields["note"],
		Origin: Origin(fields["origin"]), By: fields["by"], At: r.instant("at")}, r.err
}
