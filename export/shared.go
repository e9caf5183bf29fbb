package export

import (
	"io"

	"anxun/inspection"
)

// This file lends what reports and forms have in common to package form.

// WriteFile lets fill write the file at path. The file appears under its name only
// when it is complete and durable; an existing one is replaced only if overwrite is
// set, otherwise CodeConflict. It returns the size in bytes.
func WriteFile(path string, overwrite bool, fill func(io.Writer) error) (int64, error) {
	target, err := openTarget(path, overwrite)
	if err != nil {
		return 0, err
	}
	defer target.discard()
	if err := fill(target.file); err != nil {
		if inspection.CodeOf(err) == inspection.CodeInternal {
			err = unwritable(err, path)
		}
		return 0, err
	}
	return target.commit()
}

// CleanText drops the characters that XML does not allow and writes every line end
// as \n. It cuts what no cell can hold.
func CleanText(text string) string {
	clean, _ := cleanText(text)
	return clean
}

// ResultWord is a result as documents print it; "" for none.
func ResultWord(result inspection.Result) string { return resultTerms[result] }

// GradeWord is how a hazard is graded in documents: 一般, 较大, 疑似重大 or 重大.
func GradeWord(hazard inspection.Hazard) string { return gradeOf(&hazard) }

// SeverityWord is a severity as documents print it.
func SeverityWord(severity inspection.Severity) string { return severityTerms[severity] }

// StatusWord is the state of a hazard as documents print it.
func StatusWord(status inspection.HazardStatus) string { return statusTerms[status] }

// PlaceWords are kind and sub-kind of a place as documents print them.
func PlaceWords(place inspection.Place) (kind, subKind string) {
	return placeKindTerms[place.PlaceKind], subKindTerms[place.SubKind]
}

// FeatureWords are the features of a place as documents print them.
func FeatureWords(features []inspection.Feature) string { return featureNames(features) }

// ChineseDay writes a day as documents do: 2026年11月3日; "" for none.
func ChineseDay(day inspection.Day) string { return chineseDay(day) }

// CheckTarget reports, without touching anything, whether WriteFile could begin.
func CheckTarget(path string, overwrite bool) error { return checkTarget(path, overwrite) }
