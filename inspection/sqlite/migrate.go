package sqlite

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"anxun/inspection"
)

//go:embed migrations/*.sql
var embedded embed.FS

// applicationID stands in the header of every Anxun database ("Anxu" in ASCII).
const applicationID = 0x416e7875

// migration is one step of the database's shape. Its number is the user_version
// of the database after it.
type migration struct {
	version int
	name    string
	text    string
}

// readMigrations reads the files NNNN_name.sql of the folder migrations. Their
// numbers must be 1, 2, 3 … without gaps.
func readMigrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "migrations/*.sql") // sorted by name
	if err != nil {
		return nil, fmt.Errorf("listing migrations: %w", err)
	}
	migrations := make([]migration, 0, len(names))
	for i, name := range names {
		number, _, _ := strings.Cut(path.Base(name), "_")
		version, err := strconv.Atoi(number)
		if err != nil || version != i+1 {
			return nil, fmt.Errorf("migration %s: its number must be %04d", name, i+1)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading migration %s: %w", name, err)
		}
		migrations = append(migrations, migration{version: version, name: path.Base(name), text: string(text)})
	}
	return migrations, nil
}

// migrate brings the database to the newest shape, each step in a transaction of
// its own together with its user_version. Before the first step on a database
// that has a shape already, keep is called to make a copy.
func migrate(ctx context.Context, c *connection, dir string, migrations []migration, keep func(version int) error) error {
	version, err := userVersion(ctx, c)
	if err != nil {
		return databaseError(err, dir, "reading the version")
	}
	if version > len(migrations) {
		return newerError(dir, version, len(migrations))
	}
	if version > 0 && version < len(migrations) {
		if err := keep(version); err != nil {
			return err
		}
	}
	for _, step := range migrations[version:] {
		if err := applyMigration(ctx, c, step); err != nil {
			return databaseError(err, dir, "migration "+step.name)
		}
	}
	return nil
}

func newerError(dir string, found, known int) error {
	return &inspection.Error{Code: inspection.CodeNewer, Key: "error.data_newer", Args: []any{"dir", dir, "found", found, "known", known}}
}

func applyMigration(ctx context.Context, c *connection, step migration) (err error) {
	if _, err := c.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_, _ = c.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // may be rolled back already
		}
	}()
	if _, err := c.conn.ExecContext(ctx, step.text); err != nil {
		return err
	}
	// A pragma takes no parameter; the version is a number from a file name.
	if _, err := c.conn.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(step.version)); err != nil {
		return err
	}
	_, err = c.conn.ExecContext(ctx, "COMMIT")
	return err
}

func userVersion(ctx context.Context, c *connection) (int, error) {
	var version int
	err := c.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}
