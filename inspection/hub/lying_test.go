package hub_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"

	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
	"anxun/inspection/inspectiontest"
)

// lyingHub hands out made-up rows, as a server would that somebody broke into.
type lyingHub struct {
	hub.Hub
	rows []hub.Row
	top  int64
	more bool // it hands out more rows than it was asked for
}

func (l *lyingHub) Overview(context.Context) (hub.Overview, error) {
	return hub.Overview{Epoch: "1", Top: l.top, Known: inspection.Knowledge{}, Devices: []inspection.DeviceCard{{ID: "laptop-x", Code: "X7", Person: "某人"}}}, nil
}

func (l *lyingHub) Page(_ context.Context, after, upTo int64, limit int, fn func(hub.Row) error) error {
	end := min(int64(len(l.rows)), upTo, after+int64(limit))
	if l.more {
		end = int64(len(l.rows))
	}
	for n := after; n < end; n++ {
		if err := fn(l.rows[n]); err != nil {
			return err
		}
	}
	return nil
}

// madeUp gives contents the numbers, hashes and marks that an honest hub would give them.
func madeUp(contents [][]byte, covers string) []hub.Row {
	var rows []hub.Row
	mark := ""
	for i, content := range contents {
		sum := sha256.Sum256(content)
		row := hub.Row{N: int64(i + 1), Content: string(content), Hash: hex.EncodeToString(sum[:])}
		var parts []json.RawMessage
		if json.Unmarshal(content, &parts) == nil && len(parts) > 6 {
			for at, into := range map[int]any{1: &row.Sequence, 3: &row.Device, 6: &row.Kind} {
				_ = json.Unmarshal(parts[at], into) // else the column stays empty
			}
		}
		mark = hub.NextMark(mark, row.Hash)
		row.Mark = mark
		rows = append(rows, row)
	}
	if len(rows) > 0 {
		rows[len(rows)-1].Covers = covers
	}
	return rows
}

// honestContents is what a real laptop put on a hub.
func honestContents(t testing.TB) [][]byte {
	t.Helper()
	server := hubtest.NewServer("1")
	service := realLaptop("laptop-x", "X7")
	if err := service.InstallChecklists(t.Context(), "安巡", []inspection.Checklist{inspectiontest.AChecklist()}); err != nil {
		t.Fatal(err)
	}
	place, err := service.SavePlace(t.Context(), "李敏", inspectiontest.APlace(func(p *inspection.Place) { p.ID = "" }))
	if err != nil {
		t.Fatal(err)
	}
	_, err = service.ReportHazard(t.Context(), "李敏", inspection.NewHazard{PlaceID: place.ID, Description: "电线私拉", Severity: inspection.SeverityGeneral,
		Departments: []inspection.DepartmentID{inspection.DepartmentEmergency}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&hub.Exchange{Laptop: service, Hub: server.Connect(nil), By: "李敏", Clock: noon}).Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	var contents [][]byte
	for _, row := range server.Rows() {
		contents = append(contents, []byte(row.Content))
	}
	return contents
}

func realLaptop(id, code string) *inspection.Service {
	library, err := inspection.ParseLibrary([]byte(`[]`))
	if err != nil {
		panic(err) // an empty library can be read
	}
	return inspection.NewService(inspectiontest.NewMemoryDevice(noon, id, code), library, noon, inspectiontest.SequentialIDs())
}

// FuzzPull takes in rows of a server that lies: whatever it says, the laptop tells it in a sentence or takes it in whole,
// and what it has can be read afterwards.
func FuzzPull(f *testing.F) {
	honest := honestContents(f)
	f.Add(bytes.Join(honest, []byte("\n")), "laptop-x:1-9", int64(len(honest)), uint8(0))
	f.Add(bytes.Join(honest, []byte("\n")), "laptop-x:1-9", int64(1)<<60, uint8(0))
	f.Add(bytes.Join(honest, []byte("\n")), "", int64(2), uint8(1))
	f.Add([]byte(`["",1,1,"laptop-x","2026-11-20T01:05:00.000Z.0001","李敏","place","p",[{"field":"kind","old":"","new":"nothing"}]]`), "laptop-x:1-1", int64(1), uint8(0))
	f.Add([]byte(`["",1,1,"laptop-x","later","李敏","receipt","r",[{"field":"known","old":"","new":"x:9-1"}]]`), "x", int64(1), uint8(0))
	f.Add([]byte(`["",9,1,"laptop-y","2026-11-20T01:05:00.000Z.0001","","action","a",[{"field":"hazard","old":"","new":"h"}]]`), "laptop-y:1-9", int64(1), uint8(7))
	f.Fuzz(func(t *testing.T, contents []byte, covers string, top int64, lie uint8) {
		service := realLaptop("laptop-l", "L7")
		rows := madeUp(bytes.Split(contents, []byte("\n")), covers)
		if broken := &rows[int(lie)%len(rows)]; lie&2 != 0 {
			broken.N, broken.Sequence = broken.N+int64(lie), broken.Sequence-int64(lie)
		}
		server := &lyingHub{Hub: hubtest.NewServer("1").Connect(nil), rows: rows, top: top, more: lie&1 != 0}
		before, err := service.Known(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, err = (&hub.Exchange{Laptop: service, Hub: server, By: "张建国", Clock: noon, PageRows: 4}).Pull(t.Context())
		if err != nil && inspection.CodeOf(err) == inspection.CodeInternal {
			t.Errorf("no sentence: %v", err)
		}
		after, err := service.Known(t.Context())
		if err != nil || !after.Covers(before) {
			t.Errorf("what was known is known no more: %v", err)
		}
		err = service.View(t.Context(), func(r inspection.Reader) error {
			_, placesErr := r.Places(t.Context(), inspection.PlaceFilter{})
			_, hazardsErr := r.Hazards(t.Context(), inspection.HazardFilter{})
			if placesErr != nil {
				return placesErr
			}
			return hazardsErr
		})
		if err != nil {
			t.Errorf("the data cannot be read any more: %v", err)
		}
	})
}
