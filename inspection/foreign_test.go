package inspection_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"anxun/inspection"
	"anxun/inspection/inspectiontest"
)

// decoders make each kind of record of its stored fields, which may come from a backup or from another laptop.
var decoders = []struct {
	kind   inspection.RecordKind
	decode func(inspection.ID, inspection.Fields) (inspection.Record, error)
}{
	{inspection.KindPlace, decoder(inspection.DecodePlace)},
	{inspection.KindChecklist, decoder(inspection.DecodeChecklist)},
	{inspection.KindInspector, decoder(inspection.DecodeInspector)},
	{inspection.KindInspection, decoder(inspection.DecodeInspection)},
	{inspection.KindAnswer, decoder(inspection.DecodeAnswer)},
	{inspection.KindHazard, decoder(inspection.DecodeHazard)},
	{inspection.KindAction, decoder(inspection.DecodeAction)},
	{inspection.KindEvidence, decoder(inspection.DecodeEvidence)},
	{inspection.KindDocument, decoder(inspection.DecodeIssuedDocument)},
	{inspection.KindSignature, decoder(inspection.DecodeSignature)},
	{inspection.KindCustomReport, decoder(inspection.DecodeCustomReport)},
	{inspection.KindReportIssue, decoder(inspection.DecodeReportIssue)},
	{inspection.KindCorrection, decoder(inspection.DecodeCorrection)},
	{inspection.KindSeal, decoder(inspection.DecodeSeal)},
	{inspection.KindReceipt, decoder(inspection.DecodeReceipt)},
	{inspection.KindDevice, decoder(inspection.DecodeDevice)},
	{inspection.KindDecision, decoder(inspection.DecodeDecision)},
	{inspection.KindConflict, decoder(inspection.DecodeConflict)},
	{inspection.KindAssignment, decoder(inspection.DecodeAssignment)},
	{inspection.KindAttestation, decoder(inspection.DecodeAttestation)},
}

func decoder[R inspection.Record](decode func(inspection.ID, inspection.Fields) (R, error)) func(inspection.ID, inspection.Fields) (inspection.Record, error) {
	return func(key inspection.ID, fields inspection.Fields) (inspection.Record, error) {
		return decode(key, fields)
	}
}

// Every kind but settings, which are a name and a text, is decoded in FuzzDecodeRecords.
func TestEveryKindIsFuzzed(t *testing.T) {
	known := map[inspection.RecordKind]bool{inspection.KindSetting: true}
	for _, d := range decoders {
		known[d.kind] = true
	}
	for _, kind := range inspection.RecordKinds() {
		if !known[kind] {
			t.Errorf("%s is not", kind)
		}
	}
}

// FuzzDecodeRecords makes records of any fields. One that is made survives being stored and read again.
func FuzzDecodeRecords(f *testing.F) {
	for i := range decoders {
		f.Add(i, `{"name":"晚晴","started":"2026-11-20T01:05:00Z","made":"x","features":"a,b,,","area":"1e309","latitude":"NaN"}`)
		f.Add(i, `{"known":"a:1-3,9;b:2","sides":"[{\"device\":\"a\",\"sequence\":3,\"stands\":true}]","sequence":"7"}`)
		f.Add(i, `{"filters":"[{\"column\":\"no\"}]","items":"[{}]","sections":"[[","severity":"general","due":"2026-02-30"}`)
	}
	f.Fuzz(func(t *testing.T, which int, text string) {
		var fields inspection.Fields
		if json.Unmarshal([]byte(text), &fields) != nil {
			return
		}
		d := decoders[uint(which)%uint(len(decoders))]
		record, err := d.decode("key", fields)
		if err != nil {
			if inspection.CodeOf(err) == inspection.CodeInternal {
				t.Errorf("%s: no sentence: %v", d.kind, err)
			}
			return
		}
		stored := record.Fields()
		again, err := d.decode("key", stored)
		if err != nil {
			t.Fatalf("%s: %v cannot be read again: %v", d.kind, stored, err)
		}
		if diff := inspection.Diff(stored, again.Fields()); len(diff) > 0 {
			t.Errorf("%s does not survive storing: %v", d.kind, diff)
		}
	})
}

