package hubtest

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"anxun/inspection"
	"anxun/inspection/hub"
)

// Suite tries on a hub what every one must do, in memory or on a server. open makes a new connection to the empty hub of
// one office; it is called several times and all connections speak to the same one.
func Suite(t *testing.T, empty func(t *testing.T) (open func() hub.Hub)) {
	for name, try := range map[string]func(s *suite){
		"empty": (*suite).emptyHub, "append": (*suite).appends, "pages": (*suite).pages, "twice": (*suite).twice, "doubtful": (*suite).doubtful,
		"fork": (*suite).fork, "nothing": (*suite).nothing, "cards": (*suite).cards, "covers": (*suite).covers, "photos": (*suite).photos, "texts": (*suite).texts,
	} {
		t.Run(name, func(t *testing.T) {
			open := empty(t)
			try(&suite{t, open, open()})
		})
	}
}

// suite is one hub that is tried.
type suite struct {
	*testing.T
	open func() hub.Hub
	hub  hub.Hub
}

func suiteNow() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, inspection.Zone) }

func (s *suite) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// join puts a laptop on the list, which comes before it appends.
func (s *suite) join(device string) {
	s.Helper()
	s.must(s.hub.Join(s.Context(), inspection.DeviceCard{ID: device, Code: device, PublicKey: "key of " + device}, suiteNow()))
}

// rowsOf makes rows of a device, numbered from first on.
func rowsOf(device string, first, count int64) []hub.Row {
	var rows []hub.Row
	for n := first; n < first+count; n++ {
		rows = append(rows, hub.Row{Device: device, Sequence: n, Kind: inspection.KindPlace, Content: fmt.Sprintf("%s %d", device, n), Hash: fmt.Sprintf("hash %s %d", device, n)})
	}
	return rows
}

// push appends rows as their author would.
func (s *suite) push(by string, top int64, rows []hub.Row) hub.Appended {
	s.Helper()
	covers := inspection.Knowledge{}
	for _, row := range rows {
		covers.Add(row.Device, row.Sequence, row.Sequence)
	}
	appended, err := s.hub.Append(s.Context(), hub.Batch{By: by, Rows: rows, Covers: covers, Top: top})
	s.must(err)
	return appended
}

// read reads rows over a connection of its own.
func (s *suite) read(after, upTo int64, limit int) (rows []hub.Row) {
	s.Helper()
	h := s.open()
	defer h.Close()
	s.must(h.Page(s.Context(), after, upTo, limit, func(row hub.Row) error {
		rows = append(rows, row)
		return nil
	}))
	return rows
}

func (s *suite) emptyHub() {
	o, err := s.hub.Overview(s.Context())
	if err != nil || o.Top != 0 || o.Epoch == "" || len(o.Known) != 0 || len(o.Devices) != 0 {
		s.Errorf("%+v, %v", o, err)
	}
	mark, err := s.hub.Mark(s.Context(), 1)
	sequence, hash, errNewest := s.hub.Newest(s.Context(), "A")
	if mark != "" || err != nil || sequence != 0 || hash != "" || errNewest != nil || len(s.read(0, 9, 9)) != 0 {
		s.Errorf("%q %v, %d %q %v", mark, err, sequence, hash, errNewest)
	}
}

