package inspectiontest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"anxun/inspection"
)

// allowed lists the values of the fields that take only certain ones. The store
// on disk has the same lists as CHECKs of its tables.
var allowed = map[inspection.RecordKind]map[string][]string{
	inspection.KindPlace:      {"kind": words(inspection.PlaceKinds())},
	inspection.KindInspection: {"status": words([]inspection.Status{inspection.StatusDraft, inspection.StatusFinished, inspection.StatusVoid})},
	inspection.KindAnswer: {
		"result": words([]inspection.Result{inspection.ResultNone, inspection.ResultPass, inspection.ResultFail, inspection.ResultNA, inspection.ResultValue}),
		"origin": words([]inspection.Origin{inspection.OriginPerson, inspection.OriginDefault, inspection.OriginSection}),
	},
	inspection.KindHazard: {
		"severity": words(inspection.Severities()), "status": words(inspection.HazardStatuses()),
		"request": words([]inspection.Request{inspection.RequestNone, inspection.RequestExtend, inspection.RequestShelve}),
	},
	inspection.KindAction: {
		"kind": words([]inspection.ActionKind{inspection.ActionFind, inspection.ActionSubmit, inspection.ActionPass, inspection.ActionFail,
			inspection.ActionFixed, inspection.ActionExtend, inspection.ActionShelve, inspection.ActionApprove, inspection.ActionDecline,
			inspection.ActionTransfer, inspection.ActionTakeBack, inspection.ActionResume, inspection.ActionReopen}),
		"from_status": append(words(inspection.HazardStatuses()), ""), "to_status": words(inspection.HazardStatuses()),
	},
	inspection.KindSignature:    {"capacity": words([]inspection.SignerCapacity{inspection.SignerInspector, inspection.SignerUnit})},
	inspection.KindCustomReport: {"table": words(inspection.ReportTables())},
	inspection.KindDocument:     {"kind": words(inspection.FormKinds())},
	inspection.KindEvidence:     {"role": words([]inspection.EvidenceRole{inspection.EvidenceBefore, inspection.EvidenceAfter})},
	inspection.KindCorrection:   {"new_result": words([]inspection.Result{inspection.ResultPass, inspection.ResultFail, inspection.ResultNA, inspection.ResultValue})},
	inspection.KindSeal:         {"cause": words(inspection.SealCauses())},
	inspection.KindReceipt:      {"via": words([]inspection.Via{inspection.ViaBundle, inspection.ViaHub, inspection.ViaRenewal})},
	inspection.KindConflict:     {"kind": words(inspection.ConflictKinds())},
	inspection.KindAssignment:   {"record_kind": words([]inspection.RecordKind{inspection.KindPlace, inspection.KindInspection, inspection.KindHazard})},
}

func words[T ~string](values []T) []string {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = string(value)
	}
	return texts
}

func checkValues(kind inspection.RecordKind, key inspection.ID, fields inspection.Fields) error {
	for name, values := range allowed[kind] {
		if !slices.Contains(values, fields[name]) {
			return inspection.Invalid("error.record_refused", "kind", string(kind), "record", string(key))
		}
	}
	return nil
}

func checkText(kind inspection.RecordKind, key inspection.ID, fields inspection.Fields) error {
	if key == "" || !sound(string(key)) {
		return inspection.Invalid("error.record_refused", "kind", string(kind), "record", string(key))
	}
	for name, text := range fields {
		if !sound(text) {
			return inspection.Invalid("error.text_encoding", "kind", string(kind), "record", string(key), "field", name)
		}
	}
	return nil
}

func sound(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }
