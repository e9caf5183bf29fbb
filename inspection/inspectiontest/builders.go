package inspectiontest

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"anxun/inspection"
)

// The builders make valid records. Each takes functions that change what the
// test is about, e.g. APlace(func(p *inspection.Place) { p.Beds = 30 }).

func build[T any](record T, changes []func(*T)) T {
	for _, change := range changes {
		change(&record)
	}
	return record
}

// APlace makes a day-care centre with a canteen, id place-1, code YL-001.
func APlace(changes ...func(*inspection.Place)) inspection.Place {
	return build(inspection.Place{
		ID: "place-1", Code: "YL-001", Name: "晚晴日间照料中心", PlaceKind: inspection.PlaceCare, SubKind: inspection.SubKindDayCare,
		Address: "嵩山路12号", Community: "西安东社区", Operator: "晚晴", Manager: "王院长", Phone: "0371-60000001",
		Area: 568.5, Elders: 120, Features: []inspection.Feature{inspection.FeatureCanteen, inspection.FeatureGas},
	}, changes)
}

// AChecklist makes version 1 of a fire checklist CF with the items CF-01 to CF-03
// in two sections.
func AChecklist(changes ...func(*inspection.Checklist)) inspection.Checklist {
	item := func(number int, text string, severity inspection.Severity) inspection.Item {
		return inspection.Item{
			Code: inspection.ItemCode(fmt.Sprintf("CF-%02d", number)), Text: text, Method: "现场查看", Basis: []inspection.BasisID{"fire-law/28"},
			Severity: severity, Departments: []inspection.DepartmentID{inspection.DepartmentEmergency, inspection.DepartmentCivil},
			Photo: inspection.PhotoNone, Findings: []inspection.Finding{{Text: "疏散通道堆放杂物", Remedy: "立即清理"}}, Remedy: "立即清理",
		}
	}
	return build(inspection.Checklist{
		Code: "CF", Slug: "care-fire", Title: "养老服务场所消防安全", Version: 1, Published: "2026-11-01",
		Kinds: []inspection.PlaceKind{inspection.PlaceCare},
		Sections: []inspection.Section{
			{Title: "疏散", Items: []inspection.Item{item(1, "疏散通道畅通", inspection.SeveritySerious), item(2, "安全出口未上锁", inspection.SeveritySerious)}},
			{Title: "器材", Items: []inspection.Item{item(3, "灭火器在有效期内", inspection.SeverityGeneral)}},
		},
	}, changes)
}

// AnInspector makes 张建国 of the emergency department, with a certificate.
func AnInspector(changes ...func(*inspection.Inspector)) inspection.Inspector {
	return build(inspection.Inspector{ID: "inspector-1", Name: "张建国", Department: inspection.DepartmentEmergency, Certificate: "豫A010203"}, changes)
}

// AnInspection makes a draft of place-1, started at Noon with CF@1 by two
// inspectors of two departments.
func AnInspection(changes ...func(*inspection.Inspection)) inspection.Inspection {
	return build(inspection.Inspection{
		ID: "inspection-1", No: "J2026-K7-0001", PlaceID: "place-1", Status: inspection.StatusDraft, Started: Noon,
		Checklists: []inspection.ChecklistRef{"CF@1"},
		Inspectors: []inspection.Inspector{
			{Name: "张建国", Department: inspection.DepartmentEmergency, Certificate: "豫A010203"},
			{Name: "李敏", Department: inspection.DepartmentCivil},
		},
		AccompaniedBy: "王院长",
	}, changes)
}

// AnAnswer makes the answer 符合 to CF-01 in inspection-1.
func AnAnswer(changes ...func(*inspection.Answer)) inspection.Answer {
	return build(inspection.Answer{
		InspectionID: "inspection-1", Item: "CF-01", Checklist: "CF@1", Result: inspection.ResultPass, By: "张建国", At: Noon,
	}, changes)
}

// AHazard makes an open, general hazard from CF-01 of inspection-1 that is due on
// the day it was found.
func AHazard(changes ...func(*inspection.Hazard)) inspection.Hazard {
	return build(inspection.Hazard{
		ID: inspection.HazardID("inspection-1", "CF-01"), No: "Y2026-K7-0001", PlaceID: "place-1", InspectionID: "inspection-1",
		Item: "CF-01", Checklist: "CF@1", Description: "二层东侧安全出口堆放轮椅", Basis: "《消防法》第二十八条",
		Severity: inspection.SeverityGeneral, Departments: []inspection.DepartmentID{inspection.DepartmentEmergency, inspection.DepartmentCivil},
		Status: inspection.HazardOpen, Found: Noon, FoundBy: "张建国", Due: "2026-11-20", Responsible: "王院长",
		Standard: "通道畅通", Remedy: "立即清理",
	}, changes)
}