// appends looks that rows come back as they were put, in one row with their marks.
func (s *suite) appends() {
	s.join("A")
	rows := rowsOf("A", 1, 3)
	appended := s.push("A", 0, rows)
	mark, n := "", int64(0)
	for i, got := range s.read(0, 9, 9) {
		n, mark = n+1, hub.NextMark(mark, rows[i].Hash)
		want := rows[i]
		want.N, want.Mark = n, mark
		if i == 2 {
			want.Covers = "A:1-3"
		}
		if got != want {
			s.Errorf("%+v\nwant %+v", got, want)
		}
	}
	if want := (hub.Appended{Before: 0, Top: 3, Mark: mark, Added: 3}); appended != want || n != 3 {
		s.Errorf("%+v, %d rows", appended, n)
	}
	if got, err := s.hub.Mark(s.Context(), 3); got != mark || err != nil {
		s.Errorf("%q, %v", got, err)
	}
	receipt := hub.Row{Device: "A", Sequence: 4, Kind: inspection.KindReceipt, Content: "r", Hash: "r"}
	if again := s.push("A", 3, []hub.Row{receipt}); again.Before != 3 || again.Top != 4 || again.Mark != hub.NextMark(mark, "r") {
		s.Errorf("%+v", again)
	}
	if sequence, hash, err := s.hub.Newest(s.Context(), "A"); sequence != 3 || hash != rows[2].Hash || err != nil {
		s.Errorf("the newest is %d %q, %v", sequence, hash, err)
	}
}

// pages looks for the bounds, and that a reader may stop.
func (s *suite) pages() {
	s.join("A")
	s.push("A", 0, rowsOf("A", 1, 10))
	for _, bounds := range []struct {
		after, upTo int64
		limit       int
		want        []int64
	}{{0, 10, 3, []int64{1, 2, 3}}, {3, 5, 3, []int64{4, 5}}, {8, 99, 9, []int64{9, 10}}, {10, 10, 5, nil}} {
		var numbers []int64
		for _, row := range s.read(bounds.after, bounds.upTo, bounds.limit) {
			numbers = append(numbers, row.N)
		}
		if !slices.Equal(numbers, bounds.want) {
			s.Errorf("%+v: %v", bounds, numbers)
		}
	}
	h, seen := s.open(), 0
	defer h.Close()
	err := h.Page(s.Context(), 0, 10, 10, func(hub.Row) error { seen++; return ErrFull })
	if inspection.CodeOf(err) == "" || seen != 1 {
		s.Errorf("%v after %d rows", err, seen)
	}
}

// twice pushes what somebody else pushed meanwhile: it is stored once.
func (s *suite) twice() {
	s.join("A")
	s.join("B")
	s.push("A", 0, rowsOf("A", 1, 3))
	appended := s.push("B", 0, append(rowsOf("A", 2, 2), rowsOf("B", 1, 2)...))
	if appended.Before != 3 || appended.Added != 2 || appended.Top != 5 {
		s.Errorf("%+v", appended)
	}
	rows := s.read(3, 9, 9)
	if len(rows) != 2 || rows[0].Device != "B" || rows[1].Covers != "A:2-3;B:1-2" {
		s.Errorf("%+v", rows)
	}
}

// doubtful pushes a row that came before the laptop looked.
func (s *suite) doubtful() {
	s.join("A")
	s.push("A", 0, rowsOf("A", 1, 3))
	rows := rowsOf("A", 2, 3)
	rows[0].Doubtful, rows[1].Doubtful = true, true
	if appended := s.push("A", 3, rows); appended.Added != 1 || appended.Top != 4 {
		s.Errorf("%+v", appended)
	}
}

// fork pushes other entries in the place of those that are there, which leaves nothing of the batch.
func (s *suite) fork() {
	s.join("A")
	s.join("B")
	s.push("A", 0, rowsOf("A", 1, 3))
	rows := append(rowsOf("B", 1, 1), rowsOf("A", 3, 1)...)
	rows[1].Hash = "another"
	_, err := s.hub.Append(s.Context(), hub.Batch{By: "B", Rows: rows, Covers: inspection.Knowledge{"A": {{From: 1, To: 3}}, "B": {{From: 1, To: 1}}}, Top: 0})
	if inspection.CodeOf(err) != inspection.CodeConflict || len(s.read(0, 9, 9)) != 3 {
		s.Errorf("%v, %d rows", err, len(s.read(0, 9, 9)))
	}
}

// nothing pushes what is there already.
func (s *suite) nothing() {
	s.join("A")
	first := s.push("A", 0, rowsOf("A", 1, 2))
	if again := s.push("A", 0, rowsOf("A", 1, 2)); again.Added != 0 || again.Top != 2 || again.Mark != first.Mark {
		s.Errorf("%+v", again)
	}
}

