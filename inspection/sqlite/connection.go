package sqlite

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// busyTimeout is how long, in milliseconds, a statement waits for another
// program that has the database locked, a backup tool for example.
const busyTimeout = "5000"

// maxStatements bounds the prepared statements of one connection. Filters make
// a few dozen different texts; the bound only guards against a mistake.
const maxStatements = 256

// access is how a database is opened.
type access int

const (
	accessWrite     access = iota // the writer
	accessQuery                   // a reader beside the writer
	accessReadOnly                // the file must not be written: mode=ro
	accessImmutable               // nobody can write the file: no -shm and -wal are needed
)

// dsn makes the name under which the driver opens the file. It must start with
// "file:", because the driver drops SQLite's own parameters from plain names,
// and the path must be escaped, because folders are called 数据 #1 (50%).
func dsn(path string, how access) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… becomes file:///C:/…
	}
	query := url.Values{"_busy_timeout": {busyTimeout}, "_foreign_keys": {"on"}, "_dqs": {"0"}, "_defensive": {"1"}, "_error_rc": {"1"}}
	pragmas := []string{"trusted_schema(0)", "cache_size(-2000)"}
	switch how {
	case accessWrite:
		query.Set("_journal_mode", "WAL")
		query.Set("_synchronous", "FULL")
		query.Set("_txlock", "immediate")
	case accessQuery:
		query.Set("_query_only", "on")
	case accessReadOnly:
		query.Set("mode", "ro")
	case accessImmutable:
		query.Set("mode", "ro")
		query.Set("immutable", "1")
	}
	query["_pragma"] = pragmas
	location := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	return location.String()
}

// openPool opens the file for at most size connections. Nothing is kept idle:
// connections are held by their users, and one given back is one to be closed.
func openPool(path string, how access, size int) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", dsn(path, how))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(-1)
	return pool, nil
}

// connection is one held connection with its prepared statements. sql.Tx is not
// used: a statement prepared outside of a transaction cannot be prepared while
// the pool's only connection is in one, and statements prepared inside die with
// it. BEGIN and COMMIT are statements like any other.
type connection struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

func newConnection(ctx context.Context, pool *sql.DB) (*connection, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &connection{conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

// statement returns the prepared statement of the text.
func (c *connection) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if prepared, ok := c.statements[text]; ok {
		return prepared, nil
	}
	prepared, err := c.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	c.statements[text] = prepared
	return prepared, nil
}

// trim forgets the statements when there are too many. Only between
// transactions: a statement must not be closed while its rows are read.
func (c *connection) trim() error {
	if len(c.statements) <= maxStatements {
		return nil
	}
	var first error
	for text, prepared := range c.statements {
		delete(c.statements, text)
		if err := prepared.Close(); first == nil {
			first = err
		}
	}
	return first
}

func (c *connection) exec(ctx context.Context, text string, args ...any) error {
	prepared, err := c.statement(ctx, text)
	if err != nil {
		return err
	}
	_, err = prepared.ExecContext(ctx, args...)
	return err
}

// query streams the rows to scan; it stops at scan's first error.
func (c *connection) query(ctx context.Context, text string, args []any, scan func(*sql.Rows) error) (err error) {
	prepared, err := c.statement(ctx, text)
	if err != nil {
		return err
	}
	rows, err := prepared.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer func() {
		if closing := rows.Close(); err == nil {
			err = closing
		}
	}()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// queryRow scans the first row; found is false when there is none.
func (c *connection) queryRow(ctx context.Context, text string, args []any, into ...any) (found bool, err error) {
	err = c.query(ctx, text, args, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(into...)
	})
	return found, err
}

// close closes the statements and the connection and reports the first failure.
func (c *connection) close() error {
	var first error
	for _, prepared := range c.statements {
		if err := prepared.Close(); first == nil {
			first = err
		}
	}
	if err := c.conn.Close(); first == nil {
		first = err
	}
	return first
}