// FuzzChange reads any text as the fields of a journal entry, as the store does, and computes its hash.
func FuzzChange(f *testing.F) {
	f.Add(`[{"field":"note","old":"","new":"堆放轮椅"}]`, "2026-11-20T01:05:00.000Z.0001")
	f.Add(`[{"field":"\ud800","new":"\u0000"}]`, "2026-11-20T01:05:00.000Z.ffff")
	f.Add(`null`, "")
	f.Fuzz(func(t *testing.T, text, at string) {
		c := inspection.Change{Sequence: 1, Time: inspection.HybridTime(at)}
		if json.Unmarshal([]byte(text), &c.Fields) != nil {
			return
		}
		stored, err := json.Marshal(c.Fields)
		if err != nil {
			t.Fatal(err)
		}
		again := c
		again.Fields = nil
		if err := json.Unmarshal(stored, &again.Fields); err != nil || again.ComputeHash() != c.ComputeHash() {
			t.Errorf("%s does not survive storing, %v", text, err)
		}
		if next := inspection.NextHybridTime(c.Time, inspectiontest.Noon); len(at) == len(next) && c.Time.Instant().After(inspectiontest.Noon) && next <= c.Time && at[len(at)-4:] != "ffff" {
			t.Errorf("%s is followed by %s", at, next)
		}
	})
}

// FuzzParseCalendar reads any text as a holiday file.
func FuzzParseCalendar(f *testing.F) {
	f.Add(`{"2026":{"notice":"国办发明电〔2025〕7号","off":["2026-01-01"],"work":["2026-01-04"],"source":"x","verified":"V"}}`)
	f.Add(`{"2026":{"notice":"x","off":["2026-02-30"]}}`)
	f.Add("\uFEFF{}")
	f.Fuzz(func(t *testing.T, text string) {
		calendar, err := inspection.ParseCalendar([]byte(text))
		if err != nil {
			if inspection.CodeOf(err) != inspection.CodeInvalid {
				t.Errorf("no sentence: %v", err)
			}
			return
		}
		if len(calendar.Years()) == 0 {
			t.Error("accepted without a year")
		}
	})
}

// FuzzParseSettings reads any text as the office's deadlines and as a checklist.
func FuzzParseSettings(f *testing.F) {
	f.Add(`{"general":{"rule":"same_day"},"serious":{"rule":"days","days":3},"major":{"rule":"days","days":3}}`)
	f.Add(`{"general":{"rule":"days","days":-1}}`)
	f.Add(`{"code":"CF","title":"消防","version":1,"sections":[{"title":"a","items":[{"code":"CF-01"}]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		if policy, err := inspection.ParseDeadlinePolicy([]byte(text)); err == nil {
			if err := policy.Validate(); err != nil {
				t.Errorf("accepted, but %v", err)
			}
		} else if inspection.CodeOf(err) != inspection.CodeInvalid {
			t.Errorf("no sentence: %v", err)
		}
		if _, err := inspection.ParseChecklist([]byte(text)); inspection.CodeOf(err) == inspection.CodeInternal {
			t.Errorf("no sentence: %v", err)
		}
	})
}

// Holiday files and settings that were made to do harm are refused in less than 64 MB.
func TestHostileFiles(t *testing.T) {
	var files []inspectiontest.Hostile
	add := func(name, text string) {
		content := []byte(text)
		files = append(files, inspectiontest.Hostile{Name: name, Size: len(text), Read: func() error {
			if _, err := inspection.ParseCalendar(content); err != nil {
				return err
			}
			_, err := inspection.ParseDeadlinePolicy(content)
			return err
		}})
	}
	good, err := os.ReadFile("../assets/holidays/holidays.json")
	if err != nil {
		t.Fatal(err)
	}
	for cut := 1; cut < len(good)-2; cut += 1024 {
		add("holidays cut off at each kilobyte", string(good[:cut]))
	}
	most := inspection.MaxCalendarFile
	add("lists as deep as the file is long", strings.Repeat("[", most))
	add("objects as deep as the file is long", strings.Repeat(`{"a":`, most/5))
	add("as many days as fit", `{"2026":{"notice":"x","off":["`+strings.Repeat(`","`, most/3-20)+`"]}}`)
	add("as many years as fit", `{`+strings.TrimSuffix(strings.Repeat(`"2026":{},`, most/10-1), ",")+`}`)
	add("one long text", `{"2026":{"notice":"`+strings.Repeat("a", most-30)+`"}}`)
	add("UTF-16", "\xff\xfe{\x00}\x00")
	add("GBK", "{\"2026\":{\"notice\":\"\xb9\xfa\xb0\xec\"}}")
	add("a number of a million digits", `{"2026":`+strings.Repeat("9", 100_000)+`}`)
	inspectiontest.RefuseAll(t, "holidays", files)
	if !bytes.Contains(good, []byte("2026")) {
		t.Error("the table of holidays is not what was cut off")
	}
}
