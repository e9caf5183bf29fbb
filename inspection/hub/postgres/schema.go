package postgres

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"anxun/inspection"
)

// Version is the version of the tables. A hub with a higher one is refused.
const Version = 1

// tables makes what a hub consists of. The SQL is kept to what every server of the PostgreSQL protocol understands: no
// extensions, no ON CONFLICT, no advisory locks, no LISTEN.
var tables = []string{
	`CREATE SCHEMA anxun_hub`,
	// One row: which version, and which hub. The epoch tells a hub that was made anew from the old one.
	`CREATE TABLE anxun_hub.meta (id integer PRIMARY KEY, version integer NOT NULL, epoch text NOT NULL, made text NOT NULL)`,
	`CREATE TABLE anxun_hub.office (id integer PRIMARY KEY, name text NOT NULL UNIQUE, made text NOT NULL)`,
	// Which role of the server may work for which office.
	`CREATE TABLE anxun_hub.member (office integer NOT NULL REFERENCES anxun_hub.office (id), role text NOT NULL, PRIMARY KEY (office, role))`,
	// Who the laptops are. A row is never changed, so a key cannot be exchanged for another.
	`CREATE TABLE anxun_hub.device (office integer NOT NULL REFERENCES anxun_hub.office (id), id text NOT NULL, code text NOT NULL, office_name text NOT NULL, ` +
		`person text NOT NULL, key text NOT NULL, first_seen text NOT NULL, PRIMARY KEY (office, id))`,
	// What each laptop pushed, as inspection.Knowledge, and when it was here last.
	`CREATE TABLE anxun_hub.presence (office integer NOT NULL REFERENCES anxun_hub.office (id), device text NOT NULL, covers text NOT NULL, ` +
		`last_seen text NOT NULL, PRIMARY KEY (office, device))`,
	// The number and the mark of the newest entry. Whoever appends holds this row until the commit, so numbers become
	// visible in their order and a reader that remembers a number never passes over a late commit.
	`CREATE TABLE anxun_hub.clock (office integer PRIMARY KEY REFERENCES anxun_hub.office (id), n bigint NOT NULL, mark text NOT NULL)`,
	`CREATE TABLE anxun_hub.entry (office integer NOT NULL, n bigint NOT NULL, device text NOT NULL, sequence bigint NOT NULL, kind text NOT NULL, content text NOT NULL, ` +
		`hash text NOT NULL, covers text NOT NULL, mark text NOT NULL, PRIMARY KEY (office, n), UNIQUE (office, device, sequence))`,
	// A photo has a row in blob when all its pieces are there.
	`CREATE TABLE anxun_hub.blob (office integer NOT NULL, sha256 text NOT NULL, size bigint NOT NULL, piece_size integer NOT NULL, PRIMARY KEY (office, sha256))`,
	`CREATE TABLE anxun_hub.piece (office integer NOT NULL, sha256 text NOT NULL, number integer NOT NULL, content bytea NOT NULL, PRIMARY KEY (office, sha256, number))`,
}