// AnAction makes the first step of the hazard that AHazard makes.
func AnAction(changes ...func(*inspection.Action)) inspection.Action {
	return build(inspection.Action{
		ID: "action-1", HazardID: inspection.HazardID("inspection-1", "CF-01"), ActionKind: inspection.ActionFind,
		To: inspection.HazardOpen, By: "张建国", At: Noon,
	}, changes)
}

// AnEvidence makes a photo of the hazard that AHazard makes, as it was before.
func AnEvidence(changes ...func(*inspection.Evidence)) inspection.Evidence {
	return build(inspection.Evidence{
		ID: "evidence-1", HazardID: inspection.HazardID("inspection-1", "CF-01"), ActionID: "action-1", Role: inspection.EvidenceBefore,
		SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Format: "jpg", Name: "exit.jpg", Size: 4,
		Width: 1600, Height: 1200, Added: Noon, AddedBy: "张建国", Taken: Noon.Add(-time.Minute), TakenAssumed: true,
		Latitude: "34.747251", Longitude: "113.625368", Orientation: 6,
	}, changes)
}

// ASignature makes 张建国's signature under inspection-1.
func ASignature(changes ...func(*inspection.Signature)) inspection.Signature {
	return build(inspection.Signature{
		ID: "signature-1", InspectionID: "inspection-1", Capacity: inspection.SignerInspector, Signer: "张建国",
		SHA256: strings.Repeat("c3", 32), Format: "png", Size: 4_096, Width: 640, Height: 240, Signed: Noon, By: "张建国",
	}, changes)
}

// AnIssuedDocument makes 问题隐患整改告知单 number 1 about inspection-1, printed once.
func AnIssuedDocument(changes ...func(*inspection.IssuedDocument)) inspection.IssuedDocument {
	return build(inspection.IssuedDocument{
		ID: inspection.DocumentID(inspection.FormNotice, "inspection-1", 0), No: "桐街检告K7〔2026〕1号", FormKind: inspection.FormNotice, Year: 2026, Number: 1,
		InspectionID: "inspection-1", Issued: Noon, IssuedBy: "张建国", Prints: 1, Printed: Noon,
		SHA256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	}, changes)
}

// ACustomReport makes 逾期隐患 by community.
func ACustomReport(changes ...func(*inspection.CustomReport)) inspection.CustomReport {
	return build(inspection.CustomReport{
		ID: "custom-1", Name: "逾期隐患", Table: inspection.TableHazards, Columns: []string{"no", "place_name", "overdue"}, Group: "community",
		Filters: []inspection.ReportFilter{{Column: "overdue", Compare: inspection.CompareAtLeast, Value: "1"}}, Made: Noon, MadeBy: "张建国",
	}, changes)
}

// AReportIssue makes the first report of 应急管理 for November.
func AReportIssue(changes ...func(*inspection.ReportIssue)) inspection.ReportIssue {
	var rows inspection.ReportRows
	rows.Add(inspection.ReportRow{Part: inspection.PartInspection, No: "J2026-K7-0001", Digest: inspection.DigestOf("x")})
	return build(inspection.ReportIssue{
		ID: "issue-1", No: "桐街检报K7〔2026〕1号", Year: 2026, Number: 1, Department: inspection.DepartmentEmergency, Name: "应急管理",
		From: "2026-11-01", To: "2026-11-30", Photos: "thumbnail", File: "应急管理.xlsx", Program: "安巡 1.0", Issued: Noon, IssuedBy: "张建国",
		SHA256: rows.SHA256(), Inspections: 1, Answers: 12, Hazards: 2, Overdue: 1, Content: rows.Encode(),
	}, changes)
}

// ACorrection makes the correction of CF-01 of inspection-1 from 符合 to 不适用.
func ACorrection(changes ...func(*inspection.Correction)) inspection.Correction {
	return build(inspection.Correction{
		ID: "correction-1", InspectionID: "inspection-1", Item: "CF-01", Reason: "录入有误", By: "张建国", At: Noon.Add(time.Hour),
		OldResult: inspection.ResultPass, OldBy: "李敏", OldAt: Noon, NewResult: inspection.ResultNA, NewNote: "未设此项",
	}, changes)
}

