//go:build hub && unix

package postgres_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"anxun/inspection"
	"anxun/inspection/hub"
	"anxun/inspection/hub/hubtest"
	"anxun/inspection/hub/hubtest/cluster"
	"anxun/inspection/hub/postgres"
)

var server *cluster.Cluster

func TestMain(m *testing.M) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	var err error
	if server, err = cluster.Start(ctx, "fsync=off"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	cancel()
	code := m.Run()
	if err := server.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func now() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, inspection.Zone) }

// office puts an office of its own on the hub and returns its name.
func office(t *testing.T) string {
	t.Helper()
	report, err := postgres.Init(t.Context(), postgres.Options{DSN: server.DSN("owner")}, postgres.SetUp{Office: t.Name(), Role: "anxun", Clock: now})
	if err != nil || !report.NewOffice {
		t.Fatalf("%+v, %v", report, err)
	}
	return t.Name()
}

func open(t *testing.T, more string) *postgres.Hub {
	t.Helper()
	h, err := postgres.Open(t.Context(), postgres.Options{DSN: server.DSN("anxun") + more, Office: t.Name(), Silence: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func raw(t *testing.T, role string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), server.DSN(role))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func exchange(laptop *hubtest.Laptop, h hub.Hub) *hub.Exchange {
	return &hub.Exchange{Laptop: laptop, Hub: h, By: "张建国", Clock: now}
}

func synced(t *testing.T, laptop *hubtest.Laptop, h hub.Hub) hub.Outcome {
	t.Helper()
	outcome, err := exchange(laptop, h).Sync(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func keyOf(err error) string {
	var known *inspection.Error
	if errors.As(err, &known) {
		return known.Key
	}
	return fmt.Sprint(err)
}

func TestThreeLaptops(t *testing.T) {
	office(t)
	for name, more := range map[string]string{"usual protocol": "", "simple protocol": " default_query_exec_mode=simple_protocol", "prepared": " default_query_exec_mode=cache_statement"} {
		t.Run(name, func(t *testing.T) {
			office(t)
			var laptops []*hubtest.Laptop
			for _, id := range []string{"A", "B", "C"} {
				laptop := hubtest.NewLaptop(id)
				laptop.Write(2500)
				laptop.Merge(2)
				laptop.Write(2500)
				laptops = append(laptops, laptop)
			}
			for range 2 {
				for _, laptop := range laptops {
					synced(t, laptop, open(t, more))
				}
			}
			if !maps.Equal(laptops[0].Shared(), laptops[1].Shared()) || !maps.Equal(laptops[0].Shared(), laptops[2].Shared()) || len(laptops[0].Shared()) != 15000 {
				t.Error("they differ")
			}
		})
	}
}

// TestALateCommitIsNotPassedOver lets a laptop append and not commit, and another one append after it.
func TestALateCommitIsNotPassedOver(t *testing.T) {
	office(t)
	late, prompt, reader := hubtest.NewLaptop("L"), hubtest.NewLaptop("P"), hubtest.NewLaptop("R")
	prompt.Write(2)
	synced(t, prompt, open(t, ""))
	late.Write(3)
	slow := raw(t, "anxun")
	tx, err := slow.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	copyOf := appendRaw(t, tx, t.Name(), late)
	pushed := make(chan error, 1)
	prompt.Write(4)
	go func() { _, err := exchange(prompt, open(t, "")).Push(t.Context()); pushed <- err }()
	for range 3 { // the reader reads while the late one holds its rows
		time.Sleep(100 * time.Millisecond)
		if o := synced(t, reader, open(t, "")); o.Pulled > 2 {
			t.Errorf("the reader saw %+v", o)
		}
	}
	select {
	case err := <-pushed:
		t.Fatalf("the prompt one overtook: %v", err)
	default:
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-pushed; err != nil {
		t.Fatal(err)
	}
	if o := synced(t, reader, open(t, "")); o.Pulled != 7 || len(reader.Shared()) != 9 || copyOf != 3 {
		t.Errorf("%+v, the reader has %d entries", o, len(reader.Shared()))
	}
}

// appendRaw appends as Hub.Append does, in a transaction that the test commits when it likes.
func appendRaw(t *testing.T, tx pgx.Tx, office string, laptop *hubtest.Laptop) (rows int) {
	t.Helper()
	capture := hubtest.NewServer("1")
	if _, err := exchange(laptop, capture.Connect(nil)).Push(t.Context()); err != nil {
		t.Fatal(err)
	}
	var id int
	var n int64
	var mark string
	err := tx.QueryRow(t.Context(), "SELECT c.office, c.n, c.mark FROM anxun_hub.clock c JOIN anxun_hub.office o ON o.id = c.office WHERE o.name = $1 FOR UPDATE OF c", office).Scan(&id, &n, &mark)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range capture.Rows() {
		n, mark = n+1, hub.NextMark(mark, row.Hash)
		if _, err := tx.Exec(t.Context(), "INSERT INTO anxun_hub.entry VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", id, n, row.Device, row.Sequence, string(row.Kind), row.Content, row.Hash, row.Covers, mark); err != nil {
			t.Fatal(err)
		}
		rows++
	}
	if _, err := tx.Exec(t.Context(), "UPDATE anxun_hub.clock SET n = $1, mark = $2 WHERE office = $3", n, mark, id); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), "INSERT INTO anxun_hub.presence VALUES ($1, $2, $3, '')", id, laptop.ID, fmt.Sprintf("%s:1-%d", laptop.ID, rows)); err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestTheRoleMayOnlyAppend tries everything that would change or remove what is on the hub.
func TestTheRoleMayOnlyAppend(t *testing.T) {
	office(t)
	laptop := hubtest.NewLaptop("A")
	laptop.Write(3)
	h := open(t, "")
	synced(t, laptop, h)
	if err := h.PutPiece(t.Context(), hub.Photo{SHA256: "aa", Size: 3, PieceSize: 3}, 0, []byte("abc"), true); err != nil {
		t.Fatal(err)
	}
	conn := raw(t, "anxun")
	for _, text := range []string{
		"DELETE FROM anxun_hub.entry", "UPDATE anxun_hub.entry SET content = ''", "TRUNCATE anxun_hub.entry",
		"DELETE FROM anxun_hub.piece", "UPDATE anxun_hub.piece SET content = ''", "DELETE FROM anxun_hub.blob", "UPDATE anxun_hub.blob SET size = 1",
		"UPDATE anxun_hub.device SET key = 'mine'", "DELETE FROM anxun_hub.device", "DELETE FROM anxun_hub.clock", "INSERT INTO anxun_hub.clock VALUES (99, 0, '')",
		"DELETE FROM anxun_hub.presence", "INSERT INTO anxun_hub.office VALUES (99, 'x', '')", "INSERT INTO anxun_hub.member VALUES (1, 'anxun')",
		"UPDATE anxun_hub.meta SET epoch = ''", "DROP TABLE anxun_hub.entry", "CREATE TABLE anxun_hub.other (a integer)", "DROP SCHEMA anxun_hub CASCADE",
	} {
		_, err := conn.Exec(t.Context(), text)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "42501" {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestWhoMayEnter(t *testing.T) {
	office(t)
	ctx := t.Context()
	if _, err := postgres.Open(ctx, postgres.Options{DSN: server.DSN("anxun"), Office: "别的街道办事处"}); keyOf(err) != "error.hub_office_unknown" {
		t.Errorf("%v", err)
	}
	if _, err := postgres.Open(ctx, postgres.Options{DSN: server.DSN("owner"), Office: t.Name()}); keyOf(err) != "error.hub_not_member" {
		t.Errorf("%v", err)
	}
	if _, err := postgres.Open(ctx, postgres.Options{DSN: server.DSN("nobody_knows"), Office: t.Name()}); keyOf(err) != "error.hub_denied" {
		t.Errorf("%v", err)
	}
	if _, err := postgres.Open(ctx, postgres.Options{DSN: strings.Replace(server.DSN("anxun"), "dbname=postgres", "dbname=absent", 1), Office: t.Name()}); keyOf(err) != "error.hub_database" {
		t.Errorf("%v", err)
	}
	if _, err := postgres.Open(ctx, postgres.Options{DSN: strings.Replace(server.DSN("anxun"), "dbname=postgres", "dbname=template1", 1), Office: t.Name()}); keyOf(err) != "error.hub_not_set_up" {
		t.Errorf("%v", err)
	}
	if _, err := postgres.Open(ctx, postgres.Options{DSN: "host=" + filepath.Join(server.Dir, "absent") + " user=anxun", Office: t.Name()}); inspection.CodeOf(err) != inspection.CodeUnreachable {
		t.Errorf("%v", err)
	}
	owner := raw(t, "owner")
	if _, err := owner.Exec(ctx, "UPDATE anxun_hub.meta SET version = 99"); err != nil {
		t.Fatal(err)
	}
	_, err := postgres.Open(ctx, postgres.Options{DSN: server.DSN("anxun"), Office: t.Name()})
	if _, putBack := owner.Exec(ctx, "UPDATE anxun_hub.meta SET version = $1", postgres.Version); putBack != nil || inspection.CodeOf(err) != inspection.CodeNewer {
		t.Errorf("%v, %v", err, putBack)
	}
}

// TestOfficesAreKeptApart has the same laptop ids in two offices.
func TestOfficesAreKeptApart(t *testing.T) {
	office(t)
	mine := hubtest.NewLaptop("A")
	mine.Write(3)
	synced(t, mine, open(t, ""))
	t.Run("other", func(t *testing.T) {
		office(t)
		theirs := hubtest.NewLaptop("A")
		theirs.Write(5)
		if o := synced(t, theirs, open(t, "")); o.Pulled != 0 || o.Pushed != 5 || o.Notice != hub.NoticeNone || len(o.Accepted) != 0 {
			t.Errorf("%+v", o)
		}
	})
}

func TestPhotosTravelInPieces(t *testing.T) {
	office(t)
	for _, more := range []string{"", " default_query_exec_mode=simple_protocol"} {
		h, ctx := open(t, more), t.Context()
		content := bytes.Repeat([]byte{0, 1, 2, 0xff, '\\', '\''}, 1000)
		photo := hub.Photo{SHA256: "ab" + more, Size: 9000, PieceSize: 6000}
		for range 2 { // a piece that is put twice is one
			if err := h.PutPiece(ctx, photo, 0, content, false); err != nil {
				t.Fatal(err)
			}
		}
		if there, err := h.HasPhotos(ctx, []string{photo.SHA256, "cd"}); err != nil || len(there) != 0 {
			t.Errorf("half a photo counts: %v, %v", there, err)
		}
		if err := h.PutPiece(ctx, photo, 1, content[:3000], true); err != nil {
			t.Fatal(err)
		}
		there, err := h.HasPhotos(ctx, []string{photo.SHA256, "cd"})
		if err != nil || len(there) != 1 || there[photo.SHA256] != photo {
			t.Errorf("%v, %v", there, err)
		}
		if pieces, err := h.Pieces(ctx, photo.SHA256); err != nil || !pieces[0] || !pieces[1] || len(pieces) != 2 {
			t.Errorf("%v, %v", pieces, err)
		}
		if piece, err := h.Piece(ctx, photo.SHA256, 0); err != nil || !bytes.Equal(piece, content) {
			t.Errorf("%d bytes, %v", len(piece), err)
		}
	}
}

// TestAServerThatStandsStill is stopped by a signal in the middle of talk: the laptop notices, and goes on later.
func TestAServerThatStandsStill(t *testing.T) {
	office(t)
	laptop := hubtest.NewLaptop("A")
	laptop.Write(5)
	h := open(t, "")
	if err := server.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	_, err := exchange(laptop, h).Sync(t.Context())
	if resuming := server.Signal(syscall.SIGCONT); resuming != nil || inspection.CodeOf(err) != inspection.CodeUnreachable {
		t.Fatalf("%v, %v", err, resuming)
	}
	if o := synced(t, laptop, open(t, "")); o.Pushed != 5 {
		t.Errorf("%+v", o)
	}
}

func TestScriptAndInitAgree(t *testing.T) {
	script, err := postgres.Script(postgres.SetUp{Office: "O'Brien 街道", Role: "scripted", Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	ctx, owner := t.Context(), raw(t, "owner")
	if _, err := owner.Exec(ctx, "CREATE DATABASE scripted"); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(ctx, strings.Replace(server.DSN("owner"), "dbname=postgres", "dbname=scripted", 1))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.PgConn().Exec(ctx, script).ReadAll(); err != nil {
		t.Fatal(err)
	}
	h, err := postgres.Open(ctx, postgres.Options{DSN: strings.Replace(server.DSN("scripted"), "dbname=postgres", "dbname=scripted", 1), Office: "O'Brien 街道"})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	laptop := hubtest.NewLaptop("A")
	laptop.Write(2)
	synced(t, laptop, h)
}
