package hub

import (
	"encoding/json"
	"reflect"
	"testing"
	"unicode/utf8"

	"anxun/inspection"
)

// FuzzContent holds our own writing and reading of entries together with encoding/json and with the hash of the journal.
func FuzzContent(f *testing.F) {
	f.Add("", int64(1), "张建国", "name", "", "晚晴“照料”中心")
	f.Add("ab12", int64(99), "a\"b\\c", "note", "<&>\u2028\u2029…", "\x7f\x00\n\t")
	f.Add("x", int64(1)<<62, "\xff\xfe", "€", "é", "𠀀")
	f.Fuzz(func(t *testing.T, previous string, sequence int64, actor, field, before, after string) {
		if sequence < 1 {
			return
		}
		c := inspection.Change{Sequence: sequence, Transaction: sequence, Device: "d", Time: "2026-11-20T01:05:00.000Z.0001", Actor: actor,
			RecordKind: inspection.KindPlace, Record: inspection.ID(field), Previous: previous,
			Fields: []inspection.FieldChange{{Field: field, Old: before, New: after}, {Field: "b"}}}
		for _, text := range []string{previous, actor, field, before, after} {
			if !utf8.ValidString(text) {
				return // the journal refuses it
			}
		}
		c.Hash = c.ComputeHash()
		k := &codec{}
		row, err := k.encode(c)
		if err != nil {
			t.Fatalf("%v: %s", err, appendContent(nil, c))
		}
		if read, err := k.decode(row); err != nil || !reflect.DeepEqual(read, c) {
			t.Fatalf("%+v, %v\n%+v", read, err, c)
		}
	})
}

// FuzzForeignContent reads what somebody else may have put on a hub.
func FuzzForeignContent(f *testing.F) {
	f.Add(`["",1,1,"d","t","a","place","r",[{"field":"f","old":"","new":"n"}]]`)
	f.Add(`["",1,1,"d","t","a","place","r",[]]`)
	f.Add("[\"\",1,1,\"d\",\"t\",\"a\",\"pla\tce\",\"r\",[]]")
	f.Add("[\"\",1,1,\"d\",\"t\",\"a\",\"place\",\"r\n\",[]]")
	f.Add(`["",01,1,"d","t","a","place","r",[,]]`)
	f.Add(`["",1,1,"d","t","a","place","r",[{"field":"f","old":"","new":"n"}{"field":"f","old":"","new":"n"}]]`)
	f.Fuzz(func(t *testing.T, content string) {
		k := &codec{buffer: []byte(content)}
		c, plain := k.readContent(content)
		if !plain || !utf8.ValidString(content) {
			return
		}
		var want inspection.Change
		parts := [9]any{&want.Previous, &want.Sequence, &want.Transaction, &want.Device, &want.Time, &want.Actor, &want.RecordKind, &want.Record, &want.Fields}
		if err := json.Unmarshal([]byte(content), &parts); err != nil {
			t.Fatalf("encoding/json refuses what was read: %v", err)
		}
		if len(want.Fields) == 0 {
			want.Fields = nil
		}
		if !reflect.DeepEqual(c, want) {
			t.Fatalf("%+v\n%+v", c, want)
		}
	})
}

func BenchmarkContent(b *testing.B) {
	c := inspection.Change{Sequence: 7, Transaction: 7, Device: "0193b2a4-7c1e-7d3f-9a11-000000000001", Time: "2026-11-20T01:05:00.000Z.0001", Actor: "张建国",
		RecordKind: inspection.KindAnswer, Record: "0193b2a4-7c1e-7d3f-9a11-5b0c6d7e8f90/CF-09",
		Fields: []inspection.FieldChange{{Field: "note", New: "二层东侧安全出口堆放轮椅"}, {Field: "result", New: "fail"}}}
	c.Hash = c.ComputeHash()
	k := &codec{}
	row, err := k.encode(c)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			_, _ = k.encode(c)
		}
	})
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			_, _ = k.decode(row)
		}
	})
}