// cards are put on the list once, and never exchanged for others.
func (s *suite) cards() {
	ctx := s.Context()
	s.join("B")
	s.join("B")
	s.must(s.hub.Introduce(ctx, []inspection.DeviceCard{{ID: "A", Code: "A7", Office: "桐柏路", Person: "张建国", PublicKey: "1"}, {ID: "B", PublicKey: "other"}}, suiteNow()))
	o, err := s.open().Overview(ctx)
	s.must(err)
	slices.SortFunc(o.Devices, func(a, b inspection.DeviceCard) int { return bytes.Compare([]byte(a.ID), []byte(b.ID)) })
	if len(o.Devices) != 2 || o.Devices[0] != (inspection.DeviceCard{ID: "A", Code: "A7", Office: "桐柏路", Person: "张建国", PublicKey: "1"}) || o.Devices[1].PublicKey != "key of B" {
		s.Errorf("%+v", o.Devices)
	}
	if err := s.hub.Join(ctx, inspection.DeviceCard{ID: "B", Code: "B", PublicKey: "other"}, suiteNow()); inspection.CodeOf(err) != inspection.CodeConflict {
		s.Errorf("a laptop joined with another key: %v", err)
	}
}

// covers are united over everybody.
func (s *suite) covers() {
	s.join("A")
	s.join("B")
	s.push("A", 0, rowsOf("A", 1, 2))
	s.push("A", 2, rowsOf("A", 5, 1))
	s.push("B", 3, rowsOf("B", 1, 1))
	if o, err := s.open().Overview(s.Context()); err != nil || o.Known.String() != "A:1-2,5;B:1" || o.Top != 4 {
		s.Errorf("%+v, %v", o, err)
	}
}

// photos come back byte by byte, are whole only in the end, and a piece that is put twice is one.
func (s *suite) photos() {
	ctx, content := s.Context(), bytes.Repeat([]byte{0, 1, 2, 0xff, '\\', '\'', '\t', '\n'}, 750)
	photo := hub.Photo{SHA256: "ab", Size: 9000, PieceSize: 6000}
	for range 2 {
		s.must(s.hub.PutPiece(ctx, photo, 0, content, false))
	}
	if there, err := s.hub.HasPhotos(ctx, []string{"ab", "cd"}); err != nil || len(there) != 0 {
		s.Errorf("half a photo counts: %v, %v", there, err)
	}
	s.must(s.hub.PutPiece(ctx, photo, 1, content[:3000], true))
	if there, err := s.open().HasPhotos(ctx, []string{"ab", "cd"}); err != nil || len(there) != 1 || there["ab"] != photo {
		s.Errorf("%v, %v", there, err)
	}
	if pieces, err := s.hub.Pieces(ctx, "ab"); err != nil || !pieces[0] || !pieces[1] || len(pieces) != 2 {
		s.Errorf("%v, %v", pieces, err)
	}
	if piece, err := s.open().Piece(ctx, "ab", 0); err != nil || !bytes.Equal(piece, content) {
		s.Errorf("%d bytes, %v", len(piece), err)
	}
	if there, err := s.hub.HasPhotos(ctx, nil); err != nil || len(there) != 0 {
		s.Errorf("%v, %v", there, err)
	}
}

// texts are kept to the letter, long ones too.
func (s *suite) texts() {
	s.join("A")
	rows := rowsOf("A", 1, 3)
	rows[0].Content = "制表\t换行\n回车\r\\N \\. 'a' \"b\" €𠀀\u2028"
	rows[1].Content = string(bytes.Repeat([]byte("长"), 100_000))
	rows[2].Content = ""
	s.push("A", 0, rows)
	for i, got := range s.read(0, 9, 9) {
		if got.Content != rows[i].Content {
			s.Errorf("row %d has %d bytes instead of %d", i+1, len(got.Content), len(rows[i].Content))
		}
	}
}
