// Package postgres is the hub on a server of the PostgreSQL protocol. It keeps to plain SQL and takes the lock on one row
// for what others do with sequences, so that other servers of the protocol can serve as well; tried is PostgreSQL.
package postgres

import (
	"context"
	"errors"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"anxun/inspection"
)

// Options say how to reach a hub.
type Options struct {
	// DSN is an address as libpq knows it: postgres://role@host/database or "host=… user=…". Over TCP the server's
	// certificate must be valid and for its name, unless the DSN itself names another sslmode. A password in it is used.
	DSN      string
	Password string        // used if the DSN has none; empty: what libpq would find, for example in .pgpass
	Office   string        // name of the office on the hub
	Silence  time.Duration // how long a server may keep silent before it counts as gone; 0 means 30 s
}

const (
	defaultSilence = 30 * time.Second
	connectTimeout = 10 * time.Second
)

var (
	sslmodeWord  = regexp.MustCompile(`(?:^|[\s?&])sslmode\s*=\s*'?([a-z-]*)`)
	execModeWord = "default_query_exec_mode"
)

// Strict adds to a DSN that the server's certificate is verified in full, unless it says itself how TLS is used.
func Strict(dsn string) string {
	if sslmodeWord.MatchString(dsn) {
		return dsn
	}
	if !isURL(dsn) {
		return strings.TrimSpace(dsn + " sslmode=verify-full")
	}
	before, fragment, _ := strings.Cut(dsn, "#")
	joint := "?"
	if strings.Contains(before, "?") {
		joint = "&"
	}
	if before += joint + "sslmode=verify-full"; fragment != "" {
		before += "#" + fragment
	}
	return before
}

func isURL(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

// Address is what a DSN says.
type Address struct {
	WithoutPassword string // the DSN, for keeping
	Password        string
	Server          string // host and database, for showing
	User            string
	Weak            string // the sslmode, if it is a weaker one than verify-full and the server is reached over TCP
}

// ReadAddress takes a DSN apart; CodeInvalid if it is none.
func ReadAddress(dsn string) (Address, error) {
	config, err := parse(dsn)
	if err != nil {
		return Address{}, err
	}
	a := Address{Password: passwordIn(dsn), User: config.User, Server: config.Host + "/" + config.Database, WithoutPassword: dropPassword(dsn)}
	if mode := sslmodeWord.FindStringSubmatch(dsn); mode != nil && mode[1] != "verify-full" && overTCP(config) {
		a.Weak = mode[1]
	}
	return a, nil
}

func overTCP(config *pgx.ConnConfig) bool {
	tcp := !strings.HasPrefix(config.Host, "/")
	for _, other := range config.Fallbacks {
		tcp = tcp || !strings.HasPrefix(other.Host, "/")
	}
	return tcp
}

func parse(dsn string) (*pgx.ConnConfig, error) {
	if strings.TrimSpace(dsn) == "" {
		return nil, inspection.Invalid("error.hub_dsn_needed")
	}
	config, err := pgx.ParseConfig(Strict(dsn))
	if err != nil {
		// The cause may quote the DSN, password included, so it is not passed on.
		return nil, inspection.Invalid("error.hub_dsn")
	}
	return config, nil
}

var passwordWord = regexp.MustCompile(`(^|\s)password\s*=\s*('(?:[^'\\]|\\.)*'|\S*)`)

func passwordIn(dsn string) string {
	if isURL(dsn) {
		parsed, err := url.Parse(dsn)
		if err != nil {
			return ""
		}
		if password, there := parsed.User.Password(); there {
			return password
		}
		return parsed.Query().Get("password")
	}
	found := passwordWord.FindStringSubmatch(dsn)
	if found == nil {
		return ""
	}
	text := found[2]
	if len(text) >= 2 && text[0] == '\'' {
		text = text[1 : len(text)-1]
	}
	return regexp.MustCompile(`\\(.)`).ReplaceAllString(text, "$1")
}

func dropPassword(dsn string) string {
	if !isURL(dsn) {
		return strings.TrimSpace(passwordWord.ReplaceAllString(dsn, "$1"))
	}
	parsed, err := url.Parse(dsn)
	if err != nil {
		return ""
	}
	if parsed.User != nil {
		parsed.User = url.User(parsed.User.Username())
	}
	query := parsed.Query()
	if query.Has("password") {
		query.Del("password")
		parsed.RawQuery = query.Encode()
	}
	return parsed.String()
}

// connect opens a connection that notices a silent server.
func connect(ctx context.Context, options Options) (*pgx.Conn, error) {
	config, err := parse(options.DSN)
	if err != nil {
		return nil, err
	}
	if passwordIn(options.DSN) == "" && options.Password != "" {
		config.Password = options.Password
	}
	if !strings.Contains(options.DSN, execModeWord) {
		// No prepared statements on the server: a pooler may stand in between.
		config.DefaultQueryExecMode = pgx.QueryExecModeExec
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	silence := options.Silence
	if silence == 0 {
		silence = defaultSilence
	}
	dial := config.DialFunc
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &watchedConn{Conn: conn, silence: silence}, nil
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, translate(err)
	}
	if err := patience(ctx, conn); err != nil {
		return nil, errors.Join(translate(err), closeQuietly(conn))
	}
	return conn, nil
}

// patience tells the server when to give up on this laptop, so that one that vanished in the middle of a transaction does
// not hold the others up; and that rows in the order of a key are best read along it, which a server that has not yet
// counted its rows does not see. Servers that do not know a setting do without.
func patience(ctx context.Context, conn *pgx.Conn) error {
	for _, text := range []string{
		"SET idle_in_transaction_session_timeout = 30000", "SET statement_timeout = 120000", "SET lock_timeout = 20000",
		"SET tcp_keepalives_idle = 20", "SET tcp_keepalives_interval = 5", "SET tcp_keepalives_count = 3", "SET client_min_messages = error",
		"SET enable_bitmapscan = off",
	} {
		if _, err := conn.Exec(ctx, text); err != nil && (conn.IsClosed() || ctx.Err() != nil) {
			return err
		}
	}
	return nil
}

// closeQuietly ends a connection. What was committed is committed, so a failure to say goodbye is none.
func closeQuietly(conn *pgx.Conn) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_ = conn.Close(ctx)
	return nil
}