// ASeal makes the first seal of inspection-1. Its signature is that of nobody.
func ASeal(changes ...func(*inspection.Seal)) inspection.Seal {
	return build(inspection.Seal{
		ID: inspection.SealID("inspection-1", 1, DeviceID), InspectionID: "inspection-1", Round: 1, Cause: inspection.SealFinish, Made: Noon, By: "张建国",
		Content: strings.Repeat("a1", 32), Answers: 3, Hazards: 1, Evidence: []inspection.ID{"evidence-1"},
		Signatures: []inspection.ID{"signature-1"}, Corrections: []inspection.ID{"correction-1"},
		Head: inspection.SignedHead{Device: DeviceID, Sequence: 7, Hash: strings.Repeat("b2", 32), Time: "2026-11-20T04:00:00.000Z.0001",
			PublicKey: strings.Repeat("c3", 32), Signature: strings.Repeat("d4", 64)},
	}, changes)
}

// AReceipt makes what this laptop received from P4.
func AReceipt(changes ...func(*inspection.Receipt)) inspection.Receipt {
	return build(inspection.Receipt{ID: inspection.ReceiptID(DeviceID, 9), Device: DeviceID, Sequence: 9, From: "device-p4", Via: inspection.ViaBundle, Made: Noon,
		By: "张建国", Known: inspection.Knowledge{"device-p4": {{From: 1, To: 20}}}, Entries: 18, Digest: strings.Repeat("e5", 32), Clock: 600}, changes)
}

// ADevice makes the laptop P4 of 李敏, which was accepted.
func ADevice(changes ...func(*inspection.Device)) inspection.Device {
	return build(inspection.Device{DeviceCard: inspection.DeviceCard{ID: "device-p4", Code: "P4", Office: "桐柏路街道办事处", Person: "李敏",
		PublicKey: strings.Repeat("f6", 32)}, Accepted: true, AcceptedBy: "张建国", AcceptedAt: Noon, Blocked: true, Seen: Noon,
		Known: inspection.Knowledge{"device-p4": {{From: 1, To: 20}}}}, changes)
}

// ADecision settles the phone number of YL-003.
func ADecision(changes ...func(*inspection.Decision)) inspection.Decision {
	return build(inspection.Decision{ID: "decision-1", RecordKind: inspection.KindPlace, Record: "place-1", Field: "phone", Value: "0371-1", Note: "已核实",
		By: "张建国", At: Noon}, changes)
}

// AMergeConflict makes two phone numbers of YL-003.
func AMergeConflict(changes ...func(*inspection.MergeConflict)) inspection.MergeConflict {
	return build(inspection.MergeConflict{ID: inspection.ConflictID(inspection.ConflictField, inspection.KindPlace, "place-1", "phone"),
		ConflictKind: inspection.ConflictField, RecordKind: inspection.KindPlace, Record: "place-1", Field: "phone", Settled: true, Noted: Noon,
		Sides: []inspection.ConflictSide{{Device: DeviceID, Sequence: 5, Time: "2026-11-20T04:00:00.000Z.0001", Actor: "张建国", Value: "0371-1"},
			{Device: "device-p4", Sequence: 7, Time: "2026-11-20T04:00:00.000Z.0002", Actor: "李敏", Value: "0371-2", Stands: true}}}, changes)
}

// AnAssignment gives hazard-1 to 李敏.
func AnAssignment(changes ...func(*inspection.Assignment)) inspection.Assignment {
	return build(inspection.Assignment{ID: inspection.AssignmentID(inspection.KindHazard, "hazard-1"), RecordKind: inspection.KindHazard, Record: "hazard-1",
		Person: "李敏", Note: "本周内", By: "张建国", At: Noon}, changes)
}

// AnAttestation makes a signature of another laptop over three entries.
func AnAttestation(changes ...func(*inspection.Attestation)) inspection.Attestation {
	a := build(inspection.Attestation{ID: "attestation-1", Code: "M2", Person: "李敏", From: 4, To: 9, Hashes: base64.StdEncoding.EncodeToString(make([]byte, 48))}, changes)
	a.Head = inspection.SignedHead{Device: "01930000-0000-7000-8000-0000000000m2", Sequence: 9, Hash: strings.Repeat("ab", 32), Time: "2026-11-20T04:00:00.000Z.0000",
		PublicKey: strings.Repeat("cd", 32), Signature: strings.Repeat("ef", 64)}
	return a
}