var roleName = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}$`)

// grants lets a role read and append, and nothing else: entries, cards and photos can be neither changed nor deleted by
// it. Only the clock and the laptops' own bookkeeping are written over.
func grants(role string) []string {
	return []string{
		`GRANT USAGE ON SCHEMA anxun_hub TO ` + role,
		`GRANT SELECT ON anxun_hub.meta, anxun_hub.office, anxun_hub.member TO ` + role,
		`GRANT SELECT, INSERT ON anxun_hub.entry, anxun_hub.blob, anxun_hub.piece, anxun_hub.device TO ` + role,
		`GRANT SELECT, UPDATE ON anxun_hub.clock TO ` + role,
		`GRANT SELECT, INSERT, UPDATE ON anxun_hub.presence TO ` + role,
	}
}

// SetUp is what Init is asked for.
type SetUp struct {
	Office string // name of the office; the laptops must name the same
	Role   string // role of the server that the office's laptops use; made if it is not there
	Random io.Reader
	Clock  inspection.Clock
}

// SetUpReport is what Init did.
type SetUpReport struct {
	Made      bool // the tables were made; otherwise they were there
	NewRole   bool // the role was made and has no password yet
	NewOffice bool // the office was not on the hub
}

// Script returns the SQL of Init for a person to look through and run by hand, on a server that has no hub yet.
func Script(s SetUp) (string, error) {
	if err := s.check(); err != nil {
		return "", err
	}
	lines := append([]string{}, tables...)
	epoch, err := newEpoch(s.Random)
	if err != nil {
		return "", err
	}
	now := inspection.FormatInstant(s.Clock())
	office := "'" + strings.ReplaceAll(s.Office, "'", "''") + "'"
	lines = append(lines, fmt.Sprintf("INSERT INTO anxun_hub.meta VALUES (1, %d, '%s', '%s')", Version, epoch, now),
		fmt.Sprintf("INSERT INTO anxun_hub.office VALUES (1, %s, '%s')", office, now), "INSERT INTO anxun_hub.clock VALUES (1, 0, '')",
		"CREATE ROLE "+s.Role+" LOGIN", fmt.Sprintf("INSERT INTO anxun_hub.member VALUES (1, '%s')", s.Role))
	lines = append(lines, grants(s.Role)...)
	return "BEGIN;\n" + strings.Join(lines, ";\n") + ";\nCOMMIT;\n", nil
}

func (s SetUp) check() error {
	if strings.TrimSpace(s.Office) == "" || strings.ContainsRune(s.Office, 0) {
		return inspection.Invalid("error.hub_office_needed")
	}
	if !roleName.MatchString(s.Role) {
		return inspection.Invalid("error.hub_role", "role", s.Role)
	}
	return nil
}

func newEpoch(random io.Reader) (string, error) {
	if random == nil {
		random = rand.Reader
	}
	raw := make([]byte, 16)
	_, err := io.ReadFull(random, raw)
	return hex.EncodeToString(raw), err
}

// Init makes the tables if they are not there, puts the office on the hub, and gives the role what it needs, in one
// transaction. It needs a role that may make schemas and roles. Doing it again changes nothing more.
func Init(ctx context.Context, options Options, s SetUp) (report SetUpReport, err error) {
	if err := s.check(); err != nil {
		return report, err
	}
	conn, err := connect(ctx, options)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, closeQuietly(conn)) }()
	present, err := hasTables(ctx, conn)
	if err != nil {
		return report, translate(err)
	}
	if present {
		if _, err := readMeta(ctx, conn); err != nil {
			return report, err
		}
	}
	report.Made = !present
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error { return s.carryOut(ctx, tx, &report) })
	return report, translate(err)
}

func (s SetUp) carryOut(ctx context.Context, tx pgx.Tx, report *SetUpReport) error {
	now := inspection.FormatInstant(s.Clock())
	if report.Made {
		for _, text := range tables {
			if _, err := tx.Exec(ctx, text); err != nil {
				return err
			}
		}
		epoch, err := newEpoch(s.Random)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "INSERT INTO anxun_hub.meta (id, version, epoch, made) VALUES (1, $1, $2, $3)", Version, epoch, now); err != nil {
			return err
		}
	}
	office, err := s.office(ctx, tx, now, report)
	if err != nil {
		return err
	}
	return s.role(ctx, tx, office, report)
}

// office puts the office on the hub and returns its number.
func (s SetUp) office(ctx context.Context, tx pgx.Tx, now string, report *SetUpReport) (int, error) {
	office := 0
	err := tx.QueryRow(ctx, "SELECT id FROM anxun_hub.office WHERE name = $1", s.Office).Scan(&office)
	if !errors.Is(err, pgx.ErrNoRows) {
		return office, err
	}
	report.NewOffice = true
	if err := tx.QueryRow(ctx, "SELECT coalesce(max(id), 0) + 1 FROM anxun_hub.office").Scan(&office); err != nil {
		return 0, err
	}
	if _, err := tx.Exec(ctx, "INSERT INTO anxun_hub.office (id, name, made) VALUES ($1, $2, $3)", office, s.Office, now); err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, "INSERT INTO anxun_hub.clock (office, n, mark) VALUES ($1, 0, '')", office)
	return office, err
}

// role makes the role if it is not there and gives it what it needs. s.Role was checked, so it needs no quoting.
func (s SetUp) role(ctx context.Context, tx pgx.Tx, office int, report *SetUpReport) error {
	var count int
	if err := tx.QueryRow(ctx, "SELECT count(*) FROM pg_roles WHERE rolname = $1", s.Role).Scan(&count); err != nil {
		return err
	}
	if report.NewRole = count == 0; report.NewRole {
		if _, err := tx.Exec(ctx, "CREATE ROLE "+s.Role+" LOGIN"); err != nil {
			return err
		}
	}
	for _, text := range grants(s.Role) {
		if _, err := tx.Exec(ctx, text); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, "INSERT INTO anxun_hub.member (office, role) SELECT $1, $2 WHERE NOT EXISTS "+
		"(SELECT 1 FROM anxun_hub.member WHERE office = $3 AND role = $4)", office, s.Role, office, s.Role)
	return err
}

func hasTables(ctx context.Context, conn *pgx.Conn) (bool, error) {
	var one int
	err := conn.QueryRow(ctx, "SELECT count(*) FROM anxun_hub.meta").Scan(&one)
	var known *pgconn.PgError
	if errors.As(err, &known) && (known.Code == "42P01" || known.Code == "3F000") {
		return false, nil
	}
	return true, err
}

// readMeta refuses a hub that a newer Anxun set up.
func readMeta(ctx context.Context, conn *pgx.Conn) (epoch string, err error) {
	version := 0
	if err := conn.QueryRow(ctx, "SELECT version, epoch FROM anxun_hub.meta WHERE id = 1").Scan(&version, &epoch); err != nil {
		if errors.Is(err, pgx.ErrNoRows) {
			return "", inspection.NotFound("error.hub_not_set_up")
		}
		return "", translate(err)
	}
	if version > Version {
		return "", &inspection.Error{Code: inspection.CodeNewer, Key: "error.hub_newer", Args: []any{"version", version, "known", Version}}
	}
	return epoch, nil
}

func stamp(now time.Time) string { return inspection.FormatInstant(now) }
